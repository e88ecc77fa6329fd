"""What the statements of this package share: a table by its class, and adding a row unless it is there."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def table_of(model: type[SQLModel]) -> Table:
    return model.metadata.tables[str(model.__tablename__)]


def adding(db: Session, model: type[SQLModel]) -> Any:
    """An insert that can say what to do where the row is there already, in the words of this database."""
    return (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert(table_of(model))
