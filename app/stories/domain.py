"""Opening a story: deliberate, with a reason, for ten minutes, and written down (rule 7 of stories, docs/trust.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import func, insert, select
from sqlmodel import Session

from app.audit.domain import By, note
from app.errors import NotAllowedNow, NotFound, NotUnderstood
from app.stories.models import StoryBody, StoryOpening

OPEN_FOR = timedelta(minutes=10)
LONGEST_WHY = 160


@dataclass(frozen=True)
class Reader:
    """Who opens it: an account, and the person it is in this series."""

    account: int
    person: str | None


def open_story(db: Session, series_id: int, story: str, reader: Reader, *, why: str, at: datetime) -> int:
    """Write down that someone opens the story; gives the number of the opening."""
    why = " ".join(why.split())
    if not why:
        raise NotUnderstood("Say in a few words why you need it.")
    if len(why) > LONGEST_WHY:
        raise NotUnderstood(f"A few words are enough: {LONGEST_WHY} characters at most.")
    if not _has_body(db, series_id, story):
        raise NotAllowedNow("The words of this story are gone. What was learnt from it stays.")
    table = StoryOpening.metadata.tables["story_opening"]
    mine = (table.c.series_id == series_id) & (table.c.story == story)
    n = (db.execute(select(func.max(table.c.n)).where(mine)).scalar() or 0) + 1
    row = {"series_id": series_id, "story": story, "n": n, "account": reader.account, "person": reader.person}
    db.execute(insert(table).values(**row, at=at, why=why))
    note(db, series_id, "opened a story", at=at, by=By(reader.account, reader.person), about=("story", story))
    return n


def opened_body(
    db: Session, series_id: int, story: str, n: int, reader: Reader, now: datetime
) -> tuple[StoryOpening, StoryBody]:
    """The opening, if it is this reader's and still young, and the sealed body. Raises NotFound or NotAllowedNow."""
    table = StoryOpening.metadata.tables["story_opening"]
    mine = (table.c.series_id == series_id) & (table.c.story == story) & (table.c.n == n)
    opening = cast(StoryOpening | None, db.execute(select(table).where(mine)).one_or_none())
    if opening is None or opening.account != reader.account:
        raise NotFound
    if now - opening.at > OPEN_FOR:
        raise NotAllowedNow("The door has closed: a story stays open for ten minutes. You can open it again.")
    bodies = StoryBody.metadata.tables["story_body"]
    body = db.execute(select(bodies).where(bodies.c.series_id == series_id, bodies.c.story == story)).one_or_none()
    if body is None:
        raise NotAllowedNow("The words of this story are gone. What was learnt from it stays.")
    return opening, cast(StoryBody, body)


def openings_of(db: Session, series_id: int) -> dict[str, list[StoryOpening]]:
    """Every opening in a series, by story, oldest first."""
    table = StoryOpening.metadata.tables["story_opening"]
    rows = db.execute(select(table).where(table.c.series_id == series_id).order_by(table.c.story, table.c.n)).all()
    found: dict[str, list[StoryOpening]] = {}
    for row in cast(list[StoryOpening], rows):
        found.setdefault(row.story, []).append(row)
    return found


def stories_with_bodies(db: Session, series_id: int) -> set[str]:
    table = StoryBody.metadata.tables["story_body"]
    return set(db.execute(select(table.c.story).where(table.c.series_id == series_id)).scalars())


def _has_body(db: Session, series_id: int, story: str) -> bool:
    return story in stories_with_bodies(db, series_id)
