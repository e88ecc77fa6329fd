"""Where one is signed in, and the second proof of oneself."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup
from sqlmodel import Session
from starlette.routing import NoMatchFound

from app.accounts.domain import Asker, SignedIn, end_another, end_others, note_proof, sessions_of
from app.accounts.second_factor import address_for_app, forget, new_offer, offered, prove, set_up
from app.accounts.tally import Limit, count, minutes_until, seconds_until
from app.audit.domain import INSTALLATION, By, note
from app.clock import now
from app.errors import NotUnderstood
from app.permissions import ADMINISTRATOR, ROUTES
from app.web import cookies
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import Me
from app.words import ago

router = APIRouter()
PROOFS_HERE = Limit("second proofs of one browser", 5)
PROOFS = Limit("second proofs of one account", 20)
HOME_OF_ADMINISTRATORS = "administration"

# What browsers call themselves, the first that fits; most also call themselves what stands further down.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"), ("Chromium/", "Chromium"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
MACHINES = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "a Mac"), ("Macintosh", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


# -- where one is signed in -------------------------------------------
class Ending(FormModel):
    """`others`, or the handle of one."""

    end: Line(32) = ""  # type: ignore[valid-type]


@dataclass(frozen=True)
class Shown:
    """A browser that is signed in, in words."""

    handle: str
    name: str
    since: str
    seen: str
    here: bool


@router.get("/account", name="account")
def show(request: Request, db: Db, me: Me) -> Response:
    return account_page(request, db, me, Form())


@router.post("/account", name="account")
def end(request: Request, db: Db, me: Me, form: Annotated[Form[Ending], Depends(posted(Ending))]) -> Response:
    """Sign another browser out, or all the others."""
    wanted = form.data.end if form.data else ""
    if wanted == "others":
        end_others(db, me, now=now())
        return see_other(request, "account", said="others-signed-out")
    if not re.fullmatch(r"[0-9a-f]{16}", wanted):
        form.refuse("Choose which of them to sign out.")
        return account_page(request, db, me, form, status=422)
    end_another(db, me, wanted, now=now())
    return see_other(request, "account", said="one-signed-out")


def account_page(request: Request, db: Session, me: Asker, form: Form[Ending], status: int = 200) -> Response:
    shown = [in_words(one, now()) for one in sessions_of(db, me, now=now())]
    return page(request, "accounts/account.html", status=status, form=form, asker=me, browsers=shown)


def in_words(one: SignedIn, at: datetime) -> Shown:
    return Shown(one.handle, named(one.browser), ago(one.since, at), ago(one.seen_at, at), one.here)


def named(browser: str) -> str:
    """As in `Firefox on Windows`."""
    name = next((said for sign, said in BROWSERS if sign in browser), "A browser")
    machine = next((said for sign, said in MACHINES if sign in browser), "")
    return f"{name} on {machine}" if machine else name


# -- the second proof --------------------------------------------------
class Proof(FormModel):
    """`sealed` is there when it is being set up, `forget` when another app is to be used."""

    code: Line(20) = ""  # type: ignore[valid-type]
    sealed: Line(400) = ""  # type: ignore[valid-type]
    then: Line(60) = ""  # type: ignore[valid-type]
    forget: Line(3) = ""  # type: ignore[valid-type]


@router.get("/account/second-proof", name="second_factor")
def show_second_factor(request: Request, me: Me) -> Response:
    return second_factor_page(request, me, Form(), then=request.query_params.get("then", ""))


@router.post("/account/second-proof", name="second_factor")
def give_second_factor(
    request: Request, db: Db, me: Me, form: Annotated[Form[Proof], Depends(posted(Proof))]
) -> Response:
    """Set it up, give it, or, having given it, forget it to set up another."""
    then = str(form.typed.get("then", ""))
    if form.data and form.data.forget and me.proved(now()):
        forget(db, me.email)
        note(db, INSTALLATION, "forgot the second proof", at=now(), by=By(me.account_id))
        return see_other(request, "second_factor")
    tries = [count(db, PROOFS_HERE, me.session, now=now()), count(db, PROOFS, me.account_id, now=now())]
    if too_often := [tried.until for tried in tries if tried.too_often]:
        return _too_often(request, me, form, max(too_often), then)
    if form.data:
        with refusals_shown_on(form, db, "code"):
            _take(db, me, form.data)
    if form.errors:
        return second_factor_page(request, me, form, status=422, then=then)
    answer = see_other(request, *where_to(request, then))
    cookies.put(answer, cookies.SIGNED_IN, note_proof(db, me, now=now()))
    return answer


def _take(db: Session, me: Asker, proof: Proof) -> None:
    if me.has_second_factor:
        prove(db, me, proof.code, now=now())
        return
    set_up(db, me, offered(me, proof.sealed), proof.code, now=now())
    note(db, INSTALLATION, "set up a second proof", at=now(), by=By(me.account_id))


def where_to(request: Request, then: str) -> tuple[str, str]:
    """Back to the page that wanted the proof, by its name, which must be one of ours (T15, docs/trust.md)."""
    for name in (then, HOME_OF_ADMINISTRATORS):
        if ROUTES.get(f"GET {name}") is ADMINISTRATOR:
            with suppress(NoMatchFound):  # one that needs more than its name to be found
                request.app.url_path_for(name)
                return name, "proved"
    return "account", "proved"


def _too_often(request: Request, me: Asker, form: Form[Proof], until: datetime, then: str) -> Response:
    form.refuse(f"That was a lot of tries. Another is taken in {minutes_until(until, now())} minutes.")
    answer = second_factor_page(request, me, form, status=429, then=then)
    answer.headers["Retry-After"] = str(seconds_until(until, now()))
    return answer


def second_factor_page(request: Request, me: Asker, form: Form[Proof], status: int = 200, then: str = "") -> Response:
    """To set it up, to give it, or, having given it, to set up another."""
    offer = None if me.has_second_factor else _offer(me, str(form.typed.get("sealed", "")))
    return page(
        request,
        "accounts/second_factor.html",
        status=status,
        form=form,
        offer=offer,
        given=me.proved(now()),
        then=then[:60],
    )


@dataclass(frozen=True)
class Offer:
    """A secret for an app: as words, as a link, as a picture; and sealed, for the form to bring back."""

    secret: str
    address: str
    picture: Markup
    sealed: str


def _offer(me: Asker, brought_back: str) -> Offer:
    """The one that a refused form brings back, for the app has it already; else a new one."""
    secret, sealed = new_offer(me)
    with suppress(NotUnderstood):
        secret, sealed = offered(me, brought_back), brought_back
    address = address_for_app(secret, me.email)
    drawn = segno.make(address, error="m", micro=False)
    picture = drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Offer(" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), address, Markup(picture), sealed)  # noqa: S704 - made of squares
