"""Small tests of change (plan, do, study, act), and the assumptions they put to the test."""

from datetime import date

from sqlalchemy import CheckConstraint

from app.columns import (
    VISIBILITY,
    Noun,
    Row,
    in_series,
    line,
    maybe_choice,
    maybe_line,
    maybe_ref,
    position,
    ref,
    to,
)

SCALES = ("one_person", "a_few_people", "one_team", "several", "whole_locality")
CYCLE_KINDS = ("collect_information", "develop_a_change", "test_a_change", "implement_a_change")


class SmallTest(Noun, table=True):
    """An idea tried small. Its state follows its cycles.

    `asked_of` is who is asked to lead it, with `asked_note` as the last word on it. It has its lead until they say yes.
    """

    __table_args__ = (
        in_series(),
        to("thing", "id"),
        to("person", "lead"),
        to("person", "asked_of"),
        to("meeting", "meeting"),
        to("priority", "priority"),
        to("big_assumption", "assumption"),
        CheckConstraint('(meeting is null) <> ("on" is null)', name="comes_up_once"),
        CheckConstraint("asked_of is null or asked_of <> lead", name="somebody_else_is_asked"),
    )
    __tablename__ = "small_test"

    title: str = line(48)
    priority: str | None = maybe_ref()
    aim: str | None = maybe_line(160)
    lead: str = ref()
    asked_of: str | None = maybe_ref()
    asked_note: str | None = maybe_line(160)
    assumption: str | None = maybe_ref()
    meeting: str | None = maybe_ref()
    on: date | None = None


class Cycle(Row, table=True):
    """One round of plan, do, study, act. The prediction is written before it starts (T1, docs/domain.md)."""

    __table_args__ = (
        in_series(),
        to("small_test", "test"),
        to("meeting", "meeting"),
        to("person", "safety_agreed_by"),
        CheckConstraint("(prediction is null) = (predicted_on is null)", name="prediction_is_dated"),
        CheckConstraint(
            "started is null or (predicted_on is not null and predicted_on <= started)", name="predicted_first"
        ),
        CheckConstraint(
            "started is null or (safety_agreed_by is not null and safety_on is not null)", name="safe_to_start"
        ),
        CheckConstraint(
            "ended is null or (did is not null and started is not null and started <= ended)", name="ended_after_start"
        ),
        CheckConstraint("(decision is null) = (decided_on is null)", name="decision_is_dated"),
        CheckConstraint("decided_on is null or ended is null or ended <= decided_on", name="decided_last"),
        CheckConstraint("decision is null or learned is not null", name="decided_by_learning"),
        CheckConstraint("decision is null or decision = 'abandon' or ended is not null", name="kept_after_trying"),
        CheckConstraint("decision is null or decision <> 'adopt' or kept_by is not null", name="adopted_is_kept"),
    )

    test: str = ref(primary_key=True)
    n: int = position(primary_key=True)
    meeting: str | None = maybe_ref()
    on: date | None = None
    kind: str | None = maybe_choice(*CYCLE_KINDS)
    scale: str | None = maybe_choice(*SCALES)
    why_so_fast: str | None = maybe_line(160)
    objective: str | None = maybe_line(160)
    question: str = line(160)
    prediction: str | None = maybe_line(160)
    predicted_on: date | None = None
    plan: str | None = maybe_line(300)
    data_plan: str | None = maybe_line(160)
    planned_start: date | None = None
    planned_end: date | None = None
    safety_agreed_by: str | None = maybe_ref()
    safety_on: date | None = None
    safety_note: str | None = maybe_line(160)
    started: date | None = None
    ended: date | None = None
    as_planned: bool | None = None
    did: str | None = maybe_line(400)
    surprises: str | None = maybe_line(300)
    learned: str | None = maybe_line(300)
    compared: str | None = maybe_choice("as_predicted", "partly", "not_as_predicted")
    decision: str | None = maybe_choice("adopt", "adapt", "abandon")
    decided_on: date | None = None
    kept_by: str | None = maybe_line(160)
    next: str | None = maybe_line(160)


class Measure(Row, table=True):
    """What is counted in a cycle."""

    __table_args__ = (in_series(), to("cycle", "test", "cycle"))

    test: str = ref(primary_key=True)
    cycle: int = position(primary_key=True)
    n: int = position(primary_key=True)
    name: str = line(60)
    kind: str | None = maybe_choice("outcome", "process", "balancing")
    before: str | None = maybe_line(60)
    after: str | None = maybe_line(60)


class BarrierMap(Row, table=True):
    """What holds the group back, never attributed (docs/domain.md, "Barrier map"). Its columns are phrases."""

    __table_args__ = (in_series(), to("meeting", "meeting"))
    __tablename__ = "barrier_map"

    meeting: str = ref()
    visibility: str | None = maybe_choice(*VISIBILITY)
    commitment: str = line(160)


class BigAssumption(Noun, table=True):
    """What we take for granted, and could test."""

    __table_args__ = (in_series(), to("thing", "id"), to("barrier_map"))
    __tablename__ = "big_assumption"

    text: str = line(160)
