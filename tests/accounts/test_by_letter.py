"""Coming in by a letter: its link in the browser that asked, its code typed there, and nowhere else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.accounts.requests import answer_by_code, answer_by_link
from app.accounts.secrecy import code_in
from app.clock import now
from app.db import writing
from app.post.models import OutboxLetter
from app.settings import settings
from tests.world.beston import HOME
from tests.world.letters import asked_letter, letters, type_code
from tests.world.sending import token

pytestmark = pytest.mark.both_databases


def test_a_letter_holds_a_link_that_serves_the_browser_that_asked(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert letter.to == beston.jo.email
    (form,) = browser.forms(letter.link)
    assert form.buttons == [("", "", "Come in as j***@animate.example.org")]
    assert browser.get(HOME).status_code == 404
    answer = browser.post(letter.link, data=form.fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get(HOME).status_code == 200


def test_and_a_code_that_is_typed_where_one_asked(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    answer = type_code(browser, letter.code)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Jo" in browser.get(HOME).text


def test_the_letter_says_why_it_came_and_what_to_do_in_both_its_forms(visit, beston, engine):
    letter = asked_letter(visit(), engine, beston.jo.email)
    assert letter.subject == "Your way in to Beston"
    for words in (letter.text, letter.html):
        assert letter.code in words
        assert settings().base_url + letter.link in words
        assert "15 minutes" in words
        assert "Why you have this letter" in words
        assert "nobody to answer" in words
    assert "Jo" not in letter.text
    assert letter.code not in letter.subject


def test_the_letter_waits_in_the_outbox_as_a_secret_with_an_end(visit, beston, engine, db):
    asked_letter(visit(), engine, beston.jo.email)
    row = db.execute(select(OutboxLetter.__table__)).one()
    assert (row.state, row.secret, row.kind) == ("queued", True, "sign_in")
    assert (row.serves_until - row.created_at).total_seconds() == 15 * 60


# -- in another browser -----------------------------------------------
def test_on_a_telephone_the_link_says_to_type_the_code_and_offers_nothing_to_press(visit, beston, engine):
    letter = asked_letter(visit(), engine, beston.jo.email)
    telephone = visit()
    page = telephone.get(letter.link)
    assert page.status_code == 200
    assert "Type the code where you asked" in page.text
    assert telephone.forms(letter.link) == []
    assert letter.code not in page.text
    assert "animate" not in page.text


def test_and_a_form_sent_from_there_signs_nobody_in_and_uses_nothing_up(visit, beston, engine):
    asking, telephone = visit(), visit()
    letter = asked_letter(asking, engine, beston.jo.email)
    assert telephone.post(letter.link, data={"csrf": token(telephone)}).status_code == 403
    assert type_code(telephone, letter.code).status_code == 422
    assert telephone.get(HOME).status_code == 404
    assert asking.fill_in(letter.link, letter.link).status_code == 303


def test_nor_does_one_who_holds_a_secret_of_their_own(visit, beston, engine):
    """Login by somebody else's letter: whoever asked for themselves cannot be brought in as another (T2)."""
    victim, thief = visit(), visit()
    theirs = asked_letter(thief, engine, beston.delia.email)
    asked_letter(victim, engine, beston.jo.email)
    assert victim.get(theirs.link).text.count("<form") == 0
    assert victim.post(theirs.link, data={"csrf": token(victim)}).status_code == 403
    assert type_code(victim, theirs.code).status_code == 422
    assert victim.get(HOME).status_code == 404


def test_looking_at_the_link_uses_nothing_up(visit, beston, engine):
    browser, scanner = visit(), visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    for looker in (scanner, browser):
        for _ in range(5):
            assert looker.get(letter.link).status_code == 200
            assert looker.head(letter.link).status_code == 200
    assert scanner.get(HOME).status_code == 404
    assert browser.fill_in(letter.link, letter.link).status_code == 303


# -- once, and not for long -------------------------------------------
def test_a_letter_serves_once(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    held = dict(browser.cookies)
    assert type_code(browser, letter.code).status_code == 303
    again = visit()
    for name, value in held.items():
        again.hold(name, value)
    assert type_code(again, letter.code).status_code == 422
    assert again.get(letter.link).status_code == 410
    assert again.post(letter.link, data={"csrf": token(again)}).status_code == 410


def test_of_two_at_once_with_one_code_one_comes_in(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert sorted(both(engine, answer_by_code, code_in(letter.code), browser)) == [False, True]


def test_and_of_two_at_once_with_one_link(visit, beston, engine):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    assert sorted(both(engine, answer_by_link, letter.link.rpartition("/")[2], browser)) == [False, True]


def both(engine, answer, secret, browser):
    """Whether each of two came in, each in a transaction of its own."""
    at, held, begun = now(), browser.cookies["beston-asked"].split("."), Barrier(2)

    def one(_):
        begun.wait(10)
        with writing(engine) as db:
            return answer(db, secret, held, now=at) is not None

    with ThreadPoolExecutor(2) as two:
        return list(two.map(one, range(2), timeout=30))


def test_a_letter_serves_for_a_quarter_of_an_hour(visit, beston, engine, at):
    browser = visit()
    letter = asked_letter(browser, engine, beston.jo.email)
    at("2018-04-11T09:14:59+01:00")
    assert browser.get(letter.link).status_code == 200
    at("2018-04-11T09:15:00+01:00")
    assert browser.get(letter.link).status_code == 410
    assert "Come in</h1>" in browser.get("/sign-in").text
    answer = browser.post("/sign-in", data={"csrf": token(browser), "code": letter.code})
    assert answer.status_code == 422
    assert "This browser waits for no letter" in answer.text


def test_asking_again_leaves_the_letters_before_it_as_good(visit, beston, engine):
    browser = visit()
    first = asked_letter(browser, engine, beston.jo.email)
    asked_letter(browser, engine, beston.jo.email)
    assert type_code(browser, first.code).status_code == 303


def test_and_so_does_asking_in_another_browser(visit, beston, engine):
    browser = visit()
    first = asked_letter(browser, engine, beston.jo.email)
    asked_letter(visit(), engine, beston.jo.email)
    assert browser.fill_in(first.link, first.link).status_code == 303


def test_a_form_that_is_sent_twice_asks_once(visit, beston, engine):
    browser = visit()
    (form,) = browser.forms("/sign-in")
    sent = form.fields | {"email": [beston.jo.email]}
    answers = [browser.post("/sign-in", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    (letter,) = letters(engine)
    assert type_code(browser, letter.code).status_code == 303
