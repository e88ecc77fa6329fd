"""Histories nobody has lived: every legal course of things can come out, on days from 5 January 2026 onwards.

Each gives parts of a series file. What may follow what is read from the tables by hand. Sizes shrink; the
rest follows from a seed, so that few examples reach many courses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
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


# -- actions ----------------------------------------------------------
HOME_CHECKS = [
    {"id": "H1", "question": "May we?", "asked_on": on(0), "answered_on": on(20), "answer": "agrees"},
    {"id": "H2", "question": "Will you?", "asked_on": on(0), "lapsed_on": on(30)},
    {"id": "H3", "question": "Could they?", "asked_on": on(25)},
]
NEEDS_A_LEAD = {"agreed", "handed_on", "reopened"}


def some_actions(rng: Random, how_many: int, most: int) -> Doc:
    """A document with actions that may wait for one another and for an organisation's answer."""
    held = four_meetings(rng, 4)
    hall = {"id": "hall", "name": "Hall committee", "sector": "community_group", "home_checks": HOME_CHECKS}
    actions: list[Doc] = []
    for n in range(how_many):
        before = [action["id"] for action in actions] + [check["id"] for check in HOME_CHECKS]
        actions.append(one_action(rng, f"A{n + 1}", held, before, most))
    return a_document(organisations=[hall], meetings=held, actions=actions)


def with_actions() -> st.SearchStrategy[Doc]:
    return st.builds(some_actions, seeds, few, long)


def one_action(rng: Random, id_: str, held: list[Doc], before: list[str], most: int) -> Doc:
    where, day = beginning(rng, held)
    row: Doc = {"id": id_, "text": "Ask about it"} | where
    lead = somebody(rng) if rng.random() < 0.8 else None
    if lead:
        row["lead"] = lead
    if rng.random() < 0.5:
        row["due"] = a_due(rng)
    if rng.random() < 0.4:
        row["waits_for"] = rng.sample(before, rng.randint(1, 2))
    told: list[Doc] = []
    state = rng.choice([by_hand.BEGIN["action"], by_hand.NEW]) if lead else by_hand.NEW
    for _ in range(rng.randint(0 if lead else 1, most)):
        open_to = [event for event in by_hand.legal("action", state) if lead or event not in NEEDS_A_LEAD]
        if not open_to:
            break
        day += 0 if state == by_hand.NEW else rng.randint(0, 3)
        event = rng.choice(open_to)
        carried = carrying(rng, "action", event)
        if event == "asked" and not lead:
            carried["to"] = somebody(rng)
        lead = carried.get("to", lead) if event in ("asked", "reassigned") else lead
        said_by = {"by": somebody(rng)} if rng.random() < 0.6 else {}
        told.append({"on": on(day), "event": event} | carried | said_by)
        state = by_hand.after("action", state, event)
    return row | ({"history": told} if told else {})


# -- tests of change --------------------------------------------------
@dataclass
class Course:
    """A test as it is told and, beside it, what it was from which day on."""

    row: Doc
    day: int
    told: list[Doc] = field(default_factory=list)
    cycles: list[Doc] = field(default_factory=list)
    by_cycles: str = "idea"
    own: str | None = None  # business_as_usual or handed_on, while that is so
    opened_again: list[int] = field(default_factory=list)
    was: list[tuple[int, str]] = field(default_factory=list)

    @property
    def state(self) -> str:
        return self.own or self.by_cycles

    def note(self) -> None:
        self.was.append((self.day, self.state))

    def on(self, day: date) -> str | None:
        known = [state for n, state in self.was if FIRST + timedelta(n) <= day]
        return known[-1] if known else None

    def document(self) -> Doc:
        more = {"cycles": self.cycles, "history": self.told}
        return self.row | {key: value for key, value in more.items() if value}


def one_course(rng: Random, id_: str, held: list[Doc], most: int) -> Course:
    where, day = beginning(rng, held)
    course = Course({"id": id_, "title": "Try it with one", "lead": "ann"} | where, day)
    course.note()
    for _ in range(rng.randint(0, most)):
        course.day += rng.randint(0, 3)
        step = rng.choice(steps_from(course))
        if step == "cycle":
            begin_cycle(rng, course, held)
        elif step in ("adopt", "adapt", "abandon"):
            decide(course, step)
        elif step == "start":
            course.cycles[-1].update(
                prediction="They will say yes",
                predicted_on=on(course.day),
                safety={"agreed_by": "ben", "on": on(course.day)},
                started=on(course.day),
            )
            course.by_cycles = "running"
        elif step == "end":
            course.cycles[-1].update(ended=on(course.day), did="They said yes")
            course.by_cycles = "studying"
        else:
            course.told.append({"on": on(course.day), "event": step} | carrying(rng, "test", step))
            course.own = None if step == "reopened" else step
            course.opened_again += [course.day] if step == "reopened" else []
        course.note()
    return course


def steps_from(course: Course) -> list[str]:
    """What may come next: events of the table and, unless it has been handed on or is kept, those of its cycles."""
    events = by_hand.legal("test", course.state)
    if course.own:
        return events
    again = bool(course.opened_again) and course.opened_again[-1] >= decided(course)
    more = {
        "idea": ["cycle"],
        "planned": ["start", "abandon"],
        "running": ["end", "abandon"],
        "studying": ["adopt", "adapt", "abandon"],
        "adapting": ["cycle"],
        "adopted": ["cycle"] if again else [],
        "abandoned": ["cycle"] if again else [],
    }
    return events + more[course.by_cycles]


def decided(course: Course) -> int:
    days = [number_of(cycle["decided_on"]) for cycle in course.cycles if "decided_on" in cycle]
    return days[-1] if days else -30


def begin_cycle(rng: Random, course: Course, held: list[Doc]) -> None:
    """A round begins today: its day is left out where the document would say the same without it."""
    cycle: Doc = {"question": "Will they?"}
    there = [m["id"] for m in held if not was_cancelled(m) and final_day(m) == course.day]
    if not (goes_without_saying(course) and rng.random() < 0.5):
        cycle |= {"meeting": there[0]} if there and rng.random() < 0.5 else {"on": on(course.day)}
    course.cycles.append(cycle)
    course.by_cycles = "planned"


def goes_without_saying(course: Course) -> bool:
    if not course.cycles:
        return course.was[0][0] == course.day
    again = [day for day in course.opened_again if day >= decided(course)]
    if course.by_cycles == "adapting":
        return decided(course) == course.day
    return again[:1] == [course.day]


def decide(course: Course, decision: str) -> None:
    cycle = course.cycles[-1]
    cycle |= {"decision": decision, "decided_on": on(course.day), "learned": "That it can be asked"}
    if decision == "adopt":
        cycle["kept_by"] = "The porter, in her own job"
    if decision == "adapt":
        cycle["next"] = "Ask two"
    course.by_cycles = {"adopt": "adopted", "adapt": "adapting", "abandon": "abandoned"}[decision]


@dataclass
class Tried:
    """Four meetings, and tests of change between them."""

    held: list[Doc]
    courses: list[Course]


def some_tests(rng: Random, how_many: int, most: int) -> Tried:
    held = four_meetings(rng, 4)
    return Tried(held, [one_course(rng, f"T{n + 1}", held, most) for n in range(how_many)])


def tried() -> st.SearchStrategy[Tried]:
    return st.builds(some_tests, seeds, few, long)
