"""The time zone, and starts that no clock ever shows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.series_file.faults import Fault, quoted
from app.series_file.rules.known import Known, text

_NOT_PLACES = {"localtime", "Factory", "posixrules"}


@cache
def time_zones() -> frozenset[str]:
    return frozenset(available_timezones() - _NOT_PLACES)


def zone_is_known(known: Known) -> Iterator[Fault]:
    name = text(known.mapping("series"), "time_zone")
    if name and name not in time_zones():
        reason = f"{quoted(name)} is not a time zone; write one such as 'Europe/London'"
        yield Fault("unknown_time_zone", "series.time_zone", reason)


def starts_exist(known: Known) -> Iterator[Fault]:
    """A start in the hour that a clock change skips is no time at all."""
    name = text(known.mapping("series"), "time_zone")
    if not name or name not in time_zones():
        return
    zone = ZoneInfo(name)
    for meeting in known.meetings.values():
        for setting in meeting.settings:
            if isinstance(setting.start, str) and not _exists(setting.day, setting.start, zone):
                reason = f"there is no {setting.start} on {setting.day} in {name}: the clocks go forward over it"
                yield Fault("impossible_time", f"{setting.place}.start", reason)


def _exists(day: str, start: str, zone: ZoneInfo) -> bool:
    wall = datetime.fromisoformat(f"{day}T{start}")
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) == wall


RULES = (zone_is_known, starts_exist)
