"""The calendar file that goes with a letter about a meeting: for its reader alone."""

from app.calendars import cancel, request
from app.letters.parts import Occasion
from app.settings import settings


def to_come(at: Occasion) -> str:
    return request(at.then, at.meeting.id, at.due.person, organiser=settings().sender, now=at.now)


def not_to_come(at: Occasion) -> str:
    return cancel(at.then, at.meeting.id, at.due.person, organiser=settings().sender, now=at.now)
