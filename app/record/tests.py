"""Tests of change as they stood on a day. A test's state follows the last of its cycles that counts."""

from dataclasses import dataclass, field
from datetime import date

from app.history.models import Event
from app.record.then import Then
from app.tests_of_change.models import Cycle, SmallTest

DECIDED = {"adopt": "adopted", "adapt": "adapting", "abandon": "abandoned"}
OVER = ("business_as_usual", "handed_on", "abandoned")


@dataclass(frozen=True)
class CycleThen:
    """One round: planned, running, studying, adopted, adapting or abandoned; `begun` is the day it counts from."""

    row: Cycle
    begun: date
    state: str

    @property
    def decided_on(self) -> date | None:
        return self.row.decided_on if self.state in DECIDED.values() else None


@dataclass
class TestThen:
    """One test at the end of a day; `cycles` are those that count by then."""

    __test__ = False

    row: SmallTest
    came_up: date
    state: str
    since: date
    cycles: list[CycleThen] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def asked_of(self) -> str | None:
        """Who is asked to lead it; of one that is over nobody is asked anything."""
        return None if self.is_over else self.row.asked_of

    @property
    def current(self) -> CycleThen | None:
        return self.cycles[-1] if self.cycles else None


def tests_then(then: Then) -> list[TestThen]:
    """Every test that had come up by the end of the day, in the order of the record."""
    found = (test_then(then, row) for row in then.record.tests.values())
    return [test for test in found if test is not None]


def test_then(then: Then, row: SmallTest) -> TestThen | None:
    came_up = then.came_up(row.meeting, row.on)
    if came_up > then.said:
        return None
    cycles = _cycles(then, row, came_up)
    test = TestThen(row, came_up, "idea", came_up, cycles, then.events(row.id))
    if cycles:
        test.state, test.since = cycles[-1].state, _since(then, cycles[-1])
    for event in test.events:
        reopened = event.event == "reopened"
        if not reopened:
            test.state, test.since = event.event, event.on
        elif cycles:
            test.state, test.since = cycles[-1].state, max(event.on, _since(then, cycles[-1]))
        else:
            test.state, test.since = "idea", event.on
    return test


test_then.__test__ = False  # type: ignore[attr-defined]


def _cycles(then: Then, row: SmallTest, begin: date) -> list[CycleThen]:
    """A cycle counts from its own day; else the first from the test's, a later one from the decision before it."""
    out: list[CycleThen] = []
    reopenings = [e.on for e in then.record.happened(row.id) if e.event == "reopened"]
    for cycle in then.record.cycles.get(row.id, []):
        begin = then.came_up(cycle.meeting, cycle.on) if cycle.meeting or cycle.on else begin
        if begin > then.said:
            break
        out.append(CycleThen(cycle, begin, _state(then, cycle)))
        begin = _next_begins(cycle, begin, reopenings)
    return out


def _next_begins(cycle: Cycle, begin: date, reopenings: list[date]) -> date:
    decided = cycle.decided_on or begin
    later = [day for day in reopenings if day >= decided]
    return later[0] if cycle.decision != "adapt" and later else decided


def _state(then: Then, cycle: Cycle) -> str:
    if cycle.decision and cycle.decided_on and cycle.decided_on <= then.said:
        return DECIDED[cycle.decision]
    if cycle.ended and cycle.ended <= then.said:
        return "studying"
    return "running" if cycle.started and cycle.started <= then.said else "planned"


def _since(then: Then, cycle: CycleThen) -> date:
    row = cycle.row
    days = (cycle.begun, row.started, row.ended, row.decided_on)
    return max(day for day in days if day is not None and day <= then.said)
