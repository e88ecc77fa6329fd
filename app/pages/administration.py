"""For whoever looks after the installation: what needs looking at, who comes in, series by name. It reads no story."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from sqlmodel import Session

from app.accounts.domain import Asker
from app.clock import now
from app.errors import NotUnderstood
from app.pages.administration_settings import settings_in_words
from app.pages.administration_view import installation, latest, needs, people
from app.permissions import ROUTES
from app.record.access import add_administrator, change_access
from app.settings import settings
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, asked, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import Administrator

router = APIRouter(prefix="/administration")
PAGES = ("letters_of_installation", "administration_people")


class Search(FormModel):
    """Letters that an address has in it, and which page of those."""

    q: Line(120) = ""  # type: ignore[valid-type]
    page: Annotated[int, Field(ge=1, le=100_000)] = 1


class AccessForm(FormModel):
    """One act about one account; `add` is about an address that may be new here."""

    act: Literal["end_sessions", "bar", "let_in", "make", "unmake", "add"] | None = None
    account: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    address: Line(120) = ""  # type: ignore[valid-type]


@router.get("", name="administration")
def overview(request: Request, db: Db, _me: Administrator) -> Response:
    found, set_to = installation(db, now()), settings_in_words(settings())
    return page(
        request,
        "administration/index.html",
        found=found,
        needs=list(needs(found, set_to, settings().mail_server is not None, now())),
        settings=set_to,
        pages={name: f"GET {name}" in ROUTES for name in PAGES},
        now=now(),
    )


@router.get("/people", name="administration_people")
def show_people(
    request: Request, db: Db, me: Administrator, wanted: Annotated[Form[Search], Depends(asked(Search))]
) -> Response:
    return people_page(request, db, me, wanted)


@router.post("/people", name="administration_people")
def change_people(
    request: Request, db: Db, me: Administrator, form: Annotated[Form[AccessForm], Depends(posted(AccessForm))]
) -> Response:
    if form.data:
        with refusals_shown_on(form, db, "address" if form.data.act == "add" else ""):
            change(db, me, form.data)
    if form.errors or form.data is None:
        return people_page(request, db, me, Form(), form, status=422)
    return see_other(request, "administration_people", said=f"access-{form.data.act}")


def change(db: Session, me: Asker, given: AccessForm) -> None:
    if given.act == "add":
        add_administrator(db, me.account_id, given.address, at=now())
    elif given.act is None or given.account is None:
        raise NotUnderstood("Choose somebody, and what to do.")
    else:
        change_access(db, me.account_id, given.account, given.act, at=now())


def people_page(
    request: Request,
    db: Session,
    me: Asker,
    wanted: Form[Search],
    form: Form[AccessForm] | None = None,
    status: int = 200,
) -> Response:
    given = wanted.data or Search()
    shown = people(db, me.account_id, given.q, given.page, now())
    return page(
        request,
        "administration/people.html",
        status=status,
        shown=shown,
        latest=latest(db),
        wanted=wanted,
        q=given.q,
        form=form or Form(),
    )
