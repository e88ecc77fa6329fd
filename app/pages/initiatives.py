"""What carries on when the meetings end."""

from fastapi import APIRouter, Request, Response

from app.pages.initiatives_view import initiatives, last_words
from app.pages.priorities import stations
from app.record.seats import Seat
from app.web.pages import page
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


@router.get("/initiatives", name="initiatives")
def show(request: Request, seat: MySeat) -> Response:
    return initiatives_page(request, seat)


def initiatives_page(request: Request, seat: Seat) -> Response:
    names = {person: seat.then.known_as(person) for person in seat.record.people} | {None: ""}
    shown = initiatives(seat.then)
    return page(
        request, "initiatives/index.html", shown=shown, leads=names, last_words=last_words(seat), **stations(seat.then)
    )
