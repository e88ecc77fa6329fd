"""From the record to what the wall shows, for one meeting: as it opened, or as it closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from app.errors import NotFound
from app.history.models import Event
from app.plan import said
from app.plan.panel_words import future, now
from app.plan.scene import UNDER_WAY, Action, Line, Scene, Station, Sum, Test
from app.record.actions import ActionThen, actions_then
from app.record.minding import minded_by
from app.record.priorities import PriorityThen, chosen_then
from app.record.reading import Record
from app.record.tests import CycleThen, TestThen, tests_then
from app.record.then import MeetingThen, Then, evening_before, then
from app.words import sentence

COLOURS = {
    "blue": "#0072b2",
    "vermilion": "#d55e00",
    "green": "#009e73",
    "magenta": "#a8427f",
    "gold": "#b8860b",
    "violet": "#5b3a8c",
    "slate": "#4a6572",
    "brown": "#7a4a21",
}
SIGNS = {"studying": "running", "adopted": "adopt", "adapting": "adapt", "abandoned": "abandon"}
PURPOSES = ("long_term_goal", "inquiry_question", "short_term_goal")
FEWEST = 5  # a sponsor sees no smaller number (docs/trust.md)


def scene(record: Record, number: int, today: date, *, opening: bool = False, for_sponsor: bool = False) -> Scene:
    """What the wall shows at one meeting, knowing only what was said by `today`.

    At opening it is what the evening before had; at closing, the end of the meeting's day. Raises NotFound for a
    meeting that is not there or was cancelled.
    """
    meeting = then(record, today, today).numbered(number)
    if meeting is None or meeting.cancelled:
        raise NotFound(f"There is no meeting {number} in this series, so there is no plan of it.")
    day = evening_before(meeting.day) if opening else meeting.day
    whole = _Builder.at(then(record, day, today), meeting, opening=opening).build()
    return in_sum(whole) if for_sponsor else whole


@dataclass(frozen=True)
class _Builder:
    """Walks the record as it stood at the end of one day. Intervals are numbered from 0, like stations."""

    then: Then
    meetings: list[MeetingThen]
    here: int
    opening: bool
    names: dict[str | None, str] = field(default_factory=dict)

    @classmethod
    def at(cls, at: Then, meeting: MeetingThen, *, opening: bool) -> "_Builder":
        ids = [m.id for m in at.meetings]
        return cls(at, at.meetings, ids.index(meeting.id), opening)

    @property
    def present(self) -> int:
        return max(0, self.here - 1) if self.opening else self.here

    def build(self) -> Scene:
        series = self.then.record.series
        lines, actions = self.lines(), actions_then(self.then)
        starts = {line.key: line.start for line in lines}
        return Scene(
            series.title,
            self.purpose(),
            self.stations(),
            self.here,
            self.opening,
            known_on=self.then.said if self.then.said < self.then.day else None,
            lines=lines,
            actions=tuple(self.action(a, starts) for a in actions),
            tests=tuple(cycle for t in tests_then(self.then) for cycle in self.cycles(t, starts)),
            now=now(self.then),
            future=future(self.then),
        )

    def purpose(self) -> str:
        """The long-term goal if there is one; whom it is for, while nothing else has been said."""
        known = (self.then.purpose(kind) for kind in PURPOSES)
        return next((p.text for p in known if p), sentence(self.then.record.series.people_served))

    def stations(self) -> tuple[Station, ...]:
        known = [Station(m.number, m.day, m.row.title or "", self.held(i, m)) for i, m in enumerate(self.meetings)]
        planned = self.then.record.series.meetings_planned
        return (*known, *(Station(n, None) for n in range(known[-1].number + 1, planned + 1)))

    def held(self, index: int, meeting: MeetingThen) -> bool:
        past = index < self.here or (index == self.here and not self.opening)
        return past and meeting.day <= self.then.said

    # -- when and where -----------------------------------------------------
    def interval(self, ended: date, came_up: date) -> int:
        """What ended at a meeting ended in the time before it, unless it also came up there."""
        days = [m.day for m in self.meetings]
        before = [i for i, day in enumerate(days) if day < ended or (day == ended == came_up)]
        return min(max(before, default=0), self.present)

    def since(self, came_up: date) -> int | None:
        at = max((i for i, m in enumerate(self.meetings) if m.day <= came_up), default=0)
        return self.meetings[at].number if at < self.present else None

    # -- lines ---------------------------------------------------------------
    def lines(self) -> tuple[Line, ...]:
        index = {m.id: i for i, m in enumerate(self.meetings)}
        chosen = [p for p in chosen_then(self.then) if p.row.from_meeting in index]
        return tuple(self.line(p, min(index[p.row.from_meeting or ""], self.present)) for p in chosen)

    def line(self, priority: PriorityThen, start: int) -> Line:
        row, end = priority.row, priority.end
        line = Line(row.id, row.text, row.challenge, COLOURS[priority.colour], priority.shape, start)
        if end is None or not end.ended_as:
            return replace(line, resting=priority.state == "resting")
        at = max((i for i, m in enumerate(self.meetings) if m.day <= end.on), default=start)
        words = ": ".join(filter(None, [said.ENDS[end.ended_as], self.end_said(end)]))
        return replace(line, end=end.ended_as, end_at=at, end_words=words)

    def end_said(self, end: Event) -> str:
        """What it becomes: the initiative, in its own words, else what was said."""
        initiative = self.then.record.initiatives.get(end.to_thing or "")
        if initiative is not None:
            return initiative.text
        return end.to_words or (end.note if end.visibility != "organisers" else None) or ""

    # -- actions ---------------------------------------------------------------
    def action(self, action: ActionThen, starts: dict[str, int]) -> Action:
        ended = action.ended_on
        where = self.interval(ended, action.came_up) if ended else self.present
        help_ = action.stuck if action.stuck and action.stuck.visibility != "organisers" else None
        return Action(
            action.text,
            action.state,
            self.lead(action),
            self.since(action.came_up),
            where,
            _line_at(action.row.priority, where, starts),
            bool(action.row.quick_win),
            (help_.what_would_help or "") if help_ else "",
        )

    def lead(self, action: ActionThen) -> str:
        """Where whoever led it has moved on, who minds it comes first."""
        lead, minder = self.known_as(action.lead), minded_by(self.then, action)
        if minder is None:
            return lead
        minds = f"{self.known_as(minder)} minds it"
        return f"{minds}; {lead}" if action.state == "asked" else minds

    def known_as(self, person: str | None) -> str:
        """Kept: to say what somebody is called all the others have to be asked."""
        if person not in self.names:
            self.names[person] = self.then.known_as(person)
        return self.names[person]

    # -- tests -------------------------------------------------------------------
    def cycles(self, test: TestThen, starts: dict[str, int]) -> Iterable[Test]:
        number = list(self.then.record.tests).index(test.id) + 1
        later = test.state if test.state in said.LATER else ""
        shown = [self.cycle(test, cycle) for cycle in test.cycles] or [self.idea(test)]
        for n, (sign, where) in enumerate(shown, start=1):
            latest = n == len(shown)
            line = _line_at(test.row.priority, where, starts)
            yield Test(number, test.row.title, sign, where, line, latest, later if latest else "")

    def cycle(self, test: TestThen, cycle: CycleThen) -> tuple[str, int]:
        """Its sign, and the interval it ended in or the present one."""
        if cycle.decided_on:
            return SIGNS[cycle.state], self.interval(cycle.decided_on, cycle.begun)
        if test.state == "handed_on" and cycle is test.current:
            return "handed_on", self.interval(test.since, cycle.begun)
        return SIGNS.get(cycle.state, cycle.state), self.present

    def idea(self, test: TestThen) -> tuple[str, int]:
        return "idea", self.interval(test.since, test.came_up) if test.state == "handed_on" else self.present


def _line_at(priority: str | None, interval: int, starts: dict[str, int]) -> str | None:
    """Before a line exists its things stand on the trunk."""
    return priority if priority in starts and starts[priority] <= interval else None


# ---------------------------------------------------------------- for a sponsor
def in_sum(whole: Scene) -> Scene:
    """The same without leads, words of actions, tests or small numbers."""
    return replace(
        whole,
        actions=(),
        tests=(),
        in_sum=True,
        sums=tuple(_sums(whole)),
        tally=tuple((state, f"{_number(n)} {words}") for state, words, n in reversed(_counts(whole.actions)) if n),
    )


def _sums(whole: Scene) -> Iterable[Sum]:
    """By line. Where one line has few, no other gives its number: the whole less the others would tell."""
    lines = (None, *(line.key for line in whole.lines))
    by_line = {line: _counts([a for a in whole.actions if a.line == line]) for line in lines}
    for line, counts in by_line.items():
        for at, (state, words, n) in enumerate(counts):
            few = any(0 < other[at][2] < FEWEST for other in by_line.values())
            if n:
                yield Sum(line, state, f"{f'{FEWEST} or more' if few and n >= FEWEST else _number(n)} {words}")


def _number(n: int) -> str:
    return str(n) if n >= FEWEST else "a few"


def _counts(actions: Iterable[Action]) -> list[tuple[str, str, int]]:
    states = [a.state for a in actions]
    return [
        ("stuck", "would like help", states.count("stuck")),
        ("agreed", "under way", sum(s in UNDER_WAY for s in states)),
        ("done", "done", states.count("done")),
    ]
