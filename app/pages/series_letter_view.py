"""One letter of a series as organisers read it, before it goes and after; and what may be done with it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.letters.composing import Composed, compose, room
from app.letters.due import BY_POST, Due, why_not
from app.letters.looking import NOT_NEEDED, letters_of
from app.letters.showing import text_to_show
from app.pages.answered_view import answered
from app.pages.series_letters_view import moment, name_of, waiting_letter, whom_to_ring
from app.post.models import OutboxLetter
from app.record.then import Then
from app.settings import settings
from app.words import lowered

STATES = {
    "queued": "on its way",
    "held": "held back since the copy that this installation was put back from",
    "sent": "sent",
    "failed": "could not be sent",
    "bounced": "came back",
    "dropped": "did not go",
}


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
    by_post: bool


def due_letter(db: Session, then: Then, due: Due, now: datetime) -> DueLetter:
    sent = letters_of(db, then.record.series.id or 0)
    unreached = why_not(then, due.person)
    waiting = waiting_letter(then, due, sent, now)
    made = compose(db, then, due, None, now)
    return DueLetter(
        what=name_of(due.kind),
        name=waiting.name,
        address=then.record.people[due.person].email or "",
        why=due.why,
        letter=made,
        text=text_to_show(made.text),
        room=room(due.kind, made),
        goes=waiting.goes,
        by_post=unreached == BY_POST,
        never=_never(then, due) if unreached else waiting.never,
    )


def _never(then: Then, due: Due) -> str:
    why = why_not(then, due.person)
    name = then.known_as(due.person)
    return f"{name} {why}." if why == BY_POST else f"{name}: {whom_to_ring(then, due)[1]}."


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
        state="not needed" if row.trouble == NOT_NEEDED else lowered(answered(then, row)) or STATES[row.state],
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
