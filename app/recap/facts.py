"""What is known the evening before a meeting, gathered once for the whole page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.errors import NotFound
from app.people.models import Organisation
from app.recap.discretion import Discretion
from app.record.actions import ActionThen, actions_then
from app.record.priorities import PriorityThen, chosen_then, looks_of
from app.record.reading import Record
from app.record.tests import TestThen, tests_then
from app.record.then import MeetingThen, Then, evening_before, then

STAGES = 6


@dataclass(frozen=True)
class Facts:
    """`now` is the record as it stands; `at` the evening before the meeting, with what had been said by then."""

    record: Record
    now: Then
    at: Then
    meeting: MeetingThen
    last: MeetingThen | None
    may: Discretion

    @property
    def since(self) -> date:
        """The day of the last meeting; before the first, the beginning of time."""
        return self.last.day if self.last else date.min

    @cached_property
    def is_first(self) -> bool:
        """The first that takes place: it has a welcome, as a start-up meeting has."""
        held = [m for m in self.now.meetings if m.number > 0]
        return self.meeting.number == 0 or self.meeting.id == held[0].id

    @cached_property
    def is_last(self) -> bool:
        return self.meeting.number >= self.planned and self.meeting.id == self.now.meetings[-1].id

    @property
    def planned(self) -> int:
        return self.record.series.meetings_planned

    @property
    def stage(self) -> int:
        return stage(self.meeting.number, self.planned)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What keeps its capital letter wherever it stands."""
        people = self.record.people.values()
        called = [name for p in people for name in (p.name, p.known_as, *p.name.split()) if name]
        bodies = [name for o in self.record.organisations.values() for name in (o.name, o.short_name) if name]
        place = (self.record.series.place or "").split()
        return tuple(dict.fromkeys([*called, *bodies, *place, self.record.series.title]))

    # -- actions and tests ---------------------------------------------
    @cached_property
    def actions(self) -> list[ActionThen]:
        return actions_then(self.at)

    @cached_property
    def tests(self) -> list[TestThen]:
        return tests_then(self.at)

    @cached_property
    def open(self) -> list[ActionThen]:
        return [a for a in self.actions if a.is_open]

    @cached_property
    def finished(self) -> list[ActionThen]:
        """Done since the last meeting closed. What was finished in that meeting was heard there."""
        return [a for a in self._finished_from_then_on if not self._in_the_room(a)]

    @cached_property
    def finished_in_the_room(self) -> list[ActionThen]:
        return [a for a in self._finished_from_then_on if self._in_the_room(a)]

    @cached_property
    def _finished_from_then_on(self) -> list[ActionThen]:
        return [a for a in self.actions if a.state == "done" and a.ended_on and a.ended_on >= self.since]

    def _in_the_room(self, action: ActionThen) -> bool:
        how = action.outcome
        return how is not None and how.on == self.since and how.via == "meeting"

    @cached_property
    def not_heard(self) -> list[ActionThen]:
        """Open, and no word from the lead since the last meeting. A count, never a list."""
        return [a for a in self.open if a.last_word <= self.since and a.state != "stuck"]

    def waiters(self, action: ActionThen) -> int:
        """How many other things wait for this one."""
        return sum(
            action.id in self.record.linked(a.id, "waits_for")
            for a in self.actions
            if a.state not in ("done", "let_go")
        )

    def to_decide(self) -> list[TestThen]:
        return [t for t in self.tests if t.state == "studying"]

    # -- lines of the plan ---------------------------------------------
    @cached_property
    def chosen(self) -> dict[str, PriorityThen]:
        return {p.id: p for p in chosen_then(self.at)}

    def belongs_to_a_finding(self, action: ActionThen) -> bool:
        """Through its line, once the group has chosen it."""
        line = action.row.priority
        return line is not None and line in self.chosen and bool(self.record.linked(line, "findings"))

    def mark(self, priority: str | None) -> tuple[str, str] | None:
        """Shape and colour of a chosen line."""
        if priority is None or priority not in self.chosen:
            return None
        colour, shape = looks_of(self.record)[priority]
        return shape, colour

    # -- people --------------------------------------------------------
    def known_as(self, person: str | None) -> str:
        return self.at.known_as(person)

    def full_name(self, person: str) -> str:
        return self.record.people[person].name

    def organisation(self, person: str) -> Organisation | None:
        return self.at.organisation_of(person, self.meeting.day)

    @cached_property
    def held(self) -> list[MeetingThen]:
        """Meetings opened before this one, as far as anyone knew."""
        return [m for m in self.at.meetings if m.opened and m.number < self.meeting.number]

    def held_on(self, meeting: str) -> MeetingThen | None:
        return next((m for m in self.held if m.id == meeting), None)


def gather(record: Record, number: int, today: date, *, for_sponsor: bool = False) -> Facts:
    """The facts of one meeting's page. NotFound where there is no such meeting, or it was cancelled."""
    now = then(record, today, today)
    meeting = now.numbered(number)
    if meeting is None or meeting.cancelled:
        raise NotFound(f"There is no meeting {number} in this series.")
    at = then(record, evening_before(meeting.day), today)
    return Facts(record, now, at, meeting, at.last_time(meeting), Discretion(record, for_sponsor))


def stage(number: int, planned: int) -> int:
    """Where in the arc of six a meeting stands (docs/domain.md, "The arc"): the second of three is like our fourth."""
    if number <= 0:
        return 0
    if planned <= 1:
        return STAGES
    return min(STAGES, int(1.5 + (STAGES - 1) * (number - 1) / (planned - 1)))
