"""Who a meeting's papers are made for: everybody who was asked, the organisers, and whoever stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.meetings.models import Invitation
from app.people.models import Membership
from app.record.presence import in_the_room
from app.record.then import ORGANISERS, MeetingThen, Then, then

HATS = ("facilitator", "integration_manager", "participant", "lived_experience", "sponsor", "substitute")
ROLES = {"facilitator": "Facilitator", "integration_manager": "Integration manager", "sponsor": "Sponsor"}


@dataclass(frozen=True)
class Guest:
    """`role` is what somebody is here as, where that helps the others: a job, or who holds the meeting."""

    known_as: str
    name: str
    role: str
    organisation: str


@dataclass(frozen=True)
class Guests:
    """Everybody by name, as on a list by the door; and how many are to be reckoned with."""

    all: tuple[Guest, ...]
    coming: int


def guests(now: Then, meeting: MeetingThen) -> Guests:
    """As far as is known now, with the hats of the meeting's day. Why somebody does not come is nowhere in it."""
    at = then(now.record, meeting.day, now.said)
    asked = {i.person: i for i in now.record.invitations.get(meeting.id, []) if i.sent_on <= now.said}
    people = dict.fromkeys(_expected(at, meeting, asked))
    away = {
        person
        for person in people
        if person in asked and _reply(asked[person], now.said) in ("cannot", "sending_substitute")
    }
    found = sorted((_guest(at, person, asked.get(person)) for person in people), key=lambda g: g.name.casefold())
    return Guests(tuple(found), len(people) - len(away))


def _expected(at: Then, meeting: MeetingThen, asked: dict[str, Invitation]) -> Iterator[str]:
    yield from asked
    if not asked:
        yield from (p.id for p in at.with_role(*HATS))
    yield from (p.id for p in at.with_role(*ORGANISERS))
    for person, invitation in asked.items():
        hat = at.hat(person)
        if _reply(invitation, at.said) == "sending_substitute" and hat and hat.named_substitute:
            yield hat.named_substitute
    yield from (row.person for row in in_the_room(at, meeting))


def _reply(invitation: Invitation, said: date) -> str:
    heard = invitation.replied_on or invitation.sent_on
    return invitation.reply if heard <= said else "none"


def _guest(at: Then, person: str, invitation: Invitation | None) -> Guest:
    row, hat = at.record.people[person], _hat(at, person, invitation)
    body = at.record.organisations[hat.organisation] if hat and hat.organisation else None
    role = (
        ROLES.get(hat.role, "")
        if hat and hat.role in ORGANISERS
        else row.job or (ROLES.get(hat.role, "") if hat else "")
    )
    return Guest(at.known_as(person), row.name, role, body.name if body else "")


def _hat(at: Then, person: str, invitation: Invitation | None) -> Membership | None:
    """The one that the invitation names, else the first of the day."""
    worn = [m for m in at.memberships(person) if m.role in HATS]
    named = [m for m in worn if invitation is not None and invitation.hat and m.organisation == invitation.hat]
    return next(iter(named or worn), None)
