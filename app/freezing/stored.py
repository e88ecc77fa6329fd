"""What was frozen, as the database keeps it: one row a version, never changed but for what is taken out of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlmodel import Session

from app.errors import NotFound
from app.freezing import plainly
from app.meetings.models import Document, FrozenPage
from app.plan.scene import Scene
from app.recap import Recap
from app.record.reading import Record
from app.record.then import then

RECAP = "recap"


@dataclass(frozen=True)
class Written:
    """A page as it was frozen. `beneath` has the computed words under each that was said otherwise: block, n, words."""

    recap: Recap
    beneath: tuple[tuple[str, int, str], ...] = field(default=())


def frozen_page(db: Session, record: Record, meeting: str, version: int) -> FrozenPage | None:
    """The row of one version; None where it came with a file, as words alone."""
    table = FrozenPage.metadata.tables["frozen_page"]
    mine = (table.c.series_id == record.series.id) & (table.c.meeting == meeting) & (table.c.version == version)
    return cast(FrozenPage | None, db.execute(select(table).where(mine)).one_or_none())


def recap_in(row: FrozenPage, *, for_sponsor: bool = False) -> Recap:
    return plainly.read(Written, row.recap_for_sponsors if for_sponsor else row.recap).recap


def plan_in(row: FrozenPage, *, for_sponsor: bool = False) -> Scene:
    return plainly.read(Scene, row.plan_for_sponsors if for_sponsor else row.plan)


def documents(record: Record, meeting: str) -> list[Document]:
    """The versions of a meeting's recap, the first first."""
    found = [d for d in record.documents.get(meeting, []) if d.kind == RECAP]
    return sorted(found, key=lambda d: d.version)


def meeting_of(record: Record, number: int, today: date) -> str:
    """The id of a meeting. NotFound where there is none of this number, or it was cancelled."""
    meeting = then(record, today, today).numbered(number)
    if meeting is None or meeting.cancelled:
        raise NotFound(f"There is no meeting {number} in this series.")
    return meeting.id
