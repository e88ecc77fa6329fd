"""One page from the record: gather what is known, say it, and say less until it stands on one side."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from app.recap import sponsor, welcome
from app.recap.discretion import Discretion
from app.recap.facts import Facts, gather
from app.recap.fit import fits
from app.recap.hopes import hopes
from app.recap.last_time import last_time
from app.recap.moving import moving
from app.recap.page import Block, Line, Recap
from app.recap.room import AS_SHORT_AS_IT_NEED_BE, MOST_WORDS, STEPS, Room
from app.recap.since import since
from app.recap.today import question, today
from app.recap.tried import tried
from app.recap.voice import Voice
from app.recap.who import who
from app.recap.why import why
from app.record.reading import Record
from app.record.remembering import remembered
from app.words import day, full_day, spoken

Part = tuple[str, str, list[Line]]
NAMES = {
    "why": "Why we are here",
    "who": "Who is here",
    "last": "Last time",
    "since": "Since then",
    "moving": "Still moving, and stuck",
    "tried": "What we tried",
    "hopes": "What we hoped for",
    "today": "Today",
    "coming": "Who is coming",
    "day": "How the day runs",
}


@remembered
def recap(record: Record, number: int, on: date, *, for_sponsor: bool = False) -> Recap:
    """The page of one meeting as of its evening before, knowing only what has been said by `on`.

    The first meeting's is a welcome. NotFound where there is no such meeting or it was cancelled.
    """
    facts = gather(record, number, on, for_sponsor=for_sponsor)
    page = _longest_that_fits(facts)
    return page.without_sources() if for_sponsor else page


def _longest_that_fits(facts: Facts) -> Recap:
    for step, room in enumerate(STEPS):
        page = _page(facts, room)
        if fits(page) and (page.words <= MOST_WORDS or step >= AS_SHORT_AS_IT_NEED_BE):
            return page
    return page


def _page(facts: Facts, room: Room) -> Recap:
    said = _parts(facts, room)
    blocks = [Block(key, NAMES[key], tuple(lines)) for key, lines in said]
    meeting = facts.meeting
    return Recap(
        kind="welcome" if facts.is_first else "recap",
        number=meeting.number,
        heading="Welcome" if facts.is_first else "Where we have got to",
        series=facts.record.series.title,
        language=facts.record.series.language,
        which=_which(facts),
        when_where=_when_where(facts),
        as_of=facts.at.day,
        blocks=(*blocks[:-1], replace(blocks[-1], question=question(facts))),
    )


def _parts(facts: Facts, room: Room) -> Iterable[tuple[str, list[Line]]]:
    voice = Voice()
    whole = replace(facts, may=Discretion(facts.record))  # a sponsor reads the first and the last part whole
    if facts.is_first:
        parts: list[tuple[str, Callable[[], list[Line]]]] = [
            ("why", lambda: welcome.why(facts)),
            ("coming", lambda: welcome.who(facts, room)),
            ("day", lambda: welcome.day(facts, room)),
        ]
    elif facts.may.for_sponsor:
        parts = [
            ("why", lambda: why(whole, voice, room)),
            ("who", lambda: sponsor.who(facts)),
            ("last", lambda: sponsor.last_time(facts)),
            ("since", lambda: sponsor.since(facts)),
            ("moving", lambda: sponsor.moving(facts)),
            ("tried", sponsor.tried),
            ("hopes", lambda: sponsor.hopes(facts, voice)),
            ("today", lambda: today(whole, voice, replace(room, decide=False))),
        ]
    else:
        said = {"why": why, "who": who, "last": last_time, "since": since, "moving": moving, "tried": tried}
        return [(key, part(facts, voice, room)) for key, part in {**said, "hopes": hopes, "today": today}.items()]
    return [(key, part()) for key, part in parts]


def _which(facts: Facts) -> str:
    number, planned = facts.meeting.number, facts.planned
    if number == 0:
        return "start-up meeting"
    return f"meeting {number} of {planned}" if number <= planned else f"meeting {number}"


def _when_where(facts: Facts) -> str:
    """The day with its year, since the page is kept; from when to when; where."""
    meeting = facts.meeting
    when = f"{day(meeting.day).split(' ', 1)[0]} {full_day(meeting.day)}"
    parts = [when, f"{spoken(meeting.start)} to {spoken(meeting.end)}", meeting.row.venue or ""]
    return ", ".join(part for part in parts if part)
