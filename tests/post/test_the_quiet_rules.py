"""Whether a letter may go to somebody at a moment, on Delia's desk in April 2018 (N2 to N6, docs/domain.md)."""

from datetime import date

import pytest

from app.nudges import Holidays, Hours
from app.nudges.resting import peace
from app.nudges.rules import UNPROMPTED, Go, Never, Wait, verdict
from app.record.then import then
from tests.world.april import moment as at
from tests.world.records import example

THAT_MORNING = "2018-04-11T09:00"
EVERY_KIND = (*UNPROMPTED, "invitation", "recap", "record", "catch_up", "thanks", "moved", "cancelled")


@pytest.fixture
def may(record_of, both_examples):
    """Ask: `may("it", "nudge", "2018-04-11T09:00")`, of the file as it is or after a change to it."""

    def asked(person, kind, moment=THAT_MORNING, *, letters=(), about=(), change=None):
        doc, now = example("beston"), at(moment)
        if change is not None:
            change(doc)
        known = then(record_of(doc) if change else both_examples["beston"], now.date(), now.date())
        return verdict(known, Hours.of(known, Holidays("GB-SCT")), person, kind, now, letters, about)

    return asked


def person(doc, id_):
    return next(one for one in doc["people"] if one["id"] == id_)


def noted(doc, **follow_up):
    doc["follow_ups"].append({"id": "U99", "by": "delia", "with": "it", "kind": "nudge"} | follow_up)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_on_a_quiet_wednesday_morning_anything_may_go_to_lewis(may, kind):
    assert may("it", kind) == Go()


# -- time ---------------------------------------------------------------
AT_ODD_TIMES = [
    ("2018-04-11T08:29", "2018-04-11T08:30"),  # before work
    ("2018-04-11T17:00", "2018-04-12T08:30"),  # after work
    ("2018-04-13T12:00", "2018-04-16T08:30"),  # on Friday afternoon
    ("2018-03-30T10:00", "2018-04-02T08:30"),  # on Good Friday
    ("2018-05-07T10:00", "2018-05-08T08:30"),  # in Scotland, the May holiday
]
NEAR_THE_MEETING = [
    ("2018-04-17T14:00", "2018-04-23T08:30"),  # it begins at one on the 18th
    ("2018-04-18T12:00", "2018-04-23T08:30"),
    ("2018-04-20T09:00", "2018-04-23T08:30"),  # the second working day after it
]


@pytest.mark.parametrize("moment, until", AT_ODD_TIMES)
@pytest.mark.parametrize("kind", ["nudge", "recap", "record", "thanks"])
def test_a_letter_waits_for_working_hours(may, kind, moment, until):
    answer = may("it", kind, moment)
    assert isinstance(answer, Wait)
    assert answer.until == at(until)


@pytest.mark.parametrize("moment, until", NEAR_THE_MEETING)
@pytest.mark.parametrize("kind", ["nudge", "ask", "welcome", "invitation", "recap"])
def test_a_letter_keeps_clear_of_the_meeting(may, kind, moment, until):
    assert may("it", kind, moment) == Wait(at(until), may("it", kind, moment).why)
    assert "Wednesday 18 April" in may("it", kind, moment).why


@pytest.mark.parametrize("kind", ["record", "catch_up", "thanks"])
def test_what_tells_of_the_meeting_and_thanks_need_not_keep_clear_of_it(may, kind):
    assert may("it", kind, "2018-04-19T09:00") == Go()


def test_whoever_missed_the_meeting_has_its_page_the_day_after_whatever_was_written_to_them_before(may):
    wrote = [("nudge", date(2018, 4, 17), ("A11",)), ("ask", date(2018, 4, 12), ())]
    assert may("it", "catch_up", "2018-04-19T09:00", letters=wrote) == Go()
    rest = {"planned_for": "2018-04-26", "not_before": "2018-04-26"}
    assert may("it", "catch_up", "2018-04-19T09:00", change=lambda doc: noted(doc, **rest)) == Go()


@pytest.mark.parametrize("kind", ["moved", "cancelled", "sign_in"])
def test_nobody_waits_for_working_hours_to_hear_that_a_meeting_has_moved(may, kind):
    for moment, _ in AT_ODD_TIMES + NEAR_THE_MEETING:
        assert may("it", kind, moment) == Go()


# -- people -------------------------------------------------------------
@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize(
    "who, why",
    [
        ("gp1", "Alan prefers the telephone: ring instead."),
        ("dis", "Hugh wants no messages: ring, or speak at the meeting."),
        ("car1", "Fiona is not in the group any more."),
    ],
)
def test_to_some_nothing_goes_in_writing(may, kind, who, why):
    assert may(who, kind) == Never(why)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_whoever_prefers_post_gets_no_e_mail(may, kind):
    posted = may("it", kind, change=lambda doc: person(doc, "it").update(prefers="post"))
    assert posted == Never("Lewis prefers post: print it and post it, or ring.")


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_without_an_address_nothing_goes(may, kind):
    assert may("it", kind, change=lambda doc: person(doc, "it").pop("email")) == Never(
        "No address of Lewis's is known: ring instead."
    )


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_whoever_asked_for_peace_has_it_but_hears_that_a_meeting_has_moved(may, kind):
    expected = Go() if kind in ("moved", "cancelled") else Never("Karen asked for peace until Monday 30 April.")
    assert may("dn1", kind) == expected


def test_peace_noted_at_the_desk_counts_until_that_day_and_not_when_the_note_is_not_needed(may):
    def rest(doc, **more):
        noted(doc, planned_for="2018-04-23", not_before="2018-04-23", **more)

    assert may("it", "ask", change=rest) == Never("Lewis is left to rest until Monday 23 April.")
    assert may("it", "ask", "2018-04-23T09:00", change=rest) == Go()
    assert may("it", "ask", change=lambda doc: rest(doc, not_needed_on="2018-04-10")) == Go()
    assert [may("it", kind, change=rest) for kind in ("invitation", "recap", "thanks")] == [Go(), Go(), Go()]


def test_the_desk_can_ask_until_when_somebody_has_peace(both_examples):
    day = date(2018, 4, 11)
    known = then(both_examples["beston"], day, day)
    assert [peace(known, who) for who in ("dn1", "it")] == [(date(2018, 4, 30), None), (None, None)]


@pytest.mark.parametrize(
    "kind, goes", [("invitation", True), ("welcome", True), ("moved", True), ("nudge", False), ("ask", False)]
)
def test_whoever_is_to_join_is_invited_and_not_yet_asked_for_anything(may, kind, goes):
    assert (may("car2", kind, "2018-04-04T09:00") == Go()) is goes  # Colin begins on 9 April


@pytest.mark.parametrize("kind, goes", [("invitation", True), ("thanks", True), ("nudge", False), ("catch_up", False)])
def test_a_substitute_is_asked_for_nothing(may, kind, goes):
    def still_there(doc):
        person(doc, "tech")["memberships"][0]["to"] = "2018-06-30"

    assert (may("tech", kind, change=still_there) == Go()) is goes


# -- how often ----------------------------------------------------------
@pytest.mark.parametrize("kind", UNPROMPTED)
@pytest.mark.parametrize("before", UNPROMPTED)
def test_one_unasked_for_letter_in_five_working_days(may, before, kind):
    wrote = [(before, date(2018, 4, 4), ("A20",))]
    assert may("it", kind, letters=wrote, about=("A11",)) == Go()  # Wednesday to Wednesday
    wrote = [(before, date(2018, 4, 5), ("A20",))]
    assert may("it", kind, letters=wrote) == Never(
        "Lewis was written to on Thursday 5 April: one letter in five working days is enough."
    )


def test_holidays_are_no_working_days(may):
    wrote = [("nudge", date(2018, 3, 23), ())]  # Good Friday lies between
    assert isinstance(may("it", "nudge", "2018-03-30T10:00", letters=wrote), Never)
    assert isinstance(may("it", "nudge", "2018-04-02T09:00", letters=wrote), Go)


def test_a_letter_that_waits_for_its_day_counts_too(may):
    answer = may("it", "ask", letters=[("nudge", date(2018, 4, 12), ())])
    assert "will be written to on Thursday 12 April" in answer.why


@pytest.mark.parametrize("kind", ["invitation", "recap", "record", "catch_up", "thanks", "moved"])
def test_what_is_no_request_is_not_counted(may, kind):
    wrote = [("nudge", date(2018, 4, 10), ()), ("ask", date(2018, 3, 20), ())]
    assert may("it", kind, letters=wrote) == Go()
    assert may("it", "nudge", letters=[(kind, date(2018, 4, 10), ())]) == Go()


def test_a_call_is_no_letter_but_no_reminder_follows_on_it_within_five_working_days(may):
    assert may("gp2", "nudge") == Never("Priya was rung on Tuesday 10 April: leave five working days.")
    assert may("gp2", "ask") == Go()  # what she said on the telephone may be what is asked
    assert may("car2", "handover") == Go()


def test_a_call_that_nobody_answered_is_as_if_there_had_been_none_the_day_after(may):
    def rang(doc, day):
        noted(doc, on=day, channel="phone", result="no_answer")

    assert isinstance(may("it", "nudge", change=lambda doc: rang(doc, "2018-04-11")), Never)
    assert may("it", "nudge", change=lambda doc: rang(doc, "2018-04-10")) == Go()


def test_two_between_meetings_and_one_that_was_sent_is_not_counted_again_from_the_log(may):
    once = [("nudge", date(2018, 3, 20), ("A20",))]
    logged = {"on": "2018-03-20", "channel": "email", "about": ["A20"]}
    assert may("it", "ask", letters=once, change=lambda doc: noted(doc, **logged)) == Go()
    twice = [*once, ("ask", date(2018, 4, 3), ())]
    assert may("it", "ask", letters=twice) == Never(
        "Lewis has been written to twice since the last meeting: ring, or let it be until the next."
    )
    assert may("it", "ask", "2018-04-23T09:00", letters=twice) == Go()


def test_no_third_nudge_about_one_thing(may):
    first = [("nudge", date(2018, 3, 20), ("A11", "A20"))]  # and there is an older one about A11 in the log
    assert may("it", "nudge", letters=first, about=("A20",)) == Go()
    answer = may("it", "nudge", letters=first, about=("A11", "A20"))
    assert answer.why.startswith("Lewis has been asked twice about “")
    assert answer.why.endswith("”: ring, or bring it to the meeting.")
    assert may("it", "offer", letters=first, about=("A11",)) == Go()
    assert may("ota", "nudge", letters=[], about=("A11",)) == Go()  # whoever it was handed to begins afresh
