"""The visual plan: the picture pinned on the wall, and the same in words."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from app.errors import AssetsMissing, NotFound
from app.freezing import plan_for, versions
from app.pages.screens import View, plan_screens
from app.plan import building, in_words, wall
from app.plan.scene import Scene
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.seats import Seat
from app.record.then import MeetingThen
from app.web.database import Db
from app.web.headers import drawing_policy
from app.web.pages import page, see_other, still_holds, tag_of, unchanged
from app.web.who import MySeat, Number

router = APIRouter(prefix="/series/{slug}")
At = Literal["opening", "closing"]
Version = Annotated[int, Query(ge=1, le=99)]
COLOUR_NAMES = {value: name for name, value in building.COLOURS.items()}


@router.get("/plan", name="plan_now")
def plan_now(request: Request, seat: MySeat) -> Response:
    """To the plan of the meeting that is next, or else of the last one."""
    return see_other(request, "plan", slug=seat.slug, number=meeting_now(seat).number)


@router.get("/meetings/{number}/plan", name="plan")
def show(
    request: Request,
    db: Db,
    seat: MySeat,
    number: Number,
    at: At | None = None,
    version: Version | None = None,
    view: View | None = None,
) -> Response:
    """With `version` as it was frozen with the recap, which is at the opening."""
    tag = tag_of(request, seat, "plan", number, at, version, view)
    if still_holds(request, tag):
        return unchanged(tag)
    at = "opening" if version else at or stands_at(seat, number)
    whole, frozen = scene(db, seat, number, at, version)
    if view:
        return plan_screens(request, db, seat, whole, tag=tag)
    return plan_page(request, seat, number, at, whole, frozen, tag=tag)


@router.get("/meetings/{number}/plan.svg", name="plan_svg")
def picture(
    request: Request, db: Db, seat: MySeat, number: Number, at: At | None = None, version: Version | None = None
) -> Response:
    """The drawing as a file that looks the same anywhere: it carries its letters with it."""
    tag = tag_of(request, seat, "plan.svg", number, at, version)
    if still_holds(request, tag):
        return unchanged(tag)
    at = "opening" if version else at or stands_at(seat, number)
    whole, _ = scene(db, seat, number, at, version)
    drawn = drawn_as_svg(seat.record, whole, embed_font=True)
    headers = {"ETag": f'W/"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    headers["Content-Security-Policy"] = drawing_policy(drawn)
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def plan_page(
    request: Request, seat: Seat, number: int, at: At, whole: Scene, frozen: int = 0, *, tag: str = ""
) -> Response:
    """`frozen` is the version that this is; 0 where it is worked out."""
    meetings = seat.then.meetings
    here = next(i for i, m in enumerate(meetings) if m.number == number)
    return page(
        request,
        "plan/show.html",
        tag=tag,
        number=number,
        now_at=at,
        frozen=frozen,
        versions=versions(seat.record, number, seat.today),
        outline=in_words.outline(whole),
        picture=drawing(seat.record, whole),
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


def scene(db: Db, seat: Seat, number: int, at: At, version: int | None = None) -> tuple[Scene, int]:
    """What is drawn, and its version: at the opening what was frozen, where something was (app.freezing)."""
    if at == "opening":
        return plan_for(db, seat.record, number, seat.today, for_sponsor=seat.sponsor_only, version=version)
    return building.scene(seat.record, number, seat.today, for_sponsor=seat.sponsor_only), 0


def drawing(record: Record, whole: Scene) -> Markup | None:
    """The picture for the page; None while the typeface is not there to measure with."""
    try:
        return Markup(drawn_as_svg(record, whole, embed_font=False))  # noqa: S704 - drawn by us, every word escaped
    except AssetsMissing:
        return None


@remembered
def drawn_as_svg(_record: Record, whole: Scene, *, embed_font: bool) -> str:
    """Drawn once for each record, and forgotten with it."""
    return wall.draw(whole).svg(embed_font=embed_font)
