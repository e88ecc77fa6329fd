"""What the page of the audit shows: who did what to which thing, newest first, by day."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlmodel import Session

from app import permissions as may
from app import words
from app.accounts.models import Account
from app.audit.domain import is_protected, table_of
from app.audit.models import AuditEntry
from app.letters.my_link import ASKED
from app.pages.audit_words import did, field_words, kind_words, thing_words, value_words
from app.record.actions import actions_then
from app.record.seats import Seat

A_PAGE = 50
LISTS = ("questions",)  # a list of two is before and after, unless it is one of these
GONE = "Somebody no longer here"
AT_THE_MACHINE = "Whoever holds the machine"
BY_ITSELF = {ASKED: "Beston"}  # what nobody does who is known


@dataclass(frozen=True)
class Change:
    """One field. Without `before` and `after` only that it changed is known."""

    field: str
    before: str
    after: str
    protected: bool


@dataclass(frozen=True)
class Line:
    n: int
    at: str
    who: str
    did: str
    thing: str | None
    named: str
    address: str
    changes: list[Change]


@dataclass(frozen=True)
class Wanted:
    """Of what is asked: what was done to one thing, or by one person; only what came before entry `before`."""

    thing: str | None = None
    person: str | None = None
    before: int | None = None


@dataclass(frozen=True)
class Shown:
    days: list[tuple[str, list[Line]]]
    older: int | None
    of: str


Address = Callable[..., str]


def audit(db: Session, seat: Seat, wanted: Wanted, path_for: Address) -> Shown:
    """A page of what this seat may see: organisers all of it, anyone else what they did themselves."""
    rows = _entries(db, seat, wanted)
    page, zone = rows[:A_PAGE], ZoneInfo(seat.series.time_zone)
    who = _names(db, seat, page)
    days = [
        (words.full_day(day), [_line(seat, row, who(row), zone, path_for) for row in on_it])
        for day, on_it in groupby(page, key=lambda row: row.at.astimezone(zone).date())
    ]
    of = (thing_words(seat.then, None, wanted.thing) or wanted.thing) if wanted.thing else ""
    return Shown(days, page[-1].n if len(rows) > A_PAGE else None, of)


def _entries(db: Session, seat: Seat, wanted: Wanted) -> list[Row[Any]]:
    entry = table_of(AuditEntry)
    asked = select(entry).where(entry.c.chain == seat.series_id)
    if not may.see_whole_audit(seat):
        asked = asked.where(entry.c.account_id == seat.account_id)
    if wanted.thing:
        asked = asked.where(entry.c.thing == wanted.thing)
    if wanted.person:
        asked = asked.where(entry.c.person == wanted.person)
    if wanted.before:
        asked = asked.where(entry.c.n < wanted.before)
    return list(db.execute(asked.order_by(entry.c.n.desc()).limit(A_PAGE + 1)))


def _names(db: Session, seat: Seat, rows: list[Row[Any]]) -> Callable[[Row[Any]], str]:
    """Who did it: the person of the series, else whoever carries the account's address now."""
    account, people = table_of(Account), seat.record.people
    unknown = {row.account_id for row in rows if row.account_id and row.person not in people}
    found = db.execute(select(account.c.id, account.c.folded, account.c.email).where(account.c.id.in_(unknown)))
    emails = {row.id: (row.folded, row.email) for row in found}

    def name(row: Row[Any]) -> str:
        if row.person in people:
            return people[row.person].name
        if row.account_id is None:
            return GONE if row.person else BY_ITSELF.get(row.verb, AT_THE_MACHINE)
        folded, email = emails[row.account_id]
        known = next((person.name for person in people.values() if person.email_folded == folded), None)
        return known or (f"{GONE} ({email})" if may.see_whole_audit(seat) else GONE)

    return name


def _line(seat: Seat, row: Row[Any], who: str, zone: ZoneInfo, path_for: Address) -> Line:
    return Line(
        row.n,
        f"{row.at.astimezone(zone):%H.%M}",
        who,
        did(row.verb, row.kind),
        row.thing,
        _named(seat, row),
        address(seat, row.kind, row.thing, path_for),
        _changes(seat, row),
    )


def _named(seat: Seat, row: Row[Any]) -> str:
    """Its own words; else its id, where that is one that people know (A07), and nothing for ours (~series)."""
    if row.thing is None or row.thing.startswith("~") or row.kind == "series":
        return ""
    return thing_words(seat.then, row.kind, row.thing) or words.sentence(f"{kind_words(row.kind)}, {row.thing}")


def _changes(seat: Seat, row: Row[Any]) -> list[Change]:
    said = json.loads(row.said)
    return [_change(seat, row.kind, name, value) for name, value in said.items()] if isinstance(said, dict) else []


def _change(seat: Seat, kind: str | None, name: str, value: Any) -> Change:
    if value is None or is_protected(kind, name):
        return Change(field_words(name), "", "", protected=True)
    is_pair = isinstance(value, list) and len(value) == 2 and name not in LISTS
    before, after = value if is_pair else (None, value)
    shown = [value_words(seat.then, name, one) for one in (before, after)]
    return Change(field_words(name), shown[0], shown[1], protected=False)


def address(seat: Seat, kind: str | None, thing: str | None, path_for: Address) -> str:
    """Where a thing has its page, if this seat may open it; else ""."""
    found = _place(seat, kind, thing) if thing else None
    if found is None or not may.ROUTES[f"GET {found[0]}"].see(seat):
        return ""
    route, named, anchor = found
    return f"{path_for(route, slug=seat.slug, **named)}{anchor}"


def _place(seat: Seat, kind: str | None, thing: str) -> tuple[str, dict[str, Any], str] | None:
    record = seat.record
    if thing in record.actions:
        seen = any(action.id == thing and may.see_action(seat, action) for action in actions_then(seat.then))
        return ("action", {"action_id": thing}, "") if seen else None
    for route, field, held in (("test", "test_id", record.tests), ("person", "person", record.people)):
        if thing in held:
            return route, {field: thing}, ""
    if thing in record.meetings:
        return "meeting", {"number": record.meetings[thing].number}, ""
    if thing in record.stories:
        return "story", {"story_id": thing}, ""
    if thing in record.priorities:
        return "priorities", {}, f"#line-{thing}"
    if thing in record.organisations:
        return "people", {}, ""
    if thing in record.initiatives:
        return "initiatives", {}, ""
    return ("purpose", {}, "") if kind in ("purpose", "aspiration", "fact", "vision", "now", "future") else None
