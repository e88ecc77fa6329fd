"""The addresses of calendars that are out in an installation, for whoever looks after it to end (T11, docs/trust.md).

They are counted by account and never by series, so that nothing here says who is in which; an address itself is known
to nobody. Personal links are no part of it: each letter has one, so their number would tell how often somebody was
written to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlmodel import Session

from app.accounts.models import Account
from app.accounts.rows import table_of
from app.audit.domain import INSTALLATION, By, note
from app.links.models import PersonalLink
from app.people.models import Person

NOBODYS = 0  # all whose owner has no account: their e-mail address has changed here, or was taken out
ENDED = "ended calendar addresses"
ACCOUNT, LINK, PERSON = table_of(Account), table_of(PersonalLink), table_of(Person)


@dataclass(frozen=True)
class Out:
    """How many an account has, and when the last was made; `email` is "" for those of no account."""

    account: int
    email: str
    how_many: int
    last: datetime
    barred: bool


def how_many_out(db: Session) -> int:
    return int(db.execute(select(func.count()).where(_is_out())).scalar_one())


def feeds_by_address() -> Select[Any]:
    """How many each e-mail address has that somebody of a series carries: `email_folded` and `calendars`."""
    counted = select(PERSON.c.email_folded, func.count().label("calendars")).join_from(LINK, PERSON, _theirs())
    return counted.where(_is_out()).group_by(PERSON.c.email_folded)


def feeds_out(db: Session, asked: str, *, first: int, most: int) -> list[Out]:
    """Of accounts whose e-mail address has these letters in it, in its order; before them what is nobody's."""
    whose = (ACCOUNT.c.id, ACCOUNT.c.email, ACCOUNT.c.folded, ACCOUNT.c.barred_at)
    rows = (
        select(*whose, func.count().label("how_many"), func.max(LINK.c.created_at).label("last"))
        .join_from(LINK, PERSON, _theirs(), isouter=True)
        .join(ACCOUNT, ACCOUNT.c.folded == PERSON.c.email_folded, isouter=True)
        .where(_is_out())
        .group_by(*whose)
        .order_by(func.coalesce(ACCOUNT.c.folded, ""))
    )
    if letters := asked.strip().casefold():
        rows = rows.where(ACCOUNT.c.folded.contains(letters, autoescape=True))
    found = db.execute(rows.offset(first).limit(most)).all()
    return [Out(r.id or NOBODYS, r.email or "", r.how_many, r.last, r.barred_at is not None) for r in found]


def end_feeds(db: Session, asker: int, account: int, *, at: datetime) -> int:
    """End all that an account has, in every series; how many there were. Whoever asks by one finds nothing any more."""
    owner = select(ACCOUNT.c.id).join_from(ACCOUNT, PERSON, PERSON.c.email_folded == ACCOUNT.c.folded).where(_theirs())
    owner = owner.correlate(LINK)
    theirs = ~exists(owner) if account == NOBODYS else exists(owner.where(ACCOUNT.c.id == account))
    ended = update(LINK).where(_is_out(), theirs).values(revoked_at=at).returning(LINK.c.hash)
    how_many = len(db.execute(ended).all())
    if how_many:
        about = None if account == NOBODYS else ("account", str(account))
        note(db, INSTALLATION, ENDED, at=at, by=By(asker), about=about)
    return how_many


def _is_out() -> ColumnElement[bool]:
    return (LINK.c.serves == "calendar") & LINK.c.revoked_at.is_(None)


def _theirs() -> ColumnElement[bool]:
    """Whom a link was given to."""
    return (PERSON.c.series_id == LINK.c.belongs_to) & (PERSON.c.id == LINK.c.person)
