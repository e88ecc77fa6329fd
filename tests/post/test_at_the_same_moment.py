"""Several workers look at one person's letters at the same moment; the quiet rules hold as if it were one of them."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest
from sqlalchemy import update

from app.db import only_reads, writing
from app.letters.desk_of_post import DeskOfPost
from app.post.models import OutboxLetter
from app.post.outbox import letters
from app.post.tending import try_again
from tests.world.browsers import wait_for
from tests.world.mail import mail_server
from tests.world.working import workers

on_postgresql = pytest.mark.parametrize(  # SQLite lets nobody write while somebody else does
    "backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
A_WHILE = 1.0  # seconds in which another worker does what it can, unless it has to wait for this one
PATIENCE = 120
LEWIS = "it"
LEADS = {LEWIS: "A11", "ota": "A14", "sw": "A19"}
UNASKED = (("nudge", "2018-04-10"), ("offer", "2018-04-11"), ("offer", "2018-04-10"), ("nudge", "2018-04-11"))


class Held(DeskOfPost):
    """The desk when the first letter has been judged, and nothing is written of it yet: then `meanwhile` happens."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = [meanwhile]

    def may_go(self, db, letter, now):
        answer = super().may_go(db, letter, now)
        if not only_reads(db):
            self._let_others()
        return answer

    def stays(self, db, letter, now):
        self._let_others()
        super().stays(db, letter, now)

    def _let_others(self) -> None:
        while self.meanwhile:
            self.meanwhile.pop()()


@pytest.fixture
def two_look(april, office):
    """One worker has judged a letter; then something happens, and another looks, as far as it can."""
    others: list[Future[None]] = []

    def look(happens: Callable[[], object] = lambda: None) -> None:
        with ThreadPoolExecutor(1) as pool:

            def meanwhile() -> None:
                happens()
                others.append(pool.submit(april.worker(office).round))
                wait(others, A_WHILE)

            first = april.worker(office)
            first.desk = Held(meanwhile)
            first.round()
            others[0].result(PATIENCE)
        first.round()  # what one left to the other, who had ended by then

    return look


@on_postgresql
def test_of_two_reminders_that_two_workers_look_at_the_newer_one_goes(april, office, two_look):
    """The first sets the older aside for the newer; the second must not set the newer aside for the older."""
    older, newer = [april.put_in("nudge", LEWIS, slot, about=("A11",)) for slot in ("2018-04-10", "2018-04-11")]
    two_look()
    assert [april.letter(n).state for n in (older, newer)] == ["dropped", "sent"]
    assert len(office.arrived) == 1


@on_postgresql
def test_a_letter_that_may_go_again_does_not_go_beside_one_that_is_about_to(april, office, two_look):
    offer, nudge = [april.put_in(kind, LEWIS, "2018-04-11", about=("A11",)) for kind in ("offer", "nudge")]
    with writing(april.engine) as db:
        db.execute(update(letters()).where(letters().c.id == offer).values(state="failed"))

    def the_administrator_lets_the_offer_go_again() -> None:
        with writing(april.engine) as db:
            try_again(db, db.get_one(OutboxLetter, offer), now=april.now)

    two_look(the_administrator_lets_the_offer_go_again)
    assert [april.letter(n).state for n in (offer, nudge)] == ["dropped", "sent"]
    assert len(office.arrived) == 1


@on_postgresql
def test_three_workers_send_each_of_three_people_one_letter_that_they_did_not_ask_for(april, database_url):
    """And all of what the rules do not count."""
    kinds = [*UNASKED, ("record", "M3")]
    numbers = {
        (who, kind, slot): april.put_in(kind, who, slot, about=("M3" if slot == "M3" else action,))
        for kind, slot in kinds
        for who, action in LEADS.items()
    }
    with mail_server() as office, workers(database_url, f"smtp://127.0.0.1:{office.port}") as start:
        for _ in range(3):
            start(april.now)
        wait_for(lambda: all(april.letter(n).state in ("sent", "dropped") for n in numbers.values()), PATIENCE)
    sent = [(who, kind == "record") for (who, kind, _), n in numbers.items() if april.letter(n).state == "sent"]
    assert sorted(sent) == sorted((who, asked) for who in LEADS for asked in (True, False))
    assert len(office.arrived) == len(sent)
