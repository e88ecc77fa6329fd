"""A browser that opens pages and notices what is wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from sqlalchemy import Engine

from app.web import cookies
from tests.world.browsers import signed_in

PHONE, DESK, NARROWEST = 390, 1280, 320
HEIGHT = 900
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # of these, all that dark can change

# What of a page stands out on the right, or has words that are cut off, and so can never be read.
UNREADABLE = """(size) => {
  const root = document.documentElement, named = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") +
    (e.getAttribute("class") ? "." + e.getAttribute("class").replaceAll(" ", ".") : "");
  const found = [];
  root.style.fontSize = size;
  if (root.scrollWidth > root.clientWidth) {
    const out = (e) => e.getBoundingClientRect().right > root.clientWidth + 1;
    const wide = [...document.body.querySelectorAll("*")].filter(out);
    found.push(`${root.scrollWidth - root.clientWidth} px too wide: ${wide.slice(-3).map(named).join(", ")}`);
  }
  for (const e of document.body.querySelectorAll(":not(svg *, option, textarea)")) {
    const { overflowX, overflowY, clipPath } = getComputedStyle(e); // what is clipped away is there to be heard
    if (!e.clientWidth || !e.textContent.trim() || clipPath !== "none") continue;
    const cut = (overflowX === "hidden" || overflowX === "clip") && e.scrollWidth > e.clientWidth + 1;
    if (cut || ((overflowY === "hidden" || overflowY === "clip") && e.scrollHeight > e.clientHeight + 1))
      found.push(`words cut off in ${named(e)}`);
  }
  root.style.fontSize = "";
  return found;
}"""

AXE = """async ([runOnly, within]) => {
  const how = { runOnly, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document.querySelector(within) ?? document, how);
  const where = ({ nodes }) => nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
  return violations.map((found) => `${found.id} (${found.help}): ${where(found)}`);
}"""


@dataclass
class Onlooker:
    """One page of a browser, and what it has said and fetched since it was last asked."""

    page: Page
    site: str
    noticed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.noticed.append(f"a script failed: {error}"))
        self.page.on("request", self._asked_for)

    def open(self, address: str, status: int = 200) -> list[str]:
        """Go there; what is wrong with the answer and with the page as it is first shown."""
        self.noticed.clear()
        answer = self.page.goto(self.site + address, wait_until="load")
        if status != 200:  # which Chromium says too
            self.noticed = [what for what in self.noticed if f"status of {status}" not in what]
        if answer is None or answer.status != status:
            self.noticed.append(f"answered {answer and answer.status}")
        return [*self.noticed, *self._heads()]

    def faults(self, axe: str, *, closely: bool = True) -> list[str]:
        """What is wrong with the page as it stands: in narrow windows, with text twice as large, and with axe-core.

        `closely`: in three windows, and axe-core looks in two, in the last by dark too; else by light on a phone.
        """
        found = self.unreadable(NARROWEST)
        for width in (PHONE, DESK) if closely else (PHONE,):
            found += self.unreadable(width) + self.unreadable(width, text="200%")
            found += self.violations(axe, width, "light", EVERYTHING)
        if closely:
            found += self.violations(axe, DESK, "dark", COLOURS)
        return found

    def faults_at_a_glance(self, axe: str) -> list[str]:
        """Of many forms that stand on pages made of the same parts: in the narrowest window, the form with axe-core."""
        return self.unreadable(NARROWEST) + self.violations(axe, NARROWEST, "light", EVERYTHING, within="#write")

    def unreadable(self, width: int, *, text: str = "") -> list[str]:
        """What sticks out or is cut off in a window this wide, with text this large."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.wait_for_load_state()  # a page that has only begun to arrive has nothing to look at
        found: list[str] = self.page.evaluate(UNREADABLE, text)
        return [f"at {width} px{' in text of ' + text if text else ''}: {what}" for what in found]

    def violations(
        self, axe: str, width: int, scheme: Any, rules: dict[str, Any], *, within: str = "html"
    ) -> list[str]:
        """What axe-core finds now, in the window as it is. It is a script: without scripts it never comes to an end."""
        self.page.emulate_media(color_scheme=scheme)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe)
        found: list[str] = self.page.evaluate(AXE, [rules, within])
        return [f"at {width} px, {scheme}: {what}" for what in found]

    def _heads(self) -> list[str]:
        heads = self.page.locator("h1").count()
        untitled = [] if self.page.title().strip() else ["it has no title"]
        return untitled + ([] if heads == 1 else [f"it has {heads} first headings"])

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noticed.append(f"the browser says: {message.text}")

    def _asked_for(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self.site:
            self.noticed.append(f"it asked {parts.netloc} for something")


@contextmanager
def looking(
    browser: Browser, site: str, engine: Engine, email: str = "", *, javascript: bool = True, **settings: Any
) -> Iterator[Onlooker]:
    """A fresh browser at this site, signed in with this address if there is one."""
    still = {"reduced_motion": "reduce"}  # so that no colour is seen halfway to another
    context = browser.new_context(java_script_enabled=javascript, base_url=site, **still | settings)
    context.set_default_timeout(10_000)
    if email:
        cookie = signed_in(engine, email)
        context.add_cookies([{"name": cookies.named(cookies.SIGNED_IN), "value": cookie, "url": site}])
    try:
        yield Onlooker(context.new_page(), site)
    finally:
        context.close()
