"""The story so far, for somebody new: why we meet, where we are, who is who, how we work, and what is next."""

from collections.abc import Iterator
from dataclasses import replace

from app.freezing.pages import page_for
from app.letters.calendar_files import to_come
from app.letters.handover import taken_over
from app.letters.parts import Letter, Occasion, listed_block, next_meeting, on_its_day, reply_to
from app.people.models import Person
from app.recap import Block, Line
from app.record.actions import OPEN
from app.record.priorities import PriorityThen, chosen_then
from app.record.tally import ENDS, tally
from app.record.then import MeetingThen
from app.words import full_day, lowered, stopped

KEPT = ("last", "since", "moving", "tried", "hopes")
MOST_PEOPLE = 60
MOST_LINES = 8
PLAN = "The plan"


def letter(at: Occasion) -> Letter:
    meeting = at.then.next_meeting
    reply = reply_to(at, meeting) if meeting is not None else ""
    asked = " There is also something that we ask you to take over; it stands first below." if at.asks else ""
    return Letter(
        subject=f"{at.series}: welcome, and the story so far",
        heading="The story so far",
        soft=f"For {at.person.name}",
        first_line=f"{at.name}, welcome to {at.of_the_series}.",
        words=f"This is what has happened before you came. You need not learn any of it.{asked}",
        button=at.button("Say whether you come" if reply == "none" else "Your own page"),
        body=tuple(_body(at)),
        why=f"You have this letter because you are new in {at.of_the_series}",
        calendar=to_come(at, meeting) if meeting is not None and reply else None,
    )


def _body(at: Occasion) -> Iterator[Block]:
    if at.asks:
        yield from taken_over(at)
    yield from _why_we_meet(at)
    yield from _where_we_are(at)
    yield from _the_plan(at)
    if at.reads_the_record:
        yield from listed_block("people", "Who is who", [_who(at, person) for person in _group(at)])
    ways = [way.text for way in at.then.record.agreed_ways if at.may.permits(way.text)]
    yield from listed_block("agreement", "How we have agreed to work", [stopped(way) for way in ways])
    yield from listed_block("organisation", _their_own(at), list(_taken_on(at)))
    yield from next_meeting(at)


def _why_we_meet(at: Occasion) -> Iterator[Block]:
    said = [at.then.purpose(kind) for kind in ("long_term_goal", "inquiry_question", "short_term_goal")]
    lines = [Line(stopped(p.text)) for p in said if p is not None and at.may.permits(p.text)]
    yield Block("why", "Why we meet", tuple(lines) or (Line(f"We meet for {at.then.record.series.people_served}."),))


def _where_we_are(at: Occasion) -> Iterator[Block]:
    """From the page of the meeting that comes next; after the last one, from the page of that."""
    meeting = _page_of(at)
    if meeting is None:
        return
    page = page_for(at.db, at.then.record, meeting.number, at.then.said, for_sponsor=at.is_sponsor_only).recap
    for block in page.without_sources().blocks:
        if block.key in KEPT and block.lines:
            yield replace(on_its_day(block, meeting), question="")


def _the_plan(at: Occasion) -> Iterator[Block]:
    """Its lines as the plan in words has them; where there are many, their names, and where the rest stands."""
    chosen = [line for line in chosen_then(at.then) if at.may.permits(line.row.text)]
    if len(chosen) > MOST_LINES:
        names = "; ".join(line.row.text.rstrip(".") for line in chosen)
        yield Block("plan", PLAN, (Line(f"{names}."), Line("How each of them stands is on your own page.")))
    else:
        yield from listed_block("plan", PLAN, [_stands(at, line) for line in chosen])


def _stands(at: Occasion, line: PriorityThen) -> str:
    counts = tally([action for action in at.actions.values() if action.row.priority == line.id])
    end = ENDS.get(line.end.ended_as or "") if line.end else None
    said = counts.words if at.reads_the_record else counts.roughly
    return f"{line.row.text.rstrip('.')}: {lowered(end) if end else said}."


def _page_of(at: Occasion) -> MeetingThen | None:
    return at.then.next_meeting or at.then.last_held


def _group(at: Occasion) -> list[Person]:
    people = at.then.record.people.values()
    here = [p for p in people if p.id != at.due.person and at.then.roles(p.id) - {"visitor", "substitute"}]
    return sorted(here, key=lambda p: p.name.casefold())[:MOST_PEOPLE]


def _who(at: Occasion, person: Person) -> str:
    body = at.then.organisation_of(person.id)
    return f"{', '.join(part for part in (person.name, person.job, body.name if body else None) if part)}."


# -- their organisation ----------------------------------------------------
def _their_own(at: Occasion) -> str:
    body = at.then.organisation_of(at.due.person)
    return f"What {body.name} has taken on" if body else "What has been taken on"


def _taken_on(at: Occasion) -> Iterator[str]:
    """What others of the same organisation lead, what it was asked, and what it accepted."""
    body = at.then.organisation_of(at.due.person)
    if body is None or not at.reads_the_record:
        return
    for action in at.actions.values():
        if action.lead and action.lead != at.due.person and action.state in OPEN and at.may.permits(action.text):
            hat = at.then.organisation_of(action.lead)
            if hat is not None and hat.id == body.id:
                yield f"{action.text.rstrip('.')}: {at.then.known_as(action.lead)} leads."
    for check in at.then.record.home_checks.values():
        waits = check.answered_on is None and check.lapsed_on is None and check.asked_on <= at.then.said
        if check.organisation == body.id and waits and at.may.permits(check.question):
            yield f"It has been asked: {stopped(check.question)}"
    accepted = [a.on for a in at.then.record.acceptances if a.organisation == body.id and a.on <= at.then.said]
    if accepted:
        yield f"It accepted how we work on {full_day(accepted[0])}."
