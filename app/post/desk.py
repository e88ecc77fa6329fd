"""Whom the worker asks at the moment of sending: whether a letter may still go, and what it says in its reader's hands.

The post office knows nothing of a series. A letter of one is looked at again by whoever knows (app.letters), in the
transaction that takes it in hand, and told of when it has gone, in the one that writes so.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from app.post.models import OutboxLetter


@dataclass(frozen=True)
class Wait:
    """Not now, but at this moment, or to be asked again then. `why` in words for an organiser."""

    until: datetime
    why: str


@dataclass(frozen=True)
class Words:
    """What is handed in: both forms, and to whom an answer goes if not to the sender."""

    text: str
    html: str
    reply_to: str | None = None


class Desk(Protocol):
    """Each is called in a transaction of the worker's, which commits after it."""

    def may_go(self, db: Session, letter: OutboxLetter, now: datetime) -> str | Wait | None:
        """None for a letter that may go now; words for one that never may any more."""

    def words(self, db: Session, letter: OutboxLetter, now: datetime) -> Words:
        """Its words with its reader's own way in, made for this try."""

    def gone(self, db: Session, letter: OutboxLetter, now: datetime) -> None:
        """A mail server has taken it."""

    def stays(self, db: Session, letter: OutboxLetter, now: datetime) -> None:
        """It will not be sent any more."""

    def came_back(self, db: Session, letter: OutboxLetter, now: datetime) -> None:
        """A mail server had taken it, and has sent word that it reached nobody."""


class Plain:
    """For letters of no series: they go as they are."""

    def may_go(self, _db: Session, _letter: OutboxLetter, _now: datetime) -> str | Wait | None:
        return None

    def words(self, _db: Session, letter: OutboxLetter, _now: datetime) -> Words:
        return Words(letter.text or "", letter.html or "")

    def gone(self, _db: Session, _letter: OutboxLetter, _now: datetime) -> None:
        return None

    def stays(self, _db: Session, _letter: OutboxLetter, _now: datetime) -> None:
        return None

    def came_back(self, _db: Session, _letter: OutboxLetter, _now: datetime) -> None:
        return None
