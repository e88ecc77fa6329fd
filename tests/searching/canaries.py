"""A word of its own in every text of a series: who finds the word, finds the text.

Rows of one table that are open to different people (by leave, by visibility, by their state) get words of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, String, Table, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app.history.models import Event
from app.record.amending import table_of
from app.series.models import Phrase, Series
from app.series_file.mapping import PARTS, Part

NO_WORDS = {"series.slug", "series.file_id", "series.time_zone", "series.language", "person.email_folded", "event.kind"}
TOLD_APART_BY = {
    "event": ("kind", "event"),
    "story": ("id",),
    "learning": ("story", "n"),
    "quote": ("leave_to_share",),
    "evidence": ("kind", "leave_to_share"),
    "last_word": ("leave_to_share",),
    "possible_conflict": ("visibility",),
    "document": ("kind",),
    "phrase": ("list",),
}


@dataclass
class Canaries:
    """The word of each text, by what it is called in expected.tsv."""

    words: dict[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """Seven letters that begin no other of them."""
        return self.words.setdefault(name, f"zq{_letters(len(self.words))}qz")


def _letters(n: int) -> str:
    return "".join(chr(ord("a") + n // 26**place % 26) for place in (2, 1, 0))


def let_fly(db: Connection) -> Canaries:
    """Write the words over every text there is. One that is nowhere said is said once, where it can be."""
    flown = Canaries()
    for table in [table_of(model) for model in (Series, Event, Phrase, *_tables(PARTS))]:
        for column in _texts(table):
            rows = db.execute(select(table)).all()
            said = [row for row in rows if row._mapping[column] is not None]
            for row in said or rows:
                _write(db, table, row, column, flown.word(_name(table, row, column)))
    return flown


def _tables(parts: tuple[Part, ...]) -> Iterator[type[SQLModel]]:
    for part in parts:
        yield part.table
        yield from _tables(part.parts)


def _texts(table: Table) -> list[str]:
    """The columns in which people write; ids, choices, clock times and sources are none."""
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String)
        and not (column.primary_key or column.foreign_keys or column.info.get("choices"))
        and (column.type.length or 0) > 5
        and "source" not in column.name
        and not column.name.startswith("about_")
        and column.name not in ("id", "event")
        and f"{table.name}.{column.name}" not in NO_WORDS
    ]


def _name(table: Table, row: Any, column: str) -> str:
    apart = [str(row._mapping[name] or "-") for name in TOLD_APART_BY.get(table.name, ())]
    if table.name == "event" and row.visibility == "organisers":
        apart += [f"hushed by {row.by}"]
    if table.name == "event" and column != "note":
        apart = apart[:1]
    return f"{table.name}.{column}" + (f" ({', '.join(apart)})" if apart else "")


def _write(db: Connection, table: Table, row: Any, column: str, word: str) -> None:
    mine = [c == row._mapping[c.name] for c in table.primary_key.columns]
    try:
        with db.begin_nested():
            db.execute(update(table).where(*mine).values({column: word}))
    except IntegrityError:
        return  # it may not be said of this row, as a day's words where a person is named
