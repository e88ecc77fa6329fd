"""What the page of initiatives shows: what carries on, who with, and where it lives."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.outcomes.models import Initiative, LastWord
from app.record import seen
from app.record.actions import ActionThen, actions_then
from app.record.priorities import PriorityThen, chosen_then
from app.record.seats import Seat
from app.record.then import Then

STATES = {
    "proposed": "proposed",
    "agreed": "agreed",
    "handed_over": "handed over",
    "running": "running",
    "ended": "ended",
}


@dataclass(frozen=True)
class InitiativeShown:
    row: Initiative
    state: str
    lead: str
    line: PriorityThen | None
    first_actions: list[ActionThen]
    first_date: date | None
    review_on: date | None


@dataclass(frozen=True)
class Initiatives:
    opening: str
    initiatives: list[InitiativeShown]


def initiatives(then: Then) -> Initiatives:
    """Everything that carries on, as it stood at the end of a day."""
    actions = {a.id: a for a in actions_then(then)}
    lines = {p.id: p for p in chosen_then(then)}
    known = [row for row in then.record.initiatives.values() if then.was_said(row.meeting, None)]
    shown = [
        InitiativeShown(
            row,
            state=STATES[then.state_of("initiative", row.id)],
            lead=then.known_as(row.lead),
            line=lines.get(row.priority or ""),
            first_actions=[actions[a] for a in then.record.linked(row.id, "first_actions") if a in actions],
            first_date=row.first_date,
            review_on=row.review_on,
        )
        for row in known
    ]
    return Initiatives(_opening(then, shown), shown)


@dataclass(frozen=True)
class LastSaid:
    """What somebody said at the end. `about` says whose words they are, `kept` how far they travel."""

    id: str
    text: str
    about: str
    kept: str


ENDING = ("closing", "closed", "archived")


def last_words(seat: Seat) -> list[LastSaid]:
    """From the day on which the series begins to close, as far as each may travel.

    Of what stays in the room organisers, who keep it, see that it is there.
    """
    if seat.then.series_state not in ENDING:
        return []
    words_there = [word for word in seat.record.last_words if seat.organiser or word in seen.last_words(seat)]
    return [_last_said(seat, word) for word in words_there]


def _last_said(seat: Seat, word: LastWord) -> LastSaid:
    if word.leave_to_share == "room":
        return LastSaid(f"word-{word.n}", "", "", "Words that stay in the room.")
    kept = "For the group." if seat.organiser and word.leave_to_share == "record" else ""
    return LastSaid(f"word-{word.n}", word.text, _whose(word), kept)


def _whose(word: LastWord) -> str:
    said = [word.said_by or "", "in our words" if word.retold else ""]
    return ", ".join(part for part in said if part)


def _opening(then: Then, shown: list[InitiativeShown]) -> str:
    if not shown:
        return "Nothing has been set up to carry on yet. That is the work of the last meetings."
    said = f"{words.sentence(words.count(len(shown), 'thing'))} {'carries' if len(shown) == 1 else 'carry'} on."
    coming = sorted(i.first_date for i in shown if i.first_date and i.first_date >= then.day)
    return f"{said} The first date is {words.day(coming[0])}." if coming else said
