"""People: all of us, and each of us."""

from fastapi import APIRouter, Request, Response

from app import permissions as may
from app.pages.merge_organisations import look_alike
from app.pages.people_view import people_page as people_shown
from app.pages.person_view import may_open
from app.pages.person_view import person_page as person_shown
from app.pages.persons_link import link_shown
from app.record.seats import Seat
from app.web.database import Db
from app.web.pages import page, see_other
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}")


@router.get("/people", name="people")
def index(request: Request, seat: MySeat) -> Response:
    return people_page(request, seat)


@router.get("/people/{person}", name="person")
def show(request: Request, db: Db, seat: MySeat, person: ThingId) -> Response:
    may.require_sight(may_open(seat, person))
    return person_page(request, db, seat, person)


@router.get("/me", name="me")
def me(request: Request, seat: MySeat) -> Response:
    """To the reader's own page."""
    return see_other(request, "person", slug=seat.slug, person=seat.person)


def people_page(request: Request, seat: Seat) -> Response:
    return page(request, "people/index.html", shown=people_shown(seat), alike=look_alike(seat))


def person_page(request: Request, db: Db, seat: Seat, person: str) -> Response:
    links = link_shown(db, seat, person) if may.see_organisers_rooms(seat) else None
    return page(request, "people/show.html", shown=person_shown(seat, seat.record.people[person]), links=links)
