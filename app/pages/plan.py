"""The visual plan: the picture pinned on the wall, and the same in words."""

from datetime import date
from typing import Literal

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from app.errors import AssetsMissing, NotFound
from app.plan import building, in_words, wall
from app.plan.scene import Scene
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.seats import Seat
from app.record.then import MeetingThen
from app.web.headers import drawing_policy
from app.web.pages import page, see_other, still_holds, tag_of, unchanged
from app.web.who import MySeat, Number

router = APIRouter(prefix="/series/{slug}")
At = Literal["opening", "closing"]
COLOUR_NAMES = {value: name for name, value in building.COLOURS.items()}


@router.get("/plan", name="plan_now")
def plan_now(request: Request, seat: MySeat) -> Response:
    """To the plan of the meeting that is next, or else of the last one."""
    return see_other(request, "plan", slug=seat.slug, number=meeting_now(seat).number)


@router.get("/meetings/{number}/plan", name="plan")
def show(request: Request, seat: MySeat, number: Number, at: At | None = None) -> Response:
    tag = tag_of(request, seat, "plan", number, at)
    if still_holds(request, tag):
        return unchanged(tag)
    return plan_page(request, seat, number, at or stands_at(seat, number), tag)


@router.get("/meetings/{number}/plan.svg", name="plan_svg")
def picture(request: Request, seat: MySeat, number: Number, at: At | None = None) -> Response:
    """The drawing as a file that looks the same anywhere: it carries its letters with it."""
    tag = tag_of(request, seat, "plan.svg", number, at)
    if still_holds(request, tag):
        return unchanged(tag)
    drawn = svg(seat, number, at or stands_at(seat, number), embed_font=True)
    headers = {"ETag": f'W/"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    headers["Content-Security-Policy"] = drawing_policy(drawn)
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def plan_page(request: Request, seat: Seat, number: int, at: At, tag: str = "") -> Response:
    whole = scene(seat, number, at)
    meetings = seat.then.meetings
    here = next(i for i, m in enumerate(meetings) if m.number == number)
    return page(
        request,
        "plan/show.html",
        tag=tag,
        number=number,
        now_at=at,
        outline=in_words.outline(whole),
        picture=drawing(seat, number, at),
        colours=COLOUR_NAMES,
        before=meetings[here - 1] if here else None,
        after=meetings[here + 1] if here + 1 < len(meetings) else None,
    )


def stands_at(seat: Seat, number: int) -> At:
    """Which of the two drawings is meant where nobody says: the last that has come to pass."""
    meeting = seat.then.numbered(number)
    return "closing" if meeting is not None and meeting.opened else "opening"


def meeting_now(seat: Seat) -> MeetingThen:
    meeting = seat.then.next_meeting or seat.then.last_held or next(iter(seat.then.meetings), None)
    if meeting is None:
        raise NotFound("There is no meeting in this series.")
    return meeting


def scene(seat: Seat, number: int, at: At) -> Scene:
    return building.scene(seat.record, number, seat.today, opening=at == "opening", for_sponsor=seat.sponsor_only)


def drawing(seat: Seat, number: int, at: At) -> Markup | None:
    """The picture for the page; None while the typeface is not there to measure with."""
    try:
        return Markup(svg(seat, number, at, embed_font=False))  # noqa: S704 - drawn by us, every word escaped
    except AssetsMissing:
        return None


def svg(seat: Seat, number: int, at: At, *, embed_font: bool) -> str:
    return _drawn(seat.record, number, seat.today, at, seat.sponsor_only, embed_font)


@remembered
def _drawn(record: Record, number: int, today: date, at: At, for_sponsor: bool, embed_font: bool) -> str:
    whole = building.scene(record, number, today, opening=at == "opening", for_sponsor=for_sponsor)
    return wall.draw(whole).svg(embed_font=embed_font)
