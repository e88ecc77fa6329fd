"""One-time links, made by whoever holds the machine and given to one person; and those of demonstrations."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlmodel import Session

from app.accounts.accounts import account_of
from app.accounts.models import Account, SignInLink
from app.accounts.rows import table_of
from app.accounts.secrecy import hashed, new_secret
from app.errors import NotAllowedNow

LINK_LASTS = timedelta(minutes=60)
DEMO_LASTS = timedelta(days=30)


def new_link(db: Session, email: str, *, now: datetime, serves: str = "once") -> str:
    """A token that signs this address in: once within the hour; for a demonstration, as often as needed for 30 days."""
    token = new_secret()
    lasts = DEMO_LASTS if serves == "demo" else LINK_LASTS
    account_id = account_of(db, email, now=now)
    db.add(SignInLink(hash=hashed(token), account_id=account_id, serves=serves, created_at=now, expires_at=now + lasts))
    db.flush()
    return token


def address_of_link(db: Session, token: str, *, now: datetime, demo: bool) -> str | None:
    """Whose link it is, while it would serve; looking uses nothing up. `demo`: whether those of demonstrations do."""
    account, link = table_of(Account), table_of(SignInLink)
    asked = select(account.c.email).join_from(link, account, account.c.id == link.c.account_id)
    return db.execute(asked.where(_serving(token, now, demo=demo))).scalar_one_or_none()


def use_link(db: Session, token: str, *, now: datetime, demo: bool) -> int:
    """Use a link up, by one conditional update: of two at once, one comes in. Gives the account."""
    link = table_of(SignInLink)
    use = update(link).where(_serving(token, now, demo=demo)).values(used_at=now).returning(link.c.account_id)
    used = db.execute(use).scalar_one_or_none()
    if used is None:
        raise NotAllowedNow("This link has been used up, or its time has run out. Ask for a new one.")
    return int(used)


def _serving(token: str, now: datetime, *, demo: bool) -> ColumnElement[bool]:
    account, link = table_of(Account), table_of(SignInLink)
    unused = link.c.used_at.is_(None)
    kind = or_(unused, link.c.serves == "demo") if demo else unused & (link.c.serves == "once")
    welcome = link.c.account_id.in_(select(account.c.id).where(account.c.barred_at.is_(None)))
    return and_(link.c.hash == hashed(token), link.c.expires_at > now, kind, welcome)
