from dataclasses import dataclass

import pytest
from httpx import Response
from sqlalchemy import func, select

from app import series_file
from app.accounts.domain import account_of
from app.accounts.models import Account
from app.audit.models import AuditEntry
from app.clock import now
from app.db import reading, writing
from app.installation import vault
from app.record.reading import read_record
from app.series.models import Series
from app.series.queries import series_called
from app.series_file.exporting import export
from tests.world.beston import Someone
from tests.world.visitor import Visitor, forms_in

TYPED = {  # all that has to be typed by somebody who has begun a series before
    "title": "Coming home",
    "purpose": "What helps people come home from hospital?",
    "people_served": "people who leave hospital",
    "first_day": "2026-03-18",
}
NEW = "/series/new"


@pytest.fixture
def administrator(engine, at) -> Someone:
    """Whoever looks after an installation in which there is no series yet; it is the spring of 2026."""
    at("2026-03-02T09:00:00+00:00")
    with writing(engine) as db:
        account = db.get(Account, account_of(db, "ann@example.org", now=now()))
        account.administers = True
    return Someone("", "Ann", "ann@example.org")


@dataclass
class Beginning:
    """Somebody who begins a series, page by page."""

    engine: object
    visitor: Visitor

    def say(self, **fields) -> Response:
        """The first step, sent."""
        return self.visitor.fill_in(NEW, NEW, button="Propose the days", **TYPED | fields)

    def send(self, answer: Response, *, step: str = "begin", headers=None, **fields) -> Response:
        """The form of the page that was answered, sent on by one of its buttons."""
        form = next(form for form in forms_in(answer.text) if form.action.startswith(NEW))
        given = {name: value for name, value in (form.fields | fields | {"step": step}).items() if value is not None}
        return self.visitor.post(NEW, data=given, headers=headers)

    def begin(self, **fields) -> str:
        """A whole series; gives its slug."""
        answer = self.send(self.say(facilitator_name="Ann Shaw", **fields))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].split("/")[2]

    def record(self, slug: str = "coming-home"):
        with reading(self.engine) as db:
            return read_record(db, series_called(db, slug))

    def file(self, slug: str = "coming-home"):
        """What it exports as."""
        with reading(self.engine) as db:
            return series_file.read(export(db, series_called(db, slug), vault()).encode())

    def how_many(self) -> int:
        with reading(self.engine) as db:
            return db.execute(select(func.count()).select_from(Series.metadata.tables["series"])).scalar_one()

    def audit(self, slug: str = "coming-home") -> list[tuple[str, str | None]]:
        table = AuditEntry.metadata.tables["audit_entry"]
        with reading(self.engine) as db:
            asked = select(table.c.verb, table.c.thing).where(table.c.chain == series_called(db, slug))
            return [tuple(row) for row in db.execute(asked.order_by(table.c.n))]


@pytest.fixture
def ann(administrator, visit, engine) -> Beginning:
    """The administrator, about to begin a series."""
    return Beginning(engine, visit(administrator))
