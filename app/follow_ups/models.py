"""Between the meetings: contacts, and what the organisers write down for themselves."""

from datetime import date

from app.columns import CHANNELS, Noun, Row, choice, in_series, maybe_choice, maybe_line, maybe_ref, position, ref, to

KINDS = (
    "nudge",
    "offer",
    "ask",
    "catch_up",
    "handover",
    "thanks",
    "invite",
    "answer",
    "debrief",
    "senior_managers",
)
RESULTS = ("done", "moving", "stuck", "no_answer", "takes_it", "hands_it_back", "let_go")
MOST_ABOUT = 8  # things that one contact is about (docs/series-file.md)


class FollowUp(Noun, table=True):
    """One person in touch with another: planned, done or not needed. For organisers and the person it is with."""

    __table_args__ = (in_series(), to("thing", "id"), to("person", "by"), to("person", "with_person"))
    __tablename__ = "follow_up"

    planned_for: date | None = None
    on: date | None = None
    not_needed_on: date | None = None
    by: str = ref()
    with_person: str = ref()
    kind: str = choice(*KINDS)
    channel: str | None = maybe_choice(*CHANNELS)
    said: str | None = maybe_line(200)
    heard: str | None = maybe_line(200)
    result: str | None = maybe_choice(*RESULTS)
    not_before: date | None = None


class Debrief(Row, table=True):
    """What facilitator and integration manager make of a meeting. For the two of them alone."""

    __table_args__ = (in_series(), to("meeting", "after_meeting"))

    n: int = position(primary_key=True)
    after_meeting: str | None = maybe_ref()
    on: date
    observe: str | None = maybe_line(500)
    reflect: str | None = maybe_line(500)
    plan: str | None = maybe_line(500)
    act: str | None = maybe_line(500)
