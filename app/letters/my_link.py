"""The letter with somebody's personal link, asked for by themselves: one for each series that they are in."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session

from app.accounts.addresses import fold
from app.audit.domain import note
from app.clock import today
from app.letters import OWN_LINK, write
from app.people.models import Person
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.record.amending import table_of
from app.record.coming_in import address_known
from app.record.reading import shelf
from app.record.seats import part_of
from app.record.then import then
from app.series.models import Series
from app.settings import settings

KIND = "my_link"
WAITS = ("queued",)
ASKED = "was asked for a personal link"  # by whoever typed the address: it is not known who did
STRANGER = ("Somebody", "A series")


@dataclass(frozen=True)
class Reader:
    """Whom a link is for, in one series."""

    series_id: int
    person: str
    name: str
    email: str
    series: str
    until: date | None


def letter(to: Reader) -> NewLetter:
    """Where the link belongs stands a mark: the link is made when the letter is sent, and lies nowhere before."""
    link = f"{settings().base_url.rstrip('/')}/part/{OWN_LINK}"
    written = write(KIND, called=to.name, title=to.series, link=link, until=to.until)
    return NewLetter(
        kind=KIND,
        to_address=to.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        in_series=to.series_id,
        person=to.person,
    )


def send_links(db: Session, email: str, *, at: datetime) -> None:
    """Post one to each person who has this address, unless theirs is waiting to go already.

    For a stranger as much is read and written as for somebody who is known, in whose name it is done, and taken back
    before anybody sees it: or the time that it takes would tell them apart (T4, docs/trust.md).
    """
    known, somebody = address_known(db, email), _somebody(db)
    readers = readers_at(db, email if known else somebody)
    for reader in readers:
        waits = _waits(db, reader, at)
        with db.begin_nested() as written:
            post(db, letter(reader if known else replace(reader, email=email)), now=at)
            note(db, reader.series_id, ASKED, at=at, about=("person", reader.person))
            if waits or not known:
                written.rollback()
    if not readers:
        with db.begin_nested() as written:
            post(db, NewLetter(KIND, email, "Your part", letter(_nobody(email)).text), now=at)
            written.rollback()


def _somebody(db: Session) -> str:
    """An address that is known here; "" where there is none."""
    person = table_of(Person)
    some = select(person.c.email).where(person.c.email_folded.is_not(None))
    return db.execute(some.order_by(person.c.series_id.desc(), person.c.n).limit(1)).scalar() or ""


def readers_at(db: Session, email: str) -> list[Reader]:
    """Everybody with this address whose link would open something today."""
    person, series = table_of(Person), table_of(Series)
    found = select(person.c.id, person.c.email, series.c.id.label("series_id"), series.c.version, series.c.time_zone)
    found = found.join_from(person, series, person.c.series_id == series.c.id)
    rows = db.execute(found.where(person.c.email_folded == fold(email)).order_by(series.c.id, person.c.n)).all()
    readers = []
    for row in rows:
        record, day = shelf.record(db, row.series_id, row.version), today(row.time_zone)
        stands = then(record, day, day)
        part = part_of(record, stands, row.id)
        if part is not None:
            called, title = stands.known_as(row.id), record.series.title
            readers.append(Reader(row.series_id, row.id, called, row.email, title, part.until))
    return readers


def _waits(db: Session, reader: Reader, at: datetime) -> bool:
    letters = table_of(OutboxLetter)
    mine = (letters.c.in_series == reader.series_id) & (letters.c.person == reader.person) & (letters.c.kind == KIND)
    fresh = letters.c.state.in_(WAITS) & (letters.c.created_at > at - timedelta(hours=1))
    return db.execute(select(letters.c.id).where(mine, fresh).limit(1)).first() is not None


def _nobody(email: str) -> Reader:
    return Reader(0, "", STRANGER[0], email, STRANGER[1], None)
