"""A mail scanner opens every letter before its reader does: nothing changes, and the reader can answer.

Four of them, each doing what the one before does and more: HEAD; the link opened five times; opened in Chromium with
scripts running; then every form there sent, every button pressed and every link followed (docs/trust.md).
"""

from contextlib import contextmanager

import pytest
from sqlalchemy import select

from app.db import reading
from app.history.models import Event, StruckEvent
from app.links.models import PersonalLink
from app.post.models import OutboxLetter
from app.series_file import dump
from tests.web.test_scanners import Person, window
from tests.world.letters import CAMPAIGN
from tests.world.visitor import forms_in

LINKS = 100 if CAMPAIGN else 10
READERS = ("ota", "gp1", "it", "sw", "vs3", "dn1", "george", "pha", "jo", "delia")
KEPT = (Event, StruckEvent, PersonalLink, OutboxLetter)  # besides the record itself


@contextmanager
def s0(_chromium, site):
    with Person(site) as scanner:
        yield scanner.head


@contextmanager
def s1(_chromium, site):
    with Person(site) as scanner:
        yield lambda link: [scanner.get(link) for _ in range(5)]


@contextmanager
def s2(chromium, site):
    with window(chromium, site) as page:
        yield lambda link: page.goto(link, wait_until="load")


@contextmanager
def s3(chromium, site):
    with window(chromium, site) as page:
        yield lambda link: press_everything(page, link)


def press_everything(page, link):
    """Whether it is in sight, folded away or not yet shown: each form by itself, each button, each link."""
    page.goto(link)
    forms, buttons = page.locator("form").count(), page.locator("button").count()
    assert forms
    assert buttons >= forms
    for what, how, many in (("form", "form => form.submit()", forms), ("button", "button => button.click()", buttons)):
        for n in range(many):
            with page.expect_navigation(wait_until="commit"):
                page.locator(what).nth(n).evaluate(how)  # the answer is the same page, with what is wrong said on it
    page.goto(link)
    fetched = "main a[href]:not([href^='mailto:'], [href^='tel:'])"  # an address to write to is not fetched
    for address in page.locator(fetched).evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        assert page.request.get(address).status == 200


SCANNERS = [s0, s1, pytest.param(s2, marks=pytest.mark.browser), pytest.param(s3, marks=pytest.mark.browser)]


def everything(links, engine):
    """The record as a file, and what lies beside it in the database."""
    with reading(engine) as db:
        beside = [db.execute(select(table.__table__)).all() for table in KEPT]
    return dump(links.record()), repr(beside)


@pytest.mark.campaign
@pytest.mark.slow
@pytest.mark.parametrize("scanner", SCANNERS)
def test_no_scanner_answers_for_anybody_and_everybody_answers_after_it(
    scanner, chromium_if_needed, served, links, engine
):
    given = [(READERS[n % len(READERS)], links.of(READERS[n % len(READERS)])) for n in range(LINKS)]
    before = everything(links, engine)
    with scanner(chromium_if_needed, served) as look:
        for _, link in given:
            look(link)
    assert everything(links, engine) == before
    with Person(served) as person:
        answered = [answers(person, link, n) for n, (_, link) in enumerate(given)]
    assert answered == [True] * LINKS
    assert everything(links, engine) != before


def answers(person, link, n):
    """Somebody chooses and sends: how they like to be written to, which every page asks."""
    form = next(one for one in forms_in(person.get(link).text) if one.fields.get("about") == ["messages"])
    chosen = {"prefers": ("phone", "email")[n % 2]}
    answer = person.post(link, data={name: values[0] for name, values in form.fields.items()} | chosen)
    return answer.status_code == 303 and "We will keep to that." in person.get(answer.headers["location"]).text


@pytest.mark.browser
def test_what_the_worst_of_them_sends_would_be_kept_if_something_were_chosen(chromium, served, links):
    """So the simulation really sends what it finds: one choice is all that stands between it and an answer."""
    link, before = links.of("ota"), links.record()
    with window(chromium, served) as page:
        page.goto(link)
        page.locator("form").first.evaluate("form => { form.answer.value = 'moving'; form.submit() }")
        page.wait_for_url("**said=moving")
    assert links.record() != before
