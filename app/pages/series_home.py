"""The home of a series: where we are, and what needs whoever reads it."""

from datetime import date

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from app.clock import now
from app.errors import AssetsMissing
from app.pages import plan
from app.pages.series_home_view import home_page
from app.pages.series_letters_view import how_many_wait
from app.plan import building, small
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.seats import Seat
from app.web.database import Db
from app.web.pages import page, still_holds, tag_of, unchanged
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


@router.get("", name="series")
def show(request: Request, db: Db, seat: MySeat) -> Response:
    letters = how_many_wait(db, seat.then, now()) if seat.organiser else 0
    tag = tag_of(request, seat, "home", letters)
    return unchanged(tag) if still_holds(request, tag) else series_home_page(request, seat, tag, letters)


def series_home_page(request: Request, seat: Seat, tag: str = "", letters: int = 0) -> Response:
    """`letters` is how many wait for an organiser."""
    shown = home_page(seat, letters)
    picture = drawing(seat, shown.plan_of) if shown.plan_of is not None else None
    return page(request, "series/home.html", tag=tag, shown=shown, picture=picture)


def drawing(seat: Seat, number: int) -> Markup | None:
    """The plan in small; None while the typeface is not there to measure with."""
    try:
        drawn = _drawn(seat.record, number, seat.today, plan.stands_at(seat, number), seat.sponsor_only)
    except AssetsMissing:
        return None
    return Markup(drawn)  # noqa: S704 - drawn by us, every word escaped


@remembered
def _drawn(record: Record, number: int, today: date, at: plan.At, for_sponsor: bool) -> str:
    scene = building.scene(record, number, today, opening=at == "opening", for_sponsor=for_sponsor)
    return small.draw(scene).svg()
