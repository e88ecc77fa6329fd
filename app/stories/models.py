"""Stories of real people, protected; and what may leave the room."""

from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from app.columns import Noun, Row, choice, in_series, line, maybe_choice, maybe_line, maybe_ref, position, ref, to


class Story(Noun, table=True):
    """One person's story, by pseudonym. Its body is elsewhere, sealed (S1, docs/domain.md)."""

    __table_args__ = (in_series(), to("thing", "id"), to("person", "brought_by"), to("meeting", "meeting"))

    pseudonym: str = line(24)
    title: str | None = maybe_line(80)
    kind: str = choice("one_person", "carer", "worker", "composite")
    brought_by: str = ref()
    meeting: str = ref()
    consent_how: str | None = maybe_line(160)
    consent_scope: str | None = maybe_choice("room", "series", "report")
    consent_source: str | None = maybe_choice("paper", "theme", "invented")
    consent_source_note: str | None = maybe_line(200)
    destroy_on: date | None = None


class StoryBody(Row, table=True):
    """The words of a story, encrypted with a key of their own that is kept apart from the database."""

    __tablename__ = "story_body"
    __table_args__ = (in_series(), to("story", "story"))

    story: str = ref(primary_key=True)
    key: str = line(40)
    sealed: bytes = Field(sa_type=LargeBinary)


class StoryOpening(Row, table=True):
    """Someone opened a story. Who, when and why; never what it says."""

    __tablename__ = "story_opening"
    __table_args__ = (in_series(), to("story", "story"), to("person", "person"))

    story: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    account: int = Field(foreign_key="account.id")
    person: str | None = maybe_ref()
    at: datetime
    why: str = line(160)


class Learning(Row, table=True):
    """What may leave the room, once somebody has checked that nobody could be recognised."""

    __table_args__ = (in_series(), to("story", "story"), to("person", "approved_by"))

    story: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    text: str = line(160)
    visibility: str | None = maybe_choice("group", "public")
    approved_by: str | None = maybe_ref()
    approved_on: date | None = None


class Finding(Noun, table=True):
    """What several stories tell together."""

    __table_args__ = (in_series(), to("thing", "id"), to("meeting", "meeting"))

    text: str = line(160)
    meeting: str = ref()
