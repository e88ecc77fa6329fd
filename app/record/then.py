"""The record as it stood at the end of one day.

Everything that is shown is a function of the record and a day. What people have *said* counts up to that day or up to
today, whichever is earlier; dates set beforehand (meetings, dues, memberships) count as they are (promise 1,
docs/promises.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from app.history.machines import MACHINES
from app.history.models import SERIES, Event
from app.meetings.models import Meeting
from app.people.models import Membership, Organisation, Person
from app.record.reading import Record
from app.series.models import Purpose

SEATED = ("participant", "integration_manager", "sponsor", "lived_experience")
ORGANISERS = ("facilitator", "integration_manager")
SINCE_EVER = date(1900, 1, 1)
OVER = ("closed", "archived", "abandoned")


@dataclass(frozen=True)
class MeetingThen:
    """A meeting as it was known: its day and hours after any move, and its state."""

    row: Meeting
    day: date
    start: str
    end: str
    state: str
    opened: bool

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def cancelled(self) -> bool:
        return self.state == "cancelled"

    @property
    def closed(self) -> bool:
        return self.state == "closed"


@dataclass(frozen=True)
class Then:
    """A record, a day, and the last day of which anything said is counted."""

    record: Record
    day: date
    said: date

    # -- what was said -------------------------------------------------
    def events(self, thing: str) -> list[Event]:
        return [e for e in self.record.happened(thing) if e.on <= self.said]

    def was_said(self, meeting: str | None, on: date | None) -> bool:
        """Whether something of a meeting, or of a day, or of neither, had been said by then."""
        return self.came_up(meeting, on) <= self.said

    def came_up(self, meeting: str | None, on: date | None) -> date:
        if meeting is not None:
            return self.meeting(meeting).day
        return on or SINCE_EVER

    @cached_property
    def series_state(self) -> str:
        return self._replayed("series", SERIES, MACHINES["series"].begin)

    @property
    def is_over(self) -> bool:
        """Whether the series has ended, so that nothing is asked of anybody any more."""
        return self.series_state in OVER

    def state_of(self, kind: str, thing: str, begin: str | None = None) -> str:
        """The state of a priority, an initiative, a story or a meeting."""
        return self._replayed(kind, thing, begin or MACHINES[kind].begin)

    def still_told(self, finding: str) -> bool:
        """Whether one of the stories that a finding rests on has not been taken back, or it rests on none."""
        stories = self.record.linked(finding, "stories")
        return not stories or any(self.state_of("story", story) != "withdrawn" for story in stories)

    def _replayed(self, kind: str, thing: str, begin: str) -> str:
        state = begin
        for event in self.events(thing):
            state = MACHINES[kind].after(state, event.event) or state
        return state

    # -- meetings ------------------------------------------------------
    @cached_property
    def _meetings(self) -> dict[str, MeetingThen]:
        return {m.id: self._meeting(m) for m in self.record.meetings_in_order}

    def _meeting(self, meeting: Meeting) -> MeetingThen:
        events = self.events(meeting.id)
        moved = [e for e in events if e.event == "moved"]
        last = moved[-1] if moved else None
        return MeetingThen(
            meeting,
            day=(last.to_day if last else None) or meeting.date,
            start=next((e.start for e in reversed(moved) if e.start), meeting.start),
            end=next((e.end for e in reversed(moved) if e.end), meeting.end),
            state=self.state_of("meeting", meeting.id),
            opened=any(e.event == "opened" for e in events),
        )

    def meeting(self, meeting: str) -> MeetingThen:
        return self._meetings[meeting]

    @cached_property
    def meetings(self) -> list[MeetingThen]:
        """All that were not cancelled, by number."""
        return [m for m in self._meetings.values() if not m.cancelled]

    def numbered(self, number: int) -> MeetingThen | None:
        return next((m for m in self._meetings.values() if m.number == number), None)

    def last_time(self, before: MeetingThen) -> MeetingThen | None:
        """The last meeting that was opened before this one."""
        return next((m for m in reversed(self.meetings) if m.number < before.number and m.opened), None)

    @cached_property
    def next_meeting(self) -> MeetingThen | None:
        """The first meeting that is still to come on this day, or is going on."""
        return next((m for m in self.meetings if m.day >= self.day and not m.closed), None)

    @cached_property
    def last_held(self) -> MeetingThen | None:
        return next((m for m in reversed(self.meetings) if m.opened and m.day <= self.day), None)

    def due(self, meeting: str | None, on: date | None, said_on: date) -> date | None:
        """The day something is due: a date stays; a meeting's follows the meeting; nothing means the next meeting."""
        if on is not None:
            return on
        if meeting is not None:
            return self.meeting(meeting).day
        return min((m.day for m in self.meetings if m.day > said_on), default=None)

    # -- people --------------------------------------------------------
    def memberships(self, person: str, day: date | None = None) -> list[Membership]:
        """The hats a person wears on a day, in their order."""
        day = day or self.day
        mine = self.record.memberships.get(person, [])
        return [m for m in mine if m.from_day <= day and (m.to_day is None or day <= m.to_day)]

    def roles(self, person: str, day: date | None = None) -> set[str]:
        return {m.role for m in self.memberships(person, day)}

    def hat(self, person: str, day: date | None = None, *, role: str | None = None) -> Membership | None:
        """The default hat: the first membership that covers the day (of that role, where one is asked for)."""
        worn = self.memberships(person, day)
        return next((m for m in worn if role is None or m.role == role), None)

    def organisation_of(self, person: str, day: date | None = None) -> Organisation | None:
        hat = self.hat(person, day)
        return self.record.organisations[hat.organisation] if hat and hat.organisation else None

    def with_role(self, *roles: str, day: date | None = None) -> list[Person]:
        return [p for p in self.record.people.values() if self.roles(p.id, day) & set(roles)]

    def in_between(self) -> list[Person]:
        """Who keeps things moving between the meetings: integration managers, and after them facilitators."""
        return [*self.with_role("integration_manager"), *self.with_role("facilitator")]

    def has_seat(self, person: str, day: date | None = None) -> bool:
        """A chair that counts: members, but nobody who is also a facilitator that day (docs/series-file.md)."""
        roles = self.roles(person, day)
        return bool(roles & set(SEATED)) and "facilitator" not in roles

    def known_as(self, person: str | None) -> str:
        """What the group calls someone; the full name where two would answer to the same."""
        if person is None:
            return ""
        called = called_by(self.record.people[person])
        alike = [p for p in self.record.people.values() if called_by(p) == called]
        return called if len(alike) == 1 else self.record.people[person].name

    # -- purpose -------------------------------------------------------
    @cached_property
    def purposes(self) -> list[Purpose]:
        """Those said by then and not yet superseded, in order."""
        known = {p.id: p for p in self.record.purposes if p.on <= self.said}
        replaced: set[str] = set()
        for purpose in known.values():
            before = known.get(purpose.supersedes or "") if purpose.adopted_by != "proposed" else None
            while before is not None and before.id not in replaced:  # and whatever a proposal would have replaced
                replaced.add(before.id)
                before = known.get(before.supersedes or "")
        return [p for p in known.values() if p.id not in replaced]

    def purpose(self, kind: str) -> Purpose | None:
        """The one in force: adopted before proposed, later before earlier."""
        mine = sorted((p for p in self.purposes if p.kind == kind), key=lambda p: (p.adopted_by != "proposed", p.on))
        return mine[-1] if mine else None


TITLES = ("dr", "dr.", "mr", "mrs", "ms", "miss", "prof", "prof.", "sister", "rev", "rev.")


def called_by(person: Person) -> str:
    if person.known_as:
        return person.known_as
    parts = person.name.split()
    return next((part for part in parts if part.lower() not in TITLES), person.name)


def then(record: Record, day: date, today: date) -> Then:
    """The record at the end of `day`, knowing only what has been said by `today`."""
    return Then(record, day, min(day, today))


def evening_before(day: date) -> date:
    return day - timedelta(days=1)


def within(events: Iterable[Event], names: Iterable[str]) -> list[Event]:
    wanted = set(names)
    return [e for e in events if e.event in wanted]
