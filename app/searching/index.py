"""The index of one record on one day: an FTS5 table of SQLite in memory, whatever the database of the installation.

It is made at the first search after a change and remembered with the record, so it cannot be older than the record is.
Sight is judged here in Python, entry by entry, before anything of an entry is handed out.
"""

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from threading import Lock

from app.record.reading import Record
from app.record.remembering import remembered
from app.record.seats import Seat
from app.record.then import then
from app.searching import doing, gathered, protected, standing
from app.searching.entry import Asker, Entry, Gathering, asker
from app.searching.query import expression, other_spellings, plain

MOST = 50
BEGIN, END = "\x02", "\x03"  # of a hit; no text of ours holds them (app.searching.query.plain)
TABLE = "create virtual table found using fts5(title, words, also, tokenize = 'unicode61 remove_diacritics 2')"
BEST_FIRST = "select rowid from found where found match ? order by bm25(found, 4.0, 1.0, 8.0), rowid"
MARKED = (
    "select rowid, highlight(found, 0, ?, ?), highlight(found, 1, ?, ?) from found where found match ? and rowid in"
)


@dataclass(frozen=True)
class Hit:
    """Something found; in `title` and `words` each hit stands between BEGIN and END."""

    entry: Entry
    title: str
    words: str


@dataclass(frozen=True)
class Found:
    """Best first; `more` says that there are others still."""

    hits: list[Hit]
    more: bool = False


def require_full_text() -> None:
    """Refuse to start with an SQLite that cannot search. Raises RuntimeError."""
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute(TABLE)
        except sqlite3.OperationalError as why:
            raise RuntimeError(
                f"This Python's SQLite ({sqlite3.sqlite_version}) was built without FTS5, by which Beston searches. "
                "Take one that has it, such as that of python.org, Debian or the image in the Dockerfile."
            ) from why


def find(seat: Seat, typed: str) -> Found | None:
    """What this seat may find today; None where no word was typed."""
    question = expression(typed)
    return _newest(seat.record).on(seat.record, seat.today).find(asker(seat), question) if question else None


def entries(record: Record, today: date) -> list[Entry]:
    """All that can be found of a record, as it is known today."""
    g = Gathering(then(record, today, today))
    for gather in GATHERED:
        gather(g)
    return g.found


GATHERED = (
    standing.who,
    gathered.meetings,
    doing.priorities,
    doing.actions,
    doing.tests,
    doing.initiatives,
    standing.purpose,
    standing.agreement,
    standing.facts_and_visions,
    standing.hopes,
    doing.barriers,
    protected.stories,
    protected.follow_ups,
    protected.debriefs,
    protected.last_words,
)


class Index:
    """Entries and their words. One thread at a time may ask it."""

    def __init__(self, every: list[Entry]) -> None:
        self._entries, self._lock = every, Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._db.close)
        self._db.execute(TABLE)
        rows = ((n, *_texts(entry)) for n, entry in enumerate(every))
        with self._db:
            self._db.executemany("insert into found (rowid, title, words, also) values (?, ?, ?, ?)", rows)

    def find(self, who: Asker, question: str) -> Found:
        with self._lock:
            best = list(self._best(who, question))
            marked = self._marked(best[:MOST], question)
        return Found([Hit(self._entries[n], *marked[n]) for n in best[:MOST]], more=len(best) > MOST)

    def _best(self, who: Asker, question: str) -> Iterator[int]:
        """One entry of each thing that is open to whoever asks, best first; one more than are shown, if there is."""
        things: set[str] = set()
        for (n,) in self._db.execute(BEST_FIRST, (question,)):
            entry = self._entries[n]
            if entry.thing not in things and entry.sight.open_to(who):
                things.add(entry.thing)
                yield n
            if len(things) > MOST:
                return

    def _marked(self, best: list[int], question: str) -> dict[int, tuple[str, str]]:
        these = f" ({', '.join('?' * len(best))})"
        rows = self._db.execute(MARKED + these, (BEGIN, END, BEGIN, END, question, *best))
        return {n: (title, words) for n, title, words in rows}


def _texts(entry: Entry) -> tuple[str, str, str]:
    title, words = plain(entry.title), "\n".join(plain(line) for line in entry.words.split("\n"))
    return title, words, f"{entry.also} {other_spellings(f'{title} {words}')}"


class _Newest:
    """The index of one record for the last day it was asked for: another day is another index, and one is enough."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: tuple[date, Index] | None = None

    def on(self, record: Record, day: date) -> Index:
        with self._lock:
            if self._made is None or self._made[0] != day:
                self._made = (day, Index(entries(record, day)))
            return self._made[1]


@remembered
def _newest(_record: Record) -> _Newest:
    return _Newest()
