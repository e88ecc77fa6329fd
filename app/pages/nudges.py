"""The nudge desk: whom to be in touch with and why, the e-mail that goes from here, and words for a text."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from app.actions.domain import Unsaid
from app.clock import now
from app.errors import NotFound
from app.letters import approving
from app.letters.composing import LONGEST_WORDS
from app.nudges import Card, Suggestion, suggest
from app.nudges.words import MOST_TEXT
from app.pages import nudges_view as view
from app.pages.persons_link import link_for
from app.pages.priorities import stations
from app.pages.writing.ways import way_back
from app.record.acting import Said
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, Text, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import MySeat, ThingId

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


class TextForm(FormModel):
    words: Text(MOST_TEXT) = ""  # type: ignore[valid-type]


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
    about, card = tuple(wanted.about.split()), _card(seat, wanted.person)
    if card is None or not about or not set(about) <= set(card.actions):
        raise Unsaid(CHANGED, "words")
    until = approving.morning_of(seat.then, wanted.day) if wanted.do == "hold" else None
    due = view.due_today(seat.then, wanted.person, wanted.kind, about)
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


# -- a text ------------------------------------------------------------
@dataclass(frozen=True)
class TextShown:
    """`whole` is the text with their own link, once that has been made; `sms` opens it in a telephone."""

    person: str
    called: str
    mobile: str
    words: str
    room: int
    about: tuple[str, ...]
    whole: str = ""
    words_sent: str = ""
    sms: str = ""
    version: int = 0


@router.get("/{person}/text", name="nudge_text")
def ask_text(request: Request, seat: MySeat, person: ThingId) -> Response:
    return text_page(request, seat, person)


@router.post("/{person}/text", name="nudge_text")
def ready_text(
    request: Request, db: Db, seat: MySeat, person: ThingId, form: Annotated[Form[TextForm], Depends(posted(TextForm))]
) -> Response:
    """Make their link and show the whole text, once: the link is told here and nowhere else."""
    _require_textable(seat, person)
    made = ""
    if form.data:
        with refusals_shown_on(form, db):
            made = _whole_text(request, db, seat, person, form.data.words)
    return text_page(request, seat, person, form, made, status=422 if form.errors else 200)


def _whole_text(request: Request, db: Db, seat: Seat, person: str, words: str) -> str:
    room = view.room_for_a_text()
    if not words:
        raise Unsaid("Write a line.", "words")
    if len(words) > room:
        raise Unsaid(f"This is {len(words)} characters long; with their link there is room for {room}.", "words")
    return f"{words} {link_for(request, db, seat, person)}"


def text_page(
    request: Request, seat: Seat, person: str, form: Form[Any] | None = None, made: str = "", status: int = 200
) -> Response:
    card = _require_textable(seat, person)
    said, row = _suggested(seat, card), seat.record.people[person]
    number = "".join(sign for sign in row.mobile or "" if sign.isdigit() or sign == "+")
    shown = TextShown(
        person,
        seat.then.known_as(person),
        row.mobile or "",
        said.text,
        view.room_for_a_text(),
        said.about,
        whole=made,
        words_sent=" ".join(made.split()[:-1]),
        sms=f"sms:{number}?&body={quote(made)}" if made else "",
        version=seat.record.things[person].version,
    )
    return page(request, "nudges/text.html", status=status, shown=shown, form=form or Form())


def _suggested(seat: Seat, card: Card) -> Suggestion:
    return suggest(seat.then, card, seat.today, most=view.room_for_a_text(), by=seat.person)


def _card(seat: Seat, person: str) -> Card | None:
    return next((card for card in view.cards_of(seat) if card.person == person), None)


def _require_textable(seat: Seat, person: str) -> Card:
    """Somebody with a card, a telephone number, and no wish to be left without messages."""
    card, row = _card(seat, person), seat.record.people.get(person)
    if card is None or row is None or not row.mobile or row.prefers == "no_messages":
        raise NotFound
    return card
