"""A seat: a person's place in one series on one day, and so where every page begins.

People belong to a series; an account is an e-mail address and holds every seat whose person carries it. What a seat
gives follows from the memberships that cover the day, so that a change of membership counts from the next request on.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.errors import NotFound
from app.links.domain import last_day
from app.record.actions import OPEN, actions_then
from app.record.reading import Record
from app.record.tests import tests_then
from app.record.then import ORGANISERS, Then
from app.series.models import Series

# In the order in which people are told what they are here as. A visitor has no rights (docs/trust.md).
RIGHTS = ("facilitator", "integration_manager", "participant", "lived_experience", "substitute", "sponsor")


@dataclass(frozen=True)
class Seat:
    """Who asks, in which series, and what they are there today. `then` is the record as it stands today.

    `account_id` is None for whoever comes by a personal link: no account says what they say (`seat_by_link`).
    """

    account_id: int | None
    series: Series
    record: Record
    then: Then
    persons: tuple[str, ...]
    roles: frozenset[str]

    @property
    def series_id(self) -> int:
        return self.record.series.id or 0

    @property
    def slug(self) -> str:
        return self.series.slug

    @property
    def version(self) -> int:
        return self.series.version

    @property
    def today(self) -> date:
        return self.then.day

    @property
    def person(self) -> str:
        """The person in this series that the account speaks as."""
        return self.persons[0]

    @cached_property
    def name(self) -> str:
        return self.then.known_as(self.person)

    @property
    def role(self) -> str:
        return next(role for role in RIGHTS if role in self.roles)

    @property
    def organiser(self) -> bool:
        return bool(self.roles & set(ORGANISERS))

    @property
    def sponsor_only(self) -> bool:
        return self.roles == {"sponsor"}

    @property
    def member(self) -> bool:
        """Whether the group's own pages are open to them: to all but those who are sponsor and nothing else."""
        return not self.sponsor_only

    @property
    def reads_the_record(self) -> bool:
        """`record_scope: facilitators` leaves participants their own part, the recap and the plan."""
        return self.organiser or (self.member and self.series.record_scope != "facilitators")

    def is_(self, person: str | None) -> bool:
        """Whether a person of the series is the one who asks."""
        return person is not None and person in self.persons


def seat_of(account_id: int, record: Record, then: Then, persons: list[str]) -> Seat:
    """The seat of an account whose address these people carry; NotFound where none of them has rights today."""
    held = {person: then.roles(person) & set(RIGHTS) for person in persons}
    with_rights = tuple(person for person in persons if held[person])
    if not with_rights:
        raise NotFound
    roles: frozenset[str] = frozenset().union(*(held[person] for person in with_rights))
    return Seat(account_id, record.series, record, then, with_rights, roles)


# -- by a personal link -----------------------------------------------
OWN_PART = ("participant", "lived_experience", "substitute")


@dataclass(frozen=True)
class Part:
    """What a personal link opens: a seat that is never more than a participant's, with no account behind it.

    `placed` is False for somebody who has moved on: of the series they see what they still lead, and nothing else.
    `until` is the last day on which the link serves; None while no meeting is planned.
    """

    seat: Seat
    placed: bool
    until: date | None


def part_of(record: Record, then: Then, person: str) -> Part | None:
    """What this person's link opens on this day; None where it serves nobody any more (decision 2, docs/trust.md)."""
    until = link_serves_until(then)
    if person not in record.people or (until is not None and then.day > until):
        return None
    held = then.roles(person) & set(RIGHTS)
    if not held and not leads_something(then, person):
        return None
    roles = held & set(OWN_PART) or ({"sponsor"} if held == {"sponsor"} else {"participant"})
    return Part(Seat(None, record.series, record, then, (person,), frozenset(roles)), bool(held), until)


def link_serves_until(then: Then) -> date | None:
    """Until 30 days after the last meeting, as the meetings stand: when it moves, so does this."""
    last = max((meeting.day for meeting in then.meetings), default=None)
    return last_day(last) if last is not None else None


def leads_something(then: Then, person: str) -> bool:
    """Whether they still lead, or are being asked to lead, what is not at its end."""
    if any(action.lead == person and action.state in (*OPEN, "asked") for action in actions_then(then)):
        return True
    return any(test.asked_of == person for test in tests_then(then))
