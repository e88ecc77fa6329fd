"""The state machines: which event may follow which state, and what it leads to.

They are those of the series file (docs/series-file.md, "Histories"). Whatever changes a state, a form, an import or a
test, asks here; a move that is not here is refused in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import NotAllowedNow

SAME = "="  # the event leaves the state as it is
UNSTUCK = "stuck becomes agreed"  # so does this, but what was stuck is agreed again


@dataclass(frozen=True)
class Move:
    """One event: the states it may follow, the state after it, and what must be said with it."""

    event: str
    after: tuple[str, ...]
    state: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machine:
    """All moves of one kind of thing. `first` are events that may come only first, in place of `begin`."""

    kind: str
    begin: str
    moves: dict[str, Move]
    first: tuple[str, ...] = ()

    def after(self, state: str | None, event: str) -> str | None:
        """The state after `event`, from `state` (None: the thing is only coming up); None where it may not follow."""
        move = self.moves.get(event)
        if move is None or not self._may_follow(move, state):
            return None
        if move.state == SAME:
            return state
        if move.state == UNSTUCK:
            return "agreed" if state == "stuck" else state
        return move.state

    def _may_follow(self, move: Move, state: str | None) -> bool:
        return move.event in self.first if state is None else state in move.after

    def open_moves(self, state: str) -> list[Move]:
        """Every move that may follow `state`, in the order of the table."""
        return [move for move in self.moves.values() if state in move.after]

    def states(self) -> set[str]:
        """Every state a thing of this kind can be in."""
        reached = {self.begin} | {m.state for m in self.moves.values() if m.state not in (SAME, UNSTUCK)}
        return reached | {state for m in self.moves.values() for state in m.after}


def machine(kind: str, begin: str, moves: Iterable[Move], first: tuple[str, ...] = ()) -> Machine:
    return Machine(kind, begin, {move.event: move for move in moves}, first)


_LIVE = ("agreed", "started", "stuck")
_NOT_ENDED = ("agreed", "asked", "proposed", "started", "stuck")

ACTION = machine(
    "action",
    "agreed",
    [
        Move("proposed", (), "proposed"),
        Move("asked", ("agreed", "proposed", "started", "stuck"), "asked", takes=("to",)),
        Move("accepted", ("asked",), "agreed"),
        Move("declined", ("asked",), "proposed"),
        Move("agreed", ("proposed",), "agreed", takes=("due",)),
        Move("started", ("agreed",), "started"),
        Move("moving", _LIVE, "started"),
        Move("stuck", _LIVE, "stuck", ("what_would_help",), ("who_could_help",)),
        Move("carried", _LIVE, UNSTUCK, ("due",)),
        Move("redated", _NOT_ENDED, SAME, ("due", "note")),
        Move("reworded", _NOT_ENDED, SAME, ("text",)),
        Move("reassigned", _LIVE, UNSTUCK, ("to",)),
        Move("handed_on", ("agreed", "parked", "started", "stuck"), "handed_on", ("to",)),
        Move("parked", _NOT_ENDED, "parked", ("look_again_on",)),
        Move("let_go", (*_NOT_ENDED, "parked"), "let_go", ("note",)),
        Move("done", _LIVE, "done", ("note",)),
        Move("reopened", ("done", "handed_on", "let_go", "parked"), "agreed", ("note",), ("due",)),
    ],
    first=("proposed", "asked"),
)

# A test's state follows its cycles (app.record.tests); these are the events of the test itself.
TEST = machine(
    "test",
    "idea",
    [
        Move("business_as_usual", ("adopted",), "business_as_usual", takes=("kept_by",)),
        Move("handed_on", ("adapting", "adopted", "idea", "planned", "running", "studying"), "handed_on", ("to",)),
        Move("reopened", ("abandoned", "business_as_usual", "handed_on"), "reopened", ("note",)),
    ],
)

_BEFORE = ("invited", "moved", "planned", "prepared")
MEETING = machine(
    "meeting",
    "planned",
    [
        Move("invited", ("moved", "planned"), "invited"),
        Move("prepared", ("invited",), "prepared"),
        Move("opened", _BEFORE, "open"),
        Move("closed", ("open",), "closed"),
        Move("reopened", ("closed",), "open", ("note",)),
        Move("moved", _BEFORE, "moved", ("to", "note"), ("start", "end")),
        Move("cancelled", _BEFORE, "cancelled", ("note",)),
    ],
)

_KEPT = ("checked", "consent_given", "learned", "offered", "used")
STORY = machine(
    "story",
    "offered",
    [
        Move("consent_asked", ("offered",), "offered"),
        Move("consent_given", ("offered",), "consent_given"),
        Move("checked", ("consent_given",), "checked", ("by",)),
        Move("used", ("checked",), "used"),
        Move("learned", ("used",), "learned"),
        Move("destroyed", _KEPT, "destroyed"),
        Move("withdrawn", _KEPT, "withdrawn"),
    ],
)

PRIORITY = machine(
    "priority",
    "active",
    [
        Move("resting", ("active",), "resting"),
        Move("resumed", ("resting",), "active"),
        Move("finished", ("active", "resting"), "finished", ("as",), ("to",)),
    ],
)

INITIATIVE = machine(
    "initiative",
    "proposed",
    [
        Move("agreed", ("proposed",), "agreed"),
        Move("handed_over", ("agreed",), "handed_over", takes=("to",)),
        Move("running", ("handed_over",), "running"),
        Move("ended", ("running",), "ended", ("note",)),
    ],
)

SERIES = machine(
    "series",
    "draft",
    [
        Move("set_up", ("draft",), "setting_up"),
        Move("started", ("setting_up",), "running"),
        Move("closing", ("running",), "closing"),
        Move("closed", ("closing",), "closed"),
        Move("archived", ("closed",), "archived"),
        Move("abandoned", ("running", "setting_up"), "abandoned", ("note",)),
    ],
)

MACHINES = {m.kind: m for m in (ACTION, TEST, MEETING, STORY, PRIORITY, INITIATIVE, SERIES)}

STATE_WORDS = {
    "proposed": "proposed",
    "asked": "being asked",
    "agreed": "agreed",
    "started": "begun",
    "stuck": "stuck",
    "done": "done",
    "handed_on": "handed on",
    "parked": "set aside",
    "let_go": "let go",
    "setting_up": "being set up",
    "consent_given": "agreed to by the person it is about",
    "business_as_usual": "business as usual",
    "handed_over": "handed over",
}
EVENT_WORDS = {
    "proposed": "proposed",
    "asked": "given to someone to accept",
    "accepted": "accepted",
    "declined": "declined",
    "agreed": "agreed",
    "started": "begun",
    "moving": "reported as moving",
    "stuck": "marked as stuck",
    "carried": "carried on to a later day",
    "redated": "given another day",
    "reworded": "put in other words",
    "reassigned": "given to another lead",
    "handed_on": "handed on",
    "parked": "set aside",
    "let_go": "let go",
    "done": "finished",
    "reopened": "opened again",
}


def in_words(state: str) -> str:
    """A state as people say it."""
    return STATE_WORDS.get(state, state.replace("_", " "))


def require_move(kind: str, state: str, event: str) -> str:
    """The state after a move; refused in words where the move may not be made now."""
    after = MACHINES[kind].after(state, event)
    if after is None:
        said = EVENT_WORDS.get(event, event.replace("_", " "))
        raise NotAllowedNow(f"This {kind} is {in_words(state)}, so it cannot be {said} now.")
    return after
