"""Nadia moves on, who leads a test of change: Ruth is asked to lead it, and it is hers once she says yes."""

import pytest

from app.record import tests as trials
from app.record.minding import who_leads
from tests.part.links import words
from tests.world.visitor import forms_in

SHEET = "&#39;Who is in my week&#39; sheet"
HANDED = "Nadia has moved on. Will you take it on?"
NEXT_MORNING = "2018-04-12T09:00:00+01:00"


@pytest.fixture
def asked(keep):
    """Nadia's last day is 11 April; whatever she led is asked of Ruth."""

    def by(**fields):
        keep("hat-replace", "vs3", 1, to="2018-04-11", replaced_by="lib", since="2018-04-11", **fields)

    return by


@pytest.fixture
def the_test(exported):
    return lambda: next(test for test in exported()["tests"] if test["id"] == "T6")


@pytest.fixture
def lead_on(beston):
    """Who leads it on a day, as the group says it."""

    def said(day):
        then = beston.then(day)
        return next(who_leads(then, test) for test in trials.tests_then(then) if test.id == "T6")

    return said


def on_the_page(visit, beston, who):
    return words(visit(beston.people[who]).get(beston.address("tests", "T6")).text)


# -- asked -----------------------------------------------------------------
def test_she_is_asked_with_the_last_word_on_it_and_leads_nothing_yet(asked, the_test):
    asked(**{"led-T6-word": "Two pharmacies wait for a call"})
    assert (the_test()["lead"], the_test()["asked_of"]) == ("vs3", "lib")
    assert the_test()["asked_note"] == "Two pharmacies wait for a call"


def test_without_a_word_she_is_told_why_she_is_asked(asked, the_test):
    asked()
    assert the_test()["asked_note"] == HANDED


def test_what_is_not_ticked_is_asked_of_nobody(asked, the_test):
    asked(**{"led-T6-ask": None})
    assert "asked_of" not in the_test()


def test_until_she_has_said_yes_delia_minds_it_and_the_group_sees_so(asked, at, visit, beston, lead_on):
    asked()
    at(NEXT_MORNING)
    assert lead_on("2018-04-12") == "Ruth, being asked; Delia minds it"
    assert "Ruth, being asked; Delia minds it" in on_the_page(visit, beston, "gp2")
    assert HANDED in on_the_page(visit, beston, "gp2")
    assert "Ruth, being asked; Delia minds it" in words(visit(beston.gp2).get(beston.address("tests")).text)


def test_with_nobody_asked_delia_minds_it(keep, at, lead_on):
    keep("hat-end", "vs3", 1, to="2018-04-11")
    assert lead_on("2018-04-11") == "Nadia", "it is hers until the day ends"
    at(NEXT_MORNING)
    assert lead_on("2018-04-12") == "Delia minds it"


def test_while_its_lead_is_here_both_are_said(keep, lead_on):
    keep("test-ask", "T6", asked_of="lib")
    assert lead_on("2018-04-11") == "Nadia; Ruth is being asked"


def test_a_sponsor_sees_neither_who_leads_nor_who_is_asked(asked, at, visit, beston):
    asked()
    at(NEXT_MORNING)
    assert visit(beston.george).get(beston.address("tests", "T6")).status_code == 404
    assert "Ruth, being asked" not in visit(beston.george).get(beston.address()).text


def test_whoever_is_asked_and_moves_on_too_has_it_asked_of_their_own_successor(keep, at, the_test):
    keep("test-ask", "T6", asked_of="lib", asked_note="It wants one more week")
    keep("hat-replace", "lib", 1, to="2018-04-11", replaced_by="dcm", since="2018-04-11")
    assert (the_test()["lead"], the_test()["asked_of"]) == ("vs3", "dcm")
    assert the_test()["asked_note"] == "It wants one more week"


def test_a_successor_who_leads_it_already_is_not_asked(keep, the_test):
    keep("test-ask", "T6", asked_of="lib")
    keep("hat-replace", "lib", 1, to="2018-04-11", replaced_by="vs3", since="2018-04-11")
    assert the_test()["lead"] == "vs3"
    assert "asked_of" not in the_test()


# -- answered by telephone, or by the one who is asked -------------------------
def test_delia_notes_that_she_said_yes(asked, at, keep, the_test, exported, lead_on):
    keep("test-change", "T6", who="jo", team=["lib", "dcm"])
    asked()
    at(NEXT_MORNING)
    keep("test-answer", "T6", who="delia", result="takes_it", heard="From May on")
    assert (the_test()["lead"], the_test()["team"]) == ("lib", ["dcm"])
    assert not {"asked_of", "asked_note"} & the_test().keys()
    assert lead_on("2018-04-12") == "Ruth"
    noted = exported()["follow_ups"][-1]
    assert (noted["by"], noted["with"], noted["channel"], noted["result"]) == ("delia", "lib", "phone", "takes_it")
    assert (noted["heard"], noted["about"]) == ("From May on", ["T6"])


def test_after_a_no_it_waits_again_and_organisers_know_what_was_said(asked, at, keep, visit, beston, the_test):
    asked()
    at(NEXT_MORNING)
    keep("test-answer", "T6", who="delia", result="hands_it_back", heard="I have too much on")
    assert the_test()["lead"] == "vs3"
    assert "asked_of" not in the_test()
    log = words(visit(beston.delia).get(beston.address("follow-ups")).text)
    assert "I have too much on" in log
    assert "I have too much on" not in on_the_page(visit, beston, "gp2")
    desk = words(visit(beston.delia).get(beston.address("nudges")).text)
    assert "Nadia has moved on; you are minding it. Find somebody" in desk


def test_with_no_answer_she_is_not_asked_any_more(asked, keep, the_test):
    asked()
    keep("test-answer", "T6", result="no_answer")
    assert "asked_of" not in the_test()


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_ruth_answers_for_herself_and_nobody_else_does(asked, visit, beston, the_test, htmx):
    asked()
    there = beston.address("write", "test-answer", "T6")
    assert visit(beston.gp2).get(there).status_code == 403
    assert visit(beston.vs3).get(there).status_code == 403
    home = words(visit(beston.lib).get(beston.address()).text)
    assert f"You are asked to lead a test of change {SHEET} “{HANDED}” Say yes or no" in home
    ruth = visit(beston.lib)
    [form] = [form for form in forms_in(ruth.get(there).text) if "result" in form.fields or "heard" in form.fields]
    assert "result" not in form.fields or not form.fields["result"], "nothing is chosen beforehand"
    assert ruth.fill_in(there, there, htmx=htmx).status_code == 422
    assert ruth.fill_in(there, there, htmx=htmx, result="takes_it").status_code in (200, 303)
    assert the_test()["lead"] == "lib"
    assert visit(beston.lib).get(there).status_code == 403, "it is answered"


# -- asked by hand, and asked no more ---------------------------------------------
def test_only_organisers_ask(visit, beston):
    assert visit(beston.vs3).get(beston.address("write", "test-ask", "T6")).status_code == 403
    assert visit(beston.delia).get(beston.address("write", "test-ask", "T6")).status_code == 200


def test_nobody_is_asked_to_lead_what_they_lead(visit, beston):
    there = beston.address("write", "test-ask", "T6")
    assert visit(beston.delia).fill_in(there, there, asked_of="vs3").status_code == 422


def test_who_is_being_asked_stands_on_the_desk_and_at_home(keep, visit, beston):
    keep("test-ask", "T6", asked_of="lib")
    desk = words(visit(beston.delia).get(beston.address("nudges")).text)
    assert "Ruth is being asked to lead it. Note the answer" in desk
    home = words(visit(beston.delia).get(beston.address()).text)
    assert "Hear whether Ruth will lead a test" in home
    assert "being asked to lead it" in words(visit(beston.gp2).get(beston.address("people", "lib")).text)


def test_given_another_lead_it_is_asked_of_nobody(keep, the_test):
    keep("test-ask", "T6", asked_of="lib")
    keep("test-change", "T6", lead="lib")
    assert the_test()["lead"] == "lib"
    assert "asked_of" not in the_test()


def test_other_words_for_it_leave_the_question_as_it_is(keep, the_test):
    keep("test-ask", "T6", asked_of="lib", asked_note="Soon")
    keep("test-change", "T6", aim="So that each week has a name")
    assert (the_test()["asked_of"], the_test()["asked_note"]) == ("lib", "Soon")


@pytest.mark.parametrize("end", ["test-hand-on", "cycle-decide"])
def test_once_it_has_ended_nobody_is_asked(keep, the_test, end):
    keep("test-ask", "T6", asked_of="lib")
    if end == "test-hand-on":
        keep(end, "T6", words="The library")
    else:
        keep(end, "T6", 1, decision="abandon", learned="It was one page too many")
    assert "asked_of" not in the_test()


def test_what_was_asked_and_answered_is_in_the_audit_without_the_word_that_went_with_it(keep, visit, beston):
    keep("test-ask", "T6", asked_of="lib", asked_note="Between us two")
    audit = words(visit(beston.jo).get(beston.address("audit")).text)
    assert "Who is asked to lead it" in audit
    assert "Between us two" not in audit
