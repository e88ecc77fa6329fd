"""A new installation: whoever types the word on its console looks after it from then on."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts.models import Account, InstallationFact
from app.clock import now
from app.db import writing
from app.record.first_run import new_word
from tests.world.letters import calls_from
from tests.world.sending import token

pytestmark = pytest.mark.both_databases
EMAIL = "ann@example.org"


@pytest.fixture
def word(engine):
    with writing(engine) as db:
        return new_word(db, now=now())


def test_whoever_types_the_word_looks_after_it_and_is_in(visit, engine, word, db):
    browser = visit()
    assert browser.get("/").headers["location"] == "/welcome"
    assert browser.get("/sign-in").headers["location"] == "/welcome"
    answer = browser.fill_in("/welcome", "/welcome", word=word.lower().replace("-", " "), email=f" {EMAIL} ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/second-proof")
    assert "Set up your second proof" in browser.follow(answer).text
    row = db.execute(select(Account.__table__)).one()
    assert (row.email, row.administers) == (EMAIL, True)
    assert browser.get("/series/").status_code == 200


def test_once_it_is_used_the_page_is_not_there(visit, engine, word):
    visit().fill_in("/welcome", "/welcome", word=word, email=EMAIL)
    second = visit()
    assert second.get("/welcome").status_code == 404
    assert second.post("/welcome", data={"csrf": token(second), "word": word, "email": EMAIL}).status_code == 404
    assert second.get("/").headers["location"] == "/sign-in"
    with writing(engine) as db:
        assert new_word(db, now=now()) is None


def test_nor_is_it_where_there_is_a_series(visit, beston, engine):
    with writing(engine) as db:
        assert new_word(db, now=now()) is None
    assert visit().get("/welcome").status_code == 404
    assert visit().get("/").headers["location"] == "/sign-in"


def test_nor_before_anything_was_served(visit, engine):
    assert visit().get("/welcome").status_code == 404


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"word": ""}, "The word has twelve letters and figures"),
        ({"word": "K7PM-3RXD"}, "The word has twelve letters and figures"),
        ({"word": "K7PM-3RXD-2WQA"}, "That is not the word on the console."),
        ({"email": ""}, "Write your e-mail address here."),
        ({"email": "ann"}, "This is not an e-mail address yet."),
    ],
)
def test_what_is_wrong_is_said_in_words_and_what_was_typed_is_kept(visit, word, fields, said, db):
    browser = visit()
    typed = {"word": word, "email": EMAIL} | fields
    answer = browser.fill_in("/welcome", "/welcome", **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert all(f'value="{text}"' in answer.text for text in typed.values() if text)
    assert db.execute(select(Account.__table__)).all() == []


def test_each_start_says_another_word_and_the_one_before_is_worth_nothing(visit, word, engine):
    with writing(engine) as db:
        later = new_word(db, now=now())
    assert visit().fill_in("/welcome", "/welcome", word=word, email=EMAIL).status_code == 422
    assert visit().fill_in("/welcome", "/welcome", word=later, email=EMAIL).status_code == 303


def test_the_database_does_not_hold_the_word(word, db):
    fact = db.execute(select(InstallationFact.__table__)).one()
    assert fact.name == "first_word"
    assert word not in str(fact)
    assert word.replace("-", "") not in str(fact)


def test_guessing_it_is_limited_from_one_place_and_not_from_another(visit, word):
    guesser = calls_from(visit(), "192.0.2.1")
    guesses = [guesser.fill_in("/welcome", "/welcome", word="K7PM-3RXD-2WQA", email=EMAIL) for _ in range(11)]
    assert [answer.status_code for answer in guesses] == [422] * 10 + [429]
    assert int(guesses[-1].headers["retry-after"]) > 0
    assert "tries are taken again in 15 minutes" in guesses[-1].text
    ann = calls_from(visit(), "198.51.100.2")
    assert ann.fill_in("/welcome", "/welcome", word=word, email=EMAIL).status_code == 303


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
def test_serving_an_empty_installation_says_the_word_once_however_many_serve(tmp_path, database_url):
    beston = Path(sys.executable).with_name("beston")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BESTON_")}
    environment |= {
        "BESTON_DATA_DIR": str(tmp_path / "var"),
        "BESTON_DATABASE_URL": database_url,
        "PYTHONUNBUFFERED": "1",
    }
    words = [beston, "serve", "--port", str(free_port()), "--workers", "2"]
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as serving:
        line = serving.stdout.readline()
        serving.send_signal(signal.SIGTERM)
        rest = serving.stdout.read()
    assert re.fullmatch(
        r"Nobody is here yet\. Open http://127\.0\.0\.1:8000/welcome and type this word: (\w{4}-){2}\w{4}\n", line
    )
    assert "this word" not in rest
