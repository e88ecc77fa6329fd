"""The record of each example, and of examples with a change to them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app import tables
from app.db import make_engine, reading, writing
from app.plan import building
from app.plan.scene import Scene
from app.record.reading import Record, read_record
from app.series_file.checking import check
from app.series_file.reading import read
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.plan.looking import LONG_AFTER
from tests.world.beston import EXAMPLES

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="session")
def imagine(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Record]:
    """The record of an example, as it is or with a change made to the file before it comes in."""

    def record(example: str = "beston", change: Change | None = None) -> Record:
        folder = tmp_path_factory.mktemp("series")
        doc = read((EXAMPLES / f"{example}.yaml").read_bytes())
        if change:
            change(doc)
        assert check(doc) == []
        engine = make_engine(f"sqlite:///{folder / 'beston.sqlite3'}")
        tables.metadata.create_all(engine)
        with writing(engine) as db:
            store(db, doc, example, Vault(folder / "keys"))
        with reading(engine) as db:
            found = read_record(db, 1)
        engine.dispose()
        return found

    return record


@pytest.fixture(scope="session")
def records(imagine: Callable[..., Record]) -> dict[str, Record]:
    return {example: imagine(example) for example in ("beston", "small")}


@pytest.fixture(scope="session")
def drawings(records: dict[str, Record]) -> dict[str, Scene]:
    """Every drawing of both examples, by a name such as "beston 4 closing"."""

    def scenes() -> Iterator[tuple[str, Scene]]:
        for example, record in records.items():
            for meeting in record.meetings_in_order:
                for opening in (True, False):
                    when = "opening" if opening else "closing"
                    found = building.scene(record, meeting.number, LONG_AFTER, opening=opening)
                    yield f"{example} {meeting.number} {when}", found

    return dict(scenes())
