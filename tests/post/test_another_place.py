"""The fourth meeting is at another place, or ends otherwise: whoever was told hears it, and no old letter goes."""

from datetime import timedelta

import pytest

from app.db import reading, writing
from app.letters import again, still_so
from app.letters.again import then_now
from app.letters.approving import skip
from app.letters.composing import compose
from app.letters.due import due
from app.letters.looking import letters_of
from tests.world.beston import Beston

LIBRARY, HALL = "Beston Library hall", "The Scout Hall, Mill Lane"


def due_to(april, person, kind="moved"):
    """What is due to somebody of a kind, as it would be written; None where nothing is."""
    with reading(april.engine) as db:
        at = then_now(db, april.series_id, april.now)
        found = due(at.record, at, letters_of(db, april.series_id), april.now)
        one = next((one for one in found if (one.kind, one.person) == (kind, person)), None)
        return one and (one, compose(db, at, one, None, april.now))


def is_at(april, place):
    april.change(lambda draft: draft.change(("meetings", "M4"), {"venue": place}))


@pytest.fixture
def invited(april, office):
    """Priya has been told the hall of the library, by letter."""
    is_at(april, LIBRARY)
    april.send("invitation", "gp2", "M4", "M4")
    april.worker(office).round()
    assert due_to(april, "gp2") is None
    april.move(timedelta(minutes=5))
    return april


def test_whoever_was_told_another_place_hears_where_we_meet_now(invited, office):
    is_at(invited, HALL)
    one, letter = due_to(invited, "gp2")
    assert one.why == f"it is at another place now, and they know of {LIBRARY}"
    assert letter.first_line == f"Priya, our fourth meeting is now at {HALL}."
    assert letter.heading == "We meet at another place"
    assert f"- It was to be at {LIBRARY}.\n- It is at {HALL}.\n" in letter.text
    assert "The day and the hours are as they were: Wednesday 18 April, 1.30 to 4.30." in letter.text
    assert "LOCATION:The Scout Hall\\, Mill Lane" in letter.calendar
    number = invited.send("moved", one.person, one.slot, *one.about)
    invited.worker(office).round()
    assert (invited.letter(number).state, due_to(invited, "gp2")) == ("sent", None)


def test_each_further_change_is_told_again_also_when_it_goes_back(invited, office):
    slots = []
    for place in (HALL, LIBRARY, HALL):
        is_at(invited, place)
        one, _ = due_to(invited, "gp2")
        slots.append(one.slot)
        invited.send("moved", one.person, one.slot, *one.about)
        invited.worker(office).round()
    assert slots == ["M4@2018-04-18T13:30", "M4@2018-04-18T13:30~2", "M4@2018-04-18T13:30~3"]
    assert len(office.arrived) == 4


@pytest.mark.parametrize("kind, slot", [("invitation", "M4"), ("recap", "M4"), ("moved", "M4@2018-05-02T13:30")])
def test_a_letter_with_the_old_place_that_waits_does_not_go(april, office, kind, slot):
    is_at(april, LIBRARY)
    if kind == "moved":
        april.tell("meetings", "M4", "moved", to="2018-05-02", note="The hall is flooded")
    elif kind == "recap":
        april.move("2018-04-16T09:00")
    number = april.send(kind, "gp2", slot, "M4")
    is_at(april, HALL)
    april.worker(office).round()
    assert (april.letter(number).state, april.letter(number).trouble) == ("dropped", again.ELSEWHERE_NOW)
    assert due_to(april, "gp2", kind) is not None


def test_while_a_letter_with_the_old_place_waits_there_is_no_second_one(april):
    is_at(april, LIBRARY)
    april.send("invitation", "gp2", "M4", "M4")
    is_at(april, HALL)
    assert due_to(april, "gp2") is None


def test_nor_does_a_recap_to_somebody_who_was_not_asked_and_has_no_calendar(april, office):
    april.move("2018-04-16T09:00")
    asked = ("meetings", "M4", "invitations")
    lewis = next(n for n, row in enumerate(april.record.invitations["M4"], 1) if row.person == "it")
    april.change(lambda draft: draft.take_away((*asked, lewis)))
    number = april.send("recap", "it", "M4", "M4")
    assert april.letter(number).calendar is None
    is_at(april, HALL)
    april.worker(office).round()
    assert (april.letter(number).state, april.letter(number).trouble) == ("dropped", still_so.OTHERWISE)


def test_an_end_that_is_another_is_told_and_the_answer_stands(invited):
    invited.tell("meetings", "M4", "moved", to="2018-04-18", start="13:30", end="17:00", note="A long afternoon")
    one, letter = due_to(invited, "gp2")
    assert one.slot == "M4@2018-04-18T13:30"
    assert letter.first_line == "Priya, our fourth meeting now ends at 5."
    assert "- It was to be from 1.30 to 4.30.\n- It is from 1.30 to 5.\n" in letter.text


def test_whoever_was_asked_face_to_face_hears_of_another_end_too(april):
    asked = next(row for row in april.record.invitations["M4"] if row.person == "dcm")
    assert (asked.reply, due_to(april, "dcm")) == ("coming", None)
    april.tell("meetings", "M4", "moved", to="2018-04-18", start="13:30", end="17:00", note="A long afternoon")
    one, letter = due_to(april, "dcm")
    assert one.why == "it ends at 5 now, and they know of 4.30"
    assert letter.buttons[0].label == "Your own page", "the answer stands"


def test_a_move_names_the_place_where_that_is_another_too(invited):
    is_at(invited, HALL)
    invited.tell("meetings", "M4", "moved", to="2018-05-02", note="The library is shut")
    _, letter = due_to(invited, "gp2")
    assert letter.heading == "We meet on another day"
    assert f"It is at another place too: at {HALL}, and not at {LIBRARY}." in letter.text


def test_whoever_was_told_no_place_hears_it_with_the_recap(april, office):
    is_at(april, None)
    april.send("invitation", "gp2", "M4", "M4")
    april.worker(office).round()
    is_at(april, HALL)
    assert due_to(april, "gp2") is None


def test_the_second_letter_about_one_time_can_be_opened(invited, visit, office):
    for place in (HALL, LIBRARY):
        is_at(invited, place)
        one, _ = due_to(invited, "gp2")
        page = visit(Beston(invited.engine).delia).get(f"/series/beston/letters/due/moved/gp2/{one.slot}")
        assert page.status_code == 200
        invited.send("moved", one.person, one.slot, *one.about)
        invited.worker(office).round()
    assert one.slot.endswith("~2")


def test_a_letter_that_an_organiser_found_unneeded_is_not_due_again(invited):

    is_at(invited, HALL)
    one, _ = due_to(invited, "gp2")
    with writing(invited.engine) as db:
        at = then_now(db, invited.series_id, invited.now)
        skip(db, at, one, by=invited.said(db), now=invited.now)
    assert due_to(invited, "gp2") is None
