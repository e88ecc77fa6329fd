"""A letter looked at again in the moment in which it is about to go: whether what it says still holds.

It was right when an organiser pressed send; since then somebody may have left, a thing may be done, a meeting moved. A
letter that is not right any more is dropped with the reason, which stands on the organisers' page, and whatever is
still to be said is due anew.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from app.calendars import as_it_is, told_by
from app.letters.approving import rule
from app.letters.due_of_meetings import meeting_of, slot_of_move, time_of
from app.letters.looking import Due, letters_of
from app.letters.since import has_another_day, has_word_of_lead, said_since
from app.letters.still_so import says_otherwise
from app.meetings.models import Invitation
from app.nudges.rules import Never
from app.post.desk import Wait
from app.post.models import OutboxLetter
from app.record.actions import OPEN, actions_then
from app.record.reading import shelf
from app.record.tests import tests_then
from app.record.then import MeetingThen, Then, then
from app.series.models import Series

GONE = "The series is not there any more."
LEFT = "They are not in the group any more."
ELSEWHERE = "Their address is another by now."
DONE = "There is nothing of this left to say: it is done, let go, or somebody else’s by now."
THANKED = "What it thanks for has been opened again."
MOVED = "The meeting has moved since."
ELSEWHERE_NOW = "The meeting is at another place by now, or ends at another hour."
CANCELLED = "The meeting does not take place."
HELD = "The meeting has begun already."
ANSWERED = "They have answered already."
ON_AGAIN = "The meeting takes place after all."
TOLD = "Somebody has told them since."
ANOTHER_DAY = "Something in it is due on another day by now."
SAID = "They have said since how it is going."
OVER = "The series has come to its end."
Judge = Callable[[Then, OutboxLetter], str | None]
ASKS_NOTHING = ("record", "thanks", "cancelled")  # what is still told when the series has ended meanwhile


def may_still_go(db: Session, letter: OutboxLetter, now: datetime) -> str | Wait | None:
    """None for a letter that may go now; a reason, in words for the organisers, for one that may not any more."""
    if letter.in_series is None or letter.person is None or letter.slot is None:
        return None
    at = then_now(db, letter.in_series, now)
    if at is None:
        return GONE
    why = what_changed(at, letter)
    if why is None and letter.kind in OF_A_MEETING_TO_COME and _has_begun(at, letter, now):
        why = HELD
    return why or says_otherwise(db, at, letter, now) or _quiet(db, at, letter, now)


def then_now(db: Session, series_id: int, now: datetime) -> Then | None:
    """The series as it stands at a moment; None where it is gone."""
    table = Series.metadata.tables["series"]
    row = db.execute(select(table.c.version, table.c.time_zone).where(table.c.id == series_id)).first()
    if row is None:
        return None
    record = shelf.record(db, series_id, row.version)
    day = now.astimezone(ZoneInfo(row.time_zone)).date()
    return then(record, day, day)


def what_changed(at: Then, letter: OutboxLetter) -> str | None:
    """The first reason why it does not hold any more."""
    person = at.record.people.get(letter.person or "")
    if person is None:
        return LEFT
    if person.email != letter.to_address:
        return ELSEWHERE
    if at.is_over and letter.kind not in ASKS_NOTHING:
        return OVER
    return JUDGES.get(letter.kind, _nothing)(at, letter)


def _quiet(db: Session, at: Then, letter: OutboxLetter, now: datetime) -> str | Wait | None:
    """The quiet rules at this moment. Of those that wait only earlier ones count, or two would stop each other."""
    before = [s for s in letters_of(db, at.record.series.id or 0) if s.state != "queued" or s.number < (letter.id or 0)]
    about = tuple((letter.about or "").split())
    found = rule(at, before, Due(letter.kind, letter.person or "", letter.slot or "", about, ""), now)
    if isinstance(found, Never):
        return found.why
    return found if isinstance(found, Wait) else None


# -- by kind -------------------------------------------------------------
def _nothing(_at: Then, _letter: OutboxLetter) -> str | None:
    return None


def _has_begun(at: Then, letter: OutboxLetter, now: datetime) -> bool:
    """Whether the hour of the meeting has come, though nobody has opened it yet."""
    meeting = at.meeting(meeting_of(letter.slot or ""))
    here = now.astimezone(ZoneInfo(at.record.series.time_zone))
    return (here.date(), f"{here:%H:%M}") >= (meeting.day, meeting.start)


def _of_a_meeting_to_come(at: Then, letter: OutboxLetter) -> str | None:
    meeting = at.meeting(meeting_of(letter.slot or ""))
    if meeting.cancelled:
        return CANCELLED
    if meeting.opened or meeting.day < at.day:
        return HELD
    if letter.kind != "moved" and _moved_since(at, meeting, letter):
        return MOVED
    if letter.kind == "moved" and time_of(letter.slot or "") != slot_of_move(meeting):
        return MOVED
    if _tells_another_place(at, meeting, letter):
        return ELSEWHERE_NOW
    if letter.kind == "invitation" and (row := _invitation(at, letter)) is not None and row.reply != "none":
        return ANSWERED
    return None


def _tells_another_place(at: Then, meeting: MeetingThen, letter: OutboxLetter) -> bool:
    """Or another end of it."""
    told, now = told_by(letter.calendar), as_it_is(at, meeting)
    return told is not None and told.of == now.of and told != now


def _moved_since(at: Then, meeting: MeetingThen, letter: OutboxLetter) -> bool:
    moves = (e.recorded_at for e in at.events(meeting.id) if e.event == "moved")
    return any(when is not None and when > letter.created_at for when in moves)


def _tells_what_is_next(judge: Judge) -> Judge:
    """As `judge` says; and the day of the next meeting, which stands in the letter, is the same still."""

    def judged(at: Then, letter: OutboxLetter) -> str | None:
        if any(_moved_since(at, meeting, letter) for meeting in at.meetings):
            return MOVED
        elsewhere = any(_tells_another_place(at, meeting, letter) for meeting in at.meetings)
        return ELSEWHERE_NOW if elsewhere else judge(at, letter)

    return judged


def _invitation(at: Then, letter: OutboxLetter) -> Invitation | None:
    rows = at.record.invitations.get(meeting_of(letter.slot or ""), [])
    return next((row for row in rows if row.person == letter.person), None)


def _cancelled(at: Then, letter: OutboxLetter) -> str | None:
    meeting = at.meeting(meeting_of(letter.slot or ""))
    return None if meeting.cancelled else ON_AGAIN


def _led_by_them(*states: str) -> Judge:
    def judge(at: Then, letter: OutboxLetter) -> str | None:
        about = (letter.about or "").split()
        actions = [a for a in actions_then(at) if a.id in about]
        tests = [t for t in tests_then(at) if t.id in about]
        still = any(a.lead == letter.person and a.state in states for a in actions)
        still = still or ("asked" in states and any(t.asked_of == letter.person for t in tests))
        return None if still or not (actions or tests) else THANKED if states == ("done",) else DONE

    return judge


def _of_the_same_day(judge: Judge) -> Judge:
    """As `judge` says; and all of it is due when it was due as it was written."""

    def judged(at: Then, letter: OutboxLetter) -> str | None:
        return judge(at, letter) or (ANOTHER_DAY if has_another_day(at, letter) else None)

    return judged


def _how_it_goes(at: Then, letter: OutboxLetter) -> str | None:
    """Whoever has said a word about any of it is not asked about it."""
    return _led_by_them(*OPEN, "asked")(at, letter) or (SAID if has_word_of_lead(at, letter) else None)


def _told_since(at: Then, letter: OutboxLetter) -> str | None:
    """Whether somebody has spoken with them of it meanwhile; this letter’s own contact is still to come."""
    held = at.meeting(meeting_of(letter.slot or ""))
    for contact in at.record.follow_ups.values():
        mine = contact.with_person == letter.person and contact.kind == "catch_up" and contact.id != letter.follow_up
        if mine and contact.on is not None and held.day <= contact.on <= at.said:
            return TOLD
    return None


def _thanked_for(judge: Judge) -> Judge:
    """As `judge` says; and what the letter says thank you for besides is done still."""

    def judged(at: Then, letter: OutboxLetter) -> str | None:
        since = (e for thing in (letter.about or "").split() for e in said_since(at, thing, letter))
        return judge(at, letter) or (THANKED if any(e.event == "reopened" for e in since) else None)

    return judged


OF_A_MEETING_TO_COME = ("invitation", "moved", "recap")
JUDGES: dict[str, Judge] = {
    "invitation": _of_a_meeting_to_come,
    "moved": _of_a_meeting_to_come,
    "recap": _thanked_for(_of_a_meeting_to_come),
    "record": _thanked_for(_nothing),
    "cancelled": _cancelled,
    "ask": _of_the_same_day(_led_by_them("asked")),
    "handover": _of_the_same_day(_led_by_them("asked")),
    "welcome": _tells_what_is_next(_of_the_same_day(_led_by_them("asked"))),
    "nudge": _of_the_same_day(_how_it_goes),
    "offer": _of_the_same_day(_how_it_goes),
    "thanks": _led_by_them("done"),
    "catch_up": _tells_what_is_next(_thanked_for(_told_since)),
}
