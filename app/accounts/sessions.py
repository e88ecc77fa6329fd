"""Browsers that are signed in: rows, so that their owner sees them and can end them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, update
from sqlmodel import Session

from app.accounts.models import Account, WebSession
from app.accounts.rows import table_of
from app.accounts.secrecy import hashed, new_secret

IDLE = timedelta(hours=12)  # without a visit, a browser is signed out
SESSION_LASTS = timedelta(days=30)  # and in any case after this
SEEN_EVERY = timedelta(minutes=5)  # how exactly we know when it was last here
PROOF_LASTS = timedelta(hours=12)  # of the second factor
HANDLE = 16  # signs of the hash by which a page names a session


@dataclass(frozen=True)
class Asker:
    """Whoever is signed in with this browser. `session` is the hash that its row is kept under."""

    account_id: int
    email: str
    folded: str
    administers: bool
    session: str
    seen_at: datetime
    has_second_factor: bool = False
    proved_at: datetime | None = None

    def proved(self, now: datetime) -> bool:
        """Whether this browser has given the second factor, and not too long ago."""
        return self.has_second_factor and self.proved_at is not None and now - self.proved_at < PROOF_LASTS


@dataclass(frozen=True)
class SignedIn:
    """One browser as its owner sees it. `browser` is what it calls itself."""

    handle: str
    browser: str
    since: datetime
    seen_at: datetime
    here: bool


def begin_session(
    db: Session, account_id: int, *, now: datetime, browser: str = "", proved_at: datetime | None = None
) -> str:
    """Sign a browser in; gives what its cookie holds. Always a new one, whatever the browser held before."""
    cookie = new_secret()
    db.add(
        WebSession(
            hash=hashed(cookie),
            account_id=account_id,
            created_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
            browser=browser[:200] or None,
            proved_at=proved_at,
        )
    )
    db.flush()
    return cookie


def asker(db: Session, cookie: str, *, now: datetime) -> Asker | None:
    """Who is signed in with this cookie, if its session still runs and nobody barred them: one query."""
    account, session = table_of(Account), table_of(WebSession)
    asked = select(
        account.c.id,
        account.c.email,
        account.c.folded,
        account.c.administers,
        session.c.hash,
        session.c.seen_at,
        account.c.second_factor.is_not(None),
        session.c.proved_at,
    ).join_from(session, account, account.c.id == session.c.account_id)
    row = db.execute(
        asked.where(session.c.hash == hashed(cookie), account.c.barred_at.is_(None), _running(now))
    ).one_or_none()
    return Asker(*row) if row else None


def note_visit(db: Session, asker: Asker, *, now: datetime) -> None:
    session = table_of(WebSession)
    db.execute(update(session).where(session.c.hash == asker.session).values(seen_at=now))


def note_proof(db: Session, asker: Asker, *, now: datetime) -> str:
    """This browser has given the second factor: its session goes on under a new secret, which is what this gives."""
    session, cookie = table_of(WebSession), new_secret()
    mine = session.c.hash == asker.session
    db.execute(update(session).where(mine).values(hash=hashed(cookie), proved_at=now, seen_at=now))
    return cookie


def sessions_of(db: Session, asker: Asker, *, now: datetime) -> list[SignedIn]:
    """Where the asker is signed in, this browser first, then the one seen last."""
    session = table_of(WebSession)
    mine = select(session).where(session.c.account_id == asker.account_id, _running(now))
    found = [
        SignedIn(row.hash[:HANDLE], row.browser or "", row.created_at, row.seen_at, row.hash == asker.session)
        for row in db.execute(mine.order_by(session.c.seen_at.desc(), session.c.hash))
    ]
    return sorted(found, key=lambda one: not one.here)


def end_session(db: Session, asker: Asker, *, now: datetime) -> None:
    """Sign this browser out: what its cookie holds opens nothing from now on."""
    session = table_of(WebSession)
    _end(db, session.c.hash == asker.session, now)


def end_another(db: Session, asker: Asker, handle: str, *, now: datetime) -> int:
    """Sign one other browser of the asker's out; how many that were."""
    session = table_of(WebSession)
    return _end(db, and_(_others(asker), session.c.hash.startswith(handle, autoescape=True)), now)


def end_others(db: Session, asker: Asker, *, now: datetime) -> int:
    """Sign every browser of the asker's out but this one; how many that were."""
    return _end(db, _others(asker), now)


def _others(asker: Asker) -> ColumnElement[bool]:
    session = table_of(WebSession)
    return and_(session.c.account_id == asker.account_id, session.c.hash != asker.session)


def _end(db: Session, which: ColumnElement[bool], now: datetime) -> int:
    session = table_of(WebSession)
    ended = db.execute(update(session).where(which, session.c.ended_at.is_(None)).values(ended_at=now))
    return int(getattr(ended, "rowcount", 0))


def _running(now: datetime) -> ColumnElement[bool]:
    session = table_of(WebSession)
    return and_(session.c.ended_at.is_(None), session.c.expires_at > now, session.c.seen_at > now - IDLE)
