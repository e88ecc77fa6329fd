"""Whoever writes to a series, and however, raises its version: what was kept of it is then known to be old."""

from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session, SQLModel

from app import tables
from app.clock import now
from app.db import reading, writing
from app.errors import Changed, NotFound
from app.people.models import Person
from app.record.changes import changed, require_unchanged
from app.series.models import Series, Thing
from tests.permissions.conftest import NEXT_DOOR, template  # noqa: F401 a database with two series

MODELS = {mapper.local_table.name: mapper.class_ for mapper in SQLModel._sa_registry.mappers}
OF_A_SERIES = sorted(name for name, table in tables.metadata.tables.items() if "series_id" in table.c)
SERIES = Series.metadata.tables["series"]


class Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


@contextmanager
def undone(engine):
    """A transaction that writes and is then taken back."""
    with suppress(Undone), writing(engine) as db:
        yield db
        raise Undone


def version(db: Session, series_id: int) -> int:
    return db.execute(select(SERIES.c.version).where(SERIES.c.id == series_id)).scalar_one()


@pytest.mark.both_databases
@pytest.mark.parametrize("name", OF_A_SERIES)
def test_a_statement_on_any_table_raises_it_once(engine, beston, name):
    table, ours = tables.metadata.tables[name], beston.series_id
    with undone(engine) as db:
        before = version(db, ours)
        db.execute(update(table).where(table.c.series_id == ours).values(series_id=table.c.series_id))
        assert version(db, ours) == before + 1
        db.execute(delete(table).where(table.c.series_id.in_([ours])))
        assert version(db, ours) == before + 1


@pytest.mark.parametrize("name", OF_A_SERIES)
def test_a_row_of_any_table_taken_away_raises_it(engine, beston, name):
    with undone(engine) as db:
        model, before = MODELS[name], version(db, beston.series_id)
        row = db.exec(select(model).where(model.series_id == beston.series_id)).scalars().first()
        if row is None:
            row = db.exec(select(Thing).where(Thing.series_id == beston.series_id)).scalars().first()
        db.delete(row)
        db.flush()
        assert version(db, beston.series_id) == before + 1


def test_so_does_a_new_row_a_changed_one_and_many_at_once(engine, beston):
    things = Thing.metadata.tables["thing"]
    for write in (
        lambda db: db.add(Thing(series_id=beston.series_id, id="New1", folded="new1", kind="action")),
        lambda db: setattr(db.get(Person, (beston.series_id, "jo")), "job", "Host"),
        lambda db: setattr(db.get(Series, beston.series_id), "place", "Elsewhere"),
        lambda db: db.execute(insert(things).values(series_id=beston.series_id, id="N", folded="n", kind="action")),
        lambda db: db.execute(
            insert(things),
            [{"series_id": beston.series_id, "id": f"N{n}", "folded": f"n{n}", "kind": "x"} for n in "123"],
        ),
        lambda db: db.execute(update(SERIES).where(SERIES.c.id == beston.series_id).values(place="Here")),
    ):
        with undone(engine) as db:
            before = version(db, beston.series_id)
            write(db)
            db.flush()
            assert version(db, beston.series_id) == before + 1


def test_the_series_next_door_stays_as_it_was(engine, beston):
    with undone(engine) as db:
        theirs = db.execute(select(SERIES.c.id).where(SERIES.c.slug == NEXT_DOOR)).scalar_one()
        before = version(db, theirs)
        db.get(Person, (beston.series_id, "jo")).job = "Host"
        db.flush()
        assert version(db, theirs) == before


def test_looking_and_writing_what_is_there_already_raise_nothing(engine, beston):
    with undone(engine) as db:
        before = version(db, beston.series_id)
        jo = db.get(Person, (beston.series_id, "jo"))
        jo.name = str(jo.name)
        db.flush()
        assert db.execute(select(func.count()).select_from(Person.__table__)).scalar_one() > 20
        assert version(db, beston.series_id) == before


def test_a_statement_that_names_no_series_is_refused(engine, beston):
    people = Person.metadata.tables["person"]
    for statement in (update(people).values(job="x"), delete(people).where(people.c.id == "jo")):
        with undone(engine) as db, pytest.raises(AssertionError, match="does not say in which series"):
            db.execute(statement)


def test_what_a_savepoint_took_back_does_not_hide_the_next_write(engine, beston):
    with undone(engine) as db:
        before = version(db, beston.series_id)
        with suppress(Undone), db.begin_nested():
            db.get(Person, (beston.series_id, "jo")).job = "Host"
            db.flush()
            assert version(db, beston.series_id) == before + 1
            raise Undone
        assert version(db, beston.series_id) == before
        db.get(Person, (beston.series_id, "delia")).job = "Host"
        db.flush()
        assert version(db, beston.series_id) == before + 1


def test_the_next_transaction_raises_it_again(engine, beston):
    for job in ("Host", "Guest"):
        with reading(engine) as db:
            before = version(db, beston.series_id)
        with writing(engine) as db:
            db.get(Person, (beston.series_id, "jo")).job = job
        with reading(engine) as db:
            assert version(db, beston.series_id) == before + 1


# -- one thing --------------------------------------------------------
def test_a_thing_is_guarded_by_the_version_it_was_read_at(engine, beston):
    with undone(engine) as db:
        require_unchanged(db, beston.series_id, "A14", 1)
        changed(db, beston.series_id, "A14", None, at=now())
        row = db.execute(select(Thing.__table__).where(Thing.__table__.c.id == "A14")).first()
        assert (row.version, row.changed_at) == (2, now())
        with pytest.raises(Changed, match="Nothing is lost"):
            require_unchanged(db, beston.series_id, "A14", 1)
        with pytest.raises(NotFound):
            require_unchanged(db, beston.series_id, "A999", 1)
