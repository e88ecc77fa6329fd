"""Who was asked to a meeting, and what they had said by a day."""

from app import words
from app.meetings.models import Invitation
from app.record.replies import Time, other_time, reply_of
from app.record.then import MeetingThen, Then

BEFORE = {
    "coming": "coming",
    "cannot": "could not come",
    "sending_substitute": "sending someone",
    "unsure": "not sure",
}


def invitations(then: Then, meeting: MeetingThen) -> list[Invitation]:
    """Those that had gone out by then."""
    return [i for i in then.record.invitations.get(meeting.id, []) if i.sent_on <= then.said]


def invitation_to(then: Then, meeting: MeetingThen, person: str) -> Invitation | None:
    return next((i for i in invitations(then, meeting) if i.person == person), None)


def sent_instead(then: Then, invitation: Invitation) -> str:
    """Who was named to come in their place; "" where nobody was, or nobody comes instead."""
    return (invitation.substitute_name or "") if reply_of(then, invitation) == "sending_substitute" else ""


def said_before(then: Then, invitation: Invitation) -> str:
    """As in `for 18 April: coming`, where the meeting has moved since; else ""."""
    was = other_time(then, invitation)
    if was is None:
        return ""
    same_day = was[0] == then.meeting(invitation.meeting).day
    return f"for {words.hour(was[1]) if same_day else words.short_day(was[0])}: {BEFORE[invitation.reply]}"


def time_said(then: Then, was: Time) -> str:
    return f"{words.dated(was[0], then.day)}, {words.hour(was[1])}"
