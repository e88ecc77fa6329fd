"""What an installation remembers of itself, by name."""

from datetime import datetime

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.accounts.models import InstallationFact


def remember(db: Session, name: str, value: str, *, at: datetime) -> None:
    """Instead of what was remembered under this name before."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    fresh = insert(_facts()).values(name=name, value=value, at=at)
    db.execute(fresh.on_conflict_do_update(index_elements=["name"], set_={"value": value, "at": at}))


def recall(db: Session, name: str) -> tuple[str, datetime] | None:
    """What is remembered under this name, and since when."""
    found = db.execute(select(_facts().c.value, _facts().c.at).where(_facts().c.name == name)).one_or_none()
    return (found.value, found.at) if found else None


def _facts() -> Table:
    return InstallationFact.metadata.tables["installation_fact"]
