"""What the checker finds, as it is said to whoever filled in a form: beside the field, in words for people."""

import re
from collections.abc import Callable
from datetime import date

from app.record.reading import Record
from app.series_file.faults import Fault
from app.words import full_day

Refusals = dict[str, str]
FILL_IN = "Please fill this in."
PLAIN = {
    "not_a_choice": "Choose one of what is offered.",
    "wrong_type": "Please look at this again.",
    "too_short": FILL_IN,
    "impossible_date": "There is no such day. Look at it again.",
    "no_next_meeting": "No meeting is planned after that day. Choose a day, or plan a meeting first.",
    "no_facilitator": "Nobody would be facilitator any more. A series needs one: name another first.",
    "cyclic": "These would wait for one another in a circle.",
    "duplicate_number": "Another meeting has this number.",
    "cycle_open": "Decide the round before this one first.",
    "not_yet_opened": "Who came can be noted once the meeting has been opened.",
    "unknown_time_zone": "There is no such time zone. Write it like Europe/London.",
    "impossible_time": "The clocks change in that hour, so the meeting could not begin then.",
    "illegal_transition": "This does not fit with what is told of it already.",
    "out_of_order": "Something is already told of a later day. Choose that day or a later one.",
    "prediction_late": "The guess is written before it begins.",
    "body_kept": "The story has been destroyed or withdrawn, so its words cannot be kept.",
    "consent_scope": "This may only be public if the person agreed that it reaches the report.",
}
QUOTED = re.compile(r"'([^']*)'")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def refusals(faults: list[Fault], place: str, record: Record, name: Callable[[str], str] = lambda key: key) -> Refusals:
    """By field: the first thing to put right there. `name` gives the field that asks for a key."""
    found: Refusals = {}
    for fault in faults:
        found.setdefault(name(key_of(fault, place)), in_words(fault, record))
    return found


def key_of(fault: Fault, place: str) -> str:
    """The key of the item at `place` that a fault is about, dotted where it lies deeper: measures.2.name.

    "" for what is elsewhere.
    """
    if fault.place == place:
        missing = QUOTED.match(fault.reason)
        return missing[1] if missing and fault.code in ("missing_key", "substitute", "key_not_for_event") else ""
    if not fault.place.startswith((f"{place}.", f"{place}[")):
        return ""
    rest = fault.place[len(place) :].lstrip(".")
    if rest.startswith("history["):
        rest = rest.partition("].")[2] or (QUOTED.match(fault.reason) or ["", ""])[1]
    elif fault.code == "missing_key" and (missing := QUOTED.match(fault.reason)):
        rest = f"{rest}.{missing[1]}"
    return re.sub(r"\[([^\]]*)\]", r".\1", rest).lstrip(".")


def in_words(fault: Fault, record: Record) -> str:
    """One sentence, or two."""
    if fault.code == "missing_key":
        return _missing(fault)
    if fault.code == "too_long":
        has, most = re.findall(r"\d+", fault.reason)[:2]
        return f"This is {has} characters long; there is room for {most}."
    if fault.code == "control_character":
        return (
            "Write this on one line."
            if "line break" in fault.reason
            else "There is a sign in this that cannot be kept."
        )
    if fault.code == "identifier":
        what = fault.reason.partition("to hold ")[2] or "something that points to one person"
        return f"This looks like {what}. Nothing here should point to one person."
    return PLAIN.get(fault.code) or _said(fault.reason, record)


def _missing(fault: Fault) -> str:
    """Why it is needed, where the checker says so."""
    why = re.search(r"\((?:an?|the) (.*) needs (?:it|another)", fault.reason)
    return FILL_IN if why is None or "'" not in why[1] else f"{FILL_IN} It belongs to this."


def _said(reason: str, record: Record) -> str:
    """The checker's own words with names for ids and days as people write them."""
    plain = reason.partition("; it is '")[0]
    plain = QUOTED.sub(lambda found: _name(found[1], record), plain)
    plain = DAY.sub(lambda found: full_day(date.fromisoformat(found[0])), plain)
    if plain.startswith(("must", "has", "is ", "seems")):
        plain = f"this {plain}"
    return f"{plain[:1].upper()}{plain[1:]}.".replace("..", ".")


def _name(id_: str, record: Record) -> str:
    if id_ in record.people:
        return record.people[id_].name
    if id_ in record.organisations:
        return record.organisations[id_].name
    if id_ in record.meetings:
        return f"meeting {record.meetings[id_].number}"
    for held in (record.actions, record.priorities, record.aspirations, record.initiatives):
        if id_ in held:
            return f"“{held[id_].text}”"
    if id_ in record.tests:
        return f"“{record.tests[id_].title}”"
    return id_.replace("_", " ")
