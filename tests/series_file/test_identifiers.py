"""Signs that a story tells who somebody is."""

import pytest

from app.series_file.identifiers import identifiers_in, identifiers_in_a_letter, without_ways_to_reach
from tests.series_file.small_world import example

TEN, SPLIT, DAY = "a ten-digit number", "a number of six digits and four", "a full date in numbers"
CODE, MAIL, PHONE = "a postcode", "an e-mail address", "a telephone number"


@pytest.mark.parametrize(
    "text, kind",
    [
        ("her number 4505573210 is on it", TEN),
        ("her number 450 557 3210", TEN),
        ("her number 450-557-3210", TEN),
        ("CHI 0101481234", TEN),
        ("CHI 010148 1234", SPLIT),
        ("CHI 010148/1234", SPLIT),
        ("\u0664\u0665\u0660\u0665\u0665\u0667\u0663\u0662\u0661\u0660 it says", TEN),
        ("450\u200b557\u200b3210", TEN),
        ("born 12/03/1948", DAY),
        ("born 12.3.48", DAY),
        ("born 12 - 03 - 1948", DAY),
        ("born 1948-03-12", DAY),
        ("born 12 03 1948", DAY),
        ("at EH1 1YZ", CODE),
        ("at eh11yz", CODE),
        ("at G12 8QQ, up the stair", CODE),
        ("at SW1A 1AA", CODE),
        ("write to ann@example.org", MAIL),
        ("ann.bell+soup@mail.example.co.uk.", MAIL),
        ("ann (at) example.org", MAIL),
        ("ring 0131 496 0000", PHONE),
        ("ring (0131) 496 0000", PHONE),
        ("ring 07700 900123", PHONE),
        ("ring 07700-900-123", PHONE),
        ("ring +44 7700 900123", PHONE),
        ("ring +1 202 555 0100", PHONE),
    ],
)
def test_a_sign_of_somebody_is_found(text: str, kind: str):
    assert kind in identifiers_in(f"She said it aloud. {text} And then she laughed.")
    assert kind in identifiers_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "She has lived there for 40 years, since 1978.",
        "Between 4 and 6, on 3 of the 7 days, 19 visits by 7 services.",
        "On 12 March 1948 he was born, and on the 3rd they moved.",
        "The bus, the 44, leaves at 13:30 and is back by 17:05.",
        "It is half past 2, at number 12, flat 3/1.",
        "Take the M8 1st exit, then the A1 2nd left.",
        "Ward 12B, bed 4, tablets of 500 mg 4 times a day, 2000 units.",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10: she counts the stairs.",
        "They spent £1,250 in 2018 and £2,500 in 2019.",
        "A score of 3-2, then 4-4.",
        "",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str):
    assert identifiers_in(text) == []


def test_the_stories_of_beston_hold_no_sign():
    assert [identifiers_in(story["body"]) for story in example("beston")["stories"]] == [[], [], [], []]


def test_what_was_found_is_never_repeated():
    found = " ".join(identifiers_in("Ring 0131 496 0000, 12/03/1948, EH1 1YZ, ann@example.org, 010203 4567"))
    assert not any(character.isdigit() for character in found)
    assert "ann" not in found.split()


# -- in a letter -----------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    ["ring 0131 496 0000", "ring 07700-900-123 or (0131) 496 0000", "ring +44 7700 900123", "write to ann@example.org"],
)
def test_in_a_letter_it_may_stand_how_to_reach_somebody(text: str):
    assert identifiers_in_a_letter(f"{text}.") == []


@pytest.mark.parametrize(
    "text, kind",
    [
        ("CHI 010148 1234", SPLIT),
        ("CHI 0101481234", TEN),
        ("her number is 450 557 3210", TEN),
        ("ring 0131 496 0000 about 010148 1234", SPLIT),
        ("born 12/03/1948", DAY),
        ("at EH1 1YZ", CODE),
    ],
)
def test_but_nothing_that_points_to_a_patient(text: str, kind: str):
    assert kind in identifiers_in_a_letter(text)


def test_ways_to_reach_somebody_are_taken_out_and_all_else_is_left():
    said = "Ring me on 0131 496 0000, or write to ann@example.org; Dr Nair’s list – the second."
    assert without_ways_to_reach(said).startswith(
        "Ring me on (a telephone number), or write to (an e-mail address); Dr Nair"
    )
    assert without_ways_to_reach("Dr Nair’s list – the second, of 9.") == "Dr Nair’s list – the second, of 9."
