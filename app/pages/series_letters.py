"""The letters of a series, for its organisers: which wait for a word of theirs, which are on their way, which went."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.clock import now
from app.errors import NotAllowedNow, NotFound
from app.letters import approving, tending
from app.letters.composing import LONGEST_WORDS, compose
from app.letters.due import Due, wanted
from app.letters.looking import letters_of
from app.letters.showing import page_to_show
from app.pages import series_letter_view, series_letters_view
from app.post.models import OutboxLetter
from app.post.tending import HIGHEST
from app.record.acting import Said
from app.record.seats import Seat
from app.settings import settings
from app.web.database import Db
from app.web.forms import Form, FormModel, Text, posted, refusals_shown_on
from app.web.headers import drawing_policy
from app.web.one_secret import secret_of
from app.web.pages import page, see_other
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}/letters")
Kind = Annotated[str, Path(pattern=r"^[a-z_]+$", max_length=24)]
Slot = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9@:~_-]*$", max_length=80)]
LetterNumber = Annotated[int, Path(ge=1, le=HIGHEST)]


class BatchForm(FormModel):
    """Each of `letters` is kind, person and occasion, apart by a stroke."""

    letters: tuple[str, ...] = ()


class DueForm(FormModel):
    do: Literal["send", "hold", "skip"]
    words: Text(LONGEST_WORDS) | None = None  # type: ignore[valid-type]
    day: date | None = None


class LetterForm(FormModel):
    do: Literal["back", "again", "aside", "put_back", "came_back", "read", "handed"]


# -- all of them -----------------------------------------------------------
@router.get("", name="series_letters")
def show(request: Request, db: Db, seat: MySeat) -> Response:
    return letters_page(request, db, seat, Form())


@router.post("", name="series_letters")
def send_these(
    request: Request, db: Db, seat: MySeat, form: Annotated[Form[BatchForm], Depends(posted(BatchForm))]
) -> Response:
    if form.data and not form.data.letters:
        form.refuse("Tick at least one letter.")
    elif form.data:
        with refusals_shown_on(form, db):
            found = _those_due(db, seat, form.data.letters)
            approving.send_all(db, seat.then, [approving.Approved(one) for one in found], by=said(seat), now=now())
    if form.data is None or form.errors:
        return letters_page(request, db, seat, form, status=422)
    return see_other(request, "series_letters", said="letters-sent", slug=seat.slug)


def letters_page(request: Request, db: Session, seat: Seat, form: Form[BatchForm], status: int = 200) -> Response:
    shown = series_letters_view.letters(db, seat.then, now(), served=settings().mail_server is not None)
    return page(request, "post/index.html", status=status, shown=shown, form=form)


def _those_due(db: Session, seat: Seat, keys: tuple[str, ...]) -> list[Due]:
    """What is ticked, in the order of the page. Refused where one of them is not due any more."""
    due = {series_letters_view.key_of(one): one for one in _wanted(db, seat)}
    if any(key not in due for key in keys):
        raise NotAllowedNow("One of these has been dealt with meanwhile. Look again.")
    return [one for key, one in due.items() if key in keys]


def _wanted(db: Session, seat: Seat) -> list[Due]:
    return wanted(seat.record, seat.then, letters_of(db, seat.series_id), now())


# -- one that is due ---------------------------------------------------------
@router.get("/due/{kind}/{person}/{slot}", name="letter_due")
def one_due(request: Request, db: Db, seat: MySeat, kind: Kind, person: ThingId, slot: Slot) -> Response:
    due = _due(db, seat, kind, person, slot)
    if request.query_params.get("as") == "letter":
        return as_a_letter(compose(db, seat.then, due, None, now()).html)
    return due_page(request, db, seat, due, Form())


@router.post("/due/{kind}/{person}/{slot}", name="letter_due")
def decide(
    request: Request,
    db: Db,
    seat: MySeat,
    kind: Kind,
    person: ThingId,
    slot: Slot,
    form: Annotated[Form[DueForm], Depends(posted(DueForm))],
) -> Response:
    due = _due(db, seat, kind, person, slot)
    if form.data:
        with refusals_shown_on(form, db):
            _do(db, seat, due, form.data)
    if form.data is None or form.errors:
        return due_page(request, db, seat, due, form, status=422)
    return see_other(request, "series_letters", said=SAID[form.data.do], slug=seat.slug)


SAID = {"send": "letter-sent", "hold": "letter-held", "skip": "letter-not-needed"}


def _do(db: Session, seat: Seat, due: Due, given: DueForm) -> None:
    by, at = said(seat), now()
    if given.do == "skip":
        approving.skip(db, seat.then, due, by=by, now=at)
        return
    until = approving.morning_of(seat.then, given.day) if given.do == "hold" else None
    approving.send(db, seat.then, due, words=given.words or "", by=by, now=at, not_before=until)


def _due(db: Session, seat: Seat, kind: str, person: str, slot: str) -> Due:
    found = [one for one in _wanted(db, seat) if (one.kind, one.person, one.slot) == (kind, person, slot)]
    if not found:
        raise NotFound("This letter is not due any more: it has been dealt with, or there is nothing left to say.")
    return found[0]


def due_page(request: Request, db: Session, seat: Seat, due: Due, form: Form[DueForm], status: int = 200) -> Response:
    shown = series_letter_view.due_letter(db, seat.then, due, now())
    return page(request, "post/due.html", status=status, shown=shown, form=form, due=due)


# -- one that is in the outbox -------------------------------------------------
@router.get("/{letter}", name="series_letter")
def one(request: Request, db: Db, seat: MySeat, letter: LetterNumber) -> Response:
    found = tending.letter_numbered(db, seat.then, letter)
    if request.query_params.get("as") == "letter":
        return as_a_letter(found.html or "")
    return letter_page(request, seat, found, Form())


@router.post("/{letter}", name="series_letter")
def change(
    request: Request,
    db: Db,
    seat: MySeat,
    letter: LetterNumber,
    form: Annotated[Form[LetterForm], Depends(posted(LetterForm))],
) -> Response:
    found = tending.letter_numbered(db, seat.then, letter)
    if form.data and form.data.do == "read":
        if not series_letter_view.is_kept_here(found):
            raise NotFound
        words = tending.words_to_hand_over(db, found, seat.then, by=said(seat), now=now(), token=secret_of(request))
        return letter_page(request, seat, found, form, words=words)
    if form.data:
        with refusals_shown_on(form, db):
            ACTS[form.data.do](db, found, seat.then, by=said(seat), now=now())
    if form.data is None or form.errors:
        return letter_page(request, seat, found, form, status=422)
    return see_other(request, "series_letters", said=f"letter-{form.data.do.replace('_', '-')}", slug=seat.slug)


ACTS = {
    "back": tending.withdraw,
    "again": tending.again,
    "aside": tending.set_aside,
    "put_back": tending.put_back,
    "came_back": tending.came_back,
    "handed": tending.handed_over,
}


def letter_page(
    request: Request,
    seat: Seat,
    letter: OutboxLetter,
    form: Form[LetterForm],
    *,
    words: str = "",
    status: int = 200,
) -> Response:
    """`words` are its text with a link in it, to be read out or sent on, once: nothing keeps them."""
    shown = series_letter_view.letter(seat.then, letter, now())
    return page(request, "post/letter.html", status=status, shown=shown, form=form, to_hand_over=words)


# -- what both need -------------------------------------------------------------
def as_a_letter(html: str) -> Response:
    """As it will look in the mail: a page by itself, which may use its own style and nothing else."""
    shown = page_to_show(html)
    return HTMLResponse(shown, headers={"Content-Security-Policy": drawing_policy(shown), "Cache-Control": "no-store"})


def said(seat: Seat) -> Said:
    return Said(seat.account_id, seat.person, seat.today, now())
