"""Where everybody begins: the series that one has a place in."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlmodel import Session

from app import permissions as may
from app.accounts.domain import Asker
from app.errors import NotFound
from app.people.models import Person
from app.record import first_run
from app.record.seats import Seat
from app.series.models import Series
from app.web.database import Db
from app.web.pages import page, see_other
from app.web.who import MaybeMe, Me, seat_in
from app.words import dated

router = APIRouter()
ROLES = {
    "facilitator": "facilitator",
    "integration_manager": "integration manager",
    "participant": "participant",
    "lived_experience": "someone with lived experience",
    "substitute": "a substitute",
    "sponsor": "sponsor",
}


@router.get("/", name="home")
def home(request: Request, db: Db, me: MaybeMe) -> Response:
    """To the one series one has, else to the list of them; else to the way in."""
    if me is None:
        return see_other(request, "welcome" if first_run.awaited(db) else "sign_in")
    seats = my_seats(db, me)
    if len(seats) == 1 and not me.administers:
        return RedirectResponse(f"/series/{seats[0].slug}", 303)
    return see_other(request, "my_series")


@router.get("/series/", name="my_series")
def show(request: Request, db: Db, me: Me) -> Response:
    seats = my_seats(db, me)
    mine = [(seat.series.title, f"/series/{seat.slug}", ROLES[seat.role], stands(seat)) for seat in seats]
    return page(
        request,
        "series/index.html",
        mine=mine,
        administers=me.administers,
        may_begin=may.begin_series(me.administers, seats),
    )


def my_seats(db: Session, me: Asker) -> list[Seat]:
    """Every place that the asker has today, in the order of the series' titles."""
    series, person = Series.metadata.tables["series"], Person.metadata.tables["person"]
    mine = select(series.c.slug, series.c.title).join_from(person, series, person.c.series_id == series.c.id)
    mine = mine.where(person.c.email_folded == me.folded).distinct().order_by(series.c.title, series.c.slug)
    return [seat for slug, _ in db.execute(mine) if (seat := _seat(db, me, slug))]


def _seat(db: Session, me: Asker, slug: str) -> Seat | None:
    try:
        return seat_in(db, me, slug, writes=False)
    except NotFound:
        return None


def stands(seat: Seat) -> str:
    """Where a series stands, in one line."""
    if (coming := seat.then.next_meeting) is not None:
        return f"Meeting {coming.number} is on {dated(coming.day, seat.today)}."
    if seat.then.series_state in ("closed", "archived"):
        return "It has closed."
    return "No meeting is planned."
