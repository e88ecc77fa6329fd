"""Somebody at a browser who goes by what is written there: headings, labels, links and buttons, never an id."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.browser.by_keyboard import fills_by_keyboard
from tests.browser.looking import NARROWEST, Onlooker

Where = Page | Locator


@dataclass
class Somebody:
    """One person at one browser. Each step waits until what they look for is there, and fails where it never is.

    `wrong` is what they noticed on the way; `axe`, where it is given, looks at each form before it is filled in.
    """

    onlooker: Onlooker
    axe: str = ""
    wrong: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        return self.onlooker.page

    # -- getting about ------------------------------------------------
    def opens(self, address: str) -> None:
        """Type an address by hand, or open one that was sent."""
        self.page.goto(self.onlooker.site + address)

    def reads(self, heading: str) -> None:
        """Be on the page of this name."""
        self.page.get_by_role("heading", level=1, name=heading).wait_for()

    def finds(self, *words: str) -> None:
        """See that these words stand on the page, where somebody can read them."""
        for one in words:
            self.page.get_by_role("main").get_by_text(one).locator("visible=true").first.wait_for()

    def goes(self, page: str) -> None:
        """Go to a page by the words at the foot of every page."""
        self.page.get_by_role("navigation", name="All pages").get_by_role("link", name=page, exact=True).click()

    def follows(self, *words: str, within: Where | None = None) -> None:
        """Press one link after the other."""
        for one in words:
            (within or self.page.get_by_role("main")).get_by_role("link", name=one).first.click()

    def turns_to(self, form: str, *, within: Where | None = None, head: str = "") -> None:
        """Press the way to a form, and look whether it is one."""
        self.follows(form, within=within)
        self.reads(head or form)
        self.looks()

    def looks(self) -> None:
        """Whatever is wrong with this page as it is first seen, once for each kind.

        The forms of a series are looked at with axe-core where every page is (test_every_page.py).
        """
        head = re.sub(r"\d+", "N", self.page.get_by_role("heading", level=1).inner_text())
        if not self.axe or head in self.looked_at:
            return
        self.looked_at.add(head)
        seen = self.page.locator("#write").count() > 0
        found = self.onlooker.unreadable(NARROWEST) if seen else self.onlooker.faults_at_a_glance(self.axe)
        self.wrong += [f"{head}: {what}" for what in found]
        self.page.set_viewport_size({"width": 1280, "height": 900})

    # -- filling in -----------------------------------------------------
    def fills(self, answers: dict[str, str | list[str]], *, within: Where | None = None) -> None:
        """Answer questions by their labels: text is typed or picked, what is in a list is ticked."""
        place = within or self.page.get_by_role("main").locator("form")
        for label, answer in answers.items():
            if isinstance(answer, list):
                self._ticks(place, label, answer)
            else:
                self._answers(place, label, answer)

    def _answers(self, place: Where, label: str, answer: str) -> None:
        asked = place.get_by_label(label).first
        asked.wait_for(state="attached")
        kind = asked.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
        if kind == "select":
            asked.select_option(label=answer)
        elif kind in ("checkbox", "radio"):
            asked.set_checked(answer == "yes")
        else:
            asked.fill(answer)

    def _ticks(self, place: Where, legend: str, names: list[str]) -> None:
        asked = place.get_by_role("group", name=legend).first
        for name in names:
            asked.get_by_role("radio", name=name).or_(asked.get_by_role("checkbox", name=name)).first.check()

    def fills_by_keyboard(self, answers: dict[str, str | list[str]], button: str) -> None:
        """The same without a mouse, and the button pressed with Enter: it is kept."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            fills_by_keyboard(self.page, answers, button)
        self.is_kept(sent.value.status)

    def group(self, legend: str) -> Locator:
        """The questions that stand together under this legend."""
        return self.page.get_by_role("group", name=legend).first

    def presses(self, button: str, *, within: Where | None = None) -> None:
        (within or self.page.get_by_role("main")).get_by_role("button", name=button).first.click()

    def keeps(self, button: str, said: str = "") -> None:
        """Press the button of a form, and see that it was kept: it says so, and nothing is to be put right."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            self.presses(button)
        self.is_kept(sent.value.status, said)

    def is_kept(self, status: int, said: str = "") -> None:
        if status == 422:
            raise AssertionError(self.page.get_by_role("alert").filter(has_text="to put right").inner_text())
        self.page.get_by_role("status").get_by_text(said or re.compile(".")).first.wait_for()

    def presses_the_only_button(self) -> None:
        """The one button of a form, whatever is written on it; what was filled in is kept."""
        form = self.page.get_by_role("main").locator("form.form")
        self.keeps(form.get_by_role("button").inner_text())
