"""Who is coming to a meeting, and who came, as much of it as the reader may know."""

from dataclasses import dataclass, replace

from app import words
from app.meetings.models import Attendance, Invitation
from app.pages.invitations_view import invitations, said_before, sent_instead
from app.record.presence import HERE, attendance, in_the_room, represented
from app.record.replies import reply_of
from app.record.seats import Seat
from app.record.then import MeetingThen

REPLIES = {
    "coming": "Coming",
    "sending_substitute": "Sending someone",
    "unsure": "Not sure yet",
    "cannot": "Cannot come",
    "none": "Not heard yet",
}
STATES = {
    "apologies": "Apologies",
    "substitute_sent": "Sent someone",
    "not_heard": "Not heard",
    "not_expected": "Not expected",
}
MODES = {"video": "by video", "phone": "by telephone"}


@dataclass(frozen=True)
class Someone:
    """A name, its page, and a quiet word beside it; `n` is which invitation is theirs, for whoever notes answers."""

    id: str
    name: str
    about: str
    n: int = 0


@dataclass(frozen=True)
class Presence:
    """`summary` is one sentence for everyone; `groups` are names under a heading, where the reader may know them."""

    summary: str
    groups: list[tuple[str, list[Someone]]]
    invited: bool


def presence(seat: Seat, meeting: MeetingThen) -> Presence:
    if meeting.cancelled:
        return Presence("", [], invited=False)
    return _who_came(seat, meeting) if meeting.opened else _who_comes(seat, meeting)


# -- still to come -----------------------------------------------------
def _who_comes(seat: Seat, meeting: MeetingThen) -> Presence:
    then = seat.then
    asked = invitations(then, meeting)
    if not asked:
        return Presence("Invitations have not gone out yet.", [], invited=False)
    by_reply: dict[str, list[Invitation]] = {reply: [] for reply in REPLIES}
    for invitation in asked:
        by_reply[reply_of(then, invitation)].append(invitation)
    coming, cannot = len(by_reply["coming"]), len(by_reply["cannot"])
    said = words.count if seat.reads_the_record else words.roughly
    many = f"{said(coming, 'person', 'people')} {_are(coming)} coming"
    summary = words.sentence(many if coming else "nobody has said yet that they are coming")
    summary += f", and {said(cannot, '', ' ').strip()} cannot." if cannot else "."
    shown = REPLIES if seat.organiser else ("coming",) if seat.reads_the_record else ()
    groups = [(REPLIES[reply], [_asked(seat, i, meeting) for i in by_reply[reply]]) for reply in shown]
    return Presence(summary, [group for group in groups if group[1]], invited=True)


def _asked(seat: Seat, invitation: Invitation, meeting: MeetingThen) -> Someone:
    someone = _someone(seat, invitation.person, meeting)
    if not seat.organiser:
        return someone
    sent = sent_instead(seat.then, invitation)
    said = (someone.about, f"sends {sent}" if sent else "", said_before(seat.then, invitation))
    about = ", ".join(word for word in said if word)
    unsaid = reply_of(seat.then, invitation) in ("none", "unsure")  # what the others said hardly ever changes
    return replace(someone, about=about, n=invitation.n if unsaid else 0)


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


# -- held ---------------------------------------------------------------
def _who_came(seat: Seat, meeting: MeetingThen) -> Presence:
    then = seat.then
    here, bodies = in_the_room(then, meeting), represented(then, meeting)
    said = words.count if seat.reads_the_record else words.roughly
    people, organisations = said(len(here), "person", "people"), said(len(bodies), "organisation")
    summary = words.sentence(f"{people} in the room, from {organisations}.") if here else "Nobody has been noted yet."
    if not seat.reads_the_record:
        return Presence(summary, [], invited=True)
    groups = [("In the room", [_in_the_room(seat, row, meeting) for row in here])]
    if seat.organiser:
        away = [row for row in attendance(then, meeting) if row not in here]
        for state, heading in STATES.items():
            groups.append((heading, [_someone(seat, r.person, meeting) for r in away if r.state == state]))
    return Presence(summary, [group for group in groups if group[1]], invited=True)


def _in_the_room(seat: Seat, row: Attendance, meeting: MeetingThen) -> Someone:
    someone = _someone(seat, row.person, meeting, hat=row.hat)
    in_place = f"in {seat.then.known_as(row.in_place_of)}’s place" if row.in_place_of else ""
    part = "for part of it" if row.state == HERE[1] else ""
    about = ", ".join(word for word in (someone.about, in_place, MODES.get(row.mode or "", ""), part) if word)
    return Someone(someone.id, someone.name, about)


def _someone(seat: Seat, person: str, meeting: MeetingThen, hat: str | None = None) -> Someone:
    record = seat.then.record
    organisation = record.organisations[hat] if hat else seat.then.organisation_of(person, meeting.day)
    about = (organisation.short_name or organisation.name) if organisation else ""
    return Someone(person, record.people[person].name, about)
