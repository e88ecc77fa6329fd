"""A mail scanner opens every letter before its reader does: people come in, and no scanner does (T1, docs/trust.md).

Four of them, each doing what the one before does and more. S0 asks with HEAD. S1 opens the link five times. S2 opens it
in Chromium and lets scripts run. S3 then sends every form there, presses every button and follows every link, and does
the same on the pages that those lead to.
"""

from contextlib import contextmanager, suppress

import pytest
from httpx import Client
from playwright.sync_api import Error

from app.record.coming_in import link_for
from tests.world.letters import CAMPAIGN, letters
from tests.world.visitor import OURS, forms_in

SIGN_INS = 100 if CAMPAIGN else 10
SERIES = "/series/"


# -- people ------------------------------------------------------------
class Person(Client):
    """A browser without scripts, over a real connection."""

    def __init__(self, site):
        super().__init__(base_url=site, headers=OURS, timeout=30)

    def ask(self, email):
        self.send_form("/sign-in", email=email)

    def send_form(self, page, **typed):
        form = forms_in(self.get(page).text)[0]
        return self.post(page, data={name: form.fields[name][0] for name in form.fields} | typed)

    @property
    def is_in(self):
        return self.get(SERIES).status_code == 200


def comes_in_at_the_desk(person, letter):
    """The letter is read on the machine where one asked: its link, and the button."""
    person.send_form(letter.link)


def comes_in_by_telephone(person, letter):
    """The letter is read on a telephone: its link says to type the code where one asked."""
    with Person(person.base_url) as telephone:
        page = telephone.get(letter.link)
        assert "Type the code where you asked" in page.text
        assert forms_in(page.text) == []
    person.send_form("/sign-in", code=letter.code)


# -- scanners -----------------------------------------------------------
@contextmanager
def s0(_chromium, site):
    with Person(site) as scanner:
        yield scanner.head, lambda: scanner.is_in


@contextmanager
def s1(_chromium, site):
    with Person(site) as scanner:
        yield lambda link: [scanner.get(link) for _ in range(5)], lambda: scanner.is_in


@contextmanager
def s2(chromium, site):
    with window(chromium, site) as page:
        yield lambda link: page.goto(link, wait_until="load"), lambda: has_come_in(page)


@contextmanager
def s3(chromium, site):
    with window(chromium, site) as page:
        yield lambda link: press_everything(page, link), lambda: has_come_in(page)


@contextmanager
def window(chromium, site):
    context = chromium.new_context(base_url=site)
    context.set_default_timeout(5000)
    try:
        yield context.new_page()
    finally:
        context.close()


def has_come_in(page):
    return page.context.request.get(SERIES).status == 200


def press_everything(page, link, *, deeper=True):
    page.goto(link)
    forms, buttons = page.locator("form").count(), page.locator("button, input[type=submit]").count()
    links = page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for n in range(forms):
        page.goto(link)
        with page.expect_navigation():
            page.locator("form").nth(n).evaluate("form => form.submit()")
    for n in range(buttons):
        page.goto(link)
        with suppress(Error), page.expect_navigation():  # it may be one that does nothing now
            page.locator("button, input[type=submit]").nth(n).click()
    for address in links if deeper else []:
        press_everything(page, address, deeper=False)


SCANNERS = [
    s0,
    s1,
    pytest.param(s2, marks=pytest.mark.browser),
    pytest.param(s3, marks=pytest.mark.browser),
]


@pytest.mark.campaign
@pytest.mark.slow
@pytest.mark.parametrize("scanner", SCANNERS)
def test_everybody_comes_in_and_no_scanner_does(scanner, chromium_if_needed, served, beston, engine):
    people = [person for person in beston.people.values() if person.email]
    came_in, scanners_in = [], []
    for n in range(SIGN_INS):
        someone = people[n % len(people)]
        with Person(served) as person, scanner(chromium_if_needed, served) as (look, is_in):
            person.ask(someone.email)
            letter = letters(engine)[-1]
            assert letter.to == someone.email
            look(letter.link)
            (comes_in_by_telephone if n % 2 else comes_in_at_the_desk)(person, letter)
            came_in.append(person.is_in)
            scanners_in.append(is_in())
    assert came_in == [True] * SIGN_INS
    assert scanners_in == [False] * SIGN_INS


@pytest.mark.browser
def test_the_worst_of_them_would_come_in_by_a_link_that_is_bound_to_no_browser(chromium, served, beston, engine):
    """So the simulation really sends what it finds. Such links are for whoever holds the machine, and go by no mail."""
    link = link_for(engine, beston.jo.email).removeprefix(served)
    with s3(chromium, served) as (look, is_in):
        look(link)
        assert is_in()


@pytest.mark.browser
def test_a_person_with_chromium_comes_in_after_the_worst_of_them_by_link_and_by_code(chromium, served, beston, engine):
    for way in ("link", "code"):
        with window(chromium, served) as desk, s3(chromium, served) as (look, is_in):
            desk.goto("/sign-in")
            desk.get_by_label("Your e-mail address").fill(beston.jo.email)
            desk.get_by_role("button", name="Send me a letter").click()
            desk.get_by_role("heading", name="A letter is on its way").wait_for()
            letter = letters(engine)[-1]
            look(letter.link)
            if way == "link":
                desk.goto(letter.link)
                desk.get_by_role("button", name="Come in as").click()
            else:
                desk.get_by_label("The code in the letter").fill(letter.code.lower())
                desk.keyboard.press("Enter")
            desk.wait_for_url("**/series/beston")
            assert not is_in()
