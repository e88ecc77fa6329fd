"""What is worked out from a record is worked out once, and forgotten with the record.

A record never changes: when the series does, the shelf hands out another (app.record.reading). So whatever is a
function of a record, a day and a few plain words may be kept beside the record it was made from.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from app.record.reading import Record

P = ParamSpec("P")
R = TypeVar("R")
MISSING = object()
KEPT = 48  # results of one function for one record: every meeting, opening and closing, and some days


def remembered(function: Callable[Concatenate[Record, P], R]) -> Callable[Concatenate[Record, P], R]:
    """Keep the last results of a pure function of a record and hashable arguments."""
    kept: WeakKeyDictionary[Record, dict[Any, R]] = WeakKeyDictionary()
    lock = Lock()

    @wraps(function)
    def recall(record: Record, /, *args: P.args, **named: P.kwargs) -> R:
        key = (args, tuple(sorted(named.items())))
        with lock:
            found = kept.get(record, {}).get(key, MISSING)
        if found is not MISSING:
            return found  # type: ignore[return-value]
        result = function(record, *args, **named)
        with lock:
            mine = kept.setdefault(record, {})
            while len(mine) >= KEPT:
                del mine[next(iter(mine))]
            mine[key] = result
        return result

    return recall
