"""Forms about what holds the group back: the barrier map, and the big assumptions that can be tested.

For organisers, unless the group chose to share it; and never by name (docs/domain.md, "Barrier map").
"""

from app import permissions
from app.errors import NotUnderstood
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot, Values
from app.pages.writing import choosing
from app.pages.writing.common import a_meeting_was_held, added_by_mistake
from app.pages.writing.sheets import Ask, Place, Sheet, to
from app.record.seats import Seat

MAP: Spot = ("barrier_map",)
MOST = 8
ASSUMPTIONS: Spot = ("barrier_map", "big_assumptions")
HERE = to("priorities")
NOT_YET = "What holds the group back is not written down yet."


def may_see(seat: Seat, place: Place) -> bool:
    return permissions.see_what_is_kept_back(seat, place.record.barrier_map)


def shown(draft: Draft, _place: Place) -> Values:
    stands: Values = draft.doc.get("barrier_map", {})
    return {"visibility": "organisers"} | stands


def draw(draft: Draft, _place: Place, values: Values) -> Spot:
    draft.doc.setdefault("barrier_map", {})
    draft.change(MAP, values)
    return MAP


def is_drawn(place: Place) -> str:
    drawn = place.record.barrier_map
    return "" if drawn is not None and place.then.was_said(drawn.meeting, None) else NOT_YET


def assume(draft: Draft, _place: Place, values: Values) -> Spot:
    if len(draft.list_at(ASSUMPTIONS)) >= MOST:
        raise NotUnderstood("There are eight already. Which of them is at the bottom of it?")
    return draft.add(ASSUMPTIONS, {"id": draft.fresh_id("B")} | values)


def assume_anew(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = (*ASSUMPTIONS, place.of)
    draft.change(spot, values)
    return spot


def unassume(draft: Draft, place: Place, _values: Values) -> Spot:
    draft.take_away((*ASSUMPTIONS, place.of))
    return ()


SAID = Ask(
    "text",
    "What do we take for granted?",
    "text",
    hint="Begin with “If we”, so that it can be tested",
    needed=True,
    rows=2,
)

SHEETS = (
    Sheet(
        "barriers",
        "What holds us back",
        "Keep this",
        (
            Ask("commitment", "What do we want?", hint="Begin with “We want to”", needed=True),
            Ask(
                "doing_instead",
                "What do we do instead, or not do?",
                "lines",
                hint="A line for each, and nobody by name",
            ),
            Ask("worries", "What worries us if we did the opposite?", "lines", hint="A line for each"),
            Ask(
                "competing_commitments",
                "So what else do we want?",
                "lines",
                hint="As: to stay safe inside our own rules",
            ),
            Ask(
                "meeting", "At which meeting did we look at this?", "pick", needed=True, options=choosing.held_meetings
            ),
            Ask(
                "visibility",
                "Who may read this?",
                "one",
                options=(
                    ("organisers", "The organisers"),
                    ("group", "Everyone in the group", "the group chose to share it"),
                ),
            ),
        ),
        draw,
        HERE,
        read=shown,
        see=may_see,
        within=("barrier_map",),
        guards=SERIES,
        fits=a_meeting_was_held("This is looked at together, and the first meeting has not been held yet."),
        says="Nobody is named in it, and it is in no recap.",
        link="Write down what holds us back",
    ),
    Sheet(
        "assumption",
        "A big assumption",
        "Keep this",
        (SAID,),
        assume,
        HERE,
        see=may_see,
        within=("barrier_map", "big_assumptions"),
        fits=is_drawn,
        says="What would have to be true for our worries to come true? A small, safe test can show whether it is.",
        link="Add a big assumption",
    ),
    Sheet(
        "assumption-change",
        "Put this assumption in better words",
        "Keep this",
        (SAID,),
        assume_anew,
        HERE,
        read=lambda draft, place: draft.item((*ASSUMPTIONS, place.of)),
        see=may_see,
        within=("barrier_map", "big_assumptions"),
        of="big_assumptions",
        link="Change",
    ),
    Sheet(
        "assumption-away",
        "Take this assumption away",
        "Take it away",
        (),
        unassume,
        HERE,
        see=may_see,
        of="big_assumptions",
        fits=added_by_mistake,
        says="It was written down by mistake today, and nothing will be left of it.",
        said="taken-away",
        link="Take away",
    ),
)
