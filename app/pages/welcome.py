"""A new installation: the word on its console makes whoever types it the one who looks after it."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.accounts.domain import address_in
from app.accounts.tally import count, minutes_until, seconds_until
from app.clock import now
from app.errors import NotFound
from app.pages.sign_in import sign_in_here
from app.record import first_run
from app.web import cookies
from app.web.callers import caller
from app.web.csrf import form_token
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, posted, refusals_shown_on
from app.web.pages import page, see_other

router = APIRouter()


class FirstPerson(FormModel):
    word: Line(60) = ""  # type: ignore[valid-type]
    email: Line(200) = ""  # type: ignore[valid-type]


@router.get("/welcome", name="welcome")
def show(request: Request, db: Db) -> Response:
    """There only until somebody has used the word."""
    if not first_run.awaited(db):
        raise NotFound
    return welcome_page(request, Form())


@router.post("/welcome", name="welcome")
def begin(request: Request, db: Db, form: Annotated[Form[FirstPerson], Depends(posted(FirstPerson))]) -> Response:
    """Begin: this address looks after the installation, and this browser is signed in."""
    if not first_run.awaited(db):
        raise NotFound
    tries = count(db, first_run.TRIES, caller(request), now=now())
    if tries.too_often:
        return _too_often(request, form, tries.until)
    account = _begun(db, form)
    if account is None:
        return welcome_page(request, form, status=422)
    answer = see_other(request, "second_factor")
    sign_in_here(request, db, answer, account)
    return answer


def _begun(db: Session, form: Form[FirstPerson]) -> int | None:
    """The account, or None where the form says what is to put right."""
    email, account = "", None
    if form.data:
        with refusals_shown_on(form, db, "email"):
            email = address_in(form.data.email)
    if form.data and email:
        with refusals_shown_on(form, db, "word"):
            account = first_run.begin(db, form.data.word, email, now=now())
    return account


def _too_often(request: Request, form: Form[FirstPerson], until: datetime) -> Response:
    minutes = minutes_until(until, now())
    form.refuse(f"That was a lot of tries. Look at the console again; tries are taken again in {minutes} minutes.")
    answer = welcome_page(request, form, status=429)
    answer.headers["Retry-After"] = str(seconds_until(until, now()))
    return answer


def welcome_page(request: Request, form: Form[FirstPerson], status: int = 200) -> Response:
    cookies.show_a_form(request)
    return page(request, "accounts/welcome.html", status=status, form=form, form_token=form_token(request))
