"""Who is asking. Every page that is not open to all depends on one of these, and the permission table is asked here.

A page that may not be seen is not there (404); one that may be seen, but not used to do this, refuses (403).
"""

import re
from contextlib import suppress
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import BeforeValidator
from sqlalchemy import and_, select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app import permissions
from app.accounts.domain import SEEN_EVERY, Asker, asker, note_visit
from app.clock import now, today
from app.db import writing
from app.errors import DomainError, NotFound
from app.people.models import Person
from app.record.reading import shelf
from app.record.seats import Seat, seat_of
from app.record.then import then
from app.series.models import Series
from app.web import cookies
from app.web.database import SAFE, Db
from app.web.receipts import refuse_twice


def _as_written(number: object) -> object:
    """A number has one address: 4, and neither 04 nor 4.0."""
    if isinstance(number, str) and not re.fullmatch(r"0|[1-9][0-9]?", number):
        raise ValueError
    return number


Slug = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]*$", max_length=48)]
ThingId = Annotated[str, Path(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=24)]
Number = Annotated[int, BeforeValidator(_as_written), Path(ge=0, le=99)]


class NotSignedIn(NotFound):
    """Nobody is signed in with this browser."""


class NotProved(DomainError):
    """This browser has not given the second factor, or too long ago; `then` is the name of the page that wants it."""

    def __init__(self, then: str) -> None:
        super().__init__("Give the code that your app shows, then come back to this.")
        self.then = then


def maybe_signed_in(request: Request, db: Db) -> Asker | None:
    """Whoever is signed in with this browser, if anybody."""
    cookie = cookies.read(request, cookies.SIGNED_IN)
    found = asker(db, cookie, now=now()) if cookie else None
    request.state.asker = found
    if found is not None:
        _note_visit(request, db, found)
    return found


MaybeMe = Annotated[Asker | None, Depends(maybe_signed_in, scope="function")]


def signed_in(request: Request, db: Db, found: MaybeMe) -> Asker:
    if found is None:
        raise NotSignedIn("This is for people of the series. If you are one, come in first.")
    if request.method not in SAFE:
        refuse_twice(request, db, found.account_id)
    return found


Me = Annotated[Asker, Depends(signed_in, scope="function")]


def administrator(request: Request, me: Me) -> Asker:
    """Whoever looks after the installation, with their second factor; to anyone else its pages are not there."""
    if not me.administers:
        raise NotFound
    if not me.proved(now()):
        raise NotProved(request.scope["route"].name)
    return me


Administrator = Annotated[Asker, Depends(administrator, scope="function")]


def my_seat(request: Request, db: Db, me: Me, slug: Slug) -> Seat:
    """The asker's place in the series of the address, if they have rights in it today and this page is for them."""
    seat = seat_in(db, me, slug, writes=request.method not in SAFE)
    if request.method not in SAFE:
        refuse_twice(request, db, me.account_id)
    request.state.seat = seat
    permissions.enforce(request.scope["route"].name, request.method, seat)
    return seat


MySeat = Annotated[Seat, Depends(my_seat, scope="function")]


def seat_in(db: Session, me: Asker, slug: str, *, writes: bool) -> Seat:
    """One query for the series and the people in it who carry the address; the record from the shelf.

    A request that writes takes the series for itself until it is done, so that no two of them decide on the same
    record (SQLite does so anyway).
    """
    series, person = Series.metadata.tables["series"], Person.metadata.tables["person"]
    mine = and_(person.c.series_id == series.c.id, person.c.email_folded == me.folded)
    query = select(*series.c, person.c.id.label("person_id")).join_from(series, person, mine, isouter=True)
    query = query.where(series.c.slug == slug).order_by(person.c.n)
    rows = db.execute(query.with_for_update(of=series) if writes else query).all()
    people = [row.person_id for row in rows if row.person_id is not None]
    if not people:
        raise NotFound
    series_id, version, zone = rows[0].id, rows[0].version, rows[0].time_zone
    record = shelf.record(db, series_id, version)
    day = today(zone)
    return seat_of(me.account_id, record, then(record, day, day), people)


def _note_visit(request: Request, db: Session, found: Asker) -> None:
    """Every few minutes. After a look this is a transaction of its own, and goes without where it cannot be had."""
    if now() - found.seen_at < SEEN_EVERY:
        return
    if request.method not in SAFE:
        note_visit(db, found, now=now())
        return

    def note() -> None:
        with suppress(OperationalError), writing(request.app.state.engine) as own:
            note_visit(own, found, now=now())

    request.state.after_looking = note
