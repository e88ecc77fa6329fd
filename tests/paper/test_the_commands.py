"""`beston plan` and `beston recap` on paper, and what they refuse."""

import sys

import pytest

from app.cli import main
from app.settings import settings
from tests.paper.opening import papers, require_poppler
from tests.world.records import EXAMPLES


@pytest.fixture
def say(at, capfdbinary, monkeypatch):
    at("2018-07-01T09:00:00+01:00")

    def run(*words: object) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["beston", *map(str, words)])
        settings.cache_clear()
        capfdbinary.readouterr()
        status = 0
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    return run


def test_each_paper_has_its_size(say, tmp_path):
    require_poppler()
    say("import", EXAMPLES / "beston.yaml")
    a1, a3, tiled = (tmp_path / name for name in ("a1.pdf", "a3.pdf", "tiled.pdf"))
    assert say("plan", "beston", 4, "--format", "pdf", "-o", a1)[0] == 0
    assert papers(a1) == [(841, 594)]
    assert say("plan", "beston", 4, "--at", "opening", "--format", "pdf", "--size", "a3", "-o", a3) == (0, b"", "")
    assert papers(a3)[0] == (420, 297)
    assert say("plan", "beston", 4, "--format", "pdf", "--size", "a4-tiled", "-o", tiled)[0] == 0
    assert papers(tiled)[:2] == [(210, 297), (297, 210)]
    status, out, err = say("recap", "beston", 4, "--format", "pdf")
    assert (status, out[:5], err) == (0, b"%PDF-", "")
    status, out, err = say("plan", "beston", 4, "--format", "png")
    assert (status, out[:4], err) == (0, b"\x89PNG", "")


@pytest.mark.parametrize(
    "words, why",
    [
        (("plan", "beston", 4, "--size", "a3"), "beston: --size a3 is for paper: add --format pdf.\n"),
        (("plan", "beston", 4, "--size", "a4-tiled", "--format", "png"), "--size a4-tiled is for paper"),
        (("plan", "beston", 4, "--size", "a2", "--format", "pdf"), "--size takes a1, a3 or a4-tiled."),
        (("plan", "beston", 4, "--format", "docx"), "--format takes svg, png, pdf or text."),
        (("recap", "beston", 4, "--size", "large"), "--size large is for paper"),
        (("recap", "beston", 4, "--size", "a1", "--format", "pdf"), "--size takes a4, a3 or large."),
    ],
)
def test_what_does_not_go_together_is_refused_in_plain_words(say, words, why):
    status, out, err = say(*words)
    assert (status, out) == (2, b"")
    assert why in err
    assert err.count("\n") == 1
