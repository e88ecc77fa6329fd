"""What is worked out from a record is worked out once, and forgotten with the record.

A record never changes: when the series does, the shelf hands out another (app.record.reading). So whatever is a
function of a record, a day and a few plain words may be kept beside the record it was made from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from app.record.reading import Record

P = ParamSpec("P")
R = TypeVar("R")
KEPT = 48  # results of one function for one record: every meeting, opening and closing, and some days


def remembered(function: Callable[Concatenate[Record, P], R]) -> Callable[Concatenate[Record, P], R]:
    """Keep the last results of a pure function of a record and hashable arguments."""
    kept: WeakKeyDictionary[Record, dict[Any, R]] = WeakKeyDictionary()

    @wraps(function)
    def recall(record: Record, /, *args: P.args, **named: P.kwargs) -> R:
        mine = kept.setdefault(record, {})
        key = (args, tuple(sorted(named.items())))
        if key not in mine:
            result = function(record, *args, **named)
            while len(mine) >= KEPT:
                mine.pop(next(iter(mine)), None)
            mine[key] = result
        return mine[key] if key in mine else function(record, *args, **named)

    return recall
