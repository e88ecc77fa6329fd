"""`make demo`, from its links to its end: one that runs, which the tests look at one after the other."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import httpx2 as httpx
import pytest
from sqlmodel import Session

from app.db import make_engine
from app.record.reading import Record, read_record
from app.series.queries import series_called

DEMO = Path(__file__).parents[1] / "bin" / "demo"
TODAY = date(2026, 3, 11)
NOW = "2026-03-11T10:00:00+00:00"
PATIENCE = 60

pytestmark = pytest.mark.slow


class Demo:
    """A demo that runs: what it printed, and where it serves."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        env = {name: value for name, value in os.environ.items() if not name.startswith("BESTON_")}
        env |= {"PORT": str(self.port), "BESTON_DEMO_DIR": str(folder), "BESTON_NOW": NOW}
        self.process = subprocess.Popen(
            [sys.executable, DEMO], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.printed = self._until_ready()

    def _until_ready(self) -> list[str]:
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("ready "):
                return lines
        raise AssertionError(f"It ended before it was ready: {lines} {self.process.stderr.read()}")

    @property
    def links(self) -> dict[str, str]:
        return {role: link for role, _, link in (line.split("\t") for line in self.printed[:-1])}

    def end(self) -> float:
        """Ask it to stop, as a shell does; how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)
        return time.monotonic() - began


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(folder):
    """A demo in an empty folder, which serves until a test ends it."""
    demo = Demo(folder)
    yield demo
    demo.process.kill()
    demo.process.communicate()


@pytest.fixture
def kept(folder):
    """What lies in the demo's database: `kept("beston")` is that series."""
    engine = make_engine(f"sqlite:///{folder / 'beston.sqlite3'}")

    def record(slug: str) -> Record:
        with Session(engine) as db:
            return read_record(db, series_called(db, slug))

    yield record
    engine.dispose()


def test_it_prints_four_links_and_serves(first):
    assert list(first.links) == ["facilitator", "integration_manager", "participant", "sponsor"]
    assert first.printed[-1] == f"ready http://127.0.0.1:{first.port}/"
    for link in first.links.values():
        assert signs_in(link) == 303
        assert signs_in(link) == 303, "a demo's link serves again"


def test_it_keeps_the_public_holidays_of_the_place(first):
    _, desk = comes_in(first.links["integration_manager"], "/series/beston/nudges")
    assert "Public holidays kept free: Scotland." in desk


def test_beston_is_moved_around_today(first, kept):
    now, whole = kept("beston"), kept("beston-whole")
    fourth, last = now.meeting_numbered(4).date, whole.meeting_numbered(6).date
    assert fourth.weekday() == 2
    assert timedelta(4) <= fourth - TODAY <= timedelta(10)
    assert timedelta(15) <= TODAY - last <= timedelta(21)
    assert max(event.on for events in now.events.values() for event in events) <= TODAY
    assert [event.event for event in whole.happened("~series")][-1] == "closed"


def test_it_ends_when_it_is_told_to_and_running_it_again_keeps_what_is_there_and_its_old_links(first, folder, kept):
    assert first.end() < 5
    before = {slug: kept(slug).series.version for slug in ("beston", "beston-whole")}
    again = Demo(folder)
    try:
        assert {slug: kept(slug).series.version for slug in before} == before
        assert signs_in(first.links["facilitator"].replace(str(first.port), str(again.port))) == 303
    finally:
        again.end()


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = os.environ | {"PORT": str(port), "BESTON_DEMO_DIR": str(tmp_path / "demo")}
        ran = subprocess.run([sys.executable, DEMO], env=env, capture_output=True, text=True, check=False, timeout=30)
    assert ran.returncode == 1
    assert f"make demo PORT={port + 1}" in ran.stderr
    assert not (tmp_path / "demo").exists()


def signs_in(link: str) -> int:
    """Open a link and press its one button; what that answers."""
    return comes_in(link)[0]


def comes_in(link: str, on_to: str = "/") -> tuple[int, str]:
    """Open a link and press its one button: what that answers, and then what the page there says."""
    origin = link.partition("/sign-in")[0]
    with httpx.Client(headers={"Sec-Fetch-Site": "same-origin", "Origin": origin}) as browser:
        page = browser.get(link).text
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        status = browser.post(link, data=fields).status_code
        return status, browser.get(f"{origin}{on_to}").text
