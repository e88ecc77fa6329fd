"""Moving a whole series in time, so that an example begins near today; and cutting it off at a day."""

import re
from datetime import date, timedelta
from typing import Any

from app.series_file.cutting import until
from app.series_file.faults import CannotMove
from app.series_file.layout import Layout, whole_file
from app.series_file.reading import Doc
from app.series_file.rules.known import Known

__all__ = ["anchored", "until"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def anchored(doc: Doc, number: int, day: date) -> Doc:
    """The document with every date moved by the same whole number of weeks, so that meeting `number` falls on `day`.

    Times stay as they are on the wall. Raises CannotMove where the day is not that meeting's weekday.
    """
    now = _day_of_meeting(doc, number)
    distance = day - now
    if distance.days % 7:
        before = day - timedelta(days=distance.days % 7)
        raise CannotMove(
            f"meeting {number} is on a {now:%A}, and {day} is a {day:%A}; "
            f"the nearest two days are {before} and {before + timedelta(days=7)}"
        )
    moved: Doc = _moved(doc, whole_file(), _Shift(distance))
    return moved


def _day_of_meeting(doc: Doc, number: int) -> date:
    for meeting in Known(doc).meetings.values():
        if meeting.thing.item["number"] == number and meeting.day:
            return date.fromisoformat(meeting.day)
    raise CannotMove(f"there is no meeting {number} in this file")


class _Shift:
    """Days as they are after the move; most days of a file are written many times."""

    def __init__(self, distance: timedelta) -> None:
        self._distance = distance
        self._known: dict[str, str] = {}

    def __call__(self, day: str) -> str:
        if day not in self._known:
            self._known[day] = self._moved(day)
        return self._known[day]

    def _moved(self, day: str) -> str:
        try:
            then = date.fromisoformat(day) + self._distance
        except OverflowError:
            then = date.min
        if not _FIRST_YEAR <= then.year <= _LAST_YEAR:
            raise CannotMove(f"{day} would be moved out of the years {_FIRST_YEAR} to {_LAST_YEAR}")
        return then.isoformat()


def _moved(value: Any, layout: Layout, shift: _Shift) -> Any:
    if isinstance(value, dict):
        return {key: _moved(part, layout.keys[key], shift) for key, part in value.items()}
    if isinstance(value, list) and layout.items is not None:
        return [_moved(item, layout.items, shift) for item in value]
    return shift(value) if layout.is_day and _DAY.fullmatch(value) else value
