"""How a table says what a column may hold: the limits of the series file, which are those of paper and forms."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, LargeBinary, String
from sqlmodel import Field, SQLModel

# Said before any table is made: a constraint without a name cannot be altered by a migration.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
ID = 24
SOURCES = ("paper", "theme", "invented")
VISIBILITY = ("group", "organisers")
LEAVE = ("room", "record", "public")
CHANNELS = ("email", "text", "phone", "in_person", "video", "post")
LEVELS = ("self", "relationships", "team_practice", "organisations", "people_using_services")
CHALLENGES = ("technical", "adaptive", "mixed", "not_yet_known")


def line(limit: int, **more: Any) -> Any:
    """Words, `limit` code points at the most. Give default=None where they may be missing."""
    return Field(sa_type=String(limit), max_length=limit, **more)


def maybe_line(limit: int) -> Any:
    return line(limit, default=None)


def choice(*choices: str, **more: Any) -> Any:
    """One of a few words; the database refuses any other."""
    return Field(
        sa_type=String(32),
        sa_column_kwargs={"info": {"choices": choices}},
        **more,
    )


def maybe_choice(*choices: str) -> Any:
    return choice(*choices, default=None)


def ref(**more: Any) -> Any:
    """The id of another thing in the same series."""
    return Field(sa_type=String(40), **more)


def maybe_ref() -> Any:
    return ref(default=None)


def sealed() -> Any:
    return Field(default=None, sa_type=LargeBinary)


def position(**more: Any) -> Any:
    """Where a thing stands in its list, from 1."""
    return Field(sa_type=Integer, **more)


def to(table: str, *columns: str) -> ForeignKeyConstraint:
    """A reference that cannot leave its series: the series is part of the key."""
    names = _KEYS.get(table, ("id",))
    return ForeignKeyConstraint(
        ["series_id", *columns],
        [f"{table}.series_id", *(f"{table}.{name}" for name in names)],
        deferrable=True,
        initially="DEFERRED",
    )


# Tables whose key is not (series_id, id). Of the last two a series has one at the most.
_KEYS: dict[str, tuple[str, ...]] = {
    "cycle": ("test", "n"),
    "check_back": ("n",),
    "working_agreement": (),
    "barrier_map": (),
}


def at_most_one(*columns: str) -> CheckConstraint:
    """A value that may be said in one of several ways."""
    said = " + ".join(f"(case when {name} is null then 0 else 1 end)" for name in columns)
    return CheckConstraint(f"{said} <= 1", name=f"one_{columns[0]}")


def in_series() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["series_id"], ["series.id"], deferrable=True, initially="DEFERRED", ondelete="CASCADE")


class Row(SQLModel):
    """Anything that belongs to one series."""

    series_id: int = Field(primary_key=True)
    source: str | None = maybe_choice(*SOURCES)
    source_note: str | None = maybe_line(200)


class Noun(Row):
    """A thing with an id of its own, as in the series file."""

    id: str = ref(primary_key=True)
    n: int = position()
