"""When a letter may go: in the working hours of the place, on no public holiday, and not close to a meeting (N4).

`docs/domain.md`, "The nudge desk". Times are those of the place: half past eight is half past eight on both sides of a
change of clocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.nudges.holidays import Holidays
from app.record.then import MeetingThen, Then
from app.words import day as said_day

BEGIN, END, END_ON_FRIDAY = time(8, 30), time(17), time(12)
FRIDAY, SATURDAY = 4, 5
BEFORE_A_MEETING = timedelta(hours=24)
AFTER_A_MEETING = 2  # working days
FARTHEST = 60  # days: no series has so many holidays and meetings in a row


@dataclass(frozen=True)
class Hours:
    """Of one place: its zone, its holidays, and the meetings that are left alone."""

    zone: ZoneInfo
    holidays: Holidays
    meetings: tuple[tuple[datetime, datetime], ...]  # from when to when, in the zone

    @classmethod
    def of(cls, then: Then, holidays: Holidays) -> "Hours":
        zone = ZoneInfo(then.record.series.time_zone)
        return cls(zone, holidays, tuple(_hours(meeting, zone) for meeting in then.meetings))

    def works_on(self, day: date) -> bool:
        return day.weekday() < SATURDAY and self.holidays.on(day) is None

    def working_days(self, first: date, last: date) -> int:
        """How many lie after `first`, up to and with `last`."""
        return sum(self.works_on(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def why_not(self, moment: datetime) -> str | None:
        """The reason in words why no letter goes at this moment, or None where one may."""
        here = moment.astimezone(self.zone)
        if (holiday := self.holidays.on(here.date())) is not None:
            return f"It is a public holiday: {holiday}."
        if here.weekday() >= SATURDAY:
            return "It is the weekend."
        if not self._opens(here.date()) <= here < self._closes(here.date()):
            return "It is outside working hours: Monday to Thursday half past eight to five, Friday until noon."
        return self._near_a_meeting(here)

    def next(self, moment: datetime) -> datetime:
        """The first moment, this or a later one, at which a letter may go. In the zone."""
        here = moment.astimezone(self.zone)
        for candidate in self._candidates(here):
            if candidate >= here and self.why_not(candidate) is None:
                return candidate
        raise AssertionError("No letter could go for two months.")

    # -- the parts -----------------------------------------------------
    def _opens(self, day: date) -> datetime:
        return datetime.combine(day, BEGIN, self.zone)

    def _closes(self, day: date) -> datetime:
        return datetime.combine(day, END_ON_FRIDAY if day.weekday() == FRIDAY else END, self.zone)

    def _near_a_meeting(self, here: datetime) -> str | None:
        for start, end in self.meetings:
            if start - BEFORE_A_MEETING < here <= end:
                return f"The meeting is on {said_day(start.date())}: the day before is left to it."
            if end < here and self.working_days(end.date(), here.date()) <= AFTER_A_MEETING:
                return f"The meeting was on {said_day(end.date())}: the two working days after it are quiet."
        return None

    def _candidates(self, here: datetime) -> Iterator[datetime]:
        """Now, and when each of the days to come begins: whatever forbids one moment of a morning forbids all of it.

        But for the day of a meeting's eve, which is free until the hour of the meeting; it began before that.
        """
        yield here
        for n in range(FARTHEST):
            yield self._opens(here.date() + timedelta(days=n))


def _hours(meeting: MeetingThen, zone: ZoneInfo) -> tuple[datetime, datetime]:
    def at(clock: str) -> datetime:
        return datetime.combine(meeting.day, time.fromisoformat(clock), zone)

    return at(meeting.start), at(meeting.end)
