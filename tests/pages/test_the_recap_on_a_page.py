"""The recap on a screen and on paper."""

import io

import pytest
from pypdf import PdfReader

from app.recap import as_html, as_text, recap
from app.recap.fit import SHEET, height
from app.series_file import importing
from app.settings import settings
from app.stories.vault import Vault
from app.web import cookies
from tests.recap.readings import PAGES, page_of
from tests.world.browsers import signed_in
from tests.world.records import example

MILLIMETRE = 96 / 25.4


def test_a_member_reads_it_as_it_is_read_aloud(visit, beston):
    page = visit(beston.gp2).get(beston.address("meetings", 4, "recap")).text
    assert "Welcome to <b>Colin Weir</b>, carer support manager at Beston Carers Hub" in page
    assert page.index("Why we are here") < page.index("What we tried") < page.index("What are we each protecting")
    assert "From:" not in page


def test_organisers_can_go_from_each_part_to_what_it_rests_on(visit, beston):
    page = visit(beston.delia).get(beston.address("meetings", 4, "recap")).text
    assert f'<a href="{beston.address("actions", "A17")}">' in page
    assert "From:" in page


def test_a_sponsor_reads_no_names_and_no_words_of_actions(visit, beston):
    page = visit(beston.george).get(beston.address("meetings", 4, "recap")).text
    inside = page[page.index('class="recap"') : page.index("colophon")]
    assert not [p.name for p in beston.record.people.values() if p.id != "george" and p.name in inside]
    assert not [a.text for a in beston.record.actions.values() if a.text in inside]
    assert "From:" not in inside
    assert "Older people who cannot leave home live better" in inside


def test_an_unchanged_recap_is_not_sent_again(visit, beston):
    visitor, there = visit(beston.gp2), beston.address("meetings", 4, "recap")
    tag = visitor.get(there).headers["etag"]
    again = visitor.get(there, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_recap_of_the_series_is_that_of_the_next_meeting(visit, beston):
    answer = visit(beston.gp2).get(beston.address("recap"))
    assert (answer.status_code, answer.headers["location"]) == (303, beston.address("meetings", 4, "recap"))


def test_there_is_none_of_a_meeting_that_is_not_there_or_for_somebody_from_elsewhere(visit, beston):
    assert visit(beston.gp2).get(beston.address("meetings", 7, "recap")).status_code == 404
    assert visit(beston.tech).get(beston.address("meetings", 4, "recap")).status_code == 404


def test_a_view_that_there_is_not_yet_changes_nothing(visit, beston):
    visitor, there = visit(beston.gp2), beston.address("meetings", 4, "recap")
    assert visitor.get(f"{there}?view=projector").status_code == 200


# -- on paper ------------------------------------------------------------
@pytest.fixture
def paper(chromium, served, engine):
    """How many sides a page prints on, and how much of the first it takes in millimetres."""

    def printed(someone, address):
        context = chromium.new_context()
        signed = {"name": cookies.named(cookies.SIGNED_IN), "value": signed_in(engine, someone.email), "url": served}
        context.add_cookies([signed])
        page = context.new_page()
        page.goto(served + address)
        sides = len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": round(180 * MILLIMETRE), "height": 1000})
        bottom = page.evaluate("document.querySelector('.colophon').getBoundingClientRect().bottom")
        context.close()
        return sides, bottom / MILLIMETRE

    return printed


@pytest.mark.browser
def test_every_recap_of_beston_prints_on_one_side_and_is_as_tall_as_was_reckoned(paper, beston, at):
    at("2018-12-31T09:00:00+00:00")
    for name in ("beston-1", "beston-2", "beston-3", "beston-4", "beston-5", "beston-6"):
        page = page_of(beston.record, name)
        sides, tall = paper(beston.jo, beston.address("meetings", page.number, "recap"))
        assert sides == 1
        assert height(page) - 22 < tall <= SHEET
        assert tall <= height(page) + 6


@pytest.mark.browser
def test_the_fullest_page_there_can_be_prints_on_one_side(paper, beston, engine, at):
    at("2018-12-31T09:00:00+00:00")
    slug = importing.take_in(engine, Vault(settings().keys), importing.Taken(full()))
    for number in (4, 6):
        sides, _ = paper(beston.jo, f"/series/{slug}/meetings/{number}/recap")
        assert sides == 1


LIMITS = {"question": 160, "prediction": 160, "did": 400, "learned": 300, "title": 48, "venue": 80}


def full():
    """Beston with ten newcomers, thirty more actions done, and every text as long as it may be."""
    doc = example("beston")
    doc["series"]["id"] = "full"
    hat = {"organisation": "hscp", "role": "participant", "from": "2018-04-01"}
    for n in range(10):
        name, job = longest(f"Newcomer{n}", 60), longest("Community wellbeing", 60)
        doc["people"].append({"id": f"new{n}", "name": name, "job": job, "memberships": [hat]})
    done = {"on": "2018-04-10", "event": "done", "by": "sw", "note": longest("Found", 160)}
    action = {"text": longest("Find out", 80), "lead": "sw", "meeting": "M3", "quick_win": True, "history": [done]}
    doc["actions"] += [action | {"id": f"done{n}"} for n in range(30)]
    for part, limit in (("purpose", 200), ("aspirations", 80), ("priorities", 60)):
        for thing in doc[part]:
            thing["text"] = longest(thing["text"], limit)
    cycles = [cycle for test in doc["tests"] for cycle in test["cycles"]]
    for thing in (*doc["meetings"], *doc["tests"], *cycles):
        thing.update({key: longest(thing[key], limit) for key, limit in LIMITS.items() if key in thing})
    for focus in (focus for meeting in doc["meetings"] for focus in meeting["focus"]):
        focus["text"] = longest(focus["text"], 80)
    return doc


def longest(text, limit):
    return (text + " and then WWWW" * limit)[:limit].rstrip()


@pytest.mark.browser
def test_the_file_of_a_page_prints_on_one_side_too(chromium, record_of):
    records = {file: record_of(example(file)) for file in ("beston", "small")}
    page = chromium.new_page()
    for name, (file, _, _) in PAGES.items():
        page.set_content(as_html(page_of(records[file], name)))
        sides = len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        assert (name, sides) == (name, 1)
    page.close()


def test_the_file_carries_everything_with_it_and_shows_typed_words_as_words(record_of):
    doc = example("beston")
    doc["purpose"][1]["text"] = "<script>alert(1)</script> & more"
    html = as_html(recap(record_of(doc), 4, page_of(record_of(doc), "beston-4").as_of))
    assert html.startswith("<!doctype html>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    assert "<script" not in html
    assert not [word for word in ("http:", "https:", "src=", "url(", "@import") if word in html]


def test_text_and_file_say_the_same(record_of):
    page = page_of(record_of(example("beston")), "beston-5")
    html = as_html(page)
    for block in page.blocks:
        assert block.name in html
        assert block.name in as_text(page)
