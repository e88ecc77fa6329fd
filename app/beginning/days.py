"""The days of a series, proposed from the first by its interval. Times are not touched: they stay as on the wall."""

from calendar import monthrange
from datetime import date, timedelta

from app.beginning.presets import Interval
from app.errors import NotUnderstood
from app.words import ordinal

LAST_DAY = date(2099, 12, 31)
WEEK = 7
FIFTH = 5  # not every month has a fifth Wednesday, so that one is the last


def proposed(first: date, interval: Interval, count: int) -> list[date]:
    """`count` days, the first among them, all of one weekday.

    Monthly is the same weekday of the month (the third Wednesday), and the last where the first was a fifth.
    """
    try:
        days = [_after(first, interval, n) for n in range(count)]
    except (ValueError, OverflowError) as wrong:
        raise TooFar from wrong
    if days[-1] > LAST_DAY:
        raise TooFar
    return days


class TooFar(NotUnderstood):
    field = "first_day"

    def __init__(self) -> None:
        super().__init__("The last meeting would be after 2099. Choose an earlier day.")


def _after(first: date, interval: Interval, n: int) -> date:
    return first + timedelta(weeks=2 * n) if interval == "fortnightly" else same_weekday(first, n)


def same_weekday(first: date, months: int) -> date:
    """The day some months on with the same weekday and the same place in the month."""
    month = first.month - 1 + months
    year, month = first.year + month // 12, month % 12 + 1
    nth = which(first)
    begins = date(year, month, 1)
    day = 1 + (first.weekday() - begins.weekday()) % WEEK + (nth - 1) * WEEK
    length = monthrange(year, month)[1]
    return date(year, month, day if day <= length else day - WEEK)


def which(day: date) -> int:
    """The how-manieth of its weekday in the month it is: 1 to 5."""
    return (day.day - 1) // WEEK + 1


def in_words(first: date, interval: Interval) -> str:
    """How the days were chosen: `the third Wednesday of each month`."""
    if interval == "fortnightly":
        return f"every second {first:%A}"
    return f"the {'last' if which(first) == FIFTH else ordinal(which(first))} {first:%A} of each month"
