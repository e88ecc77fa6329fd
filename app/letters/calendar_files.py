"""The calendar file that goes with a letter about a meeting: for its reader alone."""

from app.calendars import cancel, request
from app.letters.parts import Occasion
from app.record.then import MeetingThen
from app.settings import settings


def to_come(at: Occasion, meeting: MeetingThen) -> str:
    return request(at.then, meeting.id, at.due.person, organiser=settings().sender, now=at.now)


def not_to_come(at: Occasion, meeting: MeetingThen) -> str:
    return cancel(at.then, meeting.id, at.due.person, organiser=settings().sender, now=at.now)
