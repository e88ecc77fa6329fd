"""Freezing a recap with the plan: from then on it can be shown as it hung on the wall, and its words are of the record.

The page and the plan are kept as they are (app.freezing); their words become a document of the series, which is
exported with it (docs/series-file.md).
"""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from app.errors import Changed, NotAllowedNow
from app.freezing.ready import Ready
from app.keeping.draft import Draft
from app.meetings.models import FrozenPage
from app.recap import as_text
from app.recap.discretion import Discretion
from app.record.acting import Said
from app.record.amending import table_of
from app.words import count, sentence

MOST = 20  # documents of one meeting (docs/series-file.md)
VERB = "froze the recap and the plan of"


def freeze(db: Session, ready: Ready, by: Said, *, seen: str) -> int:
    """Keep what is ready as the next version; gives its number. `seen` is what `ready.stands` was when it was read."""
    if why := not_now(ready):
        raise NotAllowedNow(why)
    if seen != ready.stands:
        raise Changed("Something on this page has changed since you opened it. Look at it once more.")
    draft, spot = Draft(ready.record), ("meetings", ready.meeting)
    version = ready.page.version
    words: dict[str, Any] = {"kind": "recap", "version": version, "frozen_on": by.today.isoformat()}
    draft.add((*spot, "documents"), words | {"by": by.person, "text": as_text(ready.page)})
    draft.also(lambda db, by: _keep(db, ready, version, by))
    draft.write(db, by, verb=VERB)
    return version


def not_now(ready: Ready) -> str:
    """Why it cannot be frozen as it is, in words; "" where it can."""
    if ready.too_many:
        return (
            f"{sentence(count(ready.too_many, 'line'))} too many for one side. Leave something out, or say it shorter."
        )
    if not ready.changed:
        return f"Nothing has changed since version {ready.version} was frozen."
    if len(ready.record.documents.get(ready.meeting, [])) >= MOST:
        return f"There are {MOST} versions of this page already. Let the last one stand."
    may = Discretion(ready.record)
    said = [p.entry.words for places in ready.prepared.places.values() for p in places if not p.entry.out]
    if not all(may.permits(words) for words in said if words):
        return "A line names somebody as a story does, or has an address in it. Say it otherwise first."
    return ""


def _keep(db: Session, ready: Ready, version: int, by: Said) -> None:
    row = {"series_id": ready.record.series.id, "meeting": ready.meeting, "version": version}
    db.execute(insert(table_of(FrozenPage)).values(**row, frozen_at=by.at, frozen_by=by.account, **ready.written()))
