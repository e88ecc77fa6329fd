"""Which letters are due to whom now, and why: worked out from the record and from what went before, never stored.

A letter is in the outbox only once an organiser has pressed send, put it off or said that it is not needed (`Sent`);
until then it is made anew at every look, so that none can be out of date. One letter to a person speaks of all there is
of its kind, and a kinder one swallows a lesser: the welcome asks what would have been asked in a letter of its own.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.follow_ups.models import MOST_ABOUT
from app.letters import due_of_actions, due_of_meetings
from app.letters.looking import Due, Look, Sent
from app.nudges.holidays import Holidays, holidays_of
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.then import Then
from app.settings import settings

__all__ = ["KINDS", "Due", "due", "to_ring", "wanted", "why_not"]

KINDS = (
    "moved",
    "cancelled",
    "invitation",
    "recap",
    "welcome",
    "handover",
    "ask",
    "catch_up",
    "record",
    "thanks",
    "nudge",
    "offer",
)
BY_POST = "prefers post: print it and post it"
SWALLOWS = {  # of two that swallow the same, the first takes it
    "welcome": ("invitation", "recap", "catch_up", "record", "handover", "ask"),
    "recap": ("invitation", "thanks"),
    "handover": ("ask",),
    "catch_up": ("ask", "invitation", "thanks"),
    "record": ("thanks",),
}
SAYS_TOO = {"thanks": "it says thank you too", "invitation": "it invites too"}


def due(
    record: Record, then: Then, sent: Collection[Sent], now: datetime, holidays: Holidays | None = None
) -> list[Due]:
    """The letters that could go now, by kind and then by name; none to anybody whom no letter reaches."""
    return [one for one in wanted(record, then, sent, now, holidays) if why_not(then, one.person) is None]


def to_ring(
    record: Record, then: Then, sent: Collection[Sent], now: datetime, holidays: Holidays | None = None
) -> list[tuple[Due, str]]:
    """What would be due to those whom no letter reaches by e-mail, and why none does: ring them, or post it."""
    found = ((one, why_not(then, one.person)) for one in wanted(record, then, sent, now, holidays))
    return [(one, why) for one, why in found if why is not None]


def wanted(
    record: Record, then: Then, sent: Collection[Sent], now: datetime, holidays: Holidays | None = None
) -> list[Due]:
    """What is due to whom, whether or not a letter reaches them."""
    free = holidays or holidays_of(settings().holidays, record.series.time_zone)
    return list(_worked_out(record, then.day, then.said, tuple(sent), _has_begun(then, now), free))


@remembered
def _worked_out(
    record: Record, day: date, said: date, sent: tuple[Sent, ...], begun: bool, holidays: Holidays
) -> tuple[Due, ...]:
    then = Then(record, day, said)
    if then.is_over:
        return ()
    look = Look(record, then, sent, begun, holidays)
    found = [*due_of_meetings.found(look), *due_of_actions.found(look)]
    names = {p.id: p.name.casefold() for p in record.people.values()}
    fresh = [one for one in found if not look.had(one.kind, one.person, one.slot)]
    return tuple(sorted(_merged(look, fresh), key=lambda one: (KINDS.index(one.kind), names[one.person], one.slot)))


def _has_begun(then: Then, now: datetime) -> bool:
    """Whether the hour of the meeting that comes next has come."""
    meeting, here = then.next_meeting, now.astimezone(ZoneInfo(then.record.series.time_zone))
    return meeting is not None and (here.date(), f"{here:%H:%M}") >= (meeting.day, meeting.start)


def why_not(then: Then, person: str) -> str | None:
    """Why no letter reaches somebody by e-mail, for the list of whom to ring."""
    row = then.record.people[person]
    if row.prefers == "phone":
        return "prefers the telephone"
    if row.prefers == "no_messages":
        return "wants no messages"
    if row.prefers == "post":
        return BY_POST
    return None if row.email else "no address is known"


def _merged(look: Look, found: list[Due]) -> Iterator[Due]:
    """A letter that another one to the same person swallows goes with it: what it is about, and not by itself.

    What there is no room for in one letter is due again once that has gone.
    """
    by_person: dict[str, dict[str, Due]] = {}
    for one in found:
        by_person.setdefault(one.person, {}).setdefault(one.kind, one)
    for one in found:
        mine = by_person[one.person]
        if _taker(look, mine, one) is None:
            with_it = [other for other in mine.values() if _taker(look, mine, other) == one.kind]
            yield _with(one, [other for other in with_it if not _tells_anyway(one, other)])


def _taker(look: Look, mine: dict[str, Due], one: Due) -> str | None:
    """The kind of letter that it goes with; one that is swallowed itself takes nothing with it."""
    following = look.then.next_meeting
    if one.kind == "invitation" and (following is None or one.slot != following.id):
        return None  # they tell of the meeting that comes next, and of no other
    whole = [kind for kind in SWALLOWS if kind in mine and not any(kind in SWALLOWS.get(k, ()) for k in mine)]
    return next((kind for kind in whole if one.kind in SWALLOWS[kind]), None)


def _tells_anyway(one: Due, other: Due) -> bool:
    """What is in the letter whether or not it was due: the meeting that comes next, what was before."""
    return other.kind in ("recap", "catch_up", "record") or (other.kind == "invitation" and one.kind != "catch_up")


def _with(one: Due, others: list[Due]) -> Due:
    about = dict.fromkeys((*one.about, *(thing for other in others for thing in other.about)))
    why = "; ".join([one.why, *(SAYS_TOO[other.kind] for other in others if other.kind in SAYS_TOO)])
    return replace(one, about=tuple(about)[:MOST_ABOUT], why=why)
