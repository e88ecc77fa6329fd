"""From what was typed to the values of a document, and from a document to what stands in the fields."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from app.keeping.spots import Values
from app.keeping.words import FILL_IN, PLAIN
from app.pages.writing.sheets import Ask, Asks, Place
from app.series_file.identifiers import identifiers_in
from app.web.csrf import Sent
from app.web.forms import CONTROL, OURS, Form, tidy

UNREADABLE = "There is a character in this that cannot be kept. Type it again."
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
WORDS = ("line", "text", "lines")


def typed_in(sent: Sent, asks: Asks) -> Form[Any]:
    """What was typed, tidied, by field; refused where a character cannot be kept or a text points to one person."""
    several = {ask.field for ask in _flat(asks) if ask.kind == "many"}
    typed: dict[str, Any] = {}
    for name, values in sent.items():
        if name not in OURS:
            said = [tidy(value) for value in values]
            typed[name] = said if name in several else said[-1]
    for ask in _flat(asks):  # what is not chosen is not sent, and all the same it was answered
        if ask.kind in ("many", "one", "yes_no", "due"):
            typed.setdefault(ask.field, [] if ask.kind == "many" else "")
    form: Form[Any] = Form(typed)
    for ask in _flat(asks):
        _judge(form, ask)
    return form


def _judge(form: Form[Any], ask: Ask) -> None:
    given = form.typed.get(ask.field, "")
    if any(CONTROL.search(value) for value in ([given] if isinstance(given, str) else given)):
        form.refuse(UNREADABLE, ask.field)
    elif ask.kind in WORDS and not ask.open_to_numbers:
        for found in identifiers_in(given):
            form.refuse(f"This looks like {found}. Nothing here should point to one person.", ask.field)
            break


def _flat(asks: Asks) -> list[Ask]:
    """Every question that has a field of its own, those of rows by row."""
    found = []
    for ask in one_by_one(asks):
        if ask.kind == "rows":
            found += [_in_row(ask, part, n) for n in range(1, ask.count + 1) for part in ask.asks]
        else:
            found.append(ask)
    return found


def one_by_one(asks: Asks) -> list[Ask]:
    """The questions, with those of a group in its place: `who.ann` that asks for `state` is `who.ann.state`."""
    found = []
    for ask in asks:
        inside = [replace(part, name=f"{ask.name}.{part.name}") for part in ask.asks]
        found += inside if ask.kind == "group" else [ask]
    return found


def _in_row(ask: Ask, part: Ask, n: int) -> Ask:
    return Ask(f"{ask.name}-{n}-{part.name}", part.label, part.kind, open_to_numbers=part.open_to_numbers)


# -- judged before they are answers -----------------------------------
def misfits(form: Form[Any], asks: Asks, place: Place) -> dict[str, str]:
    """By field, what cannot be an answer to a question: what is missing, too long, no day, or not on offer."""
    found = {ask.field: _misfit(form, ask, place) for ask in one_by_one(asks) if ask.kind != "rows"}
    return {name: why for name, why in found.items() if why}


def _misfit(form: Form[Any], ask: Ask, place: Place) -> str:
    given = form.typed.get(ask.field, "")
    if given in ("", []):
        return FILL_IN if ask.needed else ""
    match ask.kind:
        case "one" | "pick" | "many" | "due":
            offered = {str(option[0]) for option in ask.choices(place)}
            several = given if isinstance(given, list) else [given]
            return "" if offered.issuperset(several) else PLAIN["not_a_choice"]
        case "day":
            return "" if _is_day(given) else PLAIN["impossible_date"]
        case "time":
            return "" if TIME.fullmatch(given) else "Write the time as 13:30."
        case "number":
            return "" if isinstance(_value(form, ask), int) else PLAIN["wrong_type"]
    if ask.kind == "line" and "\n" in given:
        return "Write this on one line."
    too_long = ask.most and len(given) > ask.most
    return f"This is {len(given)} characters long; there is room for {ask.most}." if too_long else ""


def _is_day(given: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(given).year <= 2099 and len(given) == 10
    except ValueError:
        return False


# -- to a document -----------------------------------------------------
def values_of(form: Form[Any], asks: Asks) -> Values:
    """The values that the answers give; what is left empty is None, so that a change takes it away."""
    values: Values = {}
    for ask in one_by_one(asks):
        _put(values, ask.name, _value(form, ask))
    return values


def _put(values: Values, name: str, value: Any) -> None:
    first, _, rest = name.partition(".")
    if rest:
        _put(values.setdefault(first, {}), rest, value)
    else:
        values[first] = value


def _value(form: Form[Any], ask: Ask) -> Any:
    if ask.kind == "rows":
        return _rows(form, ask)
    given = form.typed.get(ask.field, "")
    if given in ("", []):
        return None
    match ask.kind:
        case "number":
            return int(given) if given.isascii() and given.lstrip("-").isdigit() and len(given) < 10 else given
        case "tick":
            return True
        case "yes_no":
            return {"yes": True, "no": False}.get(given, given)
        case "lines":
            return [line.strip() for line in given.split("\n") if line.strip()]
        case "due":
            return form.typed.get(f"{ask.field}-on", "") or "on" if given == "on" else given
    return given


def _rows(form: Form[Any], ask: Ask) -> list[Values]:
    """The rows in which anything was said."""
    rows = []
    for n in range(1, ask.count + 1):
        row = {part.name: _value(form, _in_row(ask, part, n)) for part in ask.asks}
        if any(value is not None for value in row.values()):
            rows.append({key: value for key, value in row.items() if value is not None})
    return rows


# -- from a document ---------------------------------------------------
def fields_of(item: Values, asks: Asks) -> dict[str, Any]:
    """What stands in the fields when the item is shown to be changed."""
    found: dict[str, Any] = {}
    for ask in one_by_one(asks):
        value: Any = item
        for key in ask.name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        found |= _shown(ask, value)
    return found


def _shown(ask: Ask, value: Any) -> dict[str, Any]:
    if value is None:
        return {ask.field: ask.value} if ask.value is not None else {}
    match ask.kind:
        case "yes_no":
            return {ask.field: "yes" if value else "no"}
        case "lines":
            return {ask.field: "\n".join(value)}
        case "due":
            return {ask.field: "on", f"{ask.field}-on": value} if value[:1].isdigit() else {ask.field: value}
        case "rows":
            return {f"{ask.name}-{n}-{key}": part for n, row in enumerate(value, 1) for key, part in row.items()}
    return {ask.field: value}


def field_named(asks: Asks, key: str) -> str:
    """The field that asks for a key of the document, as the checker names it; "" where none does.

    Keys are dotted, and places in lists are numbers: measures.2.name.
    """
    steps = key.split(".")
    for ask in one_by_one(asks):
        own = ask.name.split(".")
        if steps[: len(own)] == own:
            rest = steps[len(own) :]
            return f"{ask.name}-{rest[0]}-{rest[1]}" if ask.kind == "rows" and len(rest) > 1 else ask.field
    return ""
