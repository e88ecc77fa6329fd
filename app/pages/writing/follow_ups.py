"""Forms about contact between meetings: planned, noted, not needed; and what the two organisers make of a meeting."""

from typing import Any

from app.actions.domain import Unsaid
from app.errors import NotUnderstood
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.follow_ups_view import KINDS as KIND_WORDS
from app.pages.follow_ups_view import RESULTS as RESULT_WORDS
from app.pages.writing.actions import can_be_waited_for
from app.pages.writing.invitations import CHANNELS
from app.pages.writing.meetings import called, here, meeting_of
from app.pages.writing.sheets import Ask, Place, Sheet, changes, reads, to
from app.permissions import see_organisers_rooms
from app.record.tests import tests_then

KINDS = list(KIND_WORDS.items())
RESULTS = list(RESULT_WORDS.items())


def organisers(place: Place) -> list[tuple[str, str]]:
    return [(p.id, p.name) for p in place.then.with_role("facilitator", "integration_manager")]


def everybody_else(place: Place) -> list[tuple[str, str]]:
    return [(p.id, p.name) for p in place.record.people.values() if not place.seat.is_(p.id)]


def about(place: Place) -> list[tuple[str, str]]:
    """What is still open, and what the follow-up is about already."""
    found = dict(can_be_waited_for(place))
    found |= {t.id: t.row.title for t in tests_then(place.then) if not t.is_over}
    record = place.record
    names = {t.id: t.title for t in record.tests.values()} | {a.id: a.text for a in record.actions.values()}
    for thing in record.linked(place.of, "about") if place.of else []:
        found.setdefault(thing, names.get(thing, "A question at home"))
    return list(found.items())


# -- the questions ----------------------------------------------------------
WITH = Ask("with", "With whom?", "pick", needed=True, options=everybody_else)
KIND = Ask("kind", "What is it?", "pick", needed=True, options=KINDS)
ABOUT = Ask("about", "About what?", "many", hint="Eight at the most", options=about)
CHANNEL = Ask("channel", "How?", "pick", needed=True, options=CHANNELS)
SAID = (
    Ask("said", "What did you say?", hint="A few words are enough", needed=True),
    Ask("heard", "What did you hear?"),
    Ask("result", "What came of it?", "pick", options=RESULTS, nothing="Nothing yet"),
    Ask("not_before", "Not again before", "day"),
)
BY = Ask("by", "Who?", "pick", options=organisers, nothing="I do")


def when(place: Place) -> Ask:
    return Ask("on", "On which day?", "day", needed=True, value=place.today)


def asked_of_one(place: Place) -> tuple[Ask, ...]:
    return (WITH, KIND, CHANNEL, when(place), *SAID, ABOUT)


# -- writing ------------------------------------------------------------------
def note(draft: Draft, place: Place, values: Values) -> Spot:
    _not_ahead(place, values)
    return draft.add(("follow_ups",), {"id": _fresh(draft), "by": place.seat.person} | values)


def plan(draft: Draft, place: Place, values: Values) -> Spot:
    by = values.pop("by") or place.seat.person
    if values["planned_for"] and values["planned_for"] < place.today:
        raise Unsaid("Choose today or a day to come.", "planned_for")
    if by == values["with"]:
        raise Unsaid("Choose two different people.", "with")
    return draft.add(("follow_ups",), {"id": _fresh(draft), "by": by} | values)


def done(draft: Draft, place: Place, values: Values) -> Spot:
    _not_ahead(place, values)
    return changes("follow_ups")(draft, place, values)


def not_needed(draft: Draft, place: Place, _values: Values) -> Spot:
    spot: Spot = ("follow_ups", place.of)
    draft.change(spot, {"not_needed_on": place.today})
    return spot


def _not_ahead(place: Place, values: Values) -> None:
    if values["on"] and values["on"] > place.today:
        raise Unsaid("That day has not come yet. Plan it instead.", "on")


def _fresh(draft: Draft) -> str:
    return draft.fresh_id("U", width=2)


def is_planned(place: Place) -> str:
    row, said = place.record.follow_ups[place.of], place.then.said
    if any(day is not None and day <= said for day in (row.on, row.not_needed_on)):
        return "This has been done, or is not needed any more."
    return ""


def was_done(place: Place) -> str:
    row = place.record.follow_ups[place.of]
    return "" if row.on is not None and row.on <= place.then.said else "This has not been done yet."


# -- talking it over -------------------------------------------------------------
ORPA = (
    Ask("on", "On which day did you talk?", "day", needed=True),
    Ask("observe", "Observe", "text", hint="What did we see and hear?", open_to_numbers=True),
    Ask("reflect", "Reflect", "text", hint="What do we make of it?", open_to_numbers=True),
    Ask("plan", "Plan", "text", hint="What do we want next?", open_to_numbers=True),
    Ask("act", "Act", "text", hint="Who does what before the next meeting?", open_to_numbers=True),
    Ask("next_focus", "Focus of the next meeting", "lines", hint="A line each, four at the most"),
)


def debrief(draft: Draft, place: Place, values: Values) -> Spot:
    """The one of this meeting: changed, or begun."""
    if values["on"] and values["on"] > place.today:
        raise Unsaid("That day has not come yet.", "on")
    if not any(values[key] for key in ("observe", "reflect", "plan", "act")):
        raise NotUnderstood("Write something under at least one of the four.")
    n = _nth(place)
    if not n:
        return draft.add(("debriefs",), {"after_meeting": place.of} | values)
    draft.change(("debriefs", n), values)
    return ("debriefs", n)


def read_debrief(draft: Draft, place: Place) -> Values:
    n = _nth(place)
    return draft.item(("debriefs", n)) if n else {"on": place.today}


def _nth(place: Place) -> int:
    """Which of the debriefs is of this meeting, from 1; 0 for none."""
    mine = (n for n, row in enumerate(place.record.debriefs, 1) if row.after_meeting == place.of)
    return next(mine, 0)


def was_held(place: Place) -> str:
    return "" if meeting_of(place).opened else "This meeting has not been opened yet."


def rooms(seat: Any, _place: Place) -> bool:
    return see_organisers_rooms(seat)


HERE = to("follow_ups")
WITHIN = ("follow_ups",)
SHEETS = (
    Sheet(
        "follow-up",
        "I was in touch with somebody",
        "Note it",
        asked_of_one,
        note,
        HERE,
        see=rooms,
        within=WITHIN,
        judged=True,
        says="Only organisers see this, and whoever it is about.",
        link="Note a contact",
    ),
    Sheet(
        "follow-up-plan",
        "Be in touch with somebody",
        "Plan it",
        (WITH, KIND, Ask("planned_for", "On which day?", "day", needed=True), BY, ABOUT),
        plan,
        HERE,
        see=rooms,
        within=WITHIN,
        judged=True,
        says="Only organisers see this, and whoever it is about.",
        link="Plan a contact",
    ),
    Sheet(
        "follow-up-done",
        "How did it go?",
        "Note it",
        lambda place: (CHANNEL, when(place), *SAID),
        done,
        HERE,
        see=rooms,
        read=reads("follow_ups"),
        within=WITHIN,
        judged=True,
        of="follow_ups",
        fits=is_planned,
        link="It is done",
    ),
    Sheet(
        "follow-up-change",
        "Put this contact right",
        "Keep this",
        asked_of_one,
        done,
        HERE,
        see=rooms,
        read=reads("follow_ups"),
        within=WITHIN,
        judged=True,
        of="follow_ups",
        fits=was_done,
        link="Change",
    ),
    Sheet(
        "follow-up-not-needed",
        "This is not needed any more",
        "It is not needed",
        (),
        not_needed,
        HERE,
        see=rooms,
        within=WITHIN,
        judged=True,
        of="follow_ups",
        fits=is_planned,
        link="Not needed",
    ),
    Sheet(
        "debrief",
        lambda place: f"Talking over {called(place)}",
        "Keep this",
        ORPA,
        debrief,
        here,
        see=rooms,
        read=read_debrief,
        within=("debriefs",),
        of="meetings",
        fits=was_held,
        says="For the organisers alone. It is in no recap and in no export unless it is asked for.",
        link="Talk it over",
    ),
)
