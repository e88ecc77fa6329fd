"""Single days in the life of a small series, looked at as they were known."""

from datetime import date, timedelta

import pytest

from app.record import tests as trials
from app.record.actions import action_then, actions_then
from app.record.then import then
from tests.world.records import example, thing

LONG_AFTER = date(2031, 5, 1)


@pytest.fixture
def ferry():
    return example("small")


def known(record, day):
    return then(record, date.fromisoformat(day), today=LONG_AFTER)


def the_action(at, id_):
    return next(action for action in actions_then(at) if action.id == id_)


# -- meetings ---------------------------------------------------------
def test_while_two_meetings_are_being_moved_the_next_one_is_the_first_by_its_day(ferry, record_of):
    """On the 18th the second has a new day already and the third has not: the third would come first."""
    thing(ferry, "meetings", "M2")["history"] = [
        {"on": "2026-03-17", "event": "moved", "to": "2026-05-05", "note": "Gale"}
    ]
    thing(ferry, "meetings", "M3")["history"] = [
        {"on": "2026-03-19", "event": "moved", "to": "2026-05-26", "note": "Gale"}
    ]
    thing(ferry, "actions", "A1")["history"] = []
    record = record_of(ferry)
    days = ("2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19")
    dues = [the_action(known(record, day), "A1").due for day in days]
    assert dues == [date(2026, 3, 17), date(2026, 4, 28), date(2026, 4, 28), date(2026, 5, 5)]


def test_what_was_due_at_a_cancelled_meeting_is_due_at_the_one_after(ferry, record_of):
    second = thing(ferry, "meetings", "M2")
    second["history"] = [{"on": "2026-03-15", "event": "cancelled", "note": "Gale"}]
    thing(ferry, "actions", "A1")["history"] = []
    record = record_of(ferry)
    assert the_action(known(record, "2026-03-14"), "A1").due == date(2026, 3, 17)
    assert the_action(known(record, "2026-03-15"), "A1").due == date(2026, 4, 28)


def test_with_no_meeting_to_come_nothing_more_is_due(ferry, record_of):
    thing(ferry, "meetings", "M3")["history"] = [{"on": "2026-03-20", "event": "cancelled", "note": "No boat"}]
    record = record_of(ferry)
    assert the_action(known(record, "2026-03-20"), "A3").due is None


def test_the_last_meeting_held_and_the_next_change_on_the_day_itself(ferry, record_of):
    record = record_of(ferry)
    on_days = [(day, known(record, day)) for day in ("2026-02-02", "2026-02-03", "2026-03-17", "2026-03-18")]
    assert [at.last_held and at.last_held.id for _, at in on_days] == [None, "M1", "M2", "M2"]
    assert [at.next_meeting and at.next_meeting.id for _, at in on_days] == ["M1", "M2", "M3", "M3"]


# -- people -----------------------------------------------------------
def test_who_has_a_seat_that_counts(ferry, record_of):
    """Mòr facilitates, so her second hat gives her no seat; Tam comes for himself and has one."""
    record = record_of(ferry)
    at = known(record, "2026-02-03")
    assert [p for p in record.people if at.has_seat(p)] == ["ruairidh", "jean", "tam", "effie", "lachie", "una"]


def test_a_hat_is_worn_from_its_first_day_to_its_last(ferry, record_of):
    thing(ferry, "people", "effie")["memberships"] = [
        {"organisation": "hall", "role": "participant", "from": "2026-02-03", "to": "2026-03-17"},
        {"organisation": "boat", "role": "participant", "from": "2026-03-10"},
    ]
    record = record_of(ferry)
    hats = {
        day: (hat.organisation if (hat := known(record, day).hat("effie")) else None)
        for day in ("2026-02-02", "2026-02-03", "2026-03-10", "2026-03-17", "2026-03-18")
    }
    assert list(hats.values()) == [None, "hall", "hall", "hall", "boat"], hats


def test_two_who_answer_to_the_same_name_are_called_by_all_of_it(ferry, record_of):
    thing(ferry, "people", "lachie")["known_as"] = "Tam"
    at = known(record_of(ferry), "2026-02-03")
    assert at.known_as("lachie") == "Lachie Beaton"
    assert at.known_as("tam") == "Tam"
    assert at.known_as("una") == "Ùna"
    assert at.known_as("effie") == "Effie"


# -- purpose ----------------------------------------------------------
def test_a_purpose_holds_until_the_group_adopts_another(ferry, record_of):
    said = {"kind": "long_term_goal", "supersedes": "G1", "changed_with": "Everyone who had waited"}
    ferry["purpose"] += [
        said | {"id": "G2", "text": "Nobody waits in a chair", "on": "2026-03-01", "adopted_by": "proposed"},
        said | {"id": "G3", "text": "Nobody waits alone", "on": "2026-03-17", "adopted_by": "group"},
    ]
    record = record_of(ferry)
    days = ("2026-02-02", "2026-02-03", "2026-03-01", "2026-03-16", "2026-03-17")
    in_force = [purpose and purpose.id for purpose in (known(record, day).purpose("long_term_goal") for day in days)]
    assert in_force == [None, "G1", "G1", "G1", "G3"]


# -- what goes with a state -------------------------------------------
def test_what_would_help_is_asked_only_while_it_is_stuck(ferry, record_of):
    thing(ferry, "actions", "A2")["history"].append({"on": "2026-03-20", "event": "moving", "by": "jean"})
    record = record_of(ferry)
    stuck, moving = (the_action(known(record, day), "A2") for day in ("2026-03-19", "2026-03-20"))
    assert stuck.stuck.who_could_help == "una"
    assert (moving.state, moving.stuck, moving.since) == ("started", None, date(2026, 3, 20))


def test_what_came_of_it_is_what_was_said_last_when_it_ended(ferry, record_of):
    thing(ferry, "actions", "A1")["history"] += [
        {"on": "2026-03-20", "event": "done", "note": "They can"},
        {"on": "2026-03-22", "event": "reopened", "note": "They cannot"},
        {"on": "2026-03-28", "event": "done", "note": "They can on Fridays"},
    ]
    record = record_of(ferry)
    days = ("2026-03-19", "2026-03-20", "2026-03-22", "2026-03-28")
    outcomes = [action.outcome and action.outcome.note for action in (the_action(known(record, d), "A1") for d in days)]
    assert outcomes == [None, "They can", None, "They can on Fridays"]
    assert the_action(known(record, "2026-04-01"), "A1").ended_on == date(2026, 3, 28)


def test_an_organisers_word_is_not_the_leads(ferry, record_of):
    """Ruairidh has said nothing since the first meeting, though his action was carried at the second."""
    record = record_of(ferry)
    assert the_action(known(record, "2026-03-30"), "A1").last_word == date(2026, 2, 3)
    assert the_action(known(record, "2026-03-30"), "A2").last_word == date(2026, 3, 17)


def test_an_action_is_nothing_before_its_meeting(ferry, record_of):
    record = record_of(ferry)
    row = record.actions["A3"]
    assert action_then(known(record, "2026-03-16"), row) is None
    assert action_then(known(record, "2026-03-17"), row).state == "proposed"


def test_a_trial_knows_since_when_it_stands_where_it_does(record_of):
    """The first trial of Beston, asked about on every day of the series."""
    record = record_of(example("beston"))
    days = [date(2018, 1, 17) + timedelta(n) for n in range(170)]
    stood = [
        (t.since, t.state) for day in days for t in trials.tests_then(then(record, day, LONG_AFTER)) if t.id == "T1"
    ]
    assert list(dict.fromkeys(stood)) == [
        (date(2018, 3, 14), "planned"),
        (date(2018, 4, 5), "running"),
        (date(2018, 4, 12), "studying"),
        (date(2018, 4, 18), "planned"),  # adapted at the fourth meeting, where the next round was planned
        (date(2018, 4, 26), "running"),
        (date(2018, 5, 10), "studying"),
        (date(2018, 5, 16), "business_as_usual"),  # adopted and kept at the fifth
    ]


def test_a_round_that_follows_an_adaptation_counts_from_it_even_if_the_trial_was_handed_on_in_between(ferry, record_of):
    decided = {"question": "Will they?", "decision": "adapt", "decided_on": "2026-02-20", "learned": "Ask two"}
    tried = {
        "prediction": "Yes",
        "predicted_on": "2026-02-03",
        "started": "2026-02-04",
        "ended": "2026-02-11",
        "did": "Asked",
    }
    safe = {"safety": {"agreed_by": "jean", "on": "2026-02-03"}}
    ferry["tests"] = [
        {
            "id": "T1",
            "title": "Ask the purser",
            "lead": "jean",
            "meeting": "M1",
            "cycles": [decided | tried | safe, {"question": "Will two?"}],
            "history": [
                {"on": "2026-02-24", "event": "handed_on", "to": "The company"},
                {"on": "2026-03-03", "event": "reopened", "note": "They gave it back"},
            ],
        }
    ]
    record = record_of(ferry)
    days = ("2026-02-19", "2026-02-20", "2026-02-24", "2026-03-03")
    assert [trials.tests_then(known(record, day))[0].state for day in days] == [
        "studying",
        "planned",
        "handed_on",
        "planned",
    ]
