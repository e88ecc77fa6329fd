"""Everybody who could knock at Beston's door on 11 April 2018, and another inquiry next to it."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import update

from app.accounts.domain import account_of
from app.accounts.models import Account
from app.clock import now
from app.db import writing
from app.people.models import Membership, Person
from app.post.domain import NewLetter, post
from app.series.queries import series_called
from app.stories.vault import Vault
from tests.world.beston import Someone, bring_in
from tests.world.databases import empty
from tests.world.visitor import Visitor

NEXT_DOOR = "next-door"


@dataclass(frozen=True)
class Callers:
    """Each kind of person by what they are here. `lead` leads A14, `sponsor` leads A10, `other_sponsor` nothing."""

    by_kind: dict[str, Someone | None]

    def __iter__(self):
        return iter(self.by_kind.items())

    def __getitem__(self, kind):
        return self.by_kind[kind]


@pytest.fixture
def template(backend, keys_of_the_template):
    """A database with both of them in it, made once."""

    def fill(engine) -> None:
        empty(engine)
        vault = Vault(keys_of_the_template(backend))
        bring_in(engine, vault)
        bring_in(engine, vault, slug=NEXT_DOOR)
        settle(engine)

    return "two_inquiries", fill


def settle(engine) -> None:
    """Nobody of one is in the other, and there is one of every kind."""
    with writing(engine) as db:
        here, there = series_called(db, "beston"), series_called(db, NEXT_DOOR)
        _change(db, Person, there, {"email": None, "email_folded": None})
        _change(db, Person, there, {"email": "sam@example.org", "email_folded": "sam@example.org"}, id="jo")
        _change(db, Membership, here, {"role": "lived_experience"}, person="cn")
        _change(db, Membership, here, {"role": "sponsor"}, person="hc")
        _change(db, Membership, here, {"to_day": date(2018, 12, 31)}, person="tech")
        _change(db, Membership, here, {"from_day": date(2018, 4, 1)}, person="vol")
        account = Account.metadata.tables["account"]
        admin = account_of(db, "admin@example.org", now=now())
        db.execute(update(account).where(account.c.id == admin).values(administers=True, second_factor=b"sealed"))
        post(db, NewLetter("sign_in", "jo@example.org", "Your way in", "Type AB12.\n", secret=True), now=now())


@pytest.fixture
def callers(beston) -> Callers:
    return Callers(
        {
            "facilitator": beston.jo,
            "integration manager": beston.delia,
            "lead": beston.ota,
            "participant": beston.dn1,
            "lived experience": beston.cn,
            "substitute": beston.tech,
            "sponsor": beston.george,
            "other sponsor": beston.hc,
            "visitor": beston.vol,
            "former member": beston.car1,
            "next door": Someone("jo", "Sam", "sam@example.org"),
            "administrator": Someone("", "", "admin@example.org"),
            "nobody": None,
        }
    )


@pytest.fixture
def visitors(callers, visit) -> dict[str, Visitor]:
    """A browser for each of them, signed in where they are somebody."""
    return {kind: visit(someone) for kind, someone in callers}


def _change(db, table, series_id, values, **key) -> None:
    columns = table.metadata.tables[table.__tablename__]
    mine = [columns.c[name] == value for name, value in key.items()]
    db.execute(update(columns).where(columns.c.series_id == series_id, *mine).values(**values))
