"""Actions as they stood on a day: state, lead, due, and the words that go with them."""

from dataclasses import dataclass, field
from datetime import date

from app.actions.models import Action
from app.history.machines import ACTION
from app.history.models import Event
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.then import Then

OPEN = ("agreed", "started", "stuck")
UNDECIDED = ("proposed", "asked")
CLOSED = ("done", "handed_on", "parked", "let_go")
FINISHED = ("done", "let_go", "handed_on")


@dataclass
class ActionThen:
    """One action at the end of a day. Days are dates; `last_word` is when its lead last said anything of it."""

    row: Action
    came_up: date
    state: str
    text: str
    lead: str | None
    first_due: date | None
    due: date | None
    last_word: date
    since: date
    carries: int = 0
    events: list[Event] = field(default_factory=list)
    waiting: bool = False

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def last(self) -> Event | None:
        return self.events[-1] if self.events else None

    @property
    def stuck(self) -> Event | None:
        """The event by which it is stuck now."""
        return next((e for e in reversed(self.events) if e.event == "stuck"), None) if self.state == "stuck" else None

    @property
    def outcome(self) -> Event | None:
        """The event that ended it, where it has ended."""
        if self.state not in CLOSED:
            return None
        return next((e for e in reversed(self.events) if e.event == self.state), None)

    @property
    def ended_on(self) -> date | None:
        return self.outcome.on if self.outcome else None

    def is_past_its_day(self, day: date) -> bool:
        """For organisers only: agreed or begun, its day gone, and not waiting on anything (docs/domain.md)."""
        return self.state in ("agreed", "started") and self.due is not None and self.due < day and not self.waiting


def actions_then(then: Then) -> list[ActionThen]:
    """Every action that had come up by the end of the day, in the order of the record. They are for reading."""
    return list(_actions_then(then.record, then.day, then.said))


@remembered
def _actions_then(record: Record, day: date, said: date) -> tuple[ActionThen, ...]:
    then = Then(record, day, said)
    found = [action_then(then, row) for row in record.actions.values()]
    known = [action for action in found if action is not None]
    unfinished = {a.id for a in known if a.state not in FINISHED}
    for action in known:
        waits_for = then.record.linked(action.id, "waits_for")
        action.waiting = any(other in unfinished or unanswered(then, other) for other in waits_for)
    return tuple(known)


def action_then(then: Then, row: Action) -> ActionThen | None:
    """One action replayed to the day; None if it had not come up. `waiting` is left to actions_then."""
    came_up = then.came_up(row.meeting, row.on)
    if came_up > then.said:
        return None
    due = then.due(row.due_meeting, row.due_on, came_up)
    first = _first_state(row, then, came_up)
    action = ActionThen(row, came_up, first, row.text, row.lead, due, due, last_word=came_up, since=came_up)
    for event in then.events(row.id):
        _replay(then, action, event)
    return action


def _first_state(row: Action, then: Then, came_up: date) -> str:
    events = then.record.happened(row.id)
    return events[0].event if events and events[0].event in ACTION.first and events[0].on == came_up else "agreed"


def _replay(then: Then, action: ActionThen, event: Event) -> None:
    opening = not action.events and event.event in ACTION.first and event.on == action.came_up
    after = event.event if opening else ACTION.after(action.state, event.event)
    if after is not None and after != action.state:
        action.state, action.since = after, event.on
    if event.event in ("asked", "reassigned") and event.to_person:
        action.lead = event.to_person
    if event.event == "reworded" and event.text:
        action.text = event.text
    if event.due_next or event.due_meeting or event.due_on:
        action.due = then.due(event.due_meeting, event.due_on, event.on)
    if event.event == "carried":
        action.carries += 1
    if _is_word_of_lead(action, event):
        action.last_word = event.on
    action.events.append(event)


def _is_word_of_lead(action: ActionThen, event: Event) -> bool:
    if event.by is not None and event.by == action.lead:
        return True
    return event.event in ("started", "moving", "accepted")


def unanswered(then: Then, other: str) -> bool:
    """Whether an organisation had been asked, and owed its answer. What has not come up yet keeps nobody waiting."""
    check = then.record.home_checks.get(other)
    if check is None or check.asked_on > then.said:
        return False
    heard = (check.answered_on, check.lapsed_on)
    return not any(day is not None and day <= then.said for day in heard)
