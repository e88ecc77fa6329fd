"""The nudge desk: whom to be in touch with and why, and the e-mail that goes from here."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response

from app.actions.domain import Unsaid
from app.clock import now
from app.letters import approving
from app.letters.composing import LONGEST_WORDS
from app.pages import nudges_view as view
from app.pages.nudges_letter import due_today
from app.pages.priorities import stations
from app.pages.writing.ways import way_back
from app.record.acting import Said
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, Text, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}/nudges")
CHANGED = "Their card has changed since this page was opened. Look at it again; what you wrote is below."


class LetterForm(FormModel):
    """`about` are the ids of what it speaks of, apart by spaces: what was shown is what goes."""

    person: Line(40)  # type: ignore[valid-type]
    kind: Literal["nudge", "offer", "ask"]
    about: Line(400)  # type: ignore[valid-type]
    do: Literal["send", "hold"]
    words: Text(LONGEST_WORDS) = ""  # type: ignore[valid-type]
    day: date | None = None


@router.get("", name="nudges")
def show(request: Request, db: Db, seat: MySeat) -> Response:
    return desk_page(request, db, seat)


@router.post("", name="nudges")
def send(
    request: Request, db: Db, seat: MySeat, form: Annotated[Form[LetterForm], Depends(posted(LetterForm))]
) -> Response:
    """Let one letter go: now, when the hours are such, or on a day that was chosen."""
    at, goes = now(), None
    if form.data:
        with refusals_shown_on(form, db):
            goes = _sent(db, seat, form.data, at)
    if goes is None:
        return desk_page(request, db, seat, form, status=422)
    return see_other(request, "nudges", said="desk-sent" if goes <= at else "desk-waits", slug=seat.slug)


def _sent(db: Db, seat: Seat, wanted: LetterForm, at: datetime) -> datetime:
    about, card = tuple(wanted.about.split()), view.card_of(seat, wanted.person)
    if card is None or not about or not set(about) <= set(card.actions):
        raise Unsaid(CHANGED, "words")
    until = approving.morning_of(seat.then, wanted.day) if wanted.do == "hold" else None
    due = due_today(seat.then, wanted.person, wanted.kind, about)
    by = Said(seat.account_id, seat.person, seat.today, at)
    return approving.send(db, seat.then, due, words=wanted.words, by=by, now=at, not_before=until)


def desk_page(request: Request, db: Db, seat: Seat, form: Form[Any] | None = None, status: int = 200) -> Response:
    """The one builder of the page; the slip that a refused form is about is the one that is open."""
    shown = view.desk(db, seat, now())
    slips = [*shown.slips, *shown.calm]
    wanted = form.typed.get("person", "") if form else ""
    known = [slip.id for slip in slips]
    is_open = wanted if wanted in known else known[0] if known else ""
    return page(
        request,
        "nudges/index.html",
        status=status,
        shown=shown,
        is_open=is_open,
        form=form or Form(),
        refused=wanted if form else "",
        tomorrow=date.fromordinal(seat.today.toordinal() + 1),
        way_back=way_back(seat, "desk-take-back", request.query_params.get("added", "")),
        **stations(seat.then),
    )
