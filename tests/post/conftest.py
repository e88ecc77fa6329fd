"""Letters that wait, a server that takes them, and a clock that goes as it is told."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.db import make_engine, writing
from app.mail import MailServer
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.post.worker import Postman
from app.settings import settings
from tests.world.april import OUR_NAME, April, bring_in_april
from tests.world.beston import A_WEEK_BEFORE_MEETING_4
from tests.world.databases import Fill, empty
from tests.world.mail import PostOffice, mail_server

NINE = datetime(2026, 4, 15, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = NINE

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with mail_server() as office:
        yield office


@pytest.fixture
def put_in(engine: Engine, clock: Clock) -> Callable[..., int]:
    """Put a letter in the post: `put_in(to="priya@example.org")`."""

    def one(to: str = "priya@example.org", subject: str = "Where we have got to", **more) -> int:
        letter = NewLetter(**{"kind": "recap", "text": "Hello.\n"} | more, to_address=to, subject=subject)
        with writing(engine) as db:
            return post(db, letter, now=clock())

    return one


@pytest.fixture
def postman(engine: Engine, clock: Clock) -> Callable[..., Postman]:
    """A worker for this server, which looks when it is told to: `postman(office).round()`."""

    def made(office: PostOffice | None, *, talk="plain", host="localhost", user="", password="", patience=5) -> Postman:
        server = MailServer(talk, host, office.port, user, password) if office else None
        return Postman(engine, server, OUR_NAME, clock=clock, patience=patience)

    return made


@pytest.fixture
def letter(engine: Engine) -> Callable[[int], OutboxLetter]:
    """A letter as it is on disk now."""

    def read(number: int) -> OutboxLetter:
        with Session(engine) as db:
            return db.get_one(OutboxLetter, number)

    return read


@pytest.fixture
def letters(engine: Engine) -> Callable[[], list[OutboxLetter]]:
    def read() -> list[OutboxLetter]:
        with Session(engine) as db:
            return list(db.exec(select(OutboxLetter).order_by(OutboxLetter.id)))

    return read


@pytest.fixture
def template(template: tuple[str, Fill], request: pytest.FixtureRequest, at, backend: str, keys_in_april):
    """A test that asks for `april` begins in the middle of it."""
    if "april" not in request.fixturenames:
        return template

    def fill(engine: Engine) -> None:
        empty(engine)
        at(A_WEEK_BEFORE_MEETING_4)
        bring_in_april(engine)
        shutil.copytree(settings().keys, keys_in_april(backend))
        shutil.rmtree(settings().keys)

    return "april", fill


@pytest.fixture(scope="session")
def keys_in_april(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("keys-in-april")
    return lambda backend: folder / backend


@pytest.fixture
def april(engine: Engine, at, backend: str, keys_in_april) -> April:
    at(A_WEEK_BEFORE_MEETING_4)
    shutil.copytree(keys_in_april(backend), settings().keys)
    return April(engine, at)


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    """A database that a test fills anew for each of its many series; the worker says nothing of each."""
    engine = make_engine("sqlite://")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    yield engine
    structlog.reset_defaults()
    engine.dispose()
