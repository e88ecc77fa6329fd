"""A world with something in every table: Beston, and one row wherever Beston itself has nothing to say."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Engine, Integer, LargeBinary, Table, insert, select
from sqlmodel import Session

from app import tables
from app.db import reading, writing
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.world.records import example

Row = dict[str, Any]
SERIES = 1


def fill_every_table(engine: Engine, keys: Path) -> None:
    """Import Beston and put one row, made up from its columns, into each table that is still empty."""
    with writing(engine) as db:
        assert store(db, example("beston"), "beston", Vault(keys)) == SERIES
        for table in tables.metadata.sorted_tables:
            if db.execute(select(table).limit(1)).first() is None:
                db.execute(insert(table).values(a_row(db, table)))


def a_row(db: Session, table: Table) -> Row:
    """A row whose references lead somewhere."""
    row = {column.name: a_value(column) for column in table.columns}
    for key in table.foreign_key_constraints:
        target = key.referred_table
        asked = select(target).limit(1)
        if "series_id" in target.columns:
            asked = asked.where(target.c.series_id == SERIES)
        found = db.execute(asked).one()
        row |= {pair.parent.name: getattr(found, pair.column.name) for pair in key.elements}
    return row


def a_value(column: Column[Any]) -> Any:
    if choices := column.info.get("choices"):
        return choices[0]
    made_up = {
        Boolean: True,
        DateTime: datetime(2018, 4, 11, 8, 0, tzinfo=UTC),
        Date: date(2018, 4, 11),
        Integer: 7,
        LargeBinary: b"sealed",
    }
    stored = getattr(column.type, "impl_instance", column.type)
    return next((value for kind, value in made_up.items() if isinstance(stored, kind)), "x")


def every_row(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the database, by table, in the order of its keys."""
    with reading(engine) as db:
        return {
            table.name: [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables.metadata.sorted_tables
        }
