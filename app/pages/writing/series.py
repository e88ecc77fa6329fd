"""Forms about the series itself: what it is called and for whom it is, and its life from setting up to the archive."""

from collections.abc import Callable
from typing import Any

from app.errors import NotUnderstood
from app.history.machines import SERIES as LIFE
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot, Values
from app.pages.writing.closing import not_organisers, stands_open
from app.pages.writing.sheets import Ask, Place, Sheet, Write, to

INTERVALS = (
    ("weekly", "Every week"),
    ("fortnightly", "Every two weeks"),
    ("monthly", "Every month"),
    ("six_weekly", "Every six weeks"),
    ("quarterly", "Every three months"),
    ("irregular", "Now and then"),
)
SCOPES = (
    ("group", "Everyone in the group"),
    ("facilitators", "The organisers", "others keep their own part, the recap and the plan"),
)
SPOT: Spot = ("series",)
HERE = to("series")

ASKS = (
    Ask("title", "What is it called?", needed=True),
    Ask("place", "Where is it?"),
    Ask("place_note", "Is there something to know about the place?"),
    Ask(
        "people_served",
        "For whom is it?",
        hint="In plain words: housebound elderly people living in Beston",
        needed=True,
    ),
    Ask("meetings_planned", "How many meetings are planned?", "number", hint="1 to 24", needed=True),
    Ask("interval", "How often?", "pick", needed=True, options=INTERVALS),
    Ask(
        "meeting_minutes",
        "How many minutes is a meeting?",
        "number",
        hint="30 to 480; three hours are 180",
        needed=True,
    ),
    Ask("time_zone", "Time zone", hint="As: Europe/London", needed=True),
    Ask("language", "Language", hint="As: en-GB", needed=True),
    Ask("record_scope", "Who reads the record?", "one", options=SCOPES, value="group"),
    Ask(
        "keep_stories_days",
        "For how many days after the end are stories kept?",
        "number",
        hint="30 is usual. Then their words are destroyed",
    ),
    Ask(
        "keep_contacts_days",
        "And addresses and telephone numbers?",
        "number",
        hint="90 is usual. Then they are taken out",
    ),
)
WHY = Ask("note", "Is there something to say about it?", hint="Everyone with a place here may read it")


def change(draft: Draft, _place: Place, values: Values) -> Spot:
    draft.change(SPOT, values)
    return SPOT


def tell(event: str) -> Write:
    def write(draft: Draft, place: Place, values: Values) -> Spot:
        draft.tell(SPOT, {"on": place.today, "event": event, "by": place.seat.person} | values)
        return SPOT

    return write


def close(draft: Draft, place: Place, values: Values) -> Spot:
    """Only once nothing stands open, and somebody other than the organisers has agreed with the report."""
    if stands_open(place.then):
        raise NotUnderstood("Something still stands open. It is listed above.")
    reader = place.then.known_as(values["read_by"])
    note = f"{reader} has read the report and agrees with it."
    draft.tell(SPOT, {"on": place.today, "event": "closed", "by": place.seat.person, "note": note})
    return SPOT


def may_follow(event: str) -> Callable[[Place], str]:
    def fits(place: Place) -> str:
        state = place.then.series_state
        there = LIFE.after(state, event)
        return "" if there else f"The series is {STATES[state]}, so this cannot be said of it now."

    return fits


STATES = {
    "draft": "only a draft",
    "setting_up": "being set up",
    "running": "under way",
    "closing": "coming to its end",
    "closed": "closed",
    "archived": "in the archive",
    "abandoned": "given up",
}


def before_closing(place: Place) -> str:
    if stands_open(place.then):
        return "This still stands open. Each of them has its own page, where it can be brought to an end:"
    return "Nothing stands open any more."


def moment(name: str, event: str, head: str, button: str, says: str, *, asks: Any = (WHY,), link: str = "") -> Sheet:
    """A step in the life of the series."""
    return Sheet(
        name,
        head,
        button,
        asks,
        tell(event),
        HERE,
        within=("series", "history"),
        guards=SERIES,
        fits=may_follow(event),
        says=says,
        link=link or head,
    )


SHEETS = (
    Sheet(
        "series-change",
        "What this series is",
        "Keep this",
        ASKS,
        change,
        HERE,
        read=lambda draft, _: draft.item(SPOT),
        within=SPOT,  # type: ignore[arg-type]  # a spot of words alone
        guards=SERIES,
        link="Title, people, rhythm, and how long things are kept",
    ),
    moment("series-set-up", "set_up", "Set this series up", "Begin to set it up", "People are found and days are set."),
    moment("series-start", "started", "The series begins", "It begins", "The group meets, or is about to."),
    moment(
        "series-closing",
        "closing",
        "Begin to close the series",
        "Begin to close",
        "What still stands open is brought to an end, and the group looks back at what it hoped for.",
    ),
    Sheet(
        "series-close",
        "Close the series",
        "Close the series",
        (
            Ask(
                "read_by",
                "Who has read the report and agrees with it?",
                "pick",
                hint="Somebody who is not an organiser",
                needed=True,
                options=not_organisers,
            ),
        ),
        close,
        HERE,
        within=("series", "history"),
        guards=SERIES,
        fits=may_follow("closed"),
        says=before_closing,
        lists=lambda place: stands_open(place.then),
        judged=True,
    ),
    moment(
        "series-archive",
        "archived",
        "Put the series into the archive",
        "Put it into the archive",
        "It can still be read, and nothing more is expected of anybody.",
    ),
    moment(
        "series-abandon",
        "abandoned",
        "Give the series up",
        "Give it up",
        "It ends before it was meant to. What was said and done is kept.",
        asks=(Ask("note", "Why?", hint="Everyone with a place here may read it", needed=True),),
    ),
)
