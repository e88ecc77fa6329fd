"""What we try, small: the tests of change, and one with its cycles."""

from fastapi import APIRouter, Request, Response

from app.errors import NotFound
from app.pages.priorities import stations
from app.pages.tests_view import all_tests, one_test
from app.record.seats import Seat
from app.web.pages import page
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}")


@router.get("/tests", name="tests")
def index(request: Request, seat: MySeat) -> Response:
    return tests_page(request, seat)


@router.get("/tests/{test_id}", name="test")
def show(request: Request, seat: MySeat, test_id: ThingId) -> Response:
    return test_page(request, seat, test_id)


def tests_page(request: Request, seat: Seat) -> Response:
    shown = all_tests(seat.then, sees_organisers=seat.organiser)
    return page(request, "tests/index.html", shown=shown, **stations(seat.then))


def test_page(request: Request, seat: Seat, test_id: str) -> Response:
    shown = one_test(seat.then, test_id, sees_organisers=seat.organiser)
    if shown is None:
        raise NotFound
    return page(request, "tests/show.html", shown=shown)
