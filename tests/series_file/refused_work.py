"""Edits that spoil what a group does and is for, the fault of each, and some words of its reason."""

from tests.series_file.places import A1, ADAPTED, CYCLE, S1, SECOND, T1, Edits, event, history
from tests.series_file.small_world import GONE

DONE = event("2026-01-20", "done", note="Asked")
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
