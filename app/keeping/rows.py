"""From two documents of one series to the rows that tell them apart, and only those are written.

The rows of a document are made by what imports it (app.series_file.storing), so a form writes what an import would.
Histories are left out: an event is told (app.record.amending), never rewritten.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import Date, Table, delete, insert, tuple_
from sqlmodel import Session, SQLModel

from app.history.models import Event
from app.series.models import Thing
from app.series_file.mapping import PARTS, Doc, Part
from app.series_file.storing import Writer, dated, takers

Row = dict[str, Any]
Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]


def rewrite(db: Session, series_id: int, before: Doc, after: Doc) -> None:
    """Take away, change and add rows until the series says what `after` says; references are checked at the end."""
    touched = [part for part in PARTS if before.get(part.key) != after.get(part.key)]
    old, new = _rows(series_id, before, touched), _rows(series_id, after, touched)
    for name in sorted(old.keys() | new.keys()):
        _rewrite_table(db, series_id, Thing.metadata.tables[name], old.get(name, {}), new.get(name, {}))


def _rows(series_id: int, doc: Doc, parts: Iterable[Part]) -> Rows:
    writer = Writer(series_id, takers(doc))
    for part in parts:
        writer.part(part, doc.get(part.key), {})
    found: Rows = {}
    for name, rows in writer.rows.items():
        if name != _name(Event):
            table = Thing.metadata.tables[name]
            found[name] = {_key(table, row): row for row in _complete(table, rows)}
    return found


def _complete(table: Table, rows: list[Row]) -> Iterator[Row]:
    days = [c.name for c in table.columns if isinstance(c.type, Date)]
    empty = dict.fromkeys(c.name for c in table.columns if c.nullable)
    return (empty | dated(row, days) for row in rows)


def _rewrite_table(db: Session, series_id: int, table: Table, old: dict[Key, Row], new: dict[Key, Row]) -> None:
    """What has changed goes out before it comes in again, so that two rows may change places."""
    kept = table.name == _name(Thing)  # the register keeps its versions
    gone = [key for key in old if key not in new or (not kept and old[key] != new[key])]
    come = [row for key, row in new.items() if key not in old or (not kept and old[key] != row)]
    if gone:
        keys = tuple_(*table.primary_key.columns).in_(gone)
        db.execute(delete(table).where(table.c.series_id == series_id, keys))
    if come:
        db.execute(insert(table), come)


def _key(table: Table, row: Row) -> Key:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _name(model: type[SQLModel]) -> str:
    return cast(str, model.__tablename__)
