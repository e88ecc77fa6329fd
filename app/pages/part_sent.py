"""What was sent to somebody, and what was noted as heard from them: they may see all of it (docs/domain.md)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
ROOM = 30_000  # characters of whole letters, or the page would be too heavy for a telephone (docs/between-meetings.md)
ANY_LINK = re.compile(r"\S*/part/\S+")
THIS_PAGE = "(this page)"


@dataclass(frozen=True)
class Sent:
    """One letter, or one time that somebody was in touch. `text` is the whole letter, while its words are kept."""

    on: date
    day: str
    what: str
    said: str
    heard: str
    text: str = ""
    follow_up: str | None = None


def sent_to(db: Session, part: Part) -> list[Sent]:
    """The latest first. A contact that went as a letter stands once, with what was heard."""
    seat = part.seat
    sees = part.placed and may.see_follow_ups(seat)  # a link shows no more of the log than an account does
    contacts = follow_ups(seat.then, about=frozenset({seat.person})).done if sees else []
    letters = [_letter(part, row) for row in _letters(db, part)]
    texts = {letter.follow_up: letter.text for letter in letters if letter.follow_up}
    noted = {contact.row.id for contact in contacts}
    found = [
        Sent(c.day, "", _what(c.kind, c.channel, c.by), c.said, c.heard or c.result, texts.get(c.row.id, ""))
        for c in contacts
    ]
    found += [letter for letter in letters if letter.follow_up not in noted]
    found.sort(key=lambda one: one.on, reverse=True)
    return [replace(one, day=words.dated(one.on, seat.today)) for one in _with_room(found[:MOST])]


def _with_room(found: list[Sent]) -> Iterator[Sent]:
    """As many whole letters as the page has room for, the latest first; of the others what was said by hand."""
    left = ROOM
    for one in found:
        left -= len(one.text)
        yield one if left >= 0 else replace(one, text="")


def _what(kind: str, channel: str, by: str) -> str:
    return f"{kind}, {channel}, from {by}" if channel else f"{kind}, from {by}"


def _letter(part: Part, row: Row[Any]) -> Sent:
    on = row.sent_at.astimezone(ZoneInfo(part.seat.series.time_zone)).date()
    if not _may_read(part, on):
        return Sent(on, "", row.subject, "", "", "", row.follow_up)
    text = ANY_LINK.sub(THIS_PAGE, row.text or "").strip()
    return Sent(on, "", row.subject, row.words or "", "", text, row.follow_up)


def _may_read(part: Part, on: date) -> bool:
    """Who has moved on sees nothing else of the series; who is a sponsor now, only what was written to a sponsor."""
    was_sponsor = part.seat.then.roles(part.seat.person, on) == {"sponsor"}
    return part.placed and (part.seat.member or was_sponsor)


def _letters(db: Session, part: Part) -> list[Row[Any]]:
    letter = table_of(OutboxLetter)
    mine = (letter.c.in_series == part.seat.series_id) & (letter.c.person == part.seat.person)
    columns = (letter.c.sent_at, letter.c.subject, letter.c.words, letter.c.text, letter.c.follow_up)
    gone = select(*columns).where(mine, letter.c.sent_at.is_not(None)).order_by(letter.c.id.desc()).limit(MOST)
    return list(db.execute(gone))
