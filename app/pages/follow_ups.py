"""Between the meetings: all of it for organisers, and for anyone else what is about them."""

from fastapi import APIRouter, Request, Response

from app.pages.follow_ups_view import follow_ups
from app.record.seats import Seat
from app.web.pages import page
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


@router.get("/follow-ups", name="follow_ups")
def show(request: Request, seat: MySeat) -> Response:
    return follow_ups_page(request, seat)


def follow_ups_page(request: Request, seat: Seat) -> Response:
    about = None if seat.organiser else frozenset(seat.persons)
    shown = follow_ups(seat.then, about=about)
    return page(request, "follow_ups/index.html", shown=shown, all_of_them=seat.organiser)
