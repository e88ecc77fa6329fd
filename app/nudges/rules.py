"""The quiet rules: whether a letter may go to somebody at a moment (N2 to N6, docs/domain.md).

Asked when an organiser presses send, to explain, and again by the worker at the moment of sending, to enforce. What
only time lifts is a Wait; what is about the person, or about how often they were written to, is a Never with words for
the desk, because somebody has to choose then: to ring, or to let it be.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from app.follow_ups.models import FollowUp
from app.nudges.quiet import Hours
from app.nudges.resting import CONTACT, LEFT_ALONE, MOST_IN_AN_INTERVAL, UNASKED, WRITTEN, contacts, peace
from app.post.desk import Wait
from app.record.then import Then
from app.words import day as said_day
from app.words import listed

__all__ = ["UNPROMPTED", "Go", "Never", "Verdict", "Wait", "Wrote", "verdict"]

UNPROMPTED = ("nudge", "offer", "ask", "handover", "welcome")
ASKED_FOR = ("sign_in", "my_link")  # by their reader, a moment ago
NEWS = ("moved", "cancelled")  # whoever is not told travels to an empty hall
TELLS_OF_IT = ("record", "catch_up")  # of the meeting that was: whoever missed it has its page within two days
NEAR_MEETINGS = (*TELLS_OF_IT, "thanks")  # what may go in the days around a meeting
REMINDERS = ("nudge", "offer")  # rest after any contact at all; the others answer what came of one
BEFORE_THEY_BEGIN = ("invitation", "welcome", "recap", *NEWS)
MOST_ABOUT_ONE = 2  # nudges; then it is a call, and then an item of the meeting
ON_THE_SIDE = {"substitute", "visitor"}

Wrote = tuple[str, date, tuple[str, ...]]  # a letter that went or waits: its kind, its day, and what it is about


@dataclass(frozen=True)
class Go:
    """It may go now."""


@dataclass(frozen=True)
class Never:
    """It may not go, now or by waiting; `why` in words for the desk."""

    why: str


Verdict = Go | Wait | Never
Way = Literal["email", "text", "text for a call"]  # the last only asks when one may ring


@dataclass(frozen=True)
class _Case:
    then: Then
    hours: Hours
    person: str
    kind: str
    letters: tuple[Wrote, ...]
    about: tuple[str, ...]
    by: Way = "email"

    @property
    def name(self) -> str:
        return self.then.known_as(self.person)


def verdict(
    then: Then,
    hours: Hours,
    person: str,
    kind: str,
    moment: datetime,
    letters: Collection[Wrote] = (),
    about: tuple[str, ...] = (),
    by: Way = "email",
) -> Verdict:
    """Whether a letter of this kind may go to this person at this moment. Pure.

    `letters` are the others to the same person in the series that went or wait; `about` is what this one speaks of.
    `then` is the record on the day of the moment. A text from an organiser's own telephone keeps the same rules.
    """
    if kind in ASKED_FOR:
        return Go()
    case = _Case(then, hours, person, kind, tuple(letters), about, by)
    if (why := next(_refusals(case), None)) is not None:
        return Never(why)
    if kind in NEWS:
        return Go()
    keeps = replace(hours, meetings=()) if kind in NEAR_MEETINGS else hours
    if (why := keeps.why_not(moment)) is not None:
        return Wait(keeps.next(moment), why)
    return Go()


# -- refusals ---------------------------------------------------------
def _refusals(case: _Case) -> Iterator[str]:
    """The first of these that has words is the reason; what matters most comes first."""
    asked: list[Callable[[_Case], str | None]] = [_not_here, _by_telephone]
    if case.kind not in NEWS:
        asked.append(_at_peace)
    if case.kind in (*UNPROMPTED, "catch_up"):
        asked.append(_not_theirs_to_be_asked)
    if case.kind in UNPROMPTED:
        asked += [_lately, _often_enough]
    if case.kind == "nudge" and case.by != "text for a call":
        asked.append(_nudged_enough)
    for look in asked:
        if (why := look(case)) is not None:
            yield why


def _not_here(case: _Case) -> str | None:
    worn = case.then.record.memberships.get(case.person, [])
    if worn and all(hat.to_day is not None and hat.to_day < case.then.day for hat in worn):
        return f"{case.name} is not in the group any more."
    if case.kind not in BEFORE_THEY_BEGIN and not case.then.memberships(case.person):
        return f"{case.name} is not in the group on this day."
    return None


def _by_telephone(case: _Case) -> str | None:
    person = case.then.record.people[case.person]
    if person.prefers == "phone" and case.by != "text for a call":
        return f"{case.name} prefers the telephone: ring instead."
    if person.prefers == "no_messages":
        return f"{case.name} wants no messages: ring, or speak at the meeting."
    if person.prefers == "post" and case.by != "text for a call":
        return f"{case.name} prefers post: print it and post it, or ring."
    if case.by != "email":
        return None if person.mobile else f"No number of {case.name}'s is known."
    if not person.email:
        return f"No address of {case.name}'s is known: ring instead."
    return None


def _at_peace(case: _Case) -> str | None:
    theirs, ours = peace(case.then, case.person)
    if theirs is not None:
        return f"{case.name} asked for peace until {said_day(theirs)}."
    rests = ours is not None and case.kind in UNPROMPTED  # an invitation or a recap is no word from the desk
    return f"{case.name} is left to rest until {said_day(ours)}." if ours and rests else None


def _not_theirs_to_be_asked(case: _Case) -> str | None:
    roles = case.then.roles(case.person)
    if case.kind != "welcome" and roles and roles <= ON_THE_SIDE:
        return f"{case.name} came for somebody else, and is asked for nothing in writing: ring instead."
    return None


def _lately(case: _Case) -> str | None:
    """No two unasked-for letters in five working days, and no reminder so soon after any word with somebody."""
    last = max((day for day in _unasked(case) if _is_near(case, day)), default=None)
    if last is not None:
        was = "was" if last <= case.then.day else "will be"
        return f"{case.name} {was} written to on {said_day(last)}: one letter in five working days is enough."
    had = [f for f in contacts(case.then, case.person) if case.kind in REMINDERS and not _in_vain(case, f)]
    if had and had[-1].on is not None and _is_near(case, had[-1].on):
        how = CONTACT.get(had[-1].channel or "", "written to")
        return f"{case.name} was {how} on {said_day(had[-1].on)}: leave five working days."
    return None


def _in_vain(case: _Case, contact: FollowUp) -> bool:
    """A call that nobody answered; tomorrow it is as if there had been none."""
    return contact.channel == "phone" and contact.result == "no_answer" and contact.on != case.then.day


def _often_enough(case: _Case) -> str | None:
    held = case.then.last_held
    since = [day for day in _unasked(case) if held is None or day > held.day]
    if len(since) < MOST_IN_AN_INTERVAL:
        return None
    return f"{case.name} has been written to twice since the last meeting: ring, or let it be until the next."


def _nudged_enough(case: _Case) -> str | None:
    enough = [thing for thing in case.about if len(_nudges(case, thing)) >= MOST_ABOUT_ONE]
    if not enough:
        return None
    return f"{case.name} has been asked twice about {_called(case, enough)}: ring, or bring it to the meeting."


def _called(case: _Case, things: list[str]) -> str:
    actions = case.then.record.actions
    return listed(f"“{actions[thing].text}”" if thing in actions else thing for thing in things)


# -- what was written -------------------------------------------------
def _is_near(case: _Case, day: date) -> bool:
    return case.hours.working_days(day, case.then.day) < LEFT_ALONE


def _unasked(case: _Case) -> list[date]:
    """The days of all unasked-for letters to the person."""
    noted = ((f.kind, f.on) for f in _written(case) if f.kind in UNASKED)
    return _together(noted, ((kind, day) for kind, day, _ in case.letters if kind in UNPROMPTED))


def _nudges(case: _Case, thing: str) -> list[date]:
    """The days of the nudges about one thing."""
    linked = case.then.record.linked
    noted = ((f.kind, f.on) for f in _written(case) if f.kind == "nudge" and thing in linked(f.id, "about"))
    return _together(noted, ((kind, day) for kind, day, about in case.letters if kind == "nudge" and thing in about))


def _together(noted: Iterable[tuple[str, date | None]], sent: Iterable[tuple[str, date]]) -> list[date]:
    """Each letter once, though one that went stands in the log of the contacts as well."""
    both = Counter((kind, day) for kind, day in noted if day is not None) | Counter(sent)
    return [day for _, day in both.elements()]


def _written(case: _Case) -> list[FollowUp]:
    return [f for f in contacts(case.then, case.person) if f.channel in WRITTEN]
