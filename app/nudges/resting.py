"""Why somebody is left in peace for now (N2 and N3, docs/domain.md)."""

from app.follow_ups.models import FollowUp
from app.nudges.quiet import Hours
from app.record.then import Then
from app.words import day as said_day

LEFT_ALONE = 5  # working days after any contact
MOST_IN_AN_INTERVAL = 2
UNASKED = ("nudge", "offer", "ask", "catch_up", "handover", "invite")  # the rest answer somebody, thank, or are ours
WRITTEN = ("email", "text", "post")
CONTACT = {"phone": "rung", "in_person": "met", "video": "spoken with by video"}


def contacts(then: Then, person: str) -> list[FollowUp]:
    """When somebody was in touch with a person, oldest first."""
    mine = [f for f in then.record.follow_ups.values() if f.with_person == person]
    return sorted((f for f in mine if f.on is not None and f.on <= then.said), key=lambda f: (f.on, f.id))


def resting(then: Then, person: str, hours: Hours) -> str | None:
    """The reason in words, or None for somebody to be in touch with."""
    had = contacts(then, person)
    quiet = then.record.people[person].quiet_until
    asked_for = max((f.not_before for f in had if f.not_before), default=None)
    until = max((d for d in (quiet, asked_for) if d is not None and d > then.day), default=None)
    if until is not None:
        return f"asked for peace until {said_day(until)}"
    last = had[-1] if had else None
    if last is not None and last.on is not None and hours.working_days(last.on, then.day) < LEFT_ALONE:
        return f"{CONTACT.get(last.channel or '', 'written to')} on {said_day(last.on)}"
    if _written_since_the_last_meeting(then, had) >= MOST_IN_AN_INTERVAL:
        return "written to twice since the last meeting: ring, or let it be until the next"
    return None


def _written_since_the_last_meeting(then: Then, had: list[FollowUp]) -> int:
    held = then.last_held
    return sum(
        f.kind in UNASKED and f.channel in WRITTEN and f.on is not None and (held is None or f.on > held.day)
        for f in had
    )
