"""The copy of a PostgreSQL database: one file of comma-separated values for each table, all of one moment.

Written and read by PostgreSQL's own COPY, so that each value comes back as it was, in any version of the server.
"""

import gzip
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, Integer, Table, func, select, text

from app import tables
from app.backups.layout import CHUNK, Manifest
from app.errors import CannotRun
from app.installation import migrate

LEAVING_SECONDS = 2


def copy(engine: Engine, folder: Path, now: datetime) -> tuple[Manifest, list[str]]:
    with engine.connect() as plain:
        seen = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        revision = MigrationContext.configure(seen).get_current_revision()
        rows = {table.name: _written(seen, table, folder / _file(table)) for table in tables.metadata.sorted_tables}
        seen.rollback()
    return Manifest(now.isoformat(), "postgresql", str(revision), rows=rows), [f"{name}.csv.gz" for name in rows]


def put_back(engine: Engine, folder: Path, manifest: Manifest) -> None:
    """Fill an empty database, or refuse one that is not; all or nothing, but for the tables themselves."""
    with engine.connect() as connection:
        _require_alone(connection)
        found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        migrate(engine, manifest.revision)
    elif found != manifest.revision:
        raise CannotRun("The database has tables of another version. Name an empty one in BESTON_DATABASE_URL.")
    with engine.begin() as connection:
        _require_empty(connection)
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        for table in tables.metadata.sorted_tables:
            if table.name in manifest.rows:
                _read(connection, table, folder / _file(table), manifest.rows[table.name])


def _file(table: Table) -> str:
    return f"{table.name}.csv.gz"


def _written(connection: Connection, table: Table, path: Path) -> int:
    columns = _quoted(column.name for column in table.columns)
    said = f'COPY "{table.name}" ({columns}) TO STDOUT WITH (FORMAT csv, HEADER)'
    with gzip.open(path, "wb") as file, _cursor(connection) as cursor, cursor.copy(said) as given:
        for piece in given:
            file.write(piece)
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _read(connection: Connection, table: Table, path: Path, rows: int) -> None:
    with gzip.open(path, "rb") as file, _cursor(connection) as cursor:
        columns = _quoted(file.readline().decode().strip().split(","))
        with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN WITH (FORMAT csv)') as given:
            while piece := file.read(CHUNK):
                given.write(piece)
    found = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if found != rows:
        raise CannotRun(f"The copy has {rows} rows for the table {table.name}, and {found} of them could be read.")
    _count_on(connection, table)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _count_on(connection: Connection, table: Table) -> None:
    """The next number that the database gives is higher than any that is there."""
    for column in table.primary_key.columns:
        if isinstance(column.type, Integer):
            asked = text("SELECT pg_get_serial_sequence(:table, :column)")
            if sequence := connection.execute(asked, {"table": table.name, "column": column.name}).scalar_one():
                highest = connection.execute(select(func.max(column))).scalar_one() or 0
                connection.execute(select(func.setval(sequence, highest + 1, False)))


def _require_alone(connection: Connection) -> None:
    """Whoever has just left takes a moment to be gone."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until = monotonic() + LEAVING_SECONDS
    while connection.execute(text(asked)).scalar_one():
        if monotonic() > until:
            raise CannotRun("The database is in use: stop Beston first (beston serve, beston worker).")
        connection.rollback()  # what is known of the others is kept for as long as a transaction
        sleep(LEAVING_SECONDS / 20)


def _require_empty(connection: Connection) -> None:
    """What an installation writes before anybody is in it may be there, and goes."""
    known = {table.name: table for table in tables.metadata.sorted_tables}
    for name in ("account", "series"):
        if connection.execute(select(known[name]).limit(1)).first() is not None:
            raise CannotRun("The database is not empty. Name an empty one in BESTON_DATABASE_URL; this one stays.")
    connection.execute(text(f"TRUNCATE {', '.join(known)} CASCADE"))


def _cursor(connection: Connection) -> Any:
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver.cursor()
