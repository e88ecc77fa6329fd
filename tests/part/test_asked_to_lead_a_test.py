"""Euan is asked to lead a test of change, and answers by his personal link: yes, or no, with a line if he likes."""

from datetime import date

import pytest

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said

WORD = "Two pharmacies wait for a call"


@pytest.fixture
def asked(engine, beston):
    """Nadia still leads it; Euan tries it with her. More may be added in the same moment."""

    def put(*contacts):
        with writing(engine) as db:
            draft = Draft(beston.record)
            draft.change(("tests", "T6"), {"asked_of": "ota", "asked_note": WORD, "team": ["ota", "dcm"]})
            for id_, on in contacts:
                said = {"kind": "handover", "channel": "email", "said": "Would you?", "about": ["T6"]}
                draft.add(("follow_ups",), {"id": id_, "by": "delia", "with": "ota", "on": on} | said)
            draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))

    return put


@pytest.fixture
def a_test(links):
    return lambda: next(test for test in links.record()["tests"] if test["id"] == "T6")


# -- the question ----------------------------------------------------------
def test_he_reads_what_it_is_whose_it_is_and_the_last_word_on_it(asked, links):
    asked()
    page = links.opened("ota").words()
    assert "You are asked to lead a test of change: &#39;Who is in my week&#39; sheet" in page
    assert f"The last word on it: “{WORD}”." in page
    assert "Nadia leads it so far." in page
    assert "Maureen tries it too." in page


def test_yes_and_no_are_there_and_neither_is_chosen(asked, links):
    asked()
    form = links.opened("ota").form("test", "T6")
    assert "answer" not in form.fields
    page = links.opened("ota").page()
    assert "Yes, I will" in page
    assert "<script" not in page


def test_nobody_else_is_asked_and_nobody_else_can_answer(asked, links, a_test):
    asked()
    form = links.opened("ota").form("test", "T6")
    for somebody in ("vs3", "dcm", "lib"):
        telephone = links.opened(somebody)
        assert not telephone.has("test", "T6")
        answer = telephone.browser.post(telephone.link, data=form.fields | {"answer": "take_on"})
        assert answer.status_code in (403, 422)
    assert (a_test()["lead"], a_test()["asked_of"]) == ("vs3", "ota")


def test_what_was_asked_of_an_action_is_no_answer_here(asked, links, a_test):
    asked()
    telephone = links.opened("ota")
    for answer in ("", "done", "stuck"):
        kept = telephone.send("test", "T6", answer=answer, line_done="All of it", line_take_on="Gladly")
        assert kept.status_code == 422
        assert "Gladly" in kept.text
    assert a_test()["asked_of"] == "ota"


# -- the answer ------------------------------------------------------------
def test_with_yes_he_leads_it_and_is_not_among_the_others_too(asked, links, a_test):
    asked()
    said = links.opened("ota").said("test", "T6", answer="take_on", line_take_on="From May on")
    assert "Thank you for taking it on." in said
    assert (a_test()["lead"], a_test()["team"]) == ("ota", ["dcm"])
    assert not {"asked_of", "asked_note"} & a_test().keys()


def test_with_no_nobody_is_asked_any_more_and_it_keeps_its_lead(asked, links, a_test):
    asked()
    said = links.opened("ota").said("test", "T6", answer="not_mine", line_not_mine="I have too much on")
    assert "Delia will look for somebody." in said
    assert (a_test()["lead"], a_test()["team"]) == ("vs3", ["ota", "dcm"])
    assert "asked_of" not in a_test()


def test_the_newest_contact_that_waits_is_given_what_he_said(asked, links, beston):
    asked(("U90", "2018-04-05"), ("U91", "2018-04-09"))
    links.opened("ota").send("test", "T6", answer="not_mine", line_not_mine="I have too much on")
    held = beston.record.follow_ups
    assert (held["U91"].result, held["U91"].heard) == ("hands_it_back", "I have too much on")
    assert held["U90"].result is None


def test_where_nothing_waits_what_he_said_is_noted_for_the_organisers(asked, links, beston, visit):
    asked()
    links.opened("ota").send("test", "T6", answer="not_mine", line_not_mine="I have too much on")
    assert "I have too much on" in visit(beston.delia).get(beston.address("follow-ups")).text
    assert "I have too much on" not in visit(beston.gp2).get(beston.address("tests", "T6")).text


def test_it_needs_no_line(asked, links, a_test):
    asked()
    links.opened("ota").send("test", "T6", answer="take_on")
    assert a_test()["lead"] == "ota"


# -- taking it back ----------------------------------------------------------
@pytest.mark.parametrize("contacts", [[], [("U91", "2018-04-09")]], ids=["noted", "answered"])
@pytest.mark.parametrize("way", ["take_on", "not_mine"])
def test_taken_back_he_is_asked_again_and_nothing_is_heard(asked, links, way, contacts):
    asked(*contacts)
    telephone, before = links.opened("ota"), links.record()
    telephone.send("test", "T6", answer=way, line_take_on="Gladly", line_not_mine="No time")
    assert telephone.send("back", "T6").status_code == 422, "a tick first"
    assert "Taken back. You are being asked again." in telephone.said("back", "T6", sure="yes")
    for test in before["tests"]:
        test.pop("asked_note", None)  # the word that went with the question was said, and is not kept twice
    assert links.record() == before
    assert not telephone.has("back", "T6")
    assert telephone.has("test", "T6")


def test_what_has_been_changed_since_cannot_be_taken_back(asked, links, engine, beston, a_test):
    asked()
    telephone = links.opened("ota")
    telephone.send("test", "T6", answer="take_on")
    back = telephone.form("back", "T6")
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.change(("tests", "T6"), {"lead": "lib"})
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))
    assert not telephone.has("back", "T6")
    assert telephone.browser.post(telephone.link, data=back.fields | {"sure": "yes"}).status_code == 422
    assert a_test()["lead"] == "lib"


def test_the_day_after_it_stays_as_it_was_said(asked, links, at):
    asked()
    links.opened("ota").send("test", "T6", answer="take_on")
    at("2018-04-12T09:00:00+01:00")
    assert not links.opened("ota").has("back", "T6")


# -- somebody who has moved on ---------------------------------------------------
def test_whoever_has_moved_on_can_only_say_no(asked, links, visit, beston, at, a_test):
    asked()
    there = beston.address("write", "hat-end", "ota", 1)
    assert visit(beston.jo).fill_in(there, there, to="2018-04-11").status_code == 303
    at("2018-04-12T09:00:00+01:00")
    telephone = links.opened("ota")
    assert "Yes, I will" not in telephone.page()
    assert telephone.send("test", "T6", answer="take_on").status_code == 422
    assert telephone.send("test", "T6", answer="not_mine").status_code == 303
    assert "asked_of" not in a_test()
