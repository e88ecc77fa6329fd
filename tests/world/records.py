"""Records for tests that need no pages: documents taken through a database in memory, one after the other."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app import tables
from app.db import make_engine
from app.record.reading import Record, read_record
from app.series_file.reading import read
from app.series_file.storing import store
from app.stories.vault import Vault

Doc = dict[str, Any]
EXAMPLES = Path(__file__).parents[2] / "app/series_file/examples"


@lru_cache
def _as_json(name: str) -> str:
    return json.dumps(read((EXAMPLES / f"{name}.yaml").read_bytes()))


def example(name: str) -> Doc:
    """One of the two series that come with Beston, `beston` or `small`, to be changed as one likes."""
    return json.loads(_as_json(name))


def thing(doc: Doc, part: str, id_: str) -> Doc:
    """As in `thing(doc, "actions", "A14")`, to be changed as one likes."""
    return next(one for one in doc[part] if one["id"] == id_)


@pytest.fixture(scope="session")
def in_memory() -> Iterator[Engine]:
    engine = make_engine("sqlite://")
    tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def record_of(in_memory: Engine, tmp_path: Path) -> Callable[[Doc], Record]:
    """The record of a document that has been written to a database and read again; nothing of it stays there."""
    vault = Vault(tmp_path / "keys")

    def stored(doc: Doc) -> Record:
        with Session(in_memory) as db:
            return read_record(db, store(db, doc, "a-series", vault))

    return stored


@pytest.fixture(scope="session")
def both_examples(in_memory: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """The records of the two series that come with Beston, read once: they cannot be changed."""
    vault, found = Vault(tmp_path_factory.mktemp("keys")), {}
    for name in ("beston", "small"):
        with Session(in_memory) as db:
            found[name] = read_record(db, store(db, example(name), name, vault))
    return found
