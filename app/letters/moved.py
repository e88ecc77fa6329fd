"""A meeting has moved, or is at another place or ends otherwise: as it was to be, and as it is now."""

from collections.abc import Iterator

from app.calendars import Told
from app.letters.calendar_files import to_come
from app.letters.due_of_meetings import told_when, told_where
from app.letters.looking import Look, letters_of
from app.letters.parts import Letter, Occasion, asked_to, reply_to
from app.nudges.holidays import Holidays
from app.recap import Block, Line
from app.record.replies import Time, other_time
from app.words import day, hour, hours, sentence

SORRY = "We are sorry if this upsets your plans."
THE_OLD_TIME = "What you answered before was for the old time."


def letter(at: Occasion) -> Letter:
    """Of another day or hour; where that is as they know it, of another place or end."""
    meeting = at.meeting
    look, row = _look(at), asked_to(at, meeting)
    was = told_where(look, meeting, row) if row is not None else None
    known = told_when(look, meeting, row) if row is not None else None
    if was is not None and known in (None, (meeting.day, meeting.start)):
        return _same_time(at, was)
    return _another_time(at, known or (meeting.row.date, meeting.row.start), was)


def _another_time(at: Occasion, before: Time, was: Told | None) -> Letter:
    """`before` is the time that its reader knows of; where nobody knows what they know, the one first set."""
    meeting = at.meeting
    place = meeting.row.venue
    where = f"The place is {place}." if place else "Where we meet will follow."
    if place and was is not None and was.place not in ("", place):
        where = f"It is at another place too: at {place}, and not at {was.place}."
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


def _same_time(at: Occasion, was: Told) -> Letter:
    meeting, place = at.meeting, at.meeting.row.venue or ""
    elsewhere = was.place != place
    first = f"is now at {place}" if place else f"is not at {was.place} any more"
    return Letter(
        subject=f"{at.series}, {day(meeting.day)}: {'another place' if elsewhere else 'another end'}",
        heading="We meet at another place" if elsewhere else "We end at another hour",
        soft=sentence(f"{at.which(meeting)}, {at.when(meeting)}"),
        first_line=f"{at.name}, {at.nth(meeting)} {first if elsewhere else f'now ends at {hour(meeting.end)}'}.",
        words=SORRY,
        button=at.button("Say whether you can come" if reply_to(at, meeting) in ("", "none") else "Your own page"),
        body=(Block("times", "What is other than you were told", tuple(_differences(at, was))),),
        why=f"You have this letter because you were invited to {at.of_the_series}",
        calendar=to_come(at, meeting),
    )


def _differences(at: Occasion, was: Told) -> Iterator[Line]:
    meeting, place = at.meeting, at.meeting.row.venue or ""
    if was.place != place and was.place:
        yield Line(f"It was to be at {was.place}.", item=True)
    if was.place != place:
        yield Line(f"It is at {place}." if place else "Where we meet will follow.", item=True)
    if was.end != meeting.end:
        yield Line(f"It was to be from {hours(meeting.start, was.end)}.", item=True)
        yield Line(f"It is from {hours(meeting.start, meeting.end)}.", item=True)
    if was.end == meeting.end:
        yield Line(f"The day and the hours are as they were: {at.when(meeting)}.")
    elif was.place == place and place:
        yield Line(f"The place is as it was: {place}.")


def _answered(at: Occasion) -> bool:
    row = asked_to(at, at.meeting)
    return row is not None and other_time(at.then, row) is not None


def _times(at: Occasion, before: Time) -> tuple[Line, ...]:
    was, start = before
    return (
        Line(f"It was to be on {day(was)}, at {hour(start)}.", item=True),
        Line(f"It is on {day(at.meeting.day)}, {hours(at.meeting.start, at.meeting.end)}.", item=True),
    )


def _look(at: Occasion) -> Look:
    sent = letters_of(at.db, at.then.record.series.id or 0)
    return Look(at.then.record, at.then, tuple(sent), begun=False, holidays=Holidays(""))
