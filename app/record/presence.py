"""Who was in the room, and which organisation each stood for (figures, docs/series-file.md)."""

from app.meetings.models import Attendance
from app.record.then import MeetingThen, Then

HERE = ("present", "present_part")
IN_THE_ROOM = (*HERE, "present_as_substitute")


def attendance(then: Then, meeting: MeetingThen) -> list[Attendance]:
    """Who came, of a meeting that has been opened by then; nobody can have come to one that has not."""
    return then.record.attendance.get(meeting.id, []) if meeting.opened else []


def in_the_room(then: Then, meeting: MeetingThen) -> list[Attendance]:
    return [row for row in attendance(then, meeting) if row.state in IN_THE_ROOM]


def represented(then: Then, meeting: MeetingThen) -> dict[str, list[Attendance]]:
    """Those in the room by the organisation they stood for; facilitators' own and visitors count for none."""
    found: dict[str, list[Attendance]] = {}
    for row in in_the_room(then, meeting):
        organisation = _stood_for(then, meeting, row)
        if organisation and then.record.organisations[organisation].sector != "facilitator":
            found.setdefault(organisation, []).append(row)
    return found


def _stood_for(then: Then, meeting: MeetingThen, row: Attendance) -> str | None:
    """The hat: the one that was named, else the first that covers the day; a visitor stands for nobody."""
    role = "substitute" if row.state == "present_as_substitute" else None
    worn = then.hat(row.person, meeting.day, role=role) or then.hat(row.person, meeting.day)
    if worn is None or worn.role == "visitor":
        return None
    return row.hat or worn.organisation
