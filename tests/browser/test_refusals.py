"""When something does not go as hoped, the page that says so is as good as any other."""

import pytest

from tests.browser.looking import PHONE, Onlooker, looking
from tests.browser.town import looks

pytestmark = pytest.mark.browser

ALAN = next(look for look in looks() if look.state == "full" and look.role == "participant")
HIS = "A04"
REFUSED = [
    (404, "/nowhere"),
    (404, "/series/beston/actions/A99"),
    (404, "/series/ferry"),
    (403, f"/series/beston/actions/{HIS}/moves/let_go"),
    (409, f"/series/beston/actions/{HIS}/moves/accepted"),
    (410, "/sign-in/a-link-that-was-used-up-long-ago-by-somebody"),
]


def faults(onlooker: Onlooker, axe: str | None) -> list[str]:
    return onlooker.unreadable(PHONE) if axe is None else onlooker.faults(axe)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def axe(axe, javascript: bool) -> str | None:
    """axe-core, which is a script, where there are any."""
    return axe if javascript else None


def test_every_refusal_is_a_page_that_anybody_can_read(chromium, town, at, axe, javascript):
    at(ALAN.now)
    wrong = []
    with looking(chromium, town.address, town.engine, ALAN.email, javascript=javascript) as onlooker:
        for status, address in REFUSED:
            wrong += [f"{address} {what}" for what in onlooker.open(address, status) + faults(onlooker, axe)]
    with looking(chromium, town.address, town.engine, javascript=javascript) as onlooker:
        wrong += [f"at the door {what}" for what in onlooker.open("/series/beston", 404) + faults(onlooker, axe)]
        assert onlooker.page.get_by_role("heading", level=1).inner_text() == "Come in first"
    assert not wrong, "\n".join(wrong)


def test_a_refused_form_begins_with_what_to_put_right_and_leads_there(chromium, town, at, axe, javascript):
    at(ALAN.now)
    with looking(chromium, town.address, town.engine, ALAN.email, javascript=javascript) as onlooker:
        page = onlooker.page
        assert onlooker.open(f"/series/beston/actions/{HIS}/moves/stuck") == []
        page.get_by_label("Anything to add?").fill("The practice has no key to the cupboard")
        page.get_by_role("button", name="Ask for help").press("Enter")
        summary = page.get_by_role("alert")
        summary.wait_for()
        assert summary.evaluate("it => it === document.activeElement")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.get_by_role("textbox", name="What would help?").evaluate("it => it === document.activeElement")
        assert page.get_by_label("Anything to add?").input_value() == "The practice has no key to the cupboard"
        assert not (found := faults(onlooker, axe)), "\n".join(found)


def test_when_somebody_was_quicker_both_texts_stand_there_and_both_are_kept(
    inquiry, served, engine, chromium, axe, javascript
):
    move = inquiry.address("actions", HIS, "moves", "stuck")
    with (
        looking(chromium, served, engine, inquiry.gp1.email, javascript=javascript) as alan,
        looking(chromium, served, engine, inquiry.delia.email, javascript=javascript) as delia,
    ):
        alan.open(move)
        alan.page.get_by_role("textbox", name="What would help?").fill("Somebody who has the key")
        delia.open(inquiry.address("actions", HIS, "moves", "moving"))
        delia.page.get_by_label("How is it going?").fill("The key has been found")
        delia.page.get_by_role("button", name="It is moving").click()
        delia.page.get_by_text("Good: it is moving.").wait_for()
        alan.page.get_by_role("button", name="Ask for help").click()
        alan.page.get_by_role("heading", name="Somebody changed this while you were writing").wait_for()
        assert alan.page.get_by_text("The key has been found").is_visible()
        assert alan.page.get_by_role("textbox", name="What would help?").input_value() == "Somebody who has the key"
        assert not (found := faults(alan, axe)), "\n".join(found)
        alan.page.get_by_role("button", name="Ask for help").click()
        alan.page.get_by_text("Thank you for saying.").wait_for()
        said = alan.page.get_by_role("main").inner_text()
        assert "The key has been found" in said
        assert "Somebody who has the key" in said
