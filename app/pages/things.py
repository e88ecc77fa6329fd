"""One thing and what happened to it; and taking back what was said of it today."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from app.clock import now
from app.errors import NotAllowedNow
from app.history.models import Event
from app.keeping.draft import Draft
from app.pages.things_view import PART_OF, last_word, show, thing_in
from app.record.acting import Said
from app.record.changes import require_unchanged
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}/things/{thing}")


class TakeBackForm(FormModel):
    version: int


@router.get("", name="thing")
def happened(request: Request, db: Db, seat: MySeat, thing: ThingId) -> Response:
    return thing_page(request, db, seat, thing)


@router.post("", name="thing")
def take_back(
    request: Request,
    db: Db,
    seat: MySeat,
    thing: ThingId,
    form: Annotated[Form[TakeBackForm], Depends(posted(TakeBackForm))],
) -> Response:
    """Take back what was said last, on the day it was said: it is struck out, not lost."""
    kind, _ = thing_in(seat, thing)
    if form.data:
        require_unchanged(db, seat.series_id, thing, form.data.version)
        with refusals_shown_on(form, db):
            strike_last(db, seat, kind, thing)
    if form.errors:
        return thing_page(request, db, seat, thing, form, status=422)
    return see_other(request, "thing", said="taken-back", slug=seat.slug, thing=thing)


def strike_last(
    db: Db, seat: Seat, kind: str, thing: str, besides: Callable[[Draft, Event], None] | None = None
) -> None:
    """All that the same form told of it, so that "Not mine", which is two events, goes as one.

    `besides` takes back what was written elsewhere with it.
    """
    last = last_word(seat, kind, thing)
    if last is None:
        raise NotAllowedNow("This can be taken back on the day it was said, while nothing comes after it.")
    draft, spot = Draft(seat.record), (PART_OF[kind], thing)
    for event in reversed(seat.record.happened(thing)):
        if not _of_one_form(event, last):
            break
        draft.strike(spot)
    if besides is not None:
        besides(draft, last)
    if draft.refused(spot):
        raise NotAllowedNow(
            "Something else rests on it by now, so it cannot be taken back. Say what is so today instead."
        )
    draft.write(db, Said(seat.account_id, seat.person, seat.today, now()))


def _of_one_form(event: Event, last: Event) -> bool:
    return all(getattr(event, what) == getattr(last, what) for what in ("on", "by", "recorded_by", "recorded_at"))


def thing_page(
    request: Request, db: Db, seat: Seat, thing: str, form: Form[Any] | None = None, status: int = 200
) -> Response:
    shown = show(db, seat, thing)
    version = seat.record.things[thing].version
    return page(request, "things/show.html", status=status, shown=shown, form=form or Form(), version=version)
