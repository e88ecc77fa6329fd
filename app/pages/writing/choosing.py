"""What the questions of forms may be answered with: people, meetings, priorities, and the words of fixed choices."""

from app import words
from app.pages.writing.sheets import Options, Place
from app.series_file.shape import resolved, schema


def members(place: Place) -> Options:
    """Everyone who has a place in the group today, visitors left out."""
    return [(p.id, p.name) for p in place.record.people.values() if place.then.roles(p.id) - {"visitor"}]


def people(place: Place) -> Options:
    """Everyone the series knows."""
    return [(person.id, person.name) for person in place.record.people.values()]


def organisations(place: Place) -> Options:
    return [(organisation.id, organisation.name) for organisation in place.record.organisations.values()]


def meetings(place: Place) -> Options:
    """Every meeting that is not cancelled, the latest that has been opened first."""
    standing = [m for m in place.then.meetings if not m.cancelled]
    return [(m.id, f"meeting {m.number}, {words.day(m.day)}") for m in standing]


def held_meetings(place: Place) -> Options:
    """Those up to today."""
    standing = [m for m in place.then.meetings if not m.cancelled and m.day <= place.seat.today]
    return [(m.id, f"meeting {m.number}, {words.day(m.day)}") for m in reversed(standing)]


def priorities(place: Place) -> Options:
    return [(priority.id, priority.text) for priority in place.record.priorities.values()]


def aspirations(place: Place) -> Options:
    return [(hope.id, hope.text) for hope in place.record.aspirations.values()]


def findings(place: Place) -> Options:
    return [(finding.id, finding.text) for finding in place.record.findings.values()]


def actions(place: Place) -> Options:
    return [(action.id, action.text) for action in place.record.actions.values()]


def dues(place: Place) -> Options:
    """The next meeting, those after it, or a day."""
    coming = [m for m in place.then.meetings if m.day > place.seat.today and not m.cancelled]
    said = [(m.id, f"meeting {m.number}, {words.day(m.day)}") for m in coming[1:]]
    first = [("next_meeting", f"the next meeting, {words.day(coming[0].day)}")] if coming else []
    return [*first, *said, ("on", "a day")]


def room(*keys: str) -> int:
    """How many characters the series file has room for at a key, as 60 at priorities, text; 0 where it does not say."""
    node = resolved(schema())
    for key in keys:
        node = resolved(node["items"]) if node.get("type") == "array" else node
        if key not in node.get("properties", {}):
            return 0
        node = resolved(node["properties"][key])
    most: int = node.get("maxLength", 0)
    return most
