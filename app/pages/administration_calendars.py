"""The addresses of calendars that are out: how many somebody has, and an end to them. No address, and no series."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from sqlmodel import Session

from app import words
from app.clock import now
from app.pages.administration import Search
from app.pages.administration_view import A_PAGE
from app.record.feeds import NOBODYS, Out, end_feeds, feeds_out
from app.web.database import Db
from app.web.forms import Form, FormModel, asked, posted
from app.web.pages import page, see_other
from app.web.who import Administrator

router = APIRouter(prefix="/administration/calendars")
Account = Annotated[int, Field(ge=NOBODYS, le=2**31 - 1)]
UNKNOWN = "People whose e-mail address nobody comes in by"
ENDED_BEFORE = "These had ended already. What is out now stands below."


class Ending(FormModel):
    """The accounts whose addresses end."""

    end: Annotated[list[Account], Field(default_factory=list, max_length=A_PAGE)]


@router.get("", name="administration_calendars")
def show(
    request: Request, db: Db, _me: Administrator, wanted: Annotated[Form[Search], Depends(asked(Search))]
) -> Response:
    return calendars_page(request, db, wanted)


@router.post("", name="administration_calendars")
def end(
    request: Request, db: Db, me: Administrator, form: Annotated[Form[Ending], Depends(posted(Ending))]
) -> Response:
    """A tick for each, and a button: nothing is ticked to begin with."""
    if form.data and not form.data.end:
        form.refuse("Tick whose addresses are to end.", "end")
    elif form.data and not sum([end_feeds(db, me.account_id, account, at=now()) for account in form.data.end]):
        form.refuse(ENDED_BEFORE, "end")
    if form.errors:
        return calendars_page(request, db, Form(), form, status=422)
    return see_other(request, "administration_calendars", said="feeds-ended")


def calendars_page(
    request: Request, db: Session, wanted: Form[Search], form: Form[Ending] | None = None, status: int = 200
) -> Response:
    given = wanted.data or Search()
    found = feeds_out(db, given.q, first=(given.page - 1) * A_PAGE, most=A_PAGE + 1)
    return page(
        request,
        "administration/calendars.html",
        status=status,
        out=[_line(one) for one in found[:A_PAGE]],
        more=given.page + 1 if len(found) > A_PAGE else None,
        wanted=wanted,
        q=given.q,
        form=form or Form(),
    )


def _line(one: Out) -> tuple[str, str, str]:
    """What is sent for it, whose it is, and what there is."""
    last = words.full_day(one.last.date())
    made = (
        f"{words.count(one.how_many, 'address', 'addresses')}, {'' if one.how_many == 1 else 'the last '}made on {last}"
    )
    kept_out = ". They are kept out, so it opens nothing now" if one.barred else ""
    return str(one.account), one.email or UNKNOWN, words.sentence(made + kept_out)
