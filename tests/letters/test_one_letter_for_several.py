"""Somebody who is due several letters on one day gets one, and nothing that the others would have said is lost."""

from dataclasses import replace
from datetime import datetime

from app.letters.again import THANKED, what_changed
from app.letters.looking import Sent
from app.post.models import OutboxLetter
from tests.letters.what_happens import ask, record, tell
from tests.world.records import thing


def told(desk, kind: str, person: str) -> str:
    return " ".join(desk.letter(desk.one(kind, person)).text.split())


def finished(doc, person: str, id_: str) -> None:
    """Something that somebody took on in February, and finished on the day after meeting 3."""
    ask(doc, person, id_, on="2018-02-14")
    tell(doc, "actions", id_, on="2018-02-15", event="accepted", by=person)
    tell(doc, "actions", id_, on="2018-03-15", event="done", by=person, note="It went well")


def also(desk, kind: str, person: str, state: str):
    """As if this letter had become so, and nothing else."""
    one = desk.one(kind, person)
    return replace(desk, sent=[Sent(one.kind, one.person, one.slot, one.about, state, desk.now)])


# -- thanks ----------------------------------------------------------------
def test_before_a_meeting_the_recap_says_thank_you_too(at_desk):
    desk = at_desk("2018-04-16")
    assert desk.who("thanks") == ["car2"]  # welcomed, and so without a recap
    assert desk.to("lib") == ["recap"]
    assert desk.one("recap", "lib").why == "the meeting is on Wednesday 18 April; it says thank you too"
    thanks = "Thank you for this: Put a home library table in the day centre for an afternoon. It is done,"
    assert thanks in told(desk, "recap", "lib")
    desk.send()
    assert desk.on("2018-04-17").due == []


def test_after_a_meeting_the_record_and_the_meeting_on_a_page_say_it(at_desk):
    def a_good_week(doc):
        record(doc, "We met.")
        finished(doc, "sw", "A90")
        finished(doc, "hc", "A91")
        finished(doc, "hc", "A92")

    desk = at_desk("2018-03-16", a_good_week)
    assert (desk.to("sw"), desk.to("hc")) == (["record"], ["catch_up"])
    assert "Find a quiet room for the meeting. They are done, and others can build on" in told(desk, "record", "sw")
    assert "Thank you for two things: Find a quiet room for the meeting; Find" in told(desk, "catch_up", "hc")
    assert "What we ask of you" not in told(desk, "catch_up", "hc")


def test_thanks_are_due_by_themselves_once_the_letter_that_took_them_is_not_needed(at_desk):
    desk = at_desk("2018-04-16")
    assert also(desk, "recap", "lib", "dropped").to("lib") == ["thanks"]
    assert also(desk, "recap", "lib", "queued").to("lib") == []


def test_what_is_asked_in_a_letter_is_thanked_for_when_it_is_done_that_day(at_desk):
    def asked(doc):
        ask(doc, "hc", on="2018-03-14")
        tell(doc, "actions", "A90", on="2018-03-16", event="accepted", by="hc")
        tell(doc, "actions", "A90", on="2018-03-16", event="done", by="hc", note="It went well")

    desk = at_desk("2018-03-16", asked)
    desk.sent.append(Sent("catch_up", "hc", "M3", ("M3", "A90"), "sent", desk.now))
    assert desk.to("hc") == ["thanks"]


# -- an invitation ----------------------------------------------------------
def invited(doc) -> None:
    """Sandra, who missed meeting 3, has been asked to meeting 4."""
    row = next(i for i in thing(doc, "meetings", "M4")["invitations"] if i["person"] == "hc")
    row |= {"sent_on": "2018-03-15", "channel": "email", "reply": "none", "why_you": "You know the evenings"}
    row.pop("replied_on", None)


def test_the_meeting_on_a_page_invites_to_the_next(at_desk):
    desk = at_desk("2018-03-16", invited)
    assert desk.to("hc") == ["catch_up"]
    due = desk.one("catch_up", "hc")
    letter = desk.letter(due)
    assert due.about == ("M3", "M4")
    assert due.why.endswith("; it invites too")
    assert letter.buttons[0].label == "Say whether you come"
    assert "METHOD:REQUEST" in letter.calendar
    text = told(desk, "catch_up", "hc")
    assert "Please say whether you come to the next meeting, which stands below." in text
    assert "The next meeting: will you come? Wednesday 18 April, 1.30 to 4.30, Beston Library hall." in text
    assert "You know the evenings." in text


def test_and_counts_as_the_invitation(at_desk):
    desk = at_desk("2018-03-16", invited)
    desk.send(desk.one("catch_up", "hc"))
    assert desk.on("2018-03-20").to("hc") == []
    assert also(at_desk("2018-03-16", invited), "catch_up", "hc", "dropped").to("hc") == ["invitation"]


def test_who_has_answered_is_asked_nothing_by_it(at_desk):
    desk = at_desk("2018-03-16")
    letter = desk.letter(desk.one("catch_up", "hc"))
    assert letter.buttons[0].label == "Your own page"
    assert letter.calendar is None


# -- looked at again ---------------------------------------------------------
def test_no_letter_thanks_for_what_is_open_again(at_desk):
    def opened_again(doc):
        tell(doc, "actions", "A17", on="2018-04-16", event="reopened", by="lib", note="There is more to it")

    before, after = at_desk("2018-04-16"), at_desk("2018-04-16", opened_again)
    due = before.one("recap", "lib")
    letter = OutboxLetter(
        kind="recap",
        to_address=before.record.people["lib"].email,
        subject="",
        message_id="x",
        state="queued",
        person="lib",
        slot=due.slot,
        about=" ".join(due.about),
        created_at=datetime.fromisoformat("2018-04-16T07:00:00+00:00"),
        next_try_at=before.now,
    )
    assert what_changed(before.then, letter) is None
    assert what_changed(after.then, letter) == THANKED
