"""Meetings as calendars understand them: a request, an update, a cancellation, and a feed of one's own."""

from app.calendars.making import cancel, feed, request, uid
from app.calendars.telling import Told, as_it_is, told_by

__all__ = ["Told", "as_it_is", "cancel", "feed", "request", "told_by", "uid"]
