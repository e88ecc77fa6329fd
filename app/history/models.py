"""What happened. These rows are the truth; every state is worked out from them (docs/domain.md, "States")."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.columns import (
    VISIBILITY,
    Row,
    at_most_one,
    in_series,
    line,
    maybe_choice,
    maybe_line,
    maybe_ref,
    position,
    ref,
    to,
)

VIA = ("meeting", "link", "phone", "email", "text", "in_person", "video", "post", "paper")
SERIES = "~series"


class Event(Row, table=True):
    """One event in the life of a thing; events of one day happened in the order of `n`.

    `recorded_by` is the account that wrote it here, `by` the person it is said of. At most one of `to_person`,
    `to_thing`, `to_words` and `to_day` says to whom, what or when; at most one `due_…` says by when.
    """

    __table_args__ = (
        in_series(),
        to("thing", "thing_id"),
        to("person", "by"),
        to("person", "who_could_help"),
        to("person", "to_person"),
        to("thing", "to_thing"),
        to("meeting", "due_meeting"),
        Index("ix_event_day", "series_id", "on"),
        at_most_one("to_person", "to_thing", "to_words", "to_day"),
        at_most_one("due_next", "due_meeting", "due_on"),
    )

    thing_id: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    kind: str = line(24)
    on: date
    event: str = line(24)
    by: str | None = maybe_ref()
    via: str | None = maybe_choice(*VIA)
    note: str | None = maybe_line(160)
    visibility: str | None = maybe_choice(*VISIBILITY)
    to_person: str | None = maybe_ref()
    to_thing: str | None = maybe_ref()
    to_words: str | None = maybe_line(80)
    to_day: date | None = None
    start: str | None = maybe_line(5)
    end: str | None = maybe_line(5)
    due_next: bool | None = None
    due_meeting: str | None = maybe_ref()
    due_on: date | None = None
    text: str | None = maybe_line(80)
    look_again_on: date | None = None
    what_would_help: str | None = maybe_line(160)
    who_could_help: str | None = maybe_ref()
    kept_by: str | None = maybe_line(160)
    ended_as: str | None = maybe_choice("business_as_usual", "carries_on", "set_aside")
    recorded_at: datetime | None = None
    recorded_by: int | None = Field(default=None, foreign_key="account.id")


class StruckEvent(Row, table=True):
    """An event taken back on the day it was said: for whoever said it and the organisers, and for nothing else.

    `said` is the event as a JSON text. It is in no history, so no figure, recap or export knows of it.
    """

    __tablename__ = "struck_event"
    __table_args__ = (in_series(), to("thing", "thing_id"), to("person", "by"))

    thing_id: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    on: date
    event: str = line(24)
    by: str | None = maybe_ref()
    said: str = line(4000)
    struck_at: datetime
    struck_by: int | None = Field(default=None, foreign_key="account.id")
