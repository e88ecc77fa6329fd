"""What somebody says when they begin a series, before it is one."""

from dataclasses import dataclass, field
from datetime import date

from app.beginning import days
from app.beginning.presets import Preset

START_UP_MINUTES = 90
LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True)
class Somebody:
    """One who will hold the meetings, or keep things moving between them."""

    name: str
    email: str | None = None


@dataclass(frozen=True)
class MeetingWanted:
    """A meeting as proposed or as moved. `row` is its place in the preset, 0 for the start-up; times are HH:MM."""

    row: int
    day: date
    start: str
    end: str
    venue: str | None = None


@dataclass(frozen=True)
class Wanted:
    """Everything that a series begins with. `ways` is the working agreement: words by area."""

    preset: Preset
    title: str
    purpose: str
    people_served: str
    time_zone: str
    facilitators: tuple[Somebody, ...]
    manager: Somebody | None
    meetings: tuple[MeetingWanted, ...]
    place: str | None = None
    ways: dict[str, str] = field(default_factory=dict)


def propose(
    preset: Preset, first: date, start: str, venue: str | None = None, start_up: date | None = None
) -> list[MeetingWanted]:
    """The meetings of a preset from the first day on, all at one time and place, each to be moved as people like."""
    found = [] if start_up is None else [_meeting(0, start_up, start, START_UP_MINUTES, venue)]
    for number, day in enumerate(days.proposed(first, preset.interval, preset.meetings), 1):
        found.append(_meeting(number, day, start, preset.minutes_of(number), venue))
    return found


def _meeting(row: int, day: date, start: str, minutes: int, venue: str | None) -> MeetingWanted:
    return MeetingWanted(row, day, start, later(start, minutes), venue)


def later(start: str, minutes: int) -> str:
    """So many minutes on, on the wall; a meeting that would run past midnight ends before it."""
    end = min(in_minutes(start) + minutes, LAST_MINUTE)
    return f"{end // 60:02}:{end % 60:02}"


def in_minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)
