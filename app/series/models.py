"""A series and what it stands on: why it meets, what it hopes for, what it works on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.columns import (
    CHALLENGES,
    LEVELS,
    VISIBILITY,
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

INTERVALS = ("weekly", "fortnightly", "monthly", "six_weekly", "quarterly", "irregular")
COLOURS = ("blue", "vermilion", "green", "magenta", "gold", "violet", "slate", "brown")
SHAPES = ("square", "triangle", "circle", "diamond", "pentagon", "hexagon", "star", "cross")
AREAS = ("behaviours", "meetings", "information", "finances", "accountability", "feedback", "review", "remit")


class Series(SQLModel, table=True):
    """One inquiry. `version` grows with every change to anything in it: the key of every cache."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = line(48, unique=True)
    version: int = 1
    file_id: str = line(40)
    title: str = line(80)
    place: str | None = maybe_line(80)
    place_note: str | None = maybe_line(160)
    people_served: str = line(120)
    meetings_planned: int
    interval: str = choice(*INTERVALS)
    meeting_minutes: int
    time_zone: str = line(40)
    language: str = line(12)
    record_scope: str | None = maybe_choice("group", "facilitators")
    keep_stories_days: int | None = None
    keep_contacts_days: int | None = None
    source: str | None = maybe_choice("paper", "theme", "invented")
    source_note: str | None = maybe_line(200)
    about_given: bool = False
    about_source_values_given: bool = False
    about_title: str | None = maybe_line(80)
    about_drawn_from: str | None = maybe_line(160)
    about_warning: str | None = maybe_line(300)
    about_source_values_paper: str | None = maybe_line(160)
    about_source_values_theme: str | None = maybe_line(160)
    about_source_values_invented: str | None = maybe_line(160)


class Thing(SQLModel, table=True):
    """The register of ids: every thing of a series has one row here, whatever it is.

    An id that begins with ~ is ours, for a thing the series file does not name; it never leaves. `folded` is the id in
    lower case: ids that differ only in case would be one to a reader. `version` guards against two people changing
    the same thing at once (T17, docs/trust.md).
    """

    __table_args__ = (
        in_series(),
        UniqueConstraint("series_id", "folded"),
        CheckConstraint("folded = lower(id)", name="folded_is_lower"),
    )

    series_id: int = Field(primary_key=True)
    id: str = ref(primary_key=True)
    folded: str = line(40)
    kind: str = line(24)
    version: int = 1
    changed_at: datetime | None = None
    changed_by: int | None = Field(default=None, foreign_key="account.id")


class Link(SQLModel, table=True):
    """From one thing to another: helpers of an action, stories of a finding, what an action waits for."""

    __table_args__ = (in_series(), to("thing", "thing_id"), to("thing", "target"))

    series_id: int = Field(primary_key=True)
    thing_id: str = ref(primary_key=True)
    relation: str = line(24, primary_key=True)
    n: int = position(primary_key=True)
    target: str = ref()


class Phrase(SQLModel, table=True):
    """One of a short list of words on a thing: the themes of a story, the tools of a meeting."""

    __table_args__ = (in_series(), to("thing", "thing_id"))

    series_id: int = Field(primary_key=True)
    thing_id: str = ref(primary_key=True)
    list: str = line(24, primary_key=True)
    n: int = position(primary_key=True)
    text: str = line(160)


class Purpose(Noun, table=True):
    """Why we are here. A version is never edited: a new one takes its place."""

    __table_args__ = (in_series(), to("thing", "id"), to("purpose", "supersedes"))

    kind: str = choice("inquiry_question", "long_term_goal", "short_term_goal")
    text: str = line(200)
    on: date
    adopted_by: str | None = maybe_choice("group", "proposed")
    supersedes: str | None = maybe_ref()
    changed_with: str | None = maybe_line(200)


class WorkingAgreement(Row, table=True):
    """How we work together. One a series; its rows and who accepted them stand beside it."""

    __tablename__ = "working_agreement"
    __table_args__ = (in_series(), to("meeting", "meeting"))

    meeting: str | None = maybe_ref()


class AgreedWay(Row, table=True):
    """One row of the working agreement."""

    __tablename__ = "agreed_way"
    __table_args__ = (in_series(), to("working_agreement"))

    n: int = position(primary_key=True)
    area: str = choice(*AREAS)
    text: str = line(200)


class Acceptance(Row, table=True):
    """An organisation accepts the working agreement."""

    __table_args__ = (in_series(), to("working_agreement"), to("organisation", "organisation"))

    n: int = position(primary_key=True)
    organisation: str = ref()
    on: date


class PossibleConflict(Noun, table=True):
    """Where interests may collide, said before they do."""

    __tablename__ = "possible_conflict"
    __table_args__ = (in_series(), to("thing", "id"))

    text: str = line(160)
    how_we_will_handle_it: str | None = maybe_line(200)
    visibility: str | None = maybe_choice(*VISIBILITY)


class Fact(Noun, table=True):
    """What the plan shows at its left: what works now, and what the work has taught since."""

    __table_args__ = (in_series(), to("thing", "id"), to("meeting", "meeting"), to("thing", "from_thing"))

    text: str = line(120)
    kind: str = choice("works_now", "learnt_since")
    meeting: str | None = maybe_ref()
    on: date | None = None
    from_thing: str | None = maybe_ref()


class Vision(Noun, table=True):
    """What a good week looks like: the plan's right side."""

    __table_args__ = (in_series(), to("thing", "id"), to("meeting", "meeting"))

    text: str = line(120)
    meeting: str | None = maybe_ref()
    on: date | None = None
    said_by: str | None = maybe_line(60)


class Aspiration(Noun, table=True):
    """A change the group hopes for."""

    __table_args__ = (in_series(), to("thing", "id"), to("meeting", "meeting"), to("aspiration", "ended_into"))

    text: str = line(80)
    level: str = choice(*LEVELS)
    meeting: str = ref()
    how_we_would_notice: str | None = maybe_line(160)
    ended_on: date | None = None
    ended_as: str | None = maybe_choice("merged", "dropped")
    ended_into: str | None = maybe_ref()
    ended_reason: str | None = maybe_line(160)
    ended_source: str | None = maybe_choice("paper", "theme", "invented")
    ended_source_note: str | None = maybe_line(200)


class Priority(Noun, table=True):
    """One of the few things the group chose to work on: a line of the plan."""

    __table_args__ = (
        in_series(),
        to("thing", "id"),
        to("meeting", "from_meeting"),
        to("person", "lead"),
        Index("ix_priority_meeting", "series_id", "from_meeting"),
    )

    text: str = line(60)
    challenge: str = choice(*CHALLENGES)
    colour: str | None = maybe_choice(*COLOURS)
    shape: str | None = maybe_choice(*SHAPES)
    from_meeting: str | None = maybe_ref()
    why: str | None = maybe_line(160)
    first_sign_of_success: str | None = maybe_line(120)
    lead: str | None = maybe_ref()


class CharterAnswer(Row, table=True):
    """What the organisers wrote down while setting a series up. It belongs to the installation and is not exported."""

    __tablename__ = "charter_answer"
    __table_args__ = (in_series(),)

    question: str = line(40, primary_key=True)
    text: str = line(1000)
    changed_at: datetime
    changed_by: int | None = Field(default=None, foreign_key="account.id")
