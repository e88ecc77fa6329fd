"""A recap as an organiser prepares it: each line kept, said otherwise, left out or moved, and lines added.

The computed page is never changed. What was done to it is kept beside it (`Edits`) and laid over it anew each time, so
that whatever has been said meanwhile is on the page, and each computed line can be gone back to.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from app.recap import Block, Line, Recap

QUESTION = "question"  # the page ends with one; it can be said otherwise, and stays where it is
ALIKE = 0.6  # of two wordings of one line: "Seven things are open", "Eight things are open"


@dataclass(frozen=True)
class Entry:
    """One line as it is to stand. `computed` is how it was worked out when this was said; an added one has none."""

    key: str
    computed: str = ""
    sources: tuple[str, ...] = ()
    words: str = ""
    out: bool = False
    by: str = ""
    on: date | None = None

    @property
    def added(self) -> bool:
        return not self.computed

    @property
    def touched(self) -> bool:
        return self.added or self.out or bool(self.words)


@dataclass(frozen=True)
class Edits:
    """By key of a block, all of its lines in order, where something was done to one of them.

    In the blocks of `moved` that order holds; in the others lines stand in the order in which they are worked out.
    """

    blocks: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    moved: tuple[str, ...] = ()

    def of(self, block: str) -> tuple[Entry, ...]:
        return self.blocks.get(block, ())

    def having(self, block: str, entries: Iterable[Entry]) -> "Edits":
        return replace(self, blocks=self.blocks | {block: tuple(entries)})


@dataclass(frozen=True)
class Place:
    """A line where it stands: `line` as it is said, `computed` as it is worked out today (None where it was added)."""

    entry: Entry
    line: Line
    computed: Line | None

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def reworded(self) -> bool:
        return self.computed is not None and bool(self.entry.words)

    @property
    def outdated(self) -> bool:
        """Whether the record has come to say something else since this was written."""
        return self.computed is not None and self.entry.touched and self.computed.text != self.entry.computed

    @property
    def stands(self) -> str:
        """Changes whenever what is said of this line does."""
        said = f"{self.line.text}|{self.entry.out}|{self.entry.words}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Prepared:
    """The computed page with what was done to it. `gone` are wordings whose line is not worked out any more."""

    computed: Recap
    places: dict[str, tuple[Place, ...]]
    gone: dict[str, tuple[Entry, ...]]

    @cached_property
    def page(self) -> Recap:
        """The page as it would be frozen. A part with nothing left to say is not on it."""
        blocks = (self._block(block) for block in self.computed.blocks)
        return replace(self.computed, blocks=tuple(block for block in blocks if block.lines or block.question))

    def _block(self, block: Block) -> Block:
        said = next((p.line.text for p in self.places.get(QUESTION, ()) if block.question), block.question)
        return replace(block, lines=tuple(p.line for p in self.kept(block.key)), question=said)

    def kept(self, block: str) -> list[Place]:
        return [place for place in self.places.get(block, ()) if not place.entry.out]

    def left_out(self, block: str) -> list[Place]:
        return [place for place in self.places.get(block, ()) if place.entry.out]

    @property
    def beneath(self) -> tuple[tuple[str, int, str], ...]:
        """Block, position and computed words of each line on the page that is said otherwise."""
        keys = [*(block.key for block in self.computed.blocks), QUESTION]
        kept = ((key, n, place) for key in keys for n, place in enumerate(self.kept(key)))
        return tuple((key, n, place.computed.text) for key, n, place in kept if place.computed and place.reworded)

    @property
    def touched(self) -> int:
        """How many lines are not as they were worked out."""
        return sum(place.entry.touched for places in self.places.values() for place in places)


def prepared(computed: Recap, edits: Edits, *, exactly: bool = False) -> Prepared:
    """Lay `edits` over a page. With `exactly` a line is known again only by its very words."""
    places, gone = {}, {}
    for key, lines in lines_of(computed):
        found = _matched(lines, edits.of(key), exactly=exactly)
        placed = _in_its_own_order if key in edits.moved else _in_the_computed_order
        places[key] = tuple(placed(key, lines, edits.of(key), found))
        gone[key] = tuple(e for e in edits.of(key) if e.key not in found and not e.added and e.words)
    return Prepared(computed, places, {key: left for key, left in gone.items() if left})


def lines_of(page: Recap) -> Iterator[tuple[str, tuple[Line, ...]]]:
    yield from ((block.key, block.lines) for block in page.blocks)
    if page.question:
        yield QUESTION, (Line(page.question),)


Found = dict[str, Line]


def _in_its_own_order(block: str, lines: tuple[Line, ...], entries: tuple[Entry, ...], found: Found) -> list[Place]:
    """As they were put; a line that is new since stands behind the one that is worked out before it."""
    order = [_place(e, found, lines) for e in entries if e.added or e.key in found]
    for n, place in enumerate(_computed(block, lines, entries, found)):
        if not any(place.computed is there.computed for there in order):
            order.insert(_after(order, lines[:n]), place)
    return order


def _in_the_computed_order(
    block: str, lines: tuple[Line, ...], entries: tuple[Entry, ...], found: Found
) -> list[Place]:
    """As they are worked out; a line that was added stands behind the one that it was added to."""
    order = _computed(block, lines, entries, found)
    for n, entry in enumerate(entries):
        if entry.added:
            before = [e.key for e in entries[:n]]
            at = max((i + 1 for i, place in enumerate(order) if place.key in before), default=0)
            order.insert(at, _place(entry, found, lines))
    return order


def _computed(block: str, lines: tuple[Line, ...], entries: tuple[Entry, ...], found: Found) -> list[Place]:
    """The lines that are worked out, each with what was done to it."""
    keys, order = {entry.key for entry in entries}, []
    for line in lines:
        entry = next((e for e in entries if found.get(e.key) is line), None)
        if entry is None:
            entry = Entry(_fresh(block, line, keys), line.text, line.sources)
            keys.add(entry.key)
        order.append(Place(entry, _said(line, entry), line))
    return order


def _place(entry: Entry, found: Found, lines: tuple[Line, ...]) -> Place:
    if entry.added:
        return Place(entry, _added(entry, next((line for line in lines if line.item), None)), None)
    return Place(entry, _said(found[entry.key], entry), found[entry.key])


def _matched(lines: tuple[Line, ...], entries: tuple[Entry, ...], *, exactly: bool) -> Found:
    """Which line an entry is about: the one of the same words, else of the same things, else of words much alike."""
    found: Found = {}

    def match(alike: Callable[[Entry, Line], bool]) -> None:
        for entry in entries:
            if entry.added or entry.key in found:
                continue
            free = (line for line in lines if not any(line is taken for taken in found.values()))
            line = next((line for line in free if alike(entry, line)), None)
            if line is not None:
                found[entry.key] = line

    match(lambda entry, line: entry.computed == line.text)
    if not exactly:
        match(lambda entry, line: bool(line.sources) and entry.sources == line.sources)
        match(lambda entry, line: SequenceMatcher(None, entry.computed, line.text).ratio() > ALIKE)
    return found


def _said(line: Line, entry: Entry) -> Line:
    """The line in the words that were put in its place."""
    if not entry.words:
        return line
    return replace(line, text=entry.words, strong=line.strong if line.strong in entry.words else "")


def _added(entry: Entry, like: Line | None) -> Line:
    """An item where the others are items."""
    return Line(entry.words, item=True, state="said") if like else Line(entry.words)


def _after(order: list[Place], before: tuple[Line, ...]) -> int:
    """Where a new line belongs: behind the nearest of those that are worked out before it."""
    for line in reversed(before):
        for n, place in enumerate(order):
            if place.computed is line:
                return n + 1
    return 0


def _fresh(block: str, line: Line, taken: set[str]) -> str:
    stem = "c" + hashlib.sha256(f"{block}|{line.text}".encode()).hexdigest()[:8]
    return next(key for n in range(1, 1000) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)
