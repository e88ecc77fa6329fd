"""The letters of the installation, for whoever looks after it: which wait, which went, and which could not."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response

from app.audit.domain import INSTALLATION, By, note
from app.clock import now
from app.pages import letters_view as view
from app.post import tending
from app.post.models import OutboxLetter
from app.settings import settings
from app.web.database import Db
from app.web.forms import Form, FormModel, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import Administrator

router = APIRouter(prefix="/administration/letters")
LetterNumber = Annotated[int, Path(ge=1, le=tending.HIGHEST)]
DONE = {"again": ("let a letter go again", "letter-again"), "aside": ("set a letter aside", "letter-aside")}


class LetterForm(FormModel):
    do: Literal["again", "aside", "read"]


@router.get("", name="letters_of_installation")
def show(request: Request, db: Db, _me: Administrator) -> Response:
    server = settings().mail_server
    return page(
        request, "administration/letters.html", groups=view.groups(db, now()), post=view.post(db, server, now())
    )


@router.get("/{letter}", name="letter_of_installation")
def one(request: Request, db: Db, _me: Administrator, letter: LetterNumber) -> Response:
    return letter_page(request, tending.letter_numbered(db, letter))


@router.post("/{letter}", name="letter_of_installation")
def change(
    request: Request,
    db: Db,
    me: Administrator,
    letter: LetterNumber,
    form: Annotated[Form[LetterForm], Depends(posted(LetterForm))],
) -> Response:
    found, by = tending.letter_numbered(db, letter), By(me.account_id)
    if form.data and form.data.do == "read":
        note(db, INSTALLATION, "read a letter", at=now(), by=by, about=("letter", str(letter)))
        return letter_page(request, found, opened=True)
    if form.data:
        with refusals_shown_on(form, db):
            act = tending.try_again if form.data.do == "again" else tending.set_aside
            act(db, found, now=now())
            note(db, INSTALLATION, DONE[form.data.do][0], at=now(), by=by, about=("letter", str(letter)))
    if form.data is None or form.errors:
        return letter_page(request, found, form, status=422)
    return see_other(request, "letters_of_installation", said=DONE[form.data.do][1])


def letter_page(
    request: Request,
    letter: OutboxLetter,
    form: Form[LetterForm] | None = None,
    *,
    opened: bool = False,
    status: int = 200,
) -> Response:
    """One letter. The words of a way in are there once it has been `opened`, which is written down."""
    shown = view.letter(letter, served=settings().mail_server is not None, now=now(), opened=opened)
    return page(request, "administration/letter.html", status=status, letter=shown, form=form or Form())
