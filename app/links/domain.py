"""Giving a personal link out, recognising it, and taking it back (decision 2, docs/trust.md).

128 random bits and a hash of them. A link is bound to one person in one series and lets nobody sign in. Each letter has
one of its own, made in the moment it is sent, so that none lies readable in the database; taking back takes all of
somebody's back. How long one serves is asked of the record: until 30 days after the last meeting (`last_day`).
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Table, select, update
from sqlmodel import Session

from app.accounts.secrecy import hashed
from app.links.models import PersonalLink

Serves = Literal["part", "calendar"]
EVERYTHING: tuple[Serves, ...] = ("part", "calendar")
AFTER_THE_LAST_MEETING = timedelta(days=30)
SIGNS = 22  # of a token, 128 random bits
MARK = "your-own-link"  # stands in a letter's words where the token belongs, until it is sent


@dataclass(frozen=True)
class Whose:
    """Whom a link belongs to: a series by its number, and the id of a person in it."""

    series_id: int
    person: str


@dataclass(frozen=True)
class Given:
    """When somebody's last link was given out, and how many were not taken back."""

    last: datetime | None
    serving: int


def new_link(
    db: Session, series_id: int, person: str, *, now: datetime, serves: Serves = "part", token: str = ""
) -> str:
    """A fresh token. It is told once: here only its hash is kept.

    Where a form may come twice its sender chooses the `token`, so that both make one link.
    """
    token = token or secrets.token_urlsafe(16)
    if was_made(db, token):
        return token
    db.add(PersonalLink(hash=hashed(token), belongs_to=series_id, person=person, serves=serves, created_at=now))
    db.flush()
    return token


def was_made(db: Session, token: str) -> bool:
    """Whether this token has been given out already, so that a form which comes twice is one in the audit too."""
    return bool(token) and db.get(PersonalLink, hashed(token)) is not None


def whose(db: Session, token: str, *, serves: Serves = "part") -> Whose | None:
    """Whose link it is, unless it was taken back; None for one that nobody was given. Looking changes nothing."""
    link = PersonalLink.metadata.tables["personal_link"]
    mine = (link.c.hash == hashed(token)) & (link.c.serves == serves) & link.c.revoked_at.is_(None)
    row = db.execute(select(link.c.belongs_to, link.c.person).where(mine)).first()
    return Whose(*row) if row else None


def given(db: Session, series_id: int, person: str, *, serves: Serves = "part") -> Given:
    """What is known of somebody's links in a series."""
    link, mine = _theirs(series_id, person, serves)
    rows = db.execute(select(link.c.created_at, link.c.revoked_at).where(mine)).all()
    return Given(max((row.created_at for row in rows), default=None), sum(row.revoked_at is None for row in rows))


def take_back(db: Session, series_id: int, person: str, *, now: datetime, serves: Serves = "part") -> int:
    """End all links of somebody in a series; how many there were."""
    link, mine = _theirs(series_id, person, serves)
    ended = update(link).where(mine, link.c.revoked_at.is_(None)).values(revoked_at=now).returning(link.c.hash)
    return len(db.execute(ended).all())


def given_out(db: Session, series_id: int, person: str, *, serves: Serves = "part") -> list[datetime]:
    """When each of somebody's links was given out that still holds, the first one first."""
    link, mine = _theirs(series_id, person, serves)
    held = select(link.c.created_at).where(mine, link.c.revoked_at.is_(None)).order_by(link.c.created_at)
    return list(db.execute(held).scalars())


def _theirs(series_id: int, person: str, serves: Serves) -> tuple[Table, ColumnElement[bool]]:
    """The table, and which of its rows are somebody's in a series, taken back or not."""
    link = PersonalLink.metadata.tables["personal_link"]
    return link, (link.c.belongs_to == series_id) & (link.c.person == person) & (link.c.serves == serves)


def last_day(last_meeting: date) -> date:
    """The last day on which a link serves."""
    return last_meeting + AFTER_THE_LAST_MEETING
