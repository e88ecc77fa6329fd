"""Nothing on any page leads nowhere: whatever a reader may press answers for that reader."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.web import cookies
from tests.browser.town import Look, documents, looks
from tests.world.browsers import signed_in

pytestmark = pytest.mark.slow


class Found(HTMLParser):
    """Where a page leads, what it loads, and the places within it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        looked_at = given.get("method", "get").lower() == "get" if tag == "form" else True
        names = ("href", "src", "hx-get", "action") if looked_at else ()
        self.links |= {given[name] for name in names if given.get(name)}


# Links to one form, to this or that action, person or meeting, and to what happened to it, are made alike: a few of a
# kind are followed, and of papers and drawings, which take long to make, one.
WHICH = re.compile(
    r"(/series/[^/]+/(?:write/[a-z-]+|letters/due/[a-z_]+|letters|things|actions|people|tests|stories|meetings)/)[^/?.]+|(?<==)[^&]*"
)
PAPER = re.compile(r"\.(pdf|png|svg)($|\?)")
ENOUGH = 3


@pytest.mark.parametrize("look", looks(), ids=str)
def test_every_link_that_somebody_is_shown_answers_them(town, at, look: Look):
    at(look.now)
    browser = TestClient(create_app(town.engine), base_url=town.address)
    if look.email:
        browser.cookies.set(cookies.named(cookies.SIGNED_IN), signed_in(town.engine, look.email))
    wrong, pages = crawled(browser, town.address, look)
    assert not wrong, "\n".join(wrong)
    assert len(pages) > (10 if look.person else 1)


def crawled(browser: TestClient, site: str, look: Look) -> tuple[list[str], dict[str, Found]]:
    """Every page of the series that can be reached from the start, and what is wrong with the ways between them."""
    wrong: list[str] = []
    pages: dict[str, Found] = {}
    start = f"/series/{look.slug}" if look.person else "/"
    tried = {start} | {f"/series/{slug}" for slug in documents()}
    wanted = [(start, "nowhere")]
    inside: list[tuple[str, str, str]] = []
    alike: Counter[str] = Counter()
    for address, source in wanted:  # grows while it is walked
        answer = browser.get(address)
        if answer.status_code != 200:
            wrong.append(f"{address} answers {answer.status_code}, linked from {source}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        pages[address] = page = Found(answer.text)
        here = str(answer.url)
        for link in sorted(page.links):
            target, place = urldefrag(urljoin(here, link))
            parts = urlsplit(target)
            if parts.scheme not in ("http", "https"):
                continue
            if f"{parts.scheme}://{parts.netloc}" != site:
                wrong.append(f"{address} leads away, to {link}")
                continue
            next_ = target.removeprefix(site) or "/"
            inside += [(next_, place, address)] if place else []
            if next_ not in tried:
                tried.add(next_)
                alike[kind := WHICH.sub(r"\1*", next_)] += 1
                if alike[kind] <= (1 if PAPER.search(next_) else ENOUGH):
                    wanted.append((next_, address))
    wrong += [
        f"{to}#{place} is not there, linked from {source}" for to, place, source in inside if missing(pages, to, place)
    ]
    return wrong, pages


def missing(pages: dict[str, Found], to: str, place: str) -> bool:
    return to in pages and place not in pages[to].ids
