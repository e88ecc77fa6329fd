"""Bringing people in from a spreadsheet: pasted, looked at together, and then all of them written or none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app import words
from app.actions.domain import Unsaid
from app.beginning.joining import Joined, join
from app.beginning.organisations import SHORT_NAME
from app.beginning.recognising import PersonFound, Understood, understood
from app.clock import now
from app.keeping.draft import Draft
from app.pages.writing.hats import require_change_of_facilitators
from app.people.models import SECTORS
from app.record.acting import Said
from app.record.seats import Seat
from app.series_file.checking import check
from app.series_file.faults import Fault
from app.web.database import Db
from app.web.forms import Form, FormModel, Text, posted
from app.web.pages import page, see_other
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}/people")
MOST_ASKED = 300  # questions in one form
ROLES = {
    "participant": "participants",
    "lived_experience": "people with lived experience",
    "sponsor": "sponsors",
    "substitute": "substitutes",
    "visitor": "visitors",
}
SECTOR_WORDS = {
    "hscp": "health and social care partnership",
    "nhs": "NHS",
    "general_practice": "general practice",
    "council": "council",
    "third_sector": "third sector",
    "independent_sector": "independent sector",
    "housing": "housing",
    "police_justice": "police and justice",
    "education": "education",
    "community_group": "community group",
    "lived_experience": "people with lived experience",
    "facilitator": "facilitator",
    "other": "other",
}
ONE_ROLE = {
    "facilitator": "facilitator",
    "integration_manager": "integration manager",
    "participant": "participant",
    "lived_experience": "lived experience",
    "sponsor": "sponsor",
    "substitute": "substitute",
    "visitor": "visitor",
}
AGAIN = "The series or the list has changed since you looked. Here it is again: look once more, then add them."
TOO_MANY = {
    "people": "There is room for 120 people in a series. Take some lines out, or add them in another series.",
    "organisations": "There is room for 40 organisations in a series. Are some of them one?",
}


class PasteForm(FormModel):
    """`seen` marks what was looked at. Answers, by line and organisation, are read as they are named."""

    step: Literal["look", "add"] = "look"
    text: Text(60_000)  # type: ignore[valid-type]
    day: date | None = None
    role: Literal["participant", "lived_experience", "sponsor", "substitute", "visitor"] = "participant"
    seen: str = ""


@dataclass(frozen=True)
class Line:
    """One line as it was understood. `about` is how to reach them and what they do."""

    found: PersonFound
    organisation: str
    about: str
    role: str
    question: str


@router.get("/paste", name="paste_people")
def ask(request: Request, seat: MySeat) -> Response:
    return paste_page(request, seat, Form({"day": usual_day(seat).isoformat(), "role": "participant"}))


@router.post("/paste", name="paste_people")
def paste(
    request: Request, db: Db, seat: MySeat, form: Annotated[Form[PasteForm], Depends(posted(PasteForm))]
) -> Response:
    if form.data is None:
        return paste_page(request, seat, form, status=422)
    draft = Draft(seat.record)
    found = understood(form.data.text, draft.doc)
    _refuse_unclear(form, found)
    if not form.errors:
        joined = _join(form, draft, found, seat)
        if not form.errors and form.data.step == "add" and _looked_at(form, found):
            return _add(request, db, seat, draft, joined)
    return paste_page(request, seat, form, found, status=422 if form.errors else 200)


def _refuse_unclear(form: Form[PasteForm], found: Understood) -> None:
    if found.faults:
        lines = words.count(len({fault.line for fault in found.faults}), "line")
        form.refuse(f"{words.sentence(lines)} cannot be kept yet. Change the list, and look again.", "text")
    elif not found.people:
        form.refuse("Nobody is named here. Copy the cells with people’s names, and paste them.", "text")
    elif sum(bool(p.same_as) for p in found.people) + 3 * len(found.organisations) > MOST_ASKED:
        form.refuse("There is too much to ask about this list. Paste it in two parts.", "text")


def _join(form: Form[PasteForm], draft: Draft, found: Understood, seat: Seat) -> Joined:
    """Have them join in the draft; what the rules of the series file refuse is said where it can be put right."""
    assert form.data is not None
    answers = {key: value for key, value in form.typed.items() if form.typed.get("seen") == found.mark(form.data.text)}
    day = form.data.day or usual_day(seat)
    joined = join(draft.doc, found, answers, role=form.data.role, day=day)
    for fault in check(draft.doc):
        name, why = _said_of(fault, joined, seat)
        form.errors.setdefault(name, why)
    try:
        require_change_of_facilitators(draft, seat)
    except Unsaid as why:
        form.errors.setdefault("text", str(why))
    return joined


def _said_of(fault: Fault, joined: Joined, seat: Seat) -> tuple[str, str]:
    """The field beside which a fault is shown, and its words."""
    if fault.place in TOO_MANY:
        return "text", TOO_MANY[fault.place]
    match = re.match(r"organisations\[([^]]+)\]", fault.place)
    if match and match[1] in joined.organisations:
        return f"short_{joined.organisations[match[1]].n}", f"Write a name of {SHORT_NAME} letters or fewer."
    if match := re.match(r"meetings\[([^]]+)\]\.attendance", fault.place):
        number = seat.record.meetings[match[1]].number
        return "day", f"Meeting {number} was closed with those who were there. Choose a day after it."
    if match := re.match(r"people\[([^]]+)\]", fault.place):
        line = (joined.people | joined.hats).get(match[1])
        if line:
            return "text", f"Line {line.line.line}, {line.line.name}: {fault.reason}."
    return "", f"{words.sentence(fault.reason)}."


def _looked_at(form: Form[PasteForm], found: Understood) -> bool:
    """Nothing is written that was not looked at: the list and the questions are still those that were shown."""
    assert form.data is not None
    same = form.data.seen == found.mark(form.data.text)
    if not same:
        form.refuse(AGAIN, "text")
    return same


def _add(request: Request, db: Session, seat: Seat, draft: Draft, joined: Joined) -> Response:
    if joined.anything:
        draft.write(db, Said(seat.account_id, seat.person, seat.today, now()))
    said = "people-added" if joined.anything else "people-known"
    return see_other(request, "people", said=said, slug=seat.slug)


def usual_day(seat: Seat) -> date:
    """Today; tomorrow, where a meeting has been closed today with those who were there."""
    closed = any(meeting.day == seat.today and meeting.closed for meeting in seat.then.meetings)
    return seat.today + timedelta(days=1) if closed else seat.today


def paste_page(
    request: Request, seat: Seat, form: Form[PasteForm], found: Understood | None = None, status: int = 200
) -> Response:
    """The list to paste; below it what was understood, and what is to be settled before anything is written."""
    found = found or Understood()
    text = str(form.typed.get("text", ""))
    seen = found.mark(text)
    if form.typed.get("seen") != seen:  # answers to other questions
        answers = re.compile("(who|org|sector|short)_")
        form.typed = {key: value for key, value in form.typed.items() if not answers.match(key)}
    return page(
        request,
        "beginning/paste.html",
        status=status,
        form=form,
        found=found,
        lines=list(_lines(found, seat, ONE_ROLE[str(form.typed.get("role", ""))] if form.data else "")),
        near=[o for o in found.organisations if o.near],
        fresh=[o for o in found.organisations if not o.near or form.typed.get(f"org_{o.n}") == "new"],
        roles=list(ROLES.items()),
        sectors=[(sector, SECTOR_WORDS[sector]) for sector in SECTORS],
        seen=seen,
        button_words=_button(found),
        unused=words.listed(f"“{head}”" for head in found.unused),
        newly_begun=request.query_params.get("said") == "series-begun",
    )


def _lines(found: Understood, seat: Seat, role: str) -> Iterator[Line]:
    fresh = {o.id: o.name for o in found.organisations}
    for person in found.people:
        known = seat.record.organisations.get(person.organisation)
        organisation = known.name if known else fresh.get(person.organisation, "")
        said = person.line
        about = ", ".join(part for part in (said.job, said.email, said.mobile) if part)
        yield Line(person, organisation, about, ONE_ROLE.get(said.role, role), _question(person))


def _question(person: PersonFound) -> str:
    """Who this may be, and why it is thought so."""
    if not person.same_as:
        return ""
    where = "on this list" if person.same_as.startswith("line-") else "in the series"
    return f"{person.same_name} is {where}{' with this address' if person.by == 'address' else ''}."


def _button(found: Understood) -> str:
    new = sum(not person.same_as for person in found.people)
    if new == len(found.people):
        return f"Add {words.count(new, 'person', 'people')}" if new > 1 else "Add this person"
    return "Add them"
