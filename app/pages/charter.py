"""Questions worth asking before the first meeting: for organisers, each if they like."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import create_model
from sqlmodel import Session

from app.audit.domain import By
from app.beginning.charter import CHARTER, KEYS, LONGEST, Given, answers, keep, mark, meanwhile
from app.clock import now
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, Text, posted
from app.web.pages import page, see_other
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}")

_FIELDS: dict[str, Any] = {key: (Text(LONGEST), "") for key in KEYS} | {f"read_{key}": (str, "") for key in KEYS}
CharterForm: type[FormModel] = create_model("CharterForm", __base__=FormModel, **_FIELDS)


@router.get("/charter", name="charter")
def ask(request: Request, db: Db, seat: MySeat) -> Response:
    return charter_page(request, db, seat, Form())


@router.post("/charter", name="charter")
def answer(
    request: Request, db: Db, seat: MySeat, form: Annotated[Form[FormModel], Depends(posted(CharterForm))]
) -> Response:
    if form.data is None:
        return charter_page(request, db, seat, form, status=422)
    sent = form.data.model_dump()
    given = {key: Given(sent[key], sent[f"read_{key}"]) for key in KEYS if key in form.typed}
    stored = answers(db, seat.series_id)
    theirs = meanwhile(stored, given)
    if theirs:
        for key, untouched in given.items():
            if mark(untouched.text) == untouched.read:
                form.typed[key] = stored.get(key, "")
        for key in theirs:
            form.refuse("Somebody changed this while you were writing. Both are below: make one of them.", key)
        return charter_page(request, db, seat, form, theirs, status=409)
    by = By(seat.account_id, seat.person)
    changed = keep(db, seat.series_id, stored, given, by=by, at=now())
    return see_other(request, "charter", said="kept" if changed else "", slug=seat.slug)


def charter_page(
    request: Request,
    db: Session,
    seat: Seat,
    form: Form[FormModel],
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Where somebody was quicker, their words stand beside what was typed (`theirs`), and both can be kept."""
    stored = answers(db, seat.series_id)
    refused = bool(form.typed) and theirs is None  # what was read is still what it was
    return page(
        request,
        "beginning/charter.html",
        status=status,
        form=form,
        groups=CHARTER,
        stored=stored,
        theirs=theirs or {},
        marks={key: form.typed.get(f"read_{key}", "") if refused else mark(stored.get(key, "")) for key in KEYS},
        before=not any(meeting.number and meeting.opened for meeting in seat.then.meetings),
    )
