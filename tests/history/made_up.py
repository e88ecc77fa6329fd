"""Histories nobody has lived: every legal course of things can come out, on days from 5 January 2026 onwards.

Each gives parts of a series file. What may follow what is read from the tables by hand. Sizes shrink; the
rest follows from a seed, so that few examples reach many courses. Actions and tests of change have files of their own.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.history import moves_by_hand as by_hand

Doc = dict[str, Any]
FIRST = date(2026, 1, 5)
LAST = 45  # days after the first on which anything still happens
DAYS = [FIRST + timedelta(n) for n in range(-2, LAST + 15)]
PEOPLE = ("ann", "ben", "cat")
WINDOWS = {"M1": (4, 12), "M2": (14, 22), "M3": (24, 32), "M4": (34, 42)}  # so that later numbers are later days

seeds = st.integers(0, 2**32 - 1).map(Random)
few, long = st.sampled_from((1, 3, 8)), st.sampled_from((2, 5, 9, 14))


def on(n: int) -> str:
    return (FIRST + timedelta(n)).isoformat()


def number_of(day: str) -> int:
    return (date.fromisoformat(day) - FIRST).days


def a_document(**parts: Any) -> Doc:
    people = [{"id": p, "name": p.title(), "memberships": [{"role": "participant", "from": on(-30)}]} for p in PEOPLE]
    return {
        "format": "beston-series/1",
        "series": {
            "id": "made-up",
            "title": "A series nobody has held",
            "people_served": "people of the hill",
            "meetings_planned": 4,
            "interval": "fortnightly",
            "meeting_minutes": 90,
            "time_zone": "Europe/London",
            "language": "en-GB",
        },
        "organisations": [{"id": "hall", "name": "Hall committee", "sector": "community_group"}],
        "people": people,
        "meetings": [{"id": "M1", "number": 1, "date": on(7), "start": "19:00", "end": "20:30"}],
    } | parts


def carrying(rng: Random, kind: str, event: str) -> Doc:
    """What an event must carry, and now and then what it may."""
    move = by_hand.MOVES[kind][event]
    keys = [*move.must, *(key for key in move.may if rng.random() < 0.5)]
    return {key: WORTH.get(f"{kind}.{key}", WORTH.get(key, somebody))(rng) for key in keys}


def somebody(rng: Random) -> str:
    return rng.choice(PEOPLE)


def some_day(rng: Random) -> str:
    return on(rng.randint(0, LAST))


def a_due(rng: Random) -> str:
    return rng.choice(["next_meeting", "next_meeting", *WINDOWS, some_day(rng), some_day(rng)])


WORTH: dict[str, Callable[[Random], str]] = {
    "note": lambda _: "That is how it went",
    "due": a_due,
    "text": lambda rng: rng.choice(["Ask again", "Ask the other one", "Ask both"]),
    "look_again_on": some_day,
    "what_would_help": lambda _: "Somebody who has the key",
    "kept_by": lambda _: "The porter, in her own job",
    "as": lambda rng: rng.choice(["business_as_usual", "carries_on", "set_aside"]),
    "initiative.to": lambda _: "Those who stay",
    "test.to": lambda _: "Those who stay",
    "meeting.start": lambda _: "10:00",
    "meeting.end": lambda _: "11:15",
}


def history(rng: Random, kind: str, most: int) -> list[Doc]:
    """Any legal history of a thing whose events need nothing but their own tables."""
    state, day, told = by_hand.BEGIN[kind], 0, []
    for _ in range(rng.randint(0, most)):
        open_to = by_hand.legal(kind, state)
        if not open_to:
            break
        event = rng.choice(open_to)
        day += rng.randint(0, 3)
        told.append({"on": on(day), "event": event} | carrying(rng, kind, event))
        state = by_hand.after(kind, state, event)
    return told


def histories(kind: str) -> st.SearchStrategy[list[Doc]]:
    return st.builds(history, seeds, st.just(kind), long)


# -- meetings ---------------------------------------------------------
def four_meetings(rng: Random, most: int) -> list[Doc]:
    """Each is moved, cancelled, opened and closed as it likes within days of its own."""
    return [one_meeting(rng, id_, n, most) for n, id_ in enumerate(WINDOWS, 1)]


def one_meeting(rng: Random, id_: str, number: int, most: int) -> Doc:
    first, last = WINDOWS[id_]
    day = rng.randint(first, last)
    row = {"id": id_, "number": number, "date": on(day), "start": "19:00", "end": "20:30"}
    state, said, told = "planned", -2, []
    for _ in range(rng.randint(0, most)):
        open_to = by_hand.legal("meeting", state)
        if not open_to:
            break
        event = rng.choice(open_to)
        if event == "opened":
            said = day
        elif state in ("open", "closed"):
            said += rng.randint(0, 3)
        else:
            said = rng.randint(said, day)
        carried = carrying(rng, "meeting", event)
        if event == "moved":
            day = rng.randint(max(first, said), last)
            carried["to"] = on(day)
        told.append({"on": on(said), "event": event} | carried)
        state = by_hand.after("meeting", state, event)
    return row | ({"history": told} if told else {})


def meetings() -> st.SearchStrategy[list[Doc]]:
    return st.builds(four_meetings, seeds, long)


def final_day(meeting: Doc) -> int:
    moves = [event["to"] for event in meeting.get("history", []) if event["event"] == "moved"]
    return number_of(moves[-1] if moves else meeting["date"])


def was_cancelled(meeting: Doc) -> bool:
    return any(event["event"] == "cancelled" for event in meeting.get("history", []))


def beginning(rng: Random, held: list[Doc]) -> tuple[Doc, int]:
    """Where something comes up, as the document says it, and the day that this is."""
    kept = [meeting for meeting in held if not was_cancelled(meeting)]
    if kept and rng.random() < 0.5:
        meeting = rng.choice(kept)
        return {"meeting": meeting["id"]}, final_day(meeting)
    day = rng.randint(0, LAST - 10)
    return {"on": on(day)}, day
