"""The shape of a series file: which keys there may be, and which values.

`schema.json` says it, for any tool that reads JSON Schema; this module turns that schema into functions once, because a
file near two megabytes has to be judged in moments and in words for people. It knows the part of JSON Schema that the
schema uses, and refuses to start on anything else.
"""

import difflib
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from app.series_file.faults import FILE, Fault, quoted
from app.series_file.together import Node, rules_of

BROKEN: Final = object()  # stands in a document for a value that is not fit to be read
Check = Callable[[Any, str, list[Fault]], Any]

_MOST_HINTS = 50
_FAR_TOO_MANY = 10  # a list so many times too long is somebody's joke; what lies beyond is not worth a line each
_FULL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = {
    "#/$defs/date": "must be a day from 1900 to 2099, written YYYY-MM-DD",
    "#/$defs/time": "must be a time from 00:00 to 23:59, written HH:MM",
    "#/$defs/due": "must be 'next_meeting', the id of a meeting, or a day written YYYY-MM-DD",
    "#/$defs/line": "must have something in it to read",
    "#/$defs/block": "must have something in it to read",
    "^[A-Za-z][A-Za-z0-9_-]*$": "must begin with a letter and have only letters a to z, digits, '-' and '_'",
    "^[a-z][a-z0-9-]*$": "must begin with a small letter and have only small letters a to z, digits and '-'",
    "^[a-z]{2,3}(-[A-Z]{2})?$": "must name a language, such as 'en-GB'",
    "^[^@\\s<>\"',;:]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$": "must be one e-mail address",
    "^\\+?[0-9 ]{6,19}$": "must be a telephone number: digits and spaces, perhaps after a '+'",
}
_KNOWN = {
    *("type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "enum"),
    *("const", "pattern", "not", "minLength", "maxLength", "minimum", "maximum", "$ref", "allOf", "oneOf", "anyOf"),
    *("dependentRequired", "$schema", "$id", "$defs", "title", "description"),
}


@cache
def schema() -> Node:
    """The schema as it stands in schema.json."""
    node: Node = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    return node


def check_shape(doc: object) -> tuple[list[Fault], Any]:
    """Every fault of shape, and the document as far as it is sound.

    In the sound document unknown keys are left out and an unfit value is `BROKEN`, so that the rules about several
    places can still be asked of the rest.
    """
    faults: list[Fault] = []
    sound = _whole()(doc, "", faults)
    return faults, sound if faults else doc


@cache
def _whole() -> Check:
    return _compiled(schema())


def resolved(node: Node) -> Node:
    """A node with what it refers to written into it; the reference's own name is kept as `$ref`."""
    refs = [node["$ref"]] if "$ref" in node else [part["$ref"] for part in node.get("allOf", []) if "$ref" in part]
    if not refs:
        return node
    (ref,) = refs
    return {**schema()["$defs"][ref.rsplit("/", 1)[-1]], **{k: v for k, v in node.items() if k != "allOf"}, "$ref": ref}


def _compiled(node: Node) -> Check:
    node = resolved(node)
    unknown = set(node) - _KNOWN
    if unknown:
        raise AssertionError(f"schema.json uses what app.series_file.shape cannot judge: {sorted(unknown)}")
    if "const" in node:
        return _the_format(node["const"])
    if "enum" in node:
        return _choice(node["enum"])
    kinds = {"string": _text, "integer": _number, "boolean": _truth, "array": _list, "object": _mapping}
    return kinds[node["type"]](node)


def _the_format(wanted: str) -> Check:
    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if value != wanted:
            faults.append(Fault("wrong_format", place, f"must be {quoted(wanted)}; it is {quoted(value)}"))
        return value

    return check


def _choice(choices: list[str]) -> Check:
    allowed = frozenset(choices)
    words = ", ".join(choices)

    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        if isinstance(value, str):
            faults.append(Fault("not_a_choice", place, f"{quoted(value)} is not one of {words}"))
        else:
            faults.append(_wrong_type(value, place, "one of " + words))
        return BROKEN

    return check


def _text(node: Node) -> Check:
    least, most = node.get("minLength", 0), node.get("maxLength", 10**9)
    ref = node.get("$ref", "")
    pattern = _whole_text(node["pattern"])
    controls = re.compile(node["not"]["pattern"]) if "not" in node else None
    words = _WORDS.get(ref) or _WORDS[node["pattern"]]
    fixed = ref in {"#/$defs/date", "#/$defs/time"}
    dated = ref in {"#/$defs/date", "#/$defs/due"}

    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if type(value) is not str:
            faults.append(_wrong_type(value, place, "text"))
            return BROKEN
        before = len(faults)
        if not fixed:
            _check_length(value, place, faults, least, most)
        if controls is not None and controls.search(value):
            faults.append(_control_character(value, place, controls))
        if (value or fixed) and not pattern(value):
            faults.append(Fault("bad_value", place, f"{words}; it is {quoted(value)}" if value.strip() else words))
        elif dated and not is_real(value):
            faults.append(Fault("impossible_date", place, f"there is no such day as {value}"))
        return value if len(faults) == before else BROKEN

    return check


def _check_length(value: str, place: str, faults: list[Fault], least: int, most: int) -> None:
    if len(value) < least:
        reason = f"has {len(value)} characters; at least {least} are needed"
        faults.append(Fault("too_short", place, reason if value else "is empty; leave the key out if it is not known"))
    elif len(value) > most:
        faults.append(Fault("too_long", place, f"has {len(value)} characters; at most {most} are allowed"))


def _control_character(value: str, place: str, controls: re.Pattern[str]) -> Fault:
    found = controls.search(value)
    which = ord(found.group()) if found else 0
    if which == 0x0A:
        return Fault("control_character", place, "has a line break; it must be one line")
    return Fault("control_character", place, f"has the control character U+{which:04X}; leave it out")


def _whole_text(pattern: str) -> Callable[[str], object]:
    """A pattern as JSON Schema means it: `$` is the very end, never before a last line break."""
    if pattern.startswith("^") and pattern.endswith("$"):
        return re.compile(pattern[1:-1]).fullmatch
    return re.compile(pattern).search


@lru_cache(maxsize=4096)
def is_real(value: str) -> bool:
    """Not the 30th of February. What does not look like a date is somebody else's business."""
    if not _FULL_DATE.fullmatch(value):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _number(node: Node) -> Check:
    least, most = node["minimum"], node["maximum"]

    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if type(value) is not int:
            faults.append(_wrong_type(value, place, "a whole number"))
            return BROKEN
        if not least <= value <= most:
            faults.append(Fault("out_of_range", place, f"must be from {least} to {most}"))
            return BROKEN
        return value

    return check


def _truth(_node: Node) -> Check:
    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if type(value) is not bool:
            faults.append(_wrong_type(value, place, "true or false"))
            return BROKEN
        return value

    return check


def _list(node: Node) -> Check:
    item_check = _compiled(node["items"])
    has_ids = "id" in node["items"].get("properties", {})
    least, most, unique = node.get("minItems", 0), node.get("maxItems", 10**9), node.get("uniqueItems", False)

    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if type(value) is not list:
            faults.append(_wrong_type(value, place, "a list"))
            return BROKEN
        if len(value) < least:
            some = f"at least {least} are needed" if value else "leave the key out when there is nothing"
            faults.append(Fault("too_few", place, f"has {len(value)} items; {some}"))
        elif len(value) > most:
            faults.append(Fault("too_many", place, f"has {len(value)} items; at most {most} are allowed"))
        if unique:
            _check_unique(value, place, faults)
        judged = value if len(value) <= most * _FAR_TOO_MANY else value[:most]
        return [item_check(v, item_place(place, v, n, has_ids), faults) for n, v in enumerate(judged, 1)]

    return check


def item_place(place: str, item: Any, n: int, has_ids: bool = True) -> str:
    """The place of an item of a list: by its id where it has one, else counted from 1."""
    name = item.get("id") if has_ids and type(item) is dict else None
    return f"{place}[{name}]" if isinstance(name, str) and _ID.fullmatch(name) else f"{place}[{n}]"


_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,23}")


def _check_unique(value: list[Any], place: str, faults: list[Fault]) -> None:
    seen: set[str] = set()
    for n, item in enumerate(value, 1):
        if isinstance(item, str) and item in seen:
            faults.append(Fault("twice", f"{place}[{n}]", f"{quoted(item)} is in this list twice"))
        elif isinstance(item, str):
            seen.add(item)


def _mapping(node: Node) -> Check:
    checks = {key: _compiled(part) for key, part in node["properties"].items()}
    required = node.get("required", [])
    together = rules_of(node)

    def check(value: Any, place: str, faults: list[Fault]) -> Any:
        if type(value) is not dict:
            faults.append(_wrong_type(value, place or FILE, "a mapping of keys and values"))
            return BROKEN
        prefix = f"{place}." if place else ""
        sound = {}
        for key, part in value.items():
            part_check = checks.get(key)
            if part_check is None:
                faults.append(_unknown_key(key, place or FILE, checks, len(faults) < _MOST_HINTS))
            else:
                sound[key] = part_check(part, prefix + key, faults)
        missing = [key for key in required if key not in value]
        faults.extend(Fault("missing_key", place or FILE, f"{quoted(key)} is missing") for key in missing)
        for rule in together:
            rule(sound, place, faults)
        return sound

    return check


def _unknown_key(key: object, place: str, known: dict[str, Check], hint: bool) -> Fault:
    near = difflib.get_close_matches(str(key)[:40], list(known), 1) if hint else []
    reason = f"{quoted(key)} is not a key of the format here" + (f"; is {quoted(near[0])} meant?" if near else "")
    return Fault("unknown_key", place, reason)


def _wrong_type(value: object, place: str, wanted: str) -> Fault:
    if value is None:
        return Fault("wrong_type", place, f"must be {wanted}, and is empty; leave the key out if it is not known")
    if isinstance(value, dict | list):
        return Fault("wrong_type", place, f"must be {wanted}, not a {'mapping' if isinstance(value, dict) else 'list'}")
    hint = "; put it in quotes" if wanted == "text" and not isinstance(value, str) else ""
    said = "true" if value is True else "false" if value is False else value
    return Fault("wrong_type", place, f"must be {wanted}, not {quoted(said)}{hint}")
