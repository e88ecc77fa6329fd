"""What an organiser does to a line of the recap, one function each; nothing of it is seen before it is frozen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.errors import Changed, NotFound, NotUnderstood
from app.freezing.preparing import QUESTION, Edits, Entry, Place, Prepared
from app.recap.discretion import Discretion
from app.record.reading import Record

T = TypeVar("T")
LONGEST = 600
MOST_LINES = 40  # in one part
FILL_IN = "Say it in a few words, or leave the line out."
POINTS_TO_SOMEBODY = (
    "There is an address in this, or the name that somebody has in a story. The page hangs on a wall, so neither "
    "belongs on it."
)
TOO_MANY = "There are more lines in this part than anybody can listen to."


@dataclass(frozen=True)
class Author:
    """Who prepares the page, on which day."""

    person: str
    today: date


@dataclass(frozen=True)
class Desk:
    """The page on the table: what is worked out, what was done to it so far, and what may be written on it."""

    record: Record
    prepared: Prepared
    edits: Edits
    author: Author

    # -- the verbs ----------------------------------------------------
    def reword(self, block: str, key: str, words: str, stands: str) -> Edits:
        """Say a line otherwise. Its own words put it back to what is worked out."""
        place = self._unchanged(block, key, stands)
        said = self._permitted(words)
        if place.computed is not None and said == place.computed.text:
            return self.go_back(block, key)
        return self._with(block, key, words=said)

    def go_back(self, block: str, key: str) -> Edits:
        place = self._place(block, key)
        if place.computed is None:
            raise NotFound
        return self._with(block, key, words="")

    def leave_out(self, block: str, key: str) -> Edits:
        """A line that was added goes for good; one that is worked out can be put back."""
        if block == QUESTION:
            raise NotUnderstood("The page ends with a question. Ask another one instead.")
        if self._place(block, key).computed is None:
            return self._having(block, [e for e in self._entries(block) if e.key != key])
        return self._with(block, key, out=True)

    def put_back(self, block: str, key: str) -> Edits:
        return self._with(block, key, out=False)

    def add(self, block: str, words: str) -> Edits:
        if block not in self.prepared.places or block == QUESTION:
            raise NotFound
        entries = self._entries(block)
        if len(entries) >= MOST_LINES:
            raise NotUnderstood(TOO_MANY)
        return self._having(block, [*entries, self._signed(Entry(_added(entries), words=self._permitted(words)))])

    def move(self, block: str, key: str, by: int) -> Edits:
        """One place up (-1) or down (1) among the lines that are shown; at the end it stays where it is."""
        shown = [place.key for place in self.prepared.kept(block)]
        if key not in shown:
            raise NotFound
        there = shown.index(key) + by
        if not 0 <= there < len(shown):
            return self.edits
        entries, other = self._entries(block), shown[there]
        one, two = (next(n for n, e in enumerate(entries) if e.key == k) for k in (key, other))
        entries[one], entries[two] = entries[two], entries[one]
        return replace(self._having(block, entries), moved=tuple({**dict.fromkeys(self.edits.moved), block: None}))

    def say_all_the_same(self, block: str, key: str) -> Edits:
        """Words whose line is not worked out any more, as a line of their own."""
        self._gone(block, key)
        entries = self._entries(block)
        said = [replace(e, key=_added(entries), computed="", sources=()) if e.key == key else e for e in entries]
        return self._having(block, said)

    def let_go(self, block: str, key: str) -> Edits:
        self._gone(block, key)
        return self._having(block, [e for e in self._entries(block) if e.key != key])

    # -- what they share ----------------------------------------------
    def _entries(self, block: str) -> list[Entry]:
        """Everything in a block, in order, with the words that are waiting for a line at its end."""
        return [*(p.entry for p in self.prepared.places.get(block, ())), *self.prepared.gone.get(block, ())]

    def _with(self, block: str, key: str, **what: object) -> Edits:
        place = self._place(block, key)
        computed = place.computed.text if place.computed else ""
        sources = place.computed.sources if place.computed else ()
        entry = self._signed(replace(place.entry, computed=computed, sources=sources, **what))  # type: ignore[arg-type]
        return self._having(block, [entry if e.key == key else e for e in self._entries(block)])

    def _having(self, block: str, entries: list[Entry]) -> Edits:
        return self.edits.having(block, entries)

    def _signed(self, entry: Entry) -> Entry:
        return replace(entry, by=self.author.person, on=self.author.today)

    def _place(self, block: str, key: str) -> Place:
        return _found(self.prepared.places.get(block, ()), lambda place: place.key == key)

    def _gone(self, block: str, key: str) -> None:
        _found(self.prepared.gone.get(block, ()), lambda entry: entry.key == key)

    def _unchanged(self, block: str, key: str, stands: str) -> Place:
        place = self._place(block, key)
        if place.stands != stands:
            raise Changed("Somebody changed this line while you were writing. Nothing is lost.")
        return place

    def _permitted(self, words: str) -> str:
        """One line, in which nothing is said that the page may not carry (R11, docs/recap.md)."""
        said = " ".join(words.split())
        if not said:
            raise NotUnderstood(FILL_IN)
        if len(said) > LONGEST:
            raise NotUnderstood(f"This is {len(said)} characters long; there is room for {LONGEST}.")
        if not Discretion(self.record).permits(said):
            raise NotUnderstood(POINTS_TO_SOMEBODY)
        return said


def _found(things: tuple[T, ...], is_it: Callable[[T], bool]) -> T:
    found = next((thing for thing in things if is_it(thing)), None)
    if found is None:
        raise NotFound("This line is not there any more.")
    return found


def _added(entries: list[Entry]) -> str:
    numbers = [int(e.key[1:]) for e in entries if e.key.startswith("a") and e.key[1:].isdigit()]
    return f"a{max(numbers, default=0) + 1}"
