"""Nothing of a file is kept as a file: whatever is changed in the record is what the next export says."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Integer
from sqlmodel import SQLModel

from app.db import reading, writing
from app.errors import NotFound, NotUnderstood
from app.history.machines import MACHINES
from app.history.models import Event
from app.record.amending import amend, table_of, tell
from app.record.reading import read_record
from app.series.models import Series
from app.series_file.gathering import document
from app.series_file.mapping import PARTS, Part
from app.series_file.storing import table_of as stored_in

HERE_ONLY = {
    "slug",
    "version",
    "email_folded",
    "about_given",
    "about_source_values_given",
    "recorded_at",
    "recorded_by",
}


def every_part(parts: tuple[Part, ...] = PARTS) -> list[Part]:
    return [p for part in parts for p in (part, *every_part(part.parts))]


def every_column() -> list[tuple[type[SQLModel], str]]:
    tables = [Series, Event, *(part.table for part in every_part())]
    changeable = [(t, c.name) for t in tables for c in table_of(t).columns if not c.primary_key]
    return [(t, name) for t, name in changeable if name not in HERE_ONLY and not name.startswith("due_")]


def as_exported(engine) -> dict[str, Any]:
    with reading(engine) as db:
        return document(read_record(db, 1), bodies={})


def another(column: Any, now: Any, ids: dict[str, str]) -> Any:
    """A value that may stand in the column and is not the one that does."""
    if choices := column.info.get("choices"):
        return next(choice for choice in choices if choice != now)
    if isinstance(column.type, Date):
        return (now or date(2018, 5, 1)) + timedelta(days=1)
    if isinstance(column.type, Boolean):
        return not now
    if isinstance(column.type, Integer):
        return (now or 30) + 1
    table = next((key.column.table.name for key in column.foreign_keys if key.column.name == "id"), None)
    if table is None:
        return "12:34" if column.type.length == 5 else "X1"
    known = [id_ for id_, kind in ids.items() if table in (kind, "thing")]
    return next(id_ for id_ in known if id_ != now)


@pytest.mark.parametrize("table, name", every_column(), ids=lambda value: getattr(value, "__name__", value))
def test_whatever_is_put_right_shows_in_the_next_export(beston, engine, table, name):
    columns = table_of(table)
    with writing(engine) as db:
        ids = {t.id: TABLE_OF_KIND.get(t.kind, t.kind) for t in read_record(db, 1).things.values() if t.id[0] != "~"}
        rows = db.execute(columns.select()).all()
        kept = [row for row in rows if fits(table, name, row)]
        row = next((row for row in kept if getattr(row, name) is not None), kept[0])
        before = as_exported(engine)
        key = {c.name: getattr(row, c.name) for c in columns.primary_key}
        amend(db, table, key, {name: another(columns.c[name], getattr(row, name), ids)})
    assert as_exported(engine) != before


TABLE_OF_KIND = {"test": "small_test", "conflict": "possible_conflict"}


def fits(table: type[SQLModel], name: str, row: Any) -> bool:
    """Rows in which this column can change without breaking what the database itself holds to."""
    if table is Event and name.startswith("to_"):
        return getattr(row, name) is not None
    if name in ("meeting", "on") and hasattr(row, "meeting") and hasattr(row, "on"):
        return getattr(row, name) is not None
    if name in ("started", "predicted_on", "prediction", "decision", "decided_on", "ended", "kept_by"):
        return getattr(row, name) is not None and row.ended is not None
    return True


@pytest.mark.parametrize("kind", sorted(MACHINES))
def test_what_is_told_of_a_thing_shows_in_the_next_export(beston, engine, kind):
    with writing(engine) as db:
        thing = next(t for t in read_record(db, 1).things.values() if t.kind == kind)
        before = as_exported(engine)
        event = next(iter(MACHINES[kind].moves))
        tell(db, 1, kind, thing.id, on=date(2018, 12, 31), event=event, note="Told today")
    after = as_exported(engine)
    assert "Told today" in str(after)
    assert "Told today" not in str(before)


def test_a_day_before_the_last_one_told_is_refused(beston, engine):
    with writing(engine) as db, pytest.raises(NotUnderstood, match="Choose that day or a later one"):
        tell(db, 1, "action", "A01", on=date(2018, 1, 18), event="moving")


@pytest.mark.parametrize(
    "values, why",
    [
        ({"text": "x" * 81}, "there is room for 80"),
        ({"text": " "}, "fill this in"),
        ({"text": None}, "fill this in"),
        ({"text": 7}, "not what belongs here"),
        ({"kind": "shout"}, "one of what is offered"),
        ({"id": "A99"}, "cannot be changed"),
    ],
)
def test_a_value_that_cannot_stand_there_is_refused_in_words(beston, engine, values, why):
    actions = next(part.table for part in PARTS if part.key == "actions")
    with writing(engine) as db, pytest.raises(NotUnderstood, match=why):
        amend(db, actions, {"series_id": 1, "id": "A01"}, values)


def test_what_is_not_there_cannot_be_put_right(beston, engine):
    actions = next(part.table for part in PARTS if part.key == "actions")
    with writing(engine) as db, pytest.raises(NotFound):
        amend(db, actions, {"series_id": 1, "id": "A99"}, {"text": "Ask again"})


def test_every_part_of_the_file_is_kept_in_a_table_of_its_own():
    names = [stored_in(part.table).name for part in every_part()]
    assert len(names) == len(set(names))
