"""Whatever is typed is words: it finds what has them, and never breaks anything."""

from datetime import date

import pytest
from hypothesis import example as also
from hypothesis import given
from hypothesis import strategies as st

from app.record.seats import Seat, seat_of
from app.record.then import then
from app.searching.entry import EVERYBODY, Asker, Entry, Sight, place
from app.searching.index import BEGIN, END, Found, Index, find
from app.searching.query import MOST, expression

EVERYONE = Asker(EVERYBODY, frozenset())
TEXTS = (
    "Ask Mrs O’Brien-Smith about the follow-up",
    "Càit nic a’ Phearsain, Gàidhlig",
    "Łukasz Żółć mówi po polsku",
    "الماء والشاي في المكتبة",
    "Soup at the library on Sundays",
    "The library opens: soup, later",
    "Straße <b>bold</b> & co",
    "NOT this AND that NEAR everything",
)
SIGNS = '"*^:()-+{}[]\\/\x00\x01\x02\x03\n\t“”„‘’.,;!?&<>%_~|@#$€'


def index_of(*texts: str) -> Index:
    sight = Sight(EVERYBODY)
    return Index([Entry("fact", f"fact {n}", line, "", place("purpose"), sight) for n, line in enumerate(texts)])


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(*TEXTS)


def titles(index: Index, typed: str) -> list[str]:
    question = expression(typed)
    hits = index.find(EVERYONE, question).hits if question else []
    return [hit.entry.title for hit in hits]


@pytest.mark.parametrize(
    "typed, n",
    [
        ("obrien", 0),
        ("o'brien", 0),
        ("O’Brien-Smith", 0),
        ("brien smith", 0),
        ("follow up", 0),
        ("FOLLOW-UP", 0),
        ("followup", 0),
        ("cait gaidhlig", 1),
        ("Ca\u0300it", 1),
        ("phearsain", 1),
        ("a' phearsain", 1),
        ("łukasz", 2),
        ("lukasz", 2),
        ("zolc", 2),
        ("mowi", 2),
        ("المكتبة", 3),
        ("الماء والش", 3),
        ("strasse", 6),
        ("straße", 6),
        ("<b>bold</b>", 6),
        ("not and near", 7),
        ("library sund", 4),
        ('"soup at the lib"', None),
        ('"soup at the library"', 4),
        ("“soup at the library”", 4),
        ('"soup at', 4),
        ("sundays missing", None),
        ("undays", None),
    ],
)
def test_people_find_what_they_mean(index, typed, n):
    assert titles(index, typed) == ([] if n is None else [TEXTS[n]])


def test_every_word_must_be_there_and_the_last_may_have_only_begun(index):
    assert set(titles(index, "lib sou")) == set()
    assert set(titles(index, "library sou")) == {TEXTS[4], TEXTS[5]}


@pytest.mark.parametrize("typed", ["", " ", '"', '""', "* ^ -", "()", "’", "\x00", "…", "\u0301"])
def test_signs_alone_ask_nothing(typed):
    assert expression(typed) == ""


ANYTHING = st.text(max_size=MOST + 30) | st.text(SIGNS + "abc AND OR NOT NEAR", max_size=60) | st.sampled_from(TEXTS)


@given(ANYTHING)
@also('a"b')
@also("a\x00b")
@also('NEAR("a" "b", 3)')
@also("title: x")
@also("\ud800 x")
@also("{title} : x")
def test_nothing_that_is_typed_is_an_error(index, typed):
    """A question of FTS5 has a language of its own, in which a slip is an error; no text ever speaks it."""
    question = expression(typed)
    if question:
        assert isinstance(index.find(EVERYONE, question), Found)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=("Cc", "Cs")), max_size=60))
def test_a_text_that_is_typed_in_is_found_by_itself(text):
    question = expression(text)
    if question:
        assert titles(index_of(text), text) == [text]


@given(st.lists(st.text(SIGNS + "abc xyz", max_size=20), min_size=1, max_size=4), st.sampled_from("abcxyz"))
def test_what_is_marked_is_a_hit_and_the_text_is_otherwise_as_it_was(texts, typed):
    for hit in index_of(*texts).find(EVERYONE, expression(typed)).hits:
        assert hit.title.count(BEGIN) == hit.title.count(END) > 0
        assert all(part.partition(END)[0].startswith(typed) for part in hit.title.split(BEGIN)[1:])


def test_ids_are_found_by_those_who_may_see_what_they_name(beston):
    record, day = beston.record, date(2018, 7, 1)
    jo, george = (seat_of(1, record, then(record, day, day), [person]) for person in ("jo", "george"))
    assert best(jo, "A14") == "A14"
    assert best(jo, "a14") == "A14"
    assert best(jo, "T1") == "T1"
    assert best(george, "A10") == "A10"
    assert best(george, "A14") is None


def best(seat: Seat, typed: str) -> str | None:
    found = find(seat, typed)
    assert found is not None
    return found.hits[0].entry.also if found.hits else None
