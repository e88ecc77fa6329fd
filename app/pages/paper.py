"""What goes to a printer: the plan and the recap as files, and everything for one meeting together.

Whoever sees the page may have the file, and it shows them what the page does. The whole pack has everybody's names in
it, and is for organisers.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.freezing import page_for
from app.pages.plan import At, scene, stands_at
from app.paper import pack, plan, recap
from app.paper.kept import kept
from app.web.database import Db
from app.web.pages import still_holds, tag_of, unchanged
from app.web.printing import Printed
from app.web.who import MySeat, Number

router = APIRouter(prefix="/series/{slug}/meetings/{number}")
Version = Annotated[int | None, Query(ge=1, le=99)]
PDF, PNG = "application/pdf", "image/png"


@router.get("/plan.pdf", name="plan_pdf")
def plan_pdf(
    request: Request,
    db: Db,
    seat: MySeat,
    number: Number,
    size: plan.Size = "a1",
    at: At | None = None,
    version: Version = None,
) -> Response:
    at = "opening" if version else at or stands_at(seat, number)
    tag = tag_of(request, seat, "plan.pdf", number, size, at, version)
    if still_holds(request, tag):
        return unchanged(tag)
    record, (whole, _) = seat.record, scene(db, seat, number, at, version)

    def make() -> bytes:
        return kept.get(record, (size, whole), lambda: plan.plan_pdf(whole, record.series.language, size))

    return Printed(request, f"{seat.slug}-plan-{number}-{at}-{size}.pdf", PDF, tag, make)


@router.get("/plan.png", name="plan_png")
def plan_png(
    request: Request, db: Db, seat: MySeat, number: Number, at: At | None = None, version: Version = None
) -> Response:
    at = "opening" if version else at or stands_at(seat, number)
    tag = tag_of(request, seat, "plan.png", number, at, version)
    if still_holds(request, tag):
        return unchanged(tag)
    record, (whole, _) = seat.record, scene(db, seat, number, at, version)

    def make() -> bytes:
        return kept.get(record, ("png", whole), lambda: plan.plan_png(whole))

    return Printed(request, f"{seat.slug}-plan-{number}-{at}.png", PNG, tag, make)


@router.get("/recap.pdf", name="recap_pdf")
def recap_pdf(
    request: Request, db: Db, seat: MySeat, number: Number, size: recap.Size = "a4", version: Version = None
) -> Response:
    tag = tag_of(request, seat, "recap.pdf", number, size, version)
    if still_holds(request, tag):
        return unchanged(tag)
    record, today = seat.record, seat.today
    page = page_for(db, record, number, today, for_sponsor=seat.sponsor_only, version=version).recap

    def make() -> bytes:
        return kept.get(record, (size, page, today), lambda: recap.recap_pdf(page, today, size))

    return Printed(request, f"{seat.slug}-recap-{number}-{size}.pdf", PDF, tag, make)


@router.get("/print-pack.pdf", name="print_pack")
def print_pack(
    request: Request, db: Db, seat: MySeat, number: Number, *, large: bool = False, wall: pack.Wall = "a1"
) -> Response:
    """With `large` the recap in large print too; with `wall=a4-tiled` the plan in sheets to tape together."""
    tag = tag_of(request, seat, "print-pack.pdf", number, large, wall)
    if still_holds(request, tag):
        return unchanged(tag)
    record, today = seat.record, seat.today
    page = page_for(db, record, number, today).recap
    whole, _ = scene(db, seat, number, "opening")

    def make() -> bytes:
        return kept.get(
            record,
            ("pack", page, whole, today, large, wall),
            lambda: pack.pack_pdf(record, page, whole, today, large=large, on=wall),
        )

    return Printed(request, f"{seat.slug}-everything-to-print-{number}.pdf", PDF, tag, make)
