"""The verbs: what people do to the record, one function each. A verb judges by its package's rules, then writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.actions import domain
from app.actions.domain import Given, Unsaid
from app.audit.domain import By, note
from app.meetings.models import Meeting
from app.people.models import Membership
from app.record.actions import ActionThen
from app.record.amending import tell
from app.record.changes import require_unchanged
from app.record.then import Then


@dataclass(frozen=True)
class Said:
    """Who says something, when: the account that writes it, and the person of the series it is said by.

    What came by a personal link was written by no account.
    """

    account: int | None
    person: str
    today: date
    at: datetime


def move_action(
    db: Session, then: Then, action: ActionThen, *, event: str, given: Given, by: Said, version: int
) -> None:
    """Say how an action stands now. `version` is what its form was made from (T17, docs/trust.md)."""
    require_unchanged(db, series_id(then), action.id, version)
    for field in ("to_person", "who_could_help"):
        _require_person(then, getattr(given, field), field)
    _require_meeting(then, given.due_meeting)
    told = domain.said(_Series(then), action, event, given, today=by.today)
    _tell(db, then, "action", action.id, event, told, by)
    who = By(by.account, by.person)
    note(db, series_id(then), "moved an action", at=by.at, by=who, about=("action", action.id), said={"event": event})


def _tell(db: Session, then: Then, kind: str, thing: str, event: str, told: dict[str, Any], by: Said) -> None:
    who = {"by": by.person, "via": via(then, by.today), "recorded_at": by.at, "recorded_by": by.account}
    tell(db, series_id(then), kind, thing, event=event, on=by.today, **told, **who)


def via(then: Then, day: date) -> str:
    """In the meeting while one is open, else from afar."""
    return "meeting" if any(m.day == day and m.state == "open" for m in then.meetings) else "link"


def series_id(then: Then) -> int:
    assert then.record.series.id is not None
    return then.record.series.id


@dataclass(frozen=True)
class _Series:
    """What the rules of actions ask of a series."""

    then: Then

    def memberships(self, person: str, day: date | None = None) -> list[Membership]:
        return self.then.memberships(person, day)

    def due(self, meeting: str | None, on: date | None, said_on: date) -> date | None:
        return self.then.due(meeting, on, said_on)

    def takers(self) -> set[str]:
        return {*self.then.record.initiatives, *self.then.record.tests}


def _require_person(then: Then, person: str | None, field: str) -> None:
    if person is not None and person not in then.record.people:
        raise Unsaid("Choose one of the people of this series.", field)


def _require_meeting(then: Then, meeting: str | None) -> None:
    known: dict[str, Meeting] = then.record.meetings
    if meeting is not None and (meeting not in known or then.meeting(meeting).cancelled):
        raise Unsaid("Choose one of the meetings to come.", "due")
