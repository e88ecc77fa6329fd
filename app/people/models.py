"""Organisations and people are different things (L1, docs/domain.md): a person wears one or more hats."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from app.columns import (
    CHANNELS,
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

SECTORS = (
    "hscp",
    "nhs",
    "general_practice",
    "council",
    "third_sector",
    "independent_sector",
    "housing",
    "police_justice",
    "education",
    "community_group",
    "lived_experience",
    "facilitator",
    "other",
)
ROLES = (
    "facilitator",
    "integration_manager",
    "sponsor",
    "participant",
    "lived_experience",
    "substitute",
    "visitor",
)
END_REASONS = ("changed_job", "stepped_back", "organisation_withdrew", "replaced", "other")
PREFERS = ("email", "text", "phone", "post", "no_messages")

__all__ = ["CHANNELS", "ROLES", "HomeCheck", "Membership", "Organisation", "Person"]


class Organisation(Noun, table=True):
    """A body that people come from. It is represented; it does not act."""

    __table_args__ = (in_series(), to("thing", "id"))

    name: str = line(80)
    short_name: str | None = maybe_line(18)
    sector: str = choice(*SECTORS)
    essential: bool | None = None
    check_back_days: int | None = None


class HomeCheck(Noun, table=True):
    """A question an organisation owes an answer to: asked, then answered or lapsed."""

    __tablename__ = "home_check"
    __table_args__ = (in_series(), to("thing", "id"), to("organisation", "organisation"))

    organisation: str = ref()
    question: str = line(160)
    asked_on: date
    answer_due: date | None = None
    answered_on: date | None = None
    answer: str | None = maybe_choice("agrees", "agrees_if", "not_yet", "declines")
    lapsed_on: date | None = None
    note: str | None = maybe_line(160)


class Person(Noun, table=True):
    """Someone in one series. `email`, `mobile` and `access_needs` are for organisers and the person alone."""

    __table_args__ = (in_series(), to("thing", "id"), Index("ix_person_email", "email_folded"))

    name: str = line(60)
    known_as: str | None = maybe_line(24)
    pronouns: str | None = maybe_line(24)
    job: str | None = maybe_line(60)
    email: str | None = maybe_line(120)
    email_folded: str | None = maybe_line(360)  # one letter can fold to three
    mobile: str | None = maybe_line(20)
    prefers: str | None = maybe_choice(*PREFERS)
    access_needs: str | None = maybe_line(200)
    quiet_until: date | None = None


class Membership(Row, table=True):
    """A hat: organisation and role, from one day to another (inclusive). The first that covers a day counts."""

    __table_args__ = (
        in_series(),
        to("person", "person"),
        to("organisation", "organisation"),
        to("person", "replaced_by"),
        to("person", "named_substitute"),
        CheckConstraint("to_day is null or from_day <= to_day", name="begins_first"),
    )

    person: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    organisation: str | None = maybe_ref()
    role: str = choice(*ROLES)
    from_day: date
    to_day: date | None = Field(default=None)
    end_reason: str | None = maybe_choice(*END_REASONS)
    replaced_by: str | None = maybe_ref()
    named_substitute: str | None = maybe_ref()
