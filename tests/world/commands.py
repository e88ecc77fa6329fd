"""Commands of `beston`, as somebody at a terminal gives them."""

import sys
from typing import NamedTuple

import pytest

from app.cli import main
from app.settings import settings


class Ended(NamedTuple):
    """How a command ended, and what it printed where."""

    status: int
    out: str
    err: str


def give(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: object) -> Ended:
    """Run `beston` with these words."""
    monkeypatch.setattr(sys, "argv", ["beston", *map(str, words)])
    settings.cache_clear()
    capfd.readouterr()
    try:
        main()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    return Ended(status, *capfd.readouterr())
