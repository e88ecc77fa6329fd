"""A new series as a series-file document: what an import would take, so that it is legal or has faults to show."""

import re
from collections.abc import Container
from datetime import date
from typing import Any

from app.beginning.names import plain
from app.beginning.run_sheets import run_sheet
from app.beginning.stages import STAGES
from app.beginning.wanted import MeetingWanted, Somebody, Wanted, in_minutes

Doc = dict[str, Any]
LONGEST_ID = 24
LOOKS_LIKE_OURS = re.compile("[a-z][0-9]*")  # M1 is a meeting, G1 a purpose


def document(wanted: Wanted, slug: str, today: date, begun_by: str = "") -> Doc:
    """The document; `begun_by` is the address of whoever begins it, and `by` of its first event if they are in it."""
    day = first_day(wanted, today)
    people = _people(wanted, day)
    doc: Doc = {
        "format": "beston-series/1",
        "series": _series(wanted, slug, day, _person_of(people, begun_by)),
        "purpose": [_purpose(wanted, day)],
        "people": people,
        "meetings": [_meeting(wanted, n, meeting) for n, meeting in _numbered(wanted)],
    }
    if wanted.ways:
        doc["working_agreement"] = {"rows": [{"area": area, "text": text} for area, text in wanted.ways.items()]}
    return doc


def first_day(wanted: Wanted, today: date) -> date:
    """Today; or the first meeting's day, where a series is written down that has begun already."""
    return min([today, *(meeting.day for meeting in wanted.meetings)])


def _numbered(wanted: Wanted) -> list[tuple[int, MeetingWanted]]:
    """Numbers have no gaps: a meeting that was left out leaves its number to the next."""
    series = [meeting for meeting in wanted.meetings if meeting.row]
    return [(0, meeting) for meeting in wanted.meetings if not meeting.row] + list(enumerate(series, 1))


def _series(wanted: Wanted, slug: str, day: date, by: str | None) -> Doc:
    set_up = _known({"on": day.isoformat(), "event": "set_up", "by": by})
    return _known(
        {
            "id": slug,
            "title": wanted.title,
            "place": wanted.place,
            "people_served": wanted.people_served,
            "meetings_planned": max(1, len([meeting for meeting in wanted.meetings if meeting.row])),
            "interval": wanted.preset.interval,
            "meeting_minutes": wanted.preset.minutes,
            "time_zone": wanted.time_zone,
            "language": "en-GB",
            "history": [set_up],
        }
    )


def _purpose(wanted: Wanted, day: date) -> Doc:
    """Proposed: it is the group's once the group has taken it on."""
    return {
        "id": "G1",
        "kind": "inquiry_question",
        "text": wanted.purpose,
        "on": day.isoformat(),
        "adopted_by": "proposed",
    }


def _people(wanted: Wanted, day: date) -> list[Doc]:
    """Whoever both holds the meetings and keeps things moving is one person with two roles."""
    people: list[Doc] = []
    hats = [(who, "facilitator") for who in wanted.facilitators]
    for who, role in [*hats, *([(wanted.manager, "integration_manager")] if wanted.manager else [])]:
        found = next((person for person in people if _same(person, who)), None)
        if found is None:
            id_ = fresh_id(who.name, {person["id"] for person in people})
            people.append(found := _known({"id": id_, "name": who.name, "email": who.email}) | {"memberships": []})
        found["memberships"].append({"role": role, "from": day.isoformat()})
    return people


def _same(person: Doc, who: Somebody) -> bool:
    if who.email and "email" in person:
        return bool(person["email"].casefold() == who.email.casefold())
    return bool(person["name"].casefold() == who.name.casefold())


def fresh_id(name: str, taken: Container[str]) -> str:
    """An id for somebody or something of this name that nothing has yet: ann-shaw, ann-shaw-2."""
    stem = re.sub("^[^a-z]+", "", plain(name))[:LONGEST_ID].strip("-") or "somebody"
    if not LOOKS_LIKE_OURS.fullmatch(stem) and stem not in taken:
        return stem
    stem = stem[: LONGEST_ID - 4].strip("-")
    return next(id_ for n in range(2, 1000) if (id_ := f"{stem}-{n}") not in taken)


def _person_of(people: list[Doc], email: str) -> str | None:
    return next((p["id"] for p in people if email and p.get("email", "").casefold() == email.casefold()), None)


def _meeting(wanted: Wanted, number: int, meeting: MeetingWanted) -> Doc:
    name = wanted.preset.stage(meeting.row)
    stage = STAGES[name]
    return _known(
        {
            "id": f"M{number}",
            "number": number,
            "kind": wanted.preset.kind(meeting.row),
            "title": stage.title,
            "purpose": stage.purpose,
            "date": meeting.day.isoformat(),
            "start": meeting.start,
            "end": meeting.end,
            "venue": meeting.venue,
            "run_sheet": run_sheet(name, in_minutes(meeting.end) - in_minutes(meeting.start)),
        }
    )


def _known(item: Doc) -> Doc:
    """What is not known is left out."""
    return {key: value for key, value in item.items() if value not in (None, "", [])}


def field_of(wanted: Wanted, doc: Doc, place: str) -> str:
    """The field of the form that the place of a fault was made from; "" where there is none."""
    if match := re.fullmatch(r"meetings\[M(\d+)\]\.(date|start|end|venue)", place):
        row = dict(_numbered(wanted))[int(match[1])].row
        return f"{'day' if match[2] == 'date' else match[2]}_{row}"
    if match := re.fullmatch(r"working_agreement\.rows\[(\d+)\].*", place):
        return f"way_{list(wanted.ways)[int(match[1]) - 1]}"
    if match := re.fullmatch(r"people\[([^]]+)\]\.(name|email)", place):
        role = next(p["memberships"][0]["role"] for p in doc["people"] if p["id"] == match[1])
        return f"{'manager' if role == 'integration_manager' else 'facilitator'}_{match[2]}"
    return "purpose" if place.startswith("purpose[") else place.removeprefix("series.") if "series." in place else ""
