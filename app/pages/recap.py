"""The recap of a meeting on a screen; it prints on one A4 side."""

from fastapi import APIRouter, Request, Response

from app.errors import NotFound
from app.recap import Recap, recap
from app.record.seats import Seat
from app.web.pages import page, see_other, still_holds, tag_of, unchanged
from app.web.who import MySeat, Number
from app.words import count

router = APIRouter(prefix="/series/{slug}")
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
def show(request: Request, seat: MySeat, number: Number) -> Response:
    tag = tag_of(request, seat, "recap", number)
    return unchanged(tag) if still_holds(request, tag) else recap_page(request, seat, number, tag)


def recap_page(request: Request, seat: Seat, number: int, tag: str = "") -> Response:
    made = recap(seat.record, number, seat.today, for_sponsor=seat.sponsor_only)
    return page(request, "recap/show.html", tag=tag, recap=made, sources=sources(seat, made) if seat.organiser else {})


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
