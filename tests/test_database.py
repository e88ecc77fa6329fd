"""What the database does by itself: it loses nothing, and it refuses what cannot be, whoever writes to it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from app.db import make_engine, reading, writing
from app.errors import Changed
from app.record.amending import tell
from app.record.changes import changed, require_unchanged
from app.series.models import Series, Thing
from tests.world.everywhere import fill_every_table

SERIES, THINGS = Series.__table__, Thing.__table__
NOW = datetime(2018, 4, 11, 8, 0, tzinfo=UTC)
PEOPLE_AT_ONCE, CHANGES_EACH = 6, 25


@pytest.fixture
def template(tmp_path_factory):
    keys = tmp_path_factory.mktemp("keys")
    return "everywhere", lambda engine: (make_tables(engine), fill_every_table(engine, keys))


def make_tables(engine):
    SERIES.metadata.create_all(engine)


# -- nothing is lost --------------------------------------------------
def test_a_change_is_on_disk_before_it_is_acknowledged(database_url):
    engine = make_engine(database_url)  # as the program makes it: that of other tests waits for no disk
    assert reads(engine, "PRAGMA journal_mode") == "wal"
    assert reads(engine, "PRAGMA synchronous") == 2, "2 is FULL"
    engine.dispose()


def test_references_are_held_on_every_connection(engine):
    with ThreadPoolExecutor(4) as several:
        held = several.map(lambda _: reads(engine, "PRAGMA foreign_keys"), range(8))
    assert set(held) == {1}


def reads(engine, asked):
    with reading(engine) as db:
        return db.execute(text(asked)).scalar_one()


def at_once(do):
    """Six people, each in a thread of their own, all beginning at the same moment."""
    together = threading.Barrier(PEOPLE_AT_ONCE)

    def one(person):
        together.wait()
        return [do(person, n) for n in range(CHANGES_EACH)]

    with ThreadPoolExecutor(PEOPLE_AT_ONCE) as people:
        return [done for mine in people.map(one, range(PEOPLE_AT_ONCE)) for done in mine]


def test_whoever_reads_and_then_writes_overwrites_nobody(engine):
    """SQLite's own way of beginning a transaction loses most of these without an error."""

    def count_up(person, n):
        with writing(engine) as db:
            seen = db.execute(select(SERIES.c.meetings_planned)).scalar_one()
            db.execute(update(SERIES).where(SERIES.c.id == 1).values(meetings_planned=seen + 1))

    at_once(count_up)
    with reading(engine) as db:
        assert db.execute(select(SERIES.c.meetings_planned)).scalar_one() == 6 + PEOPLE_AT_ONCE * CHANGES_EACH


@pytest.mark.both_databases
def test_of_two_people_who_change_the_same_thing_one_is_told(engine):
    """Each begins with what their page showed. Those who were too slow are told, and look again."""

    def version_shown():
        with reading(engine) as db:
            return db.execute(select(THINGS.c.version).where(THINGS.c.id == "A07")).scalar_one()

    def change(person, n):
        shown = version_shown()
        try:
            with writing(engine) as db:
                require_unchanged(db, 1, "A07", shown)
                changed(db, 1, "A07", None, at=NOW)
        except Changed:
            return False
        return True

    acknowledged = at_once(change).count(True)
    assert 0 < acknowledged < PEOPLE_AT_ONCE * CHANGES_EACH, "nobody met anybody, so this showed nothing"
    assert version_shown() == 1 + acknowledged


@pytest.mark.both_databases
def test_what_several_people_tell_of_one_action_at_once_is_all_kept(engine):
    events = THINGS.metadata.tables["event"]
    with reading(engine) as db:
        told = db.execute(select(events.c.n, events.c.on).where(events.c.thing_id == "A07").order_by(events.c.n)).all()

    def word(person, n):
        with writing(engine) as db:
            tell(db, 1, "action", "A07", on=told[-1].on, event="moving", note=f"{person}: {n}")

    at_once(word)
    with reading(engine) as db:
        kept = db.execute(select(events).where(events.c.thing_id == "A07").order_by(events.c.n)).all()
    assert [event.n for event in kept] == list(range(1, len(told) + PEOPLE_AT_ONCE * CHANGES_EACH + 1))
    new = {event.note for event in kept[len(told) :]}
    assert new == {f"{person}: {n}" for person in range(PEOPLE_AT_ONCE) for n in range(CHANGES_EACH)}


# -- reading ----------------------------------------------------------
@pytest.mark.both_databases
def test_who_reads_neither_waits_for_who_writes_nor_sees_what_is_not_finished(engine):
    before = everything(engine)
    with writing(engine) as writer:
        changed(writer, 1, "A07", None, at=NOW)
        assert everything(engine) == before  # one who waited would wait for ever: we are the writer
    assert everything(engine) != before


@pytest.mark.both_databases
def test_who_reads_sees_one_moment_however_long_it_takes(engine):
    with reading(engine) as reader:
        before = all_of_it(reader)
        with writing(engine) as writer:
            changed(writer, 1, "A07", None, at=NOW)
        assert all_of_it(reader) == before
    assert everything(engine) != before


@pytest.mark.both_databases
def test_who_reads_cannot_write_even_by_mistake(engine):
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), reading(engine) as reader:
        changed(reader, 1, "A07", None, at=NOW)
    with writing(engine) as writer:  # and the connection serves a writer again
        changed(writer, 1, "A07", None, at=NOW)


@pytest.mark.both_databases
def test_what_is_refused_half_way_leaves_nothing(engine):
    before = everything(engine)
    with pytest.raises(ZeroDivisionError):
        break_off_half_way(engine)
    assert everything(engine) == before


def break_off_half_way(engine):
    with writing(engine) as db:
        changed(db, 1, "A07", None, at=NOW)
        db.execute(insert(THINGS).values(series_id=1, id="A99", folded="a99", kind="action", version=1))
        raise ZeroDivisionError


def everything(engine):
    with reading(engine) as db:
        return all_of_it(db)


def all_of_it(db):
    return [db.execute(select(table).order_by(*table.primary_key.columns)).all() for table in (SERIES, THINGS)]


def test_what_was_typed_is_in_no_fault_that_comes_to_a_log(engine):
    """What no page expects is written to the server's log, with what the database says of it (T16, docs/trust.md)."""
    with pytest.raises(DBAPIError) as fault, writing(engine) as db:
        db.execute(text("INSERT INTO nothing_of_ours VALUES (:words)"), {"words": "Her own link"})
    assert "nothing_of_ours" in str(fault.value)
    assert "Her own link" not in str(fault.value)
