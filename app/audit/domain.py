"""Writing an audit, and seeing whether it is whole.

Each entry is sealed with a key that lies apart from the database, over what it says and the seal of the entry before:
whoever can write to the database alone can neither change an entry, nor take one out, nor add one (T20, docs/trust.md).
"""

import hmac
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.audit.models import AuditEntry, AuditHead
from app.settings import settings

INSTALLATION = 0  # the chain of what belongs to no series
BEGINNING = "0" * 64
KEY = "audit"


@dataclass(frozen=True)
class By:
    """Who did it: an account, and the person of the series that it speaks as."""

    account: int | None = None
    person: str | None = None


def note(
    db: Session,
    chain: int,
    verb: str,
    *,
    at: datetime,
    by: By | None = None,
    about: tuple[str, str] | None = None,
    said: dict[str, Any] | None = None,
) -> None:
    """Add an entry, in the transaction of what it tells. `about` is kind and id of a thing.

    `said` must hold nothing that is protected.
    """
    by, (kind, thing) = by or By(), about or (None, None)
    entries, heads = AuditEntry.metadata.tables["audit_entry"], AuditHead.metadata.tables["audit_head"]
    _make_head(db, chain)
    head = db.execute(select(heads).where(heads.c.chain == chain).with_for_update()).one()
    told = json.dumps(said or {}, ensure_ascii=False, sort_keys=True, default=str)
    entry = {
        "chain": chain,
        "n": head.n + 1,
        "at": at.astimezone(UTC),
        "account_id": by.account,
        "person": by.person,
        "verb": verb,
        "kind": kind,
        "thing": thing,
        "said": told if len(told) <= 8000 else json.dumps({"fields": sorted(said or {})}),
    }
    seal = sealed(entry, head.seal)
    db.execute(insert(entries).values(**entry, seal=seal))
    db.execute(update(heads).where(heads.c.chain == chain).values(n=head.n + 1, seal=seal))


def _make_head(db: Session, chain: int) -> None:
    insert_ = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    fresh = insert_(AuditHead.metadata.tables["audit_head"]).values(chain=chain, n=0, seal=BEGINNING)
    db.execute(fresh.on_conflict_do_nothing())


def sealed(entry: dict[str, Any], before: str) -> str:
    """The seal of an entry after the one sealed `before`."""
    told = [entry[name] for name in ("chain", "n", "account_id", "person", "verb", "kind", "thing", "said")]
    words = json.dumps([before, entry["at"].astimezone(UTC).isoformat(), *told], ensure_ascii=False)
    return hmac.digest(_key(settings().keys), words.encode(), "sha256").hex()


def _key(folder: Path) -> bytes:
    """The key of this installation's audit, made when it is first needed."""
    path = folder / KEY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            pass
    return path.read_bytes()
