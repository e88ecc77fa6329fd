"""Attendance: once the meeting was opened, a row for everyone with a seat, both sides of a substitution."""

from collections.abc import Iterator

from app.series_file.faults import Fault
from app.series_file.rules import histories
from app.series_file.rules.known import Known, MeetingDays, Node, placed, text

Row = tuple[str, Node]

SENT, CAME = "substitute_sent", "present_as_substitute"


def attendance_is_whole(known: Known, meeting: MeetingDays) -> Iterator[Fault]:
    item = meeting.thing.item
    listed = placed(item, "attendance", meeting.thing.place)
    if "attendance" in item and meeting.settings and not meeting.has("opened"):
        reason = "this meeting was never opened, so nobody's attendance can be known yet"
        yield Fault("not_yet_opened", f"{meeting.thing.place}.attendance", reason)
    yield from _each_person_once(listed)
    yield from _substitutions(listed)
    if meeting.day:
        yield from _members(known, listed, meeting.day)
        yield from _missing(known, meeting, listed, meeting.day)


def _each_person_once(listed: list[Row]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, row in listed:
        person = text(row, "person")
        if person in seen:
            yield Fault("twice", f"{place}.person", f"'{person}' is listed for this meeting twice")
        elif person:
            seen.add(person)


def _members(known: Known, listed: list[Row], day: str) -> Iterator[Fault]:
    for place, row in listed:
        person, hat = text(row, "person"), text(row, "for")
        if person is None or person not in known.hats:
            continue
        if known.is_member(person, day) is False:
            yield Fault("not_a_member", f"{place}.person", f"'{person}' has no membership on the meeting's day, {day}")
        elif hat and known.wears(person, hat, day) is False:
            reason = f"'{person}' has no membership for '{hat}' on the meeting's day, {day}"
            yield Fault("not_a_member", f"{place}.for", reason)


def _missing(known: Known, meeting: MeetingDays, listed: list[Row], day: str) -> Iterator[Fault]:
    if histories.last_state(meeting.thing.item, "meeting", "planned") != "closed":
        return
    if len(listed) < len(meeting.thing.item.get("attendance", [])) or any(
        text(row, "person") is None for _, row in listed
    ):
        return
    there = {text(row, "person") for _, row in listed}
    for person in known.hats:
        if person not in there and known.holds_seat(person, day):
            reason = f"'{person}' holds a seat on {day} and has no row; a closed meeting says of everyone how it was"
            yield Fault("missing_row", f"{meeting.thing.place}.attendance", reason)


def _substitutions(listed: list[Row]) -> Iterator[Fault]:
    by_person = {text(row, "person"): row for _, row in listed}
    for place, row in listed:
        person, state = text(row, "person"), text(row, "state")
        if person is None or state is None:
            continue
        yield from _side(by_person, place, row, person, (SENT, "substitute"), (CAME, "in_place_of"))
        yield from _side(by_person, place, row, person, (CAME, "in_place_of"), (SENT, "substitute"))


def _side(
    by_person: dict[str | None, Node], place: str, row: Node, person: str, here: tuple[str, str], there: tuple[str, str]
) -> Iterator[Fault]:
    """One side of a substitution: it has the key that goes with its state, and the other side says the same."""
    state, key = here
    if row.get("state") != state:
        if key in row:
            yield Fault("substitute", f"{place}.{key}", f"'{key}' goes with the state '{state}' only")
        return
    if key not in row:
        yield Fault("substitute", place, f"'{key}' is missing; both sides of a substitution name one another")
        return
    other_name = text(row, key)
    other = by_person.get(other_name)
    if other_name is None or (other is not None and text(other, "state") is None):
        return
    other_state, other_key = there
    if other is None or other.get("state") != other_state or other.get(other_key) != person:
        reason = f"the row of '{other_name}' must have the state '{other_state}' and '{other_key}: {person}'"
        yield Fault("substitute", f"{place}.{key}", reason)
