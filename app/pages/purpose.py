"""Purpose: why we are here, how we work together, and what we hope for."""

from fastapi import APIRouter, Request, Response

from app.pages.purpose_view import purpose_page as purpose_shown
from app.record.seats import Seat
from app.web.pages import page, still_holds, tag_of, unchanged
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


@router.get("/purpose", name="purpose")
def show(request: Request, seat: MySeat) -> Response:
    tag = tag_of(request, seat, "purpose")
    return unchanged(tag) if still_holds(request, tag) else purpose_page(request, seat, tag)


def purpose_page(request: Request, seat: Seat, tag: str = "") -> Response:
    return page(request, "purpose/index.html", tag=tag, shown=purpose_shown(seat))
