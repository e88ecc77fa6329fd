"""What people type to come in: addresses and codes, understood where they can be and refused in words."""

import pytest

from tests.world.letters import ask, asked_letter, letters, type_code

pytestmark = pytest.mark.both_databases


# -- addresses --------------------------------------------------------
@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "Write your e-mail address here."),
        ("jo", "This is not an e-mail address yet."),
        ("jo@", "This is not an e-mail address yet."),
        ("jo@one.org, delia@two.org", "This is not an e-mail address yet."),
        ("x" * 118 + "@a.b", "No address of ours is longer than 120."),
        ("x" * 250 + "@a.b", "there is room for 200"),
        ("jo\x00@animate.example.org", "a character in this that cannot be kept"),
    ],
)
def test_what_is_no_address_is_refused_in_words_and_kept(visit, beston, engine, typed, said):
    browser = visit()
    answer = ask(browser, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "One thing to put right" in answer.text
    assert letters(engine) == []


@pytest.mark.parametrize(
    "typed",
    [
        "JO@Animate.Example.ORG",
        " jo@animate.example.org ",
        "Jo <jo@animate.example.org>,",
        "mailto:jo@animate.example.org",
        "jo @ animate.example.org.",
    ],
)
def test_an_address_is_understood_as_people_paste_it_and_written_to_as_it_is_known(visit, beston, engine, typed):
    assert asked_letter(visit(), engine, typed).to == beston.jo.email


# -- codes ------------------------------------------------------------
@pytest.mark.parametrize(
    "spoil", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code[:4]}–{code[5:]}. "]
)
def test_a_code_is_read_as_people_type_it(visit, beston, engine, spoil):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert type_code(browser, spoil(letter.code)).status_code == 303


@pytest.mark.parametrize("typed", ["", "K7PM", "K7PM-3RX0", "K7PM-3RXDD", "ççç"])
def test_what_can_be_no_code_is_refused_in_words(visit, beston, engine, typed):
    browser = visit()
    ask(browser, beston.jo.email)
    answer = type_code(browser, typed)
    assert answer.status_code == 422
    assert "The code has eight letters and figures" in answer.text


def test_a_wrong_code_is_refused_in_words_and_stays_in_its_field(visit, beston, engine):
    browser = visit()
    ask(browser, beston.jo.email)
    answer = type_code(browser, "abcd 2345")
    assert answer.status_code == 422
    assert "That is not the code in the letter that this window waits for" in answer.text
    assert 'value="abcd 2345"' in answer.text


def test_the_code_can_be_pasted_and_filled_in_by_the_telephone(visit, beston):
    browser = visit()
    ask(browser, beston.jo.email)
    page = browser.get("/sign-in").text
    assert 'autocomplete="one-time-code"' in page
    assert 'maxlength="40"' in page
    assert 'autocomplete="email"' in page
