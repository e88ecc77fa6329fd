"""A page or a drawing as a JSON text, and back again: dataclasses whose fields are words, numbers, days and each other.

What a later version of Beston no longer knows is passed over, and what an older one did not write yet is as it is by
default: so what was frozen long ago can still be shown.
"""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def written(thing: Any) -> str:
    """The JSON text of it. The same thing gives the same text."""
    return json.dumps(_plain(thing), ensure_ascii=False, separators=(",", ":"))


def read(kind: type[T], text: str) -> T:
    return cast(T, _made(kind, json.loads(text)))


def _plain(thing: Any) -> Any:
    if is_dataclass(thing):
        return {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}
    if isinstance(thing, tuple | list):
        return [_plain(part) for part in thing]
    if isinstance(thing, dict):
        return {key: _plain(part) for key, part in thing.items()}
    return thing.isoformat() if isinstance(thing, date) else thing


def _made(kind: Any, data: Any) -> Any:
    """`data` as what `kind` says it is."""
    if is_dataclass(kind) and isinstance(kind, type):
        known = _kinds(kind)
        return kind(**{name: _made(known[name], value) for name, value in data.items() if name in known})
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if data is None else _made(next(part for part in parts if part is not type(None)), data)
    if origin is tuple:
        each = parts[:1] * len(data) if parts[1:] == (...,) else parts
        return tuple(_made(part, value) for part, value in zip(each, data, strict=True))
    if origin is dict:
        return {key: _made(parts[1], value) for key, value in data.items()}
    return date.fromisoformat(data) if kind is date else data


@lru_cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
