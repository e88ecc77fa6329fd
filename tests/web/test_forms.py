"""A form that was sent: what was typed is kept, what it means is read, and what is wrong is said."""

from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Changed, NotAllowedNow, NotFound
from app.people.models import Person
from app.web.forms import Careful, Form, FormModel, Line, Text, refusals_shown_on, understood


class Visit(FormModel):
    where: Line(12)
    note: Text(20) | None = None
    said: Careful(40) | None = None
    on: date | None = None
    seats: int | None = None
    who: tuple[str, ...] = ()
    how: Literal["walk", "bus"] | None = None


def read(**fields) -> Form[Visit]:
    return understood(Visit, {name: value if isinstance(value, list) else [value] for name, value in fields.items()})


def test_a_form_filled_in_well_is_understood():
    form = read(where=" Library ", note="one\r\ntwo", on="2026-04-15", seats="4", who=["jo", "delia"], how="bus")
    assert form.errors == {}
    assert form.data == Visit(
        where="Library", note="one\ntwo", on=date(2026, 4, 15), seats=4, who=("jo", "delia"), how="bus"
    )


def test_what_is_left_empty_was_not_given():
    form = read(where="Library", note="  ", on="", seats="", who=[])
    assert form.data == Visit(where="Library")


def test_token_and_mark_are_no_fields_of_the_form():
    assert read(where="x", csrf="secret", once="abc").typed == {"where": "x"}


@pytest.mark.parametrize(
    "fields, name, words",
    [
        ({}, "where", "Please fill this in."),
        ({"where": "x" * 13}, "where", "This is 13 characters long; there is room for 12."),
        ({"where": "a\nb"}, "where", "Write this on one line."),
        ({"where": "a\x00b"}, "where", "There is a character in this that cannot be kept. Type it again."),
        ({"where": "a\u2028b"}, "where", "There is a character in this that cannot be kept. Type it again."),
        ({"on": "next week"}, "on", "Write the day like 2026-04-15."),
        ({"on": "2026-02-30"}, "on", "Write the day like 2026-04-15."),
        ({"seats": "four"}, "seats", "Write a whole number."),
        ({"seats": "9" * 5000}, "seats", "Write a smaller number."),
        ({"how": "car"}, "how", "Choose one of what is offered."),
        (
            {"said": "Born 12/05/1931"},
            "said",
            "This looks like a full date in numbers. Nothing here should point to one person.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(fields, name, words):
    form = read(**fields)
    assert form.data is None
    assert form.errors[name] == words
    assert form.typed == fields


@pytest.mark.parametrize("turn", [chr(n) for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))])
def test_what_would_turn_the_rest_of_a_sentence_round_is_left_out(turn):
    assert read(where=f"{turn}Ann{turn} Shaw").data.where == "Ann Shaw"


@pytest.mark.parametrize("name", ["שרה כהן", "ليلى\u200f حداد", "नमस्\u200dते", "Ann\u200e"])
def test_names_that_run_from_right_to_left_are_kept_as_they_are(name):
    assert read(where=name).data.where == name


@given(
    st.dictionaries(st.sampled_from([*Visit.model_fields, "else", "csrf"]), st.lists(st.text(), min_size=1, max_size=3))
)
def test_reading_never_fails_and_always_says_something(sent):
    form = understood(Visit, sent)
    assert (form.data is None) is bool(form.errors)
    assert all(words and words[0].isupper() for words in form.errors.values())


def test_a_refusal_undoes_what_was_half_done(engine, beston, db):
    form = Form()
    with refusals_shown_on(form, db, "name"):
        db.get(Person, (beston.series_id, "jo")).job = "Host"
        db.flush()
        raise NotAllowedNow("Not today.")
    assert form.errors == {"name": "Not today."}
    db.expire_all()
    assert db.get(Person, (beston.series_id, "jo")).job != "Host"


@pytest.mark.parametrize("refusal", [NotFound, Changed])
def test_what_has_a_page_of_its_own_is_not_shown_on_the_form(beston, db, refusal):
    form = Form()
    with pytest.raises(refusal), refusals_shown_on(form, db):
        raise refusal("No.")
    assert form.errors == {}
