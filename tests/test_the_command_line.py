"""`beston`, as scripts and people at a terminal hold on to it: what it prints, where, and how it ends."""

import gc
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.series_file.reading import read
from app.settings import settings
from tests.world.commands import Ended, give

EXAMPLES = Path(__file__).parents[1] / "app" / "series_file" / "examples"
BESTON, SMALL = EXAMPLES / "beston.yaml", EXAMPLES / "small.yaml"
EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text())


@pytest.fixture
def beston_says(at, capfd, monkeypatch):
    """Run a command at a moment when no story has to be gone yet: `beston_says("figures", "beston", 3)`."""
    at("2018-07-01T09:00:00+01:00")
    return lambda *words: give(monkeypatch, capfd, *words)


@pytest.fixture
def spoilt(tmp_path):
    """Beston's file with two mistakes in it."""
    path = tmp_path / "spoilt.yaml"
    path.write_text(
        BESTON.read_text().replace("    lead: dn1\n", "    lead: hall9\n").replace("kind: find_out", "kind: f", 1)
    )
    return path


def test_importing_prints_the_name_and_makes_the_database(beston_says):
    assert beston_says("import", BESTON) == Ended(0, "beston\n", "")
    assert settings().keys.stat().st_mode & 0o777 == 0o700


def test_importing_the_same_again_changes_nothing(beston_says):
    beston_says("import", BESTON)
    before = beston_says("export", "beston", "--with-stories").out
    assert beston_says("import", BESTON) == Ended(0, "beston\n", "")
    assert beston_says("export", "beston", "--with-stories").out == before


def test_something_else_under_a_taken_name_is_refused_unless_it_gets_one_of_its_own(beston_says):
    beston_says("import", BESTON)
    refused = beston_says("import", BESTON, "--until", "2018-03-01")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("duplicate_id series.id: ")
    assert beston_says("import", BESTON, "--until", "2018-03-01", "--as", "beston-in-march").out == "beston-in-march\n"
    assert "id: beston\n" in beston_says("export", "beston-in-march").out


def test_a_word_of_an_address_cannot_be_a_name(beston_says):
    refused = beston_says("import", BESTON, "--as", "new")
    assert (refused.status, refused.err.split(":")[0]) == (2, "duplicate_id series.id")


@pytest.mark.parametrize("command", ["import", "check-file"])
def test_every_fault_is_a_line_and_nothing_is_left_of_the_file(beston_says, spoilt, command):
    refused = beston_says(command, spoilt)
    assert (refused.status, refused.out) == (2, "")
    lines = refused.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["not_a_choice actions[A01].kind", "unknown_id actions[A01].lead"]
    assert beston_says("figures", "beston", 1).status == 1
    assert not settings().keys.exists() or not list(settings().keys.iterdir())


def test_checking_a_file_says_what_importing_would_and_takes_in_nothing(beston_says):
    assert beston_says("check-file", BESTON).out == "beston\n"
    assert beston_says("figures", "beston", 1).status == 1
    beston_says("import", BESTON)
    assert beston_says("check-file", BESTON, "--until", "2018-03-01").status == 2


def test_a_file_that_is_not_there_is_a_wrong_use(beston_says):
    ended = beston_says("import", "nowhere.yaml")
    assert (ended.status, ended.err) == (2, "beston: nowhere.yaml cannot be read: No such file or directory.\n")


@pytest.mark.parametrize("file, slug", [(BESTON, "beston"), (SMALL, "ferry")])
def test_out_comes_what_went_in(beston_says, file, slug):
    beston_says("import", file)
    out = beston_says("export", slug, "--with-stories")
    assert read(out.out.encode()) == read(file.read_bytes())
    assert out.err.startswith("warning: ")
    assert beston_says("export", slug, "--with-stories").out == out.out


def test_without_being_asked_an_export_leaves_bodies_and_debriefs_out_and_says_so(beston_says, tmp_path):
    beston_says("import", BESTON)
    file = tmp_path / "out.yaml"
    ended = beston_says("export", "beston", "-o", file)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith("warning: story bodies and debriefs are left out")
    doc, whole = read(file.read_bytes()), read(BESTON.read_bytes())
    assert "debriefs" not in doc
    assert not any("body" in story for story in doc["stories"])
    assert [s["pseudonym"] for s in doc["stories"]] == [s["pseudonym"] for s in whole["stories"]]


def test_a_story_past_its_day_comes_in_without_its_words_and_that_is_said(beston_says, at):
    at("2018-08-01T09:00:00+01:00")
    ended = beston_says("import", BESTON)
    assert ended.status == 0
    assert ended.err.count("warning: stories[") == 4
    assert "body:" not in beston_says("export", "beston", "--with-stories").out
    assert beston_says("import", BESTON).out == "beston\n"


@pytest.mark.parametrize("file, slug", [(BESTON, "beston"), (SMALL, "ferry")])
def test_figures_are_the_expected_ones(beston_says, at, file, slug):
    at("2026-03-20T09:00:00+00:00")
    beston_says("import", file)
    for meeting in EXPECTED[slug]["meetings"]:
        printed = json.loads(beston_says("figures", slug, meeting["meeting"][1:]).out)
        assert {key: printed[key] for key in meeting} == meeting


def test_a_meeting_that_is_not_closed_yet_has_only_what_its_opening_shows(beston_says, at):
    at("2018-04-14T09:00:00+01:00")
    beston_says("import", BESTON)
    assert list(json.loads(beston_says("figures", "beston", 4).out)) == ["meeting", "date", "at_opening"]


def test_the_nudge_desk_is_that_of_this_moment(beston_says, at):
    beston_says("import", BESTON)
    at("2018-04-11T09:00:00+01:00")
    desk = json.loads(beston_says("nudges", "beston").out)
    cards = desk["cards"]
    assert desk["minded"] == []
    first, last = cards[0], cards[-1]
    assert (first["person"], first["actions"], first["score"], first["resting"]) == ("ota", ["A14"], 63, None)
    assert sum(part["points"] for part in first["addends"]) == 63
    assert (last["person"], last["resting"]) == ("gp2", "rung on Tuesday 10 April")


def test_whoever_has_moved_on_has_no_card_there_either_and_it_names_who_minds_what_they_led(beston_says, at, tmp_path):
    beston_says("import", BESTON, "--until", "2018-04-11")
    doc = read(beston_says("export", "beston").out.encode())
    next(p for p in doc["people"] if p["id"] == "ota")["memberships"][0]["to"] = "2018-04-01"
    fourth = next(meeting for meeting in doc["meetings"] if meeting["id"] == "M4")
    fourth["invitations"] = [one for one in fourth["invitations"] if one["person"] != "ota"]
    left = tmp_path / "left.yaml"
    left.write_text(json.dumps(doc))
    said = beston_says("import", left, "--as", "left")
    assert said.status == 0, said.err
    at("2018-04-11T09:00:00+01:00")
    desk = json.loads(beston_says("nudges", "left").out)
    assert "ota" not in [card["person"] for card in desk["cards"]]
    assert desk["minded"] == [{"action": "A14", "lead": "ota", "by": "delia"}]


@pytest.mark.parametrize(
    "words",
    [
        ("figures", "nope", 1),
        ("figures", "beston", 9),
        ("recap", "beston", 9),
        ("plan", "beston", 9),
        ("export", "nope"),
    ],
)
def test_what_is_not_there_ends_with_one_line(beston_says, words):
    beston_says("import", BESTON)
    ended = beston_says(*words)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("beston: There is no ")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    "words, why",
    [
        (("import", BESTON, "--anchor", "4"), "--anchor takes"),
        (("import", BESTON, "--until", "soon"), "is not a date"),
        (("plan", "beston", 4, "--at", "noon"), "--at takes opening or closing."),
        (("recap", "beston", 4, "--format", "docx"), "--format takes"),
        (("sing",), "No such command"),
    ],
)
def test_a_wrong_use_says_what_would_be_right(beston_says, words, why):
    ended = beston_says(*words)
    assert (ended.status, ended.out) == (2, "")
    assert why in ended.err


def test_an_anchor_on_another_weekday_names_the_two_nearest_days(beston_says):
    ended = beston_says("import", BESTON, "--anchor", "4=2026-11-26")
    assert ended.status == 2
    assert "2026-11-25" in ended.err
    assert "2026-12-02" in ended.err


def test_the_recap_is_text_or_a_page_of_its_own(beston_says):
    beston_says("import", BESTON)
    assert "Why we are here" in beston_says("recap", "beston", 4).out
    page = beston_says("recap", "beston", 4, "--format", "html").out
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_the_plan_is_a_drawing_or_words(beston_says, tmp_path):
    beston_says("import", BESTON)
    beston_says("plan", "beston", 4, "-o", tmp_path / "plan.svg")
    assert (tmp_path / "plan.svg").read_text().startswith("<svg")
    assert "Care packages people can change without fear" in beston_says("plan", "beston", 4, "--format", "text").out


def test_a_sign_in_link_is_for_somebody_who_is_here(beston_says):
    beston_says("import", BESTON)
    assert beston_says("sign-in-link", "JO@animate.example.org").out.startswith("http://127.0.0.1:8000/sign-in/")
    assert beston_says("sign-in-link", "nobody@example.org").status == 1


def test_an_outdated_database_is_refused_and_brought_up_to_date(beston_says, tmp_path):
    from sqlalchemy import text

    from app.db import make_engine, writing

    beston_says("import", BESTON)
    engine = make_engine(settings().database_url)
    with writing(engine) as db:
        db.execute(text("delete from alembic_version"))
    ended = beston_says("figures", "beston", 1)
    assert (ended.status, ended.err) == (1, "beston: The database is older than this program. Run: beston migrate\n")
    with writing(engine) as db:
        db.execute(text("insert into alembic_version values ('from tomorrow')"))
    assert "newer than this program" in beston_says("figures", "beston", 1).err


def test_the_installed_command_ends_as_it_says(tmp_path):
    command = Path(sys.executable).with_name("beston")
    ended = subprocess.run([command, "figures", "nope", "1"], capture_output=True, cwd=tmp_path, check=False)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr == b"beston: There is no series called 'nope' here.\n"


def test_a_copy_is_made_and_put_back_with_what_it_prints(beston_says, tmp_path):
    copies, keys = tmp_path / "copies", tmp_path / "keys apart"
    beston_says("import", BESTON)
    before = beston_says("export", "beston", "--with-stories").out
    made = beston_says("backup", copies, "--keys", keys)
    assert (made.status, made.out) == (0, f"{copies / 'beston-20180701-080000'}\n")
    assert made.err.startswith("warning: ")
    assert len(list(keys.iterdir())) == 1
    beston_says("import", SMALL)
    gc.collect()  # a command's connections end with its process, which these commands share
    back = beston_says("restore", copies)
    assert (back.status, back.err[:8]) == (0, "warning:")
    assert [line.partition(": ")[0] for line in back.out.splitlines()] == ["Put back", "What was there before"]
    assert beston_says("export", "beston", "--with-stories").out == before
    assert beston_says("export", "ferry").status == 1


def test_a_copy_can_be_put_back_without_keys_and_that_is_said(beston_says, tmp_path):
    beston_says("import", BESTON)
    beston_says("backup", tmp_path / "copies")
    gc.collect()
    shutil.rmtree(settings().keys)
    back = beston_says("restore", tmp_path / "copies")
    assert back.status == 0
    assert "there are no keys" in back.err
    assert beston_says("export", "beston").status == 0


def test_a_copy_beside_its_keys_is_wrong_usage_and_one_that_was_altered_cannot_be_put_back(beston_says, tmp_path):
    beston_says("import", SMALL)
    beside = beston_says("backup", tmp_path / "copies", "--keys", tmp_path / "copies" / "keys")
    assert (beside.status, beside.out) == (2, "")
    beston_says("backup", tmp_path / "copies")
    [copy] = (tmp_path / "copies").iterdir()
    (copy / "beston.sqlite3").write_bytes(b"")
    refused = beston_says("restore", tmp_path / "copies")
    assert (refused.status, refused.out, refused.err.count("\n")) == (1, "", 1)


def test_whoever_runs_a_machine_can_ask_whether_letters_are_looked_after(beston_says):
    asked = beston_says("worker", "--check")
    assert (asked.status, asked.out, asked.err.count("\n")) == (1, "", 1)
