"""A record that was read before is given again for as long as nothing in its series has changed, and never longer."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from app import tables
from app.db import make_engine, reading, writing
from app.history.models import Event
from app.meetings.models import Meeting
from app.people.models import Person
from app.record.amending import amend, tell
from app.record.changes import changed
from app.record.reading import Shelf, read_record, series_row
from app.series.models import Phrase, Series
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.world.everywhere import fill_every_table
from tests.world.records import example

NOW = datetime(2018, 4, 11, 8, 0, tzinfo=UTC)
BESTON, FERRY = 1, 2
OF_A_SERIES = [table for table in tables.metadata.sorted_tables if "series_id" in table.columns]


@pytest.fixture
def template(tmp_path_factory):
    keys = tmp_path_factory.mktemp("keys")

    def fill(engine):
        tables.metadata.create_all(engine)
        fill_every_table(engine, keys)
        with writing(engine) as db:
            assert store(db, example("small"), "ferry", Vault(keys)) == FERRY

    return "beston_and_ferry", fill


@pytest.fixture
def shelf():
    return Shelf()


def taken_from(shelf, engine, series=BESTON):
    with reading(engine) as db:
        return shelf.record(db, series, series_row(db, series).version)


def afresh(engine, series=BESTON):
    with reading(engine) as db:
        return read_record(db, series)


def all_of(record):
    """A record is equal to nothing but itself; what it says can be compared."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def version(engine, series=BESTON):
    with reading(engine) as db:
        return series_row(db, series).version


def a_word_is_told(db):
    tell(db, BESTON, "action", "A04", on=date(2018, 12, 1), event="moving", note="Nearly there")


def a_wording_is_put_right(db):
    amend(db, Meeting, {"series_id": BESTON, "id": "M4"}, {"venue": "The library"})


def the_series_is_renamed(db):
    amend(db, Series, {"id": BESTON}, {"title": "The other inquiry"})


def a_row_is_added(db):
    db.add(Phrase(series_id=BESTON, thing_id="M4", list="tools", n=9, text="Nine whys"))


def a_row_is_changed(db):
    db.get_one(Person, (BESTON, "delia")).job = "Retired"


def a_row_is_taken_away(db):
    db.delete(db.get_one(Event, (BESTON, "A01", 1)))


def a_thing_is_noted_as_changed(db):
    changed(db, BESTON, "A04", None, at=NOW)


CHANGES = [
    a_word_is_told,
    a_wording_is_put_right,
    the_series_is_renamed,
    a_row_is_added,
    a_row_is_changed,
    a_row_is_taken_away,
    a_thing_is_noted_as_changed,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_any_change_the_shelf_gives_what_the_database_says(engine, shelf, change):
    before = taken_from(shelf, engine)
    with writing(engine) as db:
        change(db)
    after = taken_from(shelf, engine)
    assert all_of(after) == all_of(afresh(engine))
    assert all_of(after) != all_of(before)
    assert after.series.version > before.series.version


@given(st.lists(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3, unique=True), max_size=5))
@settings(max_examples=10)
def test_whatever_is_changed_and_however_often_the_version_only_grows(engine, shelf, transactions):
    for together in transactions:
        before = version(engine)
        with writing(engine) as db:
            for change in together:
                again_possible(db)
                change(db)
        assert version(engine) > before
        taken_from(shelf, engine)
    assert all_of(taken_from(shelf, engine)) == all_of(afresh(engine))


def again_possible(db):
    """Take back what can be done only once."""
    phrase = Phrase.__table__
    db.execute(delete(phrase).where(phrase.c.series_id == BESTON, phrase.c.thing_id == "M4", phrase.c.n == 9))
    event = Event.__table__
    first = select(event).where(event.c.series_id == BESTON, event.c.thing_id == "A01", event.c.n == 1)
    if not db.execute(first).first():
        row = {"series_id": BESTON, "thing_id": "A01", "n": 1, "kind": "action", "on": NOW.date(), "event": "moving"}
        db.execute(insert(event).values(row))
    person = Person.__table__
    db.execute(update(person).where(person.c.series_id == BESTON, person.c.id == "delia").values(job="Nurse"))
    db.expire_all()


def test_a_change_in_any_table_raises_the_version_of_its_series_and_of_no_other(engine):
    for table in OF_A_SERIES:
        before, before_elsewhere = version(engine), version(engine, FERRY)
        with writing(engine) as db:
            db.execute(as_it_is(table).where(table.c.series_id == BESTON))
        assert version(engine) > before, table
        assert version(engine, FERRY) == before_elsewhere, table


def test_a_change_that_does_not_say_in_which_series_is_refused(engine):
    """Nobody could tell whose copies are old now."""
    for table in OF_A_SERIES:
        with writing(engine) as db, pytest.raises(AssertionError, match="does not say in which series"):
            db.execute(as_it_is(table))


def as_it_is(table):
    """A statement that writes what is there already."""
    *_, last = table.columns
    return update(table).values({last: last})


def test_what_has_not_changed_is_not_read_again(engine, shelf, count_queries):
    first = taken_from(shelf, engine)
    del count_queries[:]
    assert taken_from(shelf, engine) is first
    assert len([statement for statement in count_queries if "SELECT" in statement]) == 1, (
        "only the version is asked for"
    )


def test_a_change_in_one_series_leaves_the_others_where_they_are(engine, shelf):
    ferry = taken_from(shelf, engine, FERRY)
    taken_from(shelf, engine)
    with writing(engine) as db:
        a_word_is_told(db)
    assert taken_from(shelf, engine, FERRY) is ferry


def test_a_change_that_is_taken_back_leaves_nothing_on_the_shelf(engine, shelf):
    """What a page showed beside a refusal must not be what others see once the version has caught up with it."""
    with pytest.raises(ZeroDivisionError):
        seen_then_taken_back(engine, shelf)
    with writing(engine) as db:
        a_wording_is_put_right(db)
    assert all_of(taken_from(shelf, engine)) == all_of(afresh(engine))
    assert "Nearly there" not in repr(taken_from(shelf, engine))


def seen_then_taken_back(engine, shelf):
    with writing(engine) as db:
        a_word_is_told(db)
        seen = shelf.record(db, BESTON, series_row(db, BESTON).version)
        assert "Nearly there" in repr(seen)
        raise ZeroDivisionError


def test_a_step_that_is_undone_inside_a_change_does_not_hide_the_next(engine, shelf):
    before = taken_from(shelf, engine)
    with writing(engine) as db:
        undone = db.begin_nested()
        a_word_is_told(db)
        undone.rollback()
        a_wording_is_put_right(db)
    after = taken_from(shelf, engine)
    assert after.series.version > before.series.version
    assert after.meetings["M4"].venue == "The library"
    assert "Nearly there" not in repr(after)


def test_two_databases_do_not_share_a_place_on_the_shelf(engine, shelf, tmp_path):
    """Both have a series 1, and may have come to the same version."""
    another = make_engine(f"sqlite:///{tmp_path / 'another.sqlite3'}")
    tables.metadata.create_all(another)
    with writing(another) as db:
        store(db, example("small"), "ferry", Vault(tmp_path / "keys"))
    titles = []
    for database in (engine, another):
        with reading(database) as db:
            titles.append(shelf.record(db, 1, version=7).series.title)
    another.dispose()
    assert titles == ["The Beston inquiry", "Nan coinneal"]


def test_whoever_reads_while_others_write_sees_one_version_whole(engine, shelf):
    """Every record that is handed out is of one moment: its wording is the one that was written with its version."""
    written = {}

    def write(n):
        with writing(engine) as db:
            amend(db, Meeting, {"series_id": BESTON, "id": "M4"}, {"venue": f"Room {n}"})
            written[series_row(db, BESTON).version] = f"Room {n}"

    def read(_):
        record = taken_from(shelf, engine)
        return record.series.version, record.meetings["M4"].venue

    start = version(engine), afresh(engine).meetings["M4"].venue
    with ThreadPoolExecutor(6) as people:
        reads = [people.submit(read, n) for n in range(30)]
        writes = [people.submit(write, n) for n in range(12)]
        reads += [people.submit(read, n) for n in range(30)]
        seen = {task.result() for task in reads}
        assert all(task.result() is None for task in writes)
    assert seen <= {start, *written.items()}
    assert taken_from(shelf, engine).meetings["M4"].venue == written[max(written)]


def test_the_shelf_does_not_grow_without_end(engine):
    shelf = Shelf(kept=1)
    beston = taken_from(shelf, engine)
    taken_from(shelf, engine, FERRY)
    again = taken_from(shelf, engine)
    assert again is not beston
    assert all_of(again) == all_of(beston)
