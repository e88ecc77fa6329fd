"""Two organisations that are one: looked at side by side, then made one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app import words
from app.beginning.merging import merged
from app.beginning.organisations import pairs_alike
from app.clock import now
from app.keeping.draft import Draft
from app.pages.paste_people import SECTOR_WORDS
from app.record.acting import Said
from app.record.changes import require_unchanged
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.seats import Seat
from app.series_file.checking import check
from app.web.database import Db
from app.web.forms import Form, FormModel, asked, posted
from app.web.pages import page, see_other
from app.web.who import MySeat

router = APIRouter(prefix="/series/{slug}/organisations")


class Two(FormModel):
    """Which two, by id."""

    one: str | None = None
    other: str | None = None


class MergeForm(FormModel):
    """`stays` is the one whose name stays; the versions are those that were looked at."""

    one: str
    other: str
    stays: str
    version: int = 0
    version_other: int = 0


@dataclass(frozen=True)
class Side:
    """One of the two, as far as it helps to tell whether they are one."""

    id: str
    name: str
    about: str
    people: str
    version: int


@router.get("/merge", name="merge_organisations")
def ask(request: Request, seat: MySeat, two: Annotated[Form[Two], Depends(asked(Two))]) -> Response:
    return merge_page(request, seat, Form(dict(two.typed)))


@router.post("/merge", name="merge_organisations")
def merge(
    request: Request, db: Db, seat: MySeat, form: Annotated[Form[MergeForm], Depends(posted(MergeForm))]
) -> Response:
    known, sent = seat.record.organisations, form.data
    if sent and ({sent.one, sent.other} - known.keys() or sent.one == sent.other):
        form.refuse("Choose two organisations of this series.", "one")
    elif sent and sent.stays not in (sent.one, sent.other):
        form.refuse("Choose one of what is offered.", "stays")
    if sent is None or form.errors:
        return merge_page(request, seat, form, status=422)
    require_unchanged(db, seat.series_id, sent.one, sent.version)
    require_unchanged(db, seat.series_id, sent.other, sent.version_other)
    draft = Draft(seat.record)
    draft.doc = merged(draft.doc, sent.stays, sent.other if sent.stays == sent.one else sent.one)
    for fault in check(draft.doc):
        form.refuse(f"They cannot be made one: {fault.reason}.")
    if form.errors:
        return merge_page(request, seat, form, status=422)
    draft.write(db, Said(seat.account_id, seat.person, seat.today, now()), verb="merged")
    return see_other(request, "people", said="organisations-merged", slug=seat.slug)


def merge_page(request: Request, seat: Seat, form: Form[MergeForm], status: int = 200) -> Response:
    """Side by side where two are chosen; else the choice."""
    known = seat.record.organisations
    chosen = [id_ for key in ("one", "other") if (id_ := str(form.typed.get(key, ""))) in known]
    return page(
        request,
        "beginning/merge.html",
        status=status,
        form=form,
        sides=[_side(seat, id_) for id_ in chosen] if len(set(chosen)) > 1 else [],
        everyone=[(o.id, o.name) for o in known.values()],
    )


def _side(seat: Seat, id_: str) -> Side:
    organisation = seat.record.organisations[id_]
    people = [p for p, hats in seat.record.memberships.items() if any(hat.organisation == id_ for hat in hats)]
    said = words.listed(seat.record.people[p].name for p in people)
    about = SECTOR_WORDS[organisation.sector]
    return Side(id_, organisation.name, about, said, seat.record.things[id_].version)


def look_alike(seat: Seat) -> list[tuple[str, str, str, str]]:
    """Pairs of organisations that may be one: two ids and two names. For organisers."""
    return _look_alike(seat.record) if seat.organiser else []


@remembered
def _look_alike(record: Record) -> list[tuple[str, str, str, str]]:
    known = {o.id: tuple(name for name in (o.name, o.short_name) if name) for o in record.organisations.values()}
    return [(a, b, known[a][0], known[b][0]) for a, b in pairs_alike(known)]
