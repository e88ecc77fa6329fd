"""Every page of every series of the town, opened in Chromium by everyone who may open it."""

import pytest

from app.main import create_app
from tests.browser.looking import NARROWEST, PHONE, Onlooker, looking
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


@pytest.fixture(scope="session")
def looked_at_already() -> dict[bool, set[str]]:
    """What pages are made of that the browser of this worker has looked at closely, with scripts and without."""
    return {True: set(), False: set()}


@pytest.mark.parametrize("look", looks(), ids=str)
def test_every_page_is_sound_and_axe_finds_nothing_in_light_and_dark(
    chromium, town, axe, fresh_pages, looked_at_already, look: Look
):
    wrong, known = [], looked_at_already[True]
    shown = fresh_pages(look, javascript=True)
    with looking(chromium, town.address, town.engine, look.email) as onlooker:
        for page in shown:
            if page.made_of <= known and not words_matter(page, look):
                continue
            found = onlooker.open(page.address) + faults(onlooker, axe, page, look, known)
            wrong += [f"{page.address} {what}" for what in found]
            known |= page.made_of
    assert not wrong, "\n".join(wrong)


def words_matter(page: Page, look: Look) -> bool:
    """Of pages made of parts that were looked at, the words of the overfull series are the longest."""
    return look.state == "overfull" or (look.state == "full" and not page.name.startswith("write"))


def faults(onlooker: Onlooker, axe: str, page: Page, look: Look, known: set[str]) -> list[str]:
    """Most closely what organisers and members see in the middle of the series; forms are made of the same parts."""
    if page.made_of <= known:
        return onlooker.unreadable(NARROWEST) + onlooker.unreadable(PHONE, text="200%")
    if page.name.startswith("write"):
        return onlooker.faults_at_a_glance(axe)
    return onlooker.faults(axe, closely=look.state == "full" and look.role in ("facilitator", "participant"))


@pytest.mark.parametrize("look", looks(), ids=str)
def test_every_page_is_sound_without_scripts(chromium, town, fresh_pages, looked_at_already, look: Look):
    wrong, known = [], looked_at_already[False]
    shown = fresh_pages(look, javascript=False)
    with looking(chromium, town.address, town.engine, look.email, javascript=False) as onlooker:
        for page in shown:
            if page.name.startswith("write") or page.made_of <= known:  # tests/writing fills in each of the forms
                continue
            found = onlooker.open(page.address) + onlooker.unreadable(PHONE)
            wrong += [f"{page.address} {what}" for what in found]
            known |= page.made_of
    assert not wrong, "\n".join(wrong)


def test_every_route_has_an_example_that_somebody_can_open(town, at):
    app = create_app(town.engine)
    assert [path for path in routes(app).values() if parameters(path) not in EXAMPLES] == []
    at(AT_FIRST_SIGHT.now)
    opened = {page.name for look in looks() if look.state == "full" for page in pages(app, town, look)}
    assert set(routes(app)) - opened == LEADS_ON | NOT_IN_A_TOWN


LEADS_ON = {"home", "sign_out", "plan_now", "recap_now", "me"}  # these are never pages themselves
NOT_IN_A_TOWN = {"welcome"}  # it is there while nobody is: see test_from_nothing
