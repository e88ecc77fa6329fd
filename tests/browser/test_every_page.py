"""Every page of every series of the town, opened in Chromium by everyone who may open it."""

import pytest

from app.main import create_app
from tests.browser.looking import PHONE, Onlooker, looking
from tests.browser.pages import EXAMPLES, Page, pages, parameters, routes
from tests.browser.town import STATES, Look, looks

pytestmark = pytest.mark.browser
AT_FIRST_SIGHT = STATES["full"]


@pytest.fixture(scope="session")
def read_already() -> set[tuple[str, bool]]:
    """What the browser of this worker has read, with scripts and without."""
    return set()


@pytest.fixture
def fresh_pages(town, at, read_already):
    """The pages that somebody can open and that do not read, word for word, like one that was opened before."""

    def found(look: Look, *, javascript: bool) -> list[Page]:
        at(look.now)
        fresh = []
        for page in pages(create_app(town.engine), town, look):
            if (page.words, javascript) not in read_already:
                read_already.add((page.words, javascript))
                fresh.append(page)
        return fresh

    return found


@pytest.mark.parametrize("look", looks(), ids=str)
def test_every_page_is_sound_and_axe_finds_nothing_in_light_and_dark(chromium, town, axe, fresh_pages, look: Look):
    wrong = []
    shown = fresh_pages(look, javascript=True)
    with looking(chromium, town.address, town.engine, look.email) as onlooker:
        for page in shown:
            found = onlooker.open(page.address) + faults(onlooker, axe, page, look)
            wrong += [f"{page.address} {what}" for what in found]
    assert not wrong, "\n".join(wrong)


def faults(onlooker: Onlooker, axe: str, page: Page, look: Look) -> list[str]:
    """Most closely in the middle of the series; forms are many and made of the same parts."""
    if page.name.startswith("write"):
        return onlooker.faults_at_a_glance(axe)
    return onlooker.faults(axe, closely=look.state == "full")


@pytest.mark.parametrize("look", looks(), ids=str)
def test_every_page_is_sound_without_scripts(chromium, town, fresh_pages, look: Look):
    wrong = []
    shown = fresh_pages(look, javascript=False)
    with looking(chromium, town.address, town.engine, look.email, javascript=False) as onlooker:
        for page in shown:
            if page.name.startswith("write"):  # tests/writing fills in each of them without scripts
                continue
            found = onlooker.open(page.address) + onlooker.unreadable(PHONE)
            wrong += [f"{page.address} {what}" for what in found]
    assert not wrong, "\n".join(wrong)


def test_every_route_has_an_example_that_somebody_can_open(town, at):
    app = create_app(town.engine)
    assert [path for path in routes(app).values() if parameters(path) not in EXAMPLES] == []
    at(AT_FIRST_SIGHT.now)
    opened = {page.name for look in looks() if look.state == "full" for page in pages(app, town, look)}
    assert set(routes(app)) - opened == LEADS_ON | NOT_IN_A_TOWN


LEADS_ON = {"home", "sign_out", "plan_now", "recap_now", "me"}  # these are never pages themselves
NOT_IN_A_TOWN = {"welcome"}  # it is there while nobody is: see test_from_nothing
