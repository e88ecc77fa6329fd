"""The recap of a meeting on a screen; it prints on one A4 side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.errors import NotFound
from app.freezing import page_for, versions
from app.pages.screens import View, recap_screens
from app.recap import Recap
from app.record.seats import Seat
from app.web.database import Db
from app.web.pages import page, see_other, still_holds, tag_of, unchanged
from app.web.who import MySeat, Number
from app.words import count

router = APIRouter(prefix="/series/{slug}")
Version = Annotated[int, Query(ge=1, le=99)]
PLACES = {
    "action": ("actions", "action"),
    "test": ("tests", "test"),
    "meeting": ("meetings", "meeting"),
    "person": ("people", "person"),
    "purpose": ("purpose", ""),
    "aspiration": ("purpose", ""),
    "evidence": ("purpose", ""),
    "priority": ("priorities", ""),
}
ONE_BY_ONE = 3  # more actions than these are one link to them all
TOGETHER = {"priority": "priorities", "evidence": "evidence", "purpose": "purpose", "aspiration": "purpose"}


@router.get("/recap", name="recap_now")
def recap_now(request: Request, seat: MySeat) -> Response:
    """To the recap of the meeting that is next, or else of the last one."""
    meeting = seat.then.next_meeting or seat.then.last_held or next(iter(seat.then.meetings), None)
    if meeting is None:
        raise NotFound("There is no meeting in this series.")
    return see_other(request, "recap", slug=seat.slug, number=meeting.number)


@router.get("/meetings/{number}/recap", name="recap")
def show(
    request: Request,
    db: Db,
    seat: MySeat,
    number: Number,
    version: Version | None = None,
    view: View | None = None,
) -> Response:
    """As it was frozen last, or with `version` as it was frozen then; until it is frozen, as it is worked out."""
    tag = tag_of(request, seat, "recap", number, version, view, request.query_params.get("said"))
    if still_holds(request, tag):
        return unchanged(tag)
    if view:
        shown = page_for(db, seat.record, number, seat.today, for_sponsor=seat.sponsor_only, version=version)
        return recap_screens(request, shown, tag=tag)
    return recap_page(request, db, seat, number, version, tag)


def recap_page(
    request: Request, db: Db, seat: Seat, number: int, version: int | None = None, tag: str = ""
) -> Response:
    shown = page_for(db, seat.record, number, seat.today, for_sponsor=seat.sponsor_only, version=version)
    return page(
        request,
        "recap/show.html",
        tag=tag,
        recap=shown.recap,
        shown=shown,
        frozen_by=seat.then.known_as(shown.by) if shown.by and not seat.sponsor_only else "",
        versions=versions(seat.record, number, seat.today) if shown.version else [],
        to_come=is_to_come(seat, number),
        sources=sources(seat, shown.recap) if seat.organiser else {},
    )


def is_to_come(seat: Seat, number: int) -> bool:
    """Whether the page of a meeting can still be prepared: until the evening of its day."""
    meeting = seat.then.numbered(number)
    return meeting is not None and not meeting.closed and meeting.day >= seat.today


def sources(seat: Seat, made: Recap) -> dict[str, list[tuple[str, str]]]:
    """For organisers: what each part rests on, as addresses and words."""
    return {block.key: _links(seat, block.sources) for block in made.blocks}


def _links(seat: Seat, ids: tuple[str, ...]) -> list[tuple[str, str]]:
    actions = [id_ for id_ in ids if id_ in seat.record.actions]
    together = actions if len(actions) > ONE_BY_ONE else []
    links = [_link(seat, id_) for id_ in ids if id_ not in together]
    if together:
        links.append((f"/series/{seat.slug}/actions", count(len(together), "action")))
    return list(dict.fromkeys(link for link in links if link))


def _link(seat: Seat, id_: str) -> tuple[str, str] | None:
    thing = seat.record.things.get(id_)
    if thing is None or thing.kind not in PLACES:
        return None
    page_, one = PLACES[thing.kind]
    address = f"/series/{seat.slug}/{page_}"
    if thing.kind == "meeting":
        number = seat.record.meetings[id_].number
        return f"{address}/{number}", f"meeting {number}"
    return (f"{address}/{id_}" if one else address), _name(seat, thing.kind, id_)


def _name(seat: Seat, kind: str, id_: str) -> str:
    if kind == "person":
        return seat.then.known_as(id_)
    if kind == "test":
        return seat.record.tests[id_].title
    if kind == "action":
        return seat.record.actions[id_].text
    return TOGETHER.get(kind, kind)
