"""What happened to one thing: what was said of it, what was changed about it, by whom, and what can be taken back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from app import permissions as may
from app import words
from app.audit.models import AuditEntry
from app.clock import now
from app.errors import NotFound
from app.history.machines import MACHINES
from app.history.models import Event, StruckEvent
from app.keeping.spots import KINDS
from app.pages.writing.all import SHEETS
from app.pages.writing.sheets import Place
from app.record import seen
from app.record.actions import actions_then
from app.record.amending import table_of
from app.record.seats import Seat

SHOWN = 200
PART_OF = {kind: part for part, kind in KINDS.items()}
SAID = {
    "proposed": "Proposed",
    "asked": "Asked {to} to take it on",
    "accepted": "Taken on",
    "declined": "Handed back",
    "agreed": "Agreed",
    "started": "Begun",
    "moving": "Moving",
    "stuck": "Stuck",
    "carried": "Carried on",
    "redated": "Given another day",
    "reworded": "Put in other words",
    "reassigned": "{to} leads it from then on",
    "handed_on": "Handed on to {to}",
    "parked": "Set aside",
    "let_go": "Let go",
    "done": "Done",
    "reopened": "Opened again",
    "business_as_usual": "It is business as usual now",
    "invited": "Invitations went out",
    "prepared": "Prepared",
    "opened": "Opened",
    "closed": "Closed",
    "moved": "Moved to {to}",
    "cancelled": "Cancelled",
    "consent_asked": "Asked whether the story may be told",
    "consent_given": "Yes: it may be told",
    "checked": "Checked: nobody could tell who this is",
    "used": "Told in the room",
    "learned": "What it taught was noted",
    "destroyed": "Its words were destroyed",
    "withdrawn": "Withdrawn",
    "resting": "Set to rest",
    "resumed": "Taken up again",
    "finished": "Brought to an end",
    "handed_over": "Handed over",
    "running": "Up and running",
    "ended": "Ended",
    "set_up": "Setting up began",
    "closing": "Coming to its end",
    "archived": "Archived",
    "abandoned": "Given up",
}
DONE = {"added": "Added", "changed": "Changed", "took away": "Taken away", "took back": "Taken back: {event}"}


@dataclass(frozen=True)
class Line:
    """One line of what happened. `back` is the way to put it as it was before, where there is one."""

    day: str
    at: str
    who: str
    what: str
    texts: list[str] = field(default_factory=list)
    hidden: bool = False
    back: str = ""


@dataclass(frozen=True)
class ThingShown:
    id: str
    kind: str
    name: str
    lines: list[Line]
    can_take_back: str  # what would be taken back, in words; "" where nothing can


# -- which things there are, and for whom ------------------------------
def thing_in(seat: Seat, thing: str) -> tuple[str, str]:
    """Kind and name of a thing of the series; NotFound where there is none that this seat may see."""
    known = seat.record.things.get(thing)
    if known is None or thing.startswith("~"):
        raise NotFound
    may.require_sight(_sees(seat, known.kind, thing))
    return known.kind, name_of(seat, known.kind, thing)


def _sees(seat: Seat, kind: str, thing: str) -> bool:
    """As the page of its kind shows it; of what a sponsor sees nobody's name is told here."""
    record = seat.record
    rules: dict[str, Callable[[], bool]] = {
        "action": lambda: any(a.id == thing for a in seen.actions(seat, actions_then(seat.then))),
        "conflict": lambda: any(c.id == thing for c in seen.conflicts(seat, record.conflicts)),
        "big_assumption": lambda: may.see_record(seat) and seen.barrier_map(seat, record.barrier_map) is not None,
        "follow_up": lambda: thing in {f.id for f in seen.follow_ups(seat, record.follow_ups.values())},
        "story": lambda: may.see_stories(seat),
    }
    return rules.get(kind, lambda: may.see_record(seat))()


def name_of(seat: Seat, kind: str, thing: str) -> str:
    """What people call it."""
    record, then = seat.record, seat.then
    if kind == "action":
        return next(a.text for a in actions_then(then) if a.id == thing)
    if kind == "meeting":
        return f"Meeting {record.meetings[thing].number}"
    if kind == "person":
        return record.people[thing].name
    if kind == "story":
        return record.stories[thing].title or "A story"
    if kind == "follow_up":
        return f"In touch with {then.known_as(record.follow_ups[thing].with_person)}"
    return next((str(words_) for words_ in _words_of(seat, thing)), "")


def _words_of(seat: Seat, thing: str) -> Iterator[str]:
    r = seat.record
    lists: tuple[Any, ...] = (r.purposes, r.conflicts, r.facts, r.visions)
    maps: tuple[dict[str, Any], ...] = (r.organisations, r.home_checks, r.aspirations, r.findings, r.priorities)
    maps += (r.decisions, r.tests, r.big_assumptions, r.evidence, r.initiatives)
    rows = [row for rows in lists for row in rows if row.id == thing] + [held[thing] for held in maps if thing in held]
    for row in rows:
        for name in ("text", "title", "name", "question"):
            if getattr(row, name, None):
                yield getattr(row, name)
                break


# -- what happened -----------------------------------------------------
def show(db: Session, seat: Seat, thing: str) -> ThingShown:
    kind, name = thing_in(seat, thing)
    told = [(_when(event), _said(seat, event)) for event in seen.events(seat, seat.then.events(thing))]
    changed = [(entry.at, line) for entry in _entries(db, seat, thing) if (line := _changed(seat, kind, entry))]
    struck = [(row.struck_at, _struck(seat, row)) for row in _taken_back(db, seat, thing)]
    lines = sorted([*told, *changed, *struck], key=lambda it: it[0], reverse=True)
    last = last_word(seat, kind, thing)
    return ThingShown(thing, kind, name, [line for _, line in lines], _called(seat, last) if last else "")


def last_word(seat: Seat, kind: str, thing: str) -> Event | None:
    """What was said last, here and today, if this reader may take it back (docs/domain.md, "Taking back")."""
    events = seat.record.happened(thing)
    if kind not in MACHINES or kind == "story" or not events:
        return None
    last = events[-1]
    return last if last.on == seat.today and _said_here(last) and may.take_back(seat, last.by) else None


def _said_here(event: Event) -> bool:
    """By an account, or by a personal link; what came with a file was said elsewhere."""
    return event.recorded_by is not None or (event.via == "link" and event.recorded_at is not None)


def _when(event: Event) -> datetime:
    """An event of a file has a day and no hour; so it comes after all that was told here that day."""
    if _said_here(event) and event.recorded_at is not None:
        return event.recorded_at
    return datetime(event.on.year, event.on.month, event.on.day, tzinfo=now().tzinfo)


def _said(seat: Seat, event: Event) -> Line:
    texts = [event.text, event.note, event.what_would_help, event.kept_by]
    return Line(
        words.dated(event.on, seat.today),
        "",
        seat.then.known_as(event.by) if event.by else "",
        _called(seat, event),
        [text for text in texts if text],
        event.visibility == "organisers",
    )


def _called(seat: Seat, event: Event) -> str:
    return SAID[event.event].format(to=_to(seat, event))


def _to(seat: Seat, event: Event) -> str:
    if event.to_person:
        return seat.then.known_as(event.to_person)
    if event.to_day:
        return words.full_day(event.to_day)
    if event.to_thing:
        known = seat.record.things[event.to_thing]
        return name_of(seat, known.kind, event.to_thing)
    return event.to_words or "the same person"


def _entries(db: Session, seat: Seat, thing: str) -> list[AuditEntry]:
    entries = table_of(AuditEntry)
    mine = (entries.c.chain == seat.series_id) & (entries.c.thing == thing)
    return list(db.execute(select(entries).where(mine).order_by(entries.c.n.desc()).limit(SHOWN)).all())  # type: ignore[arg-type]


def _changed(seat: Seat, kind: str, entry: AuditEntry) -> Line | None:
    """What was changed about it; which words, only for those who could have changed them."""
    if entry.verb not in DONE or entry.verb == "took back":
        return None
    said: dict[str, Any] = json.loads(entry.said)
    texts = [_from_to(name, pair) for name, pair in said.items()] if seat.organiser and entry.verb == "changed" else []
    form = f"{kind}-change"
    fits = form in SHEETS and entry.verb == "changed" and any(pair for pair in said.values())
    may_go_back = fits and SHEETS[form].may(seat, Place(seat, entry.thing or ""))
    back = f"/series/{seat.slug}/write/{form}/{entry.thing}?as={entry.n}" if may_go_back else ""
    day, hour = _day_and_hour(seat, entry.at)
    return Line(day, hour, seat.then.known_as(entry.person) if entry.person else "", DONE[entry.verb], texts, back=back)


def _from_to(name: str, pair: list[Any] | None) -> str:
    said = words.sentence(name.replace("_", " "))
    if pair is None:
        return f"{said}: changed"
    before, after = (", ".join(map(str, v)) if isinstance(v, list) else v for v in pair)
    return f"{said}: {'nothing' if before is None else before} → {'nothing' if after is None else after}"


def _taken_back(db: Session, seat: Seat, thing: str) -> list[StruckEvent]:
    """For whoever had said it, and for organisers."""
    struck = table_of(StruckEvent)
    mine = (struck.c.series_id == seat.series_id) & (struck.c.thing_id == thing)
    rows: list[Any] = list(db.execute(select(struck).where(mine)).all())
    return [row for row in rows if may.take_back(seat, row.by)]


def _struck(seat: Seat, row: StruckEvent) -> Line:
    said = json.loads(row.said)
    day, hour = _day_and_hour(seat, row.struck_at)
    event = words.lowered(SAID[row.event].partition(" {")[0])
    texts = [said[key] for key in ("text", "note", "what_would_help") if key in said]
    return Line(day, hour, seat.then.known_as(row.by) if row.by else "", f"Taken back: {event}", texts, hidden=True)


def _day_and_hour(seat: Seat, at: datetime) -> tuple[str, str]:
    there = at.astimezone(ZoneInfo(seat.series.time_zone))
    return words.dated(there.date(), seat.today), f"{there.hour}.{there:%M}"
