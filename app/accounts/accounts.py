"""Accounts: an address that may come in, the administrator's among them."""

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session

from app.accounts.addresses import fold
from app.accounts.models import Account
from app.accounts.rows import adding, table_of


def account_of(db: Session, email: str, *, now: datetime) -> int:
    """The account of an address, made if it has none: two statements, whether or not it has."""
    account = table_of(Account)
    fresh = adding(db, Account).values(email=email.strip(), folded=fold(email), administers=False, created_at=now)
    db.execute(fresh.on_conflict_do_nothing(index_elements=["folded"]))
    return int(db.execute(select(account.c.id).where(account.c.folded == fold(email))).scalar_one())


def make_administrator(db: Session, email: str, *, now: datetime) -> int:
    """Let whoever has this address look after the installation."""
    account = table_of(Account)
    account_id = account_of(db, email, now=now)
    db.execute(update(account).where(account.c.id == account_id).values(administers=True))
    return account_id
