"""The two natural moments for a word between two meetings: half-way, and a week before the next one."""

from datetime import date, timedelta

from app.nudges.quiet import Hours
from app.record.then import Then

A_WEEK = timedelta(days=7)


def moment(then: Then, hours: Hours) -> str:
    """Which of the two this day is, in words, or "". One that falls on no working day comes on the next that is one."""
    last, ahead = then.last_held, then.next_meeting
    if ahead is None or ahead.day <= then.day:
        return ""
    if then.day == _at_work(ahead.day - A_WEEK, hours):
        return "a week before we meet"
    if last is not None and then.day == _at_work(last.day + (ahead.day - last.day) / 2, hours):
        return "half-way to the meeting"
    return ""


def _at_work(day: date, hours: Hours) -> date:
    """No further than a week: a place may have no working days at all."""
    return next((later for n in range(7) if hours.works_on(later := day + timedelta(days=n))), day)
