"""Who minds what was led by somebody who has moved on, until another has taken it on (docs/domain.md).

Nothing is written for it: it follows from the memberships, from what was said of an action, and from who leads a test
of change and is asked to. Whoever keeps things moving between the meetings minds it, and where nobody does, whoever
holds them.
"""

from datetime import timedelta

from app.record.actions import OPEN, ActionThen
from app.record.tests import TestThen
from app.record.then import Then

TAKES_IT_ON = ("accepted", "agreed", "reassigned")
UNTAKEN = ("asked", "proposed")
NEXT_DAY = timedelta(days=1)


def minded_by(then: Then, action: ActionThen) -> str | None:
    """The person who minds it on this day; None for what has a lead, has ended, or never had one."""
    return _minder(then, action) if _is_left_alone(then, action) else None


def led_by(then: Then, action: ActionThen) -> str:
    """Who leads it as the group says it: `Colin, being asked; Delia minds it`. "" where nobody does."""
    lead, minder = then.known_as(action.lead), minded_by(then, action)
    if minder is None:
        return lead
    minds = f"{then.known_as(minder)} minds it"
    return f"{lead}, being asked; {minds}" if _is_asked(then, action) else minds


def _is_asked(then: Then, action: ActionThen) -> bool:
    """Whether somebody who is here has it to answer."""
    return action.state == "asked" and not _has_left(then, action.lead)


def _is_left_alone(then: Then, action: ActionThen) -> bool:
    if action.state in (*OPEN, "asked") and _has_left(then, action.lead):
        return True
    if action.state not in UNTAKEN:
        return False
    held = holder(action)
    return _is_leaving(then, held) and not (action.state == "asked" and held == action.lead)


def holder(action: ActionThen) -> str | None:
    """Who took it on last, whoever has been asked since."""
    first = next((e.event for e in action.events[:1] if e.on == action.came_up), "agreed")
    lead, held = action.row.lead, None if first in UNTAKEN else action.row.lead
    for event in action.events:
        if event.event in ("asked", "reassigned") and event.to_person:
            lead = event.to_person
        if event.event in TAKES_IT_ON:
            held = lead
    return held


def _has_left(then: Then, person: str | None) -> bool:
    return person is not None and not then.roles(person) - {"visitor"}


def _is_leaving(then: Then, person: str | None) -> bool:
    """Gone, or this is their last day."""
    return person is not None and not then.roles(person, then.day + NEXT_DAY) - {"visitor"}


def _minder(then: Then, action: ActionThen) -> str | None:
    return _keeper(then, besides=action.lead)


def _keeper(then: Then, besides: str | None) -> str | None:
    return next((person.id for person in then.in_between() if person.id != besides), None)


# -- tests of change -----------------------------------------------------
def who_minds(then: Then, test: TestThen) -> str | None:
    """The person who minds a test on this day; None for one that has its lead, or is over."""
    if test.is_over:
        return None
    gone = _has_left(then, test.row.lead) or (test.asked_of is not None and _is_leaving(then, test.row.lead))
    return _keeper(then, besides=test.row.lead) if gone else None


def who_leads(then: Then, test: TestThen) -> str:
    """Who leads it as the group says it: `Colin, being asked; Delia minds it`, or `Olive; Colin is being asked`."""
    lead, asked = then.known_as(test.row.lead), then.known_as(asked_now(then, test))
    if (minder := who_minds(then, test)) is not None:
        minds = f"{then.known_as(minder)} minds it"
        return f"{asked}, being asked; {minds}" if asked else minds
    return f"{lead}; {asked} is being asked" if asked else lead


def asked_now(then: Then, test: TestThen) -> str | None:
    """Whoever is asked to lead it and is here to answer."""
    return None if _has_left(then, test.asked_of) else test.asked_of
