"""What stands between a meeting and its end (C1 to C12, docs/domain.md: "Closing a meeting")."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.record.actions import ActionThen, actions_then
from app.record.presence import IN_THE_ROOM
from app.record.tests import tests_then
from app.record.then import MeetingThen, Then
from app.stories.models import Story

# What may become of an open action at a meeting, told since it began; that it is moving is no decision.
DECIDED = frozenset({"carried", "redated", "reassigned", "asked", "accepted", "agreed", "stuck", "reopened"})
OF_THE_LEAD = frozenset({"accepted", "started", "moving", "done", "stuck"})
HELPS_DIRECTLY = ("try", "change_practice", "begin")
MOST_LED = 4


@dataclass(frozen=True)
class Before:
    """What must be settled (C1 to C6). Lists are empty where nothing is left to settle."""

    unmarked: list[str]  # C1: people of whom nothing is noted
    proposals: list[ActionThen]  # C2
    given_in_absence: list[ActionThen]  # C3: agreed here by nobody who was in the room
    uncarried: list[ActionThen]  # C4
    next_meeting: MeetingThen | None  # C5
    last: bool  # C5: it has been said that this was the last
    untold: list[Story]  # C6

    @property
    def settled(self) -> bool:
        waits = (self.unmarked, self.proposals, self.given_in_absence, self.uncarried, self.untold)
        return not any(waits) and (self.next_meeting is not None or self.last)


@dataclass(frozen=True)
class Asked:
    """What is asked and may be passed with a word (C7 to C12)."""

    check_out: bool  # C7: nothing of the check-out is noted
    tests: list[str]  # C8: tests past their end
    overladen: list[str]  # C9: people who lead more than four open actions
    focus: list[str]  # C10: what was looked at, and nothing came of it
    nothing_direct: bool  # C11: no action of this meeting helps anybody directly
    debrief: bool  # C12: no day on which the organisers talk it over

    def __bool__(self) -> bool:
        return any(vars(self).values())


def before_closing(then: Then, meeting: MeetingThen) -> Before:
    actions = actions_then(then)
    there = in_the_room(then, meeting)
    return Before(
        unmarked=_unmarked(then, meeting),
        proposals=[a for a in actions if a.state == "proposed"],
        given_in_absence=[a for a in actions if _is_given_in_absence(a, meeting, there)],
        uncarried=[a for a in actions if _is_uncarried(a, meeting)],
        next_meeting=next((m for m in then.meetings if m.day > meeting.day), None),
        last=then.series_state in ("closing", "closed", "archived", "abandoned"),
        untold=_untold(then, meeting),
    )


def in_the_room(then: Then, meeting: MeetingThen) -> set[str]:
    return {row.person for row in then.record.attendance.get(meeting.id, []) if row.state in IN_THE_ROOM}


def _unmarked(then: Then, meeting: MeetingThen) -> list[str]:
    """Everyone who was invited or holds a seat, as long as they are members on the day."""
    marked = {row.person for row in then.record.attendance.get(meeting.id, [])}
    invited = {row.person for row in then.record.invitations.get(meeting.id, [])}
    return [
        person
        for person in then.record.people
        if person not in marked
        and (then.has_seat(person, meeting.day) or (person in invited and then.memberships(person, meeting.day)))
    ]


def _is_given_in_absence(action: ActionThen, meeting: MeetingThen, there: set[str]) -> bool:
    """Agreed here for somebody who was not in the room and has not said yes since (A3, docs/domain.md)."""
    if action.row.meeting != meeting.id or not action.is_open or action.lead in there:
        return False
    return not any(e.event in OF_THE_LEAD or e.by == action.lead for e in action.events)


def _is_uncarried(action: ActionThen, meeting: MeetingThen) -> bool:
    decided = any(e.event in DECIDED and e.on >= meeting.day for e in action.events)
    return action.is_open and action.came_up < meeting.day and not decided


def _untold(then: Then, meeting: MeetingThen) -> list[Story]:
    """Stories used since the meeting before, of which it is neither said what they teach nor that there is nothing."""
    since = _last_closing(then, meeting)
    return [
        story
        for story in then.record.stories.values()
        if then.state_of("story", story.id) == "used"
        and not then.record.learning.get(story.id)
        and any(e.event == "used" and (since is None or e.on > since) for e in then.events(story.id))
    ]


def _last_closing(then: Then, meeting: MeetingThen) -> date | None:
    closings = [e.on for m in then.meetings if m.id != meeting.id for e in then.events(m.id) if e.event == "closed"]
    return max((day for day in closings if day < meeting.day), default=None)


# -- what may be passed --------------------------------------------------
def worth_asking(then: Then, meeting: MeetingThen) -> Asked:
    actions = actions_then(then)
    new = [a for a in actions if a.row.meeting == meeting.id]
    leads = Counter(a.lead for a in actions if a.is_open and a.lead)
    quotes = then.record.quotes.get(meeting.id, [])
    return Asked(
        check_out=not any(q.moment == "check_out" for q in quotes),
        tests=[
            t.row.title for t in tests_then(then) if t.state == "running" and _is_past_its_end(t.cycles[-1].row, then)
        ],
        overladen=[person for person, n in leads.items() if n > MOST_LED],
        focus=_without_result(then, meeting, new),
        nothing_direct=not any(a.row.kind in HELPS_DIRECTLY or a.row.quick_win for a in new)
        and not _new_test(then, meeting),
        debrief=len(_organisers(then)) > 1 and not _debriefed(then, meeting),
    )


def _is_past_its_end(cycle: object, then: Then) -> bool:
    end = getattr(cycle, "planned_end", None)
    return end is not None and end < then.day


def _new_test(then: Then, meeting: MeetingThen) -> bool:
    begun = any(test.meeting == meeting.id for test in then.record.tests.values())
    return begun or any(cycle.meeting == meeting.id for cycles in then.record.cycles.values() for cycle in cycles)


def _without_result(then: Then, meeting: MeetingThen, new: list[ActionThen]) -> list[str]:
    """An area is served by an action or a test of its priority; where it names none, by whatever came of the day."""
    tests = [t for t in then.record.tests.values() if t.meeting == meeting.id]
    served = {a.row.priority for a in new} | {t.priority for t in tests}
    decided = any(d.meeting == meeting.id for d in then.record.decisions.values())
    anything = bool(new or tests or decided)
    focus = then.record.focus.get(meeting.id, [])
    return [f.text for f in focus if not (f.priority in served if f.priority else anything)]


def _organisers(then: Then) -> list[str]:
    return [p.id for p in then.with_role("facilitator", "integration_manager")]


def _debriefed(then: Then, meeting: MeetingThen) -> bool:
    planned = any(
        f.kind == "debrief" and any(day and day >= meeting.day for day in (f.planned_for, f.on))
        for f in then.record.follow_ups.values()
    )
    return planned or any(d.after_meeting == meeting.id for d in then.record.debriefs)
