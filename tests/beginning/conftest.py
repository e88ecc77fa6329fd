import pytest

from app.accounts.domain import account_of
from app.accounts.models import Account
from app.clock import now
from app.db import writing
from tests.world.beston import Someone


@pytest.fixture
def administrator(engine, at) -> Someone:
    """Whoever looks after an installation in which there is no series yet; it is the spring of 2026."""
    at("2026-03-02T09:00:00+00:00")
    with writing(engine) as db:
        id_ = account_of(db, "ann@example.org", now=now())
        account = db.get(Account, id_)
        account.administers = True
    return Someone("", "Ann", "ann@example.org")
