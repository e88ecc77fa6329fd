"""The form by which a series is begun: what is asked, and what it comes to.

It has two steps and no draft is kept anywhere: each step carries the other's fields unseen, so that going on and going
back lose nothing, with a script or without.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StringConstraints, create_model

from app.beginning.presets import DEFAULT, PRESETS, Preset
from app.beginning.wanted import MeetingWanted, Somebody, Wanted, propose
from app.series.models import AREAS
from app.web.forms import Form, FormModel, Line

MOST_ROWS = max(preset.meetings for preset in PRESETS.values())
EMAIL = re.compile(r"[^@\s<>\"',;:]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
FIRST_YEAR, LAST_YEAR = 1900, 2099


def _email(value: str) -> str:
    if not EMAIL.fullmatch(value):
        raise ValueError("Write one e-mail address, like jo@example.org.")
    return value


def _time(value: str) -> str:
    if not TIME.fullmatch(value):
        raise ValueError("Write the time like 13:30.")
    return value


def _near(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError("Write a day between 1900 and 2099.")
    return value


Email = Annotated[str, StringConstraints(max_length=120), AfterValidator(_email)]
Time = Annotated[str, AfterValidator(_time)]
Day = Annotated[date, AfterValidator(_near)]


class AboutForm(FormModel):
    """The first step. What begins with a default is filled in beforehand."""

    step: Literal["dates", "begin", "back"] = "dates"
    preset: Literal["three", "four", "beston_six", "eight_fortnightly", "breakthrough_year", "open_ended"]
    title: Line(80)  # type: ignore[valid-type]
    purpose: Line(200)  # type: ignore[valid-type]
    people_served: Line(120)  # type: ignore[valid-type]
    place: Line(80) | None = None  # type: ignore[valid-type]
    venue: Line(80) | None = None  # type: ignore[valid-type]
    first_day: Day
    start: Time
    start_up_day: Day | None = None
    time_zone: Line(40) = "Europe/London"  # type: ignore[valid-type]
    facilitator_name: Line(60)  # type: ignore[valid-type]
    facilitator_email: Email
    second_name: Line(60) | None = None  # type: ignore[valid-type]
    second_email: Email | None = None
    manager_name: Line(60) | None = None  # type: ignore[valid-type]
    manager_email: Email | None = None
    proposed_for: Line(300) = ""  # type: ignore[valid-type]


_ROW: dict[str, Any] = {
    name: (kind, None)
    for n in range(MOST_ROWS + 1)
    for name, kind in (
        (f"day_{n}", Day | None),
        (f"start_{n}", Time | None),
        (f"end_{n}", Time | None),
        (f"venue_{n}", Line(80) | None),
    )
}
_WAYS: dict[str, Any] = {f"way_{area}": (Line(200) | None, None) for area in AREAS}
BeginForm: type[AboutForm] = create_model("BeginForm", __base__=AboutForm, **_ROW, **_WAYS)

FIRST_STEP = tuple(name for name in AboutForm.model_fields if name != "step")
SECOND_STEP = (*_ROW, *_WAYS, "proposed_for")
FILLED_IN = {"preset": DEFAULT, "start": "13:30", "time_zone": "Europe/London"}


MISSING = {
    "title": "Say what it is called.",
    "purpose": "Ask the question that you want to answer together.",
    "people_served": "Say whom it is for.",
    "preset": "Choose how many meetings.",
    "first_day": "Choose the day of the first meeting.",
    "start": "Say when it begins.",
    "facilitator_name": "Say who holds the meetings.",
    "facilitator_email": "Write the address with which the facilitator comes in.",
}


def say_what_is_missing(form: Form[AboutForm]) -> None:
    """In words of its own for each field, so that the list at the head of the page can be read by itself."""
    for name in form.errors:
        if name in MISSING and not form.typed.get(name):
            form.errors[name] = MISSING[name]


def in_first_step(form: Form[AboutForm]) -> bool:
    """Whether something is to be put right on the first page; what the second asks waits for that."""
    return any(name in FIRST_STEP for name in form.errors)


def propose_days(form: Form[AboutForm]) -> bool:
    """Put the days into what was typed, unless they were proposed from the very same answers before; gives whether."""
    about = form.data
    if about is None:
        return False
    if about.start_up_day and about.start_up_day >= about.first_day:
        form.refuse("The start-up meeting comes before the first one.", "start_up_day")
        return False
    mark = "|".join(map(str, (about.preset, about.first_day, about.start, about.start_up_day, about.venue)))
    if form.typed.get("proposed_for") == mark[:300]:
        return False
    preset = PRESETS[about.preset]
    for name in _ROW:
        form.typed.pop(name, None)  # and what was wrong with what stood there
        form.errors.pop(name, None)
    for meeting in propose(preset, about.first_day, about.start, about.venue, about.start_up_day):
        row = {"day": meeting.day.isoformat(), "start": meeting.start, "end": meeting.end, "venue": meeting.venue or ""}
        form.typed |= {f"{name}_{meeting.row}": value for name, value in row.items()}
    form.typed["proposed_for"] = mark[:300]
    return True


def rows_of(about: AboutForm) -> list[int]:
    """The numbers of the meetings that the second step asks about."""
    first = 0 if about.start_up_day else 1
    return list(range(first, PRESETS[about.preset].meetings + 1))


def wanted(form: Form[AboutForm]) -> Wanted | None:
    """What the whole form means; None, with words beside the fields, where something is missing."""
    about = form.data
    if about is None:
        return None
    meetings = [meeting for row in rows_of(about) if (meeting := _meeting(form, about, row))]
    if not any(meeting.row for meeting in meetings) and not form.errors:
        form.refuse("At least one meeting needs a day.", "day_1")
    people = _people(form, about)
    if form.errors:
        return None
    given = about.model_dump()
    return Wanted(
        preset=preset_of(about),
        title=about.title,
        purpose=about.purpose,
        people_served=about.people_served,
        time_zone=about.time_zone,
        facilitators=people[0],
        manager=people[1],
        meetings=tuple(meetings),
        place=about.place,
        ways={area: given[f"way_{area}"] for area in AREAS if given[f"way_{area}"]},
    )


def preset_of(about: AboutForm) -> Preset:
    return PRESETS[about.preset]


def _meeting(form: Form[AboutForm], about: AboutForm, row: int) -> MeetingWanted | None:
    """A row with no day is a meeting left out."""
    given = about.model_dump()
    day, start, end = (given[f"{name}_{row}"] for name in ("day", "start", "end"))
    if day is None:
        return None
    for name, value in (("start", start), ("end", end)):
        if value is None:
            form.refuse("Please fill this in.", f"{name}_{row}")
    return MeetingWanted(row, day, start, end, given[f"venue_{row}"]) if start and end else None


def _people(form: Form[AboutForm], about: AboutForm) -> tuple[tuple[Somebody, ...], Somebody | None]:
    """The facilitators, and who keeps things moving; an address has a name with it."""
    for part in ("second", "manager"):
        if getattr(about, f"{part}_email") and not getattr(about, f"{part}_name"):
            form.refuse("Whose address is this? Write the name.", f"{part}_name")
    second = [Somebody(about.second_name, about.second_email)] if about.second_name else []
    manager = Somebody(about.manager_name, about.manager_email) if about.manager_name else None
    return (Somebody(about.facilitator_name, about.facilitator_email), *second), manager
