"""A letter that waits does not ask what its reader has just said, nor name a day that is not the day any more."""

from datetime import timedelta

import pytest

from app.letters import again

AT_NIGHT, MORNING = "2018-04-11T20:00", "2018-04-12T08:30"


def waits(april, kind="nudge", about=("A11",), person="it", slot="2018-04-11"):
    """Approved in the evening, it goes in the morning."""
    april.move(AT_NIGHT)
    number = april.send(kind, person, slot, *about)
    april.move(timedelta(minutes=5))
    return number


def comes_to(april, office, number):
    april.move(MORNING)
    april.worker(office).round()
    return april.letter(number).state, april.letter(number).trouble


# -- their word ----------------------------------------------------------
@pytest.mark.parametrize("kind", ["nudge", "offer"])
@pytest.mark.parametrize("event, more", [("moving", {}), ("stuck", {"what_would_help": "An hour with the council"})])
def test_nobody_is_asked_how_it_goes_the_morning_after_they_said_it(april, office, kind, event, more):
    number = waits(april, kind)
    april.tell("actions", "A11", event, by="it", via="link", **more)
    assert comes_to(april, office, number) == ("dropped", again.SAID)


def test_a_word_about_one_of_two_things_is_a_word(april, office):
    number = waits(april, about=("A11", "A20"))
    april.tell("actions", "A20", "done", by="it", note="Both have said yes")
    assert comes_to(april, office, number) == ("dropped", again.SAID)


@pytest.mark.parametrize(
    "said",
    [
        {"thing": "A11", "event": "reworded", "by": "delia", "text": "Show who records what in which system"},
        {"thing": "A14", "event": "stuck", "by": "ota", "what_would_help": "More answers"},
    ],
)
def test_what_somebody_else_said_or_of_something_else_is_no_word_of_theirs(april, office, said):
    number = waits(april)
    april.tell("actions", said.pop("thing"), said.pop("event"), **said)
    assert comes_to(april, office, number)[0] == "sent"


def test_what_they_said_before_delia_pressed_send_holds_nothing_back(april, office):
    april.move("2018-04-11T19:00")
    april.tell("actions", "A11", "moving", by="it", via="link")
    assert comes_to(april, office, waits(april))[0] == "sent"


# -- its day ---------------------------------------------------------------
def moved(april):
    april.tell("meetings", "M4", "moved", to="2018-05-02", note="The hall is flooded")


@pytest.mark.parametrize("kind", ["nudge", "offer"])
@pytest.mark.parametrize("about", [("A11",), ("A11", "A20")])
def test_a_letter_about_what_is_due_at_the_meeting_does_not_go_once_the_meeting_has_moved(april, office, kind, about):
    number = waits(april, kind, about)
    moved(april)
    assert comes_to(april, office, number) == ("dropped", again.ANOTHER_DAY)


def asked(april, due):
    action = {"id": "A90", "text": "Find a quiet room", "lead": "it", "on": "2018-04-11"} | due
    april.change(lambda draft: draft.add(("actions",), action))
    april.tell("actions", "A90", "asked", by="delia", to="it")


@pytest.mark.parametrize("due, state", [({"due": "M4"}, "dropped"), ({"due": "2018-04-20"}, "sent")])
def test_what_is_asked_by_a_meeting_moves_with_it_and_by_a_day_does_not(april, office, due, state):
    asked(april, due)
    number = waits(april, "ask", ("A90",), slot="A90")
    assert ", by " in april.letter(number).text
    moved(april)
    assert comes_to(april, office, number)[0] == state


def test_nor_does_it_go_with_a_day_that_was_put_right(april, office):
    asked(april, {"due": "2018-04-20"})
    number = waits(april, "ask", ("A90",), slot="A90")
    april.change(lambda draft: draft.change(("actions", "A90"), {"due": "2018-04-27"}))
    assert comes_to(april, office, number) == ("dropped", again.ANOTHER_DAY)
