"""Forms about what a story taught: written by one, and let out of the room by another (S2, docs/domain.md)."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.actions.domain import Unsaid
from app.audit.domain import By, note
from app.audit.models import AuditEntry
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.sheets import Ask, Place, Sheet, reads_row, to
from app.pages.writing.telling import ALL_THE_SAME, in_state, may_write, require_unrecognisable, story_of
from app.record.acting import Said
from app.record.amending import table_of
from app.stories.models import Learning

TAUGHT = ("checked", "used", "learned", "destroyed")
WROTE = "wrote what was learnt"
REACHES = (("group", "The group"), ("public", "Everybody", "in the report too, if they said yes to that"))
ASKS = (
    Ask("text", "What does it teach us?", "text", hint="Nothing that points to one person", needed=True, rows=2),
    Ask("visibility", "Who may know?", "one", options=REACHES, value="group"),
    *ALL_THE_SAME,
)


def rows_of(place: Place) -> list[Learning]:
    return place.record.learning.get(place.of, [])


def row_of(place: Place) -> Learning | None:
    return next((row for row in rows_of(place) if row.n == place.n), None)


def something(place: Place) -> str:
    return "" if rows_of(place) else "Write down what it teaches us first."


def not_out_yet(place: Place) -> str:
    row = row_of(place)
    return "" if row is not None and row.approved_by is None else "This has left the room already, or is not there."


def write(draft: Draft, place: Place, values: Values) -> Spot:
    require_unrecognisable(draft, place, values, values["text"])
    spot = draft.add(("stories", place.of, "learning"), values)
    draft.also(_noted(place, len(rows_of(place)) + 1))
    return spot


def rewrite(draft: Draft, place: Place, values: Values) -> Spot:
    """In other words it is another thing: whoever let it out has not read those."""
    require_unrecognisable(draft, place, values, values["text"])
    spot: Spot = ("stories", place.of, "learning", place.n)
    draft.change(spot, values | {"approved_by": None, "approved_on": None})
    draft.also(_noted(place, place.n))
    return spot


def approve(draft: Draft, place: Place, values: Values) -> Spot:
    if not values["sure"]:
        raise Unsaid("Tick this when it is so.", "sure")
    spot: Spot = ("stories", place.of, "learning", place.n)
    if place.seat.is_(story_of(place).brought_by):
        _require_a_day(_learnt_on(place), place, "You brought this story")
    draft.change(spot, {"approved_by": place.seat.person, "approved_on": place.today})
    draft.also(_by_a_second_person(place))
    return spot


def _learnt_on(place: Place) -> date | None:
    told = {event.event: event.on for event in place.record.happened(place.of)}
    return told.get("learned") or told.get("used")


def _require_a_day(since: date | None, place: Place, why: str) -> None:
    if since is not None and since >= place.seat.today:
        raise Unsaid(f"{why}: somebody else lets it out, or you yourself tomorrow.", "sure")


def take_away(draft: Draft, place: Place, _values: Values) -> Spot:
    draft.take_away(("stories", place.of, "learning", place.n))
    return ()


# -- who wrote it, which stands in the audit ----------------------------
def _noted(place: Place, n: int) -> Any:
    series, story = place.seat.series_id, place.of

    def write_down(db: Session, by: Said) -> None:
        said = {"event": [None, f"learning {n}"]}
        note(db, series, WROTE, at=by.at, by=By(by.account, by.person), about=("story", story), said=said)

    return write_down


def _by_a_second_person(place: Place) -> Any:
    """Whoever wrote it lets it out a day later at the earliest; anybody else at once."""
    entries, said = table_of(AuditEntry), f'"learning {place.n}"'

    def judge(db: Session, by: Said) -> None:
        mine = (entries.c.chain == place.seat.series_id) & (entries.c.thing == place.of) & (entries.c.verb == WROTE)
        wrote = select(entries.c.account_id, entries.c.at).where(mine, entries.c.said.contains(said))
        last = db.execute(wrote.order_by(entries.c.n.desc()).limit(1)).one_or_none()
        if last is not None and last.account_id == by.account and last.at.date() >= by.at.date():
            _require_a_day(place.seat.today, place, "You wrote this")

    return judge


WITHIN = ("stories", "learning")
HERE = to("story", "story_id")


def of_a_row(name: str, head: str, button: str, asks: Any, write: Any, *, link: str, **more: Any) -> Sheet:
    known: dict[str, Any] = {"see": may_write, "may": may_write, "within": WITHIN, "of": "stories", "numbered": True}
    return Sheet(name, head, button, asks, write, HERE, link=link, **(known | more))


SHEETS = (
    of_a_row(
        "story-learning",
        "What does it teach us?",
        "Keep this",
        ASKS,
        write,
        numbered=False,
        fits=in_state(*TAUGHT),
        says="The story stays in the room; this may leave it, once somebody else has read it.",
        link="Write down what it teaches us",
    ),
    of_a_row(
        "story-learning-change",
        "Put it in better words",
        "Keep this",
        ASKS,
        rewrite,
        read=reads_row("stories", "learning"),
        fits=lambda place: in_state(*TAUGHT)(place) if row_of(place) else "This is not there any more.",
        says="In other words it waits again for somebody else to read it.",
        link="Put it in better words",
    ),
    of_a_row(
        "story-learning-approve",
        "May this leave the room?",
        "Let it out",
        (Ask("sure", "Nobody could tell from this who it was", "tick", needed=True),),
        approve,
        fits=not_out_yet,
        fields={"approved_by": "sure", "visibility": "sure"},
        says=lambda place: row.text if (row := row_of(place)) else "",
        link="Let it leave the room",
    ),
    of_a_row(
        "story-learning-take-away",
        "Take this away",
        "Take it away",
        (),
        take_away,
        fits=not_out_yet,
        says=lambda place: row.text if (row := row_of(place)) else "",
        link="Take it away",
    ),
)
