"""The letters of a series as organisers read of them: in words, with when each goes and why it waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from app.letters.approving import rule, table_of_letters
from app.letters.composing import Composed, compose, room
from app.letters.due import KINDS, Due, wanted, why_not
from app.letters.looking import NOT_NEEDED, letters_of
from app.letters.showing import text_to_show
from app.nudges.rules import Never
from app.post.desk import Wait
from app.post.models import OutboxLetter
from app.record.then import Then
from app.settings import settings
from app.words import count, day, hour

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
STATES = {
    "queued": "on its way",
    "held": "held back since the copy that this installation was put back from",
    "sent": "sent",
    "failed": "could not be sent",
    "bounced": "came back",
    "dropped": "did not go",
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
    due = wanted(then.record, then, sent, now)
    reached = [one for one in due if why_not(then, one.person) is None]
    waiting = [_waiting(then, one, rule(then, sent, one, now), now) for one in reached]
    groups = [Group(kind, NAMES[kind][1], [w for w in waiting if w.due.kind == kind]) for kind in KINDS]
    rows = _rows(db, then)
    known = {state: [row for row in rows if row.state == state] for state in STATES}
    gone = known["sent"]
    return Letters(
        opening=_opening(len(waiting), len(known["queued"])),
        groups=[group for group in groups if group.letters],
        ring=[_to_ring(then, one) for one in due if one not in reached],
        on_their_way=[_listed(then, row, now) for row in [*known["held"], *known["queued"]]],
        could_not=[_listed(then, row, now) for row in [*known["bounced"], *known["failed"]]],
        sent=[_listed(then, row, now) for row in gone[:NEWEST]],
        set_aside=[_listed(then, row, now) for row in known["dropped"][:NEWEST]],
        more=max(0, len(gone) - NEWEST),
        served=served,
    )


def how_many_wait(db: Session, then: Then, now: datetime) -> int:
    """How many letters an organiser has to look at."""
    due = wanted(then.record, then, letters_of(db, then.record.series.id or 0), now)
    return sum(why_not(then, one.person) is None for one in due)


def _opening(waiting: int, on_their_way: int) -> str:
    first = f"{count(waiting, 'letter')} {'waits' if waiting == 1 else 'wait'} for you"
    then = f", and {count(on_their_way, 'other is', 'others are')} on their way" if on_their_way else ""
    if on_their_way == 1:
        then = ", and one other is on its way"
    return f"{first[:1].upper()}{first[1:]}{then}." if waiting or on_their_way else "No letter waits for you."


def _waiting(then: Then, due: Due, verdict: Any, now: datetime) -> Waiting:
    never = verdict.why if isinstance(verdict, Never) else ""
    goes = f"Would go {moment(then, verdict.until, now)}. {verdict.why}" if isinstance(verdict, Wait) else ""
    body, name = then.organisation_of(due.person), then.record.people[due.person].name
    things = [then.record.actions[thing].text for thing in due.about if thing in then.record.actions]
    return Waiting(due, key_of(due), name, body.name if body else "", things, goes, never)


def _to_ring(then: Then, due: Due) -> tuple[Due, str, str, str]:
    person = then.record.people[due.person]
    why = ", ".join(part for part in (why_not(then, due.person), person.mobile) if part)
    return due, name_of(due.kind), person.name, why


# -- the outbox ----------------------------------------------------------------
LISTED = ("id", "kind", "state", "person", "created_at", "next_try_at", "sent_at", "trouble", "leased_until")


def _rows(db: Session, then: Then) -> list[Any]:
    """Newest first, without their words."""
    table = table_of_letters()
    here = (table.c.in_series == then.record.series.id) & table.c.person.is_not(None)
    columns = (table.c[name] for name in LISTED)
    rows = db.execute(select(*columns).where(here).order_by(table.c.id.desc())).all()
    return [row for row in rows if row.person in then.record.people]


def _listed(then: Then, row: Any, now: datetime) -> Listed:
    when = row.sent_at if row.state == "sent" else row.next_try_at if row.state == "queued" else row.created_at
    why = "" if row.state == "dropped" and row.trouble == NOT_NEEDED else row.trouble or ""
    said = f"goes {moment(then, when, now)}" if row.state == "queued" else moment(then, when, now)
    return Listed(row.id, name_of(row.kind), then.record.people[row.person].name, said, why)


def moment(then: Then, when: datetime, now: datetime) -> str:
    """At the place: `at 9.15`, `on Monday 16 April at 8.30`; `now` for what is due already."""
    here = when.astimezone(ZoneInfo(then.record.series.time_zone))
    if when > now or here.date() != then.day:
        at = f"at {hour(f'{here:%H:%M}')}"
        return at if here.date() == then.day else f"on {day(here.date())} {at}"
    return f"today at {hour(f'{here:%H:%M}')}"


# -- one ----------------------------------------------------------------------
@dataclass(frozen=True)
class DueLetter:
    what: str
    name: str
    address: str
    why: str
    letter: Composed
    text: str
    room: int | None
    goes: str
    never: str


def due_letter(db: Session, then: Then, due: Due, now: datetime) -> DueLetter:
    sent = letters_of(db, then.record.series.id or 0)
    unreached = why_not(then, due.person)
    waiting = _waiting(then, due, rule(then, sent, due, now), now)
    made = compose(db, then, due, None, now)
    return DueLetter(
        what=name_of(due.kind),
        name=waiting.name,
        address=then.record.people[due.person].email or "",
        why=due.why,
        letter=made,
        text=text_to_show(made.text),
        room=room(db, then, due),
        goes=waiting.goes,
        never=f"{then.known_as(due.person)}: {_to_ring(then, due)[3]}." if unreached else waiting.never,
    )


@dataclass(frozen=True)
class Shown:
    id: int
    subject: str
    name: str
    state: str
    facts: list[tuple[str, str]]
    text: str
    has_markup: bool
    acts: list[tuple[str, str]]
    kept_here: bool


def letter(then: Then, row: OutboxLetter, now: datetime) -> Shown:
    skipped = row.state == "dropped" and row.text is None
    return Shown(
        id=row.id or 0,
        subject=name_of(row.kind) if skipped else row.subject,
        name=then.record.people[row.person or ""].name,
        state="not needed" if row.trouble == NOT_NEEDED else STATES.get(row.state, row.state),
        facts=list(_facts(then, row, now)),
        text=text_to_show(row.text or ""),
        has_markup=bool(row.html),
        acts=_acts(row),
        kept_here=is_kept_here(row),
    )


def is_kept_here(row: OutboxLetter) -> bool:
    """Whether it waits and nobody will take it: there is no mail server."""
    return settings().mail_server is None and row.state in ("queued", "held") and row.text is not None


def _acts(row: OutboxLetter) -> list[tuple[str, str]]:
    """What may be done with it now, the likeliest first."""
    if row.slot is None:
        return []
    acts = {
        "queued": [("back", "Take it back")],
        "held": [("again", "Let it go"), ("aside", "Not needed")],
        "failed": [("again", "Try again"), ("aside", "Leave it")],
        "bounced": [("again", "Send it again"), ("aside", "Leave it")],
        "sent": [("came_back", "It came back")],
        "dropped": [("put_back", "Put it back among those that wait")],
    }
    return acts.get(row.state, [])


def _facts(then: Then, row: OutboxLetter, now: datetime) -> Iterable[tuple[str, str]]:
    yield "To", f"{then.record.people[row.person or ''].name}, {row.to_address}".rstrip(", ")
    yield "Approved", moment(then, row.created_at, now)
    if row.state == "queued" and not is_kept_here(row):
        yield "Goes", moment(then, row.next_try_at, now)
    if row.sent_at is not None:
        yield "Sent", moment(then, row.sent_at, now)
    if row.trouble:
        yield "Why", row.trouble
