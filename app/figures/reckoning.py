"""The figures of a meeting (docs/series-file.md, "Figures"). For organisers; no page of the group shows a share."""

from collections import Counter
from datetime import date
from statistics import mean, median
from typing import Any

from app.errors import NotFound
from app.record.actions import ActionThen, actions_then
from app.record.presence import HERE, IN_THE_ROOM, represented
from app.record.reading import Record
from app.record.tests import tests_then
from app.record.then import MeetingThen, Then, evening_before, then

LEFT_OUT = ("let_go", "parked", "proposed", "asked")
LEAST_FOR_A_SHARE = 4
Figures = dict[str, Any]


def figures(record: Record, number: int, today: date) -> Figures:
    """Every figure of one meeting, in the shape of `beston figures`; before it is closed, only what opening shows."""
    now = then(record, today, today)
    meeting = now.numbered(number)
    if meeting is None or meeting.cancelled:
        raise NotFound(f"There is no meeting {number} in this series.")
    opening, closing = then(record, evening_before(meeting.day), today), then(record, meeting.day, today)
    out = {"meeting": meeting.id, "date": meeting.day.isoformat(), "at_opening": _counted(opening)}
    if not (meeting.closed and meeting.day <= today):
        return out
    return out | _at_closing(record, meeting, opening, closing, today)


def _at_closing(record: Record, meeting: MeetingThen, opening: Then, closing: Then, today: date) -> Figures:
    actions, rows = actions_then(closing), record.attendance.get(meeting.id, [])
    here = sorted(a.person for a in rows if a.state in IN_THE_ROOM)
    bodies = set(represented(closing, meeting))
    last = closing.last_time(meeting)
    out: Figures = {
        "at_closing": _counted(closing),
        "open_at_closing": {a.id: _brief(a) for a in actions if a.is_open or a.state in ("proposed", "asked")},
        "came_up": [a.id for a in actions if a.row.meeting == meeting.id],
        "present": here,
        "present_count": len(here),
        "present_without_facilitators": sum("facilitator" not in closing.roles(p) for p in here),
        "organisations_represented": sorted(bodies),
        "organisations_not_represented": sorted(_members_of(closing) - bodies),
        "S1_seats": _seats(record, meeting, today),
    }
    if last is not None:
        out["S2_same_people"] = _same_people(record, closing, last, meeting)
        out["S4_follow_through"] = _follow_through(actions, last, meeting)
        out["S4_the_evening_before"] = _follow_through(actions_then(opening), last, meeting)
        out["S5_old_actions"] = _old([a for a in actions if a.came_up < meeting.day and a.is_open], meeting.day)
    return out


def _counted(at: Then) -> Figures:
    """How many actions and tests are in each state."""
    return {
        "actions": dict(sorted(Counter(a.state for a in actions_then(at)).items())),
        "tests": dict(sorted(Counter(t.state for t in tests_then(at)).items())),
    }


def _brief(action: ActionThen) -> Figures:
    due = action.due.isoformat() if action.due else None
    return {"state": action.state, "lead": action.lead, "due": due, "carries": action.carries}


def _members_of(at: Then) -> set[str]:
    """Organisations that someone with a seat comes from."""
    seated = (p for p in at.record.people if at.has_seat(p))
    found = {m.organisation for p in seated for m in at.memberships(p) if m.organisation}
    return {o for o in found if at.record.organisations[o].sector != "facilitator"}


def seats(record: Record, meeting: MeetingThen, today: date) -> tuple[int, int]:
    """S1: seats filled, and seats expected."""
    at = then(record, meeting.day, today)
    rows = {row.person: row.state for row in record.attendance.get(meeting.id, [])}
    seated = [person for person in record.people if at.has_seat(person)]
    filled = sum(rows.get(person) in (*HERE, "substitute_sent") for person in seated)
    return filled, len(seated) - sum(rows.get(person) == "not_expected" for person in seated)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _seats(record: Record, meeting: MeetingThen, today: date) -> Figures:
    filled, expected = seats(record, meeting, today)
    out: Figures = {"filled": filled, "expected": expected, "share": _share(filled, expected)}
    at = then(record, meeting.day, today)
    before = [m for m in at.meetings if m.opened and m.number < meeting.number][-2:]
    shares = [f / e for f, e in (seats(record, m, today) for m in before) if e]
    if len(shares) == 2 and expected:
        out["trend"] = round(filled / expected - mean(shares), 4)
    return out


def _same_people(record: Record, at: Then, last: MeetingThen, meeting: MeetingThen) -> Figures:
    def came(which: MeetingThen) -> set[str]:
        rows = record.attendance.get(which.id, [])
        here = {row.person for row in rows if row.state in IN_THE_ROOM}
        return {p for p in here if not at.roles(p, which.day) & {"facilitator", "visitor"}}

    now = came(meeting)
    both = len(now & came(last))
    return {"both": both, "present": len(now), "share": _share(both, len(now))}


def _follow_through(actions: list[ActionThen], last: MeetingThen, meeting: MeetingThen) -> Figures:
    counted = [
        a
        for a in actions
        if a.first_due and last.day < a.first_due <= meeting.day and a.came_up < meeting.day and a.state not in LEFT_OUT
    ]
    done = sum(a.state == "done" for a in counted)
    share = _share(done, len(counted)) if len(counted) >= LEAST_FOR_A_SHARE else None
    return {"done": done, "of": len(counted), "share": share, "not_done": [a.id for a in counted if a.state != "done"]}


def _old(old: list[ActionThen], day: date) -> Figures:
    ages = [(day - a.came_up).days for a in old]
    return {
        "open": len(old),
        "median_age_days": float(median(ages)) if ages else None,
        "most_carries": max((a.carries for a in old), default=0),
        "carried_twice_or_more": [a.id for a in old if a.carries >= 2],
    }
