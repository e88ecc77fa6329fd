"""What was sent to somebody, and what was noted as heard from them: they may see all of it (docs/domain.md)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlmodel import Session

from app import permissions as may
from app import words
from app.pages.follow_ups_view import follow_ups
from app.post.models import OutboxLetter
from app.record.amending import table_of
from app.record.seats import Part

MOST = 40


@dataclass(frozen=True)
class Sent:
    """One letter, or one time that somebody was in touch."""

    on: date
    day: str
    what: str
    said: str
    heard: str


def sent_to(db: Session, part: Part) -> list[Sent]:
    """The latest first. A contact that went as a letter stands once, with what was heard."""
    seat = part.seat
    sees = part.placed and may.see_follow_ups(seat)  # a link shows no more of the log than an account does
    contacts = follow_ups(seat.then, about=frozenset({seat.person})).done if sees else []
    noted = {contact.row.id for contact in contacts}
    found = [Sent(c.day, "", _what(c.kind, c.channel, c.by), c.said, c.heard or c.result) for c in contacts]
    zone = ZoneInfo(seat.series.time_zone)
    found += [
        Sent(letter.sent_at.astimezone(zone).date(), "", letter.subject, letter.words or "", "")
        for letter in _letters(db, part)
        if letter.follow_up not in noted
    ]
    found.sort(key=lambda one: one.on, reverse=True)
    return [Sent(s.on, words.dated(s.on, seat.today), s.what, s.said, s.heard) for s in found[:MOST]]


def _what(kind: str, channel: str, by: str) -> str:
    return f"{kind}, {channel}, from {by}" if channel else f"{kind}, from {by}"


def _letters(db: Session, part: Part) -> list[Row[Any]]:
    letter = table_of(OutboxLetter)
    mine = (letter.c.in_series == part.seat.series_id) & (letter.c.person == part.seat.person)
    columns = (letter.c.sent_at, letter.c.subject, letter.c.words, letter.c.follow_up)
    gone = select(*columns).where(mine, letter.c.sent_at.is_not(None)).order_by(letter.c.id.desc()).limit(MOST)
    return list(db.execute(gone))
