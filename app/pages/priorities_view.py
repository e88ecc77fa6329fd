"""What the page of priorities shows: each line of the plan, and how it stands."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.record.actions import ActionThen, actions_then
from app.record.priorities import PriorityThen, priorities_then
from app.record.tally import ENDS, Tally, tally
from app.record.tests import tests_then
from app.record.then import Then

CHALLENGE = {
    "technical": "We know how",
    "adaptive": "We have to learn",
    "mixed": "Some we know how, some we have to learn",
    "not_yet_known": "We do not know yet",
}


@dataclass(frozen=True)
class TestMark:
    __test__ = False

    id: str
    title: str
    state: str


@dataclass(frozen=True)
class Line:
    """One priority as the page tells it."""

    priority: PriorityThen
    challenge: str
    lead: str
    hopes: list[str]
    findings: list[str]
    tally: Tally
    tests: list[TestMark]
    end: str
    carries_on_as: str

    @property
    def name(self) -> str:
        return self.priority.row.text


@dataclass(frozen=True)
class Priorities:
    opening: str
    chosen: list[Line]
    proposed: list[Line]
    chosen_on: date | None


def priorities(then: Then) -> Priorities:
    """Everything the page of priorities shows, at the end of a day."""
    actions = actions_then(then)
    lines = [_line(then, p, actions) for p in priorities_then(then)]
    chosen = [line for line in lines if line.priority.chosen]
    return Priorities(
        opening=_opening(chosen),
        chosen=chosen,
        proposed=[line for line in lines if not line.priority.chosen],
        chosen_on=max((line.priority.chosen for line in chosen if line.priority.chosen), default=None),
    )


def _line(then: Then, priority: PriorityThen, actions: list[ActionThen]) -> Line:
    record, id_ = then.record, priority.id
    end = priority.end
    initiative = record.initiatives.get(end.to_thing) if end and end.to_thing else None
    return Line(
        priority,
        challenge=CHALLENGE[priority.row.challenge],
        lead=then.known_as(priority.row.lead),
        hopes=[record.aspirations[a].text for a in record.linked(id_, "aspirations")],
        findings=[record.findings[f].text for f in record.linked(id_, "findings")],
        tally=tally([a for a in actions if a.row.priority == id_]),
        tests=[TestMark(t.id, t.row.title, t.state) for t in tests_then(then) if t.row.priority == id_],
        end=ENDS.get(end.ended_as or "", "") if end else "",
        carries_on_as=initiative.text
        if initiative
        else (end.note or "" if end and end.visibility != "organisers" else ""),
    )


def _opening(chosen: list[Line]) -> str:
    if not chosen:
        return "We have not chosen what to work on yet. That usually comes at the third meeting."
    stuck = sum(line.tally.stuck > 0 for line in chosen)
    ended = sum(bool(line.end) for line in chosen)
    said = f"We chose {words.count(len(chosen), 'thing')} to work on."
    if ended:
        what = (
            "All of them have"
            if ended == len(chosen)
            else f"{words.sentence(words.number(ended))} of them {_has(ended)}"
        )
        return f"{said} {what} come to an end here."
    if stuck:
        return f"{said} {words.sentence(words.number(stuck))} of them would like help."
    return f"{said} Nobody has said that one is stuck."


def _has(n: int) -> str:
    return "has" if n == 1 else "have"
