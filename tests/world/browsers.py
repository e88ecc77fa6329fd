"""Ways to look at pages: a client signed in as someone, a server on a real port, and Chromium."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from app.settings import settings
from tests.world.needs import missing

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
def chromium() -> Iterator[Browser]:
    """The browser that `make setup` found or installed."""
    found = subprocess.run([FINDER], capture_output=True, text=True, check=False)
    path = shutil.which(found.stdout.strip()) if found.returncode == 0 else None
    if path is None:
        missing("browser", "no Chromium was found; see make setup.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def served(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a real server on this test's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("BESTON_BASE_URL", address)
    settings.cache_clear()
    from app.main import create_app

    config = uvicorn.Config(create_app(engine), port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started)
    yield address
    server.should_exit = True
    thread.join(5)


def wait_for(happened: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError("The server did not start.")
        time.sleep(0.01)
