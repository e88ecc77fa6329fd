"""Finding something in a series: one box, and what it found of what the asker may see."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.pages.search_view import search_page as search_shown
from app.record.seats import Seat
from app.searching.entry import Place
from app.searching.query import MOST
from app.web.forms import Form, FormModel, Line, asked
from app.web.pages import page
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


class Question(FormModel):
    q: Line(MOST) = ""  # type: ignore[valid-type]


@router.get("/search", name="search")
def show(request: Request, seat: MySeat, form: Annotated[Form[Question], Depends(asked(Question))]) -> Response:
    return search_page(request, seat, form)


def search_page(request: Request, seat: Seat, form: Form[Question]) -> Response:
    def address(place: Place) -> str:
        path = str(request.app.url_path_for(place.route, slug=seat.slug, **dict(place.named)))
        path = f"{path}?{place.asked}" if place.asked else path
        return f"{path}#{place.anchor}" if place.anchor else path

    shown = search_shown(seat, form.data.q if form.data else "")
    return page(request, "search/index.html", shown=shown, form=form, most=MOST, address=address)
