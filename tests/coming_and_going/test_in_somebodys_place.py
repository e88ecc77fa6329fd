"""Alan cannot come and the practice sends a locum: the practice is there, Alan is not; nobody writes to the locum."""

from datetime import date

import pytest

from app.figures.reckoning import seats
from app.nudges import Holidays, cards
from app.record.presence import represented
from app.series_file.checking import check

DAY = date(2018, 4, 11)


def row(doc, person):
    meeting = next(m for m in doc["meetings"] if m["id"] == "M7")
    return next((r for r in meeting["attendance"] if r["person"] == person), None)


def answered(doc, person):
    meeting = next(m for m in doc["meetings"] if m["id"] == "M7")
    return next(r for r in meeting["invitations"] if r["person"] == person)


@pytest.fixture
def n(beston):
    """Which of the invitations to M7 is somebody's."""
    return lambda person: next(i.n for i in beston.record.invitations["M7"] if i.person == person)


@pytest.fixture
def locum(today, keep, n):
    """Alan rings to say that Ann Shaw comes instead, and she does."""
    today()
    keep("meeting-reply", "M7", n("gp1"), reply="sending_substitute", substitute_name="Ann Shaw")
    keep("meeting-door", "M7", in_place_of="gp1")


# -- said before ------------------------------------------------------------
def test_an_answer_that_came_by_telephone_is_noted_for_one_person_alone(today, keep, n, exported):
    today(opened=False)
    keep("meeting-reply", "M7", n("gp1"), who="delia", reply="cannot")
    doc = exported()
    assert answered(doc, "gp1") | {"channel": ""} == {
        "person": "gp1",
        "sent_on": "2018-04-11",
        "channel": "",
        "reply": "cannot",
        "replied_on": "2018-04-11",
    }
    assert answered(doc, "gp2")["reply"] == "none"


def test_who_comes_instead_is_asked_for_with_the_one_who_was_named_in_advance(today, visit, beston, n):
    today(opened=False)
    page = visit(beston.jo).get(beston.address("write", "meeting-reply", "M7", n("pha"))).text
    assert 'value="Beth Laing"' in page, "Gillian’s membership names her"


def test_organisers_and_the_sender_see_who_comes_and_the_group_does_not(today, keep, n, visit, beston):
    today(opened=False)
    keep("meeting-reply", "M7", n("gp1"), reply="sending_substitute", substitute_name="Ann Shaw")
    meeting = beston.address("meetings", 4)
    assert "sends Ann Shaw" in visit(beston.jo).get(meeting).text
    assert "Ann Shaw" not in visit(beston.gp2).get(meeting).text
    assert "You are sending Ann Shaw." in visit(beston.gp1).get(beston.address("people", "gp1")).text
    assert "Ann Shaw" not in visit(beston.gp2).get(beston.address("people", "gp1")).text


def test_what_organisers_note_is_a_name_too_and_no_number(today, visit, beston, n):
    today(opened=False)
    there = beston.address("write", "meeting-reply", "M7", n("gp1"))
    said = {"reply": "sending_substitute", "substitute_name": "Ann Shaw, 07700 900123"}
    refused = visit(beston.jo).fill_in(there, there, **said)
    assert (refused.status_code, "This looks like a telephone number." in refused.text) == (422, True)
    all_of_them = beston.address("write", "meeting-replies", "M7")
    each = {f"who-gp1-{name}": value for name, value in said.items()}
    refused = visit(beston.jo).fill_in(all_of_them, all_of_them, **each)
    assert (refused.status_code, "This looks like a telephone number." in refused.text) == (422, True)


def test_whoever_comes_after_all_sends_nobody(today, keep, n, exported):
    today(opened=False)
    keep("meeting-reply", "M7", n("gp1"), reply="sending_substitute", substitute_name="Ann Shaw")
    keep("meeting-reply", "M7", n("gp1"), reply="coming")
    assert "substitute_name" not in answered(exported(), "gp1")


# -- at the door --------------------------------------------------------------
def test_at_the_door_one_line_lets_in_whoever_was_named(locum, exported):
    doc = exported()
    assert row(doc, "gp1") == {"person": "gp1", "state": "substitute_sent", "substitute": "ann-shaw"}
    assert row(doc, "ann-shaw") == {"person": "ann-shaw", "state": "present_as_substitute", "in_place_of": "gp1"}
    ann = next(p for p in doc["people"] if p["id"] == "ann-shaw")
    assert ann["memberships"] == [
        {"organisation": "gp-a", "role": "substitute", "from": "2018-04-11", "to": "2018-04-11"}
    ]
    assert check(doc) == []


def test_the_page_of_the_door_says_who_is_awaited(today, keep, n, visit, beston):
    today()
    keep("meeting-reply", "M7", n("gp1"), reply="sending_substitute", substitute_name="Ann Shaw")
    page = visit(beston.jo).get(beston.address("write", "meeting-door", "M7")).text
    assert "Ann Shaw is to come in Alan’s place" in page


def test_the_named_one_comes_even_where_nobody_announced_them(today, keep, exported):
    today()
    keep("meeting-door", "M7", in_place_of="pha")
    assert row(exported(), "tech")["in_place_of"] == "pha"


def test_whoever_is_here_needs_nobody_in_their_place(today, keep, visit, beston):
    today()
    keep("meeting-attendance", "M7", **{"who-gp1-state": "present"})
    there = beston.address("write", "meeting-door", "M7")
    answer = visit(beston.jo).fill_in(there, there, name="Ann Shaw", in_place_of="gp1")
    assert answer.status_code == 422
    assert "Alan is here, or has somebody here already." in answer.text


def test_a_visitor_stands_for_nobody(today, keep, exported):
    today()
    keep("meeting-door", "M7", name="Bob Lyle", organisation="daycentre", mode="video")
    assert row(exported(), "bob-lyle") == {"person": "bob-lyle", "state": "present", "mode": "video"}


# -- what it counts for ----------------------------------------------------------
def test_the_practice_is_represented_and_its_seat_is_filled(locum, beston):
    then = beston.then("2018-04-11")
    assert "gp-a" in represented(then, then.meeting("M7"))
    filled, _ = seats(beston.record, then.meeting("M7"), DAY)
    assert filled == 1


def test_whoever_stands_in_leads_nothing_and_nobody_writes_to_them(locum, beston):
    record = beston.record
    assert [a.id for a in record.actions.values() if a.lead == "ann-shaw"] == []
    on_the_desk = {card.person: card for card in cards(record, DAY, Holidays("GB-SCT"))}
    assert "ann-shaw" not in on_the_desk
    assert "A04" in on_the_desk["gp1"].actions, "what Alan took on stays his"


def test_what_they_tell_of_it_is_kept_and_the_lead_stays(locum, keep, beston, visit):
    there = beston.address("actions", "A04", "moves", "moving")
    answer = visit(beston.jo).fill_in(there, there, note="Ann says that eleven are counted", via="meeting")
    assert answer.status_code == 303
    told = beston.then("2018-04-11").events("A04")[-1]
    assert (told.event, told.note) == ("moving", "Ann says that eleven are counted")
    assert beston.record.actions["A04"].lead == "gp1"


def test_olive_comes_for_the_carers_this_time(today, keep, beston):
    """The same person for another organisation: each meeting says for which."""
    today()
    keep("meeting-attendance", "M7", **{"who-vs2-state": "present", "who-vs2-for": "carers"})
    then = beston.then("2018-04-11")
    assert set(represented(then, then.meeting("M7"))) == {"carers"}


# -- afterwards --------------------------------------------------------------------
def test_the_place_was_for_one_day(locum, beston):
    assert beston.then("2018-04-11").roles("ann-shaw") == {"substitute"}
    assert beston.then("2018-04-12").roles("ann-shaw") == set()
