"""The page is prepared, frozen, and shown again as it hung on the wall, whatever is said afterwards."""

import re
from html import unescape

import pytest

from app.clock import today
from app.db import reading
from app.freezing import page_for, plan_for
from app.recap import as_text
from app.record.reading import read_record
from tests.world.sending import token

RUTH = "Ruth put a home library table"
SHORTER = "Ruth’s library table: seven signed up."


def page_now(beston, version=None, *, for_sponsor=False, number=4):
    with reading(beston.engine) as db:
        record = read_record(db, beston.series_id)
        return page_for(db, record, number, today("Europe/London"), version=version, for_sponsor=for_sponsor)


def plan_now(beston, version=None):
    with reading(beston.engine) as db:
        record = read_record(db, beston.series_id)
        return plan_for(db, record, 4, today("Europe/London"), version=version)


# -- preparing --------------------------------------------------------
def test_nobody_sees_what_delia_changes_before_it_is_frozen(wall):
    before = wall.inside("gp2")
    assert wall.rewords("delia", "since", RUTH, SHORTER).status_code == 303
    assert wall.inside("gp2") == before
    page = wall.browser("jo").get(wall.address("recap/prepare")).text
    assert SHORTER in page
    assert "Said so by <bdi hx-ignore>Delia</bdi>" in page
    assert RUTH in page, "what was worked out is still there to go back to"


def test_a_line_goes_back_to_what_was_worked_out(wall):
    place = wall.line("since", RUTH)
    wall.rewords("delia", "since", RUTH, SHORTER)
    assert wall.does("jo", "back", block="since", line=place.key).status_code == 303
    assert wall.line("since", RUTH).line == place.line
    assert wall.ready.prepared.touched == 0


def test_its_own_words_put_a_line_back_too(wall):
    place = wall.line("since", RUTH)
    wall.rewords("delia", "since", RUTH, SHORTER)
    wall.rewords("delia", "since", "Ruth’s library", place.line.text)
    assert wall.ready.prepared.touched == 0


def test_lines_are_left_out_put_back_added_and_moved(wall):
    place = wall.line("since", RUTH)
    wall.does("jo", "out", block="since", line=place.key)
    assert RUTH not in as_text(wall.ready.page)
    wall.does("jo", "in", block="since", line=place.key)
    wall.does("jo", "down", block="since", line=place.key)
    wall.does("jo", "add", block="since", words="Moira has written to every practice.")
    said = [line.text for line in wall.ready.page.blocks[3].lines]
    assert [words[:5] for words in said] == ["Nadia", "Thank", "Ruth ", "Moira"]
    assert wall.line("since", "Moira").line.item, "it is an item, as the others are"
    wall.does("jo", "out", block="since", line=wall.line("since", "Moira").key)
    assert [p for p in wall.ready.prepared.places["since"] if p.entry.added] == []


def test_the_page_asks_another_question_and_never_none(wall):
    place = wall.ready.prepared.places["question"][0]
    words = "What would help you to let go?"
    wall.does("jo", "reword", block="question", line=place.key, stands=place.stands, words=words)
    assert wall.ready.page.question == words
    answer = wall.does("jo", "out", block="question", line=place.key)
    assert answer.status_code == 422
    assert "Ask another one instead." in answer.text


def test_what_does_not_belong_on_a_wall_is_refused_and_kept_in_its_box(wall, beston):
    pseudonym = next(iter(beston.record.stories.values())).pseudonym
    for words, why in (
        ("Ring Ruth on 0131 496 0000.", "a telephone number"),
        ("Write to ruth@library.example.org.", "an e-mail address"),
        ("She lives at EH1 1AA.", "a postcode"),
        (f"{pseudonym} has her sewing machine back.", "the name that somebody has in a story"),
        ("   ", "Say it in a few words"),
        ("x" * 601, "there is room for 600"),
    ):
        answer = wall.rewords("delia", "since", RUTH, words)
        assert (answer.status_code, why in unescape(answer.text)) == (422, True), words
        assert words.strip() in answer.text, "it is still in its box"
    assert wall.ready.prepared.touched == 0


def test_of_two_who_say_one_line_otherwise_the_second_sees_both_wordings(wall):
    place = wall.line("since", RUTH)
    wall.rewords("delia", "since", RUTH, SHORTER)
    answer = wall.does("jo", "reword", block="since", line=place.key, stands=place.stands, words="Ruth lent books.")
    assert answer.status_code == 409
    assert SHORTER in answer.text
    assert "Ruth lent books." in answer.text
    assert wall.line("since", "Ruth").line.text == SHORTER


def test_two_may_prepare_different_lines_side_by_side(wall):
    one, other = wall.line("since", RUTH), wall.line("since", "Nadia")
    for who, place, words in (("delia", one, SHORTER), ("jo", other, "Two families keep the sheet.")):
        sent = {"block": "since", "line": place.key, "stands": place.stands, "words": words}
        assert wall.does(who, "reword", **sent).status_code == 303
    assert {"Two families keep the sheet.", SHORTER} <= {x.text for x in wall.ready.page.blocks[3].lines}


def test_a_line_that_is_not_there_is_not_found(wall):
    places = [("since", "c0"), ("nothing", "c0"), ("", "")]
    verbs = ("reword", "back", "out", "in", "up", "down", "say", "let-go")
    sent = [{"do": do, "block": block, "line": line} for do in verbs for block, line in places]
    assert {wall.does("jo", words="Something.", **one).status_code for one in sent} == {404}


def test_a_wording_whose_line_has_gone_waits_to_be_said_all_the_same(wall, beston, at):
    wall.rewords("delia", "since", RUTH, SHORTER)
    at("2018-04-11T10:00:00+01:00")
    move = beston.address("actions", wall.line("since", "library").entry.sources[0], "moves", "reopened")
    wall.browser("jo").fill_in(move, move, note="The table is to stand a second time")
    assert list(wall.ready.prepared.gone) == ["since"]
    assert SHORTER not in as_text(wall.ready.page)
    key = wall.ready.prepared.gone["since"][0].key
    assert "a line that the record does not have any more" in wall.browser("jo").get(wall.address("recap/prepare")).text
    wall.does("jo", "say", block="since", line=key)
    assert SHORTER in as_text(wall.ready.page)
    assert not wall.ready.prepared.gone


def test_words_whose_line_says_something_else_since_say_so_beside_them(wall, at):
    wall.rewords("delia", "moving", "things are open", "Ten things go on.")
    at("2018-04-14T09:00:00+01:00")
    assert wall.line("moving", "Ten things go on.").outdated
    assert "The record says something else since:" in wall.browser("jo").get(wall.address("recap/prepare")).text


# -- freezing ---------------------------------------------------------
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
    from app.installation import vault
    from app.series_file import importing
    from app.series_file.exporting import export

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


def test_once_the_meeting_has_been_held_nothing_of_it_is_prepared(wall):
    wall.number = 3
    led = wall.browser("jo").get(wall.address("recap/prepare"))
    assert (led.status_code, led.headers["location"]) == (303, wall.address("recap"))
    assert "Prepare this page" not in wall.reads("jo")
    assert wall.does("jo", "add", block="who", words="Hello.").status_code == 409


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


def test_only_organisers_find_the_page_on_which_it_is_prepared(wall):
    assert "Prepare this page" in wall.reads("delia")
    assert f'href="{wall.address("recap/prepare")}"' in wall.browser("delia").get(wall.address()).text
    for who in ("gp2", "george"):
        assert "Prepare this page" not in wall.reads(who)
        assert "recap/prepare" not in wall.browser(who).get(wall.address()).text
        assert wall.browser(who).get(wall.address("recap/prepare")).status_code == 404


def test_who_prepared_and_froze_is_written_down_without_a_word_of_it(wall, beston):
    from sqlalchemy import select

    from app.audit.models import AuditEntry

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
