"""What the letters of a moment are worked out from, and what a letter that is due is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from app.calendars import Told, told_by
from app.nudges.holidays import Holidays
from app.post.outbox import letters
from app.record.reading import Record
from app.record.then import ORGANISERS, Then

NOT_TOLD = ("failed", "bounced")  # states of a letter that reached nobody
NOT_NEEDED = "Not needed."  # why an organiser set one aside


@dataclass(frozen=True)
class Due:
    """A letter that could go: `slot` names its occasion, of which nobody is written to twice; `about` are ids."""

    kind: str
    person: str
    slot: str
    about: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Sent:
    """A letter of the series that the outbox has, whatever became of it."""

    kind: str
    person: str
    slot: str
    about: tuple[str, ...]
    state: str
    at: datetime
    number: int = 0
    where: Told | None = None  # what its calendar file told

    @property
    def told(self) -> bool:
        return self.state not in NOT_TOLD


def in_order(sent: Sent) -> tuple[datetime, int]:
    """Of two of one moment the later approved is the later."""
    return sent.at, sent.number


@dataclass(frozen=True)
class Look:
    """What the letters of a moment are worked out from."""

    record: Record
    then: Then
    sent: tuple[Sent, ...]
    begun: bool  # the hour of the meeting of this day has come
    holidays: Holidays

    def had(self, kind: str, person: str, slot: str) -> bool:
        return any((s.kind, s.person, s.slot) == (kind, person, slot) for s in self.sent)

    def letters_to(self, person: str, *kinds: str) -> list[Sent]:
        return [s for s in self.sent if s.person == person and s.kind in kinds]

    def is_organiser(self, person: str, day: date | None = None) -> bool:
        """Organisers write these letters, and get none of them."""
        return bool(self.then.roles(person, day) & set(ORGANISERS))

    def day_of(self, moment: datetime) -> date:
        """On which day a moment was, at the place."""
        return moment.astimezone(ZoneInfo(self.record.series.time_zone)).date()


def letters_of(db: Session, series_id: int) -> list[Sent]:
    """What the outbox has of a series: one query.

    What was dropped before it went is left out, as if it had never been: what is left to say of it is due again. What
    an organiser said is not needed is kept.
    """
    table = letters()
    names = ("id", "kind", "person", "slot", "about", "state", "trouble", "created_at", "sent_at", "calendar")
    here = (table.c.in_series == series_id) & table.c.person.is_not(None) & table.c.slot.is_not(None)
    rows = db.execute(select(*(table.c[name] for name in names)).where(here).order_by(table.c.id)).all()
    return [_sent(row) for row in rows if row.state != "dropped" or row.trouble == NOT_NEEDED]


def _sent(row: Any) -> Sent:
    return Sent(
        row.kind,
        row.person,
        row.slot,
        tuple((row.about or "").split()),
        row.state,
        row.sent_at or row.created_at,
        row.id,
        told_by(row.calendar),
    )
