"""What it came to: evidence, looking back together, what carries on, last words."""

from datetime import date

from app.columns import (
    LEAVE,
    LEVELS,
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


class Evidence(Noun, table=True):
    """Something noticed that speaks to a hope: contribution, not proof."""

    __table_args__ = (in_series(), to("thing", "id"), to("aspiration", "aspiration"), to("person", "by"))

    text: str = line(200)
    aspiration: str = ref()
    level: str | None = maybe_choice(*LEVELS)
    on: date
    by: str | None = maybe_ref()
    kind: str = choice("seen_by_one", "seen_by_several", "counted", "said_by_someone_served")
    what_else_could_explain: str | None = maybe_line(160)
    leave_to_share: str | None = maybe_choice(*LEAVE)


class Initiative(Noun, table=True):
    """What carries on when the meetings end."""

    __table_args__ = (
        in_series(),
        to("thing", "id"),
        to("person", "lead"),
        to("meeting", "meeting"),
        to("priority", "priority"),
    )

    text: str = line(160)
    lead: str = ref()
    meeting: str = ref()
    priority: str | None = maybe_ref()
    home: str | None = maybe_line(160)
    first_date: date | None = None
    review_on: date | None = None


class CheckBack(Row, table=True):
    """The group looks back at what it hoped for, in a meeting."""

    __table_args__ = (in_series(), to("meeting", "meeting"))
    __tablename__ = "check_back"

    n: int = position(primary_key=True)
    meeting: str = ref()


class Remark(Row, table=True):
    """What members said when looking back."""

    __table_args__ = (in_series(), to("check_back", "check_back"))

    check_back: int = position(primary_key=True)
    n: int = position(primary_key=True)
    text: str = line(240)
    retold: bool | None = None


class Movement(Row, table=True):
    """How far one hope has come; dissent is kept."""

    __table_args__ = (in_series(), to("check_back", "check_back"), to("aspiration", "aspiration"))

    check_back: int = position(primary_key=True)
    n: int = position(primary_key=True)
    aspiration: str = ref()
    movement: str = choice("back", "none", "little", "some", "a_lot", "not_known")
    how_we_know: str | None = maybe_line(200)
    who_disagrees: str | None = maybe_line(160)


class LastWord(Row, table=True):
    """What someone said at the end, and how far it may travel."""

    __table_args__ = (in_series(),)
    __tablename__ = "last_word"

    n: int = position(primary_key=True)
    text: str = line(240)
    said_by: str | None = maybe_line(60)
    leave_to_share: str = choice(*LEAVE)
    retold: bool | None = None
