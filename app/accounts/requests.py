"""Asking to come in: a browser asks, a letter answers with a link and a code, and both serve that browser alone.

What the browser holds is a secret for each letter that it asked for, the newest first; a few of them, so that asking
again does not make useless the letter that is still on its way. The hash of the code is made with that secret: whoever
reads the database cannot find the code by trying them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, or_, select, update
from sqlmodel import Session

from app.accounts.models import Account, SignInRequest
from app.accounts.rows import adding, table_of
from app.accounts.secrecy import hashed, in_fours, new_code, new_secret
from app.accounts.tally import TooOften

LASTS = timedelta(minutes=15)  # longer than ASVS 6.5.5 wants, for scanners are slow: "Signing in", docs/trust.md
MOST_TRIES = 10  # at the code of one letter
MOST_HELD = 3  # letters that one browser may be waiting for


@dataclass(frozen=True)
class Asking:
    """The secrets of one request: the browser's, the link's, and the code."""

    browser: str
    link: str = field(default_factory=new_secret)
    code: str = field(default_factory=new_code)

    @property
    def code_as_written(self) -> str:
        return in_fours(self.code)


@dataclass(frozen=True)
class Asked:
    """A request that waits for an answer. `browser` is the hash it is kept under."""

    browser: str
    hint: str
    expires_at: datetime


def keep_request(db: Session, asking: Asking, *, hint: str, now: datetime) -> bool:
    """Write that this browser asked, on behalf of nobody yet. False where this very form has arrived before."""
    kept = adding(db, SignInRequest).values(
        browser=hashed(asking.browser),
        link=hashed(asking.link),
        code=_code(asking.browser, asking.code),
        hint=hint[:200],
        tries=0,
        created_at=now,
        expires_at=now + LASTS,
    )
    request = table_of(SignInRequest)
    return db.execute(kept.on_conflict_do_nothing().returning(request.c.browser)).first() is not None


def ask_for(db: Session, asking: Asking, account_id: int | None) -> None:
    """Whom the request is for; None where nobody here has the address."""
    request = table_of(SignInRequest)
    mine = request.c.browser == hashed(asking.browser)
    db.execute(update(request).where(mine).values(account_id=account_id))


def waiting(db: Session, held: Sequence[str], *, now: datetime) -> Asked | None:
    """The newest request of this browser that still waits."""
    request = table_of(SignInRequest)
    asked = select(request.c.browser, request.c.hint, request.c.expires_at).where(_open(held, now))
    row = db.execute(asked.order_by(request.c.created_at.desc()).limit(1)).first()
    return Asked(*row) if row else None


def asked_by_link(db: Session, token: str, *, now: datetime) -> Asked | None:
    """The request that a letter's link belongs to, while it would serve. Looking uses nothing up."""
    request = table_of(SignInRequest)
    asked = select(request.c.browser, request.c.hint, request.c.expires_at)
    row = db.execute(asked.where(request.c.link == hashed(token), _unused(now))).first()
    return Asked(*row) if row else None


def answer_by_link(db: Session, token: str, held: Sequence[str], *, now: datetime) -> int | None:
    """Use the link up in the browser that asked, by one conditional update. Gives the account."""
    request = table_of(SignInRequest)
    return _used(db, and_(request.c.link == hashed(token), _open(held, now)), now)


def answer_by_code(db: Session, code: str, held: Sequence[str], *, now: datetime) -> int | None:
    """Use the code up in the browser that asked: one try at each of its letters. Gives the account."""
    request = table_of(SignInRequest)
    trying = update(request).where(_open(held, now)).values(tries=request.c.tries + 1)
    tries = db.execute(trying.returning(request.c.tries, request.c.expires_at)).all()
    if tries and min(row.tries for row in tries) > MOST_TRIES:
        raise TooOften(
            "That was ten tries, and these letters take no more. Ask for another letter: its code begins afresh.",
            until=max(row.expires_at for row in tries),
        )
    its = or_(false(), *(and_(request.c.browser == hashed(one), request.c.code == _code(one, code)) for one in held))
    return _used(db, and_(its, _unused(now), request.c.tries <= MOST_TRIES), now)


def _used(db: Session, which: ColumnElement[bool], now: datetime) -> int | None:
    """Of two at once, one comes in. A request of nobody's, and one of somebody who is barred, lets nobody in."""
    account, request = table_of(Account), table_of(SignInRequest)
    welcome = request.c.account_id.in_(select(account.c.id).where(account.c.barred_at.is_(None)))
    use = update(request).where(which, welcome).values(used_at=now).returning(request.c.account_id)
    found = db.execute(use).scalar_one_or_none()
    return None if found is None else int(found)


def _open(held: Sequence[str], now: datetime) -> ColumnElement[bool]:
    request = table_of(SignInRequest)
    return and_(request.c.browser.in_([hashed(one) for one in held]), _unused(now))


def _unused(now: datetime) -> ColumnElement[bool]:
    request = table_of(SignInRequest)
    return and_(request.c.used_at.is_(None), request.c.expires_at > now)


def _code(browser: str, code: str) -> str:
    return hashed(f"{browser} {code}")
