"""What the list of meetings shows: all of them, in order, and where we are among them."""

from dataclasses import dataclass

from app import words
from app.pages.meeting_view import called_meeting
from app.record.seats import Seat
from app.record.then import MeetingThen, Then


@dataclass(frozen=True)
class Listed:
    """`when` is held, next, later or cancelled; `note` stands out beside the title."""

    number: int
    when: str
    day: str
    title: str
    note: str


@dataclass(frozen=True)
class MeetingsPage:
    title: str
    opening: str
    meetings: list[Listed]
    more: str


def meetings_page(seat: Seat) -> MeetingsPage:
    then = seat.then
    found = listed(then)
    return MeetingsPage(
        title=where_we_are(then),
        opening=behind_and_to_come(then),
        meetings=found,
        more=_more(then, found),
    )


def _more(then: Then, found: list[Listed]) -> str:
    """Those that are planned and have no day yet."""
    left = then.record.series.meetings_planned - sum(m.number > 0 and m.when != "cancelled" for m in found)
    return f"{words.sentence(words.count(left, 'more meeting'))} without a day yet." if left > 0 else ""


def listed(then: Then) -> list[Listed]:
    everything = [then.meeting(m.id) for m in then.record.meetings_in_order]
    return [Listed(m.number, _when(then, m), _day(then, m), _title(m), _note(then, m)) for m in everything]


def where_we_are(then: Then) -> str:
    """The answer to what anybody asks first."""
    meeting, last = then.next_meeting, then.last_held
    if then.series_state in ("closed", "archived"):
        return "This series has come to its end"
    if then.series_state == "abandoned":
        return "This series was left unfinished"
    if meeting is not None:
        called = called_meeting(meeting)
        return f"{called} is {'going on' if meeting.state == 'open' else words.away(meeting.day, then.day)}"
    if last is not None:
        return f"{called_meeting(last)} was held {words.away(last.day, then.day)}"
    return "The first meeting has no day yet"


def behind_and_to_come(then: Then) -> str:
    """How many meetings are behind us, and how many to come."""
    counted = [m for m in then.meetings if m.number]
    held = sum(m.opened for m in counted)
    planned = max(then.record.series.meetings_planned, len(counted))
    if not held:
        return f"{words.sentence(words.count(planned, 'meeting'))} to come."
    to_come = f"{words.number(planned - held)} to come" if planned > held else "and none to come"
    return f"{words.sentence(words.count(held, 'meeting'))} behind us, {to_come}."


def _when(then: Then, meeting: MeetingThen) -> str:
    if meeting.cancelled:
        return "cancelled"
    following = then.next_meeting
    if following is not None and following.id == meeting.id:
        return "next"
    return "held" if meeting.opened else "later"


def _day(then: Then, meeting: MeetingThen) -> str:
    day = words.short_day(meeting.day)
    return day if meeting.day.year == then.day.year else f"{day} {meeting.day.year}"


def _title(meeting: MeetingThen) -> str:
    return meeting.row.title or ("Nothing noted" if meeting.opened else "To be chosen")


def _note(then: Then, meeting: MeetingThen) -> str:
    following = then.next_meeting
    if meeting.cancelled:
        return "cancelled"
    if following is not None and following.id == meeting.id:
        return "going on" if meeting.state == "open" else f"next, {words.away(meeting.day, then.day)}"
    return "moved" if meeting.state == "moved" else ""
