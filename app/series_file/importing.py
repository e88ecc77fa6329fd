"""Taking a series file in: all of it, or nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session

from app.audit.domain import note
from app.clock import now, today
from app.db import reading, writing
from app.record.reading import read_record
from app.series.models import Series
from app.series_file.checking import check, warnings
from app.series_file.exporting import bodies_of
from app.series_file.faults import Fault, Refused
from app.series_file.gathering import document
from app.series_file.mapping import Doc
from app.series_file.moving import anchored, until
from app.series_file.reading import read
from app.series_file.storing import store
from app.stories.vault import Vault

RESERVED = ("new",)
SLUG = re.compile(r"[a-z][a-z0-9-]*")
LONGEST_SLUG = 40
STEPS = ("Reading", "Checking", "Writing")


@dataclass
class Taken:
    """What an import would take in, and what is worth saying of it."""

    doc: Doc
    warnings: list[str] = field(default_factory=list)


def prepare(
    data: bytes,
    *,
    anchor: tuple[int, date] | None = None,
    last_day: date | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Taken:
    """Read and check a file, move it where asked, and leave out bodies that should be gone. Raises Refused."""
    step(STEPS[0])
    doc = read(data)
    step(STEPS[1])
    _require_legal(doc)
    moved = doc
    if anchor is not None:
        moved = anchored(moved, *anchor)
    if last_day is not None:
        moved = until(moved, last_day)
    if moved is not doc:
        _require_legal(moved)
    taken = Taken(moved, warnings(moved))
    _leave_out_bodies(taken)
    return taken


def take_in(engine: Engine, vault: Vault, taken: Taken, *, slug: str | None = None) -> str:
    """Write what was prepared; gives the slug. What is there already, word for word, is left as it is."""
    with vault.keeping(), writing(engine) as db:
        wanted, is_new = _settle(db, taken, slug, vault)
        if is_new:
            series_id = store(db, taken.doc, wanted, vault)
            note(db, series_id, "brought in a series file", at=now(), keys=vault.folder)
    return wanted


def look(engine: Engine, vault: Vault, taken: Taken) -> str:
    """What take_in would say and give, taking nothing in."""
    with reading(engine) as db:
        return _settle(db, taken, None, vault)[0]


def _settle(db: Session, taken: Taken, slug: str | None, vault: Vault) -> tuple[str, bool]:
    """The slug, and whether there is anything to write. Raises Refused where something else has the name."""
    wanted = slug or taken.doc["series"]["id"]
    _require_free_word(wanted)
    found = _series_called(db, wanted)
    if found is not None and document_with_bodies(db, found, vault) != taken.doc:
        raise _taken(wanted, "another series is here under this id; give this one a name of its own with --as")
    return wanted, found is None


def document_with_bodies(db: Session, series_id: int, vault: Vault) -> Doc:
    record = read_record(db, series_id)
    return document(record, bodies=bodies_of(db, record, vault))


def _require_legal(doc: Doc) -> None:
    faults = check(doc)
    if faults:
        raise Refused(faults)


def _require_free_word(slug: str) -> None:
    if slug in RESERVED:
        raise _taken(slug, "this word is kept for an address; give the series a name of its own with --as")
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        reason = "a name in an address begins with a small letter, then small letters, digits and hyphens, 40 at most"
        raise Refused([Fault("bad_value", "series.id", reason)])


def _taken(slug: str, reason: str) -> Refused:
    return Refused([Fault("duplicate_id", "series.id", f"'{slug}': {reason}")])


def _series_called(db: Session, slug: str) -> int | None:
    table = Series.metadata.tables["series"]
    return db.execute(select(table.c.id).where(table.c.slug == slug)).scalar_one_or_none()


def _leave_out_bodies(taken: Taken) -> None:
    day = today(taken.doc["series"]["time_zone"])
    past = [s for s in taken.doc.get("stories", []) if "body" in s and _is_past(s, day)]
    if not past:
        return
    kept = [{k: v for k, v in s.items() if k != "body" or s not in past} for s in taken.doc["stories"]]
    taken.doc = {**taken.doc, "stories": kept}
    for story in past:
        day_said = date.fromisoformat(story["destroy_on"])
        said = f"{day_said.day} {day_said:%B %Y}"
        taken.warnings.append(f"stories[{story['id']}].body: was to be destroyed by {said}; left out")


def _is_past(story: dict[str, Any], day: date) -> bool:
    return "destroy_on" in story and date.fromisoformat(story["destroy_on"]) < day
