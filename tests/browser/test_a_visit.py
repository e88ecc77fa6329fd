"""Alan's visit a week before the fourth meeting, from his link to leaving, on a telephone."""

import pytest

from app.accounts.domain import new_link
from app.clock import now
from app.db import writing
from tests.browser.looking import HEIGHT, PHONE, looking

pytestmark = pytest.mark.browser
PRIVATE = ("Alan", "biscuit tin", "Beston inquiry")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_alan_comes_in_reads_asks_for_help_and_leaves_nothing_behind(inquiry, served, engine, chromium, javascript):
    with writing(engine) as db:
        link = f"/sign-in/{new_link(db, inquiry.gp1.email, now=now())}"
    size = {"width": PHONE, "height": HEIGHT}
    with looking(chromium, served, engine, javascript=javascript, viewport=size) as onlooker:
        page = onlooker.page
        assert onlooker.open(link) == []
        page.get_by_role("button", name="Come in as a***@millbrae.example.org").click()
        page.wait_for_url("**/series/beston")
        assert "Alan, you have" in page.get_by_role("main").inner_text()

        foot = page.get_by_role("navigation", name="All pages")
        foot.get_by_role("link", name="Recap").click()
        page.get_by_role("heading", level=1, name="Where we have got to").wait_for()
        foot.get_by_role("link", name="Plan").click()
        page.get_by_role("heading", level=1, name="The plan").wait_for()
        assert not page.get_by_role("region", name="The wall: ").is_visible()  # on a telephone the plan is its lines
        line = page.get_by_role("main").locator("details").first
        line.locator("summary").click()
        assert line.get_by_role("listitem").first.is_visible()
        assert page.get_by_role("link", name="See the wall").is_visible()

        foot.get_by_role("link", name="Priorities").click()
        line = page.get_by_role("main").locator("section").first
        line.locator("a[href*='actions?priority']").click()
        page.get_by_role("heading", level=1, name="What we said we would do").wait_for()
        action = page.get_by_role("main").locator("ul.actions a").first
        words = action.inner_text()
        action.click()
        page.get_by_role("heading", level=1, name=words).wait_for()
        page.go_back()
        page.go_back()
        page.get_by_role("heading", level=1, name="What we work on").wait_for()

        foot.get_by_role("link", name="Home").click()
        page.get_by_role("main").locator("a[href$='/actions/A04']").first.click()
        page.get_by_role("link", name="Stuck: I need help").click()
        page.get_by_role("textbox", name="What would help?").fill("Somebody who knows where the key is")
        page.get_by_role("button", name="Ask for help").click()
        page.get_by_text("Thank you for saying.").wait_for()
        assert page.get_by_text("Somebody who knows where the key is").first.is_visible()

        page.get_by_role("button", name="Sign out").click()
        page.get_by_text("You are signed out.").wait_for()
        assert onlooker.noticed == []
        page.go_back()
        seen = page.locator("body").inner_text()
        assert not [word for word in PRIVATE if word in seen]
        assert page.goto(served + inquiry.address("recap")).status == 404
        assert page.goto(served + link).status == 410  # a link comes in once


def test_back_shows_nothing_after_leaving_in_a_browser_that_keeps_pages_alive(
    inquiry, served, engine, keeping_chromium
):
    with looking(keeping_chromium, served, engine, inquiry.gp1.email) as onlooker:
        page = onlooker.page
        onlooker.open(inquiry.address("actions"))
        page.evaluate("window.kept = true")
        onlooker.open(inquiry.address("recap"))
        page.go_back(wait_until="commit")
        page.get_by_role("heading", name="What we said we would do").wait_for()
        assert page.evaluate("window.kept === true")  # such a browser it is, and while one is in it is of use
        page.get_by_role("button", name="Sign out").click()
        page.get_by_text("You are signed out.").wait_for()
        page.go_back(wait_until="commit")
        assert not page.get_by_text("What we said we would do").is_visible()
        page.get_by_role("heading", name="Come in first").wait_for()
        seen = page.locator("body").inner_text()
        assert not [word for word in PRIVATE if word in seen]


def test_a_browser_is_told_to_forget_and_keeps_no_form_and_no_story(beston, visit):
    """What Back may show after leaving is what a browser was allowed to keep."""
    alan = visit(beston.gp1)
    for page in ("stories/S1", "people/gp1", "follow-ups"):
        assert alan.get(beston.address(page)).headers["cache-control"] == "no-store"
    assert alan.get(beston.address("actions")).headers["cache-control"] == "private, no-cache"
    left = alan.fill_in("/series/", "/sign-out")
    assert left.headers["clear-site-data"] == '"cache", "storage"'
