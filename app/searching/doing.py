"""What can be found of what we do: priorities, actions and what was said of them, tests of change, what carries on."""

from datetime import date

from app.history.models import Event
from app.record.actions import ActionThen, actions_then
from app.record.priorities import PriorityThen, priorities_then
from app.record.tests import CycleThen, TestThen, tests_then
from app.searching.entry import EVERYBODY, ORGANISERS, THE_RECORD, Gathering, Sight, place

MAP = "~barrier-map"  # under this its phrases are kept (app.series_file.mapping)


def priorities(g: Gathering) -> None:
    for p in priorities_then(g.then):
        row, at = p.row, place("priorities", f"line-{p.id}")
        words = (row.why, row.first_sign_of_success, _carries_on(g, p))
        g.add("priority", p.id, row.text, *words, at=at, to=g.what_stands, day=p.chosen, id_=p.id)
        if p.chosen is not None:
            home = place("plan_now", "in-words")
            g.add("priority", p.id, row.text, at=home, to=EVERYBODY & ~g.what_stands, day=p.chosen, id_=p.id)


def _carries_on(g: Gathering, p: PriorityThen) -> str:
    """Why it ended, where no initiative says so."""
    end = p.end
    if end is None or end.visibility == "organisers" or (end.to_thing or "") in g.then.record.initiatives:
        return ""
    return end.note or ""


def actions(g: Gathering) -> None:
    for action in actions_then(g.then):
        led = frozenset({action.lead} if action.lead else ())
        at = place("action", action_id=action.id)
        words = [action.row.text if action.row.text != action.text else "", action.row.first_step]
        to, day = Sight(THE_RECORD, led), action.came_up
        g.add("action", action.id, action.text, *words, at=at, to=to, day=day, id_=action.id)
        for event in action.events:
            _said_of(g, action, event, led)


def _said_of(g: Gathering, action: ActionThen, event: Event, led: frozenset[str]) -> None:
    """What was said to the organisers alone stays with them, and with whoever said it (A8, docs/domain.md)."""
    taker = event.to_words if event.event == "handed_on" else ""
    words = [text for text in (event.text, event.note, event.what_would_help, taker) if text]
    if words:
        hushed = event.visibility == "organisers"
        sight = Sight(THE_RECORD, led, hushed=hushed, teller=event.by)
        at = place("action", action_id=action.id)
        g.add("action", action.id, action.text, *words, at=at, to=sight, day=event.on)


def tests(g: Gathering) -> None:
    record = g.then.record
    for test in tests_then(g.then):
        row, at = test.row, place("test", test_id=test.id)
        assumption = record.big_assumptions.get(row.assumption or "")
        g.add(
            "test",
            row.id,
            row.title,
            row.aim,
            row.asked_note if test.asked_of else None,
            at=at,
            to=THE_RECORD,
            day=test.came_up,
            id_=row.id,
        )
        if assumption:
            g.add("test", row.id, row.title, assumption.text, at=at, to=_map_is_for(g), day=test.came_up)
        _end_of(g, test)
        for cycle in test.cycles:
            _cycle(g, test, cycle)


def _cycle(g: Gathering, test: TestThen, cycle: CycleThen) -> None:
    """One round as it could be read today: nothing that is dated later."""
    row, said = cycle.row, g.then.said

    def by(day: date | None, *texts: str | None) -> list[str]:
        return [text for text in texts if text] if day is not None and day <= said else []

    words = [row.question, *by(row.predicted_on, row.prediction), row.objective, row.plan, row.data_plan]
    for m in g.then.record.measures.get((row.test, row.n), []):
        words += [m.name, m.before, m.after]
    words += by(row.ended, row.did, row.surprises) + by(row.decided_on or row.ended, row.learned)
    words += by(row.decided_on, row.kept_by, row.next)
    at = place("test", test_id=test.id)
    g.add("test", test.id, test.row.title, *words, at=at, to=THE_RECORD, day=cycle.begun)


def _end_of(g: Gathering, test: TestThen) -> None:
    """To whom it was handed on, or who keeps it: only the last word, while it holds."""
    event = test.events[-1] if test.events else None
    if event is None or event.event != test.state:
        return
    at, title = place("test", test_id=test.id), test.row.title
    if event.event == "business_as_usual":
        g.add("test", test.id, title, event.kept_by, at=at, to=THE_RECORD, day=event.on)
        return
    hushed = event.visibility == "organisers"
    g.add("test", test.id, title, event.to_words, at=at, to=THE_RECORD, day=event.on)
    g.add("test", test.id, title, event.note, at=at, to=ORGANISERS if hushed else THE_RECORD, day=event.on)


def barriers(g: Gathering) -> None:
    """What holds us back: for organisers, unless the group chose to share it."""
    record, drawn = g.then.record, g.then.record.barrier_map
    if drawn is None or not g.then.was_said(drawn.meeting, None):
        return
    lists = ("doing_instead", "worries", "competing_commitments")
    words = [text for name in lists for text in record.phrases.get((MAP, name), [])]
    words += [a.text for a in record.big_assumptions.values()]
    day = g.then.meeting(drawn.meeting).day
    g.add("barriers", "map", drawn.commitment, *words, at=place("tests"), to=_map_is_for(g), day=day)


def _map_is_for(g: Gathering) -> int:
    drawn = g.then.record.barrier_map
    return THE_RECORD if drawn is not None and drawn.visibility == "group" else ORGANISERS


def initiatives(g: Gathering) -> None:
    for i in g.then.record.initiatives.values():
        if g.then.was_said(i.meeting, None):
            at, day = place("initiatives", f"initiative-{i.id}"), g.then.meeting(i.meeting).day
            g.add("initiative", i.id, i.text, i.home, at=at, to=g.what_stands, day=day, id_=i.id)
