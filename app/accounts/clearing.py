"""What need not be kept any longer: the worker clears it away once a day."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_
from sqlmodel import Session, SQLModel

from app.accounts.models import Receipt, SignInLink, SignInRequest, Tally, WebSession
from app.accounts.rows import table_of
from app.accounts.sessions import IDLE

A_WHILE = timedelta(days=1)  # so that what has just run out can still be told from what never was
RECEIPTS_KEPT = timedelta(days=30)  # a page may lie open for weeks and be sent again


def clear_old(db: Session, *, now: datetime) -> int:
    """Take away requests, links, sessions, receipts and tallies whose time is over; how many there were."""
    request, link, session = table_of(SignInRequest), table_of(SignInLink), table_of(WebSession)
    before = now - A_WHILE
    over: dict[type[SQLModel], ColumnElement[bool]] = {
        SignInRequest: request.c.expires_at < before,
        SignInLink: link.c.expires_at < before,
        WebSession: or_(session.c.expires_at < before, session.c.ended_at < before, session.c.seen_at < before - IDLE),
        Receipt: table_of(Receipt).c.received_at < now - RECEIPTS_KEPT,
        Tally: table_of(Tally).c.ends_at < now,
    }
    return sum(
        int(getattr(db.execute(delete(table_of(model)).where(which)), "rowcount", 0)) for model, which in over.items()
    )
