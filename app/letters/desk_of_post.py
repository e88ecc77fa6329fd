"""What the worker is told of letters of a series: whether they still hold, their words, and what became of a contact.

The one place where the post office meets the record. The words of a letter lie in the outbox with a mark where its
reader's own link belongs; the link is made here, in the transaction that takes the letter in hand, so that what a
mail server gets opens their part and what lies in the database opens nothing (decision 2, docs/trust.md).
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from app.audit.domain import By, note
from app.follow_ups.models import FollowUp
from app.letters.again import LEFT, may_still_go, then_now, what_changed
from app.links.domain import MARK, new_link
from app.post.desk import Wait, Words
from app.post.models import OutboxLetter
from app.record.amending import amend, table_of
from app.record.then import Then
from app.series.models import Series

OF_THEIR_OWN = f"/part/{MARK}"


class DeskOfPost:
    """The desk of letters in an installation (app.post.desk.Desk)."""

    def may_go(self, db: Session, letter: OutboxLetter, now: datetime) -> str | Wait | None:
        if letter.in_series is None or letter.person is None:
            return None
        if letter.slot is None:  # asked for by its reader: no quiet rule binds it, but it goes to nobody else
            at = then_now(db, letter.in_series, now)
            return LEFT if at is None else what_changed(at, letter)
        return may_still_go(db, letter, now)

    def words(self, db: Session, letter: OutboxLetter, now: datetime) -> Words:
        text, html = letter.text or "", letter.html or ""
        if letter.in_series is None or letter.person is None:
            return Words(text, html)
        if OF_THEIR_OWN in text or OF_THEIR_OWN in html:
            own = f"/part/{new_link(db, letter.in_series, letter.person, now=now)}"
            text, html = text.replace(OF_THEIR_OWN, own), html.replace(OF_THEIR_OWN, own)
        at = then_now(db, letter.in_series, now)
        return Words(text, html, reply_to=_who_answers(at, letter.person) if at else None)

    def gone(self, db: Session, letter: OutboxLetter, now: datetime) -> None:
        """The contact that was planned with it has been made."""
        row = _contact(db, letter)
        if row is not None and row.on is None and row.not_needed_on is None:
            said = row.said or letter.subject
            _amend(db, letter, row, now, {"on": _day(db, letter, now), "channel": "email", "said": said})

    def stays(self, db: Session, letter: OutboxLetter, now: datetime) -> None:
        """The contact that was planned with it will not be."""
        row = _contact(db, letter)
        if row is not None and row.on is None and row.not_needed_on is None:
            _amend(db, letter, row, now, {"not_needed_on": _day(db, letter, now)})

    def came_back(self, db: Session, letter: OutboxLetter, now: datetime) -> None:
        """It was no contact. It is still to be made, in whichever way, unless something was heard meanwhile."""
        row = _contact(db, letter)
        if row is not None and row.on is not None and row.heard is None and row.result is None:
            _amend(db, letter, row, now, {"on": None, "channel": None})


def _who_answers(at: Then, reader: str) -> str | None:
    """Answers reach a person: whoever is in touch with people between the meetings, else a facilitator."""
    return next((one.email for one in at.in_between() if one.email and one.id != reader), None)


def _contact(db: Session, letter: OutboxLetter) -> Any:
    """The row of the follow-up that the letter is, held until this transaction ends."""
    if letter.in_series is None or letter.follow_up is None:
        return None
    table = table_of(FollowUp)
    mine = (table.c.series_id == letter.in_series) & (table.c.id == letter.follow_up)
    return db.execute(select(table).where(mine).with_for_update()).first()


def _amend(db: Session, letter: OutboxLetter, row: Any, now: datetime, values: dict[str, Any]) -> None:
    """Whoever pressed send stands behind it."""
    key = {"series_id": row.series_id, "id": row.id}
    amend(db, FollowUp, key, values, by=letter.approved_by)
    said = dict.fromkeys(values)
    note(db, row.series_id, "changed", at=now, by=By(letter.approved_by), about=("follow_up", row.id), said=said)


def _day(db: Session, letter: OutboxLetter, now: datetime) -> date:
    """The day it is at the place."""
    table = Series.metadata.tables["series"]
    zone = db.execute(select(table.c.time_zone).where(table.c.id == letter.in_series)).scalar_one()
    return now.astimezone(ZoneInfo(zone)).date()
