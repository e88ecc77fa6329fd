"""What one person's page shows: what they lead first, then when we meet, what was said, and the hats they wear.

An address, access needs and what was noted between meetings are for organisers and the person alone; so are replies.
"""

from dataclasses import dataclass

from app import permissions as may
from app import words
from app.meetings.models import Invitation
from app.pages.attendance_view import Cell, Station, line_of, stations, whereabouts
from app.pages.follow_ups_view import FollowUpShown, follow_ups
from app.pages.invitations_view import invitation_to, said_before, sent_instead
from app.pages.led_view import ENDED, Led, led
from app.pages.people_view import PREFERS
from app.people.models import Membership, Person
from app.record import seen
from app.record.replies import reply_of
from app.record.seats import Seat
from app.record.tests import TestThen, tests_then
from app.record.then import Then

ROLES = {
    "facilitator": "holds the meetings",
    "integration_manager": "keeps things moving between meetings",
    "sponsor": "sponsor",
    "participant": "member",
    "lived_experience": "lived experience",
    "substitute": "stood in for someone",
    "visitor": "visitor",
}
REPLIES = {
    "coming": ("You are coming.", "Is coming."),
    "cannot": ("You cannot come.", "Cannot come."),
    "sending_substitute": ("You are sending someone.", "Is sending someone."),
    "unsure": ("You are not sure yet.", "Is not sure yet."),
    "none": ("You have not said yet whether you can come.", "Not heard yet."),
}


@dataclass(frozen=True)
class Hat:
    role: str
    organisation: str
    days: str


@dataclass(frozen=True)
class NextMeeting:
    """`reply` is empty for those it does not concern. `meeting` is its id, `n` which invitation to it is theirs."""

    number: int
    day: str
    hours: str
    venue: str
    reply: str
    why_you: str
    meeting: str = ""
    n: int = 0


@dataclass(frozen=True)
class PersonPage:
    """`private` says whether the reader sees what is not for the group: the person, and organisers."""

    id: str
    name: str
    called: str
    own: bool
    private: bool
    title: str
    opening: str
    pronouns: str
    leads: list[Led]
    asked: list[Led]
    ended: list[Led]
    tests: list[TestThen]
    next: NextMeeting | None
    hats: list[Hat]
    stations: list[Station]
    cells: list[Cell]
    email: str
    mobile: str
    prefers: str
    access_needs: str
    quiet_until: str
    contacts: list[FollowUpShown]


def person_page(seat: Seat, person: Person) -> PersonPage:
    then, own = seat.then, seat.is_(person.id)
    private = own or seat.organiser
    leads, asked = led(seat, person.id), led(seat, person.id, ("asked",))
    tests = [test for test in tests_then(then) if person.id in (test.row.lead, test.asked_of)]
    questions = len(asked) + sum(test.asked_of == person.id for test in tests)
    return PersonPage(
        person.id,
        person.name,
        then.known_as(person.id),
        own,
        private,
        title=_title(then, person, len(leads), questions, own=own),
        opening=_opening(then, person),
        pronouns=person.pronouns or "",
        leads=leads,
        asked=asked,
        ended=led(seat, person.id, ENDED),
        tests=tests,
        next=next_for(seat, person.id) if then.memberships(person.id) else None,
        hats=[_hat(then, m, private=private) for m in then.record.memberships.get(person.id, [])],
        stations=stations(then),
        cells=line_of(seat, person.id),
        email=seen.email(seat, person) or "",
        mobile=seen.mobile(seat, person) or "",
        prefers=PREFERS.get(person.prefers or "", "") if private else "",
        access_needs=seen.access_needs(seat, person) or "",
        quiet_until=_quiet_until(then, person) if private else "",
        contacts=follow_ups(then, about=frozenset({person.id})).done if private and may.see_follow_ups(seat) else [],
    )


def may_open(seat: Seat, person: str) -> bool:
    """Whose page may be opened: one's own by all, any by those who read the record."""
    return person in seat.record.people and (seat.reads_the_record or seat.is_(person))


def next_for(seat: Seat, person: str) -> NextMeeting | None:
    then, meeting = seat.then, seat.then.next_meeting
    if meeting is None:
        return None
    own = seat.is_(person)
    invitation = invitation_to(then, meeting, person) if own or seat.organiser else None
    reply = _replied(then, invitation, own=own) if invitation else ""
    return NextMeeting(
        meeting.number,
        words.sentence(words.dated(meeting.day, then.day)),
        words.hours(meeting.start, meeting.end),
        meeting.row.venue or "",
        reply,
        (invitation.why_you or "") if invitation else "",
        meeting.id,
        invitation.n if invitation else 0,
    )


def _replied(then: Then, invitation: Invitation, *, own: bool) -> str:
    if sent := sent_instead(then, invitation):
        return f"You are sending {sent}." if own else f"Is sending {sent}."
    before = said_before(then, invitation)
    return REPLIES[reply_of(then, invitation)][0 if own else 1] + (f" {words.sentence(before)}." if before else "")


def _title(then: Then, person: Person, leads: int, asked: int, *, own: bool) -> str:
    called = then.known_as(person.id)
    if own and leads:
        return f"{called}, you have {words.count(leads, 'thing')} to do"
    if own:
        waits = f"you are being asked to do {words.count(asked, 'thing')}"
        return f"{called}, {waits if asked else 'there is nothing for you to do'}"
    if whereabouts(then, person.id) == "moved on":
        return f"{called} has moved on"
    return f"{called} leads {words.count(leads, 'thing')}" if leads else f"{called} leads nothing just now"


def _opening(then: Then, person: Person) -> str:
    """Name, job and organisation, in one line."""
    organisation = then.organisation_of(person.id)
    job = person.job or ""
    if organisation:
        job = f"{job}, {organisation.name}" if job else organisation.name
    return f"{person.name}, {job}." if job else f"{person.name}."


def _hat(then: Then, membership: Membership, *, private: bool) -> Hat:
    organisation = then.record.organisations.get(membership.organisation or "")
    days = _days(then, membership, private=private)
    return Hat(ROLES[membership.role], organisation.name if organisation else "", days)


def _days(then: Then, membership: Membership, *, private: bool) -> str:
    first, last = membership.from_day, membership.to_day
    if first == last:
        return f"on {words.full_day(first)}"
    began = f"{'from' if first > then.day else 'since'} {words.full_day(first)}"
    if last is None or (last >= then.day and not private):
        return began
    if not private:
        return "moved on"
    return f"{words.full_day(first)} to {words.full_day(last)}"


def _quiet_until(then: Then, person: Person) -> str:
    day = person.quiet_until
    return words.short_day(day) if day is not None and day >= then.day else ""
