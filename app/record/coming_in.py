"""Who may be let in: whoever's address some person in some series carries, and administrators."""

from datetime import datetime

from sqlalchemy import Engine, exists, select
from sqlmodel import Session

from app.accounts.domain import fold, new_link
from app.accounts.models import Account
from app.clock import now
from app.db import writing
from app.errors import NotFound
from app.people.models import Person
from app.settings import settings


def may_come_in(db: Session, email: str) -> bool:
    folded = fold(email)
    person, account = Person.metadata.tables["person"], Account.metadata.tables["account"]
    carried = exists(select(person.c.id).where(person.c.email_folded == folded))
    administers = exists(select(account.c.id).where(account.c.folded == folded, account.c.administers))
    return bool(db.execute(select(carried | administers)).scalar())


def sign_in_token(db: Session, email: str, *, at: datetime, serves: str = "once") -> str:
    """A token for /sign-in/{token}. Refused for an address that nobody here carries."""
    if not may_come_in(db, email):
        raise NotFound(f"Nobody here has the address {email}.")
    return new_link(db, email, now=at, serves=serves)


def link_for(engine: Engine, email: str, *, serves: str = "once") -> str:
    """The whole address of a fresh sign-in link; one that serves a `demo` does so again and again."""
    with writing(engine) as db:
        token = sign_in_token(db, email, at=now(), serves=serves)
    return f"{settings().base_url.rstrip('/')}/sign-in/{token}"
