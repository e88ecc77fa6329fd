"""Edits that spoil who is there and when people meet, the fault of each, and some words of its reason."""

from tests.series_file.places import M1, M3, Edits, event, history
from tests.series_file.small_world import GONE, present

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
    (
        [
            (f"{M1}.invitations.0.reply", "sending_substitute"),
            (f"{M1}.invitations.0.substitute_name", "Ann 07700 900123"),
        ],
        "identifier meetings[M1].invitations[1].substitute_name",
        "a telephone number",
    ),
    ([(f"{M1}.invitations.1.person", "cat")], "not_a_member meetings[M1].invitations[2].person", "no membership"),
    ([(f"{M1}.invitations.0.for", "ward")], "not_a_member meetings[M1].invitations[1].for", "no membership for 'ward'"),
]
