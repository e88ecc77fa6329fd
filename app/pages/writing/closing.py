"""What still stands open before a series can close (C13 to C15, docs/domain.md)."""

from collections.abc import Iterable

from app import words
from app.pages.writing.sheets import Options, Place
from app.record.actions import actions_then
from app.record.priorities import chosen_then
from app.record.then import ORGANISERS, Then

GONE = ("destroyed", "withdrawn")
NAMED = 12


def stands_open(then: Then) -> list[str]:
    """In words, one by one; empty once the series can close."""
    return [*_actions(then), *_priorities(then), *_looking_back(then), *_days(then)]


def _actions(then: Then) -> list[str]:
    """Done, let go, or handed on, if only as a first step of an initiative; what was set aside waits for no meeting."""
    carried = {step for one in then.record.initiatives for step in then.record.linked(one, "first_actions")}
    unended = [action for action in actions_then(then) if action.is_open or action.state == "parked"]
    left = [action.text for action in unended if action.id not in carried]
    return _each(left, "action", "is not done, handed on or let go", "are not done, handed on or let go")


def _priorities(then: Then) -> list[str]:
    left = [priority.row.text for priority in chosen_then(then) if priority.end is None]
    return _each(left, "priority", "has no end yet", "have no end yet", many="priorities")


def _each(left: list[str], one: str, is_so: str, are_so: str, many: str = "") -> list[str]:
    """How many, and which: the first dozen by name."""
    if not left:
        return []
    more = [words.count(len(left) - NAMED, "other")] if len(left) > NAMED else []
    named = words.listed([*map(words.quoted, left[:NAMED]), *more])
    said = f"{words.count(len(left), one, many)} {is_so if len(left) == 1 else are_so}: {named}"
    return [words.stopped(words.sentence(said))]


def _looking_back(then: Then) -> Iterable[str]:
    if not any(then.was_said(back.meeting, None) for back in then.record.check_backs):
        yield "We have not looked back yet at what we hoped for."


def _days(then: Then) -> Iterable[str]:
    """Stories are destroyed or have a day on which they will be; so have addresses."""
    series = then.record.series
    kept = [s for s in then.record.stories.values() if then.state_of("story", s.id) not in GONE and not s.destroy_on]
    if kept and series.keep_stories_days is None:
        yield f"{words.sentence(words.count(len(kept), 'story', 'stories'))} will not be destroyed on any day."
    if series.keep_contacts_days is None:
        yield "It is not said for how long addresses and telephone numbers are kept."


def not_organisers(place: Place) -> Options:
    """The members of the group other than its organisers."""
    roles = {person.id: place.then.roles(person.id) - {"visitor"} for person in place.record.people.values()}
    return [(p.id, p.name) for p in place.record.people.values() if roles[p.id] and not roles[p.id] & set(ORGANISERS)]
