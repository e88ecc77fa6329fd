"""Meetings in Jo's hands: planned, moved, called off, who is asked, who came, what was said. It is 11 April 2018."""

import pytest

from tests.writing.examples_meetings import TODAY
from tests.writing.test_every_form import words_of


@pytest.fixture
def send(visit, beston):
    """Open a form, fill it in and send it."""

    def by(form, who="jo", **fields):
        there = f"/series/beston/write/{form}"
        return visit(beston.people[who]).fill_in(there, there, **fields)

    return by


@pytest.fixture
def kept(send):
    """The same, and it is kept."""

    def by(form, **fields):
        answer = send(form, **fields)
        assert answer.status_code == 303, words_of(answer.text)

    return by


def meeting(doc, id_):
    return next(m for m in doc["meetings"] if m["id"] == id_)


def person(doc, name):
    return next(p for p in doc["people"] if p["name"] == name)


# -- planned ------------------------------------------------------------
def test_a_meeting_between_two_others_takes_its_place_and_those_after_it_count_on(kept, exported, legal):
    kept("meeting", **TODAY)
    doc = exported()
    assert {m["id"]: m["number"] for m in doc["meetings"]} == {
        "M1": 1,
        "M2": 2,
        "M3": 3,
        "M7": 4,
        "M4": 5,
        "M5": 6,
        "M6": 7,
    }
    assert legal() == []


@pytest.mark.parametrize(
    "day, words",
    [("2018-03-01", "Meeting 3 has been held after that day"), ("2018-04-18", "There is a meeting on that day")],
)
def test_but_none_comes_before_one_that_was_held_nor_on_the_day_of_another(send, day, words):
    answer = send("meeting", **TODAY | {"date": day})
    assert answer.status_code == 422
    assert words in words_of(answer.text)


def test_hours_and_place_of_a_new_meeting_are_those_of_the_last(visit, beston):
    page = visit(beston.jo).get("/series/beston/write/meeting").text
    assert 'value="13:30"' in page
    assert "Beston Library hall" in page


# -- moved ----------------------------------------------------------------
def test_what_is_due_by_the_next_meeting_moves_with_it(kept, exported, beston):
    kept("meeting", **TODAY | {"kind": "follow_on", "date": "2018-07-10"})
    kept("action", text="Book the minibus", lead="jo", due="M7")
    kept("meeting-move/M7", to="2018-07-17", note="The hall is taken")
    assert meeting(exported(), "M7")["history"][-1]["to"] == "2018-07-17"
    then = beston.then("2018-04-11")
    row = beston.record.actions["A41"]
    assert then.due(row.due_meeting, row.due_on, then.day).isoformat() == "2018-07-17"


@pytest.mark.parametrize("to", ["2018-04-10", "2018-07-10", "2018-06-13"], ids=["past", "no move", "taken"])
def test_a_meeting_moves_only_to_a_free_day_to_come(kept, send, to):
    kept("meeting", **TODAY | {"kind": "follow_on", "date": "2018-07-10"})
    answer = send("meeting-move/M7", to=to, note="The hall is taken")
    assert answer.status_code == 422
    assert 'href="#to"' in answer.text


def test_a_meeting_is_opened_on_its_own_day_and_not_before(kept, visit, beston, exported, at):
    kept("meeting", **TODAY | {"date": "2018-04-12"})
    early = visit(beston.jo).get("/series/beston/write/meeting-open/M7")
    assert early.status_code == 409
    assert "Move it first" in early.text
    at("2018-04-16T09:00:00+01:00")
    kept("meeting-open/M7")
    assert meeting(exported(), "M7")["history"][-1]["on"] == "2018-04-12", "it is told later, and was held then"


# -- asked, and answered ---------------------------------------------------
def test_nobody_is_invited_before_it_is_said_what_for(kept, send, exported):
    kept("meeting", **TODAY | {"purpose": ""})
    answer = send("meeting-invitations/M7")
    assert answer.status_code == 422
    assert 'href="#purpose"' in answer.text
    assert "invitations" not in meeting(exported(), "M7")
    kept("meeting-invitations/M7", purpose="Agree on Thursdays")
    invited = meeting(exported(), "M7")["invitations"]
    assert len(invited) == 22
    assert {"person": "gp1", "sent_on": "2018-04-11", "channel": "phone", "reply": "none"} in invited
    assert not any(row["person"] == "jo" for row in invited), "a facilitator has no seat, and is there anyway"


def test_an_answer_has_the_day_on_which_it_was_heard(kept, send, exported, at):
    kept("meeting", **TODAY | {"date": "2018-04-17"})
    kept("meeting-invitations/M7")
    at("2018-04-13T09:00:00+01:00")
    kept("meeting-replies/M7", **{"who-gp1-reply": "cannot", "heard": "2018-04-12"})
    rows = {row["person"]: row for row in meeting(exported(), "M7")["invitations"]}
    assert (rows["gp1"]["reply"], rows["gp1"]["replied_on"]) == ("cannot", "2018-04-12")
    assert rows["gp2"]["reply"] == "none"
    assert send("meeting-replies/M7", **{"who-gp2-reply": "coming", "heard": "2018-04-10"}).status_code == 422


# -- who came ----------------------------------------------------------------
def test_somebody_new_comes_in_alans_place_and_somebody_walks_in(kept, exported, legal):
    kept("meeting", **TODAY)
    kept("meeting-open/M7")
    came = {"who-gp1-state": "substitute_sent", "who-gp1-instead": "Ann Shaw", "who-gp2-state": "present"}
    kept("meeting-attendance/M7", **came | {"door-1-name": "Bob Lyle", "door-1-organisation": "daycentre"})
    doc = exported()
    sheet = {row["person"]: row for row in meeting(doc, "M7")["attendance"]}
    assert sheet["gp1"]["substitute"] == "ann-shaw"
    assert sheet["ann-shaw"] == {"person": "ann-shaw", "state": "present_as_substitute", "in_place_of": "gp1"}
    day = {"from": "2018-04-11", "to": "2018-04-11"}
    assert person(doc, "Ann Shaw")["memberships"] == [{"organisation": "gp-a", "role": "substitute"} | day]
    assert person(doc, "Bob Lyle")["memberships"] == [{"organisation": "daycentre", "role": "visitor"} | day]
    assert legal() == []
    kept("meeting-attendance/M7")
    assert exported()["people"] == doc["people"], "the sheet as it stands changes nothing"
    assert meeting(exported(), "M7")["attendance"] == meeting(doc, "M7")["attendance"]


def test_nobody_comes_in_anothers_place_and_for_themselves(kept, send):
    kept("meeting", **TODAY)
    kept("meeting-open/M7")
    both = {"who-gp1-state": "substitute_sent", "who-gp1-instead": "Dr Priya Nair", "who-gp2-state": "present"}
    answer = send("meeting-attendance/M7", **both)
    assert answer.status_code == 422
    assert 'href="#who-gp1-instead"' in answer.text


def test_words_go_no_further_than_the_record_unless_somebody_says_so(kept, exported):
    kept("meeting", **TODAY)
    kept("meeting-open/M7")
    kept("quote/M7", text="I had not known that there was a bus")
    (quote,) = meeting(exported(), "M7")["quotes"]
    assert quote == {"text": "I had not known that there was a bus", "leave_to_share": "record"}


def test_a_stretch_that_keeps_its_title_keeps_the_minutes_it_took(kept, exported):
    before = meeting(exported(), "M1")["run_sheet"]
    kept("meeting-run-sheet/M1", **{"run_sheet-1-needs": "Name badges"})
    assert before[0]["actual_minutes"] == 12
    assert meeting(exported(), "M1")["run_sheet"] == [before[0] | {"needs": "Name badges"}, *before[1:]]


# -- by whom -----------------------------------------------------------------
FORMS = ("meeting", "meeting-change/M5", "meeting-move/M5", "meeting-cancel/M5", "decision/M3", "quote/M3", "action")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who, status", [("delia", 200), ("gp2", 403), ("george", 404)])
def test_organisers_run_the_meetings_and_nobody_else(visit, beston, form, who, status):
    assert visit(beston.people[who]).get(f"/series/beston/write/{form}").status_code == status


@pytest.mark.parametrize("who, status", [("delia", 200), ("gp2", 404), ("george", 404)])
def test_contacts_and_what_the_organisers_make_of_a_meeting_are_theirs_alone(visit, beston, who, status):
    for form in ("follow-up", "follow-up-plan", "debrief/M3"):
        assert visit(beston.people[who]).get(f"/series/beston/write/{form}").status_code == status


def test_a_member_sees_no_way_to_any_of_it(visit, beston):
    for page in ("meetings", "meetings/4", "meetings/3", "actions", "follow-ups"):
        assert "/write/" not in visit(beston.gp2).get(f"/series/beston/{page}").text
