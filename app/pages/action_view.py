"""What the pages of actions show: the list, and one action with its whole history in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app import permissions as may
from app import words
from app.actions.domain import moves
from app.history.models import Event
from app.pages.led_view import due_in_words, since_in_words
from app.record import seen
from app.record.actions import CLOSED, FINISHED, UNDECIDED, ActionThen, actions_then
from app.record.minding import led_by, minded_by
from app.record.seats import Seat
from app.record.then import Then

GROUPS = (
    ("to-decide", "Not decided yet", UNDECIDED),
    ("stuck", "Stuck", ("stuck",)),
    ("moving", "Moving", ("started",)),
    ("agreed", "Agreed", ("agreed",)),
    ("ended", "Ended", CLOSED),
)
HAPPENED = {
    "proposed": "Proposed",
    "asked": "Asked {to} to take it on",
    "accepted": "Taken on",
    "declined": "Handed back",
    "agreed": "Agreed",
    "started": "Begun",
    "moving": "Moving",
    "stuck": "Stuck",
    "carried": "Carried on",
    "redated": "Another day",
    "reworded": "Put in other words",
    "reassigned": "{to} leads it from now on",
    "handed_on": "Handed on to {to}",
    "parked": "Set aside",
    "let_go": "Let go",
    "done": "Done",
    "reopened": "Opened again",
}
VIA = {
    "meeting": "in the meeting",
    "phone": "by telephone",
    "email": "by e-mail",
    "text": "by text",
    "in_person": "face to face",
    "video": "by video",
    "post": "by post",
    "paper": "on paper",
}


@dataclass(frozen=True)
class Line:
    """An action in a list (templates/actions/_action.html)."""

    id: str
    state: str
    text: str
    about: str
    help: str
    note: str
    quick_win: bool


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Asked:
    """What of the list is wanted; None means all of it."""

    state: str | None = None
    lead: str | None = None
    priority: str | None = None


@dataclass(frozen=True)
class Happening:
    """One line of a history: the day, who said so and how, what happened, and the words that came with it."""

    day: str
    who: str
    what: str
    words: list[str]
    hidden: bool


@dataclass(frozen=True)
class ActionShown:
    id: str
    state: str
    text: str
    first_text: str
    lead: str
    minded: str
    helpers: str
    due: str
    came_up: str
    priority: str
    first_step: str
    waits: list[str]
    would_help: str
    quick_win: bool
    history: list[Happening]
    moves: list[str]


# -- the list ---------------------------------------------------------
def visible(seat: Seat) -> list[ActionThen]:
    return seen.actions(seat, actions_then(seat.then))


def opening(every: list[ActionThen]) -> str:
    """How it all stands, in a sentence or two."""
    stuck, done = (sum(a.state == state for a in every) for state in ("stuck", "done"))
    under_way = sum(a.state in ("agreed", "started") for a in every)
    if not every:
        return ""
    said = words.listed(
        part
        for part in (
            f"{words.number(stuck)} would like help" if stuck else "",
            f"{words.number(under_way)} {'is' if under_way == 1 else 'are'} under way" if under_way else "",
            f"{words.number(done)} {'is' if done == 1 else 'are'} done" if done else "",
        )
        if part
    )
    return f"{words.sentence(said)}." if said else "Nothing is under way today."


def groups(seat: Seat, every: Iterable[ActionThen], asked: Asked) -> list[Group]:
    """The actions wanted, by how they stand; inside a group by their day."""
    wanted = [action for action in every if _is_wanted(action, asked)]
    found = []
    for key, name, states in GROUPS:
        mine = sorted((a for a in wanted if a.state in states), key=lambda a: (a.due or date.max, a.row.n))
        if mine and asked.state in (None, key):
            found.append(Group(key, name, [line(seat, action) for action in mine]))
    return found


def _is_wanted(action: ActionThen, asked: Asked) -> bool:
    return (asked.lead in (None, action.lead)) and (asked.priority in (None, action.row.priority))


def line(seat: Seat, action: ActionThen) -> Line:
    then = seat.then
    parts = [led_by(then, action), due_in_words(then, action), since_in_words(then, action)]
    heard = seen.events(seat, action.events)
    stuck = action.stuck if action.stuck in heard else None
    outcome = action.outcome if action.outcome in heard else None
    return Line(
        action.id,
        action.state,
        action.text,
        ", ".join(part for part in parts if part),
        (stuck.what_would_help or "") if stuck else "",
        (outcome.note or "") if outcome else "",
        bool(action.row.quick_win),
    )


def tally(seat: Seat) -> list[tuple[str, str]]:
    """How many stand how, for those who may know no more: (state, words)."""
    counts = {name: 0 for _, name, _ in GROUPS}
    for action in actions_then(seat.then):
        counts[next(name for _, name, states in GROUPS if action.state in states)] += 1
    marks = {name: states[0] for _, name, states in GROUPS}
    return [(marks[name], f"{name}: {words.roughly(n, 'action')}") for name, n in counts.items() if n]


def leads(then: Then, every: Iterable[ActionThen]) -> list[tuple[str, str]]:
    """Those who lead something, to choose from, in the order of the record."""
    leading = {action.lead for action in every}
    return [(person, then.known_as(person)) for person in then.record.people if person in leading]


# -- one action -------------------------------------------------------
def show(seat: Seat, action: ActionThen) -> ActionShown:
    then, row = seat.then, action.row
    heard = seen.events(seat, action.events)
    priority = then.record.priorities.get(row.priority or "")
    stuck = action.stuck if action.stuck in heard else None
    return ActionShown(
        id=action.id,
        state=action.state,
        text=action.text,
        first_text=row.text if row.text != action.text else "",
        lead=then.known_as(action.lead),
        minded=then.known_as(minded_by(then, action)),
        helpers=words.listed(then.known_as(helper) for helper in then.record.linked(action.id, "helpers")),
        due=_due(seat, action),
        came_up=_came_up(then, action),
        priority=priority.text if priority and seat.reads_the_record else "",
        first_step=row.first_step or "",
        waits=waits(seat, action),
        would_help=(stuck.what_would_help or "") if stuck else "",
        quick_win=bool(row.quick_win),
        history=[happening(then, event) for event in heard],
        moves=[event for event in moves(action) if may.move_action(seat, action, event)],
    )


def waits(seat: Seat, action: ActionThen) -> list[str]:
    """What has to come first: another action, or an organisation's word."""
    then = seat.then
    unfinished = {a.id: a for a in actions_then(then) if a.state not in FINISHED}
    checks = then.record.home_checks
    found = []
    for other in then.record.linked(action.id, "waits_for") if action.waiting else []:
        check = checks.get(other)
        if check is not None and not any(d and d <= then.said for d in (check.answered_on, check.lapsed_on)):
            organisation = then.record.organisations[check.organisation]
            found.append(f"{organisation.short_name or organisation.name} to say yes")
        elif other in unfinished and seat.reads_the_record:
            found.append(unfinished[other].text)
    return found or (["something else"] if action.waiting else [])


def _due(seat: Seat, action: ActionThen) -> str:
    """By when; a day that has gone is told to organisers alone."""
    said = due_in_words(seat.then, action)
    if said or not seat.organiser or action.due is None or not action.is_open:
        return words.sentence(said)
    return f"By {words.dated(action.due, seat.today)}"


def _came_up(then: Then, action: ActionThen) -> str:
    if action.row.meeting is not None:
        return f"At meeting {then.meeting(action.row.meeting).number}, {words.dated(action.came_up, then.day)}"
    return f"Between meetings, {words.dated(action.came_up, then.day)}"


def happening(then: Then, event: Event) -> Happening:
    who = [f"{then.known_as(event.by)} said so" if event.by else "", VIA.get(event.via or "", "")]
    return Happening(
        words.dated(event.on, then.day),
        " ".join(part for part in who if part),
        HAPPENED[event.event].format(to=_to(then, event)),
        [text for text in _texts(then, event) if text],
        event.visibility == "organisers",
    )


def _to(then: Then, event: Event) -> str:
    if event.to_person is not None:
        return then.known_as(event.to_person)
    if event.to_thing is not None:
        return thing_name(then, event.to_thing)
    return event.to_words or "the same person"


def thing_name(then: Then, thing: str) -> str:
    """An initiative or a test, by its name."""
    if thing in then.record.initiatives:
        return then.record.initiatives[thing].text
    return then.record.tests[thing].title


def _texts(then: Then, event: Event) -> list[str]:
    due = None
    if event.due_next or event.due_meeting or event.due_on:
        due = then.due(event.due_meeting, event.due_on, event.on)
    return [
        event.text or "",
        event.note or "",
        f"Would help: {event.what_would_help}" if event.what_would_help else "",
        f"Could help: {then.known_as(event.who_could_help)}" if event.who_could_help else "",
        f"By {words.dated(due, then.day)}" if due else "",
        f"To be looked at again on {words.dated(event.look_again_on, then.day)}" if event.look_again_on else "",
    ]
