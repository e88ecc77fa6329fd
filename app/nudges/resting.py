"""Why somebody is left in peace for now (N2 and N3, docs/domain.md), and who is not: whoever said "stuck"."""

from collections.abc import Iterable
from datetime import date

from app.follow_ups.models import FollowUp
from app.history.models import Event
from app.nudges.quiet import Hours
from app.record.actions import ActionThen
from app.record.then import Then
from app.words import day as said_day

LEFT_ALONE = 5  # working days after any contact
MOST_IN_AN_INTERVAL = 2
UNASKED = ("nudge", "offer", "ask", "handover", "invite")  # the rest answer somebody, tell, thank, or are ours
WRITTEN = ("email", "text", "post")
CONTACT = {"phone": "rung", "in_person": "met", "video": "spoken with by video"}
HEARD_BY_US = ("meeting", "phone", "in_person", "video", "paper")  # whoever says it so is being heard already


def contacts(then: Then, person: str) -> list[FollowUp]:
    """When somebody was in touch with a person, oldest first."""
    mine = [f for f in then.record.follow_ups.values() if f.with_person == person]
    return sorted((f for f in mine if f.on is not None and f.on <= then.said), key=lambda f: (f.on, f.id))


def planned(then: Then, person: str) -> list[FollowUp]:
    """What is still to happen with a person: a rest that ends, a letter that waits, a call."""
    mine = (f for f in then.record.follow_ups.values() if f.with_person == person)
    return [f for f in mine if f.planned_for is not None and f.on is None and f.not_needed_on is None]


def resting(then: Then, person: str, hours: Hours) -> str | None:
    """The reason in words, or None for somebody to be in touch with."""
    ahead, had = planned(then, person), contacts(then, person)
    if (why := _a_letter_waits(then, ahead) or _in_peace(then, person)) is not None:
        return why
    last = had[-1] if had else None
    if last is not None and last.on is not None:
        if last.channel == "phone" and last.result == "no_answer":  # tried, and not reached: tomorrow again
            return "rung today, and nobody answered" if last.on == then.day else None
        if hours.working_days(last.on, then.day) < LEFT_ALONE:
            return f"{CONTACT.get(last.channel or '', 'written to')} on {said_day(last.on)}"
    if _written_since_the_last_meeting(then, had) >= MOST_IN_AN_INTERVAL:
        return "written to twice since the last meeting: ring, or let it be until the next"
    return None


def _a_letter_waits(then: Then, ahead: list[FollowUp]) -> str | None:
    days = [f.planned_for for f in ahead if f.channel in WRITTEN and f.planned_for and f.planned_for >= then.day]
    return f"a letter waits to go on {said_day(min(days))}" if days else None


def _in_peace(then: Then, person: str) -> str | None:
    theirs, ours = peace(then, person)
    if theirs is not None:
        return f"asked for peace until {said_day(theirs)}"
    return f"left to rest until {said_day(ours)}" if ours else None


def peace(then: Then, person: str) -> tuple[date | None, date | None]:
    """Until which day to come somebody asked for peace, and until which a plan at the desk says so."""
    asked_for = [then.record.people[person].quiet_until, *(f.not_before for f in contacts(then, person))]
    return _to_come(then, asked_for), _to_come(then, (f.not_before for f in planned(then, person)))


def _to_come(then: Then, days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None and day > then.day), default=None)


def _written_since_the_last_meeting(then: Then, had: list[FollowUp]) -> int:
    held = then.last_held
    return sum(
        f.kind in UNASKED and f.channel in WRITTEN and f.on is not None and (held is None or f.on > held.day)
        for f in had
    )


# -- whoever calls for help -------------------------------------------
def calls_for_help(then: Then, person: str, mine: Iterable[ActionThen]) -> bool:
    """Whether they said themselves, between the meetings, that something is stuck, and nobody was in touch since."""
    said = [a.stuck for a in mine if a.stuck is not None and a.stuck.by == person and a.stuck.via not in HEARD_BY_US]
    after = [*contacts(then, person), *(f for f in planned(then, person) if f.not_before is not None)]
    return any(all(_comes_after(then, event, contact) for contact in after) for event in said)


def _comes_after(then: Then, event: Event, contact: FollowUp) -> bool:
    """By the day; on one day by the minute, where both were written down here."""
    if contact.on is not None and contact.on != event.on:
        return event.on > contact.on
    thing = then.record.things[contact.id]
    # What came with a file was noted by nobody, at no minute; nor is an answer by personal link noted by an account.
    here = thing.changed_by is not None or thing.version > 1
    if here and event.recorded_at is not None and thing.changed_at is not None:
        return event.recorded_at >= thing.changed_at
    return contact.on is None  # of a plan in a file nobody knows when it was made
