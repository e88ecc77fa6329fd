"""The meetings in one's own calendar: the feed, and the page where one gets its address or ends it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.audit.domain import By, note
from app.calendars import feed
from app.clock import now
from app.links.domain import given_out, new_link, take_back, was_made
from app.record.seats import Seat
from app.settings import settings
from app.web.calendar_link import MyCalendar
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, posted
from app.web.one_secret import secret_of
from app.web.pages import page, see_other
from app.web.who import MySeat
from app.words import ago

feeds = APIRouter(prefix="/calendar/{token}.ics")
router = APIRouter(prefix="/series/{slug}/calendar")
FILE = {"Content-Disposition": 'inline; filename="meetings.ics"'}


class Wish(FormModel):
    """`give` an address, or `end` all there are."""

    do: Line(4) = ""  # type: ignore[valid-type]


@feeds.get("", name="calendar")
def show_feed(seat: MyCalendar) -> Response:
    text = feed(seat.then, seat.persons, now=now())
    return Response(text, media_type="text/calendar", headers=FILE)


@router.get("", name="my_calendar")
def show(request: Request, db: Db, seat: MySeat) -> Response:
    return calendar_page(request, db, seat, Form())


@router.post("", name="my_calendar")
def give_or_end(request: Request, db: Db, seat: MySeat, form: Annotated[Form[Wish], Depends(posted(Wish))]) -> Response:
    """An address is shown in the answer to this and never again: only its hash is kept."""
    wanted = form.data.do if form.data else ""
    if wanted == "end":
        if take_back(db, seat.series_id, seat.person, now=now(), serves="calendar"):
            _note(db, seat, "took back a calendar address")
        return see_other(request, "my_calendar", slug=seat.slug, said="calendar-ended")
    if wanted != "give":
        form.refuse("Choose what is to be done.")
        return calendar_page(request, db, seat, form, status=422)
    made_before = was_made(db, secret_of(request))
    token = new_link(db, seat.series_id, seat.person, now=now(), serves="calendar", token=secret_of(request))
    if not made_before:
        _note(db, seat, "gave out a calendar address")
    path = request.app.url_path_for("calendar", token=token)
    return calendar_page(request, db, seat, form, address=settings().base_url.rstrip("/") + path)


def _note(db: Session, seat: Seat, verb: str) -> None:
    note(db, seat.series_id, verb, at=now(), by=By(seat.account_id, seat.person))


def calendar_page(
    request: Request, db: Session, seat: Seat, form: Form[Wish], *, address: str = "", status: int = 200
) -> Response:
    """`subscribe` is the same address in the way that opens a calendar instead of a page."""
    out = given_out(db, seat.series_id, seat.person, serves="calendar")
    return page(
        request,
        "people/calendar.html",
        status=status,
        form=form,
        address=address,
        subscribe="webcal" + address[address.find(":") :] if address else "",
        out=[ago(one, now()) for one in out],
    )
