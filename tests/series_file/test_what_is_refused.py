"""One spoilt place at a time: the code, the place and the reason of every refusal that does not hang on the bytes."""

import pytest

from app.series_file import check
from tests.series_file.places import A1, CYCLE, M1, S1, Edits, event, history
from tests.series_file.refused_meetings import MEETINGS, PEOPLE
from tests.series_file.refused_shape import REFERENCES, SHAPE
from tests.series_file.refused_work import ACTIONS, PURPOSES, STORIES, TESTS
from tests.series_file.small_world import GONE, spoilt

EVERY_CODE_OF_A_DOCUMENT = {
    *("wrong_format unknown_key missing_key key_not_for_event meeting_or_on wrong_type not_a_choice bad_value").split(),
    *("out_of_range too_long too_short too_many too_few control_character impossible_date impossible_time").split(),
    *("unknown_time_zone duplicate_id duplicate_number twice unknown_id wrong_kind wrong_order out_of_order").split(),
    *("illegal_transition not_a_member missing_row not_yet_opened substitute no_facilitator no_next_meeting").split(),
    *("cyclic prediction_late cycle_open cycle_after_end body_kept identifier consent_scope approval").split(),
}
ALL = [*SHAPE, *REFERENCES, *PEOPLE, *MEETINGS, *ACTIONS, *TESTS, *STORIES, *PURPOSES]


@pytest.mark.parametrize("edits, fault, reason", ALL, ids=[f"{fault} {reason[:20]}" for _, fault, reason in ALL])
def test_a_spoilt_place_alone_is_refused_with_its_code_place_and_reason(edits: Edits, fault: str, reason: str):
    found = check(spoilt(*edits))
    assert [f"{one.code} {one.place}" for one in found] == [fault]
    assert reason in found[0].reason


def test_every_code_a_document_can_earn_is_among_these():
    assert {fault.split()[0] for _, fault, _ in ALL} == EVERY_CODE_OF_A_DOCUMENT


def test_all_faults_are_told_at_once_the_rules_too_where_a_value_cannot_be_read():
    doc = spoilt(
        ("series.interval", "yearly"),
        ("people.1.email", 12),
        (f"{A1}.history", history(event("2026-01-20", "done"), event("2026-01-19", "moving"))),
        (f"{A1}.lead", "hall"),
        (f"{CYCLE}.predicted_on", "2026-01-19"),
        (f"{S1}.title", ""),
        (f"{S1}.history.4", event("2026-02-01", "destroyed")),
        ("meetings.2.date", "soon"),
    )
    assert [f"{one.code} {one.place}" for one in check(doc)] == [
        "not_a_choice series.interval",
        "wrong_type people[ann].email",
        "too_short stories[S1].title",
        "bad_value meetings[M3].date",
        "missing_key actions[A1].history[1]",
        "wrong_kind actions[A1].lead",
        "body_kept stories[S1].body",
        "out_of_order actions[A1].history[2]",
        "illegal_transition actions[A1].history[2]",
        "prediction_late tests[T1].cycles[1].predicted_on",
    ]


def test_a_value_that_cannot_be_read_brings_no_second_fault_with_it():
    doc = spoilt(
        ("people.0.memberships.0.from", "January"),  # is there a facilitator? nobody can tell
        ("people.2.memberships.0.to", 2026),  # does Ben hold a seat? nor this
        (f"{M1}.attendance.2", GONE),
        (f"{A1}.lead", []),
    )
    assert [one.code for one in check(doc)] == ["bad_value", "wrong_type", "wrong_type"]


def test_a_document_that_is_nothing_like_a_series_is_refused_too():
    assert [f"{one.code} {one.place}" for one in check({})] == [
        "missing_key file",
        "missing_key file",
        "missing_key file",
        "missing_key file",
    ]


def test_no_reason_repeats_a_word_of_a_story():
    body = "Ring 0131 496 0000 after the 12/03/1948, EH1 1YZ, gray@example.org, 010203 4567"
    faults = check(spoilt((f"{S1}.body", body + "\u0007"), (f"{S1}.history.4", event("2026-02-01", "withdrawn"))))
    assert len(faults) >= 1
    for word in body.replace(",", "").split():
        assert all(f" {word} " not in f"{fault} " for fault in faults if len(word) > 5)
