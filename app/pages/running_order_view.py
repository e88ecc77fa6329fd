"""The running order of a meeting: times reckoned from its start, and how long each stretch is."""

from dataclasses import dataclass

from app import words
from app.record.seats import Seat
from app.record.then import MeetingThen

MODES = {"small_groups": "in small groups", "pairs": "in pairs", "alone": "each for themselves"}


@dataclass(frozen=True)
class Block:
    """`state` is done or later, as the parts of a page know it; `note` is the quiet line under the title."""

    time: str
    title: str
    minutes: int
    state: str
    note: str


def running_order(seat: Seat, meeting: MeetingThen) -> list[Block]:
    """Who leads a stretch is said to those who read the record."""
    at, state = in_minutes(meeting.start), "done" if meeting.opened else "later"
    blocks = []
    for item in seat.then.record.run_sheets.get(meeting.id, []):
        took = item.actual_minutes if meeting.opened and item.actual_minutes != item.minutes else None
        leads = f"{seat.then.known_as(item.who_leads)} leads" if item.who_leads and seat.reads_the_record else ""
        parts = (MODES.get(item.mode, ""), leads, f"took {took} min" if took else "")
        note = ", ".join(part for part in parts if part)
        blocks.append(Block(words.hour(wall(at)), item.title, item.minutes, state, note))
        at += item.minutes
    return blocks


def in_minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def wall(minutes: int) -> str:
    """Minutes since midnight as a wall time, HH:MM."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
