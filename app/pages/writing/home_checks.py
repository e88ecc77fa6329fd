"""Forms about home checks: what an organisation is asked at home, and what it says."""

from datetime import timedelta

from app import permissions
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import mistakes
from app.pages.writing.common import added_by_mistake
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, to

ANSWERS = (
    ("agrees", "Yes"),
    ("agrees_if", "Yes, if", "say below what has to be so"),
    ("not_yet", "Not yet"),
    ("declines", "No"),
)
QUESTION = Ask("question", "What do we ask them?", needed=True)
NOTE = Ask("note", "Anything to add?")
OVER = "This has been answered, or is not asked any more."


def spot_of(place: Place) -> Spot:
    return ("organisations", place.record.home_checks[place.of].organisation, "home_checks", place.of)


def still_asked(place: Place) -> str:
    check = place.record.home_checks[place.of]
    return "" if check.answered_on is None and check.lapsed_on is None else OVER


def answered(place: Place) -> str:
    check = place.record.home_checks[place.of]
    return "" if check.answered_on is not None else "They have not answered yet."


def new(place: Place) -> Asks:
    days = place.record.organisations[place.of].check_back_days
    due = (place.seat.today + timedelta(days=days)).isoformat() if days is not None else None
    return (
        QUESTION,
        Ask("asked_on", "When were they asked?", "day", value=place.today, needed=True),
        Ask("answer_due", "By when do we hope to hear?", "day", value=due),
        NOTE,
    )


def add(draft: Draft, place: Place, values: Values) -> Spot:
    id_ = next(id_ for n in range(1, 1000) if (id_ := f"HC{n}").casefold() not in _taken(draft))
    return draft.add(("organisations", place.of, "home_checks"), {"id": id_} | values)


def _taken(draft: Draft) -> set[str]:
    return {thing.casefold() for thing in draft.record.things}


def change(draft: Draft, place: Place, values: Values) -> Spot:
    spot = spot_of(place)
    draft.change(spot, values)
    return spot


def lapse(draft: Draft, place: Place, values: Values) -> Spot:
    spot = spot_of(place)
    draft.change(spot, {"lapsed_on": place.today} | values)
    return spot


def stands(draft: Draft, place: Place) -> Values:
    return draft.item(spot_of(place))


def answer_asks(place: Place) -> Asks:
    return (
        Ask("answer", "What do they say?", "one", options=ANSWERS, needed=True),
        Ask("answered_on", "When did they say so?", "day", value=place.today, needed=True),
        Ask("note", "In their words", hint="What has to be so, or when to ask again"),
    )


WITHIN = ("organisations", "home_checks")
HERE = to("people")
SHEETS = (
    Sheet(
        "home-check",
        lambda place: f"Ask {place.record.organisations[place.of].name}",
        "Ask them",
        new,
        add,
        HERE,
        within=WITHIN,
        of="organisations",
        says="People speak for an organisation that has to ask at home first. What waits for the answer is not late.",
        link="Ask them something",
    ),
    Sheet(
        "home-check-change",
        "Put this question in better words",
        "Keep this",
        (QUESTION, Ask("answer_due", "By when do we hope to hear?", "day"), NOTE),
        change,
        HERE,
        read=stands,
        within=WITHIN,
        of="home_checks",
        fits=still_asked,
        link="Change",
    ),
    Sheet(
        "home-check-answer",
        lambda place: place.record.home_checks[place.of].question,
        "Keep the answer",
        answer_asks,
        change,
        HERE,
        read=stands,
        may=lambda seat, place: permissions.answer_home_check(seat, place.record.home_checks[place.of]),
        within=WITHIN,
        of="home_checks",
        fits=still_asked,
        link="They have answered",
    ),
    Sheet(
        "home-check-correct",
        "Put the answer right",
        "Keep the answer",
        answer_asks,
        change,
        HERE,
        read=stands,
        may=lambda seat, place: permissions.answer_home_check(seat, place.record.home_checks[place.of]),
        within=WITHIN,
        of="home_checks",
        fits=answered,
        link="Put the answer right",
    ),
    Sheet(
        "home-check-lapse",
        "We do not need an answer any more",
        "Let it go",
        (NOTE,),
        lapse,
        HERE,
        read=stands,
        within=WITHIN,
        of="home_checks",
        fits=still_asked,
        link="We do not need it any more",
    ),
    Sheet(
        "home-check-take-away",
        "Take this question away again",
        "Take it away",
        (),
        mistakes.takes_away("organisations", within=spot_of),
        HERE,
        of="home_checks",
        fits=added_by_mistake,
        says="For one that was asked here by mistake.",
        link="Added by mistake",
    ),
)
