"""What may be said of an action: which moves, with which words. A rule here is one of docs/series-file.md, "Actions".

`said` judges a move and gives the event that tells it; nothing is written here. What it must know of the series and the
action it asks for by the two protocols, because the record is made of this package and not the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.errors import NotUnderstood
from app.history.machines import ACTION, require_move
from app.history.models import Event
from app.people.models import Membership

ROOM = {"note": 160, "text": 80, "to_words": 80, "what_would_help": 160}
ASK_AT_CARRY = 3
NOT_SAID = "Not said yet"  # what would help, where somebody is stuck and says no more than that
TAKES_ON = ("asked", "agreed", "reassigned", "reopened")  # from here on it is due some day
WAITING_FOR = "This has been carried on twice before. What is it really waiting for? A few words are enough."


class Series(Protocol):
    """The series as it stands today."""

    def memberships(self, person: str, day: date | None = None) -> list[Membership]: ...
    def due(self, meeting: str | None, on: date | None, said_on: date) -> date | None: ...
    def takers(self) -> set[str]: ...


class Standing(Protocol):
    """An action as it stands today."""

    @property
    def state(self) -> str: ...
    @property
    def lead(self) -> str | None: ...
    @property
    def came_up(self) -> date: ...
    @property
    def due(self) -> date | None: ...
    @property
    def carries(self) -> int: ...
    @property
    def events(self) -> Sequence[Event]: ...


@dataclass(frozen=True)
class Given:
    """What comes with a move. A due day is `due_next`, a meeting or a day; what it goes to is one of the three."""

    note: str | None = None
    text: str | None = None
    due_next: bool | None = None
    due_meeting: str | None = None
    due_on: date | None = None
    to_person: str | None = None
    to_thing: str | None = None
    to_words: str | None = None
    look_again_on: date | None = None
    what_would_help: str | None = None
    who_could_help: str | None = None
    visibility: str | None = None

    @property
    def has_due(self) -> bool:
        return bool(self.due_next or self.due_meeting or self.due_on)


class Unsaid(NotUnderstood):
    """Something that must come with the move is missing or cannot be; `field` is where it is asked for."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


def moves(action: Standing) -> list[str]:
    """The moves that may follow now, in the order of the table."""
    return [move.event for move in ACTION.open_moves(action.state)]


def said(series: Series, action: Standing, event: str, given: Given, *, today: date) -> dict[str, Any]:
    """The event that tells this move, today; refused in words where it may not be made, or not with these words."""
    require_move("action", action.state, event)
    _require_day(action, today)
    told = _worn(event, given)
    _require_words(event, told)
    _require_lead(series, action, event, told, today)
    _require_due(series, action, event, told, today)
    if told.look_again_on is not None and told.look_again_on <= today:
        raise Unsaid("Choose a day that is still to come.", "look_again_on")
    if event == "carried" and action.carries + 1 >= ASK_AT_CARRY and not told.note:
        raise Unsaid(WAITING_FOR, "note")
    return {name: value for name, value in vars(told).items() if value is not None}


def _require_day(action: Standing, today: date) -> None:
    last = action.events[-1].on if action.events else action.came_up
    if today < last:
        raise NotUnderstood(
            f"Something is already told of {last.day} {last:%B %Y}. Nothing can be said of a day before."
        )


def _worn(event: str, given: Given) -> Given:
    """Only what belongs to the move; whatever else came with the form was not meant."""
    move = ACTION.moves[event]
    belongs = {"note", *move.needs, *move.takes}
    due = given.has_due and "due" in belongs
    person = event in ("asked", "reassigned")
    return Given(
        note=given.note,
        visibility=given.visibility,
        text=given.text if "text" in belongs else None,
        due_next=given.due_next if due else None,
        due_meeting=given.due_meeting if due else None,
        due_on=given.due_on if due else None,
        to_person=given.to_person if person else None,
        to_thing=given.to_thing if event == "handed_on" else None,
        to_words=given.to_words if event == "handed_on" else None,
        look_again_on=given.look_again_on if "look_again_on" in belongs else None,
        what_would_help=given.what_would_help if "what_would_help" in belongs else None,
        who_could_help=given.who_could_help if "who_could_help" in belongs else None,
    )


MISSING = {
    ("done", "note"): "Say what came of it. “We learnt that it is not worth doing” counts.",
    ("let_go", "note"): "Say why it is let go. Letting go is learning, and is kept.",
    ("redated", "note"): "Say why the day changes.",
    ("reopened", "note"): "Say why it is opened again.",
    ("stuck", "what_would_help"): "Say what would help. A few words are enough.",
    ("reworded", "text"): "Write it in the new words.",
    ("parked", "look_again_on"): "Choose a day to look at it again.",
}


def _require_words(event: str, given: Given) -> None:
    for name, room in ROOM.items():
        words = getattr(given, name)
        if words is not None and len(words) > room:
            raise Unsaid(f"This is {len(words)} characters long; there is room for {room}.", name)
    for name in ACTION.moves[event].needs:
        if (event, name) in MISSING and not getattr(given, name):
            raise Unsaid(MISSING[event, name], name)


def _require_lead(series: Series, action: Standing, event: str, given: Given, today: date) -> None:
    """One lead, a member on the day they take it on (A1, docs/domain.md)."""
    if event == "handed_on":
        _require_one_taker(series, given)
    if event == "reassigned" and given.to_person is None:
        raise Unsaid("Choose who leads it from now on.", "to_person")
    if event in ("agreed", "reopened") and action.lead is None:
        raise NotUnderstood("Nobody leads this yet. Ask somebody to take it on first.")
    lead = given.to_person or action.lead
    if event == "asked" and lead is None:
        raise Unsaid("Choose whom to ask.", "to_person")
    if event in ("asked", "reassigned", "agreed", "accepted") and lead is not None:
        roles = {hat.role for hat in series.memberships(lead, today)}
        if not roles - {"visitor"}:
            raise Unsaid("Whoever leads it must be a member of the group today. Choose somebody else.", "to_person")


def _require_one_taker(series: Series, given: Given) -> None:
    if (given.to_thing is None) == (given.to_words is None):
        raise Unsaid("Say where it goes: an initiative or a test, or in your own words.", "to_words")
    if given.to_thing is not None and given.to_thing not in series.takers():
        raise Unsaid("Choose one of the initiatives and tests.", "to_thing")


def _require_due(series: Series, action: Standing, event: str, given: Given, today: date) -> None:
    if not given.has_due:
        if "due" in ACTION.moves[event].needs:
            raise Unsaid("Choose by when.", "due")
        if event in TAKES_ON and action.due is None:
            raise Unsaid("It has no day yet, and no meeting comes after it. Choose a day first.", "due")
        return
    day = series.due(given.due_meeting, given.due_on, today)
    if day is None:
        raise Unsaid("No meeting is planned after today. Choose a day.", "due")
    if day < today:
        raise Unsaid("Choose a day that is still to come.", "due_on" if given.due_on else "due")
