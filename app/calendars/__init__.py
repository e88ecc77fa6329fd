"""Meetings as calendars understand them: a request, an update, a cancellation, and a feed of one's own."""
