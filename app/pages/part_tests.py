"""A test of change that somebody is asked to lead, by their link: the question, their answer, and taking it back."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app import permissions as may
from app import words
from app.actions.domain import Unsaid
from app.audit.models import AuditEntry
from app.errors import NotAllowedNow, NotFound
from app.keeping.draft import Draft
from app.keeping.spots import Spot
from app.pages.part_answers import Choice, Words, keep
from app.pages.part_view import Frame, Told
from app.pages.part_words import Answer
from app.pages.writing.leading import NO, YES, answered
from app.pages.writing.sheets import Place
from app.record.amending import table_of
from app.record.priorities import priorities_then
from app.record.seats import Part, Seat
from app.record.tests import TestThen, test_then, tests_then
from app.web.database import Db

ASKED_TO_LEAD = (
    Answer("take_on", "Yes, I will", "agreed", "Anything to say with it?", "Yes, I will:"),
    Answer("not_mine", "No", "let_go", "Anything to say with it?", "No:"),
)
TOO_LATE = "Something was said after it, so it cannot be taken back. Say what is so now instead."


# -- the question --------------------------------------------------------
def asked_to_lead(part: Part) -> list[Frame]:
    """Each with the last word that went with the question. Whoever has moved on can only say no."""
    lines = {p.id: p for p in priorities_then(part.seat.then)} if part.placed else {}
    asked = (test for test in tests_then(part.seat.then) if part.seat.is_(test.asked_of))
    return [
        Frame(
            test.id,
            test.row.title,
            "asked",
            when="",
            away="",
            line=lines.get(test.row.priority or ""),
            about=list(_about(part, test)),
            standing="",
            today=0,
            answers=ASKED_TO_LEAD if part.placed else ASKED_TO_LEAD[1:],
            of="test",
        )
        for test in asked
    ]


def _about(part: Part, test: TestThen) -> Iterator[str]:
    """What it is for, whose it has been and who tries it, for those who have a place here; and the last word on it."""
    then, lead = part.seat.then, test.row.lead
    team = [then.known_as(p) for p in then.record.linked(test.id, "team") if not part.seat.is_(p)]
    if part.placed and test.row.aim:
        yield words.stopped(test.row.aim)
    if part.placed:
        yield f"{then.known_as(lead)} {'leads it so far' if then.memberships(lead) else 'led it before'}."
    if part.placed and team:
        yield f"{words.listed(team)} {'tries' if len(team) == 1 else 'try'} it too."
    if test.row.asked_note:
        yield f"The last word on it: {words.quoted(test.row.asked_note)}."


# -- the answer ----------------------------------------------------------
def answer(db: Db, part: Part, thing: str, choice: Choice, said: Words) -> None:
    """With yes it is theirs; with no nobody is asked any more. The words stand with the contact that is answered."""
    seat = part.seat
    row = seat.record.tests.get(thing)
    test = test_then(seat.then, row) if row is not None else None
    if test is None or not seat.is_(test.asked_of) or not may.answer_for_a_test(seat, test.row):
        raise NotFound("This is not yours to answer any more.")
    if choice not in {one.value for one in ASKED_TO_LEAD}:
        raise Unsaid("Choose one of the answers first. Then send it.", "answer")
    draft = Draft(seat.record)
    answered(draft, Place(seat, thing), YES if choice == "take_on" else NO, said.text, by_phone=False)
    keep(db, draft, seat, ("tests", thing), {"heard": said.field})


# -- taking it back --------------------------------------------------------
def answered_today(db: Db, seat: Seat) -> list[Told]:
    """What one answered today, while nothing has been changed about the test since; `today` numbers the change."""
    found = []
    for thing, entry in _last_changes(db, seat).items():
        if thing in seat.record.tests and _is_an_answer(seat, entry):
            said = "you lead it" if "lead" in json.loads(entry.said) else "you do not lead it"
            title = seat.record.tests[thing].title
            found.append(Told(thing, title, "asked", f"You said today that {said}.", entry.n))
    return found


def take_back(db: Db, part: Part, thing: str, n: int) -> None:
    """The test as it was before one answered, and the contact as if nothing had been heard."""
    seat = part.seat
    entry = _last_changes(db, seat).get(thing)
    if entry is None or entry.n != n or not _is_an_answer(seat, entry):
        raise NotAllowedNow(TOO_LATE)
    draft, spot = Draft(seat.record), ("tests", thing)
    before = {name: pair[0] for name, pair in json.loads(entry.said).items() if pair is not None}
    draft.change(spot, before)
    for other in _with_it(db, seat, entry):
        contact: Spot = ("follow_ups", other.thing)
        if other.verb == "added":
            draft.take_away(contact)
        else:
            draft.change(contact, {"result": None, "heard": None})
    if draft.refused(spot):
        raise NotAllowedNow(TOO_LATE)
    keep(db, draft, seat, spot, {})


def _is_an_answer(seat: Seat, entry: Any) -> bool:
    return entry.account_id is None and json.loads(entry.said).get("asked_of") == [seat.person, None]


def _last_changes(db: Db, seat: Seat) -> dict[str, Any]:
    """The last entry of today about each test, as far as it was this person's."""
    entries = table_of(AuditEntry)
    zone = ZoneInfo(seat.series.time_zone)
    begins = datetime(seat.today.year, seat.today.month, seat.today.day, tzinfo=zone)
    today = (entries.c.at >= begins) & (entries.c.at < begins + timedelta(days=1))
    mine = (entries.c.chain == seat.series_id) & (entries.c.kind == "test") & today
    last = {row.thing: row for row in db.execute(select(entries).where(mine).order_by(entries.c.n)).all()}
    return {thing: row for thing, row in last.items() if row.person == seat.person}


def _with_it(db: Db, seat: Seat, entry: Any) -> list[Any]:
    """What was written of contacts in the same moment."""
    entries = table_of(AuditEntry)
    same = (entries.c.chain == seat.series_id) & (entries.c.at == entry.at) & (entries.c.person == seat.person)
    return list(db.execute(select(entries).where(same, entries.c.kind == "follow_up")).all())
