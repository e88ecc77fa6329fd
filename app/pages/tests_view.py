"""What the pages of tests of change show: the list, and one test with its cycles."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.record.minding import asked_now, who_leads
from app.record.priorities import PriorityThen, chosen_then
from app.record.tests import CycleThen, TestThen, tests_then
from app.record.then import Then
from app.tests_of_change.models import Measure

SCALES = {
    "one_person": "one person",
    "a_few_people": "a few people",
    "one_team": "one team or practice",
    "several": "several teams",
    "whole_locality": "the whole locality",
}
KINDS = {
    "collect_information": "to collect information",
    "develop_a_change": "to work out a change",
    "test_a_change": "to try a change",
    "implement_a_change": "to bring a change in",
}
COMPARED = {"as_predicted": "as we thought", "partly": "partly as we thought", "not_as_predicted": "not as we thought"}
DECISIONS = {
    "adopt": "Adopt: it stays",
    "adapt": "Adapt: one more cycle",
    "abandon": "Abandon: we learnt enough",
}
ORDER = ("studying", "running", "planned", "idea", "adapting", "adopted", "business_as_usual", "handed_on", "abandoned")


@dataclass(frozen=True)
class CycleShown:
    """One round as it could be read on the day: nothing that was written down later."""

    number: int
    state: str
    scale: str
    scale_key: str
    kind: str
    when: str
    question: str
    prediction: str
    predicted_on: date | None
    plan: list[str]
    did: str
    surprises: str
    learned: str
    compared: str
    decision: str
    decided_on: date | None
    kept_by: str
    next: str
    safety: str
    measures: list[Measure]


@dataclass(frozen=True)
class TestShown:
    __test__ = False

    test: TestThen
    tag: str
    lead: str
    asked_note: str
    team: str
    line: PriorityThen | None
    assumption: str
    cycles: list[CycleShown]
    ended: str

    @property
    def current(self) -> CycleShown | None:
        return self.cycles[-1] if self.cycles else None


@dataclass(frozen=True)
class Tests:
    __test__ = False

    opening: str
    tests: list[TestShown]


def all_tests(then: Then, *, sees_organisers: bool) -> Tests:
    """Every test that has come up, those that wait for a decision first."""
    shown = [show(then, test, sees_organisers=sees_organisers) for test in tests_then(then)]
    return Tests(_opening(shown), sorted(shown, key=lambda t: ORDER.index(t.test.state)))


def one_test(then: Then, id_: str, *, sees_organisers: bool) -> TestShown | None:
    found = next((test for test in tests_then(then) if test.id == id_), None)
    return show(then, found, sees_organisers=sees_organisers) if found else None


def show(then: Then, test: TestThen, *, sees_organisers: bool) -> TestShown:
    record, row = then.record, test.row
    assumption = record.big_assumptions.get(row.assumption or "")
    open_map = record.barrier_map is not None and (record.barrier_map.visibility == "group" or sees_organisers)
    return TestShown(
        test,
        tag=f"Test {list(record.tests).index(row.id) + 1}",
        lead=who_leads(then, test),
        asked_note=(row.asked_note or "") if asked_now(then, test) else "",
        team=words.listed(then.known_as(p) for p in record.linked(row.id, "team")),
        line=next((p for p in chosen_then(then) if p.id == row.priority), None),
        assumption=assumption.text if assumption and open_map else "",
        cycles=[_cycle(then, cycle) for cycle in test.cycles],
        ended=_ended(then, test, sees_organisers=sees_organisers),
    )


def _cycle(then: Then, cycle: CycleThen) -> CycleShown:
    row = cycle.row

    def by(day: date | None, text: str | None) -> str:
        return text or "" if day is not None and day <= then.said else ""

    return CycleShown(
        number=row.n,
        state=cycle.state,
        scale=SCALES.get(row.scale or "", ""),
        scale_key=row.scale or "",
        kind=KINDS.get(row.kind or "", ""),
        when=_when(then, cycle),
        question=row.question,
        prediction=by(row.predicted_on, row.prediction),
        predicted_on=row.predicted_on,
        plan=[text for text in (row.objective, row.plan, row.data_plan) if text],
        did=by(row.ended, row.did),
        surprises=by(row.ended, row.surprises),
        learned=by(row.decided_on or row.ended, row.learned),
        compared=by(row.decided_on or row.ended, COMPARED.get(row.compared or "", "")),
        decision=by(row.decided_on, DECISIONS.get(row.decision or "", "")),
        decided_on=cycle.decided_on,
        kept_by=by(row.decided_on, row.kept_by),
        next=by(row.decided_on, row.next),
        safety=by(row.safety_on, then.known_as(row.safety_agreed_by)),
        measures=then.record.measures.get((row.test, row.n), []),
    )


def _when(then: Then, cycle: CycleThen) -> str:
    row = cycle.row
    if row.ended and row.started and row.ended <= then.said:
        return words.span(row.started, row.ended)
    if row.started and row.started <= then.said:
        return f"since {words.short_day(row.started)}"
    if row.planned_start and row.planned_end:
        return f"planned for {words.span(row.planned_start, row.planned_end)}"
    return f"planned for {words.short_day(row.planned_start)}" if row.planned_start else ""


def _ended(then: Then, test: TestThen, *, sees_organisers: bool) -> str:
    event = test.events[-1] if test.events else None
    if event is None or event.event != test.state:
        return ""
    if event.event == "business_as_usual":
        kept = event.kept_by or (test.cycles[-1].row.kept_by if test.cycles else "")
        return f"It is part of the work now. {kept or ''}".strip()
    initiative = then.record.initiatives.get(event.to_thing or "")
    other = then.record.tests.get(event.to_thing or "")
    to = initiative.text if initiative else other.title if other else event.to_words or ""
    note = f" {event.note}" if event.note and (sees_organisers or event.visibility != "organisers") else ""
    return f"Handed on: {to}.{note}"


def _opening(shown: list[TestShown]) -> str:
    if not shown:
        return "Nothing has been tried yet. A first test can be small: one person, one day."
    waiting, running = _in(shown, "studying"), _in(shown, "running")
    kept = _in(shown, "adopted") + _in(shown, "business_as_usual")
    if waiting:
        it_waits = "waits" if waiting == 1 else "wait"
        return f"{words.sentence(words.count(waiting, 'test'))} {it_waits} for a decision: adopt, adapt or abandon."
    if running:
        return f"{words.sentence(words.count(running, 'test'))} {'is' if running == 1 else 'are'} running."
    if kept:
        return f"{words.sentence(words.count(kept, 'test'))} {'has' if kept == 1 else 'have'} become part of the work."
    return f"{words.sentence(words.count(len(shown), 'test'))} so far. None is running today."


def _in(shown: list[TestShown], state: str) -> int:
    return sum(t.test.state == state for t in shown)
