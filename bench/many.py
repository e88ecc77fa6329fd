"""Fills a database that holds one series with copies of it: `many.py 999`. Nobody in a copy has an account."""

import sys

from sqlalchemy import Table, insert, literal, select
from sqlmodel import Session

from app import tables
from app.installation import open_database

MINE = ("email", "email_folded")  # whoever looks has a seat in one series, however many there are


def main() -> None:
    engine = open_database()
    with Session(engine) as db:
        for n in range(1, int(sys.argv[1]) + 1):
            copy(db, n + 1, n)
            if n % 50 == 0:
                db.commit()
        db.commit()


def copy(db: Session, to: int, n: int) -> None:
    """Every row of the first series again, under another number."""
    series = tables.metadata.tables["series"]
    put(db, series, "id", to, slug=f"beston-{n}")
    for table in tables.metadata.sorted_tables:
        if "series_id" in table.c:
            put(db, table, "series_id", to)


def put(db: Session, table: Table, key: str, to: int, **other: str) -> None:
    given = {key: to, **other}
    columns = [column for column in table.c if column.name not in MINE]
    values = [literal(given[column.name]) if column.name in given else column for column in columns]
    rows = select(*values).where(table.c[key] == 1)
    db.connection().execute(insert(table).from_select([column.name for column in columns], rows))


if __name__ == "__main__":
    main()
