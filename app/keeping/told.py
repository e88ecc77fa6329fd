"""What the audit is told of a change: who, which thing, which fields; values only of fields that protect nobody."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.series_file.mapping import PARTS, Doc

Values = dict[str, Any]
KIND_OF = {part.key: part.kind or part.key.rstrip("s") for part in PARTS}
# Nothing of these is kept a second time (docs/series-file.md, "What a file protects").
PROTECTED_PARTS = frozenset({"stories", "possible_conflicts", "barrier_map", "follow_ups", "debriefs", "last_words"})
SERVED = "said_by_someone_served"  # words that somebody lent, and can take back
PROTECTED_KEYS = frozenset(
    {"email", "mobile", "access_needs", "quiet_until", "end_reason", "note", "asked_note", "pronouns"}
)


@dataclass(frozen=True)
class Entry:
    """One line of the audit; `said` maps a field to [before, after], or to null where its words are protected."""

    verb: str
    kind: str
    id: str
    said: Values = field(default_factory=dict)


def changes(before: Doc, after: Doc) -> Iterator[Entry]:
    """What was added, changed and taken away, one entry a thing; histories have entries of their own."""
    yield from _fields("changed", "series", "~series", before["series"], after["series"], protected=False)
    for part in PARTS:
        old, new = _by_id(before.get(part.key), part.own_id), _by_id(after.get(part.key), part.own_id)
        for id_ in old.keys() | new.keys():
            was, now = old.get(id_, {}), new.get(id_, {})
            if was != now:
                verb = "added" if not was else "took away" if not now else "changed"
                protected = part.key in PROTECTED_PARTS or SERVED in (was.get("kind"), now.get("kind"))
                yield from _fields(verb, KIND_OF[part.key], id_, was, now, protected=protected)


def events(told: list[tuple[Any, Doc]], struck: list[tuple[str, Doc]]) -> Iterator[Entry]:
    for spot, event in told:
        thing = "~series" if spot == ("series",) else str(spot[1])
        yield Entry("said", KIND_OF.get(str(spot[0]), "series"), thing, {"event": [None, event["event"]]})
    for thing, event in struck:
        yield Entry("took back", "event", thing, {"event": [event["event"], None]})


def as_text(event: Doc) -> str:
    return json.dumps(event, ensure_ascii=False, sort_keys=True)


def _fields(verb: str, kind: str, id_: str, was: Doc, now: Doc, *, protected: bool) -> Iterator[Entry]:
    names = sorted(
        key for key in was.keys() | now.keys() if was.get(key) != now.get(key) and key not in ("id", "history")
    )
    said = {name: _pair(name, was.get(name), now.get(name), protected=protected) for name in names}
    if said or verb != "changed":
        yield Entry(verb, kind, id_, said)


def _pair(name: str, was: Any, now: Any, *, protected: bool) -> list[Any] | None:
    """Before and after; nothing of what is protected, nor of lists in which something could be."""
    holds = any(isinstance(value, dict) or (isinstance(value, list) and _deep(value)) for value in (was, now))
    return None if protected or holds or name in PROTECTED_KEYS else [was, now]


def _deep(value: list[Any]) -> bool:
    return any(isinstance(item, dict) for item in value)


def _by_id(items: Any, own_id: str | None) -> dict[str, Doc]:
    if items is None:
        return {}
    if isinstance(items, dict):
        return {own_id or "~agreement": items}
    return {item.get("id") or f"{own_id or '~row'}-{n}": item for n, item in enumerate(items, 1)}
