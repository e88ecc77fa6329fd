"""Everything can be reached, seen and done with the keyboard alone."""

import pytest
from playwright.sync_api import Page

from app.main import create_app
from tests.browser.looking import DESK, HEIGHT, PHONE, looking
from tests.browser.pages import pages
from tests.browser.town import looks

pytestmark = pytest.mark.browser

ALAN, JO = (
    next(look for look in looks() if look.state == "full" and look.role == role)
    for role in ("participant", "facilitator")
)
MOST = 250  # stops on one page
PARTS = 3  # in which all the forms are walked through
PAGES = [
    "",
    "/people",
    "/meetings/4",
    "/plan",
    "/recap",
    "/actions",
    "/actions/A04",
    "/actions/A04/moves/stuck",
    "/stories",
]

# What is wrong with where the focus is: nothing around it to be seen, out of the window, or under something else.
UNSEEN = """() => {
  const e = document.activeElement, ring = [e, e.closest("label")].filter(Boolean);
  const words = e.innerText || e.getAttribute("aria-label") || e.name || "";
  const name = `${e.tagName.toLowerCase()} "${words.slice(0, 40)}"`;
  const outlined = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  if (!ring.some((r) => outlined(getComputedStyle(r))) && !e.matches(".skip")) return `${name} shows no ring`;
  const box = (ring.at(-1) ?? e).getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 4 || bottom - top < 4) return `${name} is out of sight`;
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const mine = over && ring.concat(e).some((r) => r.contains(over) || over.contains(r));
  return mine || !over ? "" : `${name} is under ${over.tagName.toLowerCase()}.${over.className}`;
}"""


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("look", [ALAN, JO], ids=str)
def test_wherever_the_focus_goes_it_can_be_seen_and_it_comes_out_again(chromium, town, at, look, width):
    at(look.now)
    wrong = []
    size = {"width": width, "height": HEIGHT}
    with looking(chromium, town.address, town.engine, look.email, viewport=size) as onlooker:
        for address in PAGES:
            onlooker.open(f"/series/beston{address}")
            wrong += [f"{address or 'home'}: {what}" for what in walked(onlooker.page)]
    assert not wrong, "\n".join(wrong)


FIRST = "form => (form.querySelector('[name]:not([type=hidden])') ?? form.querySelector('button')).focus()"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_is_walked_through_with_the_keyboard_and_ends_at_its_button(chromium, town, at, part):
    at(JO.now)
    forms = [page for page in pages(create_app(town.engine), town, JO) if page.name.startswith("write")]
    assert len(forms) > 60
    wrong = []
    size = {"width": DESK, "height": HEIGHT}
    with looking(chromium, town.address, town.engine, JO.email, viewport=size) as onlooker:
        for form in forms[part::PARTS]:
            onlooker.open(form.address)
            onlooker.page.locator("#write form").evaluate(FIRST)
            wrong += [f"{form.address}: {what}" for what in to_the_button(onlooker.page)]
    assert not wrong, "\n".join(wrong)


def to_the_button(page: Page) -> list[str]:
    """Tab through a form from its first field; what is wrong with each stop, and whether its button is among them."""
    found = []
    for _ in range(MOST):
        if wrong := page.evaluate(UNSEEN):
            found.append(wrong)
        if page.evaluate("document.activeElement.matches('#write form .row > button.button')"):
            return found
        page.keyboard.press("Tab")
    return [*found, "its button is not reached"]


def walked(page: Page) -> list[str]:
    """Tab from the top of a page to its end; what is wrong with each place where the focus stops."""
    found = []
    for stops in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return found if stops else ["nothing takes the focus"]
        found.append(page.evaluate(UNSEEN))
        found = [what for what in found if what]
    return [*found, "the focus never comes to the end"]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_the_first_stop_skips_to_the_page(chromium, town, at, javascript):
    at(ALAN.now)
    with looking(chromium, town.address, town.engine, ALAN.email, javascript=javascript) as onlooker:
        onlooker.open("/series/beston/actions")
        page = onlooker.page
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the page")
        assert skip.evaluate("it => it === document.activeElement && it.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.get_by_role("main").evaluate(
            "it => it !== document.activeElement && it.contains(document.activeElement)"
        )


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_somebody_who_leads_an_action_says_that_it_is_stuck(inquiry, served, engine, chromium, javascript):
    with looking(chromium, served, engine, inquiry.gp1.email, javascript=javascript) as onlooker:
        page = onlooker.page
        onlooker.open(inquiry.address("actions", "A04"))
        go_to(page, "Stuck: I need help")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What would help?").wait_for()
        go_to(page, "What would help?")
        page.keyboard.type("Half an hour with somebody from eHealth")
        go_to(page, "Who could help?")
        page.keyboard.type("Delia")
        go_to(page, "Ask for help")
        page.keyboard.press("Enter")
        page.get_by_text("Thank you for saying. The organisers see what would help.").wait_for()
        said = page.get_by_role("main").inner_text()
        assert "stuck" in said.lower()
        assert "Half an hour with somebody from eHealth" in said
        assert "Delia" in said
        assert page.evaluate("document.activeElement !== document.body") or not javascript
        assert onlooker.noticed == []


def go_to(page: Page, name: str) -> None:
    """Tab until the thing of this name has the focus."""
    words = "() => { const e = document.activeElement; return (e.labels?.[0] ?? e).innerText?.trim() ?? '' }"
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(words).startswith(name):
            return
    raise AssertionError(f"The keyboard never comes to '{name}'.")
