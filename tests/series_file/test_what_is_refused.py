"""One spoilt place at a time: the code, the place and the reason of every refusal that does not hang on the bytes."""

from typing import Any

import pytest

from app.series_file import check
from tests.series_file.small_world import GONE, cycle, member, present, spoilt

A1, T1, S1, M1, M3 = "actions.0", "tests.0", "stories.0", "meetings.0", "meetings.2"
Edits = list[tuple[str, Any]]


def event(on: str, name: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "event": name, **more}


def history(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return list(events)


DONE = event("2026-01-20", "done", note="Asked")
CYCLE = f"{T1}.cycles.0"
SECOND = f"{T1}.cycles.1"

SHAPE: list[tuple[Edits, str, str]] = [
    ([("format", "beston-series/2")], "wrong_format format", "must be 'beston-series/1'"),
    ([("format", GONE)], "missing_key file", "'format' is missing"),
    ([("colour", "blue")], "unknown_key file", "'colour' is not a key"),
    ([("people.1.emial", "ann@example.org")], "unknown_key people[ann]", "is 'email' meant?"),
    ([("people.1.name", GONE)], "missing_key people[ann]", "'name' is missing"),
    (
        [(f"{A1}.history", history(event("2026-01-20", "done")))],
        "missing_key actions[A1].history[1]",
        "'done' needs it",
    ),
    (
        [(f"{A1}.history", history(event("2026-01-20", "moving", due="M3")))],
        "key_not_for_event actions[A1].history[1]",
        "'due' does not go with an event 'moving'",
    ),
    ([(f"{A1}.on", "2026-01-14")], "meeting_or_on actions[A1]", "only one of the two"),
    ([(f"{A1}.meeting", GONE)], "meeting_or_on actions[A1]", "'meeting' or 'on'"),
    ([(f"{CYCLE}.on", "2026-01-14"), (f"{CYCLE}.meeting", "M1")], "meeting_or_on tests[T1].cycles[1]", "only one"),
    (
        [("now", [{"id": "W", "text": "x", "kind": "works_now", "meeting": "M1", "on": "2026-01-14"}])],
        "meeting_or_on now[W]",
        "only one",
    ),
    ([("series.title", 2018)], "wrong_type series.title", "put it in quotes"),
    ([("series.title", None)], "wrong_type series.title", "leave the key out"),
    ([("series", [])], "wrong_type series", "must be a mapping"),
    ([("people.1.memberships.0.role", True)], "wrong_type people[ann].memberships[1].role", "must be one of"),
    ([("meetings.0.number", "1")], "wrong_type meetings[M1].number", "a whole number"),
    ([("meetings.0.number", True)], "wrong_type meetings[M1].number", "not 'true'"),
    ([("series.meetings_planned", 3.0)], "wrong_type series.meetings_planned", "a whole number"),
    ([(f"{A1}.quick_win", "yes")], "wrong_type actions[A1].quick_win", "true or false"),
    ([("series.interval", "yearly")], "not_a_choice series.interval", "is not one of weekly, fortnightly"),
    ([("people.1.email", "no address")], "bad_value people[ann].email", "must be one e-mail address"),
    ([("people.1.email", "ann@example.org\n")], "bad_value people[ann].email", "must be one e-mail address"),
    ([("people.1.mobile", "ring me")], "bad_value people[ann].mobile", "must be a telephone number"),
    ([("meetings.2.start", "9:30")], "bad_value meetings[M3].start", "must be a time from 00:00 to 23:59"),
    ([("meetings.2.start", "24:00")], "bad_value meetings[M3].start", "must be a time from 00:00 to 23:59"),
    ([("meetings.2.date", "11 March 2026")], "bad_value meetings[M3].date", "written YYYY-MM-DD"),
    ([("meetings.2.date", "2126-03-11")], "bad_value meetings[M3].date", "from 1900 to 2099"),
    ([("meetings.2.id", "3M")], "bad_value meetings[3].id", "must begin with a letter"),
    ([("meetings.2.id", "M3\n")], "bad_value meetings[3].id", "must begin with a letter"),
    ([("series.title", " \u00a0 ")], "bad_value series.title", "must have something in it to read"),
    ([("series.language", "English")], "bad_value series.language", "must name a language"),
    ([("meetings.0.number", 100)], "out_of_range meetings[M1].number", "from 0 to 99"),
    ([("people.1.name", "x" * 61)], "too_long people[ann].name", "has 61 characters; at most 60"),
    ([("people.1.name", "")], "too_short people[ann].name", "is empty; leave the key out"),
    ([("series.title", "ab")], "too_short series.title", "at least 3"),
    (
        [
            (f"{A1}.helpers", ["jo", "ben", "cat", "vic", "p1", "p2"]),
            ("people.5", member("p1", "hall")),
            ("people.6", member("p2", "hall")),
            (f"{M1}.attendance.3", present("p1")),
            (f"{M1}.attendance.4", present("p2")),
            ("meetings.1.attendance.3", present("p1")),
            ("meetings.1.attendance.4", present("p2")),
        ],
        "too_many actions[A1].helpers",
        "at most 5",
    ),
    ([("last_words", [])], "too_few last_words", "leave the key out when there is nothing"),
    ([("people.1.name", "Ann\u0007")], "control_character people[ann].name", "U+0007"),
    ([("people.1.name", "Ann\nBell")], "control_character people[ann].name", "must be one line"),
    ([("people.1.name", "Ann\u2028Bell")], "control_character people[ann].name", "U+2028"),
    ([(f"{S1}.body", "A bell\u0007")], "control_character stories[S1].body", "U+0007"),
    ([("purpose.0.on", "2026-02-30")], "impossible_date purpose[G1].on", "no such day as 2026-02-30"),
    ([(f"{A1}.due", "2026-02-30")], "impossible_date actions[A1].due", "no such day"),
    ([(f"{A1}.helpers", ["ben", "ben"])], "twice actions[A1].helpers[2]", "in this list twice"),
    (
        [("follow_ups.0.on", "2026-01-21"), ("follow_ups.0.said", "How is it?")],
        "missing_key follow_ups[U1]",
        "'channel'",
    ),
    ([("follow_ups.0.planned_for", GONE)], "missing_key follow_ups[U1]", "'on' or 'planned_for' is missing"),
    (
        [("organisations.0.home_checks.0.answer", "agrees")],
        "missing_key organisations[hall].home_checks[HC1]",
        "'answered_on'",
    ),
    ([("people.1.memberships.0.end_reason", "other")], "missing_key people[ann].memberships[1]", "'to' is missing"),
    ([(f"{S1}.learning.0.approved_on", GONE)], "missing_key stories[S1].learning[1]", "'approved_on' is missing"),
]

REFERENCES: list[tuple[Edits, str, str]] = [
    ([("purpose.1.id", "g1")], "duplicate_id purpose[g1].id", "'g1' is already the id of a purpose"),
    ([("purpose.1.id", "Ben")], "duplicate_id people[ben].id", "already the id of a purpose"),
    ([(f"{A1}.priority", "drink")], "unknown_id actions[A1].priority", "there is nothing with the id 'drink'"),
    ([(f"{A1}.lead", "Ann")], "unknown_id actions[A1].lead", "is 'ann' meant?"),
    (
        [(f"{A1}.lead", "hall")],
        "wrong_kind actions[A1].lead",
        "must name a person; 'hall' is the id of an organisation",
    ),
    ([(f"{A1}.due", "O1")], "wrong_kind actions[A1].due", "must name a meeting"),
    ([(f"{A1}.waits_for", ["HC1", "T1"])], "wrong_kind actions[A1].waits_for[2]", "an action or a home check"),
    (
        [(f"{A1}.history", [event("2026-01-20", "reassigned", to="whoever")])],
        "unknown_id actions[A1].history[1].to",
        "a person",
    ),
    ([("series.history.0.by", "ward")], "wrong_kind series.history[1].by", "must name a person"),
    ([(f"{CYCLE}.safety.agreed_by", "M1")], "wrong_kind tests[T1].cycles[1].safety.agreed_by", "a person"),
    ([("initiatives.0.first_actions", ["T1"])], "wrong_kind initiatives[I1].first_actions[1]", "must name an action"),
]

PEOPLE: list[tuple[Edits, str, str]] = [
    (
        [("people.0.memberships.0.role", "substitute"), ("people.0.memberships.1.role", "visitor")],
        "no_facilitator people",
        "nobody has the role 'facilitator'",
    ),
    ([("people.4.memberships.0.to", "2026-01-13")], "wrong_order people[vic].memberships[1].to", "before it begins"),
    (
        [("organisations.0.name", "A hall with a very long name")],
        "missing_key organisations[hall]",
        "'short_name' is missing",
    ),
    (
        [
            ("organisations.0.home_checks.0.answered_on", "2026-01-01"),
            ("organisations.0.home_checks.0.answer", "agrees"),
        ],
        "wrong_order organisations[hall].home_checks[HC1].answered_on",
        "before it was asked",
    ),
    (
        [("check_backs", [{"meeting": "M2", "by_aspiration": [{"aspiration": "O1", "movement": "some"}] * 2}])],
        "twice check_backs[1].by_aspiration[2].aspiration",
        "has a row already",
    ),
]

MEETINGS: list[tuple[Edits, str, str]] = [
    ([("meetings.2.number", 2)], "duplicate_number meetings[M3].number", "numbers are given once"),
    ([("meetings.2.date", "2026-02-11")], "wrong_order meetings[M3].date", "must come after meeting 2"),
    ([("meetings.2.end", "10:00")], "wrong_order meetings[M3].end", "not after its start"),
    (
        [("meetings.2.date", "2026-03-29"), ("meetings.2.start", "01:30")],
        "impossible_time meetings[M3].start",
        "the clocks go forward",
    ),
    ([("series.time_zone", "Europe/Beston")], "unknown_time_zone series.time_zone", "is not a time zone"),
    ([("meetings.0.purpose", GONE)], "missing_key meetings[M1]", "once invitations have gone out"),
    ([("meetings.0.history.0.on", "2026-01-15")], "out_of_order meetings[M1].history[2]", "before the event above it"),
    (
        [(f"{M3}.history", history(event("2026-03-01", "prepared")))],
        "illegal_transition meetings[M3].history[1]",
        "'planned'",
    ),
    (
        [(f"{M3}.history", history(event("2026-03-01", "opened")))],
        "wrong_order meetings[M3].history[1].on",
        "cannot open on",
    ),
    (
        [(f"{M3}.history", history(event("2026-03-01", "moved", to="2026-03-18", note="Snow", start="13:00")))],
        "wrong_order meetings[M3].history[1].end",
        "it ends at 12:00, which is not after its start at 13:00",
    ),
    ([(f"{M3}.attendance", [present("ann")])], "not_yet_opened meetings[M3].attendance", "never opened"),
    (
        [(f"{M1}.attendance.3", present("ann"))],
        "twice meetings[M1].attendance[4].person",
        "listed for this meeting twice",
    ),
    ([(f"{M1}.attendance.3", present("cat"))], "not_a_member meetings[M1].attendance[4].person", "no membership"),
    ([(f"{M1}.attendance.1.for", "ward")], "not_a_member meetings[M1].attendance[2].for", "no membership for 'ward'"),
    ([(f"{M1}.attendance.2", GONE)], "missing_row meetings[M1].attendance", "'ben' holds a seat"),
    (
        [("meetings.1.attendance.1", {"person": "ben", "state": "apologies"})],
        "substitute meetings[M2].attendance[3].in_place_of",
        "the row of 'ben'",
    ),
    (
        [("meetings.1.attendance.2", present("cat"))],
        "substitute meetings[M2].attendance[2].substitute",
        "the row of 'cat'",
    ),
    (
        [(f"{M1}.attendance.1.in_place_of", "ben")],
        "substitute meetings[M1].attendance[2].in_place_of",
        "goes with the state",
    ),
    (
        [(f"{M1}.attendance.1.state", "substitute_sent")],
        "substitute meetings[M1].attendance[2]",
        "'substitute' is missing",
    ),
    (
        [(f"{M1}.invitations.2", {"person": "ben", "sent_on": "2026-01-06", "reply": "none"})],
        "twice meetings[M1].invitations[3].person",
        "invited",
    ),
    (
        [(f"{M1}.invitations.1.sent_on", "2026-01-15")],
        "wrong_order meetings[M1].invitations[2].sent_on",
        "after the meeting's day",
    ),
    (
        [(f"{M1}.invitations.0.replied_on", "2026-01-05")],
        "wrong_order meetings[M1].invitations[1].replied_on",
        "before it was sent",
    ),
    (
        [(f"{M1}.invitations.0.replied_on", "2026-01-15")],
        "wrong_order meetings[M1].invitations[1].replied_on",
        "after the meeting's day",
    ),
    (
        [(f"{M1}.invitations.0.replied_on", GONE)],
        "missing_key meetings[M1].invitations[1]",
        "a reply 'coming' needs it",
    ),
    (
        [(f"{M1}.invitations.1.replied_on", "2026-01-07")],
        "bad_value meetings[M1].invitations[2].replied_on",
        "nothing heard yet",
    ),
    (
        [(f"{M1}.invitations.0.substitute_name", "Cat Cowan")],
        "bad_value meetings[M1].invitations[1].substitute_name",
        "it is 'coming'",
    ),
    ([(f"{M1}.invitations.1.person", "cat")], "not_a_member meetings[M1].invitations[2].person", "no membership"),
    ([(f"{M1}.invitations.0.for", "ward")], "not_a_member meetings[M1].invitations[1].for", "no membership for 'ward'"),
]

ACTIONS: list[tuple[Edits, str, str]] = [
    ([(f"{A1}.lead", GONE)], "missing_key actions[A1]", "'lead' is missing"),
    ([(f"{A1}.lead", "cat")], "not_a_member actions[A1].lead", "'cat' has no membership on 2026-01-14"),
    ([(f"{A1}.lead", "vic")], "not_a_member actions[A1].lead", "'vic' is only a visitor"),
    (
        [(f"{A1}.history", history(event("2026-01-20", "reassigned", to="cat")))],
        "not_a_member actions[A1].history[1].to",
        "'cat' has no membership on 2026-01-20",
    ),
    ([(f"{A1}.helpers", ["ann"])], "twice actions[A1].helpers[1]", "'ann' is the lead"),
    (
        [(f"{A1}.history", history(event("2026-01-20", "accepted")))],
        "illegal_transition actions[A1].history[1]",
        "'accepted'",
    ),
    (
        [(f"{A1}.history", history(event("2026-01-20", "proposed")))],
        "illegal_transition actions[A1].history[1]",
        "'agreed'",
    ),
    ([(f"{A1}.history", history(DONE, DONE))], "illegal_transition actions[A1].history[2]", "'done'"),
    (
        [(f"{A1}.history", history(event("2026-01-13", "moving")))],
        "out_of_order actions[A1].history[1]",
        "the thing itself",
    ),
    (
        [(f"{A1}.history", history(event("2026-01-21", "moving"), DONE))],
        "out_of_order actions[A1].history[2]",
        "2026-01-20 is before the event above it, on 2026-01-21",
    ),
    (
        [(f"{A1}.meeting", GONE), (f"{A1}.on", "2026-03-11")],
        "no_next_meeting actions[A1].due",
        "no meeting comes after",
    ),
    (
        [(f"{A1}.history", history(event("2026-03-11", "carried", due="next_meeting")))],
        "no_next_meeting actions[A1].history[1].due",
        "no meeting comes after 2026-03-11",
    ),
    ([(f"{A1}.waits_for", ["A2"]), ("actions.1.waits_for", ["A1"])], "cyclic actions[A1].waits_for", "A1 → A2 → A1"),
    ([(f"{A1}.waits_for", ["A1"])], "cyclic actions[A1].waits_for", "A1 → A1"),
]

ADAPTED = {**cycle(), "on": "2026-02-12", "started": "2026-02-12", "ended": "2026-02-13", "decided_on": "2026-02-14"}

TESTS: list[tuple[Edits, str, str]] = [
    (
        [(f"{CYCLE}.predicted_on", "2026-01-19")],
        "prediction_late tests[T1].cycles[1].predicted_on",
        "the prediction (2026-01-19) was written after the start (2026-01-18)",
    ),
    ([(f"{CYCLE}.safety.on", "2026-01-19")], "wrong_order tests[T1].cycles[1].safety.on", "after the start"),
    ([(f"{CYCLE}.ended", "2026-01-17")], "wrong_order tests[T1].cycles[1].ended", "before it started"),
    ([(f"{CYCLE}.decided_on", "2026-01-24")], "wrong_order tests[T1].cycles[1].decided_on", "before it ended"),
    ([(f"{CYCLE}.on", "2026-01-19")], "wrong_order tests[T1].cycles[1].started", "before it was agreed"),
    ([(f"{CYCLE}.on", "2026-01-13")], "wrong_order tests[T1].cycles[1]", "before the test itself"),
    ([(f"{CYCLE}.next", GONE)], "missing_key tests[T1].cycles[1]", "'next' is missing"),
    ([(f"{T1}.asked_of", "ann")], "bad_value tests[T1].asked_of", "'ann' leads it already"),
    ([(f"{T1}.asked_of", "dan")], "unknown_id tests[T1].asked_of", "'dan'"),
    ([(f"{T1}.asked_note", "The soup is on")], "missing_key tests[T1]", "'asked_of' is missing"),
    (
        [(f"{T1}.asked_of", "ben"), (f"{T1}.history", history(event("2026-02-20", "handed_on", to="The hall")))],
        "bad_value tests[T1].asked_of",
        "the test has ended",
    ),
    ([(f"{T1}.asked_of", "ben"), (f"{CYCLE}.decision", "abandon")], "bad_value tests[T1].asked_of", "has ended"),
    ([(f"{CYCLE}.decision", "adopt")], "missing_key tests[T1].cycles[1]", "'kept_by' is missing"),
    ([(f"{CYCLE}.safety", GONE)], "missing_key tests[T1].cycles[1]", "'safety' is missing ('started' needs it)"),
    ([(SECOND, {**ADAPTED, "scale": "one_team"})], "missing_key tests[T1].cycles[2]", "'why_so_fast' is missing"),
    (
        [(f"{CYCLE}.decision", "abandon"), (SECOND, ADAPTED)],
        "cycle_after_end tests[T1].cycles[2]",
        "only 'adapt' leads",
    ),
    (
        [(SECOND, {**ADAPTED, "on": "2026-02-10"})],
        "cycle_open tests[T1].cycles[2]",
        "while the cycle before it was open",
    ),
    (
        [(f"{CYCLE}.decision", GONE), (f"{CYCLE}.decided_on", GONE), (SECOND, ADAPTED)],
        "cycle_open tests[T1].cycles[2]",
        "has no decision yet",
    ),
    (
        [(f"{T1}.history", history(event("2026-02-11", "handed_on", to="I1"))), (SECOND, ADAPTED)],
        "cycle_after_end tests[T1].cycles[2]",
        "handed on on 2026-02-11",
    ),
    (
        [(f"{T1}.history", history(event("2026-02-12", "business_as_usual")))],
        "illegal_transition tests[T1].history[1]",
        "'adapting'",
    ),
    ([(f"{T1}.lead", "vic")], "not_a_member tests[T1].lead", "other than as a visitor"),
    ([(f"{T1}.team", ["ann"])], "twice tests[T1].team[1]", "'ann' is the lead"),
]

STORIES: list[tuple[Edits, str, str]] = [
    ([(f"{S1}.history.4", event("2026-02-01", "destroyed"))], "body_kept stories[S1].body", "the story is destroyed"),
    ([(f"{S1}.history.4", event("2026-02-01", "withdrawn"))], "body_kept stories[S1].body", "the story is withdrawn"),
    ([(f"{S1}.body", "Her number is 450 557 3210.")], "identifier stories[S1].body", "a ten-digit number"),
    ([(f"{S1}.learning.0.visibility", "public")], "consent_scope stories[S1].learning[1].visibility", "scope 'report'"),
    (
        [(f"{S1}.learning.0.approved_by", "ann")],
        "approval stories[S1].learning[1].approved_by",
        "somebody else approves it",
    ),
    ([(f"{S1}.consent", GONE)], "missing_key stories[S1]", "an event 'consent_given' needs it"),
    ([(f"{S1}.learning", GONE)], "missing_key stories[S1]", "an event 'learned' needs it"),
    ([(f"{S1}.history.1.by", GONE)], "missing_key stories[S1].history[2]", "an event 'checked' needs it"),
]

FOOD = {"text": "Drink", "challenge": "technical"}

PURPOSES: list[tuple[Edits, str, str]] = [
    ([("series.history.0", GONE)], "illegal_transition series.history[1]", "'draft'"),
    (
        [("purpose.1.supersedes", "G1"), ("purpose.1.on", "2026-01-13")],
        "wrong_order purpose[G2].supersedes",
        "which it replaces",
    ),
    (
        [("purpose.1.supersedes", "G1"), ("purpose.1.kind", "long_term_goal")],
        "missing_key purpose[G2]",
        "'changed_with' is missing",
    ),
    ([("purpose.1.supersedes", "G2")], "cyclic purpose[G2].supersedes", "G2 → G2"),
    (
        [("aspirations.0.ended", {"on": "2026-01-13", "as": "dropped", "reason": "It came"})],
        "wrong_order aspirations[O1].ended.on",
        "before it was said",
    ),
    (
        [("priorities.1", {"id": "drink", "colour": "blue", **FOOD})],
        "twice priorities[drink].colour",
        "food has the colour 'blue'",
    ),
    (
        [("priorities.0.history", history(event("2026-01-13", "resting")))],
        "out_of_order priorities[food].history[1]",
        "came up",
    ),
    (
        [("priorities.0.history", history(event("2026-01-15", "resumed")))],
        "illegal_transition priorities[food].history[1]",
        "'active'",
    ),
    (
        [("priorities.1", {"id": "drink", **FOOD, "history": [event("2026-01-15", "resting")]})],
        "illegal_transition priorities[drink].history[1]",
        "'proposed'",
    ),
    (
        [("initiatives.0.history", history(event("2026-02-11", "running")))],
        "illegal_transition initiatives[I1].history[1]",
        "'proposed'",
    ),
    ([("initiatives.0.lead", "vic")], "not_a_member initiatives[I1].lead", "other than as a visitor"),
]

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


def test_the_legal_document_is_not_refused():
    assert check(spoilt()) == []


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


def test_the_ninth_priority_repeats_a_colour_with_another_shape():
    colours = "blue vermilion green magenta gold violet slate brown".split()
    eight = [
        {"id": f"p{n}", "text": "x", "challenge": "mixed", "colour": c, "shape": "star"} for n, c in enumerate(colours)
    ]
    for one, shape in zip(eight, "square triangle circle diamond pentagon hexagon star cross".split(), strict=True):
        one["shape"] = shape
    ninth = {"id": "p8", "text": "x", "challenge": "mixed", "colour": "blue"}
    assert check(spoilt(("priorities", [*eight, {**ninth, "shape": "star"}]))) == []
    assert [str(f) for f in check(spoilt(("priorities", [*eight, {**ninth, "shape": "square"}])))] == [
        "twice priorities[p8].shape: 'p0' is a blue square already; give it another shape"
    ]


def test_no_reason_repeats_a_word_of_a_story():
    body = "Ring 0131 496 0000 after the 12/03/1948, EH1 1YZ, gray@example.org, 010203 4567"
    faults = check(spoilt((f"{S1}.body", body + "\u0007"), (f"{S1}.history.4", event("2026-02-01", "withdrawn"))))
    assert len(faults) >= 1
    for word in body.replace(",", "").split():
        assert all(f" {word} " not in f"{fault} " for fault in faults if len(word) > 5)


def test_someone_who_joins_between_being_asked_and_accepting_may_lead():
    new = member("new", "hall", begins="2026-02-20")
    asked = event("2026-02-12", "asked", to="new")
    accepted = event("2026-02-21", "accepted")
    assert check(spoilt(("people.5", new), ("actions.1.history", [asked, accepted]))) == []
    assert [one.code for one in check(spoilt(("people.5", new), ("actions.1.history", [asked])))] == ["not_a_member"]


def test_a_lead_who_has_left_may_still_be_taken_off():
    """Asked again and declined that same day: the action needs someone else."""
    left = [("people.2.memberships.0.to", "2026-02-20")]
    taken_off = [event("2026-02-25", "asked"), event("2026-02-25", "declined")]
    assert check(spoilt(*left, ("actions.1.history", taken_off))) == []


def test_an_action_only_proposed_needs_no_lead_and_no_day():
    proposed = {"id": "A3", "text": "Find a cook", "on": "2026-03-12", "history": [event("2026-03-12", "proposed")]}
    assert check(spoilt(("actions.2", proposed))) == []
    proposed["history"].append(event("2026-03-13", "parked", look_again_on="2026-04-01"))
    assert check(spoilt(("actions.2", proposed))) == []
    proposed["history"].append(event("2026-04-01", "reopened", note="We need one"))
    assert [f"{one.code} {one.place}" for one in check(spoilt(("actions.2", proposed)))] == [
        "missing_key actions[A3]",
        "no_next_meeting actions[A3].due",
    ]


def test_a_test_opened_again_may_have_another_cycle():
    ended = [(f"{CYCLE}.decision", "abandon"), (f"{CYCLE}.next", GONE)]
    again = [(f"{T1}.history", [event("2026-02-12", "reopened", note="The cook is back")])]
    assert check(spoilt(*ended, *again, (SECOND, ADAPTED))) == []
    undated = {key: value for key, value in ADAPTED.items() if key != "on"}
    assert check(spoilt(*ended, *again, (SECOND, undated))) == []


def test_a_meeting_that_moved_is_judged_by_its_new_day():
    moved = event("2026-03-02", "moved", to="2026-03-18", note="Snow")
    opened = [event("2026-03-18", "opened"), event("2026-03-18", "closed")]
    rows = [present("ann"), present("ben")]
    assert check(spoilt((f"{M3}.history", [moved, *opened]), (f"{M3}.attendance", rows))) == []
    early = [moved, event("2026-03-11", "opened")]
    assert [one.code for one in check(spoilt((f"{M3}.history", early), (f"{M3}.attendance", rows)))] == ["wrong_order"]
