"""Forms about why we are here: purposes are never edited; a new version takes the place of one that stood."""

from app import permissions, words
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.common import added_by_mistake, has_come
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, takes_away, to
from app.record.seats import Seat
from app.series.models import Purpose

KINDS = (
    ("inquiry_question", "A question to begin with"),
    ("long_term_goal", "What we want in the long run", "it stays, while the others are looked at again"),
    ("short_term_goal", "What we want soon"),
)
ADOPTED = (("group", "Yes, the group has agreed to it"), ("proposed", "Not yet: it is proposed"))
TEXT = Ask("text", "In one sentence", "text", needed=True, rows=2)
WITHIN = ("purpose",)
HERE = to("purpose")


def may_propose(seat: Seat, _place: Place) -> bool:
    return permissions.propose_purpose(seat)


def purpose_of(place: Place) -> Purpose:
    return next(purpose for purpose in place.record.purposes if purpose.id == place.of)


def for_organisers(place: Place) -> Asks:
    """A member proposes, today; an organiser writes down what the group agreed, and when."""
    if not permissions.run_the_series(place.seat):
        return ()
    return (
        Ask("adopted_by", "Has the group agreed to it?", "one", needed=True, options=ADOPTED),
        Ask("on", "When was it said?", "day", needed=True, value=place.today),
    )


def new(place: Place) -> Asks:
    return (Ask("kind", "What is it?", "one", needed=True, options=KINDS), TEXT, *for_organisers(place))


def anew(place: Place) -> Asks:
    """Plans that others wrote mean little to those who do the work, so a long-term goal says who took part."""
    long_term = purpose_of(place).kind == "long_term_goal"
    with_whom = Ask("changed_with", "Who was part of changing it?", needed=long_term)
    return (TEXT, with_whom, *for_organisers(place))


def said(place: Place, values: Values) -> Values:
    """By a member it is proposed today, whatever came with the form."""
    if not permissions.run_the_series(place.seat):
        return values | {"adopted_by": "proposed", "on": place.today}
    has_come(place, values)
    if not values.get("adopted_by"):
        raise Unsaid("Say whether the group has agreed to it.", "adopted_by")
    return values


def add(draft: Draft, place: Place, values: Values) -> Spot:
    return draft.add(("purpose",), {"id": draft.fresh_id("G")} | said(place, values))


def take_its_place(draft: Draft, place: Place, values: Values) -> Spot:
    before = purpose_of(place)
    known = {"id": draft.fresh_id("G"), "kind": before.kind, "supersedes": before.id}
    return draft.add(("purpose",), known | said(place, values))


def adopt(draft: Draft, place: Place, values: Values) -> Spot:
    """It is the group's from the day on which the group agreed, and not before."""
    has_come(place, values)
    if (values["on"] or "9") < purpose_of(place).on.isoformat():
        day = words.full_day(purpose_of(place).on)
        raise Unsaid(f"It was proposed on {day}, so it was agreed that day or later.", "on")
    draft.change(("purpose", place.of), values | {"adopted_by": "group"})
    return ("purpose", place.of)


def stands(place: Place) -> str:
    there = any(purpose.id == place.of for purpose in place.then.purposes)
    return "" if there else "Something newer has taken the place of this."


def is_proposed(place: Place) -> str:
    return stands(place) or (
        "" if purpose_of(place).adopted_by == "proposed" else "The group has agreed to this already."
    )


SHEETS = (
    Sheet(
        "purpose",
        lambda place: "Why are we here?" if permissions.run_the_series(place.seat) else "Propose why we are here",
        "Keep this",
        new,
        add,
        HERE,
        may=may_propose,
        within=WITHIN,
        says=lambda place: (
            "" if permissions.run_the_series(place.seat) else "It stands as proposed until the group has agreed to it."
        ),
    ),
    Sheet(
        "purpose-anew",
        "Say this anew",
        "Keep this",
        anew,
        take_its_place,
        HERE,
        may=may_propose,
        within=WITHIN,
        of="purpose",
        fits=stands,
        says=lambda place: (
            f"Now it says: {words.stopped(purpose_of(place).text)} That is kept, as what we said before."
        ),
    ),
    Sheet(
        "purpose-adopt",
        "The group agrees to this",
        "We agree",
        lambda place: (Ask("on", "When did the group agree?", "day", needed=True, value=place.today),),
        adopt,
        HERE,
        within=WITHIN,
        of="purpose",
        fits=is_proposed,
        says=lambda place: purpose_of(place).text,
        link="The group agrees",
    ),
    Sheet(
        "purpose-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("purpose"),
        HERE,
        of="purpose",
        fits=added_by_mistake,
        says=lambda place: f"{words.stopped(purpose_of(place).text)} It was written down by mistake.",
        said="taken-away",
    ),
)
