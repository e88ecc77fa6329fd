"""Delia looks through the letters that wait, puts them into her own words, sends them and puts them off."""

import re

import pytest

from tests.letters.conftest import MONDAY, LettersPage, rows
from tests.world.visitor import HTMX


# -- what waits --------------------------------------------------------
def test_home_says_how_many_wait_and_leads_there(desk, beston, visit):
    home = desk.browser.get(beston.address()).text
    assert re.search(r'href="/series/beston/letters">Seven letters</a> wait for you to look at', home)
    desk.send("invitation/gp2/M4", "invitation/it/M4")
    assert "Five letters</a> wait" in desk.browser.get(beston.address()).text
    assert "letters</a> wait" not in visit(beston.gp2).get(beston.address()).text


def test_what_waits_is_listed_with_whom_and_why_each_ticked(desk):
    assert "Seven letters wait for you. Nothing goes before you have looked." in desk.text
    groups = [f.fields["letters"] for f in desk.browser.forms(desk.page) if "letters" in f.fields]
    assert groups == [
        ["invitation/gp2/M4", "invitation/it/M4", "invitation/vs2/M4"],
        ["welcome/car2/welcome"],
        ["thanks/dcm/A15", "thanks/vs3/A21", "thanks/lib/A17"],
    ]
    assert "Invited on Thursday 22 March; no letter has gone from here." in desk.text


def test_whom_a_rule_protects_is_there_without_a_tick_and_with_the_reason(desk, at):
    at(MONDAY)
    page = desk.text
    assert "recap/dn1/M4" not in page.replace("/due/recap/dn1/M4", "")
    assert "Karen asked for peace until Monday 30 April." in page
    assert "Ring them instead" in page
    ring = re.sub(r"<[^>]*>", "", page.partition("Ring them instead")[2])
    assert re.search(r"Dr Alan Reid.*: prefers the telephone, 07700 900161", ring)


def test_whoever_prefers_post_stands_beside_whom_to_ring_and_the_letter_is_there_to_be_printed(desk, beston, db):
    form = beston.address("write", "person-change", "gp2")
    assert desk.browser.fill_in(form, form, prefers="post").status_code == 303
    listed = re.sub(r"<[^>]*>", "", desk.text.partition("Ring them instead")[2])
    assert re.search(r"Priya Nair.*: prefers post: print it and post it", listed)
    address = f"{desk.page}/due/invitation/gp2/M4"
    page = desk.browser.get(address).text
    assert "<b>Not by e-mail.</b> Priya prefers post: print it and post it." in page
    assert "To print and post" in page
    assert "Send this letter" not in page
    assert "please come to our fourth meeting" in desk.browser.get(f"{address}?as=letter").text
    assert desk.decide("invitation/gp2/M4", "I have posted it").status_code == 303
    assert "invitation/gp2/M4" not in desk.text
    assert [row.state for row in rows(db)] == ["dropped"]


def test_an_empty_post_room_says_when_there_will_be_letters(visit, beston, at):
    at("2018-01-08T09:00:00+00:00")
    page = visit(beston.delia).get(beston.address("letters")).text
    assert "No letter waits for you." in page
    assert "the letters that go with it wait here" in page


def test_what_is_not_due_any_more_is_not_there(desk):
    assert desk.browser.get(f"{desk.page}/due/invitation/dcm/M4").status_code == 404
    desk.send("invitation/gp2/M4")
    answer = desk.browser.get(f"{desk.page}/due/invitation/gp2/M4")
    assert answer.status_code == 404


def test_the_page_asks_as_often_for_one_letter_as_for_many(desk, count_queries, at):
    at(MONDAY)
    desk.send("recap/lib/M4")
    desk.browser.get(desk.page)
    count_queries.clear()
    desk.browser.get(desk.page)
    few = len(count_queries)
    keys = re.findall(r'name="letters" value="(recap/[^"]+)"', desk.text)
    assert len(keys) > 10
    desk.send(*keys)
    desk.browser.get(desk.page)
    count_queries.clear()
    desk.browser.get(desk.page)
    assert len(count_queries) == few <= 6


# -- sent together -----------------------------------------------------
def test_a_batch_goes_with_one_press(desk, db, beston):
    answer = desk.send("invitation/gp2/M4", "invitation/it/M4")
    assert "They are on their way." in desk.browser.follow(answer).text
    sent = rows(db)
    assert [(r.kind, r.person, r.slot, r.about, r.state) for r in sent] == [
        ("invitation", "gp2", "M4", "M4", "queued"),
        ("invitation", "it", "M4", "M4", "queued"),
    ]
    assert {r.to_address for r in sent} == {beston.gp2.email, beston.it.email}
    assert all(r.calendar and r.html and r.approved_by for r in sent)
    assert "Five letters wait for you, and two others are on their way." in desk.text


def test_sent_with_htmx_it_is_the_same(desk, db):
    answer = desk.send("thanks/lib/A17", headers=HTMX | {"HX-Target": "section#letters"})
    assert answer.status_code == 303
    assert [r.kind for r in rows(db)] == ["thanks"]


def test_a_double_click_sends_once(desk, db):
    form = desk.browser.forms(desk.page)
    form = next(f for f in form if "thanks/lib/A17" in f.fields.get("letters", ()))
    first = desk.browser.post(desk.page, data=form.fields)
    assert desk.browser.post(desk.page, data=form.fields).headers["location"] == first.headers["location"]
    assert len(rows(db)) == 3


def test_what_somebody_else_has_sent_meanwhile_is_refused_in_words_and_nothing_goes(desk, db, visit, beston):
    form = next(f for f in desk.browser.forms(desk.page) if "invitation/gp2/M4" in f.fields.get("letters", ()))
    LettersPage(lambda: visit(beston.jo), beston).send("invitation/it/M4")
    answer = desk.browser.post(desk.page, data=form.fields)
    assert answer.status_code == 422
    assert "One of these has been dealt with meanwhile. Look again." in answer.text
    assert [r.person for r in rows(db)] == ["it"]


def test_nothing_ticked_is_said_so(desk):
    form = next(f for f in desk.browser.forms(desk.page) if "letters" in f.fields)
    answer = desk.browser.post(desk.page, data={**form.fields, "letters": []})
    assert answer.status_code == 422
    assert "Tick at least one letter." in answer.text


def test_no_token_lies_in_the_database_nor_on_a_page(desk, db):
    desk.send("invitation/gp2/M4")
    letter = rows(db)[0]
    assert set(re.findall(r"/part/([\w-]+)", letter.text + letter.html)) == {"your-own-link"}
    shown = desk.browser.get(f"{desk.page}/{letter.id}").text
    assert "(their own link)" in shown
    assert "/part/" not in shown


# -- one by one --------------------------------------------------------
def test_a_letter_is_looked_at_and_put_into_one_s_own_words(desk, db):
    page = desk.browser.get(f"{desk.page}/due/invitation/gp2/M4").text
    assert "Priya, please come to our fourth meeting" in page
    assert "What to expect" in page
    desk.decide("invitation/gp2/M4", "Send this letter", words="Do come, Priya.\n\nI shall make the tea.")
    letter = rows(db)[0]
    assert letter.words == "Do come, Priya.\n\nI shall make the tea."
    assert "Do come, Priya.\n\nI shall make the tea.\n" in letter.text


def test_as_it_will_look_is_a_page_that_may_load_nothing(desk):
    answer = desk.browser.get(f"{desk.page}/due/invitation/gp2/M4?as=letter")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy
    assert ' style="' not in answer.text
    assert "Priya, please come to our fourth meeting" in answer.text
    assert "/part/" not in answer.text


@pytest.mark.parametrize(
    "words, why", [("", "Write a line or two."), ("Mrs Gray is well.", "Stories stay in the room.")]
)
def test_words_that_cannot_go_come_back_beside_what_was_typed(desk, db, words, why):
    answer = desk.decide("invitation/gp2/M4", "Send this letter", words=words)
    assert answer.status_code == 422
    assert why in answer.text
    assert words in answer.text
    assert rows(db) == []


def test_a_letter_waits_until_the_day_that_was_chosen(desk, db):
    desk.decide("thanks/lib/A17", "Send it then", day="2018-04-14")  # a Saturday
    assert rows(db)[0].next_try_at.isoformat() == "2018-04-16T07:30:00+00:00"
    assert "goes on Monday 16 April at 8.30" in desk.text
    refused = desk.decide("thanks/dcm/A15", "Send it then", day="2018-04-11")
    assert (refused.status_code, "Choose a day that is still to come." in refused.text) == (422, True)


def test_outside_working_hours_it_says_when_it_will_go(desk, db, at):
    at("2018-04-11T19:00:00+01:00")
    assert "Would go on Thursday 12 April at 8.30. It is outside working hours" in desk.text
    desk.send("thanks/lib/A17")
    assert rows(db)[0].next_try_at.isoformat() == "2018-04-12T07:30:00+00:00"


def test_what_holds_for_several_letters_of_a_kind_is_said_once(desk, at):
    at("2018-04-11T19:00:00+01:00")
    thanks = desk.text.partition('id="wait-thanks"')[2].partition("</form>")[0]
    assert thanks.count('name="letters"') == 3
    assert thanks.count("Would go on Thursday 12 April at 8.30.") == 1
    assert "Send the ticked letters" in thanks


def test_what_is_not_needed_is_gone_and_can_be_put_back(desk, db):
    desk.decide("welcome/car2/welcome", "This is not needed")
    assert "welcome/car2/welcome" not in desk.text
    letter = rows(db)[0]
    assert (letter.state, letter.text, letter.trouble) == ("dropped", None, "Not needed.")
    desk.act(letter.id, "Put it back among those that wait")
    assert "welcome/car2/welcome" in desk.text


def test_somebody_who_was_rung_is_off_the_list(desk, at):
    at(MONDAY)
    desk.decide("recap/gp1/M4", "I have told them")
    assert "Dr Alan Reid" not in desk.text.partition("Ring them instead")[2].partition("Did not go")[0]
