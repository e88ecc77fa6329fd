"""Forms about tests of change: an idea, who tries it, and what becomes of it in the end."""

from typing import Any

from app import permissions
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.keeping.words import FILL_IN
from app.pages.writing import choosing, cycles, mistakes
from app.pages.writing.common import added_by_mistake
from app.pages.writing.cycles import may_write
from app.pages.writing.hats import require_room
from app.pages.writing.leading import no_question, test_of
from app.pages.writing.sheets import Ask, Asks, Options, Place, Sheet, changes, reads, tells, to
from app.record import seen

LONGEST_TO = 80
NOT_NOW = "This does not fit with how the test stands now."


def assumptions(place: Place) -> Options:
    """For whoever sees what is underneath; for anyone else there is nothing to choose."""
    if seen.barrier_map(place.seat, place.record.barrier_map) is None:
        return []
    return [(a.id, a.text) for a in place.record.big_assumptions.values()]


def about(place: Place) -> Asks:
    asks: Asks = (
        Ask("title", "What do we try?", hint="A few words that fit on the plan", needed=True),
        Ask("aim", "What for?", hint="“So that…”"),
        Ask(
            "priority",
            "Which of our priorities does it serve?",
            "pick",
            options=choosing.priorities,
            nothing="All of us",
        ),
        Ask("lead", "Who leads it?", "pick", options=choosing.members, needed=True),
        Ask("team", "Who tries it with them?", "many", options=choosing.members),
    )
    held = assumptions(place)
    underneath = Ask("assumption", "Which assumption does it put to the test?", "pick", options=held, nothing="None")
    return (*asks, underneath) if held else asks


def new(place: Place) -> Asks:
    came_up = Ask(
        "meeting", "At which meeting did it come up?", "pick", options=choosing.held_meetings, nothing=BETWEEN
    )
    return (*about(place), came_up)


BETWEEN = "At none, between the meetings"


def add(draft: Draft, place: Place, values: Values) -> Spot:
    """An idea, of a meeting or of today."""
    on = {} if values["meeting"] else {"on": place.today}
    return draft.add(("tests",), {"id": draft.fresh_id("T")} | values | on)


def change(draft: Draft, place: Place, values: Values) -> Spot:
    """Given another lead, it is asked of nobody any more."""
    if values["lead"] != place.record.tests[place.of].lead:
        no_question(draft, place.of)
    return changes("tests")(draft, place, values)


def in_state(*states: str) -> Any:
    def fits(place: Place) -> str:
        test = test_of(place)
        return "" if test is not None and test.state in states else NOT_NOW

    return fits


def may_be_handed_on(place: Place) -> str:
    return str(in_state("adapting", "adopted", "idea", "planned", "running", "studying")(place))


def stays(draft: Draft, place: Place, values: Values) -> Spot:
    no_question(draft, place.of)
    return tells("tests", "business_as_usual")(draft, place, values)


def initiatives(place: Place) -> Options:
    return [(initiative.id, initiative.text) for initiative in place.record.initiatives.values()]


def hand_on(draft: Draft, place: Place, values: Values) -> Spot:
    """To an initiative of the series, or to somebody outside, in words."""
    spot: Spot = ("tests", place.of)
    require_room(values["words"], LONGEST_TO, "words")
    if values["to"] and values["to"] not in place.record.initiatives:
        raise Unsaid("Choose one of what is offered.", "to")
    if values["to"] and values["words"]:
        raise Unsaid("Choose an initiative, or say whose it becomes: one of the two.", "words")
    taker = values["to"] or values["words"]
    if not taker:
        raise Unsaid(FILL_IN, "words")
    no_question(draft, place.of)
    draft.tell(
        spot, {"on": place.today, "event": "handed_on", "by": place.seat.person, "to": taker, "note": values["note"]}
    )
    return spot


def reopen(draft: Draft, place: Place, values: Values) -> Spot:
    if not values["note"]:
        raise Unsaid(FILL_IN, "note")
    return tells("tests", "reopened")(draft, place, values)


def title(place: Place) -> str:
    return place.record.tests[place.of].title


NOTE = Ask("note", "Anything to add?")
HERE = to("test", "test_id")
EVENTS = ("tests", "history")
SHEETS = (
    Sheet(
        "test",
        "Something to try",
        "Keep the idea",
        new,
        add,
        to("tests"),
        within=("tests",),
        says="An idea is enough. Its first cycle is planned when somebody is ready for it.",
        link="Add something to try",
    ),
    Sheet(
        "test-change",
        title,
        "Keep this",
        about,
        change,
        HERE,
        read=reads("tests"),
        may=may_write,
        within=("tests",),
        of="tests",
        link="Change",
    ),
    *cycles.SHEETS,
    Sheet(
        "test-stays",
        lambda place: f"{title(place)}: business as usual",
        "It is business as usual",
        (Ask("kept_by", "Who keeps doing it, in whose job?", hint="If it is not who it was to be"), NOTE),
        stays,
        HERE,
        may=may_write,
        fits=in_state("adopted"),
        within=EVENTS,
        of="tests",
        says="Nobody here has to keep an eye on it any more: it is part of somebody’s work.",
        link="It is business as usual",
    ),
    Sheet(
        "test-hand-on",
        lambda place: f"Hand on: {title(place)}",
        "Hand it on",
        (
            Ask("to", "Which initiative takes it?", "pick", options=initiatives, nothing="None"),
            Ask("words", "Or who takes it?", hint="As people here would say it", most=LONGEST_TO),
            NOTE,
        ),
        hand_on,
        HERE,
        may=lambda seat, _: permissions.run_the_series(seat),
        fits=may_be_handed_on,
        within=EVENTS,
        of="tests",
        link="Hand it on",
    ),
    Sheet(
        "test-reopen",
        lambda place: f"Open again: {title(place)}",
        "Open it again",
        (Ask("note", "Why?", needed=True),),
        reopen,
        HERE,
        fits=in_state("abandoned", "business_as_usual", "handed_on"),
        within=EVENTS,
        of="tests",
        link="Open it again",
    ),
    Sheet(
        "test-take-away",
        lambda place: f"Take “{title(place)}” away again",
        "Take it away",
        (),
        mistakes.takes_away("tests"),
        to("tests"),
        fits=added_by_mistake,
        of="tests",
        says="For one that was added by mistake. What was tried and does not work is abandoned, with what it taught.",
        link="Added by mistake",
    ),
)
