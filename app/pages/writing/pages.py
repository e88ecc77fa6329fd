"""One page for every form of the record: shown, refused beside its fields, in conflict, or kept."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from app import permissions as may
from app.clock import now
from app.errors import Changed, DomainError, NotAllowedNow, NotFound
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot
from app.pages.writing.all import SHEETS
from app.pages.writing.answers import field_named, fields_of, misfits, one_by_one, typed_in, values_of
from app.pages.writing.before import said_of
from app.pages.writing.choosing import room
from app.pages.writing.hats import require_change_of_facilitators
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, Unready, row_there, there
from app.record.acting import Said
from app.record.changes import held, require_unchanged
from app.record.seats import Seat
from app.web.csrf import Sent, sent_form
from app.web.database import Db
from app.web.forms import Form
from app.web.pages import page, see_other
from app.web.who import MySeat, Number, ThingId

router = APIRouter(prefix="/series/{slug}/write")
FormName = Annotated[str, Path(pattern=r"^[a-z][a-z-]*$", max_length=40)]
Typed = Annotated[Sent, Depends(sent_form)]


@router.get("/{form}", name="write")
def ask(request: Request, seat: MySeat, form: FormName) -> Response:
    return form_page(request, *_asked(seat, form, Place(seat)))


@router.post("/{form}", name="write")
def keep(request: Request, db: Db, seat: MySeat, form: FormName, sent: Typed) -> Response:
    return kept(request, db, *_asked(seat, form, Place(seat)), sent)


@router.get("/{form}/{thing}", name="write_of")
def ask_of(request: Request, db: Db, seat: MySeat, form: FormName, thing: ThingId) -> Response:
    """With `?as=N` the fields hold what they held before change N of the audit, to be put back as it was."""
    sheet, place = _asked(seat, form, Place(seat, thing))
    return form_page(request, sheet, place, as_before(db, sheet, place, request.query_params.get("as", "")))


@router.post("/{form}/{thing}", name="write_of")
def keep_of(request: Request, db: Db, seat: MySeat, form: FormName, thing: ThingId, sent: Typed) -> Response:
    return kept(request, db, *_asked(seat, form, Place(seat, thing)), sent)


@router.get("/{form}/{thing}/{number}", name="write_row")
def ask_row(request: Request, seat: MySeat, form: FormName, thing: ThingId, number: Number) -> Response:
    return form_page(request, *_asked(seat, form, Place(seat, thing, number)))


@router.post("/{form}/{thing}/{number}", name="write_row")
def keep_row(
    request: Request, db: Db, seat: MySeat, form: FormName, thing: ThingId, number: Number, sent: Typed
) -> Response:
    return kept(request, db, *_asked(seat, form, Place(seat, thing, number)), sent)


def as_before(db: Db, sheet: Sheet, place: Place, change: str) -> Form[Any] | None:
    """What stood in the fields before one change; None where there is no such change."""
    if not (change.isdecimal() and len(change) < 10):
        return None
    said = said_of(db, place.seat.series_id, int(change), place.of)
    before = {name: pair[0] for name, pair in said.items() if pair is not None}
    return Form(
        {ask.field: "" for ask in sheet.questions(place) if ask.name in before}
        | fields_of(before, sheet.questions(place))
    )


def _asked(_seat: Seat, name: str, place: Place) -> tuple[Sheet, Place]:
    """The form of this name for this thing: not there (404), not for them (403), or not now (409)."""
    sheet = SHEETS.get(name)
    if sheet is None or bool(sheet.of) != bool(place.of) or sheet.numbered != bool(place.n):
        raise NotFound
    if sheet.of:
        there(place.record, sheet.of, place.of)
    if sheet.numbered:
        row_there(place.record, sheet.within[1], place.of, place.n)
    may.require_sight(sheet.see(place.seat, place))
    may.require(sheet.may(place.seat, place))
    if why := sheet.fits(place):
        raise NotAllowedNow(why)
    return sheet, place


def kept(request: Request, db: Db, sheet: Sheet, place: Place, sent: Sent) -> Response:
    """Try what was typed on a draft; keep it, or show the form again with what to put right."""
    asks = sheet.questions(place)
    form, spot = typed_in(sent, asks), Spot()
    try:
        if not form.errors:
            _require_unchanged(db, sheet, place, form)
            form.errors |= misfits(form, tuple(_measured(sheet, a) for a in asks), place) if sheet.judged else {}
        if not form.errors:
            spot = _write(db, sheet, place, form)
    except Changed:
        return form_page(request, sheet, place, form, status=409)
    if form.errors:
        return form_page(request, sheet, place, form, status=422)
    route, params = sheet.leads(place)
    added = {"added": str(spot[1])} if sheet.back and len(spot) > 1 else {}
    return see_other(request, route, said=sheet.said, query=added, slug=place.seat.slug, **params)


def _write(db: Db, sheet: Sheet, place: Place, form: Form[Any]) -> Spot:
    """The spot that was written."""
    asks, draft, spot = sheet.questions(place), Draft(place.record), Spot()
    by = Said(place.seat.account_id, place.seat.person, place.seat.today, now())
    try:
        with db.begin_nested():
            spot = sheet.write(draft, place, values_of(form, asks))
            require_change_of_facilitators(draft, place.seat)
            for key, why in draft.refused(spot, lambda key: field_named(asks, sheet.fields.get(key, key))).items():
                form.errors.setdefault(key, why)
            if not form.errors:
                draft.write(db, by, verb=sheet.verb)
    except (NotFound, Changed):
        raise
    except Unready as why:
        form.errors |= why.errors
    except DomainError as why:
        form.refuse(str(why), getattr(why, "field", ""))
    return spot


def _require_unchanged(db: Db, sheet: Sheet, place: Place, form: Form[Any]) -> None:
    """A form that shows what stands there keeps only over what it showed (T17, docs/trust.md)."""
    thing = _guarded(sheet, place)
    if thing is None:
        held(db, place.seat.series_id, SERIES)
        return
    given = str(form.typed.get("version", ""))
    require_unchanged(db, place.seat.series_id, thing, int(given) if given.isdecimal() and len(given) < 10 else -1)


def _guarded(sheet: Sheet, place: Place) -> str | None:
    """The thing whose version the form carries; None for a form that only adds."""
    if sheet.guards or not place.of:
        return sheet.guards
    return place.of if place.of in place.record.things else None


def form_page(
    request: Request, sheet: Sheet, place: Place, form: Form[Any] | None = None, status: int = 200
) -> Response:
    """The one builder of the page. At 409 what somebody else wrote meanwhile stands beside what was typed."""
    asks, thing = sheet.questions(place), _guarded(sheet, place)
    stands = fields_of(sheet.read(Draft(place.record), place), asks)
    route, params = sheet.leads(place)
    return page(
        request,
        "writing/form.html",
        status=status,
        sheet=sheet,
        title=sheet.title(place),
        says=sheet.says(place) if callable(sheet.says) else sheet.says,
        lists=sheet.lists(place),
        shown=sheet.shows(place),
        asks=[_shown(sheet, ask, place) for ask in asks if _is_asked_now(ask, asks, form)],
        labels={ask.field: ask.label for ask in asks},
        place=place,
        stands=stands,
        form=form or Form(),
        version=place.record.things[thing].version if thing else 0,
        theirs=[(ask, stands.get(ask.field)) for ask in one_by_one(asks) if _differs(ask.field, stands, form)]
        if status == 409
        else [],
        conflict=status == 409,
        back=request.app.url_path_for(route, slug=place.seat.slug, **params),
        here=request.url.path,
    )


def _shown(sheet: Sheet, ask: Ask, place: Place) -> tuple[Ask, list[Any]]:
    """The question with what it may be answered with; of a group, with its questions by their whole names."""
    if ask.kind == "group":
        return ask, [_shown(sheet, part, place) for part in one_by_one((ask,))]
    parts = tuple(replace(part, options=part.choices(place)) for part in ask.asks)
    return _measured(sheet, replace(ask, asks=parts)), ask.choices(place)


def _is_asked_now(ask: Ask, asks: Asks, form: Form[Any] | None) -> bool:
    """Always, unless it is asked late: then once an answer of its kind was refused or given."""
    if not ask.late or form is None:
        return not ask.late
    fields = [other.field for other in asks if other.late == ask.late]
    return any(field in form.errors or form.typed.get(field) for field in fields)


def _measured(sheet: Sheet, ask: Ask) -> Ask:
    """The question with as much room as the series file has."""
    room_there = ask.most or room(*sheet.within, *ask.name.split("."))
    parts = tuple(replace(part, most=part.most or room(*sheet.within, ask.name, part.name)) for part in ask.asks)
    return replace(ask, most=room_there, asks=parts)


def _differs(name: str, stands: dict[str, Any], form: Form[Any] | None) -> bool:
    typed = form.typed.get(name, "") if form else ""
    return (stands.get(name) or "") != typed
