"""Where something stands in the document of a series: the words `app.keeping` finds its way by."""

from collections.abc import Iterator
from typing import Any

from app.errors import NotFound
from app.series_file.mapping import Doc
from app.series_file.shape import item_place

Spot = tuple[str | int, ...]  # ("priorities", "P1"); ("tests", "T1", "cycles", 2); ("series",)
Values = dict[str, Any]
SERIES = "~series"
# What has no id of its own, and so is guarded with the series itself against two people who change it at once.
NAMELESS = ("series", "working_agreement", "barrier_map", "check_backs", "last_words", "debriefs")
KINDS = {
    "actions": "action",
    "tests": "test",
    "meetings": "meeting",
    "stories": "story",
    "priorities": "priority",
    "initiatives": "initiative",
}


def place_of(doc: Doc, spot: Spot) -> str:
    """A spot as the checker writes it: tests[T1].cycles[2]."""
    place, here = "", doc
    for step in spot:
        if isinstance(here, list):
            item = step_to(here, step)
            place = item_place(place, item, here.index(item) + 1)
        else:
            place = f"{place}.{step}" if place else str(step)
        here = step_to(here, step)
    return place


def step_to(here: Any, step: str | int) -> Any:
    if isinstance(here, list):
        for n, item in enumerate(here, 1):
            if step in (item.get("id"), n):
                return item
        raise NotFound("This is not there any more.")
    if step not in here:
        raise NotFound("This is not there any more.")
    return here[step]


def filled(item: Doc, values: Values) -> Doc:
    """The item with these values; what is empty is left out, and a mapping is filled in the same way."""
    found = dict(item)
    for key, given in values.items():
        value = filled(found.get(key, {}), given) if isinstance(given, dict) else given
        if value in (None, "", [], {}):
            found.pop(key, None)
        else:
            found[key] = value
    return found


def without_empty(doc: Doc, spot: Spot) -> None:
    holder: Any = doc
    for step in spot[:-1]:
        holder = step_to(holder, step)
    if not holder.get(spot[-1]):
        holder.pop(spot[-1], None)


def ids_in(doc: Any) -> set[str]:
    """Every id in a document, folded."""
    if isinstance(doc, list):
        return {id_ for item in doc for id_ in ids_in(item)}
    if not isinstance(doc, dict):
        return set()
    own = {doc["id"].casefold()} if isinstance(doc.get("id"), str) else set()
    return own | {id_ for value in doc.values() if isinstance(value, dict | list) for id_ in ids_in(value)}


def thing_at(spot: Spot) -> str:
    return SERIES if spot == ("series",) else str(spot[1])


def things_changed(before: Doc, after: Doc) -> set[str]:
    """The ids of whatever is in both and does not say the same, with what it stands in; "~series" for the nameless."""
    old, new = dict(_things(before)), dict(_things(after))
    changed = {id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_]}
    return changed | ({SERIES} if any(before.get(key) != after.get(key) for key in NAMELESS) else set())


def _things(doc: Any) -> Iterator[tuple[str, Doc]]:
    if isinstance(doc, list):
        for item in doc:
            yield from _things(item)
    elif isinstance(doc, dict):
        if isinstance(doc.get("id"), str):
            yield doc["id"], doc
        for value in doc.values():
            yield from _things(value) if isinstance(value, dict | list) else ()
