"""The words of a story have their time: on the day after the last one they are destroyed (S5, docs/domain.md).

Nobody has to remember it. The story's own history does not change, because what it taught stays and nothing happened
to it; the audit says that its words are gone, and never what they said.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlmodel import Session

from app.audit.domain import note
from app.db import reading, writing
from app.stories.bodies import let_body_go
from app.stories.models import StoryBody
from app.stories.vault import Vault

DESTROYED = "destroyed the words of a story"
FARTHEST = timedelta(days=1)  # that any place's day can be ahead of the day in UTC


def destroy_what_has_had_its_time(engine: Engine, vault: Vault, now: datetime) -> None:
    """Each story by itself, so that one that cannot go keeps none of the others. `now` has a time zone."""
    with reading(engine) as db:
        past = [(series, story) for series, story, last, zone in _dated(db, now) if last < _day_in(zone, now)]
    for series, story in past:
        with writing(engine) as db:
            let_body_go(db, vault, series, story)
            note(db, series, DESTROYED, at=now, about=("story", story), keys=vault.folder)


def _dated(db: Session, now: datetime) -> list[tuple[int, str, date, str]]:
    """Stories that still have their words and a last day for them that may be over somewhere."""
    bodies, stories, series = (StoryBody.metadata.tables[name] for name in ("story_body", "story", "series"))
    held = bodies.join(stories, (stories.c.series_id == bodies.c.series_id) & (stories.c.id == bodies.c.story)).join(
        series, series.c.id == bodies.c.series_id
    )
    found = select(bodies.c.series_id, bodies.c.story, stories.c.destroy_on, series.c.time_zone).select_from(held)
    rows = db.execute(found.where(stories.c.destroy_on < (now + FARTHEST).date()).order_by(bodies.c.series_id)).all()
    return [(row.series_id, row.story, row.destroy_on, row.time_zone) for row in rows]


def _day_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
