import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotAllowedNow
from app.history.machines import ACTION, MACHINES, require_move
from tests.history import moves_by_hand as by_hand

KINDS = sorted(by_hand.MOVES)
EVERY_STEP = [
    (kind, state, event)
    for kind in KINDS
    for state in sorted(by_hand.states(kind))
    for event in sorted({event for moves in by_hand.MOVES.values() for event in moves})
]
ALLOWED = [step for step in EVERY_STEP if by_hand.after(*step) is not None]
REFUSED = [step for step in EVERY_STEP if by_hand.after(*step) is None]


def test_the_same_kinds_of_thing_have_a_history_as_in_the_document():
    assert sorted(MACHINES) == KINDS
    assert {kind: set(MACHINES[kind].moves) for kind in KINDS} == {k: set(by_hand.MOVES[k]) for k in KINDS}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "test"])
def test_a_thing_can_be_in_the_states_of_the_document_and_in_no_other(kind):
    assert MACHINES[kind].states() == by_hand.states(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_begins_as_the_document_says(kind):
    assert MACHINES[kind].begin == by_hand.BEGIN[kind]


@pytest.mark.parametrize("kind, state, event", [step for step in ALLOWED if step[0] != "test"])
def test_a_move_leads_where_the_document_says(kind, state, event):
    assert require_move(kind, state, event) == by_hand.after(kind, state, event)


@pytest.mark.parametrize("state, event", [step[1:] for step in ALLOWED if step[0] == "test"])
def test_a_test_of_change_can_make_every_move_of_the_document(state, event):
    made = require_move("test", state, event)
    assert made == event  # after `reopened` its cycles say the rest, which no table knows


def test_every_move_that_the_document_does_not_name_is_refused_in_words():
    for kind, state, event in REFUSED:
        with pytest.raises(NotAllowedNow) as refusal:
            require_move(kind, state, event)
        said = str(refusal.value)
        assert said.startswith(f"This {kind} is ")
        assert said.endswith(" now.")
        assert "_" not in said, f"{said} is for a program, not for a person"


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_offers_is_what_may_follow(kind):
    for state in by_hand.states(kind):
        assert [move.event for move in MACHINES[kind].open_moves(state)] == by_hand.legal(kind, state)


@pytest.mark.parametrize("kind", KINDS)
def test_a_move_must_and_may_carry_what_the_document_says(kind):
    known = {event: (move.needs, move.takes) for event, move in MACHINES[kind].moves.items()}
    assert known == {event: (move.must, move.may) for event, move in by_hand.MOVES[kind].items()}


@pytest.mark.parametrize("event", sorted(by_hand.MOVES["action"]))
def test_an_action_may_only_begin_as_proposed_or_asked_if_not_agreed(event):
    assert ACTION.after(None, event) == by_hand.after("action", by_hand.NEW, event)


@given(st.sampled_from([kind for kind in KINDS if kind != "test"]), st.data())
def test_no_sequence_of_moves_reaches_a_state_that_there_is_not(kind, data):
    """Whatever is tried, allowed or not, a thing stays in step with the document and among its states."""
    state = expected = by_hand.BEGIN[kind]
    for event in data.draw(st.lists(st.sampled_from(sorted(by_hand.MOVES[kind])), max_size=30)):
        try:
            state = require_move(kind, state, event)
        except NotAllowedNow:
            assert by_hand.after(kind, expected, event) is None
        else:
            expected = by_hand.after(kind, expected, event)
        assert state == expected
        assert state in by_hand.states(kind)
