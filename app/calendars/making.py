"""Calendar files of meetings (RFC 5545, RFC 5546): text in, text out, and nothing else is touched.

What stands in one: the day, the hours, the place, and in a letter what the meeting is for and the reader's own address.
No link, no other person's name, no action and no story, because calendars are shared with secretaries and families, and
feeds are copied by whoever runs the calendar (T11, docs/trust.md).

A meeting keeps one UID for good, the same in letters and in feeds, so that a move or a cancellation finds what an
earlier letter put into a calendar. SEQUENCE is the version of the meeting in the register: it rises with each change.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from app.calendars.zones import add_time_zone
from app.mail import Sender
from app.meetings.models import Meeting
from app.record.replies import reply_of
from app.record.then import MeetingThen, Then
from app.words import unturned

OURS = UUID("5a0d7c1e-3a37-5b39-9d0c-6f5f0d9a8b11")  # the name space of our UIDs: never to be changed
PRODUCT = "-//Beston//Meetings of an inquiry//EN"
LOOK_AGAIN = timedelta(hours=6)
REMINDED = timedelta(days=1)  # before it begins: time enough to ask somebody to come instead
PARTSTAT = {"coming": "ACCEPTED", "cannot": "DECLINED", "sending_substitute": "DECLINED", "unsure": "TENTATIVE"}


class Words(vText):
    """Words of one line, as they were typed: icalendar by itself takes a backslash and an N for the end of a line."""

    def to_ical(self) -> bytes:
        return re.sub(r"([\\;,])", r"\\\1", self).encode()


def request(then: Then, meeting: str, person: str, *, organiser: Sender, now: datetime) -> str:
    """The file that puts a meeting into a person's calendar, or changes what an earlier one put there."""
    return _letter("REQUEST", then, meeting, person, organiser=organiser, now=now)


def cancel(then: Then, meeting: str, person: str, *, organiser: Sender, now: datetime) -> str:
    """The file that takes a meeting out of a person's calendar, by the UID of its request."""
    return _letter("CANCEL", then, meeting, person, organiser=organiser, now=now)


def feed(then: Then, persons: Collection[str], *, now: datetime) -> str:
    """All meetings of a series that concern somebody, who may stand in it as several persons.

    Calendars ask for it again and again. A moved meeting stands at its new time, and a cancelled one says that it is:
    some calendars keep what merely went missing.
    """
    calendar = _calendar("PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):  # the second for older programs
        calendar.add(name, Words(plain(then.record.series.title)))
    calendar.add("REFRESH-INTERVAL", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    for row in then.record.meetings_in_order:
        meeting = then.meeting(row.id)
        if any(_concerns(then, meeting, person) for person in persons):
            calendar.add_component(_reminding(_event(then, meeting, now), then, meeting, persons))
    return _written(calendar, then)


def uid(then: Then, meeting: str) -> str:
    """The name of a meeting among all meetings of all calendars."""
    return str(uuid5(OURS, f"{then.record.series.slug}/{meeting}"))


def called(meeting: Meeting) -> str:
    """Its number, as everywhere; what a meeting is about is not for whoever looks over a shoulder at a calendar."""
    return f"meeting {meeting.number}" if meeting.number else "the start-up meeting"


def plain(text: str) -> str:
    """Words on one line. What could end one, or steer what shows it, becomes a space; what would turn it round goes."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in unturned(text))


def _letter(method: str, then: Then, meeting: str, person: str, *, organiser: Sender, now: datetime) -> str:
    found = then.meeting(meeting)
    called_off = method == "CANCEL"
    event = _event(then, found, now, cancelled=called_off)
    if not called_off:
        _reminding(event, then, found, [person])
    if about := " ".join(f"{words.rstrip('.')}." for words in (found.row.title, found.row.purpose) if words):
        event.add("DESCRIPTION", Words(plain(about)))
    event.add("ORGANIZER", _somebody(organiser.address, organiser.name))
    event.add("ATTENDEE", _reader(then, found, person))
    calendar = _calendar(method)
    calendar.add_component(event)
    return _written(calendar, then)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    return calendar


def _written(calendar: Calendar, then: Then) -> str:
    add_time_zone(calendar, ZoneInfo(then.record.series.time_zone))
    return str(calendar.to_ical(), "utf-8")


def _event(then: Then, meeting: MeetingThen, now: datetime, *, cancelled: bool = False) -> Event:
    row = meeting.row
    event = Event()
    event.add("UID", uid(then, row.id))
    event.add("SEQUENCE", then.record.things[row.id].version)
    event.add("DTSTAMP", now)
    event.add("DTSTART", _moment(then, meeting.day, meeting.start))
    event.add("DTEND", _moment(then, meeting.day, meeting.end))
    event.add("SUMMARY", Words(plain(f"{then.record.series.title}, {called(row)}")))
    if row.venue:
        event.add("LOCATION", Words(plain(row.venue)))
    event.add("STATUS", "CANCELLED" if cancelled or meeting.cancelled else "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    return event


def _reminding(event: Event, then: Then, meeting: MeetingThen, persons: Collection[str]) -> Event:
    """With what a calendar shows on the day before: no more than its name. Not for who has said that they cannot."""
    coming = any(_answer(then, meeting, person) != "DECLINED" for person in persons)
    if coming and not meeting.cancelled and meeting.day >= then.day:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", -REMINDED)
        alarm.add("DESCRIPTION", Words(plain(f"Tomorrow: {then.record.series.title}, {called(meeting.row)}")))
        event.add_component(alarm)
    return event


def _moment(then: Then, day: date, time: str) -> datetime:
    """A wall time in the zone of the series: half past one is half past one, in October and in November."""
    return datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(then.record.series.time_zone))


def _reader(then: Then, meeting: MeetingThen, person: str) -> vCalAddress:
    reader = then.record.people[person]
    address = _somebody(reader.email, reader.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText(_answer(then, meeting, person))
    address.params["RSVP"] = vText("FALSE")  # who answers does it in Beston: what a calendar posts nobody would read
    return address


def _answer(then: Then, meeting: MeetingThen, person: str) -> str:
    """What the person said, unless the meeting has been moved since."""
    mine = next((i for i in then.record.invitations.get(meeting.id, []) if i.person == person), None)
    return PARTSTAT.get(reply_of(then, mine), "NEEDS-ACTION") if mine is not None else "NEEDS-ACTION"


def _somebody(address: str | None, name: str) -> vCalAddress:
    somebody = vCalAddress(f"mailto:{address}" if address else "invalid:nomail")
    if name:
        somebody.params["CN"] = vText(plain(name).replace('"', "'"))  # a quotation mark cannot stand there
    return somebody


def _concerns(then: Then, meeting: MeetingThen, person: str) -> bool:
    """A member on the day of the meeting, or somebody who was asked to it."""
    asked = then.record.invitations.get(meeting.id, [])
    return bool(then.memberships(person, meeting.day)) or any(i.person == person for i in asked)
