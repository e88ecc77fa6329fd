"""Several e-mails of the nudge desk at once: each is read on one page as it stands, and then they go (N5)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app import words
from app.actions.domain import Unsaid
from app.clock import now
from app.errors import NotAllowedNow
from app.letters import approving
from app.letters.approving import Approved
from app.letters.composing import compose
from app.letters.looking import letters_of
from app.pages import nudges_view as view
from app.pages.nudges_view import Slip
from app.record.acting import Said
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}/nudges/together")
AT_ONCE = "as soon as you say so."
CHANGED = "One of these cards has changed since this page was opened. Read them again."


class TogetherForm(FormModel):
    """Each of `letters` is a person, and a mark of what was shown of their e-mail: what was read is what goes."""

    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class OneOfThem:
    """An e-mail as it would go, by its card. `never` says why it cannot go with the others."""

    slip: Slip
    key: str
    ticked: bool
    never: str = ""


@router.get("", name="nudges_together")
def look(request: Request, db: Db, seat: MySeat) -> Response:
    """`?card=` names a person whose card was ticked; with none ticked, all that may go are here to choose from."""
    return together_page(request, db, seat, request.query_params.getlist("card"), Form())


@router.post("", name="nudges_together")
def send(
    request: Request, db: Db, seat: MySeat, form: Annotated[Form[TogetherForm], Depends(posted(TogetherForm))]
) -> Response:
    at, go = now(), list[datetime]()
    if form.data:
        with refusals_shown_on(form, db):
            go = _sent(db, seat, form.data.letters, at)
    if form.errors:
        ticked = [key.partition("/")[0] for key in form.typed.get("letters", [])]
        return together_page(request, db, seat, ticked, form, status=422)
    said = "desk-sent-together" if max(go) <= at else "desk-wait-together"
    return see_other(request, "nudges", said=said, slug=seat.slug)


def _sent(db: Session, seat: Seat, keys: tuple[str, ...], at: datetime) -> list[datetime]:
    """All of them, with the words that were read, or none."""
    if not keys:
        raise NotAllowedNow("Tick at least one.")
    found = {one.key: one.slip for one in _those_that_write(db, seat, (), at) if not one.never}
    if not found.keys() >= set(keys):
        raise NotAllowedNow(CHANGED)
    approved = [Approved(view.due_of(seat, found[key]), found[key].letter.words) for key in dict.fromkeys(keys)]
    return approving.send_all(db, seat.then, approved, by=Said(seat.account_id, seat.person, seat.today, at), now=at)


def together_page(
    request: Request, db: Session, seat: Seat, ticked: list[str], form: Form[TogetherForm], status: int = 200
) -> Response:
    every = _those_that_write(db, seat, ticked, now())
    shown = [one for one in every if one.slip.id in ticked] or every
    return page(
        request,
        "nudges/together.html",
        status=status,
        title=_title(sum(one.ticked for one in shown)),
        all_go=_all_go(shown),
        at_once=f"It goes {AT_ONCE}",
        shown=shown,
        form=form,
    )


def _title(n: int) -> str:
    if not n:
        return "Which e-mails are to go?"
    return f"{words.sentence(words.count(n, 'e-mail'))} to read before {'it goes' if n == 1 else 'they go'}"


def _all_go(shown: Iterable[OneOfThem]) -> str:
    """When they go, where that is the same for all: it is said once."""
    letters = [one.slip.letter for one in shown if not one.never]
    when = {(letter.held_by, letter.at) for letter in letters}
    if len(when) != 1:
        return ""
    (held_by, at), they = when.pop(), "They go" if len(letters) > 1 else "It goes"
    return f"{held_by} {they} {at}." if at else f"{they} {AT_ONCE}"


def _those_that_write(db: Session, seat: Seat, ticked: Iterable[str], at: datetime) -> list[OneOfThem]:
    """Everybody to whom an e-mail is suggested, and may go."""
    if seat.then.is_over:
        return []
    slips = view.slips_of(db, seat, view.cards_of(seat), letters_of(db, seat.series_id), at)
    return [_one(db, seat, slip, slip.id in ticked, at) for slip in slips if slip.presses and slip.writes]


def _one(db: Session, seat: Seat, slip: Slip, ticked: bool, at: datetime) -> OneOfThem:
    try:
        composed = compose(db, seat.then, view.due_of(seat, slip), slip.letter.words, at)
    except Unsaid as why:
        return OneOfThem(slip, slip.id, False, str(why))
    mark = hashlib.sha256(f"{slip.letter.about}\n{slip.letter.goes}\n{composed.text}".encode()).hexdigest()
    return OneOfThem(slip, f"{slip.id}/{mark[:16]}", ticked)
