"""Who was asked to a meeting, and what they had said by a day."""

from app.meetings.models import Invitation
from app.record.then import MeetingThen, Then


def invitations(then: Then, meeting: MeetingThen) -> list[Invitation]:
    """Those that had gone out by then."""
    return [i for i in then.record.invitations.get(meeting.id, []) if i.sent_on <= then.said]


def invitation_to(then: Then, meeting: MeetingThen, person: str) -> Invitation | None:
    return next((i for i in invitations(then, meeting) if i.person == person), None)


def sent_instead(then: Then, invitation: Invitation) -> str:
    """Who was named to come in their place; "" where nobody was, or nobody comes instead."""
    return (invitation.substitute_name or "") if reply_of(then, invitation) == "sending_substitute" else ""


def reply_of(then: Then, invitation: Invitation) -> str:
    """The last reply, as it was known by then."""
    heard = invitation.replied_on or invitation.sent_on
    return invitation.reply if heard <= then.said else "none"
