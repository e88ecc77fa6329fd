"""People come, change hats and move on; what they led is asked of whoever takes their place."""

from datetime import date

import pytest

from app.record.actions import action_then
from tests.writing.examples_people import ANN, LATER, MAY_WE, YES


@pytest.fixture
def person(exported):
    """Somebody as the file has them now."""
    return lambda id_: next(p for p in exported()["people"] if p["id"] == id_)


# -- a person ---------------------------------------------------------------
def test_whoever_is_added_has_a_place_from_that_day_and_can_come_in(send, person, visit, beston, at):
    assert send("jo", "person", **ANN.fields).status_code == 303
    assert person("ann-shaw")["memberships"] == [{"role": "participant", "from": LATER}]
    at(f"{LATER}T09:00:00+01:00")
    ann = type(beston)(beston.engine).people["ann-shaw"]
    assert visit(ann).get(beston.address()).status_code == 200


def test_one_changes_how_one_is_reached_oneself_and_nothing_else(send, visit, beston, person):
    there = beston.address("write", "person-change", "dcm")
    page = visit(beston.dcm).get(there).text
    assert 'name="email"' in page
    assert 'name="name"' not in page
    assert send("dcm", "person-change", "dcm", mobile="07700 900123", pronouns="she/her").status_code == 303
    assert person("dcm")["mobile"] == "07700 900123"
    assert person("dcm")["name"] == "Maureen Lyle"
    assert visit(beston.vs3).get(there).status_code == 403, "that is theirs, and the organisers’"


def test_no_name_turns_round_what_is_said_after_it(send, person):
    assert send("jo", "person", **ANN.fields | {"name": "\u202eAnn \u2067Shaw"}).status_code == 303
    assert person("ann-shaw")["name"] == "Ann Shaw"


def test_a_sponsor_finds_their_own_details_too(send):
    assert send("george", "person-change", "george", prefers="phone").status_code == 303


def test_a_new_address_counts_at_the_next_request(send, visit, beston):
    visitor = visit(beston.vs3)
    assert visitor.get(beston.address()).status_code == 200
    assert "A change counts at once" in visit(beston.jo).get(beston.address("write", "person-change", "vs3")).text
    send("jo", "person-change", "vs3", email="nadia@new.example.org")
    assert visitor.get(beston.address()).status_code == 404


def test_nothing_of_an_address_or_a_pronoun_stands_in_the_audit(send, visit, beston):
    send("dcm", "person-change", "dcm", email="maureen@new.example.org", pronouns="they/them")
    page = visit(beston.jo).get(beston.address("audit")).text
    assert "new.example.org" not in page
    assert "they/them" not in page


# -- hats --------------------------------------------------------------------
@pytest.mark.parametrize(
    "form, fields",
    [("hat-end", {"to": "2018-06-20"}), ("hat-role", {"role": "participant"}), ("hat-change", {"role": "sponsor"})],
)
def test_the_last_facilitator_cannot_go(send, person, form, fields):
    before = person("jo")
    answer = send("delia", form, "jo", 1, **fields)
    assert answer.status_code == 422
    assert "Nobody would hold the meetings from then on." in answer.text
    assert person("jo") == before


def test_the_last_but_one_may(send):
    send("jo", "hat", "delia", role="facilitator", organisation="hscp")
    assert send("delia", "hat-end", "jo", 1, to="2018-06-20").status_code == 303


def test_a_new_role_leaves_what_was_until_then(send, person, visit, beston):
    assert visit(beston.vs3).get(beston.address("follow-ups")).status_code == 200
    assert send("jo", "hat-role", "vs3", 1, role="integration_manager").status_code == 303
    assert person("vs3")["memberships"] == [
        {"organisation": "goodco", "role": "participant", "from": "2018-01-08", "to": "2018-04-10"},
        {"organisation": "goodco", "role": "integration_manager", "from": "2018-04-11"},
    ]
    assert visit(beston.vs3).get(beston.address("write", "person")).status_code == 200, (
        "it counts from the next request"
    )


def test_the_group_is_told_that_somebody_moved_on_and_no_more(send, visit, beston, at):
    assert send("jo", "hat-end", "vs3", 1, to=LATER, end_reason="stepped_back").status_code == 303
    at("2018-06-25T09:00:00+01:00")
    pages = [visit(beston.dcm).get(beston.address(*page)).text for page in (["people"], ["people", "vs3"])]
    assert "Nadia has moved on" in pages[0]
    assert not any("stepped" in page for page in pages)


# -- taking somebody's place -------------------------------------------------
def led(beston, person: str) -> set[str]:
    then = beston.then("2018-04-11")
    known = (action_then(then, row) for row in beston.record.actions.values())
    return {a.id for a in known if a and a.lead == person and a.state in ("agreed", "started", "stuck", "asked")}


def test_each_thing_is_asked_of_the_successor_and_theirs_once_they_accept(send, beston, exported, legal):
    send("jo", "action", text="Book the hall", lead="vs2")
    send("jo", "action", text="Ring the hall", lead="vs2")
    mine = {"A41", "A42"}
    assert mine <= led(beston, "vs2")
    fields = {"replaced_by": "lib", "since": LATER, "led-A41-word": "It is half done"}
    assert send("jo", "hat-replace", "vs2", 1, to=LATER, **fields).status_code == 303
    assert mine <= led(beston, "lib")
    words = {"A41": "It is half done", "A42": "Olive has moved on. Will you take it on?"}
    for action in (a for a in exported()["actions"] if a["id"] in mine):
        said = action["history"][-1]
        assert (said["event"], said["to"], said["by"], said["note"]) == ("asked", "lib", "jo", words[action["id"]])
    first_coffee = exported()["follow_ups"][-1]
    assert (first_coffee["kind"], first_coffee["by"], first_coffee["with"]) == ("handover", "delia", "lib")
    assert legal() == []


def test_with_nobody_yet_nothing_is_lost(send, beston, person):
    before = led(beston, "it")
    assert send("jo", "hat-replace", "it", 1, to=LATER).status_code == 303
    assert led(beston, "it") == before
    assert person("it")["memberships"][0]["to"] == LATER
    assert "replaced_by" not in person("it")["memberships"][0]


def test_what_is_left_out_stays(send, beston):
    before = led(beston, "it")
    none = {f"led-{action}-ask": None for action in before}
    send("jo", "hat-replace", "it", 1, to=LATER, replaced_by="lib", since=LATER, **none)
    assert led(beston, "it") == before


def test_somebody_here_or_somebody_new_not_both(send):
    answer = send("jo", "hat-replace", "it", 1, to=LATER, replaced_by="lib", name="Ann Shaw", since=LATER)
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text


# -- home checks ---------------------------------------------------------------
def test_those_who_come_from_an_organisation_answer_for_it(send, visit, beston):
    send("jo", "home-check", "pharmacy", **MAY_WE.fields)
    answer = beston.address("write", "home-check-answer", "HC4")
    assert visit(beston.dcm).get(answer).status_code == 403
    assert send("pha", "home-check-answer", "HC4", **YES.fields).status_code == 303
    page = visit(beston.dcm).get(beston.address("people")).text
    assert "Yes, if" in page
    assert "If it is not on a Monday" in page


def test_the_answer_is_hoped_for_after_as_many_days_as_they_need(visit, beston):
    page = visit(beston.jo).get(beston.address("write", "home-check", "cmht")).text
    assert f'value="{date(2018, 5, 11)}"' in page
