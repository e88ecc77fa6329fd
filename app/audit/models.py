"""Rows that are only ever added. `chain` is the number of a series, or 0 for the installation itself."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.columns import line, maybe_line, position


class AuditEntry(SQLModel, table=True):
    """Somebody did something. `said` is a JSON text: which fields, and the values of those that protect nobody.

    `seal` is a keyed digest over the entry and the seal before it.
    """

    __tablename__ = "audit_entry"

    chain: int = position(primary_key=True)
    n: int = position(primary_key=True)
    at: datetime
    account_id: int | None = Field(default=None, foreign_key="account.id")
    person: str | None = maybe_line(40)
    verb: str = line(40)
    kind: str | None = maybe_line(24)
    thing: str | None = maybe_line(40)
    said: str = line(8000)
    seal: str = line(64)


class AuditHead(SQLModel, table=True):
    """Where a chain ends, so that its end cannot be cut off unnoticed.

    The row of chain -1 is of all of them: how many entries there are, and the seal of where every chain ends.
    """

    __tablename__ = "audit_head"

    chain: int = position(primary_key=True)
    n: int
    seal: str = line(64)
