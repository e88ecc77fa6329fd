"""A meeting moves: what was answered was for the old time, is told as that, and is asked again, wherever it stands."""

import re
from datetime import date

import pytest

from app.paper.guests import guests
from app.recap import as_text, recap
from app.record.replies import other_time, reply_of
from tests.part.conftest import links, template  # noqa: F401 fixtures, for tests here too
from tests.part.links import words

MOVED = {"to": "2018-05-02", "start": "13:30", "end": "16:30", "note": "The hall is flooded"}


@pytest.fixture
def jo(visit, beston):
    return visit(beston.people["jo"])


@pytest.fixture
def move(jo, beston):
    """Jo moves the fourth meeting by two weeks, or elsewhere."""

    def to(**other):
        form = beston.address("write", "meeting-move", "M4")
        answer = jo.fill_in(form, form, **MOVED | other)
        assert answer.status_code == 303, answer.text

    return to


def invited(beston, person):
    return next(row for row in beston.record.invitations["M4"] if row.person == person)


def reply(beston, person):
    return reply_of(beston.then("2018-04-11"), invited(beston, person))


# -- somebody's own page -----------------------------------------------------
def test_on_his_telephone_euan_reads_what_he_said_for_the_old_day_and_is_asked_for_the_new(links, move, beston):  # noqa: F811
    euan = links.opened("ota")
    assert "Change my answer" in euan.words()
    move()
    page = euan.words()
    assert "Meeting 4 Wednesday 2 May, 1.30 to 4.30" in page
    assert "You said on 3 April that you are coming. That was for Wednesday 18 April, 1.30: is it so for" in page
    assert "Change my answer" not in page, "the question stands open"
    assert reply(beston, "ota") == "none"
    after = euan.said("reply", "M4", reply="coming")
    assert "You said on 11 April that you are coming." in after
    assert "That was for" not in after
    assert reply(beston, "ota") == "coming"


@pytest.mark.parametrize(
    "other, stands",
    [
        ({"start": "10:00", "end": "13:00", "to": "2018-04-18"}, "none"),
        ({"end": "17:00", "to": "2018-04-18"}, "coming"),
    ],
)
def test_another_hour_is_another_time_and_a_later_end_is_not(move, beston, other, stands):
    move(**other)
    assert reply(beston, "ota") == stands


def test_a_meeting_that_moves_back_finds_the_answers_that_were_given_for_that_day(move, beston):
    move()
    assert reply(beston, "ota") == "none"
    move(to="2018-04-18")
    assert reply(beston, "ota") == "coming"


def test_what_was_answered_on_the_very_day_of_the_move_is_asked_again(links, move, beston):  # noqa: F811
    euan = links.opened("ota")
    euan.send("reply", "M4", reply="sending_substitute", instead="Ann Shaw")
    move()
    row = invited(beston, "ota")
    assert (row.reply, row.replied_on, row.substitute_name) == ("none", None, None)
    euan.send("reply", "M4", reply="cannot")
    assert reply(beston, "ota") == "cannot"


# -- what the others read -----------------------------------------------------
def test_nobody_is_counted_as_coming_to_a_day_of_which_they_have_not_heard(jo, move, beston):
    page = beston.address("meetings", 4)
    assert "Eleven people are coming, and three cannot." in words(jo.get(page).text)
    before = len(re.findall("Note the answer", jo.get(page).text))
    move()
    said = words(jo.get(page).text)
    assert "Nobody has said yet that they are coming." in said
    assert "for 18 April: coming" in said
    assert len(re.findall("Note the answer", jo.get(page).text)) > before
    assert "For 18 April: coming." in words(jo.get(beston.address("people", "ota")).text)


def test_where_only_the_hour_is_another_the_old_hour_is_named(jo, move, beston):
    move(to="2018-04-18", start="10:00", end="13:00")
    assert "for 1.30: coming" in words(jo.get(beston.address("meetings", 4)).text)


def test_the_page_of_the_meeting_counts_no_apologies_for_the_old_day(move, beston):
    assert "Three have sent apologies" in as_text(recap(beston.record, 4, date(2018, 4, 11)))
    move()
    assert "have sent apologies" not in as_text(recap(beston.record, 4, date(2018, 4, 11)))


def test_papers_are_made_for_all_who_may_come(move, beston):
    then = beston.then("2018-04-11")
    before = guests(then, then.meeting("M4")).coming
    move()
    then = beston.then("2018-04-11")
    assert guests(then, then.meeting("M4")).coming > before


# -- what organisers note -------------------------------------------------------
def test_the_same_answer_for_the_new_day_can_be_noted_again(jo, move, beston):
    move()
    form = beston.address("write", "meeting-replies", "M4")
    answer = jo.fill_in(form, form, **{"who-ota-reply": "coming", "heard": "2018-04-11"})
    assert answer.status_code == 303, words(answer.text)
    assert (invited(beston, "ota").reply, invited(beston, "ota").replied_on) == ("coming", date(2018, 4, 11))
    assert other_time(beston.then("2018-04-11"), invited(beston, "ota")) is None
    assert reply(beston, "gp2") == "none", "what nobody noted is as it was"
    assert invited(beston, "vs3").replied_on < date(2018, 4, 11)


def test_no_answer_is_chosen_in_the_form_for_one_who_answered_for_the_old_day(jo, move, beston):
    form = beston.address("write", "meeting-reply", "M4", invited(beston, "ota").n)
    assert chosen(jo, form) == ["coming"]
    move()
    assert chosen(jo, form) is None


def chosen(browser, form):
    return next(one.fields.get("reply") for one in browser.forms(form) if one.action == form)
