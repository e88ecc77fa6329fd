"""The desk at which letters are written: a series on a day, with a database that nothing stays in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import Session

from app.letters.composing import Composed, compose
from app.letters.due import due, to_ring
from app.letters.looking import Due, Sent
from app.nudges.holidays import Holidays
from app.post.domain import NewLetter, post
from app.record.reading import Record, read_record
from app.record.then import Then, then
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.world.records import example

IN_SCOTLAND = Holidays("GB-SCT")


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
def any_desk(in_memory, tmp_path) -> Iterator[Callable[..., AtDesk]]:
    """The desk of another document on one of its own days, or a day or two before or after; nothing of it stays."""
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


def lively(doc: Any) -> Any:
    """Everybody can be written to, and most are of the group all the time."""
    for n, person in enumerate(doc["people"]):
        person |= {"email": f"p{n}@example.org", "prefers": "email"}
        person.pop("quiet_until", None)
        if n % 4:
            person["memberships"] = [{"role": "participant", "from": "2000-01-01"}]
    return doc


# -- what may happen ---------------------------------------------------------
def thing(doc: Any, part: str, id_: str) -> Any:
    return next(one for one in doc[part] if one["id"] == id_)


def tell(doc: Any, part: str, id_: str, **event: Any) -> None:
    """Something that happened, in its place among what the file tells; what came later is left out."""
    history = thing(doc, part, id_).setdefault("history", [])
    history[:] = [e for e in history if e["on"] <= event["on"]]
    history.append(event)


def ask(doc: Any, person: str, id_: str = "A90", on: str = "2018-03-14", **more: Any) -> None:
    """A new action that somebody is asked to take on."""
    asked = {"on": on, "event": "asked", "to": person, "by": "delia"} | more
    doc["actions"].append(
        {"id": id_, "text": "Find a quiet room for the meeting", "lead": person, "due": "M4", "on": on}
        | {"history": [asked]}
    )


def hand_over(doc: Any, id_: str, person: str, on: str = "2018-04-10") -> None:
    tell(doc, "actions", id_, on=on, event="asked", to=person, by="delia")


def move(doc: Any, to: str, on: str = "2018-04-10", meeting: str = "M4", **more: Any) -> None:
    tell(doc, "meetings", meeting, on=on, event="moved", by="jo", to=to, note="The hall is flooded", **more)
    later(doc, meeting)


def cancel(doc: Any, on: str = "2018-04-10", meeting: str = "M4") -> None:
    tell(doc, "meetings", meeting, on=on, event="cancelled", by="jo", note="The hall is flooded")
    later(doc, meeting)


def later(doc: Any, meeting: str) -> None:
    """What the file tells of a meeting that did not happen as it does."""
    row = thing(doc, "meetings", meeting)
    for key in ("attendance", "quotes", "decisions"):
        row.pop(key, None)


def record(doc: Any, text: str, meeting: str = "M3", on: str = "2018-03-15") -> None:
    documents = thing(doc, "meetings", meeting).setdefault("documents", [])
    documents.append({"kind": "record", "version": 1, "frozen_on": on, "text": text})
