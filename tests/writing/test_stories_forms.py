"""A story is brought by forms: what stops and asks, what it rests on, who may, and what was learnt from it."""

import pytest

from app.stories.recognising import A_NAME, AN_ADDRESS, recognisable
from tests.writing.examples_stories import ASKED, HERON, told
from tests.writing.sealed_words import audited, body_of


# -- what stops and asks ----------------------------------------------
def test_a_number_in_a_story_is_refused(send, beston):
    answer = send("vs3", "story", **{**HERON.fields, "body": "Her number is 943 476 5919."})
    assert answer.status_code == 422
    assert "Nothing here should point to one person." in answer.text


@pytest.mark.parametrize(
    "words, kind",
    [
        ("She lives at 14 Mill Road with her dog.", AN_ADDRESS),
        ("The house is in Old Castle Street, up the hill.", AN_ADDRESS),
        ("He moved to flat 3/2 after the fall.", AN_ADDRESS),
        ("Then Nadia rang her.", A_NAME),
        ("Her neighbour, nadia hussain, rang.", A_NAME),
        ("It was Delia’s idea.", A_NAME),
    ],
)
def test_an_address_or_a_name_of_somebody_here_stops_and_asks(beston, words, kind):
    assert recognisable(words, [p.name for p in beston.record.people.values()]) == [kind]


def test_the_stories_of_beston_stop_nobody(beston):
    names = [n for p in beston.record.people.values() for n in (p.name, p.known_as) if n]
    for story in ("S1", "S2", "S3", "S4"):
        assert recognisable(body_of(beston, story), names) == []


def test_a_name_is_asked_about_once_and_kept_with_a_reason_that_is_written_down(send, beston):
    fields = HERON.fields | {"body": "The heron is called Delia."}
    answer = send("vs3", "story", **fields)
    assert answer.status_code == 422
    assert "This seems to hold the name of somebody in this series." in answer.text
    assert "The heron is called Delia." in answer.text

    answer = send("vs3", "story", **fields, all_the_same="yes")
    assert "Say in a few words why it may stay." in answer.text

    answer = send("vs3", "story", **fields, all_the_same="yes", all_the_same_why="It is a bird")
    assert answer.status_code == 303
    assert "It is a bird" in audited(beston)
    assert "heron is called" not in audited(beston)


def test_the_question_is_not_asked_before_there_is_a_cause(visit, beston):
    assert "all_the_same" not in visit(beston.vs3).get(beston.address("write", "story")).text


def test_a_suggested_name_is_not_suggested_again(send, visit, beston):
    page = visit(beston.vs3).get(beston.address("write", "story")).text
    assert "Mrs Birch is still free" in page
    send("vs3", "story", **HERON.fields)
    assert "Mrs Birch" not in visit(beston.jo).get(beston.address("write", "story")).text
    assert "Another story here has this name." in send("jo", "story", **HERON.fields).text


# -- what it rests on -------------------------------------------------
def test_no_story_without_what_it_rests_on_and_what_it_is_for(send):
    for field in ("basis", "why"):
        answer = send("vs3", "story", **{**HERON.fields, field: None})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text


def test_for_the_report_the_small_number_is_asked_about(send):
    report = HERON.fields | {"consent-scope": "report"}
    assert "Where few people are served" in send("vs3", "story", **report).text
    assert send("vs3", "story", **report, not_few="yes").status_code == 303


def test_a_story_that_is_nobodys_own_says_so(send, exported):
    send("vs3", "story", **{**HERON.fields, "basis": "composite", "consent-how": ""})
    story = exported()["stories"][-1]
    assert story["kind"] == "composite"
    assert story["consent"]["how"] == "Put together from several people’s; it is nobody’s own"


def test_until_they_have_said_yes_it_stays_offered(send, exported):
    send("vs3", "story", **ASKED.fields)
    story = exported()["stories"][-1]
    assert "consent" not in story
    assert [e["event"] for e in story["history"]] == ["consent_asked"]


# -- who may ----------------------------------------------------------
def test_a_draft_is_there_for_its_bringer_and_the_organisers_alone(send, visit, beston):
    send("vs3", "story", **HERON.fields)
    for who, status in (("vs3", 200), ("jo", 200), ("sw", 404), ("george", 404)):
        assert visit(beston.people[who]).get(beston.address("write", "story-change", "S5")).status_code == status, who
    assert visit(beston.george).get(beston.address("write", "story")).status_code == 404


def test_a_member_brings_in_their_own_name(visit, beston):
    assert "brought_by" not in visit(beston.vs3).get(beston.address("write", "story")).text
    assert "brought_by" in visit(beston.jo).get(beston.address("write", "story")).text


def test_whoever_brought_it_checks_it_tomorrow_at_the_earliest(send, at, beston):
    send("vs3", "story", **HERON.fields)
    assert "somebody else checks it" in send("vs3", "story-check", "S5", sure="yes").text
    at("2018-04-12T09:00:00+01:00")
    assert send("vs3", "story-check", "S5", sure="yes").status_code == 303


def test_another_cannot_take_it_back(visit, beston):
    assert visit(beston.vs3).get(beston.address("write", "story-withdraw", "S1")).status_code == 404
    assert visit(beston.gp1).get(beston.address("write", "story-withdraw", "S1")).status_code == 200


# -- what was learnt --------------------------------------------------
def test_what_was_learnt_leaves_the_room_by_a_second_person(send, at, exported):
    told(send)
    send("jo", "story-learning", "S5", text="Mornings are long")
    assert "You wrote this" in send("jo", "story-learning-approve", "S5", 1, sure="yes").text
    assert "You brought this story" in send("vs3", "story-learning-approve", "S5", 1, sure="yes").text
    assert send("delia", "story-learning-approve", "S5", 1, sure="yes").status_code == 303
    assert exported()["stories"][-1]["learning"][0]["approved_by"] == "delia"
    send("jo", "story-learning-change", "S5", 1, text="The mornings are long")
    assert "approved_by" not in exported()["stories"][-1]["learning"][0], "other words were not read by anybody"
    at("2018-04-12T09:00:00+01:00")
    assert send("jo", "story-learning-approve", "S5", 1, sure="yes").status_code == 303


def test_learning_for_everybody_needs_leave_for_the_report(send):
    told(send)
    answer = send("jo", "story-learning", "S5", text="Mornings are long", visibility="public")
    assert answer.status_code == 422
    assert "only be public if the person agreed" in answer.text
