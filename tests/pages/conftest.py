import pytest
from sqlalchemy import select, update
from sqlmodel import Session

from app.accounts.accounts import make_administrator
from app.accounts.models import Account
from app.accounts.rows import table_of
from app.clock import now
from app.db import reading, writing
from app.post.models import OutboxLetter
from app.record.seats import Seat, seat_of
from app.record.then import then
from app.series_file.storing import store
from app.settings import settings
from app.stories.vault import Vault
from tests.pages.at_the_desk import DESK
from tests.world.beston import Beston, Someone


@pytest.fixture
def bring(engine, at):
    """Put a document into the database and let it be nine o'clock on a day: `bring(doc, "2018-04-11")`."""

    def stored(doc, day: str = "2018-04-11", slug: str = "beston") -> Beston:
        with Session(engine) as db:
            store(db, doc, slug, Vault(settings().keys))
            db.commit()
        at(f"{day}T09:00:00+00:00")
        return Beston(engine, slug)

    return stored


@pytest.fixture
def seated(record_of):
    """Somebody's seat in a made-up series on a day, without a page: `seated(doc, "jo", date(2018, 4, 11))`."""

    def sit(doc, person: str, day) -> Seat:
        record = record_of(doc)
        return seat_of(1, record, then(record, day, day), [person])

    return sit


# -- at the nudge desk ---------------------------------------------------
@pytest.fixture
def on_saturday(beston, at):
    """At ten in the morning, before anybody has come in."""
    at("2018-04-14T10:00:00+01:00")


@pytest.fixture
def delia(visit, beston):
    return visit(beston.delia)


@pytest.fixture
def rang(delia):
    """Note a call on the desk: `rang("ota", result="moving", heard="Seven are in")`."""
    return lambda person, **said: delia.fill_in(DESK, f"/series/beston/write/desk-rang/{person}", **said)


@pytest.fixture
def sends(delia):
    """Send the e-mail that is on somebody's slip, with other words or another day if they are given."""

    def send(person, button="Send this e-mail", **said):
        form = next(f for f in delia.forms(DESK) if f.fields.get("person") == [person])
        do = {"Send this e-mail": "send", "Hold it": "hold"}[button]
        return delia.post(DESK, data=form.fields | said | {"do": do})

    return send


@pytest.fixture
def outbox(engine):
    def letters():
        table = OutboxLetter.metadata.tables["outbox_letter"]
        with reading(engine) as db:
            return list(db.execute(select(table).order_by(table.c.id)).all())

    return letters


# -- looking after the installation ---------------------------------------
@pytest.fixture
def made(engine):
    """An administrator with a second factor: `made("iain@example.org")`."""

    def administrator(email: str) -> Someone:
        with writing(engine) as db:
            id_ = make_administrator(db, email, now=now())
            db.execute(update(table_of(Account)).where(table_of(Account).c.id == id_).values(second_factor=b"sealed"))
        return Someone("", "", email)

    return administrator


@pytest.fixture
def iain(made, beston):
    return made("iain@example.org")
