"""Every write to a series raises its version, whoever writes and however: the key of every cache depends on it.

`watch()` is called once, when this module is first imported: from then on each session notices rows of any table with a
`series_id` that it is about to write, and raises the version of their series once in the transaction. A statement that
writes to such a table without naming its series is refused, because nobody could tell whose copies are old now.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, event, select, update
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.operators import eq, in_op
from sqlmodel import Session

from app.errors import Changed, NotFound
from app.series.models import Series, Thing

NOTED = "series changed"


def changed(db: Session, series_id: int, thing_id: str, account: int | None, *, at: datetime) -> None:
    """Note on the register that a thing has changed, when, and by whom."""
    register = Thing.metadata.tables["thing"]
    mine = (register.c.series_id == series_id) & (register.c.id == thing_id)
    db.execute(update(register).where(mine).values(version=register.c.version + 1, changed_at=at, changed_by=account))


def require_unchanged(db: Session, series_id: int, thing_id: str, version: int) -> None:
    """Refuse to write over what somebody else wrote since `version` was read (T17, docs/trust.md)."""
    stands = held(db, series_id, thing_id)
    if stands is None:
        raise NotFound("This is not there any more.")
    if stands != version:
        raise Changed("Somebody changed this while you were writing. Nothing is lost.")


def held(db: Session, series_id: int, thing_id: str) -> int | None:
    """The version of a thing, which nobody else can change until this transaction ends; None where there is none."""
    register = Thing.metadata.tables["thing"]
    mine = (register.c.series_id == series_id) & (register.c.id == thing_id)
    return db.execute(select(register.c.version).where(mine).with_for_update()).scalar_one_or_none()


# -- noticing ---------------------------------------------------------
def watch() -> None:
    event.listen(AnySession, "before_flush", _before_flush)
    event.listen(AnySession, "do_orm_execute", _before_statement)
    event.listen(AnySession, "after_soft_rollback", _after_undoing)
    event.listen(AnySession, "after_transaction_end", _after_transaction)


def _before_flush(db: AnySession, _context: Any, _instances: Any) -> None:
    rows = [*db.new, *db.deleted, *(row for row in db.dirty if db.is_modified(row))]
    keys = {row.id if isinstance(row, Series) else getattr(row, "series_id", None) for row in rows}
    _raise(db, keys - {None})


def _before_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    key = _key_of(table)
    if not key or (table is Series.metadata.tables["series"] and state.is_insert):
        return
    found = set(_series_named(state.statement, state.parameters, key))
    if not found:
        raise AssertionError(f"A statement writes to {table} and does not say in which series.")
    _raise(state.session, found)


def _key_of(table: Any) -> str:
    """The column that says which series a row belongs to; "" for tables of the installation."""
    if not isinstance(table, Table):
        return ""
    return "id" if table is Series.metadata.tables["series"] else "series_id" if "series_id" in table.c else ""


def _raise(db: AnySession, series: set[Any]) -> None:
    noted: set[int] = db.info.setdefault(NOTED, set())
    fresh = series - noted
    if fresh:
        table = Series.metadata.tables["series"]
        noted |= fresh
        raise_one = update(table).where(table.c.id == bindparam("which")).values(version=table.c.version + 1)
        db.connection().execute(raise_one, [{"which": one} for one in sorted(fresh)])


def _after_undoing(db: AnySession, _undone: SessionTransaction) -> None:
    """What a savepoint raised is undone with it, so the next write must raise again."""
    db.info.pop(NOTED, None)


def _after_transaction(db: AnySession, ended: SessionTransaction) -> None:
    if ended.parent is None:
        db.info.pop(NOTED, None)


def _series_named(statement: Any, parameters: Any, key: str) -> Iterator[int]:
    """The series that a statement names: in the rows it inserts, or in what its rows are chosen by."""
    for row in [parameters] if isinstance(parameters, dict) else parameters or []:
        if isinstance(row.get(key), int):
            yield row[key]
    yield from _inserted(statement, key)
    for part in visitors.iterate(statement):
        if isinstance(part, BinaryExpression) and getattr(part.left, "name", "") == key:
            yield from _compared_with(part)


def _inserted(statement: Any, key: str) -> Iterator[int]:
    several = getattr(statement, "_multi_values", None) or ()
    for row in [getattr(statement, "_values", None) or {}, *(row for rows in several for row in rows)]:
        for column, value in dict(row).items():
            plain = getattr(value, "value", value)
            if getattr(column, "name", column) == key and isinstance(plain, int):
                yield plain


def _compared_with(part: BinaryExpression[Any]) -> Iterator[int]:
    value = getattr(part.right, "effective_value", None)
    if part.operator is eq and isinstance(value, int):
        yield value
    if part.operator is in_op and isinstance(value, list | tuple):
        yield from (one for one in value if isinstance(one, int))


watch()
