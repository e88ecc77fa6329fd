"""Handing a series out as a file. Story bodies and debriefs go only where they are asked for."""

from typing import cast

from sqlalchemy import select
from sqlmodel import Session

from app.clock import today
from app.record.reading import Record, read_record
from app.series_file.dumping import dump
from app.series_file.gathering import document
from app.stories.models import StoryBody
from app.stories.vault import Vault

LEFT_OUT = "story bodies and debriefs are left out; --with-stories adds them"
CONFIDENTIAL = "this file holds story bodies, debriefs or addresses: keep it as you would the stories themselves"


def export(db: Session, series_id: int, vault: Vault, *, with_stories: bool = False) -> str:
    """The series as the text of a series file."""
    record = read_record(db, series_id)
    bodies = bodies_of(db, record, vault) if with_stories else None
    return dump(document(record, bodies=bodies))


def bodies_of(db: Session, record: Record, vault: Vault) -> dict[str, str]:
    """The bodies that may still be read, by story."""
    table, day = StoryBody.metadata.tables["story_body"], today(record.series.time_zone)
    rows = db.execute(select(table).where(table.c.series_id == record.series.id)).all()
    found: dict[str, str] = {}
    for row in cast(list[StoryBody], rows):
        destroy_on = record.stories[row.story].destroy_on
        if destroy_on is not None and destroy_on < day:
            continue
        body = vault.open(row.key, row.sealed)
        if body is not None:
            found[row.story] = body
    return found
