"""What somebody may be shown of what the record holds: pure functions that start from a seat.

A page that shows lists asks here first, so that what is hidden is absent and not merely unprinted. The rules are those
of "Who may do what" in docs/trust.md; what a page may do besides is in app.permissions.
"""

from collections.abc import Iterable

from app import words
from app.follow_ups.models import Debrief, FollowUp
from app.history.models import Event
from app.meetings.models import Quote
from app.outcomes.models import LastWord
from app.people.models import HomeCheck, Person
from app.record.actions import ActionThen
from app.record.seats import Seat
from app.series.models import PossibleConflict
from app.tests_of_change.models import BarrierMap

FEW = 5  # up to one less, a number could tell who is behind it (T7, docs/trust.md)


def actions(seat: Seat, every: Iterable[ActionThen]) -> list[ActionThen]:
    """Every action for those who read the record; for anyone else those that they lead."""
    return [action for action in every if seat.reads_the_record or seat.is_(action.lead)]


def events(seat: Seat, every: Iterable[Event]) -> list[Event]:
    """What was said to the organisers alone stays with them, and with whoever said it (A8, docs/domain.md)."""
    return [event for event in every if event.visibility != "organisers" or seat.organiser or seat.is_(event.by)]


def follow_ups(seat: Seat, every: Iterable[FollowUp]) -> list[FollowUp]:
    """All of them for organisers; for anyone else those about themselves."""
    return [contact for contact in every if seat.organiser or seat.is_(contact.with_person)]


def debriefs(seat: Seat, every: Iterable[Debrief]) -> list[Debrief]:
    return list(every) if seat.organiser else []


def quotes(seat: Seat, every: Iterable[Quote]) -> list[Quote]:
    """By leave: words for the room are shown in the room only, those for everybody to sponsors too."""
    shared = ("record", "public") if seat.reads_the_record else ("public",)
    return [quote for quote in every if quote.leave_to_share in shared]


def last_words(seat: Seat) -> list[LastWord]:
    """By leave, as quotes."""
    shared = ("record", "public") if seat.reads_the_record else ("public",)
    return [word for word in seat.record.last_words if word.leave_to_share in shared]


def conflicts(seat: Seat, every: Iterable[PossibleConflict]) -> list[PossibleConflict]:
    return [c for c in every if seat.organiser or (c.visibility == "group" and seat.reads_the_record)]


def barrier_map(seat: Seat, drawn: BarrierMap | None) -> BarrierMap | None:
    """For organisers, unless the group chose to share it."""
    shared = drawn is not None and drawn.visibility == "group" and seat.reads_the_record
    return drawn if seat.organiser or shared else None


def home_checks(seat: Seat, every: Iterable[HomeCheck]) -> list[HomeCheck]:
    """Everybody who reads the record; a sponsor is told their number only."""
    return list(every) if seat.reads_the_record else []


def email(seat: Seat, person: Person) -> str | None:
    return person.email if seat.organiser or seat.is_(person.id) else None


def mobile(seat: Seat, person: Person) -> str | None:
    return person.mobile if seat.organiser or seat.is_(person.id) else None


def access_needs(seat: Seat, person: Person) -> str | None:
    return person.access_needs if seat.organiser or seat.is_(person.id) else None


def how_many(seat: Seat, count: int, one: str, many: str = "") -> str:
    """A number in words; for a sponsor one to four are "a few"."""
    return words.roughly(count, one, many) if seat.sponsor_only else words.count(count, one, many)
