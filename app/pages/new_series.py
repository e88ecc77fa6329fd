"""Starting a series: what it is about, then its days. The series is there when the second step is sent."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app import permissions as may
from app import words
from app.accounts.domain import Asker
from app.beginning import days
from app.beginning.presets import PRESETS
from app.beginning.stages import STAGES
from app.beginning.starting import begin, faults_by_field
from app.clock import now
from app.pages import new_series_form as steps
from app.pages.my_series import my_seats
from app.pages.new_series_form import AboutForm, BeginForm
from app.pages.purpose_view import AREAS
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, posted, refusals_shown_on
from app.web.pages import page, see_other
from app.web.who import Me

router = APIRouter(prefix="/series")


@dataclass(frozen=True)
class Row:
    """One meeting in the second step; `day` is the day that stands there now, in words."""

    number: int
    called: str
    title: str
    day: str


@router.get("/new", name="new_series")
def ask(request: Request, db: Db, me: Me) -> Response:
    seats = require_may_begin(db, me)
    me_too = {"facilitator_name": my_name(seats), "facilitator_email": me.email}
    return about_page(request, Form(steps.FILLED_IN | me_too))


@router.post("/new", name="new_series")
def go_on(request: Request, db: Db, me: Me, form: Annotated[Form[AboutForm], Depends(posted(BeginForm))]) -> Response:
    require_may_begin(db, me)
    steps.say_what_is_missing(form)
    step = form.typed.get("step", "dates")
    if step == "back":
        return about_page(request, Form(form.typed))
    if steps.in_first_step(form):
        return about_page(request, form, status=422)
    fresh = False
    with refusals_shown_on(form, db):
        fresh = steps.propose_days(form)
    if steps.in_first_step(form):
        return about_page(request, form, status=422)
    if step == "dates" or fresh:  # days that nobody has looked at begin nothing
        return days_page(request, form, status=422 if form.errors else 200)
    return begin_series(request, db, me, form)


def begin_series(request: Request, db: Session, me: Asker, form: Form[AboutForm]) -> Response:
    wanted = steps.wanted(form)
    if wanted is not None:
        form.errors |= faults_by_field(wanted)
    if wanted is None or form.errors:
        return (about_page if steps.in_first_step(form) else days_page)(request, form, status=422)
    begun = begin(db, wanted, account=me.account_id, email=me.email, at=now())
    if begun.person is None:  # begun for others, who find it among their series
        return see_other(request, "my_series", said="series-begun-for-others")
    return see_other(request, "paste_people", said="series-begun", slug=begun.slug)


def require_may_begin(db: Session, me: Asker) -> list[Seat]:
    """To others this page is not there; gives the asker's seats."""
    seats = my_seats(db, me)
    may.require_sight(may.begin_series(me.administers, seats))
    return seats


def my_name(seats: list[Seat]) -> str:
    """What the asker is called in a series they are in."""
    return next((seat.record.people[seat.person].name for seat in seats), "")


def about_page(request: Request, form: Form[AboutForm], status: int = 200) -> Response:
    presets = [(preset.key, preset.name, preset.about) for preset in PRESETS.values()]
    return page(
        request,
        "beginning/about.html",
        status=status,
        form=form,
        presets=presets,
        carried=_carried(form, steps.SECOND_STEP),
    )


def days_page(request: Request, form: Form[AboutForm], status: int = 200) -> Response:
    """The second step. What the first one has is read again from what was typed, as it is sound."""
    about = form.data or AboutForm.model_validate(
        {name: value for name in steps.FIRST_STEP if (value := form.typed.get(name))}
    )
    preset = steps.preset_of(about)
    return page(
        request,
        "beginning/days.html",
        status=status,
        form=form,
        title=about.title,
        chosen=days.in_words(about.first_day, preset.interval),
        usual=words.hours(about.start, form.typed.get("end_1") or about.start),
        rows=[_row(form, about, n) for n in steps.rows_of(about)],
        areas=[(f"way_{area}", name) for area, name in AREAS.items()],
        said_how=any(form.typed.get(f"way_{area}") for area in AREAS),
        carried=_carried(form, steps.FIRST_STEP),
    )


def _row(form: Form[AboutForm], about: AboutForm, number: int) -> Row:
    preset = steps.preset_of(about)
    called = f"Meeting {number}" if number else "The start-up meeting"
    return Row(number, called, STAGES[preset.stage(number)].title, _in_words(form.typed.get(f"day_{number}", "")))


def _in_words(typed: str) -> str:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return ""
    return f"{day:%A} {words.full_day(day)}"


def _carried(form: Form[AboutForm], names: tuple[str, ...]) -> dict[str, Any]:
    """What one step holds for the other."""
    return {name: form.typed[name] for name in names if form.typed.get(name)}
