"""How migrations run: on a connection of their own.

On SQLite foreign keys are off while tables are rebuilt, because a rebuild with them on deletes what refers to the table
without a word; afterwards every reference is checked (docs/trust.md, "The database").
"""

from alembic import context
from sqlalchemy import Connection

from app.db import make_engine
from app.errors import CannotRun
from app.settings import settings
from app.tables import metadata


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        keep_references(connection, False)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,  # SQLite can; Alembic takes its driver to be in the way, which app.db sees to
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise CannotRun(
                    f"The migration would leave a row of {lost[0]} that refers to nothing. Nothing was changed."
                )
    finally:
        if sqlite:
            connection.rollback()  # all is committed or taken back; this only ends a look around afterwards
            keep_references(connection, True)


def keep_references(connection: Connection, keep: bool) -> None:
    """Foreign keys on or off; said behind SQLAlchemy's back, since in a transaction, which it begins, nothing happens."""
    sqlite = connection.connection.cursor()
    sqlite.execute(f"PRAGMA foreign_keys = {int(keep)}")
    if sqlite.execute("PRAGMA foreign_keys").fetchone() != (int(keep),):
        raise CannotRun("Migrations need a connection on which nothing has begun yet.")


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(settings().database_url)
    with engine.connect() as connection:
        run(connection)
        connection.commit()
    engine.dispose()
