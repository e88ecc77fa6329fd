"""What was written down of a meeting, as it was handed out."""

from collections.abc import Iterator
from itertools import groupby

from app.letters.due_of_meetings import record_text
from app.letters.parts import Letter, Occasion, member_of
from app.letters.thanks import thanks_too
from app.recap import Block, Line
from app.words import day


def letter(at: Occasion) -> Letter:
    meeting = at.meeting
    return Letter(
        subject=f"{at.series}, {day(meeting.day)}: what was written down",
        heading="What was written down",
        soft=f"At {at.which(meeting)}, {day(meeting.day)}",
        first_line=f"{at.name}, this is the record of {at.nth(meeting)}, on {day(meeting.day)}.",
        thanks=thanks_too(at),
        words="If something in it is not as you remember it, please say so.",
        button=at.button("Your own page"),
        body=tuple(blocks(record_text(at.then, meeting) or "")),
        why=member_of(at),
    )


def blocks(text: str) -> Iterator[Block]:
    """A text as it was typed: paragraphs apart by an empty line; a first line without a full stop is a heading."""
    lines = (line.strip() for line in text.splitlines())
    for filled, paragraph in groupby(lines, bool):
        if not filled:
            continue
        first, *rest = paragraph
        is_heading = bool(rest) and len(first) < 60 and first[-1] not in ".,;?!…" and not first.startswith("- ")
        said = tuple(_lines(rest if is_heading else [first, *rest]))
        yield Block("", first.rstrip(":") if is_heading else "", said)


def _lines(rows: list[str]) -> Iterator[Line]:
    """An item of a list goes on until the next begins."""
    found: list[str] = []
    for row in rows:
        if row.startswith("- ") or not found or not found[-1].startswith("- "):
            found.append(row)
        else:
            found[-1] = f"{found[-1]} {row}"
    for row in found:
        yield Line(row.removeprefix("- "), item=row.startswith("- "))
