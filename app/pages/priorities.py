"""What we work on: the lines of the plan."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.pages.barriers_view import barriers
from app.pages.priorities_view import priorities
from app.record.seats import Seat
from app.record.then import Then
from app.web.pages import page
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


@router.get("/priorities", name="priorities")
def show(request: Request, seat: MySeat) -> Response:
    return priorities_page(request, seat)


def priorities_page(request: Request, seat: Seat) -> Response:
    shown, held_back = priorities(seat.then), barriers(seat)
    return page(request, "priorities/index.html", shown=shown, barriers=held_back, **stations(seat.then))


def stations(then: Then) -> dict[str, Any]:
    """How far the series is, for a drawing of where things will come."""
    held = sum(m.opened for m in then.meetings)
    return {"held": held, "planned": max(then.record.series.meetings_planned, held)}
