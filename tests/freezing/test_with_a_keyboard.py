"""Jo prepares the page with a keyboard: the focus stays at the line, with scripts and without."""

import pytest
from playwright.sync_api import expect

from app.web import cookies
from tests.world.browsers import signed_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_line_is_moved_twice_and_said_otherwise_without_a_mouse(served, chromium, beston, engine, scripts):
    context = chromium.new_context(base_url=served, java_script_enabled=scripts)
    context.add_cookies([cookie(served, signed_in(engine, beston.jo.email))])
    page = context.new_page()
    page.goto(beston.address("meetings", 4, "recap", "prepare"))
    lines = page.locator("section.leaf", has=page.get_by_role("heading", name="Since then")).locator(".lines-of > li")
    last = lines.nth(2)
    words = last.locator("p").first.inner_text()
    last.locator("summary").press("Enter")
    for at in (1, 0):
        page.get_by_role("button", name="Move it up").last.press("Enter", timeout=4000)
        expect(lines.nth(at)).to_contain_text(words)
        expect(lines.nth(at).locator("details")).to_have_attribute("open", "")
    if scripts:
        expect(lines.nth(0)).to_be_focused()
    lines.nth(0).get_by_label("In your words").fill("Nine people have said yes.")
    lines.nth(0).get_by_role("button", name="Say it so").press("Enter")
    expect(lines.nth(0).locator("p").first).to_contain_text("Nine people have said yes.")
    page.get_by_role("button", name="Freeze it for the wall").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where we have got to")
    expect(page.get_by_role("status").first).to_contain_text("Frozen.")
    context.close()


def cookie(address, value):
    return {"name": cookies.named(cookies.SIGNED_IN), "value": value, "url": address}
