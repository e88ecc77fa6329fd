"""Nothing of a file is kept as a file: whatever is changed in the record is what the next export says."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Integer, Table, select
from sqlmodel import Session, SQLModel

from app.db import writing
from app.errors import NotFound, NotUnderstood
from app.history.machines import MACHINES
from app.history.models import Event
from app.record.amending import amend, table_of, tell
from app.record.reading import read_record
from app.series.models import Series
from app.series_file.gathering import document
from app.series_file.mapping import PARTS, Part
from tests.world.everywhere import fill_every_table

HERE_ONLY = {
    "n",  # the place in a list, which only shows beside others
    "slug",
    "version",
    "email_folded",
    "about_given",
    "about_source_values_given",
    "recorded_at",
    "recorded_by",
}
TABLE_OF_KIND = {"test": "small_test", "conflict": "possible_conflict"}


def every_part(parts: tuple[Part, ...] = PARTS) -> list[Part]:
    return [p for part in parts for p in (part, *every_part(part.parts))]


def changeable(table: Table) -> list[Any]:
    here_only = HERE_ONLY | ({"kind"} if table.name == "event" else set())  # an event's kind is its thing's
    columns = [c for c in table.columns if not c.primary_key and c.name not in here_only]
    return [c for c in columns if not c.name.startswith("due_") or c.name == "due_on"]


def exported(db: Session) -> dict[str, Any]:
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
        return (now or 30) + 41
    table = next((key.column.table.name for key in column.foreign_keys if key.column.name == "id"), None)
    if table is None:
        return "12:34" if column.type.length == 5 else "X1"
    if column.name == "person":
        return "vol"  # Isobel came once, and is on no other list
    known = [id_ for id_, kind in ids.items() if table in (kind, "thing")]
    return next(id_ for id_ in reversed(known) if id_ != now)


@pytest.mark.parametrize(
    "table", [Series, Event, *(part.table for part in every_part())], ids=lambda table: table.__name__
)
def test_whatever_is_put_right_shows_in_the_next_export(engine, tmp_path, table: type[SQLModel]):
    fill_every_table(engine, tmp_path)
    silent = []
    with writing(engine) as db:
        ids = {t.id: TABLE_OF_KIND.get(t.kind, t.kind) for t in read_record(db, 1).things.values() if t.id[0] != "~"}
        columns, before = table_of(table), exported(db)
        for column in changeable(columns):
            row = a_row_to_change(db, columns, column.name)
            values = {column.name: another(column, getattr(row, column.name), ids)} | instead_of(row, column.name)
            change = db.begin_nested()
            amend(db, table, {c.name: getattr(row, c.name) for c in columns.primary_key}, values)
            if exported(db) == before:
                silent.append(column.name)
            change.rollback()
    assert silent == []


def a_row_to_change(db: Session, table: Table, name: str) -> Any:
    """One that says something there already, where there is one; for a cycle, one that has gone its whole way."""
    rows = db.execute(select(table)).all()
    whole = [row for row in rows if getattr(row, "kept_by", None)] or rows
    return next((row for row in whole if getattr(row, name) is not None), whole[0])


def instead_of(row: Any, name: str) -> dict[str, Any]:
    """What has to go when this comes: a thing comes up at a meeting or on a day, and goes to one taker."""
    one_of = [("meeting", "on"), ("to_person", "to_thing", "to_words", "to_day"), ("due_next", "due_meeting", "due_on")]
    group = next((g for g in one_of if name in g and all(hasattr(row, other) for other in g)), ())
    return {other: None for other in group if other != name}


@pytest.mark.parametrize("kind", sorted(MACHINES))
def test_what_is_told_of_a_thing_shows_in_the_next_export(beston, engine, kind):
    with writing(engine) as db:
        thing = next(t for t in read_record(db, 1).things.values() if t.kind == kind)
        before = exported(db)
        event = next(iter(MACHINES[kind].moves))
        tell(db, 1, kind, thing.id, on=date(2018, 12, 31), event=event, note="Told today")
        after = exported(db)
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
    names = [table_of(part.table).name for part in every_part()]
    assert len(names) == len(set(names))
