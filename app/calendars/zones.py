"""What the name of a time zone means, as a calendar file has to say it (VTIMEZONE, RFC 5545 3.6.5).

Outlook knows one rule for summer and one for winter, "each year, on the last Sunday of March", and misreads a list of
dates, which is what icalendar would write. So the rule is written where the zone kept to one in the years in question,
and each change of the clock by itself where it did not.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """The clock goes from one offset to another. `wall` is what it showed in that moment, before it was changed."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def rule(self) -> tuple[object, ...]:
        """What two changes share that follow one rule, but for which week of the month it is."""
        wall = self.wall
        return self.before, self.after, self.name, wall.month, wall.weekday(), wall.time()


def add_time_zone(calendar: Calendar, zone: ZoneInfo) -> None:
    """Say what the zone's name means in the years of the calendar's events. UTC has no name there."""
    years = [event.start.year for event in calendar.events]
    if zone.key in calendar.get_used_tzids():
        calendar.subcomponents.insert(0, _described(zone, min(years) - 1, max(years)))


def _described(zone: ZoneInfo, first: int, last: int) -> Timezone:
    changes = changes_of(zone, first, last)
    described = Timezone()
    described.add("TZID", zone.key)
    rules = _rules(changes, last - first + 1)
    if rules is None:
        described.subcomponents = [_onset(change) for change in (_at_first(zone, first), *changes)]
    else:
        described.subcomponents = [_onset(change, {"FREQ": "YEARLY", **rule}) for change, rule in rules]
    return described


@lru_cache(maxsize=64)
def changes_of(zone: ZoneInfo, first: int, last: int) -> tuple[Change, ...]:
    """Every change of the clock from the first year to the last."""
    found = []
    moment, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        following = min(moment + timedelta(days=1), end)
        if _offset(zone, moment) != _offset(zone, following):
            found.append(_change(zone, moment, following))
        moment = following
    return tuple(found)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> Change:
    """The change between two moments, found by halving the time between them."""
    old = _offset(zone, before)
    while after - before > SECOND:
        middle = before + (after - before) // 2
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    moment = after.replace(microsecond=0)
    return Change((moment + old).replace(tzinfo=None), old, _offset(zone, moment), _name(zone, moment))


def _rules(changes: tuple[Change, ...], years: int) -> list[tuple[Change, dict[str, object]]] | None:
    """The first change to summer and the first to winter, each with its rule; None where there is no such pair."""
    kinds = list({change.rule: None for change in changes})
    if len(kinds) != 2:
        return None
    found = []
    for kind in kinds:
        mine = [change for change in changes if change.rule == kind]
        week = _week(mine)
        if len(mine) != years or week is None:
            return None
        wall = mine[0].wall
        found.append((mine[0], {"BYMONTH": wall.month, "BYDAY": f"{week}{WEEKDAYS[wall.weekday()]}"}))
    return found


def _week(changes: list[Change]) -> int | None:
    """Which of the month's Sundays it always was: -1 for the last, else 1 to 4."""
    days = [change.wall.date() for change in changes]
    if all(day.day + 7 > monthrange(day.year, day.month)[1] for day in days):
        return -1
    weeks = {(day.day - 1) // 7 + 1 for day in days}
    return weeks.pop() if len(weeks) == 1 else None


def _at_first(zone: ZoneInfo, year: int) -> Change:
    """How the clock stood before anything changed."""
    moment = datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(zone, moment)
    return Change(datetime.combine(date(year, 1, 1), datetime.min.time()), offset, offset, _name(zone, moment))


def _onset(change: Change, rule: dict[str, object] | None = None) -> TimezoneDaylight | TimezoneStandard:
    onset = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    onset.add("DTSTART", change.wall)
    if rule:
        onset.add("RRULE", rule)
    else:
        onset.add("RDATE", change.wall)  # says nothing new; some programs do not count the first by itself
    onset.add("TZNAME", change.name)
    onset.add("TZOFFSETFROM", change.before)
    onset.add("TZOFFSETTO", change.after)
    return onset


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _name(zone: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(zone).tzname() or zone.key
