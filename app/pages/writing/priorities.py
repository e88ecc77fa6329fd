"""Forms about what we work on: priorities, chosen, set to rest, and brought to an end."""

from collections.abc import Callable

from app.pages.writing import choosing
from app.pages.writing.sheets import Ask, Place, Sheet, adds, changes, reads, tells, to
from app.record.priorities import priorities_then

CHALLENGES = (
    ("technical", "We know how", "somebody knows what to do"),
    ("adaptive", "We have to learn", "nobody knows yet; people would have to change what they do"),
    ("mixed", "Some of both"),
    ("not_yet_known", "We do not know yet"),
)
COLOURS = [(c, c) for c in ("blue", "vermilion", "green", "magenta", "gold", "violet", "slate", "brown")]
SHAPES = [(s, s) for s in ("square", "triangle", "circle", "diamond", "pentagon", "hexagon", "star", "cross")]
ENDS = (
    ("business_as_usual", "It is part of the work now"),
    ("carries_on", "It carries on", "as an initiative or a test"),
    ("set_aside", "We set it aside"),
)

ASKS = (
    Ask("text", "What do we want to work on?", hint="A few words that fit on a line of the plan", needed=True),
    Ask("challenge", "What kind of challenge is it?", "one", needed=True, options=CHALLENGES),
    Ask("from_meeting", "At which meeting was it chosen?", "pick", options=choosing.meetings, nothing="Not chosen yet"),
    Ask("why", "Why this?"),
    Ask("first_sign_of_success", "What would be the first sign that it works?"),
    Ask("lead", "Who keeps an eye on it?", "pick", options=choosing.members, nothing="Nobody yet"),
    Ask("aspirations", "Which of our hopes does it serve?", "many", options=choosing.aspirations),
    Ask("findings", "Which findings does it answer?", "many", options=choosing.findings),
)
MARKS = (
    Ask("colour", "Colour on the plan", "pick", options=COLOURS, nothing="The first that is free"),
    Ask("shape", "Shape on the plan", "pick", options=SHAPES, nothing="The first that is free"),
)
WHY = Ask("note", "Why?")
WITHIN, EVENTS = ("priorities",), ("priorities", "history")


def state(place: Place) -> str:
    return next(p.state for p in priorities_then(place.then) if p.id == place.of)


def must_be(*states: str) -> Callable[[Place], str]:
    """The form fits while the priority is in one of these states."""
    said = "This priority has come to an end, or has not been chosen yet, so this cannot be said of it now."
    return lambda place: "" if state(place) in states else said


HERE = to("priorities")
SHEETS = (
    Sheet(
        "priority",
        "A new priority",
        "Keep this",
        ASKS,
        adds("priorities", stem="P"),
        HERE,
        within=WITHIN,
        says="Three to seven are enough to hold in mind.",
        link="Add a priority",
    ),
    Sheet(
        "priority-change",
        "Put this priority in better words",
        "Keep this",
        (*ASKS, *MARKS),
        changes("priorities"),
        HERE,
        read=reads("priorities"),
        within=WITHIN,
        of="priorities",
        link="Change",
    ),
    Sheet(
        "priority-rest",
        "Let this rest for a while",
        "Let it rest",
        (WHY,),
        tells("priorities", "resting"),
        HERE,
        within=EVENTS,
        of="priorities",
        fits=must_be("active"),
        link="Let it rest",
    ),
    Sheet(
        "priority-resume",
        "Take this up again",
        "Take it up again",
        (WHY,),
        tells("priorities", "resumed"),
        HERE,
        within=EVENTS,
        of="priorities",
        fits=must_be("resting"),
        link="Take it up again",
    ),
    Sheet(
        "priority-end",
        "Bring this to an end",
        "Bring it to an end",
        (
            Ask("as", "What becomes of it?", "one", needed=True, options=ENDS),
            Ask(
                "to",
                "What carries it on?",
                "pick",
                options=lambda place: [
                    *((i.id, i.text) for i in place.record.initiatives.values()),
                    *((t.id, t.title) for t in place.record.tests.values()),
                ],
                nothing="Nothing",
            ),
            WHY,
        ),
        tells("priorities", "finished"),
        HERE,
        within=EVENTS,
        of="priorities",
        fits=must_be("active", "resting"),
        link="Bring to an end",
    ),
)
