"""Forms about what we hope for, what works now and what we have learnt since, and the future we want."""

from app import words
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.hopes_view import LEVELS
from app.pages.writing import choosing
from app.pages.writing.common import (
    TODAY,
    a_meeting_was_held,
    added_by_mistake,
    adds_said,
    changes_said,
)
from app.pages.writing.sheets import Ask, Options, Place, Sheet, adds, changes, reads, takes_away, to

MANY = 8
HOPES, FACTS, VISIONS = ("aspirations",), ("now",), ("future",)
HERE = to("purpose")
HELD_AT = Ask("meeting", "At which meeting was it said?", "pick", options=choosing.held_meetings, nothing=TODAY)

HOPE = (
    Ask("text", "What do we hope for?", hint="As: more trust", needed=True),
    Ask(
        "level",
        "Where would it show?",
        "one",
        needed=True,
        options=[(level, words.sentence(said)) for level, said in LEVELS.items()],
    ),
    Ask("meeting", "At which meeting did we say so?", "pick", needed=True, options=choosing.held_meetings),
    Ask("how_we_would_notice", "How would we notice?", hint="Something one of us could see or hear"),
)
ENDS = (("merged", "It has become part of another hope"), ("dropped", "We let it go"))


def standing(place: Place) -> Options:
    """The hopes that have not ended, but for the one that is spoken of."""
    hopes = place.record.aspirations.values()
    return [(hope.id, hope.text) for hope in hopes if hope.id != place.of and hope.ended_on is None]


def how_many(place: Place) -> str:
    there = len(list(standing(place)))
    if there < MANY:
        return "Three to eight are enough to hold in mind."
    return f"There are {words.number(there)} already. Might this be part of one of them?"


def stands(place: Place) -> str:
    return "" if place.record.aspirations[place.of].ended_on is None else "This hope does not stand by itself any more."


def end(draft: Draft, place: Place, values: Values) -> Spot:
    ended = values["ended"]
    if ended["as"] == "merged" and not ended["into"]:
        raise Unsaid("Say which hope it has become part of.", "ended-into")
    if ended["as"] != "merged":
        ended["into"] = None
    draft.change(("aspirations", place.of), {"ended": ended | {"on": place.today}})
    return ("aspirations", place.of)


def sources(place: Place) -> Options:
    """What can teach something: what was done, tried, found, or said at a meeting."""
    return [
        *choosing.held_meetings(place),
        *((action.id, action.text) for action in place.record.actions.values()),
        *((test.id, test.title) for test in place.record.tests.values()),
        *choosing.findings(place),
    ]


FACT = (
    Ask("text", "What is it?", hint="A few words that fit on the plan", needed=True),
    Ask(
        "kind",
        "Which of the two?",
        "one",
        needed=True,
        options=(("works_now", "It works now"), ("learnt_since", "We have learnt it since")),
    ),
    HELD_AT,
    Ask("from", "What taught us this?", "pick", options=sources, nothing="Nothing by itself"),
)
VISION = (
    Ask("text", "What will it be like?", hint="As someone would say it: out of the house when I choose", needed=True),
    HELD_AT,
    Ask("said_by", "Who said so?", hint="No names: a carer, one of the nurses"),
)

SHEETS = (
    Sheet(
        "aspiration",
        "What do we hope for?",
        "Keep this",
        HOPE,
        adds("aspirations", stem="O"),
        HERE,
        within=HOPES,
        fits=a_meeting_was_held("Hopes are said at a meeting, and the first has not been held yet."),
        says=how_many,
        link="Add a hope",
    ),
    Sheet(
        "aspiration-change",
        "Put this hope in better words",
        "Keep this",
        HOPE,
        changes("aspirations"),
        HERE,
        read=reads("aspirations"),
        within=HOPES,
        of="aspirations",
        fits=stands,
        link="Change",
    ),
    Sheet(
        "aspiration-end",
        "This hope does not stand by itself any more",
        "Keep this",
        (
            Ask("ended.as", "What became of it?", "one", needed=True, options=ENDS),
            Ask("ended.into", "Part of which?", "pick", options=standing, nothing="None"),
            Ask("ended.reason", "Why?", hint="Letting go is learning, and is kept", needed=True),
        ),
        end,
        HERE,
        within=HOPES,
        of="aspirations",
        fits=stands,
        says=lambda place: place.record.aspirations[place.of].text,
        link="Join with another, or let go",
    ),
    Sheet(
        "aspiration-away",
        "Take this hope away",
        "Take it away",
        (),
        takes_away("aspirations"),
        HERE,
        of="aspirations",
        fits=added_by_mistake,
        says=lambda place: f"{words.stopped(place.record.aspirations[place.of].text)} It was written down by mistake.",
        said="taken-away",
        link="Take away",
    ),
    Sheet(
        "fact",
        "What works now, or what have we learnt?",
        "Keep this",
        FACT,
        adds_said("now", "W"),
        HERE,
        within=FACTS,
        link="Add what works, or what we have learnt",
    ),
    Sheet(
        "fact-change",
        "What works now, or what we have learnt",
        "Keep this",
        FACT,
        changes_said("now"),
        HERE,
        read=reads("now"),
        within=FACTS,
        of="now",
        link="Change",
    ),
    Sheet(
        "fact-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("now"),
        HERE,
        of="now",
        fits=added_by_mistake,
        says="It was written down by mistake today, and nothing will be left of it.",
        said="taken-away",
        link="Take away",
    ),
    Sheet(
        "vision",
        "The future we want",
        "Keep this",
        VISION,
        adds_said("future", "V"),
        HERE,
        within=VISIONS,
        says="What does a good week look like, for the people we are here for?",
        link="Add to the future we want",
    ),
    Sheet(
        "vision-change",
        "The future we want",
        "Keep this",
        VISION,
        changes_said("future"),
        HERE,
        read=reads("future"),
        within=VISIONS,
        of="future",
        link="Change",
    ),
    Sheet(
        "vision-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("future"),
        HERE,
        of="future",
        fits=added_by_mistake,
        says="It was written down by mistake today, and nothing will be left of it.",
        said="taken-away",
        link="Take away",
    ),
)
