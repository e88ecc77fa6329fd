"""Fifteen seconds at the nudge desk: a call is noted with the keyboard alone, counted in what has to be pressed."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from app.record.actions import actions_then
from tests.browser.by_keyboard import HERE
from tests.browser.looking import HEIGHT, PHONE, looking

pytestmark = pytest.mark.browser

DESK = "/series/beston/nudges"
FIRST, LATER = 9, 16  # presses besides the words themselves: for the slip that is open, and for one further down
MOST = 60


@dataclass
class Keys:
    """Somebody's fingers: every press counts, and what is typed as words is counted by itself."""

    page: Page
    pressed: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def tab_to(self, name: str) -> None:
        """On to the thing that is called so."""
        for _ in range(MOST):
            self.press("Tab")
            here = self.page.evaluate(HERE)
            if (here["label"] or here["words"]).startswith(name):
                return
        raise AssertionError(f"The keyboard never comes to '{name}'.")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_call_is_noted_in_few_presses_from_opening_the_page(inquiry, served, engine, chromium, javascript):
    with looking(chromium, served, engine, inquiry.delia.email, javascript=javascript) as onlooker:
        onlooker.open(DESK)
        page, keys = onlooker.page, Keys(onlooker.page)
        skip_to_the_page(keys)
        note_the_call(keys, "Euan", "Seven of nine are in")
        page.get_by_text("Noted. Thank you for ringing.").wait_for()
        assert keys.pressed <= FIRST
        assert "Five people to be in touch with" in page.get_by_role("heading", level=1).inner_text()
        assert onlooker.noticed == []
    euan = next(a for a in actions_then(inquiry.then("2018-04-11")) if a.id == "A14")
    assert (euan.state, euan.last.by, euan.last.via) == ("started", "ota", "phone")
    assert list(inquiry.record.follow_ups.values())[-1].heard == "Seven of nine are in"


def test_of_somebody_further_down_it_takes_as_many_presses_as_there_are_slips_before(inquiry, served, engine, chromium):
    with looking(chromium, served, engine, inquiry.delia.email) as onlooker:
        onlooker.open(DESK)
        keys = Keys(onlooker.page)
        skip_to_the_page(keys)
        keys.press("Tab")
        keys.press("Enter")  # the open slip closes, and those that follow are a step away each
        keys.tab_to("Dr Alan Reid")
        keys.press("Enter")
        note_the_call(keys, "Alan", "It is the meaning of it that is in the way")
        onlooker.page.get_by_text("Noted. Thank you for ringing.").wait_for()
        assert keys.pressed <= LATER


def skip_to_the_page(keys: Keys) -> None:
    keys.press("Tab")
    keys.press("Enter")


def note_the_call(keys: Keys, name: str, heard: str) -> None:
    keys.tab_to(f"I rang {name}")
    keys.press("Enter")  # to where the call is noted
    keys.tab_to("Moving")
    keys.press("Space")
    keys.tab_to("What you heard")
    keys.page.keyboard.type(heard)
    keys.press("Enter")


def test_one_slip_is_open_at_a_time_and_what_is_refused_is_read_out_first(inquiry, served, engine, chromium):
    with looking(chromium, served, engine, inquiry.delia.email) as onlooker:
        onlooker.open(DESK)
        page = onlooker.page
        page.locator("#card-george > summary").click()
        assert page.locator("details[name=desk][open]").count() == 1
        page.locator("#george-words").fill("word " * 80)
        page.locator("#card-george").get_by_role("button", name="Send this e-mail").click()
        page.locator(".error-summary").wait_for()
        assert page.evaluate("document.activeElement.matches('.error-summary')")
        assert page.locator("#card-george").get_attribute("open") is not None


def test_every_slip_can_be_read_and_used_by_everybody(inquiry, served, engine, chromium, axe):
    with looking(chromium, served, engine, inquiry.delia.email) as onlooker:
        onlooker.open(DESK)
        onlooker.page.evaluate(
            "document.querySelectorAll('details').forEach(one => { one.removeAttribute('name'); one.open = true; })"
        )
        assert onlooker.faults(axe) == []


def test_a_text_can_be_read_and_copied_by_everybody(inquiry, served, engine, chromium, axe):
    with looking(
        chromium, served, engine, inquiry.delia.email, viewport={"width": PHONE, "height": HEIGHT}
    ) as onlooker:
        onlooker.open(f"{DESK}/ota/text")
        onlooker.page.get_by_role("button", name="Add their link").click()
        onlooker.page.get_by_role("heading", name="Has it gone?").wait_for()
        assert onlooker.faults(axe, closely=False) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_two_e_mails_are_ticked_read_and_sent_with_their_cards_closed(
    inquiry, served, engine, chromium, axe, javascript
):
    with looking(chromium, served, engine, inquiry.delia.email, javascript=javascript) as onlooker:
        onlooker.open(DESK)
        page = onlooker.page
        for name in ("George", "Lewis Barr"):
            page.get_by_role("checkbox", name=f"E-mail {name}, with the others ticked").check()
        page.get_by_role("button", name="Send the ticked ones").click()
        page.get_by_role("heading", name="Two e-mails to read before they go").wait_for()
        assert page.get_by_role("checkbox", name="Send the e-mail to Lewis Barr").is_checked()
        if javascript:
            assert onlooker.faults(axe) == []
        page.get_by_role("button", name="Send the ticked ones").click()
        page.get_by_text("They are on their way.").wait_for()
        assert page.locator("details.slip").count() == 4
        assert onlooker.noticed == []
