"""The copy of a SQLite database: one file, taken while people write, and checked before it counts."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.errors import CannotRun

BUSY_SECONDS = 10


def copy(source: Path, target: Path) -> None:
    """By SQLite's own backup: everything that was acknowledged before, and nothing of what is half done."""
    with closing(_looking(source)) as present, closing(sqlite3.connect(target)) as made:
        present.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")  # so that it is one file


def require_whole(path: Path) -> None:
    """Refuse a database file that SQLite finds damaged, or in which a reference leads nowhere."""
    try:
        with closing(_looking(path)) as looked:
            found = [row[0] for row in looked.execute("PRAGMA integrity_check(5)")]
            astray = looked.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as wrong:
        raise CannotRun(f"{path} is damaged: {wrong}.") from wrong
    if found != ["ok"]:
        raise CannotRun(f"{path} is damaged: {found[0]}.")
    if astray:
        raise CannotRun(f"{path} is damaged: a reference of the table {astray[0][0]} leads nowhere.")


def rows(path: Path) -> dict[str, int]:
    """How many there are in each table."""
    with closing(_looking(path)) as looked:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        names = [row[0] for row in looked.execute(asked)]
        return {name: looked.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def revision(path: Path) -> str:
    try:
        with closing(_looking(path)) as looked:
            return str(looked.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError) as wrong:
        raise CannotRun(f"{path} holds no database of Beston's.") from wrong


def require_unused(path: Path) -> None:
    """Refuse a database that somebody has open; folds its write-ahead log into it where nobody has.

    A connection in write-ahead mode keeps a mark on the log while it is open; to leave the mode takes them all.
    """
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as alone:
            mode = alone.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError as wrong:
        raise CannotRun(f"{path} is in use: stop Beston first (beston serve, beston worker).") from wrong
    except sqlite3.DatabaseError:
        return  # it is damaged, so nobody is served from it
    if mode != "delete":
        raise CannotRun(f"{path} is in use: stop Beston first (beston serve, beston worker).")


def _looking(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
