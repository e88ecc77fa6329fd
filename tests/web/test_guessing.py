"""Thousands of guesses at a code, from several places: no hit, and nobody is kept out (T3, docs/trust.md)."""

import random
from collections import Counter
from contextlib import ExitStack

import pytest
from httpx import Client

from app.accounts.secrecy import ALPHABET
from app.settings import settings
from tests.world.letters import CAMPAIGN, letters
from tests.world.visitor import OURS, forms_in

GUESSES = 10_000 if CAMPAIGN else 1_000
PLACES, BROWSERS, TRIES = 8, 3, 12


@pytest.fixture
def site(monkeypatch, request):
    """A server that believes what the machine it runs on says of where requests come from."""
    monkeypatch.setenv("BESTON_TRUSTED_PROXIES", "127.0.0.1")
    settings.cache_clear()
    return request.getfixturevalue("served")


class Caller(Client):
    """A browser that calls from `place`. It keeps the token of its first form."""

    def __init__(self, site, place):
        super().__init__(base_url=site, headers=OURS | {"X-Forwarded-For": f"10.0.0.1, {place}"}, timeout=30)

    def __enter__(self):
        super().__enter__()
        self.token = forms_in(self.get("/sign-in").text)[0].fields["csrf"][0]
        return self

    def say(self, **typed):
        return self.post("/sign-in", data={"csrf": self.token} | typed)

    @property
    def is_in(self):
        return self.get("/series/").status_code == 200


@pytest.mark.campaign
@pytest.mark.slow
def test_thousands_of_guesses_find_nothing_and_the_one_they_are_aimed_at_comes_in_meanwhile(site, beston, engine):
    chance, answers, jo_came_in = random.Random(7), Counter(), []
    with ExitStack() as stack:
        places = [f"192.0.2.{place}" for place in range(PLACES) for _ in range(BROWSERS)]
        guessers = [stack.enter_context(Caller(site, place)) for place in places]
        while answers.total() < GUESSES:
            for guesser in guessers:
                guesser.say(email=beston.jo.email)
                for _ in range(TRIES):
                    answers[guesser.say(code="".join(chance.choices(ALPHABET, k=8))).status_code] += 1
            if len(jo_came_in) < 4:
                jo_came_in.append(comes_in(site, f"198.51.100.{len(jo_came_in)}", beston.jo.email, engine))
        assert not any(guesser.is_in for guesser in guessers)
    assert set(answers) <= {303, 422, 429}
    assert answers[303] == 0
    assert answers[429] > GUESSES // 10
    assert answers[422] > 100
    assert jo_came_in
    assert all(jo_came_in)


def comes_in(site, place, email, engine):
    """Whether Jo, at her desk, at home, on her way, comes in by the code of a letter."""
    with Caller(site, place) as jo:
        assert jo.say(email=email).status_code == 303
        assert jo.say(code=letters(engine)[-1].code).status_code == 303
        return jo.is_in


def test_what_a_caller_writes_of_itself_is_not_believed(site, beston, engine):
    """Only what the trusted server adds at the right counts: a new lie for every try makes no new place."""
    with Caller(site, "192.0.2.1") as liar:
        answers = [
            liar.post(
                "/sign-in",
                data={"csrf": liar.token, "code": "ABCD-2345"},
                headers={"X-Forwarded-For": f"10.0.{n}.1, 192.0.2.1"},
            ).status_code
            for n in range(101)
        ]
    assert answers == [422] * 100 + [429]
