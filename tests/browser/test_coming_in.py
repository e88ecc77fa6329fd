"""The pages by which one comes in, in each of their states: sound, in order, and of use without scripts."""

import re

import pyotp
import pytest

from app.clock import now
from app.db import writing
from app.record.first_run import new_word
from app.settings import settings
from tests.browser.looking import PHONE, looking
from tests.world.letters import letters

pytestmark = pytest.mark.browser


@pytest.fixture
def seen(axe):
    """What is wrong with the page as it stands, with what was noticed since it was last asked."""

    def faults(onlooker, *, scripts=True):
        noticed = [what for what in onlooker.noticed if "status of 4" not in what]
        onlooker.noticed.clear()
        return noticed + (onlooker.faults(axe) if scripts else onlooker.unreadable(PHONE))

    return faults


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_asking_and_answering(chromium, served, beston, engine, seen, scripts):
    with looking(chromium, served, engine, javascript=scripts) as one, looking(chromium, served, engine) as telephone:
        page = one.page
        page.goto("/sign-in")
        assert seen(one, scripts=scripts) == []
        page.get_by_role("button", name="Send me a letter").click()
        assert "Write your e-mail address here." in page.get_by_role("alert").inner_text()
        assert seen(one, scripts=scripts) == []
        page.get_by_label("Your e-mail address").fill(beston.jo.email)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="A letter is on its way").wait_for()
        assert seen(one, scripts=scripts) == []
        page.get_by_label("The code in the letter").fill("K7PM-3RXD")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert seen(one, scripts=scripts) == []
        assert page.get_by_label("The code in the letter").evaluate("box => box.scrollWidth <= box.clientWidth")
        letter = letters(engine)[-1]
        assert telephone.open(letter.link) == []
        assert seen(telephone) == []
        page.goto(letter.link)
        assert seen(one, scripts=scripts) == []
        page.get_by_role("button", name="Come in as").click()
        page.wait_for_url("**/series/beston")
        assert telephone.open(letter.link, status=410) == []
        assert seen(telephone) == []


def test_the_first_person_and_their_second_proof_without_scripts(chromium, served, engine, seen):
    with writing(engine) as db:
        word = new_word(db, now=now())
    with looking(chromium, served, engine, javascript=False) as one:
        page = one.page
        page.goto("/")
        page.get_by_label("The word on the console").fill(word.lower())
        page.get_by_label("Your e-mail address").fill("ann@example.org")
        assert seen(one, scripts=False) == []
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("heading", name="Set up your second proof").wait_for()
        assert seen(one, scripts=False) == []
        secret = page.locator(".secret").inner_text().replace(" ", "")
        page.get_by_label("The code in the app").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Set it up").click()
        page.wait_for_url(re.compile(r"\?said=proved"))
        assert settings().base_url == served


def test_the_first_page_and_both_faces_of_the_second_proof_are_in_order(chromium, served, engine, seen):
    with writing(engine) as db:
        word = new_word(db, now=now())
    with looking(chromium, served, engine) as one:
        page = one.page
        page.goto("/welcome")
        assert seen(one) == []
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("alert").wait_for()
        assert seen(one) == []
        page.get_by_label("The word on the console").fill(word)
        page.get_by_label("Your e-mail address").fill("ann@example.org")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Set up your second proof").wait_for()
        assert seen(one) == []
        secret = page.locator(".secret").inner_text().replace(" ", "")
        page.get_by_label("The code in the app").fill(pyotp.TOTP(secret).now())
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"\?said=proved"))
        page.goto("/account/second-proof")
        assert seen(one) == []
        page.goto("/account")
        assert seen(one) == []
