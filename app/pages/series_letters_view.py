"""The letters of a series as organisers read of them: in words, with when each goes and why it waits."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from app.letters.approving import rule
from app.letters.due import KINDS, Due, to_ring, why_not
from app.letters.due import due as letters_due
from app.letters.looking import NOT_NEEDED, Sent, letters_of
from app.nudges.rules import Never
from app.pages.answered_view import answered
from app.post.desk import Wait
from app.post.outbox import letters as outbox_letters
from app.record.then import Then
from app.words import count, day, hour, sentence, stopped

NAMES = {
    "invitation": ("Invitation", "Invitations"),
    "moved": ("A meeting has moved", "A meeting has moved"),
    "cancelled": ("A meeting does not take place", "A meeting does not take place"),
    "recap": ("Where we have got to", "Where we have got to"),
    "record": ("What was written down", "What was written down"),
    "welcome": ("The story so far", "The story so far, for somebody new"),
    "handover": ("Taking something over", "Asking somebody to take something over"),
    "ask": ("Taking something on", "Asking somebody to take something on"),
    "catch_up": ("The meeting on a page", "The meeting on a page, for those who missed it"),
    "thanks": ("Thank you", "Thanks"),
    "nudge": ("How is it going?", "How is it going?"),
    "offer": ("Offer of help", "Offers of help"),
    "my_link": ("Their link again", "Their link again"),
}
NEWEST = 60


@dataclass(frozen=True)
class Waiting:
    """A letter that waits for an organiser. `never` says why it may not go at all, `goes` when it would."""

    due: Due
    key: str
    name: str
    about: str
    things: list[str]
    goes: str
    never: str


@dataclass(frozen=True)
class Group:
    kind: str
    heading: str
    letters: list[Waiting]

    @property
    def may_go(self) -> list[Waiting]:
        return [one for one in self.letters if not one.never]

    @property
    def all_go(self) -> str:
        """When they would go, where that is the same for several: it is said once."""
        said = {one.goes for one in self.may_go}
        return said.pop() if len(self.may_go) > 1 and len(said) == 1 else ""


@dataclass(frozen=True)
class Listed:
    """A letter of the outbox in one line."""

    id: int
    what: str
    name: str
    when: str
    why: str


@dataclass(frozen=True)
class Letters:
    opening: str
    groups: list[Group]
    ring: list[tuple[Due, str, str, str]]  # a letter, its name, whom, and why none reaches them
    on_their_way: list[Listed]
    could_not: list[Listed]
    sent: list[Listed]
    set_aside: list[Listed]
    more: int
    served: bool


def key_of(due: Due) -> str:
    return f"{due.kind}/{due.person}/{due.slot}"


def name_of(kind: str) -> str:
    return NAMES.get(kind, (kind.replace("_", " ").capitalize(), ""))[0]


def letters(db: Session, then: Then, now: datetime, *, served: bool) -> Letters:
    """Everything on the page: what is due, and one query for what is in the outbox."""
    sent = letters_of(db, then.record.series.id or 0)
    waiting = [waiting_letter(then, one, sent, now) for one in letters_due(then.record, then, sent, now)]
    groups = [Group(kind, NAMES[kind][1], [w for w in waiting if w.due.kind == kind]) for kind in KINDS]
    known = defaultdict(list)
    for row in _rows(db, then):
        known[row.state].append(row)
    gone = known["sent"]
    return Letters(
        opening=_opening(len(waiting), len(known["queued"])),
        groups=[group for group in groups if group.letters],
        ring=[(one, name_of(one.kind), *whom_to_ring(then, one)) for one, _ in to_ring(then.record, then, sent, now)],
        on_their_way=[_listed(then, row, now) for row in [*known["held"], *known["queued"]]],
        could_not=[_listed(then, row, now) for row in [*known["bounced"], *known["failed"]]],
        sent=[_listed(then, row, now) for row in gone[:NEWEST]],
        set_aside=[_listed(then, row, now) for row in known["dropped"][:NEWEST]],
        more=max(0, len(gone) - NEWEST),
        served=served,
    )


def how_many_wait(db: Session, then: Then, now: datetime) -> int:
    """How many letters an organiser has to look at."""
    return len(letters_due(then.record, then, letters_of(db, then.record.series.id or 0), now))


def _opening(waiting: int, on_their_way: int) -> str:
    first = f"{count(waiting, 'letter')} {'waits' if waiting == 1 else 'wait'} for you"
    whose = "its" if on_their_way == 1 else "their"
    then = f", and {count(on_their_way, 'other is', 'others are')} on {whose} way" if on_their_way else ""
    return f"{sentence(first)}{then}." if waiting or on_their_way else "No letter waits for you."


def waiting_letter(then: Then, due: Due, sent: Collection[Sent], now: datetime) -> Waiting:
    """A letter that is due, with what the quiet rules say of it at this moment."""
    verdict = rule(then, sent, due, now)
    never = verdict.why if isinstance(verdict, Never) else ""
    goes = f"Would go {moment(then, verdict.until, now)}. {verdict.why}" if isinstance(verdict, Wait) else ""
    body, name = then.organisation_of(due.person), then.record.people[due.person].name
    names = {a.id: a.text for a in then.record.actions.values()} | {t.id: t.title for t in then.record.tests.values()}
    things = [names[thing] for thing in due.about if thing in names]
    return Waiting(due, key_of(due), name, body.name if body else "", things, goes, never)


def whom_to_ring(then: Then, due: Due) -> tuple[str, str]:
    """A name; and why no letter reaches them, with their number."""
    person = then.record.people[due.person]
    return person.name, ", ".join(part for part in (why_not(then, due.person), person.mobile) if part)


# -- the outbox ----------------------------------------------------------------
LISTED = (
    "id",
    "kind",
    "state",
    "person",
    "created_at",
    "next_try_at",
    "sent_at",
    "trouble",
    "leased_until",
    "follow_up",
)


def _rows(db: Session, then: Then) -> list[Any]:
    """Newest first, without their words."""
    table = outbox_letters()
    here = (table.c.in_series == then.record.series.id) & table.c.person.is_not(None)
    columns = (table.c[name] for name in LISTED)
    rows = db.execute(select(*columns).where(here).order_by(table.c.id.desc())).all()
    return [row for row in rows if row.person in then.record.people]


def _listed(then: Then, row: Any, now: datetime) -> Listed:
    when = row.sent_at if row.state == "sent" else row.next_try_at if row.state == "queued" else row.created_at
    why = "" if row.state == "dropped" and row.trouble == NOT_NEEDED else row.trouble or ""
    said = f"goes {moment(then, when, now)}" if row.state == "queued" else moment(then, when, now)
    told = " ".join(stopped(part) for part in (why, answered(then, row)) if part)
    return Listed(row.id, name_of(row.kind), then.record.people[row.person].name, said, told)


def moment(then: Then, when: datetime, now: datetime) -> str:
    """At the place: `at 9.15`, `on Monday 16 April at 8.30`; `today at 9.15` for what has been today."""
    here = when.astimezone(ZoneInfo(then.record.series.time_zone))
    if when > now or here.date() != then.day:
        at = f"at {hour(f'{here:%H:%M}')}"
        return at if here.date() == then.day else f"on {day(here.date())} {at}"
    return f"today at {hour(f'{here:%H:%M}')}"
