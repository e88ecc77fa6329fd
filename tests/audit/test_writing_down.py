"""What the audit writes down, by whom, and that it stays readable and whole wherever it is kept."""

import json
import sqlite3
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing import get_context

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import Session

from app.accounts.accounts import account_of
from app.audit import verifying
from app.audit.domain import INSTALLATION, LONGEST, By, note, table_of
from app.audit.models import AuditEntry
from app.audit.sealing import KeyMissing, make_key
from app.audit.verifying import verify
from app.clock import now
from app.db import reading, writing
from app.errors import CannotRun
from app.installation import sqlite_file
from app.record.coming_in import link_for
from app.settings import settings

ENTRIES = table_of(AuditEntry)
MOMENTS = [
    datetime(2018, 4, 11, 8, 0, tzinfo=UTC),
    datetime(2018, 10, 28, 1, 30, 0, 1, tzinfo=timezone(timedelta(hours=1))),
    datetime(2018, 7, 1, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
]


def entries(engine, chain=None):
    with reading(engine) as db:
        return [row for row in db.execute(select(ENTRIES).order_by(ENTRIES.c.n)) if chain in (None, row.chain)]


def verdict(engine):
    with reading(engine) as db:
        return verify(db, settings().keys)


@pytest.mark.both_databases
@pytest.mark.parametrize("at", MOMENTS)
def test_every_moment_comes_back_to_the_microsecond_and_fits_its_seal(engine, at):
    with writing(engine) as db:
        note(db, INSTALLATION, "changed", at=at, said={"name": ["Ünal", "a\tb\n\u2028\u0000"]})
    (row,) = entries(engine)
    assert row.at == at
    assert json.loads(row.said) == {"name": ["Ünal", "a\tb\n\u2028\u0000"]}
    assert verdict(engine).whole


@pytest.mark.both_databases
def test_many_who_write_at_once_make_one_whole_chain_each(engine):
    def write(n: int) -> None:
        for again in range(6):
            with writing(engine) as db:
                note(db, n % 3, "changed", at=now(), said={"n": [n, again]})
                if again == 3:
                    note(db, (n + 1) % 3, "added", at=now())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    found = verdict(engine)
    assert found.whole
    assert [chain.entries for chain in found.chains] == [14, 14, 14]


def test_what_is_undone_leaves_no_entry_and_the_chain_whole(engine):
    with Session(engine) as db:
        note(db, 1, "added", at=now())
        db.rollback()
    with Session(engine) as db:
        with db.begin_nested() as half:
            note(db, 1, "added", at=now())
            half.rollback()
        note(db, 1, "changed", at=now())
        db.commit()
    assert [row.verb for row in entries(engine)] == ["changed"]
    assert verdict(engine).whole


@pytest.mark.both_databases
def test_what_is_too_long_keeps_which_fields_and_loses_their_values(engine):
    long = "å" * LONGEST
    with writing(engine) as db:
        note(db, 1, "changed", at=now(), said={"text": [long, "short"], "name": ["Jo", "Jo B"]})
        note(db, 1, "changed", at=now(), said={f"field {n}": ["a" * 250, "b"] for n in range(200)})
        note(db, 1, "changed", at=now(), said={"x" * 60 + str(n): None for n in range(200)})
    first, second, third = (json.loads(row.said) for row in entries(engine))
    assert first == {"text": None, "name": ["Jo", "Jo B"]}
    assert second == {f"field {n}": None for n in range(200)}
    assert third == {"fields": [None, 200]}
    assert verdict(engine).whole


def test_what_is_protected_is_never_written_down_whoever_notes_it(engine):
    canary = "07700 900123"
    with writing(engine) as db:
        note(db, 1, "changed", at=now(), about=("person", "jo"), said={"mobile": [canary, None], "job": ["a", "b"]})
        note(db, 1, "changed", at=now(), about=("story", "S1"), said={"title": [None, canary], "event": [None, "told"]})
        note(db, 1, "added", at=now(), about=("follow_up", "F1"), said={"anything": [None, canary]})
    assert [json.loads(row.said) for row in entries(engine)] == [
        {"mobile": None, "job": ["a", "b"]},
        {"title": None, "event": [None, "told"]},
        {"anything": None},
    ]


# -- the key ----------------------------------------------------------
def test_two_processes_that_make_the_key_at_once_have_the_same(tmp_path):
    folder = tmp_path / "keys"
    with get_context("spawn").Pool(4) as pool:
        keys = set(pool.map(make_key, [folder] * 40))
    assert len(keys) == 1
    assert [file.name for file in folder.iterdir()] == ["audit"]
    assert (folder / "audit").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_key_that_is_gone_is_missed_and_not_made_anew(engine):
    with writing(engine) as db:
        note(db, 1, "added", at=now())
    (settings().keys / "audit").unlink()
    with pytest.raises(KeyMissing, match="Put the folder of keys back; if it is lost for good"):
        verdict(engine)
    with pytest.raises(KeyMissing), writing(engine) as db:
        note(db, 1, "changed", at=now())
    assert not (settings().keys / "audit").exists()


def test_a_key_that_was_cut_short_is_not_used(engine):
    with writing(engine) as db:
        note(db, 1, "added", at=now())
    (settings().keys / "audit").write_bytes(b"short")
    with pytest.raises(CannotRun, match="not whole"):
        verdict(engine)


def test_with_another_key_nothing_fits(engine):
    with writing(engine) as db:
        note(db, 1, "added", at=now())
    (settings().keys / "audit").write_bytes(b"k" * 32)
    assert verdict(engine).chains[0].broken.n == 1


# -- what is there already notes itself --------------------------------
def test_bringing_a_series_in_begins_its_chain(engine, beston):
    (row,) = entries(engine, beston.series_id)
    assert (row.verb, row.account_id, row.person) == ("brought in a series file", None, None)
    assert verdict(engine).whole


def test_moving_an_action_is_written_down_without_what_was_said_of_it(visit, beston, engine, a14):
    move = f"{a14}/moves/stuck"
    said = {"what_would_help": "A room with a canary", "note": "A canary", "only": "organisers"}
    answer = visit(beston.ota).fill_in(move, move, **said)
    assert answer.status_code == 303, answer.text
    row = entries(engine, beston.series_id)[-1]
    assert (row.verb, row.person, row.kind, row.thing) == ("moved an action", "ota", "action", "A14")
    assert json.loads(row.said) == {"event": "stuck"}
    assert not [row for row in entries(engine) if "canary" in str(row)]


def test_a_refused_move_leaves_no_entry(visit, beston, engine):
    before = entries(engine)
    move = beston.address("actions", "A14", "moves", "stuck")
    assert visit(beston.ota).fill_in(move, move, what_would_help="").status_code == 422
    assert entries(engine) == before


def test_opening_a_story_is_written_down_without_why(visit, beston, engine):
    story = beston.address("stories", "S1")
    opened = visit(beston.jo).fill_in(story, f"{story}/openings", why="A canary", reason=None)
    assert opened.status_code == 303
    row = entries(engine, beston.series_id)[-1]
    assert (row.verb, row.person, row.thing, row.said) == ("opened a story", "jo", "S1", "{}")


def test_a_link_made_at_the_machine_is_written_down_without_the_link_or_the_address(engine, beston):
    link = link_for(engine, beston.jo.email)
    (row,) = entries(engine, INSTALLATION)
    with writing(engine) as db:
        assert row.verb == "made a sign-in link"
        assert (row.kind, row.thing) == ("account", str(account_of(db, beston.jo.email, now=now())))
    assert link.rpartition("/")[2] not in str(row)
    assert beston.jo.email not in str(row)


# -- beston verify-audit ----------------------------------------------
def some_entries(engine, how_many=3):
    with writing(engine) as db:
        for n in range(how_many):
            note(db, 1, "changed", at=MOMENTS[0] + timedelta(hours=n), by=By())
            note(db, INSTALLATION, "changed", at=MOMENTS[0])


@pytest.mark.both_databases
def test_a_whole_audit_is_said_in_a_line_for_each_chain(says, engine, beston):
    some_entries(engine)
    ended = says("verify-audit")
    assert ended.status == 0
    installation, series = ended.out.splitlines()
    assert installation.startswith("The installation: whole; three entries, the last 2018-04-11 08:00:00 UTC; ends ")
    assert series.startswith(f"{beston.record.series.title}: whole; four entries, the last 2018-04-11 10:00:00 UTC")


@pytest.mark.both_databases
def test_where_it_breaks_is_said_with_chain_entry_and_moment(says, engine, beston):
    some_entries(engine)
    with writing(engine) as db:
        db.execute(update(ENTRIES).where(ENTRIES.c.chain == 1, ENTRIES.c.n == 3).values(verb="said"))
    ended = says("verify-audit")
    assert ended.status == 1
    assert (
        f"{beston.record.series.title}: breaks at entry 3, which says 2018-04-11 09:00:00 UTC: it is not" in ended.out
    )
    assert "The installation: whole" in ended.out
    assert ended.err == "beston: The audit is not whole.\n"


def test_a_chain_whose_series_is_gone_is_still_checked(says, engine, beston):
    with writing(engine) as db:
        note(db, 77, "added", at=now())
    assert "Series 77, which is not here any more: whole; one entry" in says("verify-audit").out
    with writing(engine) as db:
        db.execute(delete(ENTRIES).where(ENTRIES.c.chain == 77))
    ended = says("verify-audit")
    assert ended.status == 1
    assert "breaks at entry 0: the end of this chain has been cut off: 0 of 1 entries are there" in ended.out


def test_a_missing_key_is_one_line_and_nothing_is_made(says, engine, beston):
    (settings().keys / "audit").unlink()
    ended = says("verify-audit")
    assert (ended.status, ended.out) == (1, "")
    assert "The key of the audit is not in" in ended.err
    assert ended.err.count("\n") == 1
    assert not (settings().keys / "audit").exists()


@pytest.mark.both_databases
def test_where_the_key_is_lost_for_good_one_begins_again_and_it_is_said_for_ever(says, engine, beston):
    some_entries(engine)
    (settings().keys / "audit").unlink()
    ended = says("verify-audit", "--begin-again")
    assert ended.status == 0
    assert "whole; five entries" in ended.out
    assert "the first four were sealed with a key that is lost" in ended.out
    some_entries(engine)
    assert "whole; eight entries" in says("verify-audit").out
    with writing(engine) as db:
        db.execute(update(ENTRIES).where(ENTRIES.c.chain == 1, ENTRIES.c.n == 6).values(verb="said"))
    assert "breaks at entry 6" in says("verify-audit").out


def test_nobody_begins_again_while_the_key_is_there(says, engine):
    some_entries(engine)
    ended = says("verify-audit", "--begin-again")
    assert (ended.status, ended.out) == (1, "")
    assert "The key of the audit is there" in ended.err


def test_an_installation_where_nothing_happened_yet_is_whole(says, engine):
    assert says("verify-audit") == (0, "Nothing has been written down yet.\n", "")


@pytest.mark.parametrize("value", ["x'00ff'", "'not a moment'", "'9'"])
@pytest.mark.parametrize("column", ["at", "n", "said", "seal", "chain", "account_id"])
def test_whatever_sqlite_lets_somebody_put_there_is_a_break_and_no_crash(engine, column, value):
    some_entries(engine)
    with sqlite3.connect(sqlite_file(str(engine.url))) as raw:  # as one who comes past this program
        raw.execute(f'UPDATE audit_entry SET "{column}" = {value} WHERE chain = 1 AND n = 2')
    raw.close()
    assert not verdict(engine).whole


def test_a_long_audit_is_looked_at_in_little_memory(engine, monkeypatch):
    monkeypatch.setattr(verifying, "AT_A_TIME", 50)

    def most_held(how_many: int) -> int:
        some_entries(engine, how_many)
        tracemalloc.start()
        assert verdict(engine).whole
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    most_held(10)  # what is loaded once
    first = most_held(100)
    assert most_held(800) < 1.5 * first


def test_handing_out_the_stories_is_written_down_and_without_them_not(says, engine, beston):
    assert says("export", "beston").status == 0
    assert [row.verb for row in entries(engine, beston.series_id)] == ["brought in a series file"]
    assert says("export", "beston", "--with-stories").status == 0
    row = entries(engine, beston.series_id)[-1]
    assert (row.verb, row.account_id, row.person) == ("handed out with stories", None, None)
