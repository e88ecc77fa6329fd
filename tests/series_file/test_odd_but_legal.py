"""What looks odd and is not refused, beside what is so nearly the same and is."""

from app.series_file import check
from tests.series_file.places import ADAPTED, CYCLE, M3, SECOND, T1, event
from tests.series_file.small_world import GONE, member, present, spoilt


def test_the_legal_document_is_not_refused():
    assert check(spoilt()) == []


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
