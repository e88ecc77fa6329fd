"""Meetings as calendars understand them: a request, an update, a cancellation, and a feed of one's own."""

from app.calendars.making import cancel, feed, request, uid

__all__ = ["cancel", "feed", "request", "uid"]
