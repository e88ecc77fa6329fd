"""Coming in and leaving: one-time links, and browsers that are signed in.

What a link or a cookie holds is 256 random bits; only its hash is kept, so that whoever reads the database cannot come
in with what they find. Times are given by the caller.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, or_, select, update
from sqlmodel import Session, SQLModel

from app.accounts.models import Account, SignInLink, WebSession
from app.errors import NotAllowedNow

LINK_LASTS = timedelta(minutes=60)
DEMO_LASTS = timedelta(days=30)
IDLE = timedelta(hours=12)  # without a visit, a browser is signed out
SESSION_LASTS = timedelta(days=30)  # and in any case after this
SEEN_EVERY = timedelta(minutes=5)  # how exactly we know when it was last here


@dataclass(frozen=True)
class Asker:
    """Whoever is signed in with this browser. `session` is the hash that its row is kept under."""

    account_id: int
    email: str
    folded: str
    administers: bool
    session: str
    seen_at: datetime


def fold(email: str) -> str:
    """An address as it is compared: upper and lower case alike."""
    return email.strip().casefold()


def masked(email: str) -> str:
    """Enough of an address to recognise one's own, as in d***@beston.example."""
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"


# -- links ------------------------------------------------------------
def account_of(db: Session, email: str, *, now: datetime) -> int:
    """The account of an address, made if it has none."""
    account = _table(Account)
    found = db.execute(select(account.c.id).where(account.c.folded == fold(email))).scalar_one_or_none()
    if found is not None:
        return int(found)
    made = Account(email=email.strip(), folded=fold(email), created_at=now)
    db.add(made)
    db.flush()
    assert made.id is not None
    return made.id


def new_link(db: Session, email: str, *, now: datetime, serves: str = "once") -> str:
    """A token that signs this address in: once within the hour; for a demonstration, as often as needed for 30 days."""
    token = secrets.token_urlsafe(32)
    lasts = DEMO_LASTS if serves == "demo" else LINK_LASTS
    account_id = account_of(db, email, now=now)
    db.add(SignInLink(hash=hashed(token), account_id=account_id, serves=serves, created_at=now, expires_at=now + lasts))
    db.flush()
    return token


def address_of_link(db: Session, token: str, *, now: datetime, demo: bool) -> str | None:
    """Whose link it is, while it would serve; looking uses nothing up. `demo`: whether those of demonstrations do."""
    account, link = _table(Account), _table(SignInLink)
    asked = select(account.c.email).join_from(link, account, account.c.id == link.c.account_id)
    return db.execute(asked.where(_serving(token, now, demo=demo))).scalar_one_or_none()


def use_link(db: Session, token: str, *, now: datetime, demo: bool) -> int:
    """Use a link up, by one conditional update: of two at once, one comes in. Gives the account."""
    link = _table(SignInLink)
    use = update(link).where(_serving(token, now, demo=demo)).values(used_at=now).returning(link.c.account_id)
    used = db.execute(use).scalar_one_or_none()
    if used is None:
        raise NotAllowedNow("This link has been used up, or its time has run out. Ask for a new one.")
    return int(used)


def _serving(token: str, now: datetime, *, demo: bool) -> ColumnElement[bool]:
    link = _table(SignInLink)
    unused = link.c.used_at.is_(None)
    kind = or_(unused, link.c.serves == "demo") if demo else unused & (link.c.serves == "once")
    return and_(link.c.hash == hashed(token), link.c.expires_at > now, kind)


# -- browsers ---------------------------------------------------------
def begin_session(db: Session, account_id: int, *, now: datetime, browser: str = "") -> str:
    """Sign a browser in; gives what its cookie holds. Always a new one, whatever the browser held before."""
    cookie = secrets.token_urlsafe(32)
    db.add(
        WebSession(
            hash=hashed(cookie),
            account_id=account_id,
            created_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
            browser=browser[:200] or None,
        )
    )
    db.flush()
    return cookie


def asker(db: Session, cookie: str, *, now: datetime) -> Asker | None:
    """Who is signed in with this cookie, if its session still runs: one query."""
    account, session = _table(Account), _table(WebSession)
    asked = select(
        account.c.id, account.c.email, account.c.folded, account.c.administers, session.c.hash, session.c.seen_at
    ).join_from(session, account, account.c.id == session.c.account_id)
    row = db.execute(
        asked.where(
            session.c.hash == hashed(cookie),
            session.c.ended_at.is_(None),
            session.c.expires_at > now,
            session.c.seen_at > now - IDLE,
        )
    ).one_or_none()
    return Asker(*row) if row else None


def note_visit(db: Session, asker: Asker, *, now: datetime) -> None:
    session = _table(WebSession)
    db.execute(update(session).where(session.c.hash == asker.session).values(seen_at=now))


def end_session(db: Session, asker: Asker, *, now: datetime) -> None:
    """Sign this browser out: what its cookie holds opens nothing from now on."""
    session = _table(WebSession)
    mine = (session.c.hash == asker.session) & session.c.ended_at.is_(None)
    db.execute(update(session).where(mine).values(ended_at=now))


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _table(model: type[SQLModel]) -> Table:
    return model.metadata.tables[str(model.__tablename__)]
