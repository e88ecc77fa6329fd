"""Tests of change nobody has made: each as it is told, beside what it was from which day on."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from tests.history import moves_by_hand as by_hand
from tests.history.made_up import (
    FIRST,
    Doc,
    beginning,
    carrying,
    few,
    final_day,
    four_meetings,
    long,
    number_of,
    on,
    seeds,
    was_cancelled,
)


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
