import sys
from datetime import date
from typing import NamedTuple

import pytest
from sqlalchemy import delete

from app.cli import main
from app.db import writing
from app.history.models import Event
from app.settings import settings


class Ended(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def says(engine, database_url, capfd, monkeypatch):
    """Run a command on this test's database: `says("verify-audit")`."""

    def run(*words: object) -> Ended:
        monkeypatch.setenv("BESTON_DATABASE_URL", database_url)
        monkeypatch.setattr(sys, "argv", ["beston", *map(str, words)])
        settings.cache_clear()
        capfd.readouterr()
        try:
            main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        return Ended(status, *capfd.readouterr())

    return run


@pytest.fixture
def a14(beston, engine) -> str:
    """The address of an action of Euan's, of which nothing has been told since 11 April 2018."""
    table = Event.metadata.tables["event"]
    later = (table.c.kind == "action") & (table.c.on > date(2018, 4, 11))
    with writing(engine) as db:
        db.execute(delete(table).where(table.c.series_id == beston.series_id, later))
    return beston.address("actions", "A14")
