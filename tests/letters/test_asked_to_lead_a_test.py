"""Ruth is asked by letter to lead a test of change, with what else she is asked to take over; and looked at again."""

from datetime import UTC, datetime

import pytest

from app.letters import again
from app.letters.again import what_changed
from app.post.models import OutboxLetter
from tests.letters.what_happens import ask, hand_over
from tests.world.records import thing

SHEET = "'Who is in my week' sheet"
WORD = "Two pharmacies wait for a call"
WRITTEN = datetime(2018, 4, 11, 8, 0, tzinfo=UTC)


def asked_of(person, **more):
    """Somebody is asked to lead T6, which Nadia leads."""
    return lambda doc: thing(doc, "tests", "T6").update({"asked_of": person, "asked_note": WORD} | more)


def heard(doc, on, result):
    said = {"by": "delia", "with": "lib", "kind": "handover", "channel": "phone", "said": "Would you?"}
    doc["follow_ups"].append({"id": "U90", "on": on, "about": ["T6"], "result": result, "heard": "-"} | said)


# -- due -----------------------------------------------------------------------
def test_she_is_asked_in_the_letter_that_hands_over(at_desk):
    due = at_desk("2018-04-11", asked_of("lib")).one("handover", "lib")
    assert (due.slot, due.about, due.why) == ("T6", ("T6",), "asked, and no answer yet")


def test_one_letter_speaks_of_actions_and_of_tests(at_desk):
    def both(doc):
        hand_over(doc, "A14", "lib")
        asked_of("lib")(doc)

    due = at_desk("2018-04-11", both).one("handover", "lib")
    assert due.about == ("A14", "T6")


def test_what_is_new_to_everybody_goes_with_it(at_desk):
    def both(doc):
        ask(doc, "lib", on="2018-04-10")
        asked_of("lib")(doc)

    desk = at_desk("2018-04-11", both)
    assert desk.one("handover", "lib").about == ("T6", "A90")
    assert "lib" not in desk.who("ask")


def test_once_is_enough(at_desk):
    desk = at_desk("2018-04-11", asked_of("lib"))
    desk.send(desk.one("handover", "lib"))
    assert "lib" not in desk.who("handover")
    assert "lib" not in desk.on("2018-04-20").who("handover")


def test_whoever_said_no_once_and_is_asked_again_has_another_letter(at_desk):
    def again_(doc):
        asked_of("lib")(doc)
        heard(doc, "2018-04-11", "hands_it_back")

    desk = at_desk("2018-04-12", again_)
    first = at_desk("2018-04-10", asked_of("lib")).one("handover", "lib")
    desk.sent.extend(desk.on("2018-04-10").sent)
    desk.on("2018-04-10").send(first)
    assert desk.one("handover", "lib").slot == "T6@2018-04-12"
    desk.send(desk.one("handover", "lib"))
    assert "lib" not in desk.who("handover")


@pytest.mark.parametrize("who", ["vs3", "gp2"])
def test_nobody_else_is_asked(at_desk, who):
    assert who not in at_desk("2018-04-11", asked_of("lib")).who("handover")


def test_of_a_test_that_has_ended_nobody_is_asked(at_desk):
    desk = at_desk("2018-05-17", asked_of("lib"))
    assert "T6" not in [thing for one in desk.due for thing in one.about]


# -- what it says -----------------------------------------------------------------
def test_it_tells_what_is_tried_whose_it_was_and_the_last_word(at_desk):
    desk = at_desk("2018-04-11", asked_of("lib"))
    letter = desk.letter(desk.one("handover", "lib"))
    assert letter.first_line == "Ruth, we ask you to take over one thing."
    assert f"Lead the test of change “{SHEET}”. Nadia leads it so far." in letter.text
    assert f"The last word on it: “{WORD}”." in letter.text
    assert "minding it" not in letter.text, "Nadia is there still"


def test_whose_lead_has_left_it_tells_who_minds_it(at_desk):
    def gone(doc):
        asked_of("lib")(doc)
        thing(doc, "people", "vs3")["memberships"][0]["to"] = "2018-04-10"

    desk = at_desk("2018-04-11", gone)
    text = desk.letter(desk.one("handover", "lib")).text
    assert f"Lead the test of change “{SHEET}”. Nadia led it before." in text
    assert "Until you have answered, Delia is minding it." in text


def test_the_welcome_asks_somebody_new(at_desk):
    desk = at_desk("2018-04-11", asked_of("car2"))
    assert "handover" not in desk.to("car2")
    text = desk.letter(desk.one("welcome", "car2")).text
    assert "There is also something that we ask you to take over" in text
    assert f"Lead the test of change “{SHEET}”." in text


# -- in the moment in which it goes --------------------------------------------------
@pytest.fixture
def judged(at_desk):
    def judge(*about, change):
        desk = at_desk("2018-04-12", change)
        said = {"subject": "-", "message_id": "-", "state": "queued", "created_at": WRITTEN, "next_try_at": WRITTEN}
        to = desk.record.people["lib"].email
        letter = OutboxLetter(kind="handover", person="lib", slot="T6", about=" ".join(about), to_address=to, **said)
        return what_changed(desk.then, letter)

    return judge


def test_it_goes_while_she_is_asked(judged):
    assert judged("T6", change=asked_of("lib")) is None


@pytest.mark.parametrize("change", [asked_of("dcm"), lambda _: None], ids=["another", "nobody"])
def test_it_stays_once_nobody_asks_her_any_more(judged, change):
    assert judged("T6", change=change) == again.DONE


def test_it_stays_once_she_leads_it(judged):
    assert judged("T6", change=lambda doc: thing(doc, "tests", "T6").update(lead="lib")) == again.DONE


def test_it_goes_for_the_test_where_she_has_answered_for_the_action(judged):
    assert judged("A14", "T6", change=asked_of("lib")) is None
