"""Letters that a meeting is the reason for: before it, when it moves or does not take place, and after it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.calendars import Told, as_it_is
from app.history.models import Event
from app.letters.looking import Due, Look, Sent, in_order
from app.meetings.models import Invitation
from app.nudges.quiet import Hours
from app.record.replies import moves, said, time_after
from app.record.then import MeetingThen, Then
from app.words import day as said_day
from app.words import hour

RECAP_BEFORE = 2  # working days
NEWS = timedelta(days=4)  # how long the welcome stands in for the recap
AFTERWARDS = timedelta(days=14)  # how long a meeting is news
BY_LETTER = (None, "email")
MISSED = ("apologies", "not_heard")
TOLD_THE_TIME = ("invitation", "moved", "recap")
READERS = {"participant", "lived_experience", "integration_manager", "sponsor"}


def found(look: Look) -> Iterator[Due]:
    for row in look.record.meetings_in_order:
        meeting = look.then.meeting(row.id)
        if meeting.day < look.then.day or meeting.opened:
            continue
        yield from (
            _cancelled(look, meeting) if meeting.cancelled else (*_invited(look, meeting), *_moved(look, meeting))
        )
    yield from _recap(look)
    yield from _afterwards(look)


def slot_of_move(meeting: MeetingThen) -> str:
    """The occasion of a move: the meeting, and when it now is."""
    return f"{meeting.id}@{meeting.day.isoformat()}T{meeting.start}"


def time_of(slot: str) -> str:
    """The same without the number of a letter that told of it once more."""
    return slot.partition("~")[0]


def meeting_of(slot: str) -> str:
    """The meeting that an occasion belongs to."""
    return slot.partition("@")[0]


# -- before it ---------------------------------------------------------
def _invited(look: Look, meeting: MeetingThen) -> Iterator[Due]:
    for row in _rows(look, meeting):
        unanswered = said(look.then, row) == "none" and row.channel in BY_LETTER
        wanted = row.person not in _not_expected(look, meeting)
        if unanswered and wanted and not _letters(look, meeting, row):
            why = f"invited on {said_day(row.sent_on)}; no letter has gone from here"
            yield Due("invitation", row.person, meeting.id, (meeting.id,), why)


def _moved(look: Look, meeting: MeetingThen) -> Iterator[Due]:
    moved = moves(look.then, meeting.id)
    for row in _rows(look, meeting):
        known = told_when(look, meeting, row) if moved else None
        if known is not None and known != (meeting.day, meeting.start):
            why = f"moved on {said_day(moved[-1].on)}, and they know of {said_day(known[0])}"
            yield Due("moved", row.person, _next_slot(look, meeting, row), (meeting.id,), why)
        elif (where := told_where(look, meeting, row)) is not None:
            why = _elsewhere(meeting, where)
            yield Due("moved", row.person, _next_slot(look, meeting, row), (meeting.id,), why)


def _next_slot(look: Look, meeting: MeetingThen, row: Invitation) -> str:
    """Whoever was told of this time already, and is to be told again, has a letter of another number."""
    slot = slot_of_move(meeting)
    told = [s for s in look.letters_to(row.person, "moved") if s.told and time_of(s.slot) == slot]
    return f"{slot}~{len(told) + 1}" if told else slot


def _elsewhere(meeting: MeetingThen, where: Told) -> str:
    if where.place != (meeting.row.venue or ""):
        return (
            f"it is at another place now, and they know of {where.place}" if where.place else "its place is known now"
        )
    return f"it ends at {hour(meeting.end)} now, and they know of {hour(where.end)}"


def _cancelled(look: Look, meeting: MeetingThen) -> Iterator[Due]:
    for row in _rows(look, meeting):
        why = f"invited to {said_day(meeting.day)}, which does not take place"
        yield Due("cancelled", row.person, meeting.id, (meeting.id,), why)


def _recap(look: Look) -> Iterator[Due]:
    meeting = look.then.next_meeting
    if meeting is None or meeting.opened:
        return
    hours = Hours.of(look.then, look.holidays)
    if hours.working_days(look.then.day, meeting.day) > RECAP_BEFORE or look.begun:
        return
    left_out = _not_expected(look, meeting)
    for person in look.record.people:
        reads = look.then.roles(person, meeting.day) & READERS and not look.is_organiser(person, meeting.day)
        if reads and person not in left_out and not _is_newly_told(look, person):
            yield Due("recap", person, meeting.id, (meeting.id,), f"the meeting is on {said_day(meeting.day)}")


def _not_expected(look: Look, meeting: MeetingThen) -> set[str]:
    """Who is on leave, or was told that this one is not for them. Noted before it begins, it is so from then on."""
    return {row.person for row in look.record.attendance.get(meeting.id, []) if row.state == "not_expected"}


def _is_newly_told(look: Look, person: str) -> bool:
    """Whether the welcome has told somebody the story so far in these days."""
    days = (look.day_of(s.at) for s in look.letters_to(person, "welcome"))
    return any(look.then.day - day <= NEWS for day in days)


# -- what they know ----------------------------------------------------
def told_when(look: Look, meeting: MeetingThen, row: Invitation) -> tuple[date, str] | None:
    """The day and hour that somebody was last told; None where that cannot be known."""
    letters = [s for s in _letters(look, meeting, row) if s.told]
    moved = moves(look.then, meeting.id)
    if not letters:
        return time_after(meeting.row, [e for e in moved if _stood_when_invited(look, meeting, e, row)])
    last = max(letters, key=in_order)
    if last.kind == "moved":
        day, _, start = time_of(last.slot).partition("@")[2].partition("T")
        return date.fromisoformat(day), start
    return time_after(meeting.row, [e for e in moved if _before(look, e, last)])


def told_where(look: Look, meeting: MeetingThen, row: Invitation) -> Told | None:
    """Where, and until when, somebody takes it to be, if that is not so any more; as the last letter told them.

    Of what was told otherwise no place is known. Whoever was told no place hears it with the recap. A letter that still
    waits with the old one does not go, and is due again itself.
    """
    last = max((s for s in _letters(look, meeting, row) if s.told), key=in_order, default=None)
    now, was = as_it_is(look.then, meeting), last.where if last is not None else None
    if last is None:
        stood = [e for e in moves(look.then, meeting.id) if _stood_when_invited(look, meeting, e, row)]
        was = replace(now, end=next((e.end for e in reversed(stood) if e.end), meeting.row.end))
    if was is None or was.of != now.of or was == now or (last is not None and last.state in ("queued", "held")):
        return None
    return was if was.place or was.end != now.end else None


def _stood_when_invited(look: Look, meeting: MeetingThen, move: Event, row: Invitation) -> bool:
    """Whether a move had been told when somebody was noted as invited. On one day the later of the two counts."""
    if move.on != row.sent_on:
        return move.on < row.sent_on
    after = [e for e in look.then.events(meeting.id) if e.n > move.n]
    return any(e.event in ("invited", "prepared") for e in after)


def _before(look: Look, move: Event, letter: Sent) -> bool:
    return move.recorded_at <= letter.at if move.recorded_at else move.on <= look.day_of(letter.at)


def _letters(look: Look, meeting: MeetingThen, row: Invitation) -> list[Sent]:
    """Those that told somebody when it is. The welcome tells of the meeting that comes next, as the recap does.

    What somebody missed the one before for may have come with an invitation to this one.
    """
    found = [s for s in look.letters_to(row.person, *TOLD_THE_TIME) if meeting_of(s.slot) == meeting.id]
    welcome = look.letters_to(row.person, "welcome")
    catch_up = [s for s in look.letters_to(row.person, "catch_up") if meeting.id in s.about and s.state != "dropped"]
    invited = [s for s in catch_up if meeting_of(s.slot) != meeting.id]
    return [*found, *invited, *(s for s in welcome if row.sent_on <= look.day_of(s.at))]


def _rows(look: Look, meeting: MeetingThen) -> Iterator[Invitation]:
    """The invitations noted by now of those who are, or will be, of the group on that day, and do not run it."""
    for row in look.record.invitations.get(meeting.id, []):
        here = look.then.roles(row.person, meeting.day) and not look.is_organiser(row.person, meeting.day)
        if here and row.sent_on <= look.then.said:
            yield row


# -- after it ----------------------------------------------------------
def _afterwards(look: Look) -> Iterator[Due]:
    meeting = look.then.last_held
    if meeting is None or not meeting.closed or look.then.day - meeting.day > AFTERWARDS:
        return
    missed = {row.person for row in look.record.attendance.get(meeting.id, []) if row.state in MISSED}
    here = [p for p in look.record.people if look.then.has_seat(p) and not look.is_organiser(p)]
    here = [p for p in here if not any(look.day_of(s.at) >= meeting.day for s in look.letters_to(p, "welcome"))]
    for person in here:
        if person in missed and not _told_of_it(look, person, meeting):
            why = f"could not be there on {said_day(meeting.day)}"
            yield Due("catch_up", person, meeting.id, (meeting.id,), why)
        elif person not in missed and record_text(look.then, meeting) and "sponsor" not in look.then.roles(person):
            yield Due("record", person, meeting.id, (meeting.id,), f"what was written down on {said_day(meeting.day)}")


def record_text(then: Then, meeting: MeetingThen) -> str | None:
    """The newest text of what was written down, where the group may read it."""
    if then.record.series.record_scope == "facilitators":
        return None
    known = [d for d in then.record.documents.get(meeting.id, []) if d.kind == "record"]
    texts = [d.text for d in known if d.frozen_on <= then.said]
    return texts[-1] if texts else None


def _told_of_it(look: Look, person: str, meeting: MeetingThen) -> bool:
    """Whether somebody has been in touch about it, or it was found not to be needed.

    Where a letter was dropped the contact that it would have been is not needed either; that ends nothing.
    """
    mine = [f for f in look.record.follow_ups.values() if f.with_person == person and f.kind == "catch_up"]
    days = [*(f.on for f in mine), *(f.not_needed_on for f in mine if f.channel is None)]
    return any(day is not None and meeting.day <= day <= look.then.said for day in days)
