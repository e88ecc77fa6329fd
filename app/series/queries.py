"""Finding a series."""

from sqlalchemy import select
from sqlmodel import Session

from app.errors import NotFound
from app.series.models import Series


def series_called(db: Session, slug: str) -> int:
    """The key of the series with this slug. Raises NotFound."""
    table = Series.metadata.tables["series"]
    found: int | None = db.execute(select(table.c.id).where(table.c.slug == slug)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"There is no series called '{slug}' here.")
    return found


def titles(db: Session) -> dict[int, str]:
    """Every series by its key."""
    table = Series.metadata.tables["series"]
    return {row.id: row.title for row in db.execute(select(table.c.id, table.c.title))}
