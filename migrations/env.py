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
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
        if sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise CannotRun(
                f"The migration would leave a row of {lost[0]} that refers to nothing. Nothing was changed."
            )
    if sqlite:
        connection.commit()
        keep_references(connection, True)


def keep_references(connection: Connection, keep: bool) -> None:
    """Foreign keys on or off. Said behind SQLAlchemy's back: in a transaction, which it would begin, SQLite ignores it."""
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
