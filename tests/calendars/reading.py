"""Reading a calendar file as somebody else's program does: by another library than the one that wrote it."""

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event


def read(text: str) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(text)


def only(text: str) -> Event:
    """The one meeting of a file."""
    (event,) = read(text).events
    return event


def as_strangers_read(text: str, zone: str) -> Event:
    """The one meeting, read by a program that knows no name of any time zone and must believe what the file says."""
    return only(text.replace(zone, "Beston Time"))
