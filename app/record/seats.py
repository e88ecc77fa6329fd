"""A seat: a person's place in one series on one day, and so where every page begins.

People belong to a series; an account is an e-mail address and holds every seat whose person carries it. What a seat
gives follows from the memberships that cover the day, so that a change of membership counts from the next request on.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.errors import NotFound
from app.record.reading import Record
from app.record.then import ORGANISERS, Then
from app.series.models import Series

# In the order in which people are told what they are here as. A visitor has no rights (docs/trust.md).
RIGHTS = ("facilitator", "integration_manager", "participant", "lived_experience", "substitute", "sponsor")


@dataclass(frozen=True)
class Seat:
    """Who asks, in which series, and what they are there today. `then` is the record as it stands today."""

    account_id: int
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
    def runs_the_series(self) -> bool:
        return self.organiser

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
