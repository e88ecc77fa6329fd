"""Whether the audit is whole, or where it breaks (T20, docs/trust.md). One pass, whatever its length."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.audit.domain import ALL, BEGAN_AGAIN, table_of
from app.audit.models import AuditEntry, AuditHead
from app.audit.sealing import BEGINNING, read_key, seal_of, seal_of_ends

AT_A_TIME = 500
CHANGED = "it is not what was sealed here: it, or the one before it, has been changed, moved or put in"
BEFORE_ITS_END = "the end of this chain has been cut off: {there} of {known} entries are there"
AFTER_ITS_END = "entries stand here that were never sealed: {there}, where {known} were written"
NO_END = "where this chain ends has been taken out"
ENDS = "where the chains end is not what was sealed: a chain has been taken out, or put back to an older state"
UNREADABLE = "an entry cannot be read at all"


@dataclass(frozen=True)
class Break:
    """Where a chain breaks: at which entry, when that one says it was made, and why."""

    n: int
    at: datetime | None
    why: str


@dataclass
class Chain:
    """One chain as it was found. `end` is the seal of its last entry: written down elsewhere, it proves an age.

    `unchecked` entries were sealed with a key that is lost.
    """

    number: int
    entries: int = 0
    n: int = 0
    last: datetime | None = None
    end: str = BEGINNING
    broken: Break | None = None
    unchecked: int = 0

    def add(self, key: bytes, row: Any) -> None:
        """Read the next entry; after a break only one that began again with a new key mends the chain from there on."""
        at, wanted = _moment(row.at), self.n + 1
        fits = _fits(key, row, at, self.end)
        if row.verb == BEGAN_AGAIN and fits:
            self.unchecked, self.broken = self.entries, None
        elif self.broken is None and row.n != wanted:
            self.broken = Break(wanted, at, f"entry {wanted} is missing")
        elif self.broken is None and not fits:
            self.broken = Break(row.n, at, CHANGED)
        self.entries, self.n, self.last, self.end = self.entries + 1, row.n, at, row.seal

    def close(self, head: Any) -> None:
        """Compare with where it was said to end."""
        if self.broken is not None:
            return
        if head is None:
            self.broken = Break(self.n, self.last, NO_END)
        elif (head.n, head.seal) != (self.n, self.end):
            why = BEFORE_ITS_END if self.n < head.n else AFTER_ITS_END if self.n > head.n else CHANGED
            self.broken = Break(self.n, self.last, why.format(there=self.n, known=head.n))


@dataclass
class Verdict:
    """What was found. `ends` says what is wrong with all chains together, if anything is."""

    chains: list[Chain] = field(default_factory=list)
    ends: str = ""

    @property
    def whole(self) -> bool:
        return not self.ends and all(chain.broken is None for chain in self.chains)

    @property
    def entries(self) -> int:
        return sum(chain.entries for chain in self.chains)


def verify(db: Session, keys: Path) -> Verdict:
    """Look at every entry of every chain. Raises KeyMissing where something is sealed and the key is not there."""
    heads = {row.chain: row for row in db.execute(select(table_of(AuditHead)))}
    everything = heads.pop(ALL, None)
    first = db.execute(select(table_of(AuditEntry).c.chain).limit(1)).first()
    if not heads and everything is None and first is None:
        return Verdict()
    key = read_key(keys)
    verdict = Verdict()
    try:
        verdict.chains = list(_chains(db, key, heads))
        verdict.ends = "" if _ends_hold(key, heads, everything) else ENDS
    except (DBAPIError, TypeError, ValueError):
        verdict.ends = UNREADABLE
    return verdict


def _ends_hold(key: bytes, heads: dict[int, Any], everything: Any) -> bool:
    known = [(head.chain, head.n, head.seal) for _, head in sorted(heads.items())]
    return everything is not None and (everything.n, everything.seal) == (
        sum(n for _, n, _ in known),
        seal_of_ends(key, known),
    )


def _chains(db: Session, key: bytes, heads: dict[int, Any]) -> Iterator[Chain]:
    found: dict[int, Chain] = {}
    for row in _entries(db):
        found.setdefault(row.chain, Chain(row.chain)).add(key, row)
    for number in sorted(found.keys() | heads.keys()):
        chain = found.get(number) or Chain(number)
        chain.close(heads.get(number))
        yield chain


def _entries(db: Session) -> Iterator[Any]:
    """Every entry in the order of chains, a few at a time; its moment as the database keeps it, sound or not."""
    columns = table_of(AuditEntry).c
    told = [type_coerce(column, String).label("at") if column.name == "at" else column for column in columns]
    asked = select(*told).order_by(columns.chain, columns.n)
    yield from db.execute(asked.execution_options(yield_per=AT_A_TIME))


def _fits(key: bytes, row: Any, at: datetime | None, before: str) -> bool:
    entry = {**row._mapping, "at": at}  # noqa: SLF001 its public name
    try:
        return at is not None and seal_of(key, entry, before) == row.seal
    except (TypeError, ValueError):
        return False


def _moment(kept: Any) -> datetime | None:
    """A moment as SQLite (words without a zone, in UTC) or PostgreSQL keeps it."""
    try:
        moment = kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
