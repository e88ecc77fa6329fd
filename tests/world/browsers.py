"""Ways to look at pages: a client signed in as someone, a server on a real port, and Chromium."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from app.accounts.domain import account_of, begin_session
from app.accounts.models import Account
from app.clock import now
from app.db import make_engine, writing
from app.settings import settings
from app.web import cookies
from app.web.database import Doors
from tests.world.beston import Someone
from tests.world.needs import missing
from tests.world.visitor import Visitor

FINDER = Path(__file__).parents[2] / "bin" / "find-chromium"
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def app_of_this_worker() -> FastAPI:
    """The application, put together once; `visit` gives it each test's own database."""
    from app.main import create_app

    engine = make_engine("sqlite://")
    app = create_app(engine)
    engine.dispose()
    return app


@pytest.fixture
def visit(engine: Engine, request: pytest.FixtureRequest, app_of_this_worker: FastAPI) -> Callable[..., Visitor]:
    """A browser signed in as someone: `visit(beston.jo).get("/...")`; with nobody named, one that is not signed in.

    What the test has arranged in `db` is committed before anyone looks.
    """
    app = app_of_this_worker
    app.state.engine, app.state.doors = engine, Doors()
    arranged = request.getfixturevalue("db") if "db" in request.fixturenames else None

    def as_(someone: Someone | None = None) -> Visitor:
        visitor = Visitor(app, before=arranged.commit if arranged is not None else None)
        if someone is not None:
            visitor.hold(cookies.named(cookies.SIGNED_IN), signed_in(engine, someone.email))
        return visitor

    return as_


def signed_in(engine: Engine, email: str) -> str:
    """What the cookie of a browser holds that has just signed in, with the second factor where there is one."""
    with writing(engine) as db:
        account = db.get_one(Account, account_of(db, email, now=now()))
        assert account.id is not None
        return begin_session(db, account.id, now=now(), proved_at=now() if account.second_factor else None)


def found(*which: str) -> str:
    """Where a Chromium is; without one the test is skipped, or fails where it must run."""
    said = subprocess.run([FINDER, *which], capture_output=True, text=True, check=False)
    path = shutil.which(said.stdout.strip()) if said.returncode == 0 else None
    if path is None:
        missing("browser", "no Chromium was found; see make setup.")
    return path


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the browser is that `make setup` found or installed."""
    return found()


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def chromium_if_needed(request: pytest.FixtureRequest) -> Browser | None:
    """Chromium for a case that is marked `browser`, nothing for any other of the same test."""
    return request.getfixturevalue("chromium") if request.node.get_closest_marker("browser") else None


@pytest.fixture
def keeping_chromium(chromium: Browser) -> Iterator[Browser]:
    """A browser that keeps pages alive for Back, as people's browsers do and Playwright's does not."""
    off = ["--disable-back-forward-cache"]
    browser = chromium.browser_type.launch(executable_path=found("--whole"), args=QUIETLY, ignore_default_args=off)
    yield browser
    browser.close()


@pytest.fixture
def served(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a real server on this test's database."""
    with serving(engine) as address:
        monkeypatch.setenv("BESTON_BASE_URL", address)
        settings.cache_clear()
        yield address


@contextmanager
def serving(engine: Engine) -> Iterator[str]:
    """A server on a free port, for as long as it is wanted. Settings are the caller's, BESTON_BASE_URL too."""
    from app.main import create_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(create_app(engine), port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


def wait_for(happened: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError("The server did not start.")
        time.sleep(0.01)
