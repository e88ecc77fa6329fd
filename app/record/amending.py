"""Changing what the record says of a thing: the one way that rows are altered after they are made.

What became of a thing is its history (`tell`); what it is may be put right (`amend`). Both leave the register and the
version of the series behind them, so that whoever looks next sees it (T17, docs/trust.md).
"""

from datetime import date
from typing import Any, cast

from sqlalchemy import Boolean, Date, Integer, String, Table, func, insert, select, update
from sqlmodel import Session, SQLModel

from app.clock import now
from app.errors import NotFound, NotUnderstood
from app.history.machines import MACHINES
from app.history.models import Event
from app.record.changes import changed, held
from app.series.models import Series


def tell(db: Session, series_id: int, kind: str, thing: str, **event: Any) -> None:
    """Add one event to the history of a thing, after all that is told already.

    The move itself is judged by the caller's domain (app.history.machines); here a day before the last one is refused.
    """
    held(db, series_id, thing)  # so that of two who speak at once the second sees what the first said
    table = table_of(Event)
    mine = (table.c.series_id == series_id) & (table.c.thing_id == thing)
    last, day = db.execute(select(func.max(table.c.n), func.max(table.c.on)).where(mine)).one()
    if day is not None and event["on"] < day:
        raise NotUnderstood(f"Something is already told of {day.day} {day:%B}. Choose that day or a later one.")
    if kind not in MACHINES or event["event"] not in MACHINES[kind].moves:
        raise NotUnderstood("There is no such step.")
    db.execute(insert(table).values(series_id=series_id, thing_id=thing, kind=kind, n=(last or 0) + 1, **event))
    changed(db, series_id, thing, event.get("recorded_by"), at=event.get("recorded_at") or now())


def amend(
    db: Session, table: type[SQLModel], key: dict[str, Any], values: dict[str, Any], *, by: int | None = None
) -> None:
    """Put right what one row says. `key` names it within its series, `values` are columns that are not its key.

    Raises NotFound where there is no such row, NotUnderstood where a value cannot stand in its column.
    """
    columns = table_of(table)
    for name, value in values.items():
        _require_fitting(columns, name, value)
    mine = [columns.c[name] == value for name, value in key.items()]
    done = db.execute(update(columns).where(*mine).values(**values))
    if cast(Any, done).rowcount != 1:
        raise NotFound("This is not there any more.")
    if "id" in key and table is not Series:
        changed(db, key["series_id"], key["id"], by, at=now())


def table_of(model: type[SQLModel]) -> Table:
    return model.metadata.tables[cast(str, model.__tablename__)]


def _require_fitting(table: Table, name: str, value: Any) -> None:
    column = table.columns.get(name)
    if column is None or column.primary_key:
        raise NotUnderstood("That cannot be changed.")
    if value is None:
        if not column.nullable:
            raise NotUnderstood("Please fill this in.")
        return
    kinds = {Date: date, Boolean: bool, Integer: int, String: str}
    wanted = next((python for sql, python in kinds.items() if isinstance(column.type, sql)), object)
    if type(value) is not wanted and wanted is not object:
        raise NotUnderstood("That is not what belongs here.")
    if isinstance(value, str):
        _require_fitting_words(column, value)


def _require_fitting_words(column: Any, value: str) -> None:
    choices, limit = column.info.get("choices"), column.type.length
    if choices and value not in choices:
        raise NotUnderstood("Choose one of what is offered.")
    if not value.strip():
        raise NotUnderstood("Please fill this in.")
    if limit and len(value) > limit:
        raise NotUnderstood(f"This is {len(value)} characters long; there is room for {limit}.")
