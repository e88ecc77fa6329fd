"""The forms by which an action is moved: their words, and what they may choose from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app import words
from app.actions.domain import Given, Unsaid
from app.history.machines import ACTION
from app.pages.action_view import thing_name
from app.record.actions import ActionThen
from app.record.then import Then
from app.web.forms import Careful, FormModel


@dataclass(frozen=True)
class MoveWords:
    """How a move is spoken of: as a link to its form, at its head, on its button, and beside its note."""

    link: str
    head: str
    button: str
    note: str = "Anything to add?"
    hint: str = ""


MOVES = {
    "accepted": MoveWords("Take it on", "Take this on", "It is taken on"),
    "declined": MoveWords("Not mine", "Hand this back", "Hand it back", "Why"),
    "agreed": MoveWords("Agree it", "Agree this", "Agree"),
    "asked": MoveWords("Ask somebody", "Ask somebody to take this on", "Ask them"),
    "started": MoveWords("Begun", "This has begun", "It has begun"),
    "moving": MoveWords("Moving", "This is moving", "It is moving", "How is it going?"),
    "stuck": MoveWords("Stuck: I need help", "What would help?", "Ask for help"),
    "carried": MoveWords("Carry on", "Carry this on to a later day", "Carry it on", "Why"),
    "redated": MoveWords("Another day", "Give this another day", "Change the day", "Why?"),
    "reworded": MoveWords("Other words", "Put this in other words", "Use these words", "Why"),
    "reassigned": MoveWords("Another lead", "Give this to another lead", "Change the lead"),
    "handed_on": MoveWords("Hand on", "Hand this on", "Hand it on"),
    "parked": MoveWords("Set aside", "Set this aside", "Set it aside", "Why"),
    "let_go": MoveWords("Let go", "Let this go", "Let it go", "Why?", "Letting go is learning, and is kept."),
    "done": MoveWords("Done", "This is done", "It is done", "What came of it?", "What we learnt counts too."),
    "reopened": MoveWords("Open again", "Open this again", "Open it again", "Why?"),
}


class MoveForm(FormModel):
    """Every field that some move has; each move reads its own."""

    version: int
    note: Careful(160) | None = None  # type: ignore[valid-type]
    text: Careful(80) | None = None  # type: ignore[valid-type]
    due: str | None = None
    due_on: date | None = None
    to_person: str | None = None
    to_thing: str | None = None
    to_words: Careful(80) | None = None  # type: ignore[valid-type]
    look_again_on: date | None = None
    what_would_help: Careful(160) | None = None  # type: ignore[valid-type]
    who_could_help: str | None = None
    only: Literal["organisers"] | None = None

    def given(self) -> Given:
        """What was typed, as the rules want it. `due` is next, on, or a meeting."""
        if self.due == "on" and self.due_on is None:
            raise Unsaid("Choose the day.", "due_on")
        return Given(
            note=self.note,
            text=self.text,
            due_next=True if self.due == "next" else None,
            due_meeting=self.due if self.due not in (None, "next", "on") else None,
            due_on=self.due_on if self.due == "on" else None,
            to_person=self.to_person,
            to_thing=self.to_thing,
            to_words=self.to_words,
            look_again_on=self.look_again_on,
            what_would_help=self.what_would_help,
            who_could_help=self.who_could_help,
            visibility=self.only,
        )


Options = list[tuple[str, str]]


@dataclass(frozen=True)
class MoveShown:
    """A move's form: its words, which fields it has, and what they may choose from."""

    event: str
    words: MoveWords
    fields: tuple[str, ...]
    note_needed: bool
    dues: Options
    people: Options
    takers: Options


def show_move(then: Then, action: ActionThen, event: str) -> MoveShown:
    move = ACTION.moves[event]
    return MoveShown(
        event,
        MOVES[event],
        tuple(field for field in (*move.needs, *move.takes) if field != "note"),
        "note" in move.needs,
        dues(then),
        members(then, besides=action.lead if event == "reassigned" else None),
        [(thing, thing_name(then, thing)) for thing in (*then.record.initiatives, *then.record.tests)],
    )


def dues(then: Then) -> Options:
    """The next meeting, those after it, or a day."""
    coming = [m for m in then.meetings if m.day > then.day]
    said = [(m.id, f"meeting {m.number}, {words.day(m.day)}") for m in coming[1:]]
    first = [("next", f"the next meeting, {words.day(coming[0].day)}")] if coming else []
    return [*first, *said, ("on", "a day")]


def members(then: Then, *, besides: str | None) -> Options:
    people = then.record.people.values()
    return [(p.id, p.name) for p in people if p.id != besides and then.roles(p.id) - {"visitor"}]
