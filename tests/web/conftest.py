"""Beston as if nothing had been told of its actions after today."""

from datetime import date

import pytest
from sqlalchemy import delete

from app.db import writing
from app.history.models import Event


@pytest.fixture
def a14(beston, engine) -> str:
    """The address of an action of Euan's, of which nothing has been told since."""
    table = Event.metadata.tables["event"]
    later = (table.c.kind == "action") & (table.c.on > date(2018, 4, 11))
    with writing(engine) as db:
        db.execute(delete(table).where(table.c.series_id == beston.series_id, later))
    return beston.address("actions", "A14")
