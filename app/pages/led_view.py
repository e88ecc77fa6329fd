"""What one person leads, and what was said of it: for that person's page, and for the home of a series."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.history.models import Event
from app.people.models import HomeCheck
from app.record import seen
from app.record.actions import FINISHED, ActionThen, actions_then
from app.record.priorities import PriorityThen, priorities_then
from app.record.seats import Seat
from app.record.then import Then

FIRST = ("stuck", "started", "agreed")  # what would help comes before what goes by itself
ENDED = ("done", "handed_on", "parked", "let_go")
SAID = {
    "proposed": "Proposed",
    "asked": "Asked",
    "accepted": "Taken on",
    "declined": "Not theirs after all",
    "agreed": "Agreed",
    "started": "Begun",
    "moving": "Moving",
    "stuck": "Stuck",
    "carried": "Carried on",
    "redated": "Another day",
    "reworded": "Put in other words",
    "reassigned": "Another lead",
    "handed_on": "Handed on",
    "parked": "Set aside",
    "let_go": "Let go",
    "done": "Done",
    "reopened": "Opened again",
}


@dataclass(frozen=True)
class Word:
    """Something said of an action: when, by whom, and the words."""

    day: str
    who: str
    text: str


@dataclass(frozen=True)
class Led:
    """One action as its lead meets it. The texts are whole sentences, or empty."""

    id: str
    state: str
    text: str
    quick_win: bool
    due: str
    since: str
    helped_by: str
    waiting_on: str
    would_help: str
    first_step: str
    outcome: str
    line: PriorityThen | None
    past: list[Word]

    @property
    def about(self) -> str:
        """The quiet line under it."""
        parts = [part for part in (self.due, self.since, self.helped_by) if part]
        return words.sentence(", ".join(parts))


def led(seat: Seat, person: str, states: tuple[str, ...] = FIRST) -> list[Led]:
    """What this person leads that is in one of the states: by state, then by day."""
    everything = {a.id: a for a in actions_then(seat.then)}
    mine = [a for a in everything.values() if a.lead == person and a.state in states]
    mine.sort(key=lambda a: (states.index(a.state), a.due or date.max, a.row.n))
    lines = {p.id: p for p in priorities_then(seat.then)}
    return [_led(seat, action, lines, everything) for action in mine]


def _led(seat: Seat, action: ActionThen, lines: dict[str, PriorityThen], everything: dict[str, ActionThen]) -> Led:
    then = seat.then
    ended, stuck = heard(seat, action.outcome), heard(seat, action.stuck)
    return Led(
        action.id,
        action.state,
        action.text,
        quick_win=bool(action.row.quick_win),
        due=due_in_words(then, action),
        since=since_in_words(then, action),
        helped_by=_helped_by(then, action),
        waiting_on=_waiting_on(seat, action, everything),
        would_help=(stuck.what_would_help or "") if stuck else "",
        first_step=(action.row.first_step or "") if action.is_open else "",
        outcome=(ended.note or "") if ended else "",
        line=lines.get(action.row.priority or ""),
        past=_past(seat, action),
    )


def heard(seat: Seat, event: Event | None) -> Event | None:
    """An event, if its words are for this reader."""
    return next(iter(seen.events(seat, [event])), None) if event else None


def due_in_words(then: Then, action: ActionThen) -> str:
    """`by meeting 4, Wednesday 18 April`; nothing for what has ended, and no reproach for a day that has gone."""
    if not action.is_open or action.due is None or action.due < then.day:
        return ""
    at = next((m for m in then.meetings if m.day == action.due), None)
    said = words.dated(action.due, then.day)
    return f"by meeting {at.number}, {said}" if at else f"by {said}"


def since_in_words(then: Then, action: ActionThen) -> str:
    """`since meeting 2`, for what has been open for longer than one meeting."""
    last = then.last_held
    if not action.is_open or last is None or action.came_up >= last.day:
        return ""
    if action.row.meeting:
        return f"since meeting {then.meeting(action.row.meeting).number}"
    return f"since {words.short_day(action.came_up)}"


def _helped_by(then: Then, action: ActionThen) -> str:
    return _and_others("with ", [then.known_as(p) for p in then.record.linked(action.id, "helpers")])


def _and_others(before: str, names: list[str]) -> str:
    return before + words.listed(names) if names else ""


def _waiting_on(seat: Seat, action: ActionThen, others: dict[str, ActionThen]) -> str:
    if not (action.is_open and action.waiting):
        return ""
    if seat.sponsor_only:
        return "Waiting on something else."
    then, said = seat.then, []
    for thing in then.record.linked(action.id, "waits_for"):
        check = then.record.home_checks.get(thing)
        if check is not None and not _answered(then, check):
            organisation = then.record.organisations[check.organisation]
            said.append(f"for {organisation.short_name or organisation.name} to say yes")
        elif thing in others and others[thing].state not in FINISHED:
            lead = then.known_as(others[thing].lead)
            said.append(f"on “{others[thing].text}”" + (f", which {lead} leads" if lead else ""))
    return f"Waiting {words.listed(said)}." if said else ""


def _answered(then: Then, check: HomeCheck) -> bool:
    days = (check.answered_on, check.lapsed_on)
    return any(day is not None and day <= then.said for day in days)


def _past(seat: Seat, action: ActionThen) -> list[Word]:
    """All that was said of it, but for what the page says already: how it ended, and what would help now."""
    before = [e for e in action.events if e is not action.outcome]
    return [
        Word(words.short_day(event.on), seat.then.known_as(event.by), text)
        for event in seen.events(seat, before)
        if (text := _text_of(event, now=event is action.stuck))
    ]


def _text_of(event: Event, *, now: bool) -> str:
    help_ = f"Would help: {event.what_would_help}" if event.what_would_help and not now else ""
    text = ". ".join(part for part in (event.note, help_) if part)
    return f"{SAID[event.event]}: {text}" if text else ""
