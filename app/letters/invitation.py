"""Asking somebody to a meeting: what it is for, why them, when and where, and what to expect."""

from collections.abc import Iterator

from app.letters.calendar_files import to_come
from app.letters.parts import Letter, Occasion, listed_block
from app.recap import Block, Line
from app.record.then import MeetingThen
from app.words import count, day, stopped

FIRST = "Nobody needs to prepare anything. What you know from your own work or life is what is wanted."
LATER = "We begin with where we have got to, so you need not have been there before."
THEN = "Then we work in small groups, and before we part each of us says what they will do next, if anything."


def letter(at: Occasion) -> Letter:
    meeting = at.meeting
    return Letter(
        subject=f"{at.series}, {day(meeting.day)}: will you come?",
        heading="Will you come?",
        soft=f"To {at.which(meeting)}: {at.when_where(meeting)}",
        first_line=f"{at.name}, please come to {at.nth(meeting)}, on {day(meeting.day)}.",
        words="We would be glad to have you there. If you cannot come, you can send somebody in your place.",
        button=at.button("Say whether you come"),
        body=tuple(_body(at)),
        why=f"You have this letter because you are invited to {at.of_the_series}",
        calendar=to_come(at, meeting),
    )


def _body(at: Occasion) -> Iterator[Block]:
    meeting = at.meeting
    if meeting.row.purpose and at.may.permits(meeting.row.purpose):
        yield Block("purpose", "What it is for", (Line(stopped(meeting.row.purpose)),))
    if reasons := list(why_you(at, meeting)):
        yield Block("why_you", "Why you", tuple(reasons))
    yield Block("where", "When and where", tuple(where(at, meeting)))
    focus = [f.text for f in at.then.record.focus.get(meeting.id, []) if at.may.permits(f.text)]
    yield from listed_block("focus", "What we look at", [stopped(text) for text in focus])
    first = FIRST if at.then.last_held is None else LATER
    yield Block("expect", "What to expect", (Line(f"{_how_long(at)} {first} {THEN}"),))


def why_you(at: Occasion, meeting: MeetingThen) -> Iterator[Line]:
    rows = at.then.record.invitations.get(meeting.id, [])
    row = next((row for row in rows if row.person == at.due.person), None)
    if row is not None and row.why_you and at.may.permits(row.why_you):
        yield Line(stopped(row.why_you))
    hat = row.hat if row is not None and row.hat else None
    body = at.then.record.organisations[hat] if hat else at.then.organisation_of(at.due.person, meeting.day)
    if body is not None:
        yield Line(f"You would come for {body.name}.")


def where(at: Occasion, meeting: MeetingThen) -> Iterator[Line]:
    yield Line(f"{at.when_where(meeting)}.")
    if meeting.row.access_notes and at.may.permits(meeting.row.access_notes):
        yield Line(f"Getting in: {stopped(meeting.row.access_notes)}")
    yield Line(f"If there is anything that you need to take part, tell {at.organiser_name}.")


def _how_long(at: Occasion) -> str:
    begin, end = (int(t[:2]) * 60 + int(t[3:]) for t in (at.meeting.start, at.meeting.end))
    hours, minutes = divmod(max(end - begin, 0), 60)
    said = count(hours, "hour") if hours else ""
    more = count(minutes, "minute") if minutes else ""
    length = " and ".join(part for part in (said, more) if part)
    return f"We meet for {length}, around tables, and there is no fixed agenda."
