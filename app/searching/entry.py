"""One thing that can be found: its words, the page it stands on, and who may find it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.record.seats import Seat
from app.record.then import Then

# Every seat belongs to exactly one of these.
ORGANISERS, READERS, OWN_PART, SPONSORS = 1, 2, 4, 8
NOBODY, EVERYBODY = 0, 15
THE_RECORD = ORGANISERS | READERS

KINDS = {
    "person": "People",
    "organisation": "Organisations",
    "meeting": "Meetings",
    "decision": "Decisions",
    "quote": "Said, with leave",
    "purpose": "Why we are here",
    "agreement": "How we work together",
    "conflict": "Where interests may collide",
    "barriers": "What holds us back",
    "fact": "What works, and what we have learnt since",
    "vision": "The future we want",
    "aspiration": "What we hope for",
    "evidence": "What has been noticed",
    "looking_back": "Looking back",
    "priority": "What we work on",
    "action": "Actions",
    "test": "Tests of change",
    "initiative": "What carries on",
    "finding": "What stories tell us together",
    "story": "Stories",
    "home_check": "Home checks",
    "follow_up": "Follow-ups",
    "debrief": "Debriefs",
    "document": "Recaps and records",
    "last_word": "Last words",
}


@dataclass(frozen=True)
class Place:
    """A page by the name of its route, what its address needs besides the series, where on it, and what it is asked."""

    route: str
    named: tuple[tuple[str, Any], ...] = ()
    anchor: str = ""
    asked: str = ""


def place(route: str, anchor: str = "", **named: Any) -> Place:
    return Place(route, tuple(named.items()), anchor)


@dataclass(frozen=True)
class Sight:
    """Who may find something: all of these audiences, and of `own_in` those whose own it is.

    What was `hushed`, said for organisers alone, is besides that for organisers and for `teller` only.
    """

    to: int = NOBODY
    own: frozenset[str] = frozenset()
    own_in: int = EVERYBODY
    hushed: bool = False
    teller: str | None = None

    def open_to(self, asker: "Asker") -> bool:
        if self.hushed and asker.audience != ORGANISERS and self.teller not in asker.persons:
            return False
        return bool(self.to & asker.audience) or bool(self.own_in & asker.audience and self.own & asker.persons)


@dataclass(frozen=True)
class Asker:
    """Whoever searches, as far as sight depends on it."""

    audience: int
    persons: frozenset[str]


def asker(seat: Seat) -> Asker:
    persons = frozenset(seat.persons)
    if seat.organiser:
        return Asker(ORGANISERS, persons)
    if seat.reads_the_record:
        return Asker(READERS, persons)
    return Asker(SPONSORS if seat.sponsor_only else OWN_PART, persons)


@dataclass(frozen=True)
class Entry:
    """`title` and `words` are shown and searched, `also` is only searched. Of one `thing` the best entry is shown."""

    kind: str
    thing: str
    title: str
    words: str
    place: Place
    sight: Sight
    day: date | None = None
    also: str = ""


@dataclass
class Gathering:
    """Entries on their way into an index, and what all who gather them need to know."""

    then: Then
    found: list[Entry] = field(default_factory=list)

    @property
    def what_stands(self) -> int:
        """Who sees people, meetings, purpose and priorities (`see_what_stands`, app/permissions.py)."""
        kept = self.then.record.series.record_scope == "facilitators"
        return ORGANISERS if kept else THE_RECORD | SPONSORS

    def add(
        self,
        kind: str,
        thing: object,
        title: str | None,
        *words: str | None,
        at: Place,
        to: int | Sight,
        day: date | None = None,
        id_: str = "",
    ) -> None:
        """Add an entry, if there is a word in it."""
        said = [text for text in words if text]
        if not title:
            title, said = (said[0], said[1:]) if said else ("", [])
        if title:
            sight = to if isinstance(to, Sight) else Sight(to)
            self.found.append(Entry(kind, f"{kind} {thing}", title, "\n".join(said), at, sight, day, id_))

    def leave(self, leave: str | None) -> int:
        """Who may read words shared with this leave: what was said for the room stays in the room."""
        return {"public": self.what_stands, "record": THE_RECORD}.get(leave or "", NOBODY)
