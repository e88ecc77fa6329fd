"""Histories nobody has lived: every legal course of things can come out, on days from 5 January 2026 onwards.

Each strategy gives parts of a document of the series file. What may follow what is read from the tables by hand.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.history import moves_by_hand as by_hand

Doc = dict[str, Any]
FIRST = date(2026, 1, 5)
LAST = 45  # days after the first on which anything still happens
DAYS = [FIRST + timedelta(n) for n in range(-2, LAST + 15)]
PEOPLE = ("ann", "ben", "cat")
WINDOWS = {"M1": (4, 12), "M2": (14, 22), "M3": (24, 32), "M4": (34, 42)}  # so that later numbers are later days
AWAY = LAST + 10

small = st.integers(0, 3)


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


def carrying(kind: str, event: str, draw: Any) -> Doc:
    """What an event must carry, and now and then what it may."""
    move = by_hand.MOVES[kind][event]
    optional = [key for key in move.may if draw(st.booleans())]
    return {key: draw(WORTH[kind, key] if (kind, key) in WORTH else WORTH["", key]) for key in (*move.must, *optional)}


people = st.sampled_from(PEOPLE)
dues = st.sampled_from(["next_meeting", *WINDOWS]) | st.integers(0, LAST).map(on)
WORTH: dict[tuple[str, str], st.SearchStrategy[str]] = {
    ("", "note"): st.just("That is how it went"),
    ("", "by"): people,
    ("", "due"): dues,
    ("", "text"): st.sampled_from(["Ask again", "Ask the other one", "Ask both"]),
    ("", "look_again_on"): st.integers(0, LAST).map(on),
    ("", "what_would_help"): st.just("Somebody who has the key"),
    ("", "who_could_help"): people,
    ("", "kept_by"): st.just("The porter, in her own job"),
    ("", "as"): st.sampled_from(["business_as_usual", "carries_on", "set_aside"]),
    ("", "to"): st.just("Those who stay"),
    ("action", "to"): people,
    ("priority", "to"): st.just("ann"),
    ("meeting", "start"): st.just("10:00"),
    ("meeting", "end"): st.just("11:15"),
}


@st.composite
def histories(draw, kind: str, begin: str | None = None, since: int = 0, most: int = 8) -> list[Doc]:
    """Any legal history of a thing whose events need nothing but their own tables."""
    state, day, told = begin or by_hand.BEGIN[kind], since, []
    for _ in range(draw(st.integers(0, most))):
        open_to = by_hand.legal(kind, state)
        if not open_to:
            break
        event = draw(st.sampled_from(open_to))
        day += draw(small)
        told.append({"on": on(day), "event": event} | carrying(kind, event, draw))
        state = by_hand.after(kind, state, event)
    return told


# -- meetings ---------------------------------------------------------
@st.composite
def meetings(draw) -> list[Doc]:
    """Four meetings, each moved, cancelled, opened and closed as it likes within days of its own."""
    return [draw(one_meeting(id_, n)) for n, id_ in enumerate(WINDOWS, 1)]


@st.composite
def one_meeting(draw, id_: str, number: int) -> Doc:
    first, last = WINDOWS[id_]
    day = draw(st.integers(first, last))
    row = {"id": id_, "number": number, "date": on(day), "start": "19:00", "end": "20:30"}
    state, said, told = "planned", -2, []
    for _ in range(draw(st.integers(0, 6))):
        open_to = by_hand.legal("meeting", state)
        if not open_to:
            break
        event = draw(st.sampled_from(open_to))
        if event == "opened":
            said = day
        elif state in ("open", "closed"):
            said += draw(small)
        else:
            said = draw(st.integers(said, day))
        carried = carrying("meeting", event, draw)
        if event == "moved":
            day = draw(st.integers(max(first, said), last))
            carried["to"] = on(day)
        told.append({"on": on(said), "event": event} | carried)
        state = by_hand.after("meeting", state, event)
    return row | ({"history": told} if told else {})


def final_day(meeting: Doc) -> int:
    moves = [event["to"] for event in meeting.get("history", []) if event["event"] == "moved"]
    return number_of(moves[-1] if moves else meeting["date"])


def was_cancelled(meeting: Doc) -> bool:
    return any(event["event"] == "cancelled" for event in meeting.get("history", []))


@st.composite
def beginnings(draw, held: list[Doc]) -> tuple[Doc, int]:
    """Where something comes up, as the document says it, and the day that this is."""
    kept = [meeting for meeting in held if not was_cancelled(meeting)]
    if kept and draw(st.booleans()):
        meeting = draw(st.sampled_from(kept))
        return {"meeting": meeting["id"]}, final_day(meeting)
    day = draw(st.integers(0, LAST - 10))
    return {"on": on(day)}, day


# -- actions ----------------------------------------------------------
@st.composite
def with_actions(draw) -> Doc:
    """A document with up to four actions that may wait for one another and for an organisation's answer."""
    held = draw(meetings())
    checks = [
        {"id": "H1", "question": "May we?", "asked_on": on(0), "answered_on": on(20), "answer": "agrees"},
        {"id": "H2", "question": "Will you?", "asked_on": on(0), "lapsed_on": on(30)},
        {"id": "H3", "question": "Could they?", "asked_on": on(25)},
    ]
    hall = {"id": "hall", "name": "Hall committee", "sector": "community_group", "home_checks": checks}
    actions: list[Doc] = []
    for n in range(draw(st.integers(1, 4))):
        before = [action["id"] for action in actions] + [check["id"] for check in checks]
        actions.append(draw(one_action(f"A{n + 1}", held, before)))
    return a_document(organisations=[hall], meetings=held, actions=actions)


@st.composite
def one_action(draw, id_: str, held: list[Doc], before: list[str]) -> Doc:
    where, day = draw(beginnings(held))
    row: Doc = {"id": id_, "text": "Ask about it"} | where
    lead = draw(st.none() | people)
    if lead:
        row["lead"] = lead
    if draw(st.booleans()):
        row["due"] = draw(dues)
    waits = draw(st.lists(st.sampled_from(before), max_size=2, unique=True)) if draw(st.booleans()) else []
    if waits:
        row["waits_for"] = waits
    told: list[Doc] = []
    state = draw(st.sampled_from([by_hand.BEGIN["action"], by_hand.NEW])) if lead else by_hand.NEW
    for _ in range(draw(st.integers(0 if lead else 1, 8))):
        open_to = [event for event in by_hand.legal("action", state) if lead or event not in NEEDS_A_LEAD]
        if not open_to:
            break
        day += 0 if state == by_hand.NEW else draw(small)
        event = draw(st.sampled_from(open_to))
        carried = carrying("action", event, draw)
        if event == "asked" and not lead:
            carried["to"] = draw(people)
        lead = carried.get("to", lead) if event in ("asked", "reassigned") else lead
        said_by = draw(st.none() | people)
        told.append({"on": on(day), "event": event} | carried | ({"by": said_by} if said_by else {}))
        state = by_hand.after("action", state, event)
    return row | ({"history": told} if told else {})


NEEDS_A_LEAD = {"agreed", "handed_on", "reopened"}


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


@st.composite
def courses(draw, id_: str, held: list[Doc]) -> Course:
    where, day = draw(beginnings(held))
    course = Course({"id": id_, "title": "Try it with one", "lead": "ann"} | where, day)
    course.note()
    for _ in range(draw(st.integers(0, 12))):
        course.day += draw(small)
        step = draw(st.sampled_from(steps_from(course)))
        if step == "cycle":
            draw(begin_cycle(course, held))
        elif step in ("adopt", "adapt", "abandon"):
            draw(decide(course, step))
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
            course.told.append({"on": on(course.day), "event": step} | carrying("test", step, draw))
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


@st.composite
def begin_cycle(draw, course: Course, held: list[Doc]) -> None:
    """A round begins today: its day is left out where the document would say the same without it."""
    cycle: Doc = {"question": "Will they?"}
    there = [m["id"] for m in held if not was_cancelled(m) and final_day(m) == course.day]
    if not (goes_without_saying(course) and draw(st.booleans())):
        cycle |= {"meeting": there[0]} if there and draw(st.booleans()) else {"on": on(course.day)}
    course.cycles.append(cycle)
    course.by_cycles = "planned"


def goes_without_saying(course: Course) -> bool:
    if not course.cycles:
        return course.was[0][0] == course.day
    again = [day for day in course.opened_again if day >= decided(course)]
    if course.by_cycles == "adapting":
        return decided(course) == course.day
    return again[:1] == [course.day]


@st.composite
def decide(draw, course: Course, decision: str) -> None:
    cycle = course.cycles[-1]
    cycle |= {"decision": decision, "decided_on": on(course.day), "learned": "That it can be asked"}
    if decision == "adopt":
        cycle["kept_by"] = "The porter, in her own job"
    if decision == "adapt" and draw(st.booleans()):
        cycle["next"] = "Ask two"
    course.by_cycles = {"adopt": "adopted", "adapt": "adapting", "abandon": "abandoned"}[decision]
