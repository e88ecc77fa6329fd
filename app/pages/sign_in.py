"""Coming in by a letter, by its link or its code, and leaving."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlmodel import Session

from app.accounts.domain import (
    Asker,
    address_in,
    address_of_link,
    begin_session,
    end_session,
    hashed,
    masked,
    use_link,
)
from app.accounts.requests import Asked, answer_by_code, answer_by_link, asked_by_link, waiting
from app.accounts.secrecy import code_in
from app.accounts.tally import Limit, TooOften, count, minutes_until, seconds_until
from app.clock import now
from app.errors import NotAllowedNow
from app.letters.sign_in import letter
from app.record import first_run
from app.record.coming_in import ask_by_letter, note_coming_in, refuse_too_many_letters
from app.settings import settings
from app.web import asked, cookies
from app.web.callers import caller
from app.web.csrf import form_token
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import MaybeMe

router = APIRouter()
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]+$", min_length=20, max_length=64)]
CODES_FROM_HERE = Limit("codes from one place", 100)  # a whole room may be behind one address
NO_CODE = "The code has eight letters and figures, as in K7PM-3RXD. It never has O, I, L, 0 or 1."
NOT_THE_CODE = "That is not the code in the letter that this window waits for. Look at it once more, or use its link."
NOTHING_ASKED = "This browser waits for no letter: a code works for 15 minutes where it was asked for. Ask for another."


class ComingIn(FormModel):
    """Either of the two forms of the page."""

    email: Line(200) = ""  # type: ignore[valid-type]
    code: Line(60) = ""  # type: ignore[valid-type]


@router.get("/sign-in", name="sign_in")
def sign_in(request: Request, db: Db, me: MaybeMe) -> Response:
    """How to come in. Who is in already is led on."""
    if me is not None and "said" not in request.query_params:
        return see_other(request, "my_series")
    if first_run.awaited(db):
        return see_other(request, "welcome")
    return sign_in_page(request, db, Form())


@router.post("/sign-in", name="sign_in")
def ask_or_answer(
    request: Request, db: Db, me: MaybeMe, form: Annotated[Form[ComingIn], Depends(posted(ComingIn))]
) -> Response:
    """Ask for a letter, or type its code."""
    try:
        return _answer(request, db, me, form) if "code" in form.typed else _ask(request, db, form)
    except TooOften as too_often:
        form.refuse(str(too_often))
        answer = sign_in_page(request, db, form, status=429)
        answer.headers["Retry-After"] = str(seconds_until(too_often.until, now()))
        return answer


def _ask(request: Request, db: Session, form: Form[ComingIn]) -> Response:
    """The same for every address (T4, docs/trust.md): the letter, if there is one, goes after the answer."""
    at, asking, email = now(), asked.new_asking(request), ""
    if form.data:
        with refusals_shown_on(form, db, "email"):
            email = address_in(form.data.email)
    if email:
        refuse_too_many_letters(db, email, caller(request), at=at)
        with refusals_shown_on(form, db, "email"):
            ask_by_letter(db, email, asking, partial(letter, at=at), at=at)
    if form.errors:
        return sign_in_page(request, db, form, status=422)
    answer = see_other(request, "sign_in")
    asked.hold(request, answer, asking)
    return answer


def _answer(request: Request, db: Session, me: Asker | None, form: Form[ComingIn]) -> Response:
    code = code_in(form.data.code) if form.data else None
    if code is None:
        form.errors.setdefault("code", NO_CODE)
        return sign_in_page(request, db, form, status=422)
    at = now()
    tries = count(db, CODES_FROM_HERE, caller(request), now=at)
    if tries.too_often:
        raise TooOften(
            "Many codes were typed where you are just now. The link in your letter works; "
            f"codes can be typed again in {minutes_until(tries.until, at)} minutes.",
            until=tries.until,
        )
    account = answer_by_code(db, code, asked.held(request), now=at)
    if account is None:
        form.refuse(NOT_THE_CODE if waiting(db, asked.held(request), now=at) else NOTHING_ASKED, "code")
        return sign_in_page(request, db, form, status=422)
    return _in(request, db, me, account, "code")


def sign_in_page(request: Request, db: Session, form: Form[ComingIn], status: int = 200) -> Response:
    """One page: to ask, and while a letter is on its way, to type its code."""
    cookies.show_a_form(request)
    return page(
        request,
        "accounts/sign_in.html",
        status=status,
        form=form,
        waiting=waiting(db, asked.held(request), now=now()),
        typing_code="code" in form.typed,
        by_post=bool(settings().smtp_url),
        form_token=form_token(request),
    )


# -- by a link --------------------------------------------------------
@router.get("/sign-in/{token}", name="sign_in_link")
def show_link(request: Request, db: Db, token: Token) -> Response:
    """What a link opens: whose it is, and one form. Looking at it uses nothing up (T1, docs/trust.md)."""
    at = now()
    email = address_of_link(db, token, now=at, demo=not settings().production)
    request_ = None if email else asked_by_link(db, token, now=at)
    if email is None and request_ is None:
        return page(request, "accounts/used_up.html", status=410)
    if request_ is not None and not _asked_here(request, request_):
        return page(request, "accounts/elsewhere.html")
    cookies.show_a_form(request)
    return page(
        request,
        "accounts/link.html",
        address=request.app.url_path_for("sign_in_link", token=token),
        hidden={"csrf": form_token(request)},
        masked=masked(email) if email else request_.hint if request_ else "",
    )


@router.post("/sign-in/{token}", name="sign_in_link")
def come_in(request: Request, db: Db, me: MaybeMe, token: Token) -> Response:
    """Use the link up and sign this browser in. That of a letter serves the browser that asked, and no other."""
    at = now()
    account = answer_by_link(db, token, asked.held(request), now=at)
    if account is not None:
        return _in(request, db, me, account, "link")
    if asked_by_link(db, token, now=at) is not None:
        return page(request, "accounts/elsewhere.html", status=403)
    try:
        account = use_link(db, token, now=at, demo=not settings().production)
    except NotAllowedNow:
        return page(request, "accounts/used_up.html", status=410)
    return _in(request, db, me, account, "one-time link")


def _asked_here(request: Request, found: Asked) -> bool:
    return found.browser in {hashed(one) for one in asked.held(request)}


def _in(request: Request, db: Session, me: Asker | None, account: int, how: str) -> Response:
    """Sign this browser in, in a session of its own, whatever it held before (T2, docs/trust.md)."""
    if me is not None:
        end_session(db, me, now=now())
        request.state.asker = None
    note_coming_in(db, account, how, at=now())
    answer = see_other(request, "home")
    sign_in_here(request, db, answer, account)
    return answer


def sign_in_here(request: Request, db: Session, answer: Response, account: int) -> None:
    """Give the browser a session with this answer, and take from it what it held to ask by."""
    cookie = begin_session(db, account, now=now(), browser=request.headers.get("user-agent", ""))
    cookies.put(answer, cookies.SIGNED_IN, cookie)
    for name in (cookies.BEFORE, cookies.ASKED):
        cookies.drop(answer, name)


# -- leaving ----------------------------------------------------------
@router.get("/sign-out", name="sign_out")
def not_by_looking(request: Request) -> Response:
    return see_other(request, "home")


@router.post("/sign-out", name="sign_out")
def leave(request: Request, db: Db, me: MaybeMe) -> Response:
    """End the session, and have the browser forget what it kept of our pages (T21, docs/trust.md)."""
    if me is not None:
        end_session(db, me, now=now())
    request.state.asker = None
    answer = see_other(request, "sign_in", said="signed-out")
    cookies.drop(answer, cookies.SIGNED_IN)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
