"""Writing a document: whatever it says comes back, to any reader, in the order of the format."""

import random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from app.series_file import Doc, dump, ordered, read
from app.series_file.layout import whole_file
from tests.series_file.made_series import series
from tests.series_file.made_texts import PARAGRAPHS, PHRASES
from tests.series_file.small_world import example as beston

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
TRICKY = st.text(
    st.sampled_from(" \n\t:#-?,[]{}&*!|>'\"%@`abYn0.1é\u200f\u202e😀\u2028\x85\ufeff\r~=<\\\x07"),
    min_size=1,
    max_size=250,
)
LONG = st.lists(st.text(st.sampled_from("abc#:- '\"-"), min_size=1, max_size=14), min_size=10, max_size=40).map(
    " ".join
)


def with_text(text: str) -> Doc:
    """A document with a text in every position a text can have: in a block, in a list, in a line of its own."""
    return {
        "about": {"title": text},
        "stories": [{"id": "S1", "themes": [text, text], "consent": {"how": text}, "body": text}, {"title": text}],
        "last_words": [{"text": text, "said_by": text}],
    }


@given(st.one_of(ANY_TEXT, TRICKY, LONG))
@example("yes")
@example("---\n...")
@example("x\n ")
@example(" \n")
@example("? (a question)")
def test_every_text_comes_back(text: str):
    doc = with_text(text.replace("\r\n", "\n"))
    assert read(dump(doc).encode()) == doc


@pytest.mark.parametrize("text", [*PHRASES, *PARAGRAPHS])
def test_a_reader_of_yaml_1_1_takes_every_text_for_a_text(text: str):
    """All but a day: it stands without quotes, as in the examples."""
    doc = {"last_words": [{"text": text}]}
    assert yaml.safe_load(dump(doc)) == doc or text == "2018-01-17"


@given(series())
def test_every_legal_series_comes_back_and_is_written_the_same_again(doc: Doc):
    written = dump(doc)
    assert read(written.encode()) == doc
    assert dump(read(written.encode())) == written


@given(series(), st.randoms(use_true_random=False))
def test_the_order_of_keys_is_that_of_the_format_whatever_it_was(doc: Doc, chance: random.Random):
    assert dump(shuffled(doc, chance)) == dump(doc)


def shuffled(value: object, chance: random.Random) -> object:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def test_keys_of_a_meeting_and_a_quote_stand_as_the_format_tells_them():
    meeting = whole_file().keys["meetings"].items
    assert meeting is not None
    assert list(meeting.keys)[:6] == ["id", "number", "kind", "title", "purpose", "question"]
    assert list(meeting.keys)[-2:] == ["source", "source_note"]
    quotes = meeting.keys["quotes"].items
    assert quotes is not None
    assert list(quotes.keys)[:3] == ["text", "said_by", "speaker"]


@pytest.mark.parametrize("name", ["beston", "small"])
def test_the_examples_come_back_as_they_are(name: str):
    doc = beston(name)
    assert read(dump(doc).encode()) == doc
    assert ordered(doc) == doc


def test_a_person_can_read_what_is_written():
    written = dump(beston("beston"))
    assert "\n      - {on: 2018-01-09, event: invited, by: delia}\n" in written
    assert "\n    start: '13:30'\n" in written
    assert "\n    body: >-\n      She has lived in the same flat" in written
    assert max(len(line) for line in written.splitlines()) <= 190


def test_what_cannot_be_seen_is_written_so_that_it_can():
    assert dump({"about": {"title": "to\u202ethe left"}}) == 'about:\n  title: "to\\u202ethe left"\n'
