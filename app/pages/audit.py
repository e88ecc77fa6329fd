"""What was changed in a series, by whom: all of it for its organisers, and for everybody else what they did."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from app import permissions as may
from app.pages.audit_view import Wanted, audit
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, asked
from app.web.pages import page
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")


class Filters(FormModel):
    """What of it is wanted. `before` is the number of an entry: older ones."""

    thing: Line(40) | None = None  # type: ignore[valid-type]
    person: Line(40) | None = None  # type: ignore[valid-type]
    before: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


@router.get("/audit", name="audit")
def show(request: Request, db: Db, seat: MySeat, wanted: Annotated[Form[Filters], Depends(asked(Filters))]) -> Response:
    filters = wanted.data or Filters()
    asked_for = Wanted(filters.thing, filters.person, filters.before)
    return page(
        request,
        "audit/index.html",
        shown=audit(db, seat, asked_for, request.app.url_path_for),
        wanted=filters,
        everything=may.see_whole_audit(seat),
        people=[(person.id, person.name) for person in seat.record.people.values()],
        form=wanted,
    )
