"""Who comes in: accounts by their addresses, and what administrators do for one or keep from one."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.accounts.accounts import account_of
from app.audit.domain import INSTALLATION, By, note
from app.audit.verifying import verify
from app.clock import now
from app.db import reading, writing
from app.errors import DomainError
from app.record.access import change_access
from app.settings import settings
from tests.pages.administrators import ACCOUNTS, PEOPLE, account, id_of, noted, words
from tests.world.browsers import signed_in
from tests.world.visitor import HTMX

WAYS = pytest.mark.parametrize("headers", [None, HTMX | {"HX-Target": "div#accounts"}], ids=["plain", "htmx"])


def do(visitor, act, account_id, headers=None):
    """Press the button beside an account, or send what it would have sent."""
    form = next(f for f in visitor.forms(PEOPLE) if f.method == "post")
    sent = form.fields | {"account": [str(account_id)], "act": [act]}
    return visitor.post(PEOPLE, data=sent, headers=headers)


def test_accounts_are_told_by_their_address_and_how_they_stand(visit, iain, beston, engine):
    signed_in(engine, beston.jo.email)
    text = words(visit(iain).get(PEOPLE))
    assert f"{iain.email} (you) Looks after this installation. No series. Signed in with one browser." in text
    assert (
        f"{beston.jo.email} One series. Signed in with one browser. Last here just now. Known since 11 April 2018."
        in text
    )
    assert beston.jo.name not in text


def test_they_are_found_by_a_part_of_their_address_fifty_to_a_page(visit, iain, engine):
    with writing(engine) as db:
        for n in range(60):
            account_of(db, f"p{n:02d}_{n % 2}@example.org", now=now())
    found = visit(iain).get(f"{PEOPLE}?q=P07_").text
    assert "p07_1@example.org" in found
    assert "p08_0@example.org" not in found
    assert "No address here is like that" in visit(iain).get(f"{PEOPLE}?q=%25").text
    first, second = (visit(iain).get(f"{PEOPLE}?page={page}").text for page in (1, 2))
    assert len(re.findall("<h2><bdi", first)) == 50
    assert "?page=2" in first
    assert "p59_1@example.org" in second
    assert visit(iain).get(f"{PEOPLE}?page=x").status_code == 200


@WAYS
def test_signing_somebody_out_everywhere(visit, iain, beston, engine, headers):
    jo = visit(beston.jo)
    assert jo.get(beston.address()).status_code == 200
    id_ = id_of(engine, beston.jo.email)
    answer = do(visit(iain), "end_sessions", id_, headers)
    assert answer.headers["location"] == f"{PEOPLE}?said=access-end_sessions"
    assert jo.get("/account").status_code != 200
    assert visit(beston.jo).get(beston.address()).status_code == 200  # and may come in again
    assert noted(engine) == [(id_of(engine, iain.email), "signed out everywhere", str(id_))]


@WAYS
def test_keeping_somebody_out_and_letting_them_in_again(visit, iain, beston, engine, headers):
    jo, id_ = visit(beston.jo), id_of(engine, beston.jo.email)
    assert do(visit(iain), "bar", id_, headers).status_code == 303
    assert jo.get("/account").status_code != 200
    assert visit(beston.jo).get("/account").status_code != 200  # not even with a session made since
    assert "Kept out since 11 April 2018." in words(visit(iain).get(PEOPLE))
    assert do(visit(iain), "let_in", id_, headers).status_code == 303
    assert visit(beston.jo).get("/account").status_code == 200
    assert [verb for _, verb, _ in noted(engine)] == ["barred", "let in again"]
    with reading(engine) as db:
        assert verify(db, settings().keys).whole


@WAYS
def test_making_an_administrator_and_taking_it_back(visit, iain, beston, engine, headers):
    id_ = id_of(engine, beston.jo.email)
    assert do(visit(iain), "make", id_, headers).status_code == 303
    assert account(engine, beston.jo.email).administers
    assert do(visit(iain), "unmake", id_, headers).status_code == 303
    assert not account(engine, beston.jo.email).administers
    assert [verb for _, verb, _ in noted(engine)] == ["made an administrator", "made no administrator any more"]


@WAYS
def test_somebody_new_is_let_to_look_after_it_by_their_address(visit, iain, engine, headers):
    answer = visit(iain).fill_in(PEOPLE, PEOPLE, headers=headers, act="add", account=None, address="Ann@Example.org")
    assert answer.status_code == 303
    assert account(engine, "Ann@Example.org").administers
    assert "Ann@Example.org" in visit(iain).get(PEOPLE).text


@WAYS
@pytest.mark.parametrize("act", ["end_sessions", "bar", "make", "unmake", "let_in"])
def test_nobody_does_any_of_it_to_themselves(visit, iain, engine, act, headers):
    answer = do(visit(iain), act, id_of(engine, iain.email), headers)
    assert answer.status_code == 422
    assert "This is you." in answer.text
    assert ("<html" in answer.text) == (headers is None)
    assert account(engine, iain.email).administers
    assert noted(engine) == []


@pytest.mark.parametrize(
    "act,before,why",
    [
        ("let_in", [], "They may come in already."),
        ("bar", ["bar"], "They are kept out already."),
        ("make", ["bar"], "Let them in again first."),
        ("make", ["make"], "They look after this installation already."),
        ("unmake", [], "They do not look after this installation."),
        ("bother", [], "Choose one of what is offered."),
        ("", [], "Choose somebody, and what to do."),
    ],
)
def test_what_cannot_be_is_refused_in_words(visit, iain, beston, engine, act, before, why):
    id_ = id_of(engine, beston.jo.email)
    for step in before:
        do(visit(iain), step, id_)
    answer = do(visit(iain), act, id_)
    assert answer.status_code == 422
    assert why in answer.text
    assert len(noted(engine)) == len(before)


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "a@example.org, b@example.org"])
def test_an_address_that_is_none_is_refused_beside_its_field(visit, iain, address):
    answer = visit(iain).fill_in(PEOPLE, PEOPLE, act="add", account=None, address=address)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{address}"' in answer.text


def test_an_account_that_is_not_there_is_not_found(visit, iain):
    assert do(visit(iain), "bar", 4711).status_code == 404


def test_sent_twice_it_is_done_once(visit, iain, beston, engine):
    visitor, id_ = visit(iain), id_of(engine, beston.jo.email)
    form = next(f for f in visitor.forms(PEOPLE) if f.method == "post")
    sent = form.fields | {"account": [str(id_)], "act": ["bar"]}
    first, second = visitor.post(PEOPLE, data=sent), visitor.post(PEOPLE, data=sent)
    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert len(noted(engine)) == 1


@pytest.mark.both_databases
def test_two_who_take_it_from_each_other_at_once_leave_one(engine, made):
    made("a@example.org"), made("b@example.org")
    ids = [account(engine, email).id for email in ("a@example.org", "b@example.org")]

    def unmake(asker: int, other: int) -> bool:
        try:
            with writing(engine) as db:
                change_access(db, asker, other, "unmake", at=now())
            return True
        except DomainError:
            return False

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(unmake, ids, reversed(ids)))
    assert sorted(done) == [False, True]
    with reading(engine) as db:
        assert len(db.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.administers)).all()) == 1


def test_what_was_done_here_last_is_told_with_addresses_and_to_administrators_alone(visit, iain, beston, engine):
    jo, his = id_of(engine, beston.jo.email), id_of(engine, iain.email)
    with writing(engine) as db:
        note(db, INSTALLATION, "sent a way in", at=now(), about=("account", str(jo)))
        note(db, INSTALLATION, "made a sign-in link", at=now(), about=("account", str(jo)))
        note(db, INSTALLATION, "read a letter", at=now(), by=By(his), about=("letter", "odd"))
    text = words(visit(iain).get(PEOPLE)).partition("What was done here last")[2]
    assert f"{iain.email} read a letter 11 April 2018, 08.00 UTC" in text
    assert f"Whoever holds the machine made a sign-in link: {beston.jo.email}" in text
    assert f"Beston sent a way in: {beston.jo.email}" in text
