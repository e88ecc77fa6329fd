"""Who a meeting's papers are made for: everybody who was asked, the organisers, and whoever stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.meetings.models import Invitation
from app.people.models import Membership
from app.record.presence import in_the_room
from app.record.replies import reply_of
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
    sent = _sent(at, asked)
    people = dict.fromkeys([*asked, *(_members(at) if not asked else ()), *sent, *_besides(at, meeting)])
    away = {person for person in asked if reply_of(now, asked[person]) in ("cannot", "sending_substitute")}
    found = [_guest(at, person, asked.get(sent.get(person, person)), sent.get(person)) for person in people]
    new = [_stranger(at, invitation) for invitation in asked.values() if _brings_somebody_new(at, invitation)]
    by_name = sorted((*found, *new), key=lambda guest: guest.name.casefold())
    return Guests(tuple(by_name), len(people.keys() - away) + len(new))


def _members(at: Then) -> Iterator[str]:
    yield from (person.id for person in at.with_role(*HATS))


def _sent(at: Then, asked: dict[str, Invitation]) -> dict[str, str]:
    """Who comes in whose place, as far as a name is known."""
    found = {}
    for person, invitation in asked.items():
        if reply_of(at, invitation) == "sending_substitute" and (comes := _known(at, person, invitation)):
            found[comes] = person
    return found


def _known(at: Then, person: str, invitation: Invitation) -> str | None:
    """Whoever the answer names, if they are in the series; where it names nobody, whoever the membership names."""
    if invitation.substitute_name:
        return _person_called(at, invitation.substitute_name)
    hat = _hat(at, person, invitation)
    return hat.named_substitute if hat else None


def _person_called(at: Then, name: str) -> str | None:
    return next((p.id for p in at.record.people.values() if p.name.casefold() == name.casefold()), None)


def _brings_somebody_new(at: Then, invitation: Invitation) -> bool:
    sends = reply_of(at, invitation) == "sending_substitute" and invitation.substitute_name
    return bool(sends) and _person_called(at, invitation.substitute_name or "") is None


def _stranger(at: Then, invitation: Invitation) -> Guest:
    """Somebody of whom nothing is known but a name, and whom they come from."""
    name, hat = invitation.substitute_name or "", _hat(at, invitation.person, invitation)
    body = at.record.organisations[hat.organisation] if hat and hat.organisation else None
    return Guest(name.split()[0], name, "", body.name if body else "")


def _besides(at: Then, meeting: MeetingThen) -> Iterator[str]:
    """The organisers, asked or not; and whoever came."""
    yield from (person.id for person in at.with_role(*ORGANISERS))
    yield from (row.person for row in in_the_room(at, meeting))


def _guest(at: Then, person: str, invitation: Invitation | None, in_place_of: str | None) -> Guest:
    """Somebody who is sent comes from where the one who sends them does."""
    row, hat = at.record.people[person], _hat(at, person, invitation) or _hat(at, in_place_of or person, invitation)
    body = at.record.organisations[hat.organisation] if hat and hat.organisation else None
    here_as = hat.role if hat and not in_place_of else ""
    role = ROLES[here_as] if here_as in ORGANISERS else row.job or ROLES.get(here_as, "")
    return Guest(at.known_as(person), row.name, role, body.name if body else "")


def _hat(at: Then, person: str, invitation: Invitation | None) -> Membership | None:
    """The one that the invitation names, else the first of the day."""
    worn = [m for m in at.memberships(person) if m.role in HATS]
    named = [m for m in worn if invitation is not None and invitation.hat and m.organisation == invitation.hat]
    return next(iter(named or worn), None)
