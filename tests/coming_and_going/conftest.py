"""What the tests of who comes and goes share: 11 April 2018, and nothing that came later is told."""

from datetime import date

import pytest

from app.series_file import importing
from app.settings import settings
from app.stories.vault import Vault
from tests.pages.conftest import bring  # noqa: F401 a fixture, for tests here too
from tests.world.beston import A_WEEK_BEFORE_MEETING_4, EXAMPLES
from tests.world.databases import empty
from tests.writing.conftest import exported  # noqa: F401 a fixture, for tests here too
from tests.writing.examples_meetings import TODAY

THREE = {"A23": "Book the hall", "A24": "Ring the hall", "A25": "Paint the hall"}


@pytest.fixture
def template(request, backend, keys_of_the_template):
    """Beston as it stood that morning, put into the database once; with `three` things more for whoever asks."""
    more = "three" in request.fixturenames

    def fill(engine) -> None:
        empty(engine)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BESTON_NOW", A_WEEK_BEFORE_MEETING_4)
            settings.cache_clear()
            taken = importing.prepare((EXAMPLES / "beston.yaml").read_bytes(), last_day=date(2018, 4, 11))
            for id_, text in THREE.items() if more else ():
                theirs = {"id": id_, "text": text, "lead": "vs2", "on": "2018-03-20", "due": "next_meeting"}
                taken.doc["actions"].append(theirs | {"kind": "find_out"})
            importing.take_in(engine, Vault(keys_of_the_template(backend)), taken)
        settings.cache_clear()

    return "beston_that_morning_and_three" if more else "beston_that_morning", fill


@pytest.fixture
def three(beston):
    """Three things that Olive has taken on, by their ids."""
    return THREE


@pytest.fixture
def keep(visit, beston):
    """Fill in a form as somebody, and it is kept: `keep("meeting-open", "M7")`; Jo does it unless said otherwise."""

    def by(*steps, who="jo", **fields):
        there = beston.address("write", *steps)
        answer = visit(beston.people[who]).fill_in(there, there, **fields)
        assert answer.status_code == 303, answer.text[answer.text.find("error-summary") :][:600]

    return by


@pytest.fixture
def today(keep):
    """A seventh meeting is held today, M7; the group counts it as the fourth."""

    def held(*, opened=True):
        keep("meeting", **TODAY)
        keep("meeting-invitations", "M7")
        if opened:
            keep("meeting-open", "M7")

    return held
