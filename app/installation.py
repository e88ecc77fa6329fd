"""The database this program stands on: made where there is none, refused where it is not fit to be trusted."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from app.db import make_engine
from app.errors import CannotRun
from app.settings import settings
from app.stories.expiring import destroy_what_has_had_its_time
from app.stories.vault import Vault

ROOT = Path(__file__).parents[1]


def open_database(url: str | None = None) -> Engine:
    """The engine of an up-to-date, safe database; a missing SQLite file is made and migrated first."""
    url = url or settings().database_url
    engine = make_engine(url)
    path = sqlite_file(url)
    if path is not None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        migrate(engine)
    require_fit(engine)
    return engine


def vault() -> Vault:
    return Vault(settings().keys)


def once_a_day(engine: Engine, now: datetime) -> None:
    """What the worker does besides letters."""
    destroy_what_has_had_its_time(engine, vault(), now)


def sqlite_file(url: str) -> Path | None:
    target = make_url(url)
    named = target.get_backend_name() == "sqlite" and target.database not in (None, "", ":memory:")
    return Path(str(target.database)) if named else None


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to date, or up to a revision, on a connection of its own."""
    with engine.connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def alembic_config() -> Config:
    return Config(ROOT / "alembic.ini")


def require_fit(engine: Engine) -> None:
    """Refuse, saying what to do, a database that is out of date or that could lose what it acknowledged."""
    try:
        with engine.connect() as connection:
            require_up_to_date(connection)
            if engine.dialect.name == "sqlite":
                _require_wal(connection)
    except OperationalError as wrong:
        raise CannotRun(f"The database cannot be reached: {str(wrong.orig).strip().splitlines()[0]}") from wrong


def require_up_to_date(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found == newest():
        return
    if found is None or is_known(found):
        raise CannotRun("The database is older than this program. Run: beston migrate")
    raise CannotRun("The database is newer than this program. Bring the program up to date.")


@lru_cache(maxsize=1)
def newest() -> str | None:
    """The revision that this program's database is at when it is up to date."""
    return _script().get_current_head()


def is_known(revision: str) -> bool:
    """Whether this program has, or had, databases of this revision."""
    return revision in {one.revision for one in _script().walk_revisions()}


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())


def _require_wal(connection: Connection) -> None:
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode not in ("wal", "memory"):
        raise CannotRun("The database cannot keep a write-ahead log where it lies. Move it to a local disk.")
