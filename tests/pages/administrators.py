"""Looking after an installation: its pages, what they say, and what is known of who comes in."""

import re

from sqlalchemy import select

from app.accounts.accounts import account_of
from app.accounts.models import Account
from app.accounts.rows import table_of
from app.audit.domain import INSTALLATION
from app.audit.models import AuditEntry
from app.clock import now
from app.db import reading, writing

PAGE = "/administration"
PEOPLE = "/administration/people"
ACCOUNTS = table_of(Account)


def account(engine, email):
    with reading(engine) as db:
        return db.execute(select(ACCOUNTS).where(ACCOUNTS.c.email == email)).one()


def id_of(engine, email):
    with writing(engine) as db:
        return account_of(db, email, now=now())


def noted(engine):
    entry = table_of(AuditEntry)
    with reading(engine) as db:
        rows = db.execute(select(entry).where(entry.c.chain == INSTALLATION).order_by(entry.c.n)).all()
    return [(row.account_id, row.verb, row.thing) for row in rows]


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())
