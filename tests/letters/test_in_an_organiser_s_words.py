"""A letter in an organiser's own words: where they stand, how many there may be, and whom they may not name."""

import re

import pytest

from app.actions.domain import Unsaid


def test_a_nudge_is_short_whoever_writes_it(written):
    letter = written("nudge", "ota")
    said, _, after = letter.text.partition("\nSay how it is going")
    answers = after.splitlines()[2]
    assert answers == "There you choose: Done, Moving, Stuck: I need help, or Not mine."
    assert len(f"{said} {answers}".replace("- ", " ").split()) <= 70
    with pytest.raises(Unsaid, match="70 are enough") as refused:
        written("nudge", "ota", "So " * 70)
    assert refused.value.field == "words"


def test_words_of_an_organiser_stand_where_ours_stood_in_both_forms(written):
    letter = written("recap", "gp2", "Bring a <coat>.\nIt is cold.\n\nSee you & yours")
    assert "\n\nBring a <coat>.\nIt is cold.\n\nSee you & yours\n" in letter.text
    assert re.search(r"Bring a &lt;coat&gt;\.<br[^>]*>It is cold\.", letter.html)
    assert "any of the three" not in letter.text


@pytest.mark.parametrize("words, why", [("", "Write a line"), ("x" * 1501, "there is room for 1500")])
def test_words_that_have_no_room_are_refused(written, words, why):
    with pytest.raises(Unsaid, match=why):
        written("recap", "gp2", words)


def test_nobody_whose_story_was_told_is_named_by_an_organiser(written):
    with pytest.raises(Unsaid, match="Stories stay in the room"):
        written("recap", "gp2", "Mr Donnelly would be glad.")
    written("recap", "gp2", "Write to delia@beston-partnership.example.org.")


@pytest.mark.parametrize(
    "words, what",
    [
        ("Her number is 010148 1234.", "a number of six digits and four"),
        ("His number is 450 557 3210.", "a ten-digit number"),
        ("She was born on 12/03/1948.", "a full date in numbers"),
        ("They live at EH1 1YZ.", "a postcode"),
    ],
)
def test_nothing_that_points_to_a_patient_stands_in_a_letter(written, words, what):
    with pytest.raises(Unsaid, match=f"This looks like {what}. Nothing here should point to one person.") as refused:
        written("nudge", "ota", words)
    assert refused.value.field == "words"


def test_whom_to_ring_or_write_to_may_stand_there(written):
    said = "Ring me on 07700 900123, or write to delia@beston-partnership.example.org."
    assert said in written("recap", "gp2", said).text
