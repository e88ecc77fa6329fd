"""After a cut: references to what went are dropped, and people still to come go unless something names them."""

from typing import Any

from app.series_file.reading import Doc
from app.series_file.references import Reference, each_reference
from app.series_file.rules.known import Known
from app.series_file.shape import schema

Node = dict[str, Any]


def let_go_of_what_went(cut: Doc, day: str, before: Known) -> Doc:
    """What is left, naming only what is left. Repeated, since a thing may go because what it named has gone."""
    while True:
        there = {thing.name for thing in Known(cut).all_things}
        lost = [ref for ref in each_reference(cut) if ref.name not in there and ref.name in before.things]
        if not lost:
            break
        cut = _without(cut, lost)
    return _without_people_to_come(cut, day)


def _without(cut: Doc, lost: list[Reference]) -> Doc:
    names_lost: dict[int, dict[str, set[str]]] = {}
    for ref in lost:
        names_lost.setdefault(id(ref.holder), {}).setdefault(ref.key, set()).add(ref.name)
    left: Doc = _left(cut, schema(), names_lost)
    return left


def _left(value: Any, node: Node, lost: dict[int, dict[str, set[str]]]) -> Any:
    """A value without what is lost in it; None where it cannot stand without."""
    if isinstance(value, list) and "items" in node:
        kept = [part for part in (_left(item, node["items"], lost) for item in value) if part is not None]
        return kept if len(kept) >= node.get("minItems", 0) else None
    if not isinstance(value, dict):
        return value
    mine = lost.get(id(value), {})
    kept_keys = {}
    for key, part in value.items():
        below = node["properties"][key]
        kept = _less(part, mine[key], below) if key in mine else _left(part, below, lost)
        if kept is not None:
            kept_keys[key] = kept
    return None if any(key not in kept_keys for key in node.get("required", []) if key in value) else kept_keys


def _less(value: Any, names: set[str], node: Node) -> Any:
    if not isinstance(value, list):
        return None
    kept = [name for name in value if name not in names]
    return kept if len(kept) >= node.get("minItems", 0) else None


def _without_people_to_come(cut: Doc, day: str) -> Doc:
    """A membership that begins later stays only if something kept names the person. Somebody always facilitates."""
    named = {ref.name for ref in each_reference({k: v for k, v in cut.items() if k != "people"})}
    people = cut["people"]
    while True:
        kept = [person for person in (_by_now(person, day, named) for person in people) if person is not None]
        more = named | {ref.name for ref in each_reference({"people": kept}) if "person" in ref.kinds}
        if more == named:
            break
        named = more
    if not any(hat["role"] == "facilitator" for person in kept for hat in person["memberships"]):
        kept = _with_a_facilitator(people, kept)
    return {**cut, "people": kept}


def _by_now(person: Node, day: str, named: set[str]) -> Node | None:
    if person["id"] in named:
        return person
    hats = [hat for hat in person["memberships"] if hat["from"] <= day]
    return {**person, "memberships": hats} if hats else None


def _with_a_facilitator(people: list[Node], kept: list[Node]) -> list[Node]:
    """Where nobody facilitates yet, whoever will first is kept with that membership."""
    coming = [
        (hat["from"], n, hat) for n, p in enumerate(people) for hat in p["memberships"] if hat["role"] == "facilitator"
    ]
    if not coming:
        return kept
    _, at, hat = min(coming, key=lambda row: row[:2])
    by_id = {person["id"]: person for person in kept}
    first = people[at]
    there = by_id.get(first["id"], {**first, "memberships": []})
    hats = [h for h in first["memberships"] if h in there["memberships"] or h is hat]
    by_id[first["id"]] = {**first, "memberships": hats}
    return [by_id[person["id"]] for person in people if person["id"] in by_id]
