"""Somebody's personal link, for organisers: when one was last given out, one more to copy, and taking all back."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request, Response

from app import words
from app.audit.domain import By, note
from app.clock import now
from app.errors import NotAllowedNow, NotFound
from app.links.domain import given, new_link, take_back, was_made
from app.record.seats import Seat, part_of
from app.settings import settings
from app.web.database import Db
from app.web.forms import Form, FormModel, posted, refusals_shown_on
from app.web.one_secret import secret_of
from app.web.pages import page, see_other
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}/people/{person}/link")


@dataclass(frozen=True)
class LinkShown:
    """`serving`: how many are out; `opens`: whether one would open anything today; `stands`: when the last went."""

    serving: int
    opens: bool
    stands: str
    until: str


class LinkForm(FormModel):
    act: Literal["make", "take_back"]
    sure: Literal["yes"] | None = None


@router.get("", name="persons_link")
def show(request: Request, db: Db, seat: MySeat, person: ThingId) -> Response:
    return link_page(request, db, seat, person)


@router.post("", name="persons_link")
def act(
    request: Request, db: Db, seat: MySeat, person: ThingId, form: Annotated[Form[LinkForm], Depends(posted(LinkForm))]
) -> Response:
    """Make one, which is shown on the answer and never again; or end all of them."""
    _require_known(seat, person)
    if form.data and form.data.act == "take_back":
        if form.data.sure is None:
            form.refuse("Tick the box first.", "sure")
        else:
            take_back(db, seat.series_id, person, now=now())
            _note(db, seat, person, "took personal links back")
            return see_other(request, "persons_link", said="links-taken-back", slug=seat.slug, person=person)
    made = ""
    if form.data and not form.errors:
        with refusals_shown_on(form, db):
            made = link_for(request, db, seat, person)
    return link_page(request, db, seat, person, form, made, status=422 if form.errors else 200)


def link_for(request: Request, db: Db, seat: Seat, person: str) -> str:
    """The address of a new link of theirs, to be shown once; one and the same where the same form comes twice."""
    if part_of(seat.record, seat.then, person) is None:
        raise NotAllowedNow("A link would open nothing for them: they have no place in this series now.")
    made_before = was_made(db, secret_of(request))
    token = new_link(db, seat.series_id, person, now=now(), token=secret_of(request))
    if not made_before:
        _note(db, seat, person, "gave a personal link")
    return f"{settings().base_url.rstrip('/')}/part/{token}"


def _note(db: Db, seat: Seat, person: str, verb: str) -> None:
    note(db, seat.series_id, verb, at=now(), by=By(seat.account_id, seat.person), about=("person", person))


def link_shown(db: Db, seat: Seat, person: str) -> LinkShown:
    links, part = given(db, seat.series_id, person), part_of(seat.record, seat.then, person)
    zone = ZoneInfo(seat.series.time_zone)
    last = f"Last given out on {words.dated(links.last.astimezone(zone).date(), seat.today)}." if links.last else ""
    none = "Not given out yet." if not links.last else "All were taken back." if not links.serving else ""
    until = words.dated(part.until, seat.today) if part and part.until else ""
    return LinkShown(links.serving, part is not None, f"{last} {none}".strip(), until)


def link_page(
    request: Request, db: Db, seat: Seat, person: str, form: Form[Any] | None = None, made: str = "", status: int = 200
) -> Response:
    _require_known(seat, person)
    return page(
        request,
        "people/link.html",
        status=status,
        person=seat.record.people[person],
        called=seat.then.known_as(person),
        shown=link_shown(db, seat, person),
        made=made,
        form=form or Form(),
    )


def _require_known(seat: Seat, person: str) -> None:
    if person not in seat.record.people:
        raise NotFound
