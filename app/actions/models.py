"""Actions: what one person agreed to do."""

from datetime import date

from sqlalchemy import CheckConstraint, Index

from app.columns import Noun, at_most_one, in_series, line, maybe_choice, maybe_line, maybe_ref, to

KINDS = ("find_out", "ask", "share", "invite", "try", "change_practice", "draft", "report", "begin")


class Action(Noun, table=True):
    """As it was when it came up. What became of it is its history (app.history).

    Due is at most one of `due_next` (the next meeting, said outright), `due_meeting` and `due_on`; none of them means
    the next meeting too.
    """

    __table_args__ = (
        in_series(),
        to("thing", "id"),
        to("person", "lead"),
        to("meeting", "meeting"),
        to("meeting", "due_meeting"),
        to("priority", "priority"),
        Index("ix_action_lead", "series_id", "lead"),
        CheckConstraint('(meeting is null) <> ("on" is null)', name="comes_up_once"),
        at_most_one("due_next", "due_meeting", "due_on"),
    )

    text: str = line(80)
    kind: str | None = maybe_choice(*KINDS)
    lead: str | None = maybe_ref()
    meeting: str | None = maybe_ref()
    on: date | None = None
    due_next: bool | None = None
    due_meeting: str | None = maybe_ref()
    due_on: date | None = None
    priority: str | None = maybe_ref()
    quick_win: bool | None = None
    challenge: str | None = maybe_choice("technical", "adaptive")
    quadrant: str | None = maybe_choice("person_inner", "behaviour", "culture", "systems")
    first_step: str | None = maybe_line(80)
