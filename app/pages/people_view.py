"""What the page of people shows: who we are, who was in the room, and for organisers how to reach whom."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.pages.attendance_view import Grid, Numbers, numbers, organisations_grid, people_grid
from app.pages.bodies_view import Body
from app.pages.bodies_view import bodies as bodies_shown
from app.people.models import Membership
from app.record.seats import Seat
from app.record.then import Then

PREFERS = {
    "email": "",
    "text": "likes a text best",
    "phone": "likes to be rung",
    "post": "likes a letter",
    "no_messages": "no messages, please",
}
PASSING = ("visitor", "substitute")


@dataclass(frozen=True)
class Contact:
    person: str
    name: str
    email: str
    mobile: str
    prefers: str
    access_needs: str


@dataclass(frozen=True)
class PeoplePage:
    """`people` and `organisations` are None for a reader who sees `numbers` only; `contacts` are for organisers."""

    title: str
    opening: str
    people: Grid | None
    organisations: Grid | None
    numbers: list[Numbers]
    contacts: list[Contact]
    bodies: list[Body]

    @property
    def organiser(self) -> bool:
        return bool(self.contacts)


def people_page(seat: Seat) -> PeoplePage:
    then, named = seat.then, seat.reads_the_record
    return PeoplePage(
        title=_title(then) if named else _roughly(then),
        opening=_opening(then) if named else "Who came is told in numbers here, and never by name.",
        people=people_grid(seat) if named else None,
        organisations=organisations_grid(seat) if named else None,
        numbers=[] if named else numbers(then),
        contacts=_contacts(then) if seat.organiser else [],
        bodies=bodies_shown(seat),
    )


def with_us(then: Then) -> list[str]:
    """Those with a place today, facilitators apart; nobody who is only passing."""
    return [
        person
        for person in then.record.people
        if (roles := then.roles(person)) - set(PASSING) and "facilitator" not in roles
    ]


def bodies(then: Then) -> set[str]:
    """The organisations that those with a place today come from."""
    hats = (m for person in with_us(then) for m in then.memberships(person) if m.role not in PASSING)
    return {m.organisation for m in hats if m.organisation}


def _title(then: Then) -> str:
    people, organisations = len(with_us(then)), len(bodies(then))
    if not people:
        return "Nobody has been invited yet"
    said = words.count(people, "person", "people")
    return words.sentence(f"{said} from {words.count(organisations, 'organisation')}" if organisations else said)


def _roughly(then: Then) -> str:
    people, organisations = len(with_us(then)), len(bodies(then))
    said = words.roughly(people, "person", "people")
    return words.sentence(f"{said} from {words.roughly(organisations, 'organisation')}" if organisations else said)


def _opening(then: Then) -> str:
    holds = [then.known_as(p.id) for p in then.with_role("facilitator")]
    keeps = [then.known_as(p.id) for p in then.with_role("integration_manager")]
    parts = []
    if holds == keeps and holds:
        both = "does" if len(holds) == 1 else "do"
        parts.append(f"{words.listed(holds)} {both} both: holding the meetings and keeping things moving in between.")
    else:
        parts += [f"{words.listed(holds)} {_verb(holds, 'hold')} the meetings."] if holds else []
        parts += [f"{words.listed(keeps)} {_verb(keeps, 'keep')} things moving between them."] if keeps else []
    parts += _changes(then)
    return " ".join(parts)


def _verb(who: list[str], verb: str) -> str:
    return verb + "s" if len(who) == 1 else verb


def _changes(then: Then) -> list[str]:
    """Who joined and who moved on since the last meeting: what those who missed it need to know."""
    held = [m for m in then.meetings if m.opened]
    if not held:
        return []
    since, everyone = held[-1].day, then.record.memberships.items()
    lasting = {p: [m for m in hats if m.role not in PASSING] for p, hats in everyone}
    joined = [p for p, hats in lasting.items() if hats and since < hats[0].from_day <= then.day]
    left = [p for p, hats in lasting.items() if hats and not then.memberships(p) and _ended_since(hats, since, then)]
    came, went = (words.listed(then.known_as(p) for p in who) for who in (joined, left))
    said = [f"{came} joined since meeting {held[-1].number}."] if joined else []
    return said + ([f"{went} {'has' if len(left) == 1 else 'have'} moved on."] if left else [])


def _ended_since(hats: list[Membership], since: date, then: Then) -> bool:
    return any(m.to_day and since <= m.to_day < then.day for m in hats)


def _contacts(then: Then) -> list[Contact]:
    return [
        Contact(p.id, p.name, p.email or "", p.mobile or "", PREFERS.get(p.prefers or "", ""), p.access_needs or "")
        for p in then.record.people.values()
        if then.memberships(p.id)
    ]
