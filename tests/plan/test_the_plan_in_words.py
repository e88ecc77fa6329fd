"""The plan in words says everything that the picture shows, in the order in which the picture is read."""

import re

import pytest

from app.plan import in_words, wall
from tests.plan.inventing import MadeUp, by_chance
from tests.plan.looking import spoken, squeezed
from tests.plan.test_the_wall_of_both_examples import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_drawn_is_said(name, drawings):
    scene = drawings[name]
    drawn = {word for t in wall.draw(scene).texts if not t.aside for word in spoken(t.text)}
    assert drawn - spoken(in_words.text(scene)) == set()


def test_it_is_read_from_why_to_how_it_stands(drawings):
    heads = [part.head for part in in_words.outline(drawings["beston 4 closing"]).parts]
    assert heads == [
        "Why we are here",
        "Where we are now",
        "The meetings",
        "Together, before we chose priorities",
        "Sharing information between agencies",
        "Medicines that fit people's lives",
        "Hearing from users and carers",
        "Knowing who is housebound and joining up around them",
        "Making the most of the day centre",
        "Care packages people can change without fear",
        "The future we want",
        "How it stands",
    ]


def test_of_a_line_what_would_like_help_is_said_first_and_how_it_ends_last(drawings):
    centre = next(p for p in in_words.outline(drawings["beston 6 closing"]).parts if p.head.endswith("the day centre"))
    assert centre.said == "We know how (technical), from meeting 3."
    assert [part.head for part in centre.parts] == [
        "Would like help",
        "Under way",
        "Done",
        "Small tests",
        "How it ends",
    ]
    assert centre.parts[0].items[0].notes == ("Maureen", "since meeting 4", "would help: Money for a driver from July")


def test_a_test_is_told_once_with_what_each_round_came_to(drawings):
    text = in_words.text(drawings["beston 6 closing"])
    assert "Test 2 A nurse hour at the day centre; change and try again, then it stays; now" in text
    assert text.count("A nurse hour at the day centre") == 1


def test_before_anything_is_agreed_it_says_so(drawings):
    text = in_words.text(drawings["beston 1 opening"])
    assert "Nothing yet." in text
    assert text.endswith("- Nothing has been agreed yet\n")


NUMBERS = re.compile(
    r"\d+ (done|handed|handed on|set|set aside|let|let go)"
)  # of what was folded; the words may be two lines


@pytest.mark.parametrize("scene", [*map(by_chance, range(6)), MadeUp(7, 12, 4, False, 10, 120, 20)], ids=str)
def test_whatever_is_drawn_of_a_made_up_series_is_said_too(scene):
    told = squeezed(in_words.text(scene.scene))
    for sheet in wall.sheets(scene.scene):
        left = [t.text for t in sheet.texts if not t.aside and not NUMBERS.fullmatch(t.text)]
        assert [text for text in left if squeezed(text) not in told] == []
