"""A test of change by forms: a guess before it begins, and locked then; a decision with what was learnt (T1 to T7)."""

import pytest

from tests.writing.examples_tests import BEGUN, ENDED, GUESS, IDEA, ROUND, STAYS, STUDIED


@pytest.fixture
def cycles(exported):
    return lambda: next(t for t in exported()["tests"] if t["id"] == "T7").get("cycles", [])


@pytest.fixture
def status(visit, beston):
    """What a form answers to whoever opens it."""
    return lambda who, *steps: visit(beston.people[who]).get(beston.address("write", *steps)).status_code


def planned(send, **more):
    send("jo", "test", **IDEA.fields)
    assert send("dcm", "test-plan", "T7", **(ROUND.fields | more)).status_code == 303


def ended(send):
    planned(send)
    send("dcm", "cycle-begin", "T7", 1, **BEGUN.fields)
    assert send("dcm", "cycle-end", "T7", 1, **ENDED.fields).status_code == 303


def test_whoever_leads_a_test_writes_it_and_others_read_it(send, status):
    send("jo", "test", **IDEA.fields)
    assert status("dcm", "test-plan", "T7") == 200
    assert status("vs1", "test-plan", "T7") == 403, "on the team, and not the lead"
    assert status("george", "test-plan", "T7") == 404
    assert status("dcm", "test-hand-on", "T7") == 403, "what carries on is for the organisers"


def test_the_first_round_is_small_unless_somebody_says_otherwise(send, cycles):
    planned(send)
    (first,) = cycles()
    assert (first["scale"], first["planned_start"], first["planned_end"]) == ("one_person", "2018-04-11", "2018-04-25")
    assert (first["on"], first["predicted_on"], first["safety"]["on"]) == ("2018-04-11",) * 3


def test_a_round_without_a_guess_does_not_begin(send, status, cycles):
    planned(send, prediction="")
    assert status("dcm", "cycle-begin", "T7", 1) == 409
    send("dcm", "cycle-guess", "T7", 1, **GUESS.fields)
    assert cycles()[0]["predicted_on"] == "2018-04-11"
    assert send("dcm", "cycle-begin", "T7", 1).status_code == 303


def test_once_it_has_begun_the_guess_is_locked(send, status):
    planned(send)
    send("dcm", "cycle-begin", "T7", 1, **BEGUN.fields)
    assert status("dcm", "cycle-guess", "T7", 1) == 409
    assert status("dcm", "cycle-change", "T7", 1) == 409


def test_it_did_not_begin_before_the_guess_was_written(send):
    planned(send)
    answer = send("dcm", "cycle-begin", "T7", 1, started="2018-04-10")
    assert answer.status_code == 422
    assert 'href="#started"' in answer.text


def test_a_guess_that_is_put_otherwise_is_of_that_day(send, cycles, at):
    planned(send)
    at("2018-04-13T09:00:00+01:00")
    send("dcm", "cycle-change", "T7", 1, plan="Hugh holds the door")
    assert cycles()[0]["predicted_on"] == "2018-04-11"
    send("dcm", "cycle-guess", "T7", 1, **GUESS.fields)
    assert cycles()[0]["predicted_on"] == "2018-04-13"


def test_nobody_begins_before_somebody_agreed_that_no_one_is_worse_off(send):
    planned(send, **{"safety-agreed_by": ""})
    answer = send("dcm", "cycle-begin", "T7", 1)
    assert answer.status_code == 422
    assert 'href="#safety-agreed_by"' in answer.text
    assert send("dcm", "cycle-begin", "T7", 1, **{"safety-agreed_by": "dn1"}).status_code == 303


def test_adopting_names_who_keeps_doing_it_and_adapting_what_comes_next(send):
    ended(send)
    for decision, field in (("adopt", "kept_by"), ("adapt", "next")):
        answer = send("dcm", "cycle-decide", "T7", 1, decision=decision, **STUDIED.fields)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
    answer = send("dcm", "cycle-decide", "T7", 1, decision="abandon", learned="")
    assert 'href="#learned"' in answer.text
    assert send("dcm", "cycle-decide", "T7", 1, **STUDIED.fields, **STAYS.fields).status_code == 303
    assert send("dcm", "test-stays", "T7").status_code == 303


def test_before_it_has_ended_it_can_only_be_abandoned_with_a_reason(send, visit, beston, cycles):
    planned(send)
    page = visit(beston.dcm).get(beston.address("write", "cycle-decide", "T7", 1)).text
    assert 'value="adopt"' not in page
    assert send("dcm", "cycle-decide", "T7", 1).status_code == 422
    assert send("dcm", "cycle-decide", "T7", 1, learned="The bell was not allowed").status_code == 303
    assert cycles()[0]["decision"] == "abandon"


def test_another_round_follows_a_decision_to_adapt_and_says_why_where_it_grows_fast(send, status, cycles):
    ended(send)
    assert status("dcm", "test-plan", "T7") == 409
    send("dcm", "cycle-decide", "T7", 1, **STUDIED.fields, decision="adapt", next="With two doors")
    answer = send("dcm", "test-plan", "T7", question="And for all?", scale="several")
    assert answer.status_code == 422
    assert 'href="#why_so_fast"' in answer.text
    more = {"question": "And for all?", "scale": "several", "why_so_fast": "A bell costs nothing"}
    assert send("dcm", "test-plan", "T7", **more).status_code == 303
    assert len(cycles()) == 2


def test_what_was_adopted_is_opened_again_with_a_reason_and_then_planned(send, legal, at):
    ended(send)
    send("dcm", "cycle-decide", "T7", 1, **STUDIED.fields, **STAYS.fields)
    send("dcm", "test-stays", "T7")
    at("2018-04-12T09:00:00+01:00")
    assert send("jo", "test-reopen", "T7", note="").status_code == 422
    assert send("jo", "test-reopen", "T7", note="The bell broke").status_code == 303
    assert send("dcm", "test-plan", "T7", question="Does a new one last?").status_code == 303
    assert legal() == []
