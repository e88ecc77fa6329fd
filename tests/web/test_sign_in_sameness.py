"""Nobody finds out whose address is known here (T4, docs/trust.md)."""

import re

import pytest
from sqlalchemy import update

from app.accounts.models import Account
from app.clock import now
from app.db import writing
from app.people.models import Person
from tests.world.letters import CAMPAIGN, ask, calls_from, letters
from tests.world.sending import token

KNOWN, UNKNOWN = "priya.nair@castlestreet.example.org", "priya.noor@castlestreet.example.org"
AT_RANDOM = ("date", "content-length")
PAIRS = 500 if CAMPAIGN else 25
SECRETS = re.compile(r'nonce="[^"]*"|nonce-[\w-]+|<input type="hidden"[^>]*>|beston-(asked|form)=[\w-]+|expires=[^;]+')


@pytest.fixture
def known(beston):
    assert any(person.email == KNOWN for person in beston.people.values())
    return KNOWN


def told(answer):
    """All that a browser is told, but for the secrets of this one request and what was typed.

    How long a page is when it is packed depends on those secrets, at random.
    """
    headers = [(name, SECRETS.sub("", value)) for name, value in answer.headers.multi_items() if name not in AT_RANDOM]
    return answer.status_code, headers, SECRETS.sub("", answer.text).replace(KNOWN, "…").replace(UNKNOWN, "…")


def story_of(browser, email):
    """Everything that somebody can see who asks with this address, and tries a code."""
    return [
        told(ask(browser, email)),
        told(browser.get("/sign-in")),
        told(browser.post("/sign-in", data={"csrf": token(browser), "code": "ABCD-2345"})),
        told(browser.post("/sign-in", data={"csrf": token(browser), "code": "?"})),
        told(browser.get("/sign-in")),
        told(browser.get("/")),
        sorted(browser.cookies),
    ]


@pytest.mark.campaign
def test_what_is_answered_is_the_same_to_the_byte(visit, known, engine):
    for n in range(PAIRS):
        place = f"192.0.2.{n % 250}"
        first, second = (calls_from(visit(), place) for _ in range(2))
        assert story_of(first, known) == story_of(second, UNKNOWN)
    assert {letter.to for letter in letters(engine)} == {known}


def test_and_so_is_the_answer_when_there_were_too_many(visit, known):
    stories = []
    for email in (known, UNKNOWN):
        here = [calls_from(visit(), "192.0.2.1" if email == known else "192.0.2.2") for _ in range(6)]
        stories.append([told(ask(browser, email)) for browser in here])
    assert stories[0] == stories[1]
    assert stories[0][-1][0] == 429


@pytest.mark.both_databases
def test_the_database_is_asked_as_many_things_for_a_stranger(visit, beston, known, engine, count_queries):
    barred(engine, "ota@ferry.example.org", beston)
    asked = {}
    for what, email in {
        "known, the first time": known,
        "known": known,
        "a stranger": UNKNOWN,
        "a stranger again": UNKNOWN,
        "barred": "ota@ferry.example.org",
    }.items():
        browser = visit()
        form = browser.forms("/sign-in")[0]
        del count_queries[:]
        assert browser.post("/sign-in", data=form.fields | {"email": [email]}).status_code == 303
        asked[what] = [re.split(r"\W", statement)[0] for statement in count_queries]
    as_known = [word for word in asked["known"] if word != "RELEASE"]
    assert len(as_known) > 10
    for what, words in asked.items():
        assert [word for word in words if word not in ("RELEASE", "ROLLBACK")] == as_known, what
        assert len(words) == len(asked["known"]), what


def barred(engine, email, beston):
    with writing(engine) as db:
        person = Person.__table__
        mine = (person.c.series_id == beston.series_id) & (person.c.id == "ota")
        db.execute(update(person).where(mine).values(email=email, email_folded=email))
        db.add(Account(email=email, folded=email, created_at=now(), barred_at=now()))


def test_the_letter_goes_to_the_address_that_is_written_here_whatever_was_typed(visit, known, engine):
    """Letters that fold alike are not one letter box: STRASSE and straße differ, and only one is ours."""
    assert ask(visit(), known.upper()).status_code == 303
    assert [letter.to for letter in letters(engine)] == [known]
