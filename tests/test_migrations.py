"""What migrations make is what the code believes is there, on both databases, and they lose nothing on the way."""

import os
from textwrap import indent

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app import tables
from app.errors import CannotRun
from app.installation import ROOT, alembic_config, migrate, require_fit
from tests.world.everywhere import every_row, fill_every_table


@pytest.fixture
def template():
    """A database with nothing in it at all."""
    return "bare", lambda engine: engine.connect().close()


@pytest.fixture
def filled(engine, tmp_path):
    """A migrated database in which every table has something."""
    migrate(engine)
    fill_every_table(engine, tmp_path / "keys")
    return engine


@pytest.mark.both_databases
def test_migrations_make_every_table_column_and_reference_that_the_code_knows(engine):
    migrate(engine)
    run(engine, command.check)
    assert set(inspect(engine).get_table_names()) == {*tables.metadata.tables, "alembic_version"}


@pytest.mark.both_databases
def test_migrations_make_exactly_what_the_code_itself_would_make(engine):
    """Limits too, which Alembic's own comparison leaves out."""
    tables.metadata.create_all(engine)
    made_by_code = described(engine)
    tables.metadata.drop_all(engine)
    migrate(engine)
    assert described(engine) == made_by_code


@pytest.mark.both_databases
def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    migrate(engine)
    require_fit(engine)


def test_there_is_one_way_forward():
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


@pytest.mark.both_databases
def test_every_table_has_something_in_the_world_that_migrations_are_tried_on(filled):
    assert [name for name, rows in every_row(filled).items() if not rows] == []


@pytest.mark.both_databases
def test_one_can_go_back_to_nothing_and_forward_again(filled):
    run(filled, command.downgrade, "base")
    assert set(inspect(filled).get_table_names()) <= {"alembic_version"}
    migrate(filled)
    run(filled, command.check)
    assert [name for name, rows in every_row(filled).items() if rows] == []


def test_building_every_table_anew_keeps_every_row(filled, tmp_path):
    """As SQLite needs for most changes. With references held, the children of a table would go with the old one."""
    before = every_row(filled)
    rebuild = "\n".join(
        f"with op.batch_alter_table({name!r}, recreate='always') as table:\n"
        "    table.add_column(sa.Column('brand_new', sa.Integer(), nullable=True))"
        for name in tables.metadata.tables
    )
    run(filled, command.upgrade, "head", step=a_step(tmp_path, rebuild))
    assert {"brand_new"} == {columns_of(filled, name)[-1] for name in tables.metadata.tables}
    assert every_row(filled) == before
    require_whole(filled)


def test_a_step_that_would_leave_a_reference_to_nothing_changes_nothing(filled, tmp_path):
    before, version = every_row(filled), version_of(filled)
    step = a_step(tmp_path, "op.execute(\"delete from person where id = 'delia'\")")
    with pytest.raises(CannotRun, match="Nothing was changed"):
        run(filled, command.upgrade, "head", step=step)
    assert (every_row(filled), version_of(filled)) == (before, version)


@pytest.mark.both_databases
def test_a_step_that_breaks_half_way_changes_nothing(filled, tmp_path):
    before, version = every_row(filled), version_of(filled)
    half = "op.add_column('action', sa.Column('mood', sa.String(10)))\nop.execute('update action set mood = 1')\n1 / 0"
    with pytest.raises(ZeroDivisionError):
        run(filled, command.upgrade, "head", step=a_step(tmp_path, half))
    assert (every_row(filled), version_of(filled)) == (before, version)
    assert "mood" not in columns_of(filled, "action")


def test_references_hold_again_once_a_migration_has_run_or_failed(engine, tmp_path):
    migrate(engine)
    require_references_held(engine)
    with pytest.raises(ZeroDivisionError):
        run(engine, command.upgrade, "head", step=a_step(tmp_path, "1 / 0"))
    require_references_held(engine)


def require_references_held(engine):
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_migration_refuses_a_connection_on_which_something_has_begun(engine):
    """There SQLite would not let go of references, and a rebuilt table would take its children with it."""
    config = alembic_config()
    with engine.connect() as connection:
        connection.exec_driver_sql("select 1")
        config.attributes["connection"] = connection
        with pytest.raises(CannotRun, match="nothing has begun"):
            command.upgrade(config, "head")


# -- running a step of our own through the project's own machinery ----
def a_step(folder, does):
    """A migration after the last one, in a folder of its own."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    steps = folder / "steps"
    steps.mkdir()
    (steps / "a_step.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision, branch_labels, depends_on = 'a_step', {head!r}, None, None\n"
        f"def upgrade():\n{indent(does, '    ')}\n"
    )
    return steps


def run(engine, what, *to, step=None):
    config = alembic_config()
    if step:
        config.set_main_option("version_locations", os.pathsep.join([str(ROOT / "migrations/versions"), str(step)]))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        what(config, *to)
        connection.commit()


# -- what is there ----------------------------------------------------
def columns_of(engine, table):
    return [column["name"] for column in inspect(engine).get_columns(table)]


def version_of(engine):
    with engine.connect() as connection:
        return connection.exec_driver_sql("select version_num from alembic_version").scalar_one()


def require_whole(engine):
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def described(engine):
    """Every table as the database itself describes it, in no particular order."""
    seen = inspect(engine)
    return {
        name: {
            "columns": plain(seen.get_columns(name)),
            "key": plain([seen.get_pk_constraint(name)]),
            "references": plain(seen.get_foreign_keys(name)),
            "unique": plain(seen.get_unique_constraints(name)),
            "indexes": plain(seen.get_indexes(name)),
            "limits": plain(seen.get_check_constraints(name)),
        }
        for name in tables.metadata.tables
    }


def plain(things):
    """Types are told by their words: two `VARCHAR(80)` are not equal to Python."""
    return sorted(
        repr({key: str(value) if key == "type" else value for key, value in thing.items()}) for thing in things
    )
