"""What a letter says one can answer is what the page behind its button offers."""

import pytest

from app.nudges.words import ANSWERS as PROMISED
from app.pages.part_words import ANSWERS, ASKED
from tests.letters.every_letter import read


@pytest.mark.parametrize(
    "kind, person, sentence",
    [
        ("nudge", "ota", "There you choose: Done, Moving, Stuck: I need help, or Not mine."),
        ("offer", "ota", "There you choose: Done, Moving, Stuck: I need help, or Not mine."),
        ("ask", "mh", "There you choose: I take it on or Not mine."),
    ],
)
def test_each_answer_that_a_letter_names_is_on_its_readers_page(written, kind, person, sentence):
    letter = written(kind, person)
    assert sentence in letter.text
    assert sentence in " ".join(" ".join(read(letter.html).words).split())
    assert list(PROMISED[kind]) == [answer.says for answer in (ASKED if kind == "ask" else ANSWERS)]
