"""What holds of the letters that are due, whatever the series and the day."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.letters.looking import Due
from app.record.actions import actions_then
from tests.letters.what_happens import lively
from tests.series_file.made_series import Size, made


@given(st.integers(0, 2**32 - 1), st.integers(0, 10_000))
def test_of_any_series_on_any_day(any_desk, seed, nth):
    """Nothing twice, nothing to those who left or are not reached, nothing about what is finished."""
    desk = any_desk(lively(made(seed, Size(people=6, meetings=4, actions=8, events=8))), nth)
    found = desk.due
    keys = {(d.kind, d.person, d.slot) for d in found}
    assert len(keys) == len(found)
    assert max(Counter((d.kind, d.person) for d in found if d.kind not in ABOUT_MEETINGS).values(), default=1) == 1
    actions = {a.id: a for a in actions_then(desk.then)}
    for one in found:
        _may_be(desk.record, desk.then, one, actions)
    for one, why in desk.ring:
        assert why
        assert (one.kind, one.person, one.slot) not in keys
    desk.send()
    assert [(d.kind, d.person) for d in desk.due] == []


ABOUT_MEETINGS = ("invitation", "moved", "cancelled")
STATES = {"thanks": ("done",), "recap": ("done",), "record": ("done",), "catch_up": ("asked", "done")}


def _may_be(record, at, one: Due, actions) -> None:
    person = record.people[one.person]
    assert person.email
    assert person.prefers not in ("phone", "no_messages", "post")
    meeting = at.meeting(one.slot.partition("@")[0]) if one.slot.partition("@")[0] in record.meetings else None
    assert at.roles(one.person) or (meeting and at.roles(one.person, meeting.day))
    assert len(one.slot) <= 80
    assert one.why
    for thing_ in one.about:
        if thing_ in actions:
            assert actions[thing_].lead == one.person
            assert actions[thing_].state in STATES.get(one.kind, ("asked",))


@pytest.mark.parametrize("day", ["2018-02-01", "2018-03-16", "2018-04-16", "2018-05-14", "2018-06-20"])
def test_every_letter_of_every_day_can_be_written(at_desk, day):
    desk = at_desk(day)
    for one in desk.due:
        letter = desk.letter(one)
        assert max(len(letter.text) * 3, len(letter.html), len(letter.subject) * 300) <= 60_000
        assert letter.words
