"""What the projector shows: the plan with all its moments, or the recap, each in one page that needs no network.

Nothing on these pages is about who opened them.
"""

from collections.abc import Sequence
from typing import Literal

from fastapi import Request, Response
from markupsafe import Markup

from app.errors import AssetsMissing
from app.freezing import Page, plan_for
from app.plan import building, showing
from app.plan.scene import Scene
from app.plan.showing import Slide
from app.recap.page import Block
from app.record.reading import Record
from app.record.remembering import remembered
from app.record.seats import Seat
from app.web.database import Db
from app.web.pages import page

View = Literal["projector"]
A_SCREEN = 4  # blocks of the recap
FILLED = ((115, "few"), (200, "some"), (9999, "much"))  # words on one screen: fewer are set larger
LENGTHS = ((40, "short"), (70, "middle"), (80, "long"), (9999, "much"))


def plan_screens(request: Request, db: Db, seat: Seat, first: Scene, *, tag: str) -> Response:
    """It begins with `first`."""
    return page(
        request,
        "plan/projector.html",
        tag=tag,
        slides=[(slide, Markup(slide.svg)) for slide in drawn(db, seat, first)],  # noqa: S704 - drawn by us, every word escaped
        first=showing.id_of(first),
        number=first.stations[first.here].number,
    )


def drawn(db: Db, seat: Seat, first: Scene) -> tuple[Slide, ...]:
    """None of them while the typeface is not there to measure with."""
    try:
        return _slides(seat.record, tuple(moments(db, seat, first)), first)
    except AssetsMissing:
        return ()


@remembered
def _slides(_record: Record, scenes: tuple[Scene, ...], first: Scene) -> tuple[Slide, ...]:
    return showing.slides(scenes, first)


def moments(db: Db, seat: Seat, first: Scene) -> list[Scene]:
    """Every meeting as it opened and, once it has begun, as it closed."""
    asked = (first.stations[first.here].number, first.opening)
    found = []
    for meeting in seat.then.meetings:
        number = meeting.number
        for opening in (True, False):
            if (number, opening) == asked:
                found.append(first)
            elif opening:
                found.append(plan_for(db, seat.record, number, seat.today, for_sponsor=seat.sponsor_only)[0])
            elif meeting.opened:
                found.append(building.scene(seat.record, number, seat.today, for_sponsor=seat.sponsor_only))
    return found


def recap_screens(request: Request, shown: Page, *, tag: str) -> Response:
    blocks = shown.recap.blocks
    screens = [blocks[n : n + A_SCREEN] for n in range(0, len(blocks), A_SCREEN)]
    return page(
        request,
        "recap/projector.html",
        tag=tag,
        recap=shown.recap,
        screens=[(_size(some, FILLED), some) for some in screens],
        keys=[block.key for block in blocks],
        lengths={block.key: _size([block], LENGTHS) for block in blocks},
    )


def _size(blocks: Sequence[Block], sizes: Sequence[tuple[int, str]]) -> str:
    said = (f"{' '.join(line.said for line in block.lines)} {block.question}" for block in blocks)
    words = len(" ".join(said).split())
    return next(name for most, name in sizes if words <= most)
