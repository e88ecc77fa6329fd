"""A town of series for browsers to look at, and a server for it. Made once for each worker; nobody changes it.

Tests that change something ask for `inquiry` and `served` instead and have a database of their own.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.db import make_engine
from app.installation import vault
from app.series_file.importing import prepare, take_in
from app.settings import settings
from tests.browser.town import Town, found_town
from tests.world.beston import A_WEEK_BEFORE_MEETING_4, EXAMPLES, Beston
from tests.world.browsers import serving
from tests.world.databases import empty


@pytest.fixture(scope="session")
def town_of_this_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    engine = make_engine(f"sqlite:///{folder / 'beston.sqlite3'}")
    empty(engine)
    found_town(engine, folder / "keys")
    with serving(engine) as address:
        yield Town(engine, address, folder)
    engine.dispose()


@pytest.fixture
def town(town_of_this_worker: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The town. Whoever looks at a series of it sets the moment."""
    monkeypatch.setenv("BESTON_DATA_DIR", str(town_of_this_worker.folder))
    monkeypatch.setenv("BESTON_BASE_URL", town_of_this_worker.address)
    settings.cache_clear()
    return town_of_this_worker


@pytest.fixture
def inquiry(engine: Engine, at) -> Beston:
    """The Beston inquiry as it is a week before the fourth meeting: nothing is told of yet that is still to come."""
    at(A_WEEK_BEFORE_MEETING_4)
    taken = prepare((EXAMPLES / "beston.yaml").read_bytes(), last_day=date(2018, 4, 11))
    take_in(engine, vault(), taken)
    return Beston(engine)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which `make setup` fetches."""
    return (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
