"""The engine, the session, and what a database must be before we trust it.

SQLite runs in WAL with synchronous=FULL, so that an acknowledged change is on disk. A transaction that writes begins
with BEGIN IMMEDIATE, so that no two of them read the same thing and both change it (docs/trust.md, "The database").
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from sqlalchemy import CheckConstraint, Engine, MetaData, String, Table, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, create_engine

BUSY_MS = 10_000


def make_engine(url: str, **more: Any) -> Engine:
    """An engine for `url`; PostgreSQL is reached by psycopg 3. What was typed is in no fault that comes to a log."""
    more = {"hide_parameters": True} | more
    target = make_url(url)
    if target.get_backend_name() == "postgresql":
        return create_engine(target.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **more)
    engine = create_engine(target, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000}, **more)
    event.listen(engine, "connect", _ready_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _ready_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is written over


def _begin_sqlite(connection: Any) -> None:
    """A transaction that may write takes the lock at once; one that only reads never waits, and cannot write."""
    reads = _reads(connection)
    connection.connection.dbapi_connection.execute(f"PRAGMA query_only = {int(reads)}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one unchanging state of the database and writes nothing."""
    with Session(_reader(engine)) as session, session.begin():
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that commits when the block ends well, and only then."""
    with Session(engine) as session, session.begin():
        yield session


# -- forgetting -------------------------------------------------------
FORGETS, AT_ONCE_MS = "forgets", 250


def forget_what_was_there(db: Session) -> None:
    """Once this has been committed, leave nothing of what it wrote over in SQLite's log either (T9, docs/trust.md)."""
    db.info[FORGETS] = True


def _after_commit(db: Any) -> None:
    """Where somebody reads just now, the log is emptied by whoever comes next, or when Beston stops."""
    if db.get_nested_transaction() is not None or not db.info.pop(FORGETS, False):
        return
    engine = db.get_bind()
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.execute(f"PRAGMA busy_timeout = {AT_ONCE_MS}")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    finally:
        raw.close()


event.listen(AnySession, "after_commit", _after_commit)


def only_reads(db: Session) -> bool:
    """Whether what this session sees is committed, whatever becomes of the session."""
    return _reads(db.get_bind())


def _reads(bind: Any) -> bool:
    return bool(bind.get_execution_options().get("beston_reads", False))


def _reader(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(beston_reads=True)
    return engine.execution_options(beston_reads=True, isolation_level="REPEATABLE READ", postgresql_readonly=True)


# Not in `info`: tables share that of a column with the class that they inherit it from.
_CONSTRAINED: WeakSet[Table] = WeakSet()


def constrain(metadata: MetaData) -> None:
    """Let the database hold the limits of texts and choices too: SQLite ignores VARCHAR(80) by itself."""
    for table in metadata.tables.values():
        if table in _CONSTRAINED:
            continue
        _CONSTRAINED.add(table)
        for column in table.columns:
            if isinstance(column.type, String) and column.type.length:
                table.append_constraint(CheckConstraint(_limit(column), name=f"{column.name}_holds"))


def _limit(column: Any) -> str:
    name, choices = f'"{column.name}"', column.info.get("choices")
    if choices:
        return f"{name} in ({', '.join(repr(choice) for choice in choices)})"
    return f"length({name}) <= {column.type.length}"
