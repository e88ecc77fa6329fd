"""Where letters are written: a series on a day with a database that nothing stays in, and Delia's browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from app.letters.composing import Composed, compose
from app.letters.due import due, to_ring
from app.letters.looking import Due, Sent
from app.nudges.holidays import Holidays
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.record.reading import Record, read_record
from app.record.then import Then, then
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.letters.every_letter import EVERY_LETTER, FROM_THE_DESK
from tests.world.records import example

IN_SCOTLAND = Holidays("GB-SCT")
MONDAY = "2018-04-16T09:00:00+01:00"
LETTERS = OutboxLetter.__table__


@dataclass
class AtDesk:
    """What is due on a day, and each letter as it would go. `send` notes all that is due as sent."""

    db: Session
    record: Record
    now: datetime
    sent: list[Sent] = field(default_factory=list)
    stored: bool = True  # the series is in this database

    @property
    def then(self) -> Then:
        return then(self.record, self.now.date(), self.now.date())

    @property
    def due(self) -> list[Due]:
        return due(self.record, self.then, self.sent, self.now, IN_SCOTLAND)

    @property
    def ring(self) -> list[tuple[Due, str]]:
        return to_ring(self.record, self.then, self.sent, self.now, IN_SCOTLAND)

    def on(self, moment: str) -> "AtDesk":
        return replace(self, now=_moment(moment))

    def to(self, person: str) -> list[str]:
        """The kinds of what is due to somebody."""
        return [one.kind for one in self.due if one.person == person]

    def who(self, kind: str) -> list[str]:
        return [one.person for one in self.due if one.kind == kind]

    def one(self, kind: str, person: str) -> Due:
        return next(one for one in self.due if (one.kind, one.person) == (kind, person))

    def letter(self, due: Due, words: str | None = None) -> Composed:
        return compose(self.db, self.then, due, words, self.now)

    def send(self, *which: Due) -> None:
        for one in which or self.due:
            self.sent.append(Sent(one.kind, one.person, one.slot, one.about, "sent", self.now))
            if self.stored:
                self._post(one)

    def _post(self, one: Due) -> None:
        series, address = self.record.series.id, self.record.people[one.person].email
        more = {"in_series": series, "person": one.person, "slot": one.slot, "about": one.about}
        post(self.db, NewLetter(one.kind, address, one.kind, one.kind, **more), now=self.now)


def _moment(moment: str) -> datetime:
    return datetime.fromisoformat(moment if "T" in moment else f"{moment}T09:00:00+00:00")


@pytest.fixture
def at_desk(in_memory, both_examples, tmp_path) -> Iterator[Callable[..., AtDesk]]:
    """As in `at_desk("2018-04-16", lambda doc: …)`: the Beston inquiry, after a change to its file."""
    db = Session(in_memory)
    slugs = (f"series-{n}" for n in count(1))

    def sit(moment: str, change: Callable[[Any], object] | None = None) -> AtDesk:
        if change is None:
            return AtDesk(db, both_examples["beston"], _moment(moment), stored=False)
        doc = example("beston")
        change(doc)
        series = store(db, doc, next(slugs), Vault(tmp_path / "keys"))
        return AtDesk(db, read_record(db, series), _moment(moment))

    yield sit
    db.rollback()
    db.close()


@pytest.fixture
def any_desk(in_memory, tmp_path, at) -> Iterator[Callable[..., AtDesk]]:
    """The desk of another document on one of its own days, or a day or two before or after; nothing of it stays."""
    at("1990-01-01T09:00:00+00:00")  # whatever a document tells was written down before any letter of its days
    db = Session(in_memory)

    def sit(doc: Any, nth: int) -> AtDesk:
        db.rollback()
        record = read_record(db, store(db, doc, "any", Vault(tmp_path / "keys")))
        happened = {e.on for events in record.events.values() for e in events}
        happened |= {m.date for m in record.meetings.values()}
        days = sorted({day + timedelta(days=n) for day in happened for n in (-2, -1, 0, 1, 2)})
        return AtDesk(db, record, _moment(days[nth % len(days)].isoformat()), stored=False)

    yield sit
    db.rollback()
    db.close()


WRITTEN: dict[tuple[str, str], Composed] = {}


@pytest.fixture
def written(at_desk) -> Callable[..., Composed]:
    """A letter of EVERY_LETTER: `written("recap", "gp2")`. With our own words each is written once."""

    def write(kind: str, person: str, words: str | None = None) -> Composed:
        if words is None and (kind, person) in WRITTEN:
            return WRITTEN[kind, person]
        moment, change, *_ = EVERY_LETTER[kind, person]
        desk = at_desk(moment, change)
        due = Due(kind, person, *FROM_THE_DESK[kind], why="") if kind in FROM_THE_DESK else desk.one(kind, person)
        letter = desk.letter(due, words)
        return WRITTEN.setdefault((kind, person), letter) if words is None else letter

    return write


# -- in a browser ------------------------------------------------------
class LettersPage:
    """Somebody's browser at the letters. One that is due has a key there, one that was sent a number."""

    def __init__(self, come_in, beston) -> None:
        self.come_in, self.beston = come_in, beston
        self.page = beston.address("letters")

    @cached_property
    def browser(self):
        return self.come_in()

    @property
    def text(self) -> str:
        return self.browser.get(self.page).text

    def send(self, *keys: str, **more):
        """Send those with these keys from the group in which they stand."""
        form = next(f for f in self.browser.forms(self.page) if set(keys) & set(f.fields.get("letters", ())))
        return self.browser.post(self.page, data=form.fields | {"letters": list(keys)}, **more)

    def decide(self, key: str, button: str, **fields):
        page = f"{self.page}/due/{key}"
        return self.browser.fill_in(page, page, button=button, **fields)

    def act(self, number: int, button: str):
        page = f"{self.page}/{number}"
        return self.browser.fill_in(page, page, button=button)


@pytest.fixture
def desk(visit, beston):
    """Delia's browser at the letters."""
    return LettersPage(lambda: visit(beston.delia), beston)


def rows(db) -> list:
    """Every letter of a series that is in the outbox, in the order of approving."""
    return db.execute(select(LETTERS).where(LETTERS.c.in_series.is_not(None)).order_by(LETTERS.c.id)).all()
