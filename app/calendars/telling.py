"""What a calendar file that went with a letter told its reader: where a meeting is, and until when."""

import re
from dataclasses import dataclass

from app.calendars.making import plain, uid
from app.record.then import MeetingThen, Then

FOLD = re.compile(r"\r?\n[ \t]")
ENDS = re.compile(r"^DTEND[^:\r\n]*:\d{8}T(\d\d)(\d\d)", re.MULTILINE)
PLACE = re.compile(r"^LOCATION[^:\r\n]*:([^\r\n]*)", re.MULTILINE)
NAME = re.compile(r"^UID:([^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """`of` is the name of the meeting among all, `place` is empty where none was known, `end` as 16:30."""

    of: str
    place: str
    end: str


def told_by(calendar: str | None) -> Told | None:
    """What stands in a file of ours; None where there is none."""
    text = FOLD.sub("", calendar or "")
    name, ends, place = NAME.search(text), ENDS.search(text), PLACE.search(text)
    if name is None or ends is None:
        return None
    return Told(name[1], re.sub(r"\\([\\;,])", r"\1", place[1]) if place else "", f"{ends[1]}:{ends[2]}")


def as_it_is(then: Then, meeting: MeetingThen) -> Told:
    """What a file of today would tell."""
    return Told(uid(then, meeting.id), plain(meeting.row.venue or ""), meeting.end)
