"""An organiser presses send: the letter is written, waits its time, and the contact it makes is planned with it.

All in one transaction. Nothing of it goes by itself: whatever is in the outbox, a person has put there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlmodel import Session

from app.actions.domain import Unsaid
from app.audit.domain import By, note
from app.errors import NotAllowedNow
from app.follow_ups.models import FollowUp
from app.keeping.draft import Draft
from app.letters.composing import Composed, compose
from app.letters.due import BY_POST, Due, why_not
from app.letters.looking import NOT_NEEDED, Look, Sent, letters_of
from app.nudges.holidays import holidays_of
from app.nudges.quiet import Hours
from app.nudges.rules import Go, Never, Verdict, Way, Wrote, verdict
from app.post.domain import NewLetter, new_message_id, post
from app.post.models import OutboxLetter
from app.post.outbox import letters
from app.record.acting import Said
from app.record.then import Then
from app.series_file.identifiers import without_ways_to_reach
from app.settings import settings

# What planning a contact calls it. A welcome is one only where it asks for something.
LOGGED = ("nudge", "offer", "ask", "catch_up", "handover", "thanks")
FOLLOWED = {kind: kind for kind in LOGGED} | {"welcome": "handover"}
SAID_AT_MOST = 200
COUNTS = ("queued", "sent", "bounced")  # what the quiet rules count as written


@dataclass(frozen=True)
class Approved:
    """A letter to send, with an organiser's words (None: ours), and the day before which it is to stay."""

    due: Due
    words: str | None = None
    not_before: datetime | None = None


def send(
    db: Session,
    then: Then,
    due: Due,
    *,
    words: str | None,
    by: Said,
    now: datetime,
    not_before: datetime | None = None,
) -> datetime:
    """Put a letter in the post; when it will go. NotAllowedNow with the rule's words where it may not be sent."""
    return send_all(db, then, [Approved(due, words, not_before)], by=by, now=now)[0]


def send_all(db: Session, then: Then, approved: Sequence[Approved], *, by: Said, now: datetime) -> list[datetime]:
    """A batch at once: every letter goes, or none and the reason why. When each will go."""
    sent = letters_of(db, series_of(then))
    draft = Draft(then.record)
    gives = []
    for one in approved:
        when = _when(then, sent, one, now)
        composed = compose(db, then, one.due, one.words, now)
        follow_up = _plan(draft, then, one.due, composed, when, by)
        _post(db, then, one, composed, when, follow_up, by, now)
        sent.append(Sent(one.due.kind, one.due.person, one.due.slot, one.due.about, "queued", when))
        gives.append(when)
    if draft.doc != draft.before:
        draft.write(db, by)
    for one in approved:
        note_letter(db, then, "sent a letter", one.due.kind, one.due.person, by)
    return gives


def skip(db: Session, then: Then, due: Due, *, by: Said, now: datetime) -> None:
    """This letter is not needed: it is not due any more, and nothing goes."""
    _refuse_twice(letters_of(db, series_of(then)), due)
    forget_dropped(db, then, due)
    row = OutboxLetter(
        kind=due.kind,
        in_series=series_of(then),
        to_address=then.record.people[due.person].email or "",
        subject=due.kind,
        message_id=new_message_id(),
        state="dropped",
        trouble=NOT_NEEDED,
        created_at=now,
        next_try_at=now,
        person=due.person,
        slot=due.slot,
        about=" ".join(due.about) or None,
        approved_by=by.account,
    )
    db.add(row)
    db.flush()
    note_letter(db, then, "said that a letter is not needed", due.kind, due.person, by)


# -- when it goes ------------------------------------------------------------
def rule(then: Then, sent: Collection[Sent], due: Due, now: datetime, by: Way = "email") -> Verdict:
    """What the quiet rules say of a letter, or of a text, at a moment (N4 and N5, docs/domain.md)."""
    hours = hours_of(then)
    look = Look(then.record, then, tuple(sent), begun=False, holidays=hours.holidays)
    others = (s for s in sent if s.person == due.person and s.state in COUNTS)
    wrote: list[Wrote] = [
        (s.kind, look.day_of(s.at), s.about) for s in others if (s.kind, s.slot) != (due.kind, due.slot)
    ]
    return verdict(then, hours, due.person, due.kind, now, wrote, due.about, by)


def _when(then: Then, sent: Collection[Sent], one: Approved, now: datetime) -> datetime:
    _refuse_twice(sent, one.due)
    found = rule(then, sent, one.due, now)
    if isinstance(found, Never):
        raise NotAllowedNow(found.why)
    free = now if isinstance(found, Go) else found.until
    if one.not_before is None or one.not_before <= free:
        return free
    return hours_of(then).next(one.not_before)


def morning_of(then: Then, day: date | None) -> datetime:
    """Where a day begins until which a letter is held; Unsaid("day") for none, or one that is not still to come."""
    if day is None or day <= then.day:
        raise Unsaid("Choose a day that is still to come.", "day")
    return datetime.combine(day, time(), ZoneInfo(then.record.series.time_zone))


def hours_of(then: Then) -> Hours:
    """When letters may go at the place of a series."""
    return Hours.of(then, holidays_of(settings().holidays, then.record.series.time_zone))


def _refuse_twice(sent: Collection[Sent], due: Due) -> None:
    if any((s.kind, s.person, s.slot) == (due.kind, due.person, due.slot) for s in sent):
        raise NotAllowedNow("This letter has been dealt with already.")


# -- writing it down ---------------------------------------------------------
def _post(
    db: Session,
    then: Then,
    one: Approved,
    composed: Composed,
    when: datetime,
    follow_up: str | None,
    by: Said,
    now: datetime,
) -> None:
    forget_dropped(db, then, one.due)
    person = then.record.people[one.due.person]
    if (why := why_not(then, person.id)) is not None or person.email is None:
        ring = "" if why == BY_POST else " Ring them instead."
        raise NotAllowedNow(f"{then.known_as(person.id)}: {why}.{ring}")
    letter = NewLetter(
        kind=one.due.kind,
        to_address=person.email,
        to_name=person.name,
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
        in_series=series_of(then),
        person=person.id,
        slot=one.due.slot,
        about=one.due.about,
        words=composed.words,
        approved_by=by.account,
        calendar=composed.calendar,
        follow_up=follow_up,
    )
    post(db, letter, now=now, not_before=when)


def forget_dropped(db: Session, then: Then, due: Due) -> None:
    """A letter of this occasion that never went makes room for this one."""
    table = letters()
    same = (table.c.in_series == series_of(then)) & (table.c.kind == due.kind) & (table.c.slot == due.slot)
    db.execute(delete(table).where(same, table.c.person == due.person, table.c.state == "dropped"))


def _plan(draft: Draft, then: Then, due: Due, composed: Composed, when: datetime, by: Said) -> str | None:
    """The contact that this letter will be: one that was planned already, or a new one."""
    kind = FOLLOWED.get(due.kind)
    about = [thing for thing in due.about if thing in then.record.actions or thing in then.record.tests]
    if kind is None or due.person == by.person or (due.kind == "welcome" and not about):
        return None
    day = when.astimezone(ZoneInfo(then.record.series.time_zone)).date().isoformat()
    said = without_ways_to_reach(" ".join(composed.words.split()))  # as the desk's own forms would refuse them
    said = said if len(said) <= SAID_AT_MOST else f"{said[: SAID_AT_MOST - 1].rstrip()}…"
    values = {"planned_for": day, "channel": "email", "said": said} | ({"about": about} if about else {})
    planned = next((f for f in then.record.follow_ups.values() if _waits(f, due.person, kind)), None)
    if planned is not None:
        draft.change(("follow_ups", planned.id), values)
        return planned.id
    id_ = draft.fresh_id("U", width=2)
    draft.add(("follow_ups",), {"id": id_, "by": by.person, "with": due.person, "kind": kind} | values)
    return id_


def _waits(follow_up: FollowUp, person: str, kind: str) -> bool:
    """Whether somebody planned just this, and it has neither been done nor a letter of its own."""
    undone = follow_up.on is None and follow_up.not_needed_on is None
    mine = follow_up.with_person == person and follow_up.kind == kind
    return bool(undone and mine and follow_up.channel is None)


def note_letter(db: Session, then: Then, verb: str, kind: str, person: str, by: Said) -> None:
    """In the audit: who did what with which letter to whom, and no word of it."""
    who = By(by.account, by.person)
    note(db, series_of(then), verb, at=by.at, by=who, about=("person", person), said={"letter": [None, kind]})


def series_of(then: Then) -> int:
    return then.record.series.id or 0
