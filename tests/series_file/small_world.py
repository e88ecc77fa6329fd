"""A small legal document to spoil in one place at a time, and the two examples."""

from pathlib import Path
from typing import Any

import app.series_file
from app.series_file import Doc, read

EXAMPLES = Path(app.series_file.__file__).parent / "examples"


def example(name: str) -> Doc:
    return read((EXAMPLES / f"{name}.yaml").read_bytes())


def legal() -> Doc:
    """Three people of two services and three meetings: one of each thing, so that every rule has something to judge."""
    return {
        "format": "beston-series/1",
        "series": {
            "id": "lunch",
            "title": "The lunch club inquiry",
            "people_served": "people who eat alone",
            "meetings_planned": 3,
            "interval": "monthly",
            "meeting_minutes": 120,
            "time_zone": "Europe/London",
            "language": "en-GB",
            "history": [{"on": "2026-01-05", "event": "set_up"}, {"on": "2026-01-14", "event": "started"}],
        },
        "purpose": [
            {"id": "G1", "kind": "long_term_goal", "text": "Nobody eats alone", "on": "2026-01-14"},
            {"id": "G2", "kind": "short_term_goal", "text": "Open on Sundays", "on": "2026-01-14"},
        ],
        "organisations": [
            {
                "id": "hall",
                "name": "Hall committee",
                "sector": "community_group",
                "home_checks": [{"id": "HC1", "question": "May we use the kitchen?", "asked_on": "2026-01-14"}],
            },
            {"id": "ward", "name": "Day ward", "sector": "nhs"},
        ],
        "people": [
            {
                "id": "jo",
                "name": "Jo",
                "email": "jo@example.org",
                "memberships": [
                    {"role": "facilitator", "from": "2026-01-05"},
                    {"role": "integration_manager", "from": "2026-01-05"},
                ],
            },
            member("ann", "hall"),
            member("ben", "ward"),
            member("cat", "ward", role="substitute", begins="2026-02-11", ends="2026-02-11"),
            member("vic", "hall", role="visitor", begins="2026-01-14", ends="2026-01-14"),
        ],
        "aspirations": [{"id": "O1", "text": "More company", "level": "relationships", "meeting": "M1"}],
        "stories": [story()],
        "priorities": [
            {"id": "food", "text": "Food", "challenge": "technical", "colour": "blue", "from_meeting": "M1"}
        ],
        "meetings": [
            held("M1", 1, "2026-01-14", [present("jo"), present("ann"), present("ben")]),
            held(
                "M2",
                2,
                "2026-02-11",
                [
                    present("ann"),
                    {"person": "ben", "state": "substitute_sent", "substitute": "cat"},
                    {"person": "cat", "state": "present_as_substitute", "in_place_of": "ben"},
                ],
            ),
            {"id": "M3", "number": 3, "date": "2026-03-11", "start": "10:00", "end": "12:00"},
        ],
        "actions": [
            {
                "id": "A1",
                "text": "Ask the cook",
                "lead": "ann",
                "helpers": ["ben"],
                "meeting": "M1",
                "waits_for": ["HC1"],
            },
            {"id": "A2", "text": "Count the chairs", "lead": "ben", "meeting": "M2", "due": "2026-03-01"},
        ],
        "tests": [{"id": "T1", "title": "Soup on Sundays", "lead": "ann", "meeting": "M1", "cycles": [cycle()]}],
        "follow_ups": [{"id": "U1", "planned_for": "2026-01-20", "by": "jo", "with": "ann", "kind": "nudge"}],
        "initiatives": [
            {"id": "I1", "text": "A kitchen rota", "lead": "ann", "meeting": "M2", "first_actions": ["A2"]},
        ],
    }


def member(name: str, organisation: str, role: str = "participant", begins: str = "2026-01-05", ends: str = "") -> Doc:
    hat: dict[str, Any] = {"organisation": organisation, "role": role, "from": begins} | ({"to": ends} if ends else {})
    return {"id": name, "name": name.title(), "memberships": [hat]}


def present(name: str) -> Doc:
    return {"person": name, "state": "present"}


def held(name: str, number: int, day: str, attendance: list[Doc]) -> Doc:
    return {
        "id": name,
        "number": number,
        "purpose": "Hear how it goes",
        "date": day,
        "start": "10:00",
        "end": "12:00",
        "history": [
            {"on": "2026-01-06", "event": "invited"},
            {"on": day, "event": "opened"},
            {"on": day, "event": "closed"},
        ],
        "invitations": [
            {"person": "ann", "sent_on": "2026-01-06", "reply": "coming", "replied_on": "2026-01-07"},
            {"person": "ben", "sent_on": "2026-01-06", "reply": "none"},
        ],
        "attendance": attendance,
    }


def story() -> Doc:
    return {
        "id": "S1",
        "pseudonym": "Mrs Gray",
        "kind": "one_person",
        "brought_by": "ann",
        "meeting": "M1",
        "consent": {"how": "Said yes aloud", "scope": "series"},
        "body": "She lays the table for two.",
        "learning": [{"text": "A laid table is company", "approved_by": "ben", "approved_on": "2026-01-14"}],
        "history": [
            {"on": "2026-01-06", "event": "consent_given"},
            {"on": "2026-01-07", "event": "checked", "by": "ben"},
            {"on": "2026-01-14", "event": "used"},
            {"on": "2026-01-14", "event": "learned"},
        ],
    }


def cycle() -> Doc:
    return {
        "scale": "one_person",
        "question": "Will one person come for soup?",
        "prediction": "Yes",
        "predicted_on": "2026-01-14",
        "safety": {"agreed_by": "ben", "on": "2026-01-14"},
        "started": "2026-01-18",
        "ended": "2026-01-25",
        "did": "One person came",
        "learned": "Soup is not enough",
        "decision": "adapt",
        "decided_on": "2026-02-11",
        "next": "Try with bread",
    }


GONE = object()


def spoilt(*edits: tuple[str, Any]) -> Doc:
    """The legal document with other things in places, as in `("people.1.email", "no address")`. GONE takes away."""
    doc = legal()
    for path, value in edits:
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = doc
        for step in way:
            at = at[step]
        if value is GONE:
            del at[last]
        elif isinstance(at, list) and last == len(at):
            at.append(value)
        else:
            at[last] = value
    return doc
