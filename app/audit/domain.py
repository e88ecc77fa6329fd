"""Writing down who did what: one entry for each change, in the transaction of what it tells.

Each entry is sealed with a key that lies apart from the database, over what it says and the seal of the entry before:
whoever can write to the database alone can neither change an entry, nor take one out, nor add one (T20, docs/trust.md).
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from app.audit.models import AuditEntry, AuditHead
from app.audit.sealing import BEGINNING, key_there, make_key, read_key, seal_of, seal_of_ends
from app.errors import NotAllowedNow
from app.settings import settings

INSTALLATION = 0  # the chain of what belongs to no series
ALL = -1  # not a chain: how many entries there are in all, and the seal of where every chain ends
LONGEST = 8000
BEGAN_AGAIN = "began again with a new key"

# What is never written down a second time, whoever notes it: of these only that they changed.
PROTECTED_KINDS = frozenset(
    {"story", "story_body", "follow_up", "debrief", "possible_conflict", "barrier_map", "last_word", "quote"}
)
PROTECTED_FIELDS = frozenset(
    """asked_note body pseudonym email email_folded mobile access_needs quiet_until pronouns end_reason note why said
    heard observe reflect plan act what_would_help second_factor""".split()
)
NOT_A_TEXT = "event"  # which step was taken: one of a few words


@dataclass(frozen=True)
class By:
    """Who did it: an account, and the person of the series that it speaks as. Neither: whoever holds the machine."""

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
    keys: Path | None = None,
) -> None:
    """Add an entry. `about` is kind and id of a thing; `said` a field to [before, after], or to None if protected.

    Let it be the last thing a transaction does: until it ends nobody else can add one.
    """
    everything = _held(db, ALL)
    key = (read_key if everything.n else make_key)(keys or settings().keys)
    by, (kind, thing) = by or By(), about or (None, None)
    who = {"account_id": by.account, "person": by.person}
    _append(db, key, chain, at, verb=verb, kind=kind, thing=thing, said=told(kind, said or {}), **who)
    _set(db, ALL, everything.n + 1, seal_of_ends(key, ends(db)))


def begin_again(db: Session, keys: Path, *, at: datetime) -> None:
    """Where the key is lost for good: every chain goes on under a new one, and says from where on it does.

    What was sealed before cannot be checked any more, and `beston verify-audit` says so.
    """
    if key_there(keys):
        raise NotAllowedNow("The key of the audit is there, so there is no need to begin again.")
    _held(db, ALL)
    key, known = make_key(keys), ends(db)
    for chain, _, _ in known:
        _append(db, key, chain, at, verb=BEGAN_AGAIN, said="{}")
    _set(db, ALL, sum(n for _, n, _ in known) + len(known), seal_of_ends(key, ends(db)))


def _append(db: Session, key: bytes, chain: int, at: datetime, **told: Any) -> None:
    head = _held(db, chain)
    nothing = dict.fromkeys(("account_id", "person", "kind", "thing"))
    entry = {**nothing, **told, "chain": chain, "n": head.n + 1, "at": at.astimezone(UTC)}
    seal = seal_of(key, entry, head.seal)
    db.execute(insert(table_of(AuditEntry)).values(**entry, seal=seal))
    _set(db, chain, head.n + 1, seal)


def told(kind: str | None, said: dict[str, Any]) -> str:
    """`said` as it is kept: without the values of what is protected, and of what is too long to be kept."""
    open_ = {name: None if is_protected(kind, name) else value for name, value in said.items()}
    text = _as_json(open_)
    if len(text) > LONGEST:
        text = _as_json({name: value if len(_as_json(value)) < 300 else None for name, value in open_.items()})
    if len(text) > LONGEST:
        text = _as_json(dict.fromkeys(open_))
    return text if len(text) <= LONGEST else _as_json({"fields": [None, len(open_)]})


def is_protected(kind: str | None, name: str) -> bool:
    return name != NOT_A_TEXT and (kind in PROTECTED_KINDS or name in PROTECTED_FIELDS)


def ends(db: Session) -> list[tuple[int, int, str]]:
    """Where each chain ends: its number, how many entries it has, and the seal of the last."""
    heads = table_of(AuditHead)
    rows = db.execute(select(heads).where(heads.c.chain != ALL).order_by(heads.c.chain))
    return [(row.chain, row.n, row.seal) for row in rows]


def table_of(model: type[SQLModel]) -> Table:
    return model.metadata.tables[str(model.__tablename__)]


def _held(db: Session, chain: int) -> Row[Any]:
    """Where a chain ends. Nobody else can add to any until this transaction ends: ALL is always held first."""
    heads = table_of(AuditHead)
    insert_ = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    db.execute(insert_(heads).values(chain=chain, n=0, seal=BEGINNING).on_conflict_do_nothing())
    return db.execute(select(heads).where(heads.c.chain == chain).with_for_update()).one()


def _set(db: Session, chain: int, n: int, seal: str) -> None:
    heads = table_of(AuditHead)
    db.execute(update(heads).where(heads.c.chain == chain).values(n=n, seal=seal))


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
