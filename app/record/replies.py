"""What people have answered to an invitation, and for which time: a meeting may have moved since.

An answer for another day or hour is no answer to this one; it is told beside it. One of the day of the move counts as
given after it: the form that moves a meeting forgets what was answered that day before.
"""

from collections.abc import Iterable
from datetime import date

from app.history.models import Event
from app.meetings.models import Invitation, Meeting
from app.record.then import Then, within

Time = tuple[date, str]  # the day, and when it begins


def reply_of(then: Then, row: Invitation) -> str:
    """What somebody had said by then of the time that holds; "none" where they had not been heard since it was set."""
    return "none" if other_time(then, row) else said(then, row)


def said(then: Then, row: Invitation) -> str:
    """The last reply that was known by then, for whichever time it was."""
    return row.reply if heard_on(row) <= then.said else "none"


def heard_on(row: Invitation) -> date:
    return row.replied_on or row.sent_on


def other_time(then: Then, row: Invitation) -> Time | None:
    """For when their reply was, where the meeting has moved since; None where it holds, or there is none."""
    if said(then, row) == "none":
        return None
    meeting = then.meeting(row.meeting)
    was = time_after(meeting.row, (e for e in moves(then, row.meeting) if e.on <= heard_on(row)))
    return was if was != (meeting.day, meeting.start) else None


def moves(then: Then, meeting: str) -> list[Event]:
    return within(then.events(meeting), ("moved",))


def time_after(meeting: Meeting, moved: Iterable[Event]) -> Time:
    """When a meeting was to be after some of its moves."""
    known = list(moved)
    day = known[-1].to_day if known else None
    return day or meeting.date, next((e.start for e in reversed(known) if e.start), meeting.start)
