"""What is thrown on the wall of a room: the same for whoever of the group opens it, and nothing about them."""

import gzip
import re
from datetime import date
from html import unescape

import pytest

from app.recap import recap
from app.series_file import importing
from app.settings import settings
from app.stories.vault import Vault
from app.web import cookies
from tests.pages.test_the_recap_on_a_page import full
from tests.plan.looking import squeezed
from tests.world.browsers import signed_in
from tests.world.records import example

VIEWS = ("recap", "plan")
OF_THE_SESSION = re.compile(r'nonce="[^"]*"')


def shown(visit, someone, beston, view, number=4) -> str:
    answer = visit(someone).get(beston.address("meetings", number, view) + "?view=projector")
    assert answer.status_code == 200
    return OF_THE_SESSION.sub("", answer.text)


@pytest.mark.parametrize("view", VIEWS)
def test_whoever_of_the_group_opens_it_shows_the_same(visit, beston, view):
    pages = {shown(visit, one, beston, view) for one in (beston.jo, beston.delia, beston.gp2, beston.vs3)}
    assert len(pages) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_on_it_is_for_organisers_or_about_whoever_opened_it(visit, beston, view):
    page = shown(visit, beston.jo, beston, view)
    for private in ("From:", "Sign out", "Follow-ups", "Jo, facilitator", "csrf", "Find it", "masthead", "prepare"):
        assert private not in page, private
    assert beston.jo.email not in page


@pytest.mark.parametrize("view", VIEWS)
def test_what_organisers_keep_to_themselves_is_not_on_it(visit, bring, view):
    doc = example("beston")
    for event in events_of(doc):
        if event["event"] == "stuck":
            event["visibility"] = "organisers"
    assert len(list(kept_to_themselves(doc))) > 20
    for part, field in kept_to_themselves(doc):
        part[field] = "A CANARY that sings"
    inquiry = bring(doc, "2018-12-31")
    for number in (2, 4, 6) if view == "recap" else (4,):  # the plan's page has every meeting
        page = shown(visit, inquiry.jo, inquiry, view, number)
        assert "CANARY" not in page
        assert "Wednesday" in page


def kept_to_themselves(doc):
    """Each text that only organisers read, as the part it stands in and its field."""
    yield from (
        (event, "note") for event in events_of(doc) if event.get("visibility") == "organisers" and "note" in event
    )
    yield from ((event, "what_would_help") for event in events_of(doc) if event["event"] == "stuck")
    yield from ((debrief, field) for debrief in doc["debriefs"] for field in ("observe", "reflect") if field in debrief)
    yield from ((follow_up, "note") for follow_up in doc["follow_ups"] if "note" in follow_up)
    yield from ((story, "body") for story in doc["stories"] if story.get("body"))


def events_of(part):
    if isinstance(part, dict):
        if "event" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from events_of(one)


@pytest.mark.parametrize("view", VIEWS)
def test_a_sponsor_is_shown_what_a_sponsor_may_see(visit, beston, view):
    page = shown(visit, beston.george, beston, view)
    texts = [a.text for a in beston.record.actions.values()]
    assert not [text for text in texts if text in page or text.replace("'", "&#39;") in page]
    main = page[page.index("<main") :]
    assert not [p.name for p in beston.record.people.values() if p.name in main and p.id != "george"]
    assert "The Beston inquiry" in page


@pytest.mark.parametrize("view", VIEWS)
def test_unchanged_it_is_not_sent_again_and_another_view_is_another_page(visit, beston, view):
    visitor, there = visit(beston.gp2), beston.address("meetings", 4, view)
    tag = visitor.get(f"{there}?view=projector").headers["etag"]
    assert visitor.get(f"{there}?view=projector", headers={"If-None-Match": tag}).status_code == 304
    assert visitor.get(there, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_that_there_is_not_is_refused(visit, beston, view):
    there = beston.address("meetings", 4, view)
    refused = visit(beston.gp2).get(f"{there}?at=sideways" if view == "plan" else f"{there}?version=none").status_code
    assert visit(beston.gp2).get(f"{there}?view=periscope").status_code == refused
    assert 400 <= refused < 500


def test_the_recap_says_on_the_wall_what_it_says_on_the_page(visit, beston):
    visitor, there = visit(beston.gp2), beston.address("meetings", 4, "recap")
    lines = [line.said for block in recap(beston.record, 4, date(2018, 4, 11)).blocks for line in block.lines]
    assert len(lines) > 8
    for query in ("", "?view=projector"):
        page = squeezed(unescape(re.sub(r"<[^>]+>", "", visitor.get(there + query).text)))
        assert [line for line in lines if squeezed(line) not in page] == []


def test_the_whole_plan_of_a_series_is_a_small_page(visit, beston):
    page = shown(visit, beston.gp2, beston, "plan")
    assert 'id="meeting-6-opening"' in page
    assert "base64" not in page
    assert len(gzip.compress(page.encode())) < 80_000


@pytest.mark.browser
def test_the_fullest_recap_there_can_be_fits_a_screen_in_letters_of_24_pixels(chromium, served, beston, engine, at):
    at("2018-12-31T09:00:00+00:00")
    slug = importing.take_in(engine, Vault(settings().keys), importing.Taken(full()))
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    signed = {"name": cookies.named(cookies.SIGNED_IN), "value": signed_in(engine, beston.jo.email), "url": served}
    context.add_cookies([signed])
    page = context.new_page()
    for address in (f"{slug}/meetings/1", f"{slug}/meetings/2", f"{slug}/meetings/6", "beston/meetings/5"):
        page.goto(f"{served}/series/{address}/recap?view=projector")
        assert page.evaluate(UNFIT) == [], address
    context.close()


# The screens and parts that have to be scrolled, or have words too small to be read from the back.
UNFIT = """() => [...document.querySelectorAll(".screen, .block")].filter((one) => {
  location.hash = one.id;
  const small = [...one.querySelectorAll("p, li, a, h2, b, .tag")]
    .filter((e) => e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 24);
  return small.length || document.documentElement.scrollHeight > innerHeight;
}).map((one) => one.id)"""
