"""Whatever a series may hold, its wall covers no words, and nothing on it is lost to those who hear it."""

import re

import pytest
from hypothesis import given

from app.plan import in_words, wall
from app.plan.building import in_sum
from tests.plan.inventing import NAMES, made_up
from tests.plan.looking import all_words, faults, said_in_words

pytestmark = pytest.mark.slow


@given(made_up(lines=6, tests=8))
def test_no_round_of_a_test_is_dropped(made):
    drawn = wall.draw(made.scene)
    assert drawn.pills + said_in_words(drawn) == len(made.scene.pills)


@given(made_up())
def test_the_plan_in_words_has_every_action_test_and_hope(made):
    scene, told = made.scene, " ".join(in_words.text(made.scene).split())
    things = [a.text for a in scene.actions] + [t.title for t in scene.tests] + [line.name for line in scene.lines]
    things += [e.text for s in (*scene.now, *scene.future) for e in s.entries]
    assert [thing for thing in things if " ".join(thing.split()) not in told] == []


@given(made_up(actions=40))
def test_a_sponsor_reads_no_action_and_no_lead(made):
    hidden = in_sum(made.scene)
    sheet = wall.draw(hidden)
    assert faults(sheet) == []
    told = all_words(sheet) + in_words.text(hidden)
    assert [name for name in NAMES if name in told] == []
    assert sheet.pills == 0


@given(made_up(actions=60))
def test_a_sponsor_reads_no_number_under_five(made):
    hidden = in_sum(made.scene)
    told = " ".join([in_words.text(hidden), *(group.label for group in wall.draw(hidden).groups)])
    counts = re.findall(r"\d+(?= (?:done|under way|would like help))", told)
    assert [n for n in map(int, counts) if n < 5] == []
