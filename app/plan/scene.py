"""What the wall shows of one series on one day. Nothing here knows about paper.

An *interval* is the time from one meeting to the next, numbered like the station it begins at (from 0, by position and
not by the meeting's own number). A thing on the common trunk has no line.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

OPEN = ("stuck", "started", "agreed", "asked", "proposed")
CLOSED = ("done", "handed_on", "parked", "let_go")
UNDER_WAY = ("agreed", "started", "asked", "proposed")


@dataclass(frozen=True)
class Station:
    number: int
    date: date | None
    title: str = ""
    held: bool = False


@dataclass(frozen=True)
class Action:
    text: str
    state: str
    lead: str  # as the group calls them; empty when it is a proposal
    since: int | None  # number of the meeting it came up at, when that is not the last one
    interval: int  # where it ended, or the present one while it is open
    line: str | None
    quick: bool = False
    help: str = ""


@dataclass(frozen=True)
class Test:
    """One cycle of a test of change, or the test itself while it is only an idea."""

    number: int  # its place among the tests of the series: how the group tells them apart
    title: str
    sign: str  # planned, running, adapt, adopt, abandon, handed_on; or idea, which has no pill
    interval: int
    line: str | None
    latest: bool = True  # the title is said once, at the latest cycle
    later: str = ""  # what became of the test afterwards: business_as_usual, handed_on


@dataclass(frozen=True)
class Line:
    key: str  # ties actions and tests to the line; never drawn
    name: str
    challenge: str
    colour: str
    shape: str
    start: int
    resting: bool = False
    end: str = ""
    end_at: int | None = None
    end_words: str = ""

    @property
    def last(self) -> int | None:
        """The interval it ended in; None while it goes on."""
        return max(self.start, self.end_at or 0) if self.end else None


@dataclass(frozen=True)
class Entry:
    text: str
    dots: int | None = None  # how far a hope got, of three
    how_far: str = ""


@dataclass(frozen=True)
class Section:
    head: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sum:
    """How many actions, for someone who may not read them."""

    line: str | None
    state: str  # stuck, agreed (all that is under way) or done
    said: str


@dataclass(frozen=True)
class Scene:
    title: str
    purpose: str
    stations: tuple[Station, ...]
    here: int
    opening: bool
    known_on: date | None = None  # set where the moment shown has not come: the day we know it as of
    lines: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    tests: tuple[Test, ...] = ()
    now: tuple[Section, ...] = ()
    future: tuple[Section, ...] = ()
    in_sum: bool = False  # drawn for a sponsor: sums in place of actions and leads
    sums: tuple[Sum, ...] = ()
    tally: tuple[tuple[str, str], ...] = ()  # the whole in words, by state: ("done", "15 done")
    version: int = 0  # once it was frozen (app.freezing); from 2 on it says that it was changed

    @property
    def present(self) -> int:
        """The interval that is going on."""
        return max(0, self.here - 1) if self.opening else self.here

    @property
    def branch(self) -> int:
        """The station where the first line leaves the trunk; past the last while there is none."""
        return min((line.start for line in self.lines), default=len(self.stations))

    @cached_property
    def pills(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if test.sign != "idea")

    def count(self, *states: str, line: str | None = None, everywhere: bool = True) -> int:
        """How many actions are in one of the states: of the whole, or of one line (the trunk's is None)."""
        return sum(a.state in states and (everywhere or a.line == line) for a in self.actions)
