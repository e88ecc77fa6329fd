"""Asking for one's personal link again. It reads the same whether or not the address is known (T4, docs/trust.md)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from app.accounts.domain import address_in
from app.accounts.tally import TooOften, seconds_until
from app.clock import now
from app.letters.my_link import send_links
from app.record.coming_in import refuse_too_many_letters
from app.web import cookies
from app.web.callers import caller
from app.web.csrf import form_token
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, posted, refusals_shown_on
from app.web.pages import page, see_other

router = APIRouter()


class Asking(FormModel):
    email: Line(200) = ""  # type: ignore[valid-type]


@router.get("/part", name="send_my_link")
def ask(request: Request) -> Response:
    return asking_page(request, Form())


@router.post("/part", name="send_my_link")
def send(request: Request, db: Db, form: Annotated[Form[Asking], Depends(posted(Asking))]) -> Response:
    email, at = "", now()
    try:
        if form.data:
            with refusals_shown_on(form, db, "email"):
                email = address_in(form.data.email)
        if email:
            refuse_too_many_letters(db, email, caller(request), at=at)
            send_links(db, email, at=at)
    except TooOften as too_often:
        form.refuse(str(too_often))
        answer = asking_page(request, form, status=429)
        answer.headers["Retry-After"] = str(seconds_until(too_often.until, at))
        return answer
    if form.errors:
        return asking_page(request, form, status=422)
    return see_other(request, "send_my_link", query={"sent": "yes"})


def asking_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    cookies.show_a_form(request)
    sent = status == 200 and request.query_params.get("sent") == "yes"
    return page(request, "part/again.html", status=status, form=form, sent=sent, form_token=form_token(request))
