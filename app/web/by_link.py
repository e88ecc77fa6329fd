"""Who comes by a personal link: one person of one series, as a participant and never as more, without an account."""

import re
from typing import Annotated

from fastapi import Depends, Path, Request
from sqlalchemy import ColumnElement, exists, select
from sqlmodel import Session

from app.accounts.models import Account
from app.clock import today
from app.errors import NotFound
from app.links.domain import Whose, whose
from app.people.models import Person
from app.record.reading import shelf
from app.record.seats import Part, part_of
from app.record.then import then
from app.series.models import Series
from app.web.database import SAFE, Db
from app.web.receipts import refuse_twice

LONGEST = 200
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
# Whatever stands there is looked at: a link that lost its end in a letter leads to the page that sends another.
Token = Annotated[str, Path(max_length=LONGEST)]


class NoSuchLink(NotFound):
    """The link was given to nobody, was taken back, or has had its time. Which of them is told to nobody."""


def by_link(request: Request, db: Db, token: Token) -> Part:
    """The part that the link of this address opens. Looking changes nothing."""
    link = without_what_clings(token)
    found = whose(db, link) if link else None
    part = part_behind(db, found, writes=request.method not in SAFE) if found else None
    if part is None:
        raise NoSuchLink
    request.state.link = link
    if request.method not in SAFE:
        refuse_twice(request, db, link)
    return part


MyPart = Annotated[Part, Depends(by_link, scope="function")]


def without_what_clings(token: str) -> str:
    """The token without a full stop or bracket that a letter's reader took for a part of it; "" for anything else."""
    found = TOKEN.match(token)
    return found[0] if found and not re.search(r"\w", token[found.end() :]) else ""


def part_behind(db: Session, found: Whose, *, writes: bool) -> Part | None:
    """A request that writes takes the series for itself until it is done, as that of a seat does."""
    series = Series.metadata.tables["series"]
    here = (series.c.id == found.series_id) & ~_is_kept_out(found)
    query = select(series.c.version, series.c.time_zone).where(here)
    row = db.execute(query.with_for_update() if writes else query).first()
    if row is None:
        return None
    record, day = shelf.record(db, found.series_id, row.version), today(row.time_zone)
    return part_of(record, then(record, day, day), found.person)


def _is_kept_out(found: Whose) -> ColumnElement[bool]:
    """Whoever has no way in by their address has none by a link either, until they are let in again."""
    account, person = Account.metadata.tables["account"], Person.metadata.tables["person"]
    owner = (person.c.series_id == found.series_id) & (person.c.id == found.person)
    theirs = (account.c.folded == person.c.email_folded) & account.c.barred_at.is_not(None)
    return exists().where(owner, theirs)
