"""What whoever looks after the installation does about who comes in. Each act is written down in its audit.

The asker is looked at again with both accounts held, and nobody does any of this to themselves: so there is always
one administrator left, the one who asked (T20, docs/trust.md).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, select, update
from sqlmodel import Session

from app.accounts.accounts import account_of
from app.accounts.models import Account, WebSession
from app.accounts.rows import table_of
from app.audit.domain import INSTALLATION, By, note
from app.errors import NotAllowedNow, NotFound
from app.post.domain import refuse_address

Act = Literal["end_sessions", "bar", "let_in", "make", "unmake"]
VERBS: dict[str, str] = {
    "end_sessions": "signed out everywhere",
    "bar": "barred",
    "let_in": "let in again",
    "make": "made an administrator",
    "unmake": "made no administrator any more",
}


def change_access(db: Session, asker: int, account: int, act: Act, *, at: datetime) -> None:
    """Do it, or refuse it in words. Raises NotFound where the asker may not do any of it any more."""
    target = _held(db, asker, account)
    if account == asker:
        raise NotAllowedNow("This is you. Another administrator can do this, and you can sign yourself out.")
    ACTS[act](db, target, at)
    note(db, INSTALLATION, VERBS[act], at=at, by=By(asker), about=("account", str(account)))


def add_administrator(db: Session, asker: int, email: str, *, at: datetime) -> None:
    """Let whoever has this address look after the installation, whether or not they have been here before."""
    refuse_address(email)
    account = account_of(db, email, now=at)
    change_access(db, asker, account, "make", at=at)


def _held(db: Session, asker: int, account: int) -> Row[Any]:
    """The account, with that of the asker, which nobody else changes until this is done."""
    accounts = table_of(Account)
    both = select(accounts).where(accounts.c.id.in_({asker, account})).order_by(accounts.c.id).with_for_update()
    found = {row.id: row for row in db.execute(both)}
    if asker not in found or not found[asker].administers or found[asker].barred_at is not None:
        raise NotFound
    if account not in found:
        raise NotFound("There is no such account here.")
    return found[account]


def _end_sessions(db: Session, target: Row[Any], at: datetime) -> None:
    session = table_of(WebSession)
    running = (session.c.account_id == target.id) & session.c.ended_at.is_(None)
    db.execute(update(session).where(running).values(ended_at=at))


def _bar(db: Session, target: Row[Any], at: datetime) -> None:
    _refuse(target.barred_at is not None, "They are kept out already.")
    _put(db, target, barred_at=at, administers=False)
    _end_sessions(db, target, at)


def _let_in(db: Session, target: Row[Any], _at: datetime) -> None:
    _refuse(target.barred_at is None, "They may come in already.")
    _put(db, target, barred_at=None)


def _make(db: Session, target: Row[Any], _at: datetime) -> None:
    _refuse(target.administers, "They look after this installation already.")
    _refuse(target.barred_at is not None, "They are kept out. Let them in again first.")
    _put(db, target, administers=True)


def _unmake(db: Session, target: Row[Any], at: datetime) -> None:
    _refuse(not target.administers, "They do not look after this installation.")
    _put(db, target, administers=False)
    _end_sessions(db, target, at)


ACTS: dict[str, Callable[[Session, Row[Any], datetime], None]] = {
    "end_sessions": _end_sessions,
    "bar": _bar,
    "let_in": _let_in,
    "make": _make,
    "unmake": _unmake,
}


def _refuse(wrong: bool, why: str) -> None:
    if wrong:
        raise NotAllowedNow(why)


def _put(db: Session, target: Row[Any], **values: Any) -> None:
    accounts = table_of(Account)
    db.execute(update(accounts).where(accounts.c.id == target.id).values(**values))
