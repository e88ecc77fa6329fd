"""Euan in a corridor, with a telephone and no scripts: he opens his link, answers, takes it back, and replies."""

import pytest

from tests.browser.looking import EVERYTHING, HEIGHT, NARROWEST, PHONE, looking

pytestmark = pytest.mark.browser
LEAST = 48  # CSS pixels, for a thumb
# What can be pressed or typed in and is smaller than a thumb; a radio or tick is as large as its label.
TOO_SMALL = """(least) => {
  const all = document.querySelectorAll("a[href]:not(.skip), button, summary, textarea, input:not([type=hidden])");
  const pressed = [...all].map((e) => e.closest("label") ?? e).filter((e) => e.checkVisibility());
  return pressed.filter((e) => { const at = e.getBoundingClientRect(); return at.height < least || at.width < least; })
    .map((e) => e.outerHTML.slice(0, 80));
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"


@pytest.fixture
def phone(chromium, served, engine):
    """A window as wide as a telephone, in which no script runs."""
    size = {"width": PHONE, "height": 844}
    with looking(chromium, served, engine, javascript=False, viewport=size) as onlooker:
        yield onlooker


def test_ten_seconds_in_a_corridor(phone, links):
    page, link = phone.page, links.of("ota")
    assert phone.open(link) == []
    answers = page.get_by_role("radio", name="Not mine").bounding_box()
    assert answers["y"] + answers["height"] < 844  # all four stand on the first screen

    assert not page.get_by_role("button", name="Send this to Delia").is_visible()
    assert not page.get_by_label("What would help?").is_visible()
    page.get_by_role("radio", name="Stuck: I need help").check()
    assert not page.get_by_label("What came of it?").is_visible()
    page.get_by_label("What would help?").fill("A word from the pharmacies")
    page.get_by_role("button", name="Send this to Delia").click()
    page.get_by_text("Thank you for saying. Delia will be in touch.").wait_for()
    assert links.action("A14").stuck.what_would_help == "A word from the pharmacies"

    page.get_by_text("Take this back").click()
    page.get_by_role("button", name="Send this", exact=True).click()
    page.get_by_role("link", name="Tick the box first.").wait_for()
    page.get_by_label("Take back what I said").check()
    page.get_by_role("button", name="Send this", exact=True).click()
    page.get_by_text("Taken back.").wait_for()
    assert links.action("A14").state == "agreed"

    page.get_by_text("Change my answer").click()
    page.get_by_role("radio", name="Someone in my place").check()
    page.get_by_label("Who comes?").fill("Ann Shaw")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("You said on 11 April that Ann Shaw comes in your place.").wait_for()

    page.get_by_role("link", name="See the wall").click()
    page.wait_for_url("**/plan.svg")
    assert [what for what in phone.noticed if "status of 422" not in what] == []


def test_by_keyboard_alone(phone, links):
    page = phone.page
    phone.open(links.of("ota"))
    page.get_by_role("radio", name="Done").focus()
    page.keyboard.press("ArrowRight")  # to the next of the four, which chooses it
    assert page.get_by_role("radio", name="Moving").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Seven of nine are in")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Good to know that it is moving.").wait_for()
    assert links.action("A14").last.note == "Seven of nine are in"


def test_where_a_browser_does_not_know_has_everything_stands_there_and_works(phone, links, served):
    page, address = phone.page, links.of("ota")
    phone.open(address)
    sheet = page.request.get(page.locator("link[rel=stylesheet]").get_attribute("href")).text()
    page.route("**/static/part-*.css", lambda route: route.fulfill(body=without_has(sheet), content_type="text/css"))
    phone.open(address)
    for label in ("Done: What came of it?", "Moving: How is it going?", "Stuck: What would help?"):
        assert page.get_by_label(label).is_visible()
    page.get_by_role("radio", name="Moving").check()
    page.get_by_role("button", name="Send this to Delia").click()
    page.get_by_text("Good to know that it is moving.").wait_for()
    page.unroute_all(behavior="wait")


def without_has(sheet):
    assert "@supports selector(:has(*))" in sheet
    return sheet.replace("@supports selector(:has(*))", "@supports (display: none-such)")


# Whoever has a thing to do, nothing to do, an action to take on; a page with everything unfolded, and one refused.
@pytest.mark.parametrize("width", [PHONE, NARROWEST])
@pytest.mark.parametrize("who", ["ota", "it"])
def test_every_part_of_it_can_be_read_and_pressed(chromium, served, engine, links, axe, who, width):
    with looking(chromium, served, engine, viewport={"width": width, "height": HEIGHT}) as onlooker:
        page = onlooker.page
        assert onlooker.open(links.of(who)) == []
        assert page.locator("script").count() == 0
        page.evaluate(OPEN_ALL)
        page.get_by_role("radio", name="Stuck: I need help").first.check()
        assert page.evaluate(TOO_SMALL, LEAST) == []
        assert onlooker.unreadable(width) == []
        assert onlooker.unreadable(width, text="200%") == []
        assert onlooker.violations(axe, width, "light", EVERYTHING) == []
        assert onlooker.violations(axe, width, "dark", EVERYTHING) == []


def test_nor_does_a_refusal_or_a_link_that_opens_nothing_keep_anybody_out(chromium, served, engine, links, axe):
    with looking(chromium, served, engine) as onlooker:
        page, found = onlooker.page, []
        onlooker.open(links.of("ota"))
        page.get_by_role("radio", name="Done").check()
        page.get_by_role("button", name="Send this to Delia").click()
        page.get_by_role("link", name="Say what came of it.").wait_for()
        found += onlooker.faults(axe, closely=False)
        for address, status in (("/part/" + "x" * 22, 404), ("/part", 200)):
            onlooker.open(address, status)
            found += [*onlooker.faults(axe, closely=False), *page.evaluate(TOO_SMALL, LEAST)]
        assert found == []
