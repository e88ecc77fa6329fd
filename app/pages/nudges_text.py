"""A text from an organiser's own telephone: words for it, their link in it, and whether the quiet rules let it go."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.actions.domain import Unsaid
from app.clock import now
from app.errors import NotAllowedNow, NotFound
from app.letters.looking import letters_of
from app.nudges import Card, suggest
from app.nudges.words import MOST_TEXT
from app.pages import nudges_view as view
from app.pages.nudges_letter import TextRule, room_for_a_text, text_rule
from app.pages.persons_link import link_for
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, Text, posted, refusals_shown_on
from app.web.pages import page
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}/nudges/{person}/text")


class TextForm(FormModel):
    words: Text(MOST_TEXT) = ""  # type: ignore[valid-type]


@dataclass(frozen=True)
class TextShown:
    """`whole` is the text with their own link, once that has been made; `sms` opens it in a telephone."""

    person: str
    called: str
    mobile: str
    rule: TextRule
    words: str
    room: int
    about: tuple[str, ...]
    version: int
    whole: str = ""
    words_sent: str = ""
    sms: str = ""


@router.get("", name="nudge_text")
def ask(request: Request, db: Db, seat: MySeat, person: ThingId) -> Response:
    return text_page(request, _text_to(db, seat, person), Form())


@router.post("", name="nudge_text")
def ready(
    request: Request, db: Db, seat: MySeat, person: ThingId, form: Annotated[Form[TextForm], Depends(posted(TextForm))]
) -> Response:
    """Make their link and show the whole text, once: the link is told here and nowhere else."""
    shown = _text_to(db, seat, person)
    if form.data:
        with refusals_shown_on(form, db):
            shown = _with_their_link(request, db, seat, shown, form.data.words)
    return text_page(request, shown, form, status=422 if form.errors else 200)


def text_page(request: Request, shown: TextShown, form: Form[Any], status: int = 200) -> Response:
    return page(request, "nudges/text.html", status=status, shown=shown, form=form)


def _text_to(db: Session, seat: Seat, person: str) -> TextShown:
    card, row, room = _require_textable(seat, person), seat.record.people[person], room_for_a_text()
    said = suggest(seat.then, card, seat.today, most=room, by=seat.person)
    rule = text_rule(seat.then, card, said, letters_of(db, seat.series_id), now())
    called, version = seat.then.known_as(person), seat.record.things[person].version
    return TextShown(person, called, row.mobile or "", rule, said.text, room, said.about, version)


def _require_textable(seat: Seat, person: str) -> Card:
    """Somebody with a card, a telephone number, and no wish to be left without messages."""
    card, row = view.card_of(seat, person), seat.record.people.get(person)
    if card is None or row is None or not row.mobile or row.prefers == "no_messages":
        raise NotFound
    return card


def _with_their_link(request: Request, db: Session, seat: Seat, shown: TextShown, words: str) -> TextShown:
    if shown.rule.never:
        raise NotAllowedNow(shown.rule.never)
    if not words:
        raise Unsaid("Write a line.", "words")
    if len(words) > shown.room:
        raise Unsaid(f"This is {len(words)} characters long; with their link there is room for {shown.room}.", "words")
    whole = f"{words} {link_for(request, db, seat, shown.person)}"
    number = "".join(sign for sign in shown.mobile if sign.isdigit() or sign == "+")
    sms = "" if shown.rule.goes else f"sms:{number}?&body={quote(whole)}"
    return replace(shown, whole=whole, words_sent=" ".join(words.split()), sms=sms)
