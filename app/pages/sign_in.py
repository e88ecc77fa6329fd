"""Coming in by a link, and leaving."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.accounts.domain import address_of_link, begin_session, end_session, masked, use_link
from app.clock import now
from app.errors import NotAllowedNow
from app.settings import settings
from app.web import cookies
from app.web.csrf import form_token
from app.web.database import Db
from app.web.pages import page, see_other
from app.web.who import MaybeMe

router = APIRouter()
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]+$", min_length=20, max_length=64)]


@router.get("/sign-in", name="sign_in")
def sign_in(request: Request, me: MaybeMe) -> Response:
    """How to come in. Who is in already is led on."""
    if me is not None and "said" not in request.query_params:
        return see_other(request, "my_series")
    return page(request, "accounts/sign_in.html")


@router.get("/sign-in/{token}", name="sign_in_link")
def show_link(request: Request, db: Db, token: Token) -> Response:
    """What a link opens: whose it is, and one form. Looking at it uses nothing up (T1, docs/trust.md)."""
    email = address_of_link(db, token, now=now(), demo=not settings().production)
    if email is None:
        return page(request, "accounts/used_up.html", status=410)
    cookies.show_a_form(request)
    return page(
        request,
        "accounts/link.html",
        address=request.app.url_path_for("sign_in_link", token=token),
        hidden={"csrf": form_token(request)},
        masked=masked(email),
    )


@router.post("/sign-in/{token}", name="sign_in_link")
def come_in(request: Request, db: Db, token: Token) -> Response:
    """Use the link up and sign this browser in, in a session of its own (T2, docs/trust.md)."""
    try:
        account = use_link(db, token, now=now(), demo=not settings().production)
    except NotAllowedNow:
        return page(request, "accounts/used_up.html", status=410)
    cookie = begin_session(db, account, now=now(), browser=request.headers.get("user-agent", ""))
    answer = see_other(request, "home")
    cookies.put(answer, cookies.SIGNED_IN, cookie)
    cookies.drop(answer, cookies.BEFORE)
    return answer


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
