"""What migrations make is what the code believes is there, on both databases."""

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, inspect

from app import tables
from app.installation import alembic_config, migrate, require_fit


@pytest.fixture
def template():
    """A database with nothing in it at all."""
    return "bare", lambda engine: engine.connect().close()


@pytest.mark.both_databases
def test_migrations_make_every_table_column_and_reference_that_the_code_knows(engine):
    migrate(engine)
    with engine.connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.check(config)
    assert set(inspect(engine).get_table_names()) == {*tables.metadata.tables, "alembic_version"}


@pytest.mark.both_databases
def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    migrate(engine)
    require_fit(engine)


@pytest.mark.both_databases
def test_migrations_make_every_limit_that_the_code_knows(engine):
    """Alembic's own comparison leaves limits out."""
    migrate(engine)
    seen = inspect(engine)
    made = {name: {limit["name"] for limit in seen.get_check_constraints(name)} for name in tables.metadata.tables}
    assert made == {name: limits_of(table) for name, table in tables.metadata.tables.items()}


def limits_of(table):
    names = (str(limit.name) for limit in table.constraints if isinstance(limit, CheckConstraint))
    return {name if name.startswith("ck_") else f"ck_{table.name}_{name}" for name in names}
