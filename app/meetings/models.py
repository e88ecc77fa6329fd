"""Meetings, and what is planned for, said and agreed in them."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.columns import (
    CHANNELS,
    LEAVE,
    Noun,
    Row,
    choice,
    in_series,
    line,
    maybe_choice,
    maybe_line,
    maybe_ref,
    position,
    ref,
    to,
)

ATTENDANCE = (
    "present",
    "present_part",
    "present_as_substitute",
    "apologies",
    "substitute_sent",
    "not_heard",
    "not_expected",
)
REPLIES = ("coming", "cannot", "sending_substitute", "unsure", "none")
MODES = ("whole_group", "small_groups", "pairs", "alone", "break")


class Meeting(Noun, table=True):
    """One meeting. `date` is the day first set: a `moved` event changes it. `start` and `end` are wall times, HH:MM."""

    __table_args__ = (in_series(), to("thing", "id"), UniqueConstraint("series_id", "number"))

    number: int
    kind: str | None = maybe_choice("start_up", "series", "extra", "follow_on")
    title: str | None = maybe_line(60)
    purpose: str | None = maybe_line(160)
    question: str | None = maybe_line(160)
    date: date
    start: str = line(5)
    end: str = line(5)
    venue: str | None = maybe_line(80)
    access_notes: str | None = maybe_line(200)


class Focus(Row, table=True):
    """An area the meeting looks at in depth."""

    __table_args__ = (in_series(), to("meeting", "meeting"), to("priority", "priority"), to("person", "group_lead"))

    meeting: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    text: str = line(80)
    priority: str | None = maybe_ref()
    group_lead: str | None = maybe_ref()


class RunSheetItem(Row, table=True):
    """A stretch of the meeting. Start times follow from the minutes."""

    __tablename__ = "run_sheet_item"
    __table_args__ = (in_series(), to("meeting", "meeting"), to("person", "who_leads"))

    meeting: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    minutes: int
    title: str = line(80)
    mode: str = choice(*MODES)
    who_leads: str | None = maybe_ref()
    tool: str | None = maybe_line(60)
    needs: str | None = maybe_line(120)
    why: str | None = maybe_line(120)
    actual_minutes: int | None = None


class Invitation(Row, table=True):
    """Who was asked, and the last reply; `none` means nothing heard yet.

    `substitute_name` is who comes instead, in the words of whoever answered; the person need not be known here yet.
    """

    __table_args__ = (
        in_series(),
        to("meeting", "meeting"),
        to("person", "person"),
        to("organisation", "hat"),
        UniqueConstraint("series_id", "meeting", "person"),
    )

    meeting: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    person: str = ref()
    sent_on: date
    channel: str | None = maybe_choice(*CHANNELS)
    hat: str | None = maybe_ref()
    why_you: str | None = maybe_line(160)
    reply: str = choice(*REPLIES)
    replied_on: date | None = None
    substitute_name: str | None = maybe_line(60)


class Attendance(Row, table=True):
    """Who came. An apology is information, not a failure."""

    __table_args__ = (
        in_series(),
        to("meeting", "meeting"),
        to("person", "person"),
        to("organisation", "hat"),
        to("person", "substitute"),
        to("person", "in_place_of"),
        UniqueConstraint("series_id", "meeting", "person"),
    )

    meeting: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    person: str = ref()
    state: str = choice(*ATTENDANCE)
    mode: str | None = maybe_choice("in_the_room", "video", "phone")
    hat: str | None = maybe_ref()
    substitute: str | None = maybe_ref()
    in_place_of: str | None = maybe_ref()


class Decision(Noun, table=True):
    """What was agreed that is not an action."""

    __table_args__ = (in_series(), to("thing", "id"), to("meeting", "meeting"))

    meeting: str = ref()
    text: str = line(160)
    kind: str | None = maybe_choice("how_we_work", "what_we_do", "who_speaks_for_us")


class Quote(Row, table=True):
    """Words said, and how far they may travel."""

    __table_args__ = (in_series(), to("meeting", "meeting"))

    meeting: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    text: str = line(240)
    said_by: str | None = maybe_line(60)
    speaker: str | None = maybe_choice("member", "carer", "uses_services")
    moment: str | None = maybe_choice("check_in", "check_out", "in_passing")
    leave_to_share: str = choice(*LEAVE)
    retold: bool | None = None


class Document(Row, table=True):
    """A frozen recap or record: the words as they were handed out."""

    __table_args__ = (in_series(), to("meeting", "meeting"), to("person", "by"))

    meeting: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    kind: str = choice("recap", "record")
    version: int
    frozen_on: date
    by: str | None = maybe_ref()
    text: str = line(8000)


class PagePrepared(SQLModel, table=True):
    """What an organiser has changed on the recap of a meeting before it is frozen; the record knows nothing of it.

    `lines` is a JSON text (app.freezing.preparing). It belongs to the installation and is in no export.
    """

    __tablename__ = "page_prepared"
    __table_args__ = (in_series(), to("meeting", "meeting"))

    series_id: int = Field(primary_key=True)
    meeting: str = ref(primary_key=True)
    lines: str = line(400_000)
    changed_at: datetime
    changed_by: int | None = Field(default=None, foreign_key="account.id")


class FrozenPage(SQLModel, table=True):
    """A recap and the plan beside it as they were frozen, one row a version, as JSON texts (app.freezing.stored).

    The words also stand in the record, as a Document of this version. A row is never changed, but for what is taken
    out of it when somebody takes back their leave.
    """

    __tablename__ = "frozen_page"
    __table_args__ = (in_series(), to("meeting", "meeting"))

    series_id: int = Field(primary_key=True)
    meeting: str = ref(primary_key=True)
    version: int = position(primary_key=True)
    frozen_at: datetime
    frozen_by: int | None = Field(default=None, foreign_key="account.id")
    recap: str = line(200_000)
    recap_for_sponsors: str = line(200_000)
    plan: str = line(2_000_000)
    plan_for_sponsors: str = line(2_000_000)
