"""What one meeting's page shows: where and when, what for, who, and what came of it.

Names are for those who read the record; a sponsor gets numbers. That somebody could not come is for organisers to know.
What was said for the room alone stays in the room.
"""

from dataclasses import dataclass

from app import words
from app.meetings.models import Decision, Quote
from app.pages.action_line_view import ActionLine, action_line
from app.pages.presence_view import Presence, presence
from app.pages.running_order_view import Block, running_order
from app.record import seen
from app.record.actions import actions_then
from app.record.priorities import PriorityThen, chosen_then
from app.record.seats import Seat
from app.record.tests import tests_then
from app.record.then import MeetingThen, Then

DECISION = {"how_we_work": "How we work", "what_we_do": "What we do", "who_speaks_for_us": "Who speaks for us"}
DECIDED = {"adopted": "it stays", "adapting": "one more cycle", "abandoned": "stopped, we learnt enough"}


@dataclass(frozen=True)
class FocusShown:
    text: str
    line: PriorityThen | None


@dataclass(frozen=True)
class DecisionShown:
    id: str
    text: str
    kind: str
    waiting: str


@dataclass(frozen=True)
class TestShown:
    """A test that began, went on or was decided here."""

    __test__ = False

    id: str
    title: str
    state: str
    what: str


@dataclass(frozen=True)
class MeetingPage:
    """Texts are sentences, or empty; lists may be empty.

    `for_the_room` are the places of what was said for the room alone. `came_up` is None for a reader who gets
    `came_up_count`.
    """

    id: str
    state: str
    number: int
    which: str
    title: str
    name: str
    opening: str
    moved: list[str]
    cancelled: str
    held: bool
    purpose: str
    question: str
    access: str
    focus: list[FocusShown]
    run: list[Block]
    only_organisers: bool
    presence: Presence
    decisions: list[DecisionShown]
    quotes: list[Quote]
    for_the_room: list[int]
    findings: list[str]
    chosen: list[PriorityThen]
    came_up: list[ActionLine] | None
    came_up_count: str
    tests: list[TestShown]
    has_recap: bool
    before: int | None
    after: int | None

    @property
    def still_open(self) -> bool:
        """Whether it is still to be held: what is not set yet is then said kindly."""
        return not self.held and not self.cancelled


def meeting_page(seat: Seat, meeting: MeetingThen) -> MeetingPage:
    then, named = seat.then, seat.reads_the_record
    row, held = meeting.row, meeting.opened
    told = seat.organiser or _is_told(then, meeting)
    came_up = [a for a in actions_then(then) if a.row.meeting == meeting.id] if held else []
    quotes = then.record.quotes.get(meeting.id, []) if held else []
    return MeetingPage(
        meeting.id,
        meeting.state,
        meeting.number,
        which=_which(then, meeting),
        title=title_of(then, meeting),
        name=row.title or "",
        opening=_opening(then, meeting),
        moved=_moved(seat, meeting),
        cancelled=_why_cancelled(seat, meeting),
        held=held,
        purpose=(row.purpose or "") if told else "",
        question=(row.question or "") if told else "",
        access=row.access_notes or "",
        focus=_focus(then, meeting) if told else [],
        run=running_order(seat, meeting) if told else [],
        only_organisers=not _is_told(then, meeting) and seat.organiser,
        presence=presence(seat, meeting),
        decisions=_decisions(seat, meeting) if held else [],
        quotes=seen.quotes(seat, quotes),
        for_the_room=[q.n for q in quotes if q.leave_to_share == "room"] if seat.organiser else [],
        findings=[f.text for f in then.record.findings.values() if f.meeting == meeting.id] if held else [],
        chosen=[p for p in chosen_then(then) if p.row.from_meeting == meeting.id] if held else [],
        came_up=[action_line(seat, a) for a in came_up] if named else None,
        came_up_count="" if named or not came_up else words.sentence(words.roughly(len(came_up), "action")),
        tests=_tests(then, meeting) if named and held else [],
        has_recap=not meeting.cancelled,
        before=_beside(then, meeting, -1),
        after=_beside(then, meeting, 1),
    )


def _is_told(then: Then, meeting: MeetingThen) -> bool:
    """What a meeting is for is told with its invitations; until then organisers think about it."""
    return meeting.opened or any(e.event == "invited" for e in then.events(meeting.id))


def title_of(then: Then, meeting: MeetingThen) -> str:
    """What someone who opens the page wants to know first."""
    called = called_meeting(meeting)
    if meeting.cancelled:
        return f"{called} was cancelled"
    if meeting.state == "open" and meeting.day == then.day:
        return f"{called} is going on"
    if meeting.opened:
        return meeting.row.title or f"{called} was held {words.away(meeting.day, then.day)}"
    if meeting.day < then.day:
        return f"{called} was to be on {words.short_day(meeting.day)}"
    return f"{called} is {words.away(meeting.day, then.day)}"


def called_meeting(meeting: MeetingThen) -> str:
    return f"Meeting {meeting.number}" if meeting.number else "The start-up meeting"


def _which(then: Then, meeting: MeetingThen) -> str:
    last = max(then.record.series.meetings_planned, meeting.number)
    return f"Meeting {meeting.number} of {last}" if meeting.number else "The start-up meeting"


def _opening(then: Then, meeting: MeetingThen) -> str:
    """When and where."""
    parts = [words.dated(meeting.day, then.day), words.hours(meeting.start, meeting.end), meeting.row.venue or ""]
    return ", ".join(part for part in parts if part) + "."


def _moved(seat: Seat, meeting: MeetingThen) -> list[str]:
    """Each move, from which day, and why where it may be said."""
    said, day = [], meeting.row.date
    for event in seat.then.events(meeting.id):
        if event.event == "moved" and event.to_day:
            why = f": {event.note}" if event.note and event.visibility != "organisers" else ""
            said.append(
                f"It was to be on {words.short_day(day)}, and was moved to {words.short_day(event.to_day)}{why}"
            )
            day = event.to_day
    return said


def _why_cancelled(seat: Seat, meeting: MeetingThen) -> str:
    if not meeting.cancelled:
        return ""
    event = next(e for e in reversed(seat.then.events(meeting.id)) if e.event == "cancelled")
    why = event.note if event.note and event.visibility != "organisers" else ""
    return f"Cancelled on {words.short_day(event.on)}" + (f": {why}" if why else ".")


def _focus(then: Then, meeting: MeetingThen) -> list[FocusShown]:
    lines = {p.id: p for p in chosen_then(then)}
    return [FocusShown(f.text, lines.get(f.priority or "")) for f in then.record.focus.get(meeting.id, [])]


def _decisions(seat: Seat, meeting: MeetingThen) -> list[DecisionShown]:
    mine = [d for d in seat.record.decisions.values() if d.meeting == meeting.id]
    return [DecisionShown(d.id, d.text, DECISION.get(d.kind or "", ""), _waits(seat, d)) for d in mine]


def _waits(seat: Seat, decision: Decision) -> str:
    """Which organisations have not said yes at home yet."""
    then, record = seat.then, seat.record
    linked = (record.home_checks[c] for c in record.linked(decision.id, "needs_home_checks"))
    checks = seen.home_checks(seat, linked)
    open_ = [c for c in checks if not any(day and day <= then.said for day in (c.answered_on, c.lapsed_on))]
    asked = [record.organisations[c.organisation] for c in open_ if c.asked_on <= then.said]
    return f"Waiting for {words.listed(o.short_name or o.name for o in asked)} to say yes." if asked else ""


def _tests(then: Then, meeting: MeetingThen) -> list[TestShown]:
    found = []
    for test in tests_then(then):
        begun = test.row.meeting == meeting.id
        cycle = next((c for c in test.cycles if c.decided_on == meeting.day), None)
        if cycle:
            found.append(TestShown(test.id, test.row.title, cycle.state, f"Decided here: {DECIDED[cycle.state]}."))
        elif begun or any(c.row.meeting == meeting.id for c in test.cycles):
            found.append(
                TestShown(test.id, test.row.title, test.state, "Thought of here." if begun else "Planned here.")
            )
    return found


def _beside(then: Then, meeting: MeetingThen, step: int) -> int | None:
    numbers = [m.number for m in then.record.meetings_in_order]
    at = numbers.index(meeting.number) + step
    return numbers[at] if 0 <= at < len(numbers) else None
