"""The stories room: what they tell us, each behind its door, and the door opened for ten minutes."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlmodel import Session

from app.clock import now
from app.errors import NotFound
from app.installation import vault
from app.pages.priorities import stations
from app.pages.stories_view import Asker, Stories, StoryShown, stories
from app.record.seats import Seat
from app.stories.domain import OPEN_FOR, Reader, open_story, opened_body, openings_of, stories_with_bodies
from app.web.database import Db
from app.web.forms import Form, FormModel, Line, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import MySeat, ThingId
from app.words import hour

router = APIRouter(prefix="/series/{slug}")
OpeningNumber = Annotated[int, Path(ge=1, le=1_000_000)]
REASONS = (
    ("read it in the room", "To read it in the room"),
    ("write down what we learnt", "To write down what we learnt"),
    ("check that nobody could tell who it is", "To check that nobody could tell who it is"),
    ("answer the one who brought it", "The one who brought it asked"),
)


class OpeningForm(FormModel):
    """Why someone needs a story: one of ours, or words of their own."""

    reason: Line(40) = ""  # type: ignore[valid-type]
    why: Line(160) = ""  # type: ignore[valid-type]


@router.get("/stories", name="stories")
def index(request: Request, db: Db, seat: MySeat) -> Response:
    return page(request, "stories/index.html", shown=room(db, seat), **stations(seat.then))


@router.get("/stories/{story_id}", name="story")
def show(request: Request, db: Db, seat: MySeat, story_id: ThingId) -> Response:
    return story_page(request, seat, the_story(db, seat, story_id))


@router.post("/stories/{story_id}/openings", name="open_story")
def open_(
    request: Request,
    db: Db,
    seat: MySeat,
    story_id: ThingId,
    form: Annotated[Form[OpeningForm], Depends(posted(OpeningForm))],
) -> Response:
    story, n = the_story(db, seat, story_id), 0
    if form.data:
        with refusals_shown_on(form, db, "why"):
            require_open(story)
            n = open_story(db, seat.series_id, story_id, reader(seat), why=said_why(form.data), at=now())
    if form.errors:
        return story_page(request, seat, story, form, status=422)
    return see_other(request, "opened_story", slug=seat.slug, story_id=story_id, opening=n)


@router.get("/stories/{story_id}/openings/{opening}", name="opened_story")
def opened(request: Request, db: Db, seat: MySeat, story_id: ThingId, opening: OpeningNumber) -> Response:
    story = the_story(db, seat, story_id)
    require_open(story)
    row, sealed = opened_body(db, seat.series_id, story_id, opening, reader(seat), now())
    body = vault().open(sealed.key, sealed.sealed) or ""
    until = (row.at + OPEN_FOR).astimezone(zone(seat))
    paragraphs = [part for part in body.split("\n") if part.strip()]
    shown: dict[str, Any] = {"story": story, "opened": row, "paragraphs": paragraphs, "until": hour(f"{until:%H:%M}")}
    return page(request, "stories/opened.html", zone=zone(seat), **shown)


def story_page(
    request: Request, seat: Seat, story: StoryShown, form: Form[OpeningForm] | None = None, status: int = 200
) -> Response:
    names = {person: seat.then.known_as(person) for person in seat.record.people}
    more: dict[str, Any] = {"reasons": REASONS, "names": names, "zone": zone(seat)}
    return page(request, "stories/show.html", status=status, story=story, form=form or Form(), **more)


def room(db: Session, seat: Seat) -> Stories:
    asker = Asker(frozenset(seat.persons), seat.organiser, seat.reads_the_record)
    return stories(seat.then, asker, stories_with_bodies(db, seat.series_id), openings_of(db, seat.series_id))


def the_story(db: Session, seat: Seat, story_id: str) -> StoryShown:
    found = next((story for story in room(db, seat).stories if story.row.id == story_id), None)
    if found is None:
        raise NotFound
    return found


def require_open(story: StoryShown) -> None:
    if not story.may_be_opened:
        raise NotFound(story.why_shut)


def said_why(given: OpeningForm) -> str:
    return given.why or (given.reason if given.reason in dict(REASONS) else "")


def reader(seat: Seat) -> Reader:
    """No personal link opens a story, so there is an account."""
    if seat.account_id is None:
        raise NotFound
    return Reader(seat.account_id, seat.person)


def zone(seat: Seat) -> ZoneInfo:
    return ZoneInfo(seat.series.time_zone)
