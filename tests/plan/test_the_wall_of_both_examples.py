"""The wall of Beston and of the small series, at each opening and each closing."""

import re

import pytest

from app.plan import small, wall
from tests.plan.looking import SVG, all_words, faults, not_in_full, parsed

NAMES = [f"beston {n} {at}" for n in range(1, 7) for at in ("opening", "closing")]
NAMES += [f"small {n} {at}" for n in range(1, 4) for at in ("opening", "closing")]


@pytest.fixture(params=NAMES)
def scene(request, drawings):
    return drawings[request.param]


def test_there_are_eighteen_drawings(drawings):
    assert list(drawings) == NAMES


def test_no_word_is_covered_off_the_sheet_or_too_small_to_read_standing(scene):
    assert faults(wall.draw(scene)) == []


def test_every_action_stands_in_full(scene):
    assert not_in_full(wall.draw(scene), scene) == []


def test_every_round_of_every_test_has_its_pill(scene):
    assert wall.draw(scene).pills == len(scene.pills)


def test_every_line_is_a_group_that_says_its_name_and_how_it_stands(scene):
    root = parsed(wall.draw(scene))
    labels = [g.get("aria-label") for g in root.findall(f"{SVG}g[@role='group']")]
    assert all(any(label.startswith(f"{line.name}: ") for label in labels) for line in scene.lines)
    assert len(root.findall(f"{SVG}g")) == len(labels)
    assert not [part for part in root.iter() if part.get("tabindex")]


def test_the_words_of_a_line_stand_in_its_group(scene):
    root = parsed(wall.draw(scene))
    for line in scene.lines:
        group = next(g for g in root.findall(f"{SVG}g") if g.get("aria-label").startswith(f"{line.name}: "))
        said = " ".join(text.text for text in group.iter(f"{SVG}text"))
        mine = [a.text for a in scene.actions if a.line == line.key]
        assert [text for text in [line.name, *mine] if text not in said] == []


def test_no_id_of_the_file_is_on_the_sheet(scene, records, request):
    record = records[request.node.callspec.params["scene"].split()[0]]
    ids = {i for i in record.things if not i.startswith("~") and re.search(r"\d", i)}
    words = {word for svg in (wall.draw(scene), small.draw(scene)) for word in re.findall(r"[\w-]+", svg.svg())}
    assert ids & words == set()


def test_the_small_plan_covers_nothing_either(scene):
    assert faults(small.draw(scene), smallest=12) == []


def test_the_small_plan_has_a_mark_or_a_number_for_every_action(drawings):
    sheet = small.draw(drawings["beston 6 closing"])
    labels = [group.label for group in sheet.groups]
    assert labels[1] == "Together, before we chose priorities: 9 done"
    assert "Making the most of the day centre: technical, 4 done, 2 under way, 1 stuck, carries on" in labels


def test_the_wall_at_meeting_4_says_what_the_room_needs_to_see(drawings):
    said = all_words(wall.draw(drawings["beston 4 closing"]))
    for words in ("Meeting 4 of 6", "We are here", "15 done", "10 under way", "3 would like help", "18 Apr"):
        assert words in said


def test_lines_are_told_apart_without_colour(drawings):
    lines = drawings["beston 6 closing"].lines
    assert len({line.shape for line in lines}) == len({line.name for line in lines}) == len(lines)
