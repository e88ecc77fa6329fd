"""What the tests of forms share."""

import pytest

from app.db import reading
from app.installation import vault
from app.series.queries import series_called
from app.series_file.checking import check
from app.series_file.exporting import export
from app.series_file.reading import read
from tests.pages.conftest import bring  # noqa: F401 a fixture, for tests here too
from tests.world import visitor

HTMX = visitor.HTMX | {"HX-Target": "section#write"}


@pytest.fixture
def exported(engine):
    """The series as it would be handed out now, story bodies and all, read as an import would read it."""

    def document(slug="beston"):
        with reading(engine) as db:
            return read(export(db, series_called(db, slug), vault(), with_stories=True).encode())

    return document


@pytest.fixture
def legal(exported):
    """What is wrong with the series as it would be handed out now: nothing, it is hoped."""
    return lambda slug="beston": check(exported(slug))


@pytest.fixture
def send(visit, beston):
    """Fill in a form as somebody, as in `send("jo", "person", name="…")`."""

    def fill_in(who: str, *steps, **fields):
        there = beston.address("write", *steps)
        return visit(beston.people[who]).fill_in(there, there, **fields)

    return fill_in
