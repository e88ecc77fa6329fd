"""What the index stands on: an SQLite that can search, and threads that wait for one another."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product

import pytest

from app.db import make_engine
from app.main import create_app
from app.record.seats import seat_of
from app.record.then import then
from app.searching import index


def test_threads_that_search_at_once_find_what_each_finds_alone(beston):
    record, day = beston.record, date(2018, 7, 1)
    seats = [seat_of(1, record, then(record, day, day), [person]) for person in ("jo", "dn1", "george")]
    asked = list(product(seats, ("carer", "the", "library", "meeting 4", "zeppelin")))
    alone = [index.find(seat, words) for seat, words in asked]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda pair: index.find(*pair), asked * 5))
    assert together == alone * 5


def test_beston_does_not_start_with_an_sqlite_that_cannot_search(monkeypatch):
    with pytest.raises(sqlite3.OperationalError, match="no such module"):
        sqlite3.connect(":memory:").execute("create virtual table found using fts99(title)")
    monkeypatch.setattr(index, "TABLE", "create virtual table found using fts99(title)")
    with pytest.raises(RuntimeError, match="without FTS5, by which Beston searches"):
        create_app(make_engine("sqlite://"))


def test_an_index_that_is_made_names_no_file(beston):
    seat = seat_of(1, beston.record, beston.then("2018-07-01"), ["jo"])
    made = index.Index(index.entries(seat.record, seat.today))
    assert [file for _, _, file in made._db.execute("pragma database_list")] == [""]
