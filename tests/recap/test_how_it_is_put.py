from datetime import date

import pytest

from app import words
from app.recap.fit import width
from app.recap.verbs import is_to_do, past, perfect
from app.recap.voice import Voice


@pytest.mark.parametrize(
    "time, said",
    [
        ("16:30", "half past four"),
        ("19:00", "seven o’clock"),
        ("13:15", "quarter past one"),
        ("12:45", "quarter to one"),
        ("23:35", "twenty-five to twelve"),
        ("12:00", "noon"),
        ("00:00", "midnight"),
        ("12:01", "one minute past twelve"),
        ("16:48", "twelve minutes to five"),
    ],
)
def test_a_time_is_read_aloud(time, said):
    assert words.spoken(time) == said


@pytest.mark.parametrize(
    "n, said", [(1, "first"), (3, "third"), (10, "tenth"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_a_place_in_a_row(n, said):
    assert words.ordinal(n) == said


@pytest.mark.parametrize(
    "written, inside",
    [
        ("The future we want", "the future we want"),
        ("'Who is in my week' sheet", "'who is in my week' sheet"),
        ("A GP said so", "a GP said so"),
        ("I want to go", "I want to go"),
        ("NHS boards meet", "NHS boards meet"),
        ("Delia and Jo speak for us", "Delia and Jo speak for us"),
        ("Castle Street counted", "Castle Street counted"),
        ("Thursday is best", "Thursday is best"),
        ("9 names", "9 names"),
        ("下次会议", "下次会议"),
        ("", ""),
    ],
)
def test_somebodys_words_go_on_inside_a_sentence_of_ours(written, inside):
    assert words.lowered(written, names=("Delia", "Jo")) == inside


@pytest.mark.parametrize(
    "written, stopped",
    [
        ("Done", "Done."),
        ("Done.", "Done."),
        ("Why?", "Why?"),
        ("She said “no.”", "She said “no.”"),
        ("So (as we said)", "So (as we said)."),
    ],
)
def test_a_sentence_has_one_full_stop(written, stopped):
    assert words.stopped(written) == stopped


@pytest.mark.parametrize(
    "written, told",
    [
        ("draw who visits each of the four", "drew who visits each of the four"),
        ("try the sheet", "tried the sheet"),
        ("plan the day", "planned the day"),
        (
            "draft one page on a review that lets people pause and come back",
            "drafted one page on a review that lets people pause and come back",
        ),
        ("try a one-page 'who is in my week' sheet", "tried a one-page 'who is in my week' sheet"),
    ],
)
def test_what_was_to_be_done_is_told_as_done(written, told):
    assert past(written) == told


@pytest.mark.parametrize(
    "written",
    ["rota for the gates", "count the gates and paint and list them", "tell me about it", "Ask your own team"],
)
def test_where_it_might_go_wrong_nothing_is_guessed(written):
    assert past(written) is None


def test_two_forms_of_a_verb():
    assert (past("show it"), perfect("show it")) == ("showed it", "shown it")
    assert is_to_do("Find out what it is")
    assert not is_to_do("Whose job it is")


def test_a_pattern_is_handed_out_once_and_only_where_it_suits():
    voice = Voice()
    ways = ("{a}: {b}.", "{a}. {b}.", "It was {a}; {b}.")
    assert voice.say(ways, a="One", b="two") == "One: two."
    assert voice.say(ways, a="One", b="two: three") == "One. two: three."
    assert voice.say(ways, a="One", b="two") == "It was One; two."


def test_letters_are_reckoned_no_narrower_than_they_are_drawn():
    from app.plan.faces import available
    from app.plan.fonts import width as drawn

    if not available():
        pytest.skip("The typeface is not there.")
    for text in (
        "Older people who cannot leave home",
        "Mòr NicGilleBhràth-Sutharlanach",
        "“Who?” 1,234 (ÀÉÎ) – 75 %",
        "WWW MMM @@@",
    ):
        assert width(text) >= drawn(text, 12 * 25.4 / 72) * 0.99


def test_days_are_written_as_people_say_them():
    assert words.day(date(2018, 4, 18)) == "Wednesday 18 April"
    assert words.full_day(date(2018, 4, 18)) == "18 April 2018"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.possessive("Lewis") == "Lewis’s"
    assert words.quoted('say "when"') == '‘say "when"’'
