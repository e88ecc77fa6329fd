import pytest
from sqlmodel import Session

from app.record.seats import Seat, seat_of
from app.record.then import then
from app.series_file.storing import store
from app.settings import settings
from app.stories.vault import Vault
from tests.world.beston import Beston


@pytest.fixture
def bring(engine, at):
    """Put a document into the database and let it be nine o'clock on a day: `bring(doc, "2018-04-11")`."""

    def stored(doc, day: str = "2018-04-11", slug: str = "beston") -> Beston:
        with Session(engine) as db:
            store(db, doc, slug, Vault(settings().keys))
            db.commit()
        at(f"{day}T09:00:00+00:00")
        return Beston(engine, slug)

    return stored


@pytest.fixture
def seated(record_of):
    """Somebody's seat in a made-up series on a day, without a page: `seated(doc, "jo", date(2018, 4, 11))`."""

    def sit(doc, person: str, day) -> Seat:
        record = record_of(doc)
        return seat_of(1, record, then(record, day, day), [person])

    return sit
