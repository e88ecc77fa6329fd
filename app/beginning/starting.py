"""Beginning a series: its name, its document, its rows, and who began it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.audit.domain import By, note
from app.beginning import names
from app.beginning.document import document, field_of
from app.beginning.wanted import Wanted
from app.clock import today
from app.installation import vault
from app.series.models import Series
from app.series_file.checking import check
from app.series_file.faults import Fault
from app.series_file.rules.time import time_zones
from app.series_file.storing import store
from app.words import sentence

TRIES = 3  # somebody else may take the name in the same moment
WORDS = {
    "impossible_time": "The clocks go forward over this hour on that day. Choose another time.",
    "unknown_time_zone": "There is no time zone of this name. Write one such as Europe/London.",
    "bad_value": "Please look at this again.",
}


@dataclass(frozen=True)
class Begun:
    """A series that is there now. `person` is whoever began it, if they are one of its people."""

    slug: str
    person: str | None


def faults_by_field(wanted: Wanted) -> dict[str, str]:
    """What would refuse this series, each in words beside the field it comes from."""
    if wanted.time_zone not in time_zones():
        return {"time_zone": WORDS["unknown_time_zone"]}
    doc = document(wanted, "a-series", today(wanted.time_zone))
    found: dict[str, str] = {}
    for fault in check(doc):
        name = field_of(wanted, doc, fault.place)
        found.setdefault(name, in_words(fault, name))
    return found


def in_words(fault: Fault, field: str) -> str:
    if fault.code == "wrong_order":
        number = field.rpartition("_")[2]
        called = f"Meeting {number}" if number != "0" else "The start-up meeting"
        return f"{called} must {'end after it begins' if field.startswith('end_') else 'come after the one above it'}."
    return WORDS.get(fault.code) or f"{sentence(fault.reason)}."


def begin(db: Session, wanted: Wanted, *, account: int, email: str, at: datetime) -> Begun:
    """Write a series without faults, and that this account began it."""
    for _ in range(TRIES - 1):
        try:
            with db.begin_nested():
                return _begin(db, wanted, account=account, email=email, at=at)
        except IntegrityError:
            continue
    return _begin(db, wanted, account=account, email=email, at=at)


def _begin(db: Session, wanted: Wanted, *, account: int, email: str, at: datetime) -> Begun:
    slug = names.slug(wanted.title, lambda name: _taken(db, name))
    doc = document(wanted, slug, today(wanted.time_zone), email)
    series_id = store(db, doc, slug, vault())
    person = doc["series"]["history"][0].get("by")
    said = {"title": wanted.title, "preset": wanted.preset.key, "meetings": len(wanted.meetings)}
    note(db, series_id, "begun", at=at, by=By(account, person), about=("series", "~series"), said=said)
    return Begun(slug, person)


def _taken(db: Session, name: str) -> bool:
    table = Series.metadata.tables["series"]
    return db.execute(select(table.c.id).where(table.c.slug == name)).first() is not None
