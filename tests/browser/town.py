"""The series that browsers look at, each in a state that pages must stand, and who looks at them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session

from app.accounts.accounts import make_administrator
from app.accounts.models import Account
from app.accounts.rows import table_of
from app.audit.domain import By, note
from app.clock import now
from app.db import writing
from app.series.queries import series_called
from app.series_file import dump
from app.series_file.importing import prepare, take_in
from app.series_file.reading import read
from app.settings import settings
from app.stories.vault import Vault
from tests.series_file.made_series import Size, made
from tests.world.beston import A_WEEK_BEFORE_MEETING_4, EXAMPLES

Doc = dict[str, Any]
FULL = Size(people=40, meetings=12, actions=60, tests=10, stories=12, priorities=8, rest=12, events=8)
GAELIC = ("Mòr NicGilleBhràth-Sutharlanach nighean Dhòmhnaill", "Ruairidh-Alasdair Mac an t-Saoir-MacGilleChaluim")
ADMINISTRATOR = "iain@example.org"
WIDEST = "Caidreabhas-nan-Aiseagan-agus-nan-Carbadan-Poblach"  # one word, as an organisation may be called


@dataclass(frozen=True)
class Town:
    engine: Engine
    address: str
    folder: Path


@dataclass(frozen=True)
class Look:
    """Somebody's look at one series at one moment. `role` is None for a browser in which nobody is signed in."""

    state: str
    slug: str
    now: str
    role: str | None
    person: str
    email: str

    def __str__(self) -> str:
        return f"{self.state}, {self.role or 'nobody'}".replace("_", " ")


@dataclass(frozen=True)
class State:
    """A series at a moment. `people` are the ids of whoever looks, by their role."""

    slug: str
    now: str
    people: dict[str, str]


BESTON = {"facilitator": "jo", "integration_manager": "delia", "participant": "gp1", "sponsor": "george"}
STATES = {
    "full": State("beston", A_WEEK_BEFORE_MEETING_4, BESTON),
    "at its end": State("beston", "2018-06-20T09:00:00+01:00", {"facilitator": "jo"}),
    "just set up": State(
        "first-day", "2018-01-08T17:00:00+00:00", {"facilitator": "jo", "participant": "gp1", "sponsor": "george"}
    ),
    "small": State("ferry", "2026-03-20T09:00:00+00:00", {"facilitator": "mor", "participant": "jean"}),
    "overfull": State("overfull", "2043-08-14T10:00:00-04:00", {"facilitator": "p0", "sponsor": "p10"}),
    "kept by the organisers": State("closed-book", A_WEEK_BEFORE_MEETING_4, {"participant": "gp1"}),
}


def looks() -> list[Look]:
    """Everybody's look at every state of a series, and that of somebody who is not signed in."""
    found = [Look("full", "beston", A_WEEK_BEFORE_MEETING_4, None, "", "")]
    for name, state in STATES.items():
        emails = {person["id"]: person.get("email", "") for person in documents()[state.slug]["people"]}
        found += [Look(name, state.slug, state.now, role, who, emails[who]) for role, who in state.people.items()]
    return [*found, Look("full", "beston", A_WEEK_BEFORE_MEETING_4, "administrator", "", ADMINISTRATOR)]


def found_town(engine: Engine, keys: Path) -> None:
    """Take every series in, at a moment when no story had to be destroyed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BESTON_NOW", A_WEEK_BEFORE_MEETING_4)
        settings.cache_clear()
        for slug, doc in documents().items():
            take_in(engine, Vault(keys), prepare(dump(doc).encode()), slug=slug)
        with writing(engine) as db:
            let_somebody_look_after_it(db)
            change_something(db, keys)
    settings.cache_clear()


def let_somebody_look_after_it(db: Session) -> None:
    account = make_administrator(db, ADMINISTRATOR, now=now())
    db.execute(update(table_of(Account)).where(table_of(Account).c.id == account).values(second_factor=b"sealed"))


def change_something(db: Session, keys: Path) -> None:
    """In two series, as the audit tells it: a field with values, one without, and what is gone."""
    for slug, person, said in (("beston", "gp1", "What we mean by it"), ("overfull", "p0", WIDEST)):
        chain, by = series_called(db, slug), By(None, person)
        fields = {"text": [f"{said}, at first", said], "lead": [None, person], "note": None}
        note(db, chain, "changed", at=now(), by=by, about=("action", "A01"), said=fields, keys=keys)
        note(db, chain, "took away", at=now(), by=By(None, "gone"), about=("priority", WIDEST[:24]), keys=keys)
        note(db, chain, "opened a story", at=now(), by=by, about=("story", "S1"), keys=keys)


@cache
def documents() -> dict[str, Doc]:
    """By slug. They are checked again when they are taken in."""
    beston, small = ((EXAMPLES / name).read_bytes() for name in ("beston.yaml", "small.yaml"))
    closed = read(beston)
    closed["series"]["record_scope"] = "facilitators"
    return {
        "beston": read(beston),
        "first-day": prepare(beston, last_day=date(2018, 1, 8)).doc,
        "ferry": read(small),
        "overfull": overfull(),
        "closed-book": closed,
    }


def overfull() -> Doc:
    """Sixty actions, every text as long as it may be, names as long as they are in the Isles."""
    doc = made(12, FULL, 1.0)
    for n, person in enumerate(doc["people"]):
        person |= {"name": f"{GAELIC[n % 2]} {n}", "known_as": "Mòrag-Ealasaid-Oighrig", "email": f"p{n}@example.org"}
    for n, organisation in enumerate(doc["organisations"]):
        organisation["name"] = f"{WIDEST} {n}"
    return doc
