"""What the page of people says of organisations: whom we come from, what each was asked at home, and what it said."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.people.models import HomeCheck, Organisation
from app.record import seen
from app.record.seats import Seat

SECTORS = {
    "hscp": "health and social care partnership",
    "nhs": "the NHS",
    "general_practice": "general practice",
    "council": "the council",
    "third_sector": "the third sector",
    "independent_sector": "the independent sector",
    "housing": "housing",
    "police_justice": "police or justice",
    "education": "education",
    "community_group": "a community group",
    "lived_experience": "people with lived experience",
    "facilitator": "holds the meetings",
    "other": "",
}
ANSWERS = {"agrees": "Yes", "agrees_if": "Yes, if", "not_yet": "Not yet", "declines": "No"}


@dataclass(frozen=True)
class Check:
    row: HomeCheck
    said: str


@dataclass(frozen=True)
class Body:
    row: Organisation
    about: str
    checks: list[Check]


def bodies(seat: Seat) -> list[Body]:
    """Every organisation, for those who read the record; nothing for anyone else."""
    if not seat.reads_the_record:
        return []
    then = seat.then
    known = [c for c in seen.home_checks(seat, then.record.home_checks.values()) if c.asked_on <= then.said]
    return [
        Body(row, _about(seat, row), [Check(c, _said(c, then.said)) for c in known if c.organisation == row.id])
        for row in then.record.organisations.values()
    ]


def _about(seat: Seat, row: Organisation) -> str:
    parts = [SECTORS[row.sector]]
    if seat.organiser and row.check_back_days:
        parts.append(f"needs {words.count(row.check_back_days, 'day')} to say yes")
    if seat.organiser and row.essential:
        parts.append("we cannot do this without them")
    return words.sentence(", ".join(part for part in parts if part))


def _said(check: HomeCheck, day: date) -> str:
    if check.answered_on and check.answered_on <= day:
        return f"{ANSWERS.get(check.answer or '', '')}, said on {words.short_day(check.answered_on)}"
    if check.lapsed_on and check.lapsed_on <= day:
        return "Not needed any more"
    due = f", hoped for by {words.short_day(check.answer_due)}" if check.answer_due else ""
    return f"Asked on {words.short_day(check.asked_on)}{due}"
