"""The world most tests live in: the Beston inquiry, brought in by its series file.

It is 11 April 2018 there, a week before the fourth meeting. `at` moves to another moment.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from app import series_file
from app.clock import today
from app.db import reading, writing
from app.history.models import Event
from app.record.reading import Record, read_record
from app.record.then import Then, then
from app.series.queries import series_called
from app.settings import settings
from app.stories.vault import Vault
from tests.world.databases import empty

EXAMPLES = Path(series_file.__file__).parent / "examples"
HOME = "/series/beston"
A_WEEK_BEFORE_MEETING_4 = "2018-04-11T09:00:00+01:00"


@dataclass(frozen=True)
class Someone:
    """A person of the inquiry: beston.jo, beston.delia, beston.priya."""

    id: str
    name: str
    email: str


@cache
def people_of_the_file() -> dict[str, Someone]:
    """Read once: most tests speak of two or three of them."""
    people = series_file.read((EXAMPLES / "beston.yaml").read_bytes())["people"]
    return {one["id"]: Someone(one["id"], one["name"], one.get("email", "")) for one in people}


@dataclass
class Beston:
    """The inquiry as it is in the database now. People are attributes by their ids in the file."""

    engine: Engine
    slug: str = "beston"

    @property
    def people(self) -> dict[str, Someone]:
        people = self.record.people.values()
        return {person.id: Someone(person.id, person.name, person.email or "") for person in people}

    def __getattr__(self, name: str) -> Someone:
        found = people_of_the_file().get(name) if self.slug == "beston" else None
        if found is None:
            found = self.people.get(name)
        if found is None:
            raise AttributeError(f"Nobody in {self.slug} has the id '{name}'.")
        return found

    @property
    def series_id(self) -> int:
        with reading(self.engine) as db:
            return series_called(db, self.slug)

    @property
    def record(self) -> Record:
        """The record, read afresh."""
        with reading(self.engine) as db:
            return read_record(db, series_called(db, self.slug))

    def then(self, day: str) -> Then:
        """The record as at the end of a day."""
        record = self.record
        return then(record, date.fromisoformat(day), today(record.series.time_zone))

    def address(self, *parts: object) -> str:
        """As in `beston.address("meetings", 4, "recap")`."""
        return "/".join(map(str, ["/series", self.slug, *parts]))


@pytest.fixture(scope="session")
def keys_of_the_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The keys of the stories in a backend's template."""
    folder = tmp_path_factory.mktemp("keys")
    return lambda backend: folder / backend


@pytest.fixture
def template(request: pytest.FixtureRequest, backend: str, keys_of_the_template: Callable[[str], Path]):
    """A test that asks for `beston` begins with the inquiry in its database; any other with nothing."""
    if "beston" not in request.fixturenames:
        return "empty", empty

    def fill(engine: Engine) -> None:
        empty(engine)
        bring_in(engine, Vault(keys_of_the_template(backend)))

    return "beston", fill


def bring_in(engine: Engine, vault: Vault, *, file: str = "beston.yaml", slug: str | None = None) -> str:
    """Import an example at a moment when its stories may still be read."""
    from app.series_file import importing

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BESTON_NOW", A_WEEK_BEFORE_MEETING_4)
        settings.cache_clear()
        taken = importing.prepare((EXAMPLES / file).read_bytes())
        slug = importing.take_in(engine, vault, taken, slug=slug)
    settings.cache_clear()
    return slug


@pytest.fixture
def beston(engine: Engine, backend: str, at, keys_of_the_template: Callable[[str], Path]) -> Beston:
    at(A_WEEK_BEFORE_MEETING_4)
    shutil.copytree(keys_of_the_template(backend), settings().keys)
    return Beston(engine)


@pytest.fixture
def a14(beston: Beston, engine: Engine) -> str:
    """The address of an action of Euan's. Nothing has been told of any action since 11 April 2018."""
    table = Event.metadata.tables["event"]
    later = (table.c.kind == "action") & (table.c.on > date(2018, 4, 11))
    with writing(engine) as db:
        db.execute(delete(table).where(table.c.series_id == beston.series_id, later))
    return beston.address("actions", "A14")
