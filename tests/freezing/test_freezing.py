"""The page is frozen, and shown again as it hung on the wall, whatever is said afterwards."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import reading
from app.installation import vault
from app.recap import as_text
from app.series_file import importing
from app.series_file.exporting import export
from tests.freezing.conftest import RUTH, SHORTER, page_now, plan_now
from tests.world.sending import token


@pytest.mark.both_databases
def test_by_the_evening_before_more_is_done_and_version_one_shows_still_what_it_showed(wall, beston, at, legal):
    wall.rewords("delia", "since", RUTH, SHORTER)
    at("2018-04-14T09:00:00+01:00")
    wall.freezes("jo")
    hung, plan, svg = wall.inside("gp2"), plan_now(beston), wall.browser("gp2").get(wall.address("plan.svg")).text
    assert SHORTER in wall.says("gp2")
    assert plan[1] == 1
    at("2018-04-17T18:00:00+01:00")
    assert "And three more are done." in as_text(wall.ready.page)
    assert wall.inside("gp2") == wall.inside("gp2", 1) == hung
    assert plan_now(beston) == plan
    assert wall.browser("gp2").get(wall.address("plan.svg") + "?at=opening").text == svg
    wall.freezes("delia")
    newest = wall.says("gp2")
    assert "Version 2, changed after it was printed." in newest
    assert "And three more are done." in newest
    assert SHORTER in newest, "what Delia wrote is carried over"
    assert wall.inside("gp2", 1) == hung
    assert "Version 2, changed" not in wall.says("gp2", 1)
    marked = "version 2, changed after it was printed"
    drawn = [wall.browser("gp2").get(wall.address("plan.svg") + f"?version={n}").text for n in (1, 2)]
    assert [marked in unescape(re.sub(r"<[^>]+>", "", svg)) for svg in drawn] == [False, True], "on the plan, too"
    assert plan_now(beston, 1) == plan != plan_now(beston, 2)
    assert legal() == []


def test_the_words_of_each_version_stand_in_the_record_and_are_handed_out(wall, beston, exported):
    wall.freezes()
    wall.does("delia", "add", block="today", words="There is cake at three.")
    wall.freezes("delia")
    documents = next(m for m in exported()["meetings"] if m["number"] == 4)["documents"]
    assert [(d["kind"], d["version"], d["by"]) for d in documents] == [("recap", 1, "jo"), ("recap", 2, "delia")]
    assert [d["text"] for d in documents] == [page_now(beston, 1).text, page_now(beston, 2).text]
    assert "Version 2, changed after it was printed" in documents[1]["text"]
    assert "Version" not in documents[0]["text"]
    assert as_text(page_now(beston, 2).recap) == documents[1]["text"]


def test_a_series_that_came_with_its_words_alone_shows_them(wall, beston, engine, visit):
    wall.does("delia", "add", block="since", words="Moira has written to every practice.")
    wall.freezes()
    with reading(engine) as db:
        file = export(db, beston.series_id, vault())
    hung, text = wall.inside("gp2"), page_now(beston).text
    importing.take_in(engine, vault(), importing.prepare(file.encode()), slug="again")
    again = type(beston)(engine, "again")
    shown = page_now(again)
    assert (shown.text, as_text(shown.recap), shown.version) == (text, text, 1)
    page = visit(again.gp2).get(again.address("meetings", 4, "recap")).text
    assert "Moira has written to every practice." in page
    assert hung.count("<section") == page.count('<section class="leaf')
    sponsors = visit(again.george).get(again.address("meetings", 4, "recap")).text
    assert "Moira" not in sponsors
    assert visit(again.george).get(again.address("meetings", 4, "recap") + "?version=1").status_code == 404


def test_whoever_freezes_has_seen_just_this(wall, beston):
    seen = wall.ready.stands
    wall.rewords("delia", "since", RUTH, SHORTER)
    answer = wall.does("jo", "freeze", stands=seen)
    assert answer.status_code == 409
    assert "Look at it once more." in answer.text
    assert page_now(beston).version == 0


def test_what_has_not_changed_is_not_frozen_again(wall):
    wall.freezes()
    answer = wall.does("jo", "freeze", stands=wall.ready.stands)
    assert answer.status_code == 422
    assert "Nothing has changed since version 1 was frozen." in answer.text


def test_a_page_too_long_for_one_side_says_how_much_and_is_not_frozen(wall, beston):
    for n in range(14):
        wall.does("delia", "add", block="who", words=f"Line {n}: " + "and a little more to say about this day, " * 3)
    many = wall.ready.too_many
    assert many > 2
    answer = wall.does("jo", "freeze", stands=wall.ready.stands)
    assert answer.status_code == 422
    assert "too many for one side" in answer.text
    assert page_now(beston).version == 0
    places = [p for p in wall.ready.prepared.places["who"] if p.entry.added]
    for place in places:
        wall.does("jo", "out", block="who", line=place.key)
    wall.freezes()


def test_a_form_that_arrives_twice_does_one_thing(wall, beston):
    browser = wall.browser("jo")
    sent = {"csrf": token(browser), "once": "x" * 24, "do": "freeze", "stands": wall.ready.stands}
    first, second = (browser.post(wall.address("recap/prepare"), data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert page_now(beston).newest == 1


def test_a_version_that_is_not_there_is_not_found(wall):
    wall.freezes()
    for address in ("recap?version=2", "plan?version=2", "plan.svg?version=2"):
        assert wall.browser("gp2").get(wall.address(address)).status_code == 404


def test_what_was_frozen_later_was_not_yet_there_before(wall, beston, at):
    wall.freezes()
    at("2018-04-10T09:00:00+01:00")
    assert page_now(beston).version == 0


def test_before_the_first_meeting_the_welcome_is_frozen(wall, at):
    at("2018-01-15T09:00:00+00:00")
    wall.number = 1
    wall.does("delia", "add", block="day", words="There is soup at noon.")
    wall.freezes()
    assert page_now(wall.beston, number=1).recap.kind == "welcome"
    assert "There is soup at noon." in wall.says("gp2")
    assert "There is soup at noon." in wall.says("george")


# -- who sees what ----------------------------------------------------
def test_a_sponsor_reads_nothing_that_was_typed_but_what_is_for_everybody_and_names_nobody(wall, beston):
    wall.does("delia", "add", block="since", words="Moira has written to every practice.")
    wall.does("delia", "add", block="why", words="It is Delia who keeps us to it.")
    wall.does("delia", "add", block="today", words="There is cake at three.")
    wall.rewords("delia", "moving", "things are open", "Ruth and nine others have things open.")
    wall.freezes()
    page = wall.inside("george")
    assert "There is cake at three." in page
    assert not [p.name for p in beston.record.people.values() if p.id != "george" and p.name in page]
    assert not [word for word in ("Moira", "Delia", "Ruth", "Jo") if word in page]
    assert "Delia" not in wall.reads("george").split("colophon")[1]
    assert wall.inside("george", 1) == page


def test_who_prepared_and_froze_is_written_down_without_a_word_of_it(wall, beston):
    wall.does("delia", "add", block="today", words="There is cake at three.")
    wall.freezes()
    with reading(beston.engine) as db:
        entries = db.execute(select(AuditEntry.metadata.tables["audit_entry"])).all()
    assert [(e.verb, e.person, e.thing) for e in entries][-2:] == [
        ("prepared the recap of", "delia", "M4"),
        ("froze the recap and the plan of", "jo", "M4"),
    ]
    assert not [e for e in entries if "cake" in e.said or "Older people" in e.said]
    told = wall.browser("jo").get(beston.address("audit")).text
    assert "froze the page that opens a meeting, and the plan" in told


def test_what_is_found_in_a_version_leads_to_that_version(wall, beston):
    wall.does("delia", "add", block="today", words="There is cinnamon cake at three.")
    wall.freezes()
    line = wall.line("today", "cinnamon")
    wall.does("delia", "out", block="today", line=line.key)
    wall.freezes()
    found = wall.browser("gp2").get(beston.address("search") + "?q=cinnamon").text
    assert f'href="{wall.address("recap")}?version=1"' in found
    assert "cinnamon" not in wall.reads("gp2")
    assert "cinnamon" in wall.reads("gp2", 1)
