"""The pages for a projector, worked by keys in Chromium while the network is away."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import looking
from tests.browser.town import STATES, looks

pytestmark = pytest.mark.browser

HALL = {"width": 1920, "height": 1080}
JO = next(look for look in looks() if look.state == "full" and look.role == "facilitator")
SHOWN = ".slide:visible"

# Whatever can be seen and is smaller than may be read from the back.
SMALL = """() => [...document.querySelectorAll("main :is(p, li, a, h2, b, text, tspan, .tag)")]
  .filter((e) => e.getClientRects().length && !e.closest(".unseen") && e.textContent.trim())
  .map((e) => {
    const drawn = e.closest("svg"), by = drawn ? drawn.getScreenCTM().a : 1;
    return [e.textContent.trim().slice(0, 30), Math.round(parseFloat(getComputedStyle(e).fontSize) * by * 10) / 10];
  })
  .filter(([, size]) => size < 23.9)"""
FITS = """() => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return scrollWidth <= innerWidth && scrollHeight <= innerHeight;
}"""


@pytest.fixture
def hall(chromium, town, at):
    """A page as it is shown in a hall, and the network that it may lose."""
    at(JO.now)
    with looking(chromium, town.address, town.engine, JO.email) as onlooker:
        onlooker.page.set_viewport_size(HALL)
        yield lambda address: (onlooker.open(f"/series/{JO.slug}/meetings/{address}"), onlooker.page)


def pressed(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return page.url.partition("#")[2]


def test_the_plan_is_walked_through_by_keys_after_the_network_has_gone(hall):
    faults, page = hall("3/plan?view=projector&at=closing")
    assert faults == []
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    assert pressed(page, "2") == "meeting-3-closing-2"
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(SHOWN)).to_contain_text("Medicines that fit people's lives")
    assert pressed(page, "ArrowRight", "PageDown", "ArrowLeft") == "meeting-4-opening-2"
    assert pressed(page, "Escape", "Home", "ArrowLeft") == "meeting-1-opening"
    assert pressed(page, "t") == "meeting-1-opening"  # nothing has been agreed: there is nothing to bring near
    assert pressed(page, "Space", "s") == "meeting-1-both"
    expect(page.locator(SHOWN)).to_contain_text("As it opened")
    assert page.evaluate("() => [...document.fonts].some((f) => f.style === 'italic' && f.status === 'loaded')")
    page.context.set_offline(False)


def test_no_word_of_the_plan_is_under_24_pixels_and_nothing_scrolls(hall):
    _, page = hall("3/plan?view=projector&at=closing")
    for key in ("w", "1", "4", "s"):
        pressed(page, key)
        assert page.evaluate(SMALL) == []
        assert page.evaluate(FITS)


def test_the_recap_goes_on_block_by_block_and_whole(hall):
    _, page = hall("4/recap?view=projector")
    page.context.set_offline(True)
    assert page.evaluate(SMALL) == []
    assert pressed(page, "PageDown") == "screen-2"
    assert page.evaluate(SMALL) == []
    assert page.evaluate(FITS)
    expect(page.get_by_text("2 of 2")).to_be_visible()
    assert pressed(page, "b", "PageUp", "ArrowLeft", "ArrowLeft", "ArrowLeft") == "part-why"
    for _ in range(7):
        assert page.evaluate(SMALL) == []
        assert page.evaluate(FITS)
        expect(page.locator(".block:visible")).to_have_count(1)
        pressed(page, "Space")
    assert pressed(page, "w") == "screen-2"
    page.context.set_offline(False)


def test_without_scripts_its_links_do_the_same(chromium, town, at):
    at(STATES["full"].now)
    with looking(chromium, town.address, town.engine, JO.email, javascript=False) as onlooker:
        page = onlooker.page
        assert onlooker.open(f"/series/{JO.slug}/meetings/3/plan?view=projector&at=closing") == []
        page.context.set_offline(True)
        page.locator(f"{SHOWN} .bar a", has_text="1: Sharing").click()
        expect(page.locator(SHOWN)).to_have_attribute("id", "meeting-3-closing-1")
        page.locator(f"{SHOWN} .bar").get_by_role("link", name="Back").click()
        expect(page.locator(SHOWN)).to_have_attribute("id", "meeting-3-opening")
        page.context.set_offline(False)
        assert onlooker.open(f"/series/{JO.slug}/meetings/3/recap?view=projector") == []
        page.get_by_role("link", name="Next").click()
        expect(page.get_by_text("1 of 2")).to_be_hidden()


def test_on_a_telephone_the_plan_is_its_lines_and_the_picture_is_a_link_away(chromium, town, at):
    at(JO.now)
    with looking(chromium, town.address, town.engine, JO.email, javascript=False) as onlooker:
        page = onlooker.page
        page.set_viewport_size({"width": 320, "height": 640})
        assert onlooker.open(f"/series/{JO.slug}/meetings/3/plan?at=closing") == []
        expect(page.locator(".wall-frame")).to_be_hidden()
        fold = page.locator(".fold", has_text="Sharing information between agencies")
        expect(fold.get_by_role("listitem").first).to_be_hidden()
        fold.locator("summary").press("Enter")
        expect(fold.get_by_role("listitem").first).to_be_visible()
        assert onlooker.unreadable(320) == []
        page.get_by_role("link", name="See the wall").click()
        page.wait_for_url("**/plan.svg?at=closing")
