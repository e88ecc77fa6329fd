"""What an open action adds to the place of its card: a sum of which every part is shown.

The points are those of "The nudge desk" in docs/domain.md. Whoever frees others comes first, not who is slowest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.record.actions import ActionThen
from app.record.then import Then
from app.words import count

ASKED_FOR = timedelta(days=3)
SOON = timedelta(days=10)
LATELY = timedelta(days=7)
OF_AN_INTERVAL = {  # in days, where no two meetings tell
    "weekly": 7,
    "fortnightly": 14,
    "monthly": 30,
    "six_weekly": 42,
    "quarterly": 91,
    "irregular": 30,
}
ASKED, STUCK, PAST, SOON_AND_SILENT, QUICK_WIN, HEARD = 40, 35, 20, 25, 8, -20
EACH_THAT_WAITS, MOST_THAT_WAIT = 10, 30
EACH_CARRY, MOST_CARRIES = 8, 24
MOST_SILENCE = 15


@dataclass(frozen=True)
class Addend:
    """One part of a score: what it is for, in words, and its points. `of` is one word for what it is about."""

    name: str
    points: int
    of: str = ""


def half_interval(then: Then) -> float:
    """Half of the days between the meeting before this day and the one after it."""
    before = max((m.day for m in then.meetings if m.day <= then.day), default=None)
    after = min((m.day for m in then.meetings if m.day > then.day), default=None)
    if before is not None and after is not None:
        return (after - before).days / 2
    return OF_AN_INTERVAL[then.record.series.interval] / 2


def addends(action: ActionThen, then: Then, waiting: int, half: float) -> tuple[Addend, ...]:
    """All that counts for or against it on this day. `waiting` is how many unfinished things wait for it."""
    return tuple(_addends(action, then.day, waiting, half))


def _addends(action: ActionThen, day: date, waiting: int, half: float) -> Iterator[Addend]:
    silent = (day - action.last_word).days
    over = int(silent - half)
    if action.state == "asked" and day - action.since >= ASKED_FOR:
        yield Addend(f"asked {count((day - action.since).days, 'day')} ago, and no answer yet", ASKED, "asked")
    if action.state == "stuck":
        yield Addend("stuck", STUCK, "stuck")
    if waiting:
        others = f"{count(waiting, 'other thing')} {'waits' if waiting == 1 else 'wait'} for it"
        yield Addend(others, min(EACH_THAT_WAITS * waiting, MOST_THAT_WAIT), "waits")
    if action.is_past_its_day(day):
        yield Addend("its day has passed", PAST, "past")
    elif action.due is not None and day <= action.due <= day + SOON and silent > half:
        soon = f"due in {count((action.due - day).days, 'day')}, and no word for {silent}"
        yield Addend(soon, SOON_AND_SILENT, "soon")
    if action.carries:
        yield Addend(f"carried {times(action.carries)}", min(EACH_CARRY * action.carries, MOST_CARRIES), "carried")
    if over > 0:
        silence = f"silent for {count(over, 'day')} more than half the time between meetings"
        yield Addend(silence, min(over, MOST_SILENCE), "silent")
    if action.row.quick_win:
        yield Addend("a quick win", QUICK_WIN, "quick_win")
    if _word_was_given(action) and day - action.last_word <= LATELY:
        yield Addend("a word from the lead in the last week", HEARD, "heard")


def _word_was_given(action: ActionThen) -> bool:
    """That it came up is no word of its lead's."""
    return any(event.on == action.last_word and event.by == action.lead for event in action.events)


def times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
