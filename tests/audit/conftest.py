"""The audit of this test's database, and commands on it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from app.audit.domain import INSTALLATION, By, note, table_of
from app.audit.models import AuditEntry
from app.audit.verifying import verify
from app.db import reading, writing
from app.settings import settings
from tests.world.commands import give

ENTRIES = table_of(AuditEntry)
MOMENTS = [
    datetime(2018, 4, 11, 8, 0, tzinfo=UTC),
    datetime(2018, 10, 28, 1, 30, 0, 1, tzinfo=timezone(timedelta(hours=1))),
    datetime(2018, 7, 1, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
]


@pytest.fixture
def says(engine, database_url, capfd, monkeypatch):
    """Run a command on this test's database: `says("verify-audit")`."""
    monkeypatch.setenv("BESTON_DATABASE_URL", database_url)
    return lambda *words: give(monkeypatch, capfd, *words)


def entries(engine, chain=None):
    """What was written down, of one chain or all."""
    with reading(engine) as db:
        return [row for row in db.execute(select(ENTRIES).order_by(ENTRIES.c.n)) if chain in (None, row.chain)]


def verdict(engine):
    """What `beston verify-audit` would find."""
    with reading(engine) as db:
        return verify(db, settings().keys)


def some_entries(engine, how_many=3):
    """In the chain of the first series and in that of the installation."""
    with writing(engine) as db:
        for n in range(how_many):
            note(db, 1, "changed", at=MOMENTS[0] + timedelta(hours=n), by=By())
            note(db, INSTALLATION, "changed", at=MOMENTS[0])
