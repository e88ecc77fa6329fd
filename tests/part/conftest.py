"""The Beston inquiry on 11 April 2018, with nothing told of it yet that came later; and personal links to it."""

from datetime import date

import pytest

from app.series_file.importing import prepare, take_in
from app.settings import settings
from app.stories.vault import Vault
from tests.browser.conftest import axe  # noqa: F401 a fixture, here as there
from tests.pages.conftest import bring  # noqa: F401 a fixture, here as there
from tests.part.links import Links
from tests.world.beston import A_WEEK_BEFORE_MEETING_4, EXAMPLES
from tests.world.databases import empty


@pytest.fixture
def template(backend, keys_of_the_template):
    """A database with it, made once."""

    def fill(engine) -> None:
        empty(engine)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BESTON_NOW", A_WEEK_BEFORE_MEETING_4)
            settings.cache_clear()
            taken = prepare((EXAMPLES / "beston.yaml").read_bytes(), last_day=date(2018, 4, 11))
            take_in(engine, Vault(keys_of_the_template(backend)), taken)
        settings.cache_clear()

    return "beston_in_april", fill


@pytest.fixture
def links(beston, engine, visit) -> Links:
    return Links(beston, engine, visit)
