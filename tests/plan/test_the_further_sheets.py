"""A series with more than finds room on the wall: there it is numbers, on sheet 2 it is words."""

from dataclasses import replace

import pytest

from app.plan import said, wall
from app.plan.paper import SMALLEST
from tests.plan.inventing import ACTIONS, LINES, MadeUp
from tests.plan.looking import all_words, faults
from tests.plan.test_the_wall_of_both_examples import NAMES


@pytest.fixture(scope="module")
def busy(drawings):
    """Beston at its fifth meeting, had it agreed four times as much."""
    made = drawings["beston 5 closing"]
    more = [replace(a, text=f"{a.text} ({n})") for n in range(1, 4) for a in made.actions]
    return replace(made, actions=(*made.actions, *more))


@pytest.mark.parametrize("name", NAMES)
def test_where_all_finds_room_there_is_one_sheet_and_no_word_of_another(name, drawings):
    sheets = wall.sheets(drawings[name])
    assert len(sheets) == 1
    assert "sheet 2" not in all_words(sheets[0])


def test_the_wall_says_that_its_numbers_are_in_words_on_sheet_2(busy):
    first, second = wall.sheets(busy)
    assert said.NUMBERED in all_words(first)
    assert "Sheet 2 of 2: every action in words" in all_words(second)
    assert all_words(second).startswith("Meeting 5 of 6")


def test_older_intervals_give_way_and_the_present_is_still_in_words(busy):
    first, _ = wall.sheets(busy)
    told = all_words(first)
    assert [a.text for a in busy.actions if a.interval == busy.present and a.text not in told] == []
    assert [a.text for a in busy.actions if a.interval < busy.present and a.text in told] == []


def test_on_sheet_2_each_line_tells_what_would_like_help_first(busy):
    _, second = wall.sheets(busy)
    lines = [group.label for group in second.groups]
    assert lines[1].startswith(said.TRUNK)
    assert [label.split(":")[0] for label in dict.fromkeys(lines[2:-1])] == [line.name for line in busy.lines]
    told = all_words(second)
    states = [told.index(a.text) for s in ("stuck", "started", "agreed", "done") for a in shared(busy) if a.state == s]
    assert states == sorted(states)


def shared(scene):
    """The actions of the line about sharing information."""
    key = next(line.key for line in scene.lines if line.name.startswith("Sharing"))
    return [a for a in scene.actions if a.line == key]


def test_a_full_series_takes_as_many_sheets_as_it_takes_and_none_is_too_small():
    everything = MadeUp(1, meetings=30, ahead=6, opening=False, lines=LINES, actions=ACTIONS, tests=60).scene
    sheets = wall.sheets(everything)
    assert len(sheets) > 3
    assert [f"Sheet {n} of {len(sheets)}" in all_words(s) for n, s in enumerate(sheets[1:], start=2)] == [True] * (
        len(sheets) - 1
    )
    assert [fault for sheet in sheets for fault in faults(sheet)] == []
    assert min(t.size for sheet in sheets for t in sheet.texts) >= SMALLEST


def test_a_line_that_ended_meetings_ago_ends_there(drawings):
    made = drawings["beston 6 closing"]
    first = made.lines[0]
    gone = replace(first, end="business_as_usual", end_at=3, end_words="Business as usual: the practice does it")
    ended = replace(made, lines=(gone, *made.lines[1:]), actions=tuple(a for a in made.actions if a.line != first.key))
    sheet = wall.draw(ended)
    x = {t.text: t.box.x for t in sheet.texts}
    assert x["What is holding us back,"] < x["Business as usual: the"] < x["What should become"]
    assert faults(sheet) == []
