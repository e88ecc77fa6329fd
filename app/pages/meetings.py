"""The meetings: all of them in order, and one by itself."""

from fastapi import APIRouter, Request, Response

from app.errors import NotFound
from app.pages.meeting_view import meeting_page as meeting_shown
from app.pages.meetings_view import meetings_page as meetings_shown
from app.record.seats import Seat
from app.record.then import MeetingThen
from app.web.pages import page, still_holds, tag_of, unchanged
from app.web.who import MySeat, Number

router = APIRouter(prefix="/series/{slug}")


@router.get("/meetings", name="meetings")
def index(request: Request, seat: MySeat) -> Response:
    return meetings_page(request, seat)


@router.get("/meetings/{number}", name="meeting")
def show(request: Request, seat: MySeat, number: Number) -> Response:
    meeting = the_meeting(seat, number)
    tag = tag_of(request, seat, "meeting", number)
    return unchanged(tag) if still_holds(request, tag) else meeting_page(request, seat, meeting, tag)


def the_meeting(seat: Seat, number: int) -> MeetingThen:
    meeting = seat.then.numbered(number)
    if meeting is None:
        raise NotFound(f"There is no meeting {number} in this series.")
    return meeting


def meetings_page(request: Request, seat: Seat) -> Response:
    return page(request, "meetings/index.html", shown=meetings_shown(seat))


def meeting_page(request: Request, seat: Seat, meeting: MeetingThen, tag: str = "") -> Response:
    return page(request, "meetings/show.html", tag=tag, shown=meeting_shown(seat, meeting))
