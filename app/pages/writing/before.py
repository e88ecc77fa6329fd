"""What the audit remembers of one change, for whoever wants it as it was before."""

import json
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.audit.models import AuditEntry
from app.record.amending import table_of


def said_of(db: Session, chain: int, n: int, thing: str) -> dict[str, Any]:
    """Field to [before, after], or to None where that is protected; nothing where there is no such entry."""
    entries = table_of(AuditEntry)
    mine = (entries.c.chain == chain) & (entries.c.n == n) & (entries.c.thing == thing) & (entries.c.verb == "changed")
    said = db.execute(select(entries.c.said).where(mine)).scalar_one_or_none()
    found: dict[str, Any] = json.loads(said) if said else {}
    return found
