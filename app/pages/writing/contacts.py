"""The contacts with somebody about a thing, and the one from which nothing has been heard yet."""

from datetime import date

from app.follow_ups.models import FollowUp
from app.record.reading import Record


def contacts_about(record: Record, person: str, thing: str) -> list[FollowUp]:
    mine = (f for f in record.follow_ups.values() if f.with_person == person and f.kind != "thanks")
    return [f for f in mine if thing in record.linked(f.id, "about")]


def waiting_contact(record: Record, person: str, thing: str, day: date) -> FollowUp | None:
    """The newest contact with this person about the thing from which nothing has come yet."""
    waiting = [f for f in contacts_about(record, person, thing) if f.on and f.on <= day and f.result is None]
    return max(waiting, key=lambda f: (f.on, f.n), default=None)
