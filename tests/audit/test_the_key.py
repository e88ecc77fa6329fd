"""The key that seals the audit: made once, never in place of one that is lost, and needed for every look."""

from multiprocessing import get_context

import pytest
from sqlalchemy import update

from app.audit.domain import note
from app.audit.sealing import KeyMissing, make_key
from app.clock import now
from app.db import writing
from app.errors import CannotRun
from app.settings import settings
from tests.audit.conftest import ENTRIES, some_entries, verdict


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
