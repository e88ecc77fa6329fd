"""A meeting has moved: when it was to be, and when it is now."""

from datetime import date

from app.letters.calendar_files import to_come
from app.letters.due_of_meetings import told_when
from app.letters.looking import Look, letters_of
from app.letters.parts import Letter, Occasion, asked_to
from app.nudges.holidays import Holidays
from app.recap import Block, Line
from app.record.replies import other_time
from app.words import day, hour, hours, sentence

SORRY = "We are sorry if this upsets your plans."
THE_OLD_TIME = "What you answered before was for the old time."


def letter(at: Occasion) -> Letter:
    meeting, before = at.meeting, _before(at)
    place = meeting.row.venue
    where = f"The place is {place}." if place else "Where we meet will follow."
    return Letter(
        subject=f"{at.series}: we now meet on {day(meeting.day)}",
        heading="We meet on another day" if before[0] != meeting.day else "We meet at another hour",
        soft=sentence(at.which(meeting)),
        first_line=f"{at.name}, {at.nth(meeting)} is now on {at.when(meeting)}.",
        words=f"{SORRY} {THE_OLD_TIME}" if _answered(at) else SORRY,
        button=at.button("Say whether you can come"),
        body=(Block("times", "The two times", (*_times(at, before), Line(where))),),
        why=f"You have this letter because you were invited to {at.of_the_series}",
        calendar=to_come(at, meeting),
    )


def _answered(at: Occasion) -> bool:
    row = asked_to(at, at.meeting)
    return row is not None and other_time(at.then, row) is not None


def _times(at: Occasion, before: tuple[date, str]) -> tuple[Line, ...]:
    was, start = before
    return (
        Line(f"It was to be on {day(was)}, at {hour(start)}.", item=True),
        Line(f"It is on {day(at.meeting.day)}, {hours(at.meeting.start, at.meeting.end)}.", item=True),
    )


def _before(at: Occasion) -> tuple[date, str]:
    """The time that its reader knows of; where nobody knows what they know, the one first set."""
    record, meeting = at.then.record, at.meeting
    sent = letters_of(at.db, record.series.id or 0)
    look = Look(record, at.then, tuple(sent), begun=False, holidays=Holidays(""))
    row = next((row for row in record.invitations.get(meeting.id, []) if row.person == at.due.person), None)
    known = told_when(look, meeting, row) if row is not None else None
    return known or (meeting.row.date, meeting.row.start)
