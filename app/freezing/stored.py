"""What is prepared and what was frozen, as the database keeps it.

Of what is prepared there is one row a meeting. What was frozen has one a version, which is never changed but for what
is taken out of it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from app.errors import NotFound
from app.freezing import plainly
from app.freezing.preparing import Edits
from app.meetings.models import Document, FrozenPage, PagePrepared
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


# -- prepared ---------------------------------------------------------
def edits_of(db: Session, record: Record, meeting: str) -> Edits:
    """What was done to the page of a meeting so far."""
    table = PagePrepared.metadata.tables["page_prepared"]
    mine = (table.c.series_id == record.series.id) & (table.c.meeting == meeting)
    lines = db.execute(select(table.c.lines).where(mine)).scalar_one_or_none()
    return plainly.read(Edits, lines) if lines else Edits()


def keep_edits(db: Session, series_id: int, meeting: str, edits: Edits, *, at: datetime, by: int | None) -> None:
    table = PagePrepared.metadata.tables["page_prepared"]
    db.execute(delete(table).where((table.c.series_id == series_id) & (table.c.meeting == meeting)))
    row = {"series_id": series_id, "meeting": meeting, "lines": plainly.written(edits)}
    db.execute(insert(table).values(**row, changed_at=at, changed_by=by))


# -- frozen -----------------------------------------------------------
def frozen_page(db: Session, record: Record, meeting: str, version: int) -> FrozenPage | None:
    """The row of one version; None where it came with a file, as words alone."""
    table = FrozenPage.metadata.tables["frozen_page"]
    mine = (table.c.series_id == record.series.id) & (table.c.meeting == meeting) & (table.c.version == version)
    return cast(FrozenPage | None, db.execute(select(table).where(mine)).one_or_none())


def recap_in(row: FrozenPage, *, for_sponsor: bool = False) -> Recap:
    return plainly.read(Written, row.recap_for_sponsors if for_sponsor else row.recap).recap


def plan_in(row: FrozenPage, *, for_sponsor: bool = False) -> Scene:
    return plainly.read(Scene, row.plan_for_sponsors if for_sponsor else row.plan)


def versions(record: Record, number: int, today: date) -> list[Document]:
    """The versions of a meeting's recap that were frozen by a day, the first first; the record has their words."""
    known = record.documents.get(meeting_of(record, number, today), [])
    return sorted((d for d in known if d.kind == RECAP and d.frozen_on <= today), key=lambda d: d.version)


def meeting_of(record: Record, number: int, today: date) -> str:
    """The id of a meeting. NotFound where there is none of this number, or it was cancelled."""
    meeting = then(record, today, today).numbered(number)
    if meeting is None or meeting.cancelled:
        raise NotFound(f"There is no meeting {number} in this series.")
    return meeting.id
