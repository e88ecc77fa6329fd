"""Limits that are counted in the database, say so kindly, and lock nobody out (T3, docs/trust.md)."""

import pytest
from sqlalchemy import select

from app.accounts.accounts import account_of
from app.accounts.clearing import clear_old
from app.accounts.models import Receipt, SignInLink, SignInRequest, Tally, WebSession
from app.accounts.requests import MOST_TRIES
from app.accounts.tally import Limit, count
from app.clock import now
from app.db import reading, writing
from app.record.coming_in import link_for
from tests.world.letters import ask, asked_letter, calls_from, letters, type_code

pytestmark = pytest.mark.both_databases
HERE, THERE, ELSEWHERE = "192.0.2.1", "198.51.100.2", "203.0.113.3"


@pytest.fixture
def browser_at(visit):
    return lambda address: calls_from(visit(), address)


def test_a_sixth_letter_to_one_address_from_one_place_has_to_wait(browser_at, beston, engine, at):
    for _ in range(5):
        assert ask(browser_at(HERE), beston.jo.email).status_code == 303
    answer = ask(browser_at(HERE), beston.jo.email)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "Those that come still work; ask for another in 15 minutes." in answer.text
    assert len(letters(engine)) == 5
    at("2018-04-11T09:15:00+01:00")
    assert ask(browser_at(HERE), beston.jo.email).status_code == 303


def test_an_address_that_nobody_has_is_limited_just_the_same(browser_at, beston, engine):
    answers = [ask(browser_at(HERE), "nobody@example.org") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert answers[-1].headers["retry-after"] == "900"
    assert letters(engine) == []


def test_another_address_is_not_limited_by_it_nor_another_place(browser_at, beston, engine):
    for _ in range(6):
        ask(browser_at(HERE), beston.jo.email)
    assert ask(browser_at(HERE), beston.delia.email).status_code == 303
    assert ask(browser_at(THERE), beston.jo.email).status_code == 303


def test_whoever_fills_a_letter_box_from_many_places_does_not_keep_its_owner_out(browser_at, beston, engine):
    for n in range(1, 6):
        for _ in range(5):
            ask(browser_at(f"198.51.100.{n}"), beston.jo.email)
    assert len(letters(engine)) == 21  # twenty, and the first of the fifth place
    jo = browser_at(HERE)
    letter = asked_letter(jo, engine, beston.jo.email)
    assert type_code(jo, letter.code).status_code == 303
    again = browser_at(HERE)
    assert ask(again, beston.jo.email).status_code == 429


def test_a_whole_room_behind_one_address_can_come_in(browser_at, beston, engine):
    people = [person for person in beston.people.values() if person.email][:30]
    for person in people:
        browser = browser_at(HERE)
        assert type_code(browser, asked_letter(browser, engine, person.email).code).status_code == 303


def test_a_hundred_letters_from_one_place_are_enough(browser_at, beston, engine):
    browser = browser_at(HERE)
    answers = [ask(browser, f"somebody{n}@example.org").status_code for n in range(101)]
    assert answers == [303] * 100 + [429]
    assert ask(browser_at(THERE), beston.jo.email).status_code == 303


def test_after_ten_tries_a_letter_takes_no_more_and_another_can_be_asked_for(browser_at, beston, engine):
    browser = browser_at(HERE)
    letter = asked_letter(browser, engine, beston.jo.email)
    assert {type_code(browser, "ABCD-2345").status_code for _ in range(MOST_TRIES)} == {422}
    answer = type_code(browser, letter.code)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) == 900
    assert "Ask for another letter" in answer.text
    browser.cookies.delete("beston-asked")
    another = asked_letter(browser, engine, beston.jo.email)
    assert type_code(browser, another.code).status_code == 303


def test_a_letter_whose_code_takes_no_more_tries_still_has_its_link(browser_at, beston, engine):
    browser = browser_at(HERE)
    letter = asked_letter(browser, engine, beston.jo.email)
    for _ in range(MOST_TRIES + 1):
        type_code(browser, "ABCD-2345")
    assert browser.fill_in(letter.link, letter.link).status_code == 303


def test_a_guesser_in_the_same_room_does_not_keep_anyone_out(browser_at, beston, engine):
    guesser, jo = browser_at(HERE), browser_at(HERE)
    answers = [type_code(guesser, "ABCD-2345") for _ in range(101)]
    assert answers[-1].status_code == 429
    letter = asked_letter(jo, engine, beston.jo.email)
    refused = type_code(jo, letter.code)
    assert refused.status_code == 429
    assert "The link in your letter works" in refused.text
    assert jo.fill_in(letter.link, letter.link).status_code == 303


def test_a_tally_begins_anew_when_its_stretch_is_over(engine, at):
    limit = Limit("knocks", 1)
    at("2018-04-11T09:00:00+01:00")
    for expected in (False, True):
        with writing(engine) as db:
            assert count(db, limit, HERE, now=now()).too_often is expected
            assert count(db, limit, ELSEWHERE, expected, now=now()).count == 1
    at("2018-04-11T09:15:00+01:00")
    with writing(engine) as db:
        assert count(db, limit, HERE, now=now()).count == 1


def test_what_is_over_is_cleared_away_and_what_still_serves_stays(browser_at, visit, beston, engine, at):
    asked_letter(browser_at(HERE), engine, beston.delia.email)
    visit(beston.jo)
    with writing(engine) as session:
        account = account_of(session, beston.jo.email, now=now())
        session.add(Receipt(key="x", account_id=account, received_at=now(), answer="/"))
    link_for(engine, beston.jo.email)
    before = rows(engine)
    at("2018-05-12T09:00:00+01:00")
    jo = visit(beston.jo)
    fresh = asked_letter(browser := browser_at(THERE), engine, beston.jo.email)
    with writing(engine) as session:
        assert clear_old(session, now=now()) == sum(before.values())
    assert rows(engine) == {SignInRequest: 1, SignInLink: 0, WebSession: 1, Tally: 3, Receipt: 0}
    assert jo.get("/series/").status_code == 200
    assert type_code(browser, fresh.code).status_code == 303


def rows(engine):
    with reading(engine) as db:
        kept = (SignInRequest, SignInLink, WebSession, Tally, Receipt)
        return {model: len(db.execute(select(model.__table__)).all()) for model in kept}
