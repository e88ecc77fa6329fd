"""A letter in the moment in which it is about to go: it goes only where what it says still holds."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from app.letters import again
from app.letters.again import what_changed
from app.post.models import OutboxLetter
from app.record.then import then
from tests.letters.what_happens import ask, cancel, later, move, tell
from tests.world.records import thing

WRITTEN = datetime(2018, 4, 11, 8, 0, tzinfo=UTC)


def letter(kind: str, person: str, slot: str, *about: str, to: str) -> OutboxLetter:
    said = {"subject": "-", "message_id": "-", "state": "queued", "created_at": WRITTEN, "next_try_at": WRITTEN}
    return OutboxLetter(kind=kind, person=person, slot=slot, about=" ".join(about) or None, to_address=to, **said)


@pytest.fixture
def judged(at_desk, at):
    """Why a letter that was written on 11 April does not hold on a day, after a change to the file; None if it does.

    All of the file was known before.
    """
    at("2018-04-11T07:00:00+00:00")

    def judge(kind, person, slot, *about, day="2018-04-12", change=lambda _: None):
        desk = at_desk(day, change)
        address = at_desk(day).record.people[person].email
        return what_changed(desk.then, letter(kind, person, slot, *about, to=address))

    return judge


def told(id_: str, **event):
    return lambda doc: tell(doc, "actions", id_, on="2018-04-12", **event)


@pytest.mark.parametrize(
    "said",
    [
        ("invitation", "gp2", "M4"),
        ("recap", "gp2", "M4"),
        ("record", "sw", "M3"),
        ("catch_up", "hc", "M3"),
        ("thanks", "lib", "A17", "A17"),
        ("nudge", "ota", "2018-04-11", "A14"),
        ("welcome", "car2", "welcome"),
    ],
)
def test_what_still_holds_goes(judged, said):
    assert judged(*said) is None


@pytest.mark.parametrize("kind", ["invitation", "recap"])
def test_nothing_is_said_of_a_meeting_that_is_not_so_any_more(judged, kind):
    assert judged(kind, "gp2", "M4", change=lambda doc: cancel(doc, on="2018-04-12")) == again.CANCELLED
    assert judged(kind, "gp2", "M4", day="2018-04-18") == again.HELD
    assert judged(kind, "gp2", "M4", day="2018-04-19") == again.HELD


def test_a_move_that_was_overtaken_is_not_told(judged):
    def twice(doc):
        move(doc, "2018-05-02", on="2018-04-10")
        move(doc, "2018-05-03", on="2018-04-12")

    assert judged("moved", "gp2", "M4@2018-05-02T13:30", day="2018-04-11", change=twice) is None
    assert judged("moved", "gp2", "M4@2018-05-02T13:30", change=twice) == again.MOVED
    assert judged("moved", "gp2", "M4@2018-05-03T13:30", change=twice) is None


@pytest.mark.parametrize("said", [("recap", "gp2", "M4"), ("welcome", "car2", "welcome"), ("catch_up", "hc", "M3")])
def test_a_time_that_was_right_when_it_was_written_is_not_told_once_the_meeting_has_moved(at_desk, said):
    desk = at_desk("2018-04-12", lambda doc: move(doc, "2018-05-02", on="2018-04-12"))
    written = letter(*said, to=desk.record.people[said[1]].email)
    moved = dict(desk.record.events["M4"][-1]._mapping)
    for hours, why in ((1, again.MOVED), (-1, None)):
        desk.record.events["M4"][-1] = SimpleNamespace(**moved | {"recorded_at": WRITTEN + timedelta(hours=hours)})
        assert what_changed(then(desk.record, desk.now.date(), desk.now.date()), written) == why


def test_a_meeting_that_takes_place_is_not_cancelled_by_letter(judged):
    assert judged("cancelled", "gp2", "M4", change=lambda doc: cancel(doc, on="2018-04-12")) is None
    assert judged("cancelled", "gp2", "M4") == again.ON_AGAIN


@pytest.mark.parametrize(
    "event",
    [
        {"event": "done", "by": "ota", "note": "Seven are in"},
        {"event": "let_go", "by": "delia", "note": "We have enough"},
        {"event": "reassigned", "by": "delia", "to": "mh"},
    ],
)
def test_nobody_is_nudged_about_what_is_over_or_somebody_else_s(judged, event):
    assert judged("nudge", "ota", "2018-04-11", "A14", change=told("A14", **event)) == again.DONE


def test_a_letter_about_two_things_goes_while_one_of_them_is_open(judged):
    done = told("A11", event="done", by="it", note="Nine answered")
    assert judged("nudge", "it", "2018-04-11", "A11", "A20", change=done) is None


def test_nobody_is_asked_who_has_answered(judged):
    def answered(doc):
        ask(doc, "mh", on="2018-04-10")
        tell(doc, "actions", "A90", on="2018-04-12", event="accepted", by="mh")

    assert judged("ask", "mh", "A90", "A90", change=lambda doc: ask(doc, "mh", on="2018-04-10")) is None
    assert judged("ask", "mh", "A90", "A90", change=answered) == again.DONE


def test_nobody_is_thanked_for_what_was_opened_again(judged):
    reopened = told("A17", event="reopened", by="delia", note="Two families more")
    assert judged("thanks", "lib", "A17", "A17", change=reopened) == again.THANKED


def test_whoever_was_told_of_the_meeting_by_telephone_needs_no_page(judged):
    def rung(doc):
        said = {"kind": "catch_up", "channel": "phone", "said": "Told her all of it", "on": "2018-04-12"}
        doc["follow_ups"].append({"id": "U90", "by": "delia", "with": "hc"} | said)

    assert judged("catch_up", "hc", "M3", change=rung) == again.TOLD


def test_an_address_that_has_changed_is_written_to_anew(judged):
    def another(doc):
        thing(doc, "people", "gp2")["email"] = "priya@example.org"

    assert judged("recap", "gp2", "M4", change=another) == again.ELSEWHERE
    assert judged("invitation", "it", "M4", change=another) is None


def test_an_invitation_that_was_answered_is_not_sent(judged):
    def answered(doc):
        row = next(i for i in thing(doc, "meetings", "M4")["invitations"] if i["person"] == "gp2")
        row |= {"reply": "coming", "replied_on": "2018-04-12"}
        later(doc, "M4")

    assert judged("invitation", "gp2", "M4", change=answered) == again.ANSWERED


ENDED = {"abandoned": ("abandoned",), "closed": ("closing", "closed")}


def ended(how):
    """The series has come to its end on the day before; nothing that came later is told."""

    def change(doc):
        history = doc["series"]["history"]
        history[:] = [e for e in history if e["on"] <= "2018-04-11"]
        history += [{"on": "2018-04-11", "event": event, "by": "jo", "note": "-"} for event in ENDED[how]]

    return change


@pytest.mark.parametrize("how", ENDED)
@pytest.mark.parametrize(
    "said",
    [
        ("invitation", "gp2", "M4"),
        ("recap", "gp2", "M4"),
        ("catch_up", "hc", "M3"),
        ("nudge", "ota", "2018-04-11", "A14"),
        ("offer", "ota", "2018-04-11", "A14"),
        ("ask", "mh", "A90", "A90"),
        ("welcome", "car2", "welcome"),
    ],
)
def test_nothing_is_asked_of_anybody_once_the_series_has_come_to_its_end(judged, said, how):
    assert judged(*said, change=ended(how)) == again.OVER


@pytest.mark.parametrize("how", ENDED)
@pytest.mark.parametrize("said", [("record", "sw", "M3"), ("thanks", "lib", "A17", "A17")])
def test_what_was_written_down_and_thanks_are_still_told_then(judged, said, how):
    assert judged(*said, change=ended(how)) is None


def test_and_that_a_meeting_does_not_take_place_or_somebody_would_come_to_it(judged):
    def both(doc):
        cancel(doc, on="2018-04-11")
        ended("abandoned")(doc)

    assert judged("cancelled", "gp2", "M4", change=both) is None
