"""What holds of each letter: how it begins and ends, one thing to do, and the same words in both forms."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.letters.composing import LETTERS
from app.letters.looking import Due
from app.post.domain import NewLetter, refuse_what_cannot_be_sent
from app.record.actions import actions_then
from tests.letters.every_letter import EVERY_LETTER, OWN_LINK, read, words_in
from tests.letters.what_happens import lively
from tests.series_file.made_series import Size, made
from tests.world.records import thing


@pytest.mark.parametrize("kind, person", EVERY_LETTER, ids=[kind for kind, _ in EVERY_LETTER])
def test_a_letter_says_at_once_what_it_is(written, kind, person):
    _, _, subject, first_line, button = EVERY_LETTER[kind, person]
    letter = written(kind, person)
    assert letter.subject == subject
    assert letter.text.splitlines()[0] == letter.first_line == first_line
    assert [b.label for b in letter.buttons] == ([button] if button else [])


@pytest.mark.parametrize("kind, person", EVERY_LETTER, ids=[kind for kind, _ in EVERY_LETTER])
def test_text_and_markup_say_the_same_and_lead_to_ones_own_page_alone(written, kind, person):
    letter = written(kind, person)
    markup = read(letter.html)
    text = re.sub(r"^http\S+$", "", letter.text, flags=re.MULTILINE)
    assert words_in(" ".join(markup.words)) == words_in(text)
    assert {link.endswith(OWN_LINK) for link in markup.links} == {True}
    assert markup.buttons == len(letter.buttons) == (0 if kind == "thanks" else 1)
    assert letter.text.count(OWN_LINK) == len(markup.links) == len(letter.buttons) + 1


@settings(max_examples=settings().max_examples // 4)
@given(st.integers(0, 2**32 - 1), st.integers(0, 10_000))
def test_of_any_series_both_forms_say_the_same_and_can_be_sent(any_desk, seed, nth):
    """Whatever people are called, whatever they typed and however long it is."""
    desk = any_desk(lively(made(seed, Size(people=5, meetings=4, actions=6), fill=1.0)), nth)
    meetings = [m.id for m in desk.then.meetings]
    actions = tuple(a.id for a in actions_then(desk.then))
    for n, kind in enumerate(LETTERS if meetings else ()):
        person = list(desk.record.people)[(seed + n) % len(desk.record.people)]
        slot = "welcome" if kind == "welcome" else meetings[(seed + n) % len(meetings)]
        letter = desk.letter(Due(kind, person, slot, actions[n % 3 : n % 3 + 3], ""), "A word.")
        text = re.sub(r"^http\S+$", "", letter.text, flags=re.MULTILINE)
        assert words_in(" ".join(read(letter.html).words)) == words_in(text)
        assert letter.text.splitlines()[0] == letter.first_line
        refuse_what_cannot_be_sent(NewLetter(kind, "p@example.org", letter.subject, letter.text, letter.html))


@pytest.mark.parametrize("kind, person", EVERY_LETTER, ids=[kind for kind, _ in EVERY_LETTER])
def test_a_letter_says_why_it_came_whom_to_turn_to_and_that_nobody_looks(written, kind, person):
    letter = written(kind, person)
    end = letter.text.partition("\n--\n")[2]
    assert re.match(r"The Beston inquiry\n\nYou have this letter because you (are|were) ", end)
    assert "open your own page, or write to Delia: delia@beston-partnership.example.org." in end
    assert "We do not track whether you open it." in end
    assert "See everything we have sent you, or ask for fewer messages" in end
    assert "<img" not in letter.html
    assert "src=" not in letter.html
    assert not re.search(r"None|\{\{|\b20\d\d-\d\d-\d\d", letter.text)


def test_an_organiser_with_a_telephone_is_rung_or_written_to(at_desk):
    desk = at_desk("2018-04-11", lambda doc: thing(doc, "people", "delia").update(mobile="0131 555 0100"))
    end = desk.letter(desk.one("thanks", "lib")).closing
    assert "or ring or write to Delia: 0131 555 0100, delia@" in end


@pytest.mark.parametrize("kind", ["invitation", "moved", "recap", "welcome", "cancelled"])
def test_a_letter_about_a_meeting_to_come_brings_it_for_the_calendar(written, kind):
    person = next(who for k, who in EVERY_LETTER if k == kind)
    calendar = written(kind, person).calendar
    assert f"METHOD:{'CANCEL' if kind == 'cancelled' else 'REQUEST'}" in calendar


@pytest.mark.parametrize("kind", ["thanks", "catch_up", "ask", "nudge"])
def test_other_letters_bring_nothing_along(written, kind):
    assert written(kind, next(who for k, who in EVERY_LETTER if k == kind)).calendar is None
