"""Workers that die in the middle, and workers that get in each other's way."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Event

import pytest

from app.db import reading
from app.links.domain import MARK, Whose, whose
from tests.world.browsers import wait_for
from tests.world.mail import PostOffice, free_port, mail_server
from tests.world.working import workers

FULL = os.environ.get("BESTON_PROFILE") == "campaign"
KILLS = int(os.environ.get("BESTON_EXAMPLES", "5000")) // 20 if FULL else 5  # in each of four runs
WORDS = ("MAIL", "RCPT", "DATA", "TAKEN")
PATIENCE = 120  # seconds, on a machine that is busy with other things
BESTON = Path(sys.executable).parent / "beston"


class Executioner:
    """Kills the worker that talks, when `left` more words of the kind that was drawn have been said."""

    def __init__(self, office: PostOffice, seed: int) -> None:
        self.chance, self.office, self.worker, self.left, self.word = random.Random(seed), office, None, 0, ""
        self.aimed, self.fell, self.in_the_window = Event(), Event(), 0
        for word in WORDS:
            office.faults[word] = lambda server, _to, word=word: self.at(word, server)

    def aim(self, start):
        """Nothing that the worker says is answered before it is known whom to kill."""
        self.fell.clear()
        self.aimed.clear()
        self.left, self.word = self.chance.randint(1, 4), self.chance.choice(WORDS)
        self.worker = worker = start()
        self.aimed.set()
        return worker

    def at(self, word: str, server) -> str | None:
        self.aimed.wait(PATIENCE)
        if self.worker is None or word != self.word:
            return None
        self.left -= 1
        if self.left:
            return None
        os.kill(self.worker.pid, signal.SIGKILL)
        self.worker, self.in_the_window = None, self.in_the_window + (word == "TAKEN")
        self.fell.set()
        server.transport.abort()
        return "421 Gone"


@pytest.mark.campaign
@pytest.mark.both_databases
def test_no_letter_is_lost_when_workers_are_killed_and_only_what_was_just_taken_goes_twice(
    database_url, put_in, letters, clock
):
    for n in range(5 * KILLS):
        put_in(subject=f"Letter {n}")
    _kill_and_count(database_url, letters, clock)


@pytest.mark.campaign
@pytest.mark.both_databases
def test_so_it_is_with_letters_that_carry_their_readers_own_links(april, database_url, letters, clock):
    """Each copy has a link of its own, and all of them open their reader's part."""
    clock.now = april.now
    readers = [person.id for person in april.record.people.values() if person.email][:9]
    link = f"http://127.0.0.1:8000/part/{MARK}"
    for n in range(5 * KILLS):
        april.put_in("thanks", readers[n % len(readers)], text=f"Thank you.\n\n{link}\n", subject=f"Letter {n}")
    office = _kill_and_count(database_url, letters, clock)
    reader_of = {one.message_id: one.person for one in letters()}
    tokens = [(arrived.message.get_content().split("/part/")[1].strip(), arrived.id) for arrived in office.arrived]
    with reading(april.engine) as db:
        assert [whose(db, token) for token, _ in tokens] == [Whose(april.series_id, reader_of[id]) for _, id in tokens]
    assert len({token for token, _ in tokens}) == len(office.arrived)


def _kill_and_count(database_url, letters, clock) -> PostOffice:
    with mail_server() as office, workers(database_url, f"smtp://127.0.0.1:{office.port}") as start:
        executioner = Executioner(office, seed=KILLS)
        for _ in range(KILLS):
            worker = executioner.aim(lambda: start(clock()))
            assert executioner.fell.wait(PATIENCE)
            worker.join()
            clock.on(minutes=11)  # until the lease of the letter in its hand has run out
        start(clock())
        wait_for(lambda: {one.state for one in letters()} == {"sent"}, PATIENCE)
    copies = Counter(arrived.id for arrived in office.arrived)
    assert set(copies) == {one.message_id for one in letters()}
    twice = [id for id, times in copies.items() if times > 1]
    assert max(copies.values()) <= 2
    assert len(twice) == executioner.in_the_window
    return office


@pytest.mark.both_databases
def test_two_workers_send_two_hundred_letters_once_each(database_url, put_in, letters, clock):
    numbers = [put_in(subject=f"Letter {n}") for n in range(200)]
    with mail_server() as office, workers(database_url, f"smtp://127.0.0.1:{office.port}") as start:
        start(clock())
        start(clock())
        wait_for(lambda: {one.state for one in letters()} == {"sent"}, PATIENCE)
    assert Counter(arrived.id for arrived in office.arrived) == {one.message_id: 1 for one in letters()}
    assert len(office.arrived) == len(numbers)


def test_a_worker_that_is_told_to_stop_finishes_the_letter_in_hand(database_url, put_in, letters, clock):
    for n in range(3):
        put_in(subject=f"Letter {n}")
    with mail_server() as office:
        set_ = {"BESTON_DATABASE_URL": database_url, "BESTON_SMTP_URL": f"smtp://127.0.0.1:{office.port}"}
        worker = subprocess.Popen([BESTON, "worker"], env=os.environ | set_)

        def told(_server, _to) -> None:
            worker.send_signal(signal.SIGTERM)

        office.faults["RCPT"] = told
        assert worker.wait(PATIENCE) == 0
    assert [arrived.subject for arrived in office.arrived] == ["Letter 0"]
    assert [(one.state, one.leased_by) for one in letters()] == [("sent", None), ("queued", None), ("queued", None)]


def test_on_sqlite_serving_sends_letters_by_itself_and_ends_after_the_letter_in_hand(
    database_url, put_in, letters, clock
):
    with mail_server() as office:
        set_ = {"BESTON_DATABASE_URL": database_url, "BESTON_SMTP_URL": f"smtp://127.0.0.1:{office.port}"}
        words = [BESTON, "serve", "--port", str(free_port())]
        serving = subprocess.Popen(words, env=os.environ | set_, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        put_in(subject="The first")
        wait_for(lambda: len(office.arrived) == 1, PATIENCE)

        def told(_server, _to) -> None:
            serving.send_signal(signal.SIGTERM)

        office.faults["RCPT"] = told
        put_in(subject="In hand")
        assert serving.wait(PATIENCE) == 0
    assert [arrived.subject for arrived in office.arrived] == ["The first", "In hand"]
    assert {one.state for one in letters()} == {"sent"}


def test_one_can_ask_whether_a_worker_is_there(engine, at, postman, clock):
    from app.post.worker import seen_lately

    assert not seen_lately(engine, clock())
    postman(None).round()
    assert seen_lately(engine, clock())
    clock.on(minutes=4)
    assert not seen_lately(engine, clock())
