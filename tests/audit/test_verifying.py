"""`beston verify-audit`: whether each chain is whole, and where one breaks."""

import sqlite3
import tracemalloc

import pytest
from sqlalchemy import delete, update

from app.audit import verifying
from app.audit.domain import note
from app.clock import now
from app.db import writing
from app.installation import sqlite_file
from tests.audit.conftest import ENTRIES, some_entries, verdict


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
