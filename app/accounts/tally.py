"""How often something may be done in a stretch of time: counted in the database, so that every worker counts alike.

Nobody is locked out for good: a stretch begins with the first time, ends by itself, and there is always another way in
meanwhile (T3, docs/trust.md).
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case
from sqlmodel import Session

from app.accounts.models import Tally
from app.accounts.rows import adding, table_of
from app.accounts.secrecy import hashed
from app.errors import DomainError

STRETCH = timedelta(minutes=15)


class TooOften(DomainError):
    """That was a lot in a short time. `until`: when it may be done again."""

    def __init__(self, words: str, *, until: datetime) -> None:
        super().__init__(words)
        self.until = until


@dataclass(frozen=True)
class Limit:
    """`name` once for each thing that is limited."""

    name: str
    most: int


@dataclass(frozen=True)
class Counted:
    """How often it was done in the stretch that `until` ends, this time included."""

    count: int
    until: datetime
    most: int

    @property
    def too_often(self) -> bool:
        return self.count > self.most


def count(db: Session, limit: Limit, *subject: object, now: datetime) -> Counted:
    """Count one more of `limit` for `subject` (an address, where somebody calls from), by one statement."""
    tally = table_of(Tally)
    over = tally.c.ends_at <= now
    once = adding(db, Tally).values(key=hashed(repr((limit.name, *subject))), count=1, ends_at=now + STRETCH)
    again = once.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((over, 1), else_=tally.c.count + 1),
            "ends_at": case((over, once.excluded.ends_at), else_=tally.c.ends_at),
        },
    )
    times, until = db.execute(again.returning(tally.c.count, tally.c.ends_at)).one()
    return Counted(times, until, limit.most)


def seconds_until(when: datetime, now: datetime) -> int:
    """Whole seconds to wait, one at the least."""
    return max(1, math.ceil((when - now).total_seconds()))


def minutes_until(when: datetime, now: datetime) -> int:
    """Whole minutes to wait, one at the least."""
    return math.ceil(seconds_until(when, now) / 60)
