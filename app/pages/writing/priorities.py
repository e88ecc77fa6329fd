"""Forms about what we work on: priorities, chosen, set to rest, and brought to an end."""

from collections.abc import Callable

from app import words
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import choosing
from app.pages.writing.common import added_by_mistake
from app.pages.writing.sheets import Ask, Options, Place, Sheet, Write, adds, changes, reads, takes_away, tells, to
from app.record.priorities import looks_of, priorities_then
from app.series.models import COLOURS, SHAPES

CHALLENGES = (
    ("technical", "We know how", "somebody knows what to do"),
    ("adaptive", "We have to learn", "nobody knows yet; people would have to change what they do"),
    ("mixed", "Some of both"),
    ("not_yet_known", "We do not know yet"),
)
ENOUGH, MOST = 7, 10
OWN_MARKS = 8  # so many have a colour and a shape that no other has
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
WHY = Ask("note", "Why?")
WITHIN, EVENTS = ("priorities",), ("priorities", "history")


# -- how they look on the plan -------------------------------------------
def free(mark: str, of_all: tuple[str, ...]) -> Callable[[Place], Options]:
    """The colours or shapes that no other of the first eight was given."""

    def options(place: Place) -> Options:
        rows = list(place.record.priorities.values())
        own = [row.id for row in rows].index(place.of) < OWN_MARKS
        taken = {getattr(row, mark) for row in rows[:OWN_MARKS] if row.id != place.of} if own else set()
        return [(name, words.sentence(name)) for name in of_all if name not in taken]

    return options


MARKS = (
    Ask("colour", "Colour on the plan", "pick", options=free("colour", COLOURS), nothing="The first that is free"),
    Ask("shape", "Shape on the plan", "pick", options=free("shape", SHAPES), nothing="The first that is free"),
)


def keeps_its_look(write: Write) -> Write:
    """A mark that another priority has is refused by the name of that priority."""

    def kept(draft: Draft, place: Place, values: Values) -> Spot:
        for mark, at in (("colour", 0), ("shape", 1)):
            given = values[mark]
            if given and given not in {name for name, *_ in free(mark, COLOURS + SHAPES)(place)}:
                others = [id_ for id_, look in looks_of(place.record).items() if look[at] == given]
                whose = words.listed(words.quoted(place.record.priorities[other].text) for other in others)
                raise Unsaid(f"{whose} has this {mark} already." if others else "Choose one of what is offered.", mark)
        return write(draft, place, values)

    return kept


# -- how many there are, and how each stands -------------------------------
def one_more(place: Place) -> str:
    """Three to seven are enough to hold in mind; from the eighth on it says so."""
    standing = sum(p.state in ("active", "resting", "proposed") for p in priorities_then(place.then))
    if standing < ENOUGH:
        return "Three to seven are enough to hold in mind."
    many = words.sentence(words.number(standing))
    return f"{many} stand already, and that is as much as a group can hold in mind. Could one of them rest first?"


def is_room(place: Place) -> str:
    return "" if len(place.record.priorities) < MOST else "There are ten already, and the plan has room for no more."


def finish(draft: Draft, place: Place, values: Values) -> Spot:
    """What is set aside says why, and only what carries on has something that carries it."""
    if values["as"] == "set_aside" and not values["note"]:
        raise Unsaid("Say why. It is kept, so that nobody has to ask again.", "note")
    if values["as"] != "carries_on":
        values["to"] = None
    return tells("priorities", "finished")(draft, place, values)


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
        fits=is_room,
        says=one_more,
        link="Add a priority",
    ),
    Sheet(
        "priority-change",
        "Put this priority in better words",
        "Keep this",
        (*ASKS, *MARKS),
        keeps_its_look(changes("priorities")),
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
        finish,
        HERE,
        within=EVENTS,
        of="priorities",
        fits=must_be("active", "resting"),
        link="Bring to an end",
    ),
    Sheet(
        "priority-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("priorities"),
        HERE,
        of="priorities",
        fits=added_by_mistake,
        says=lambda place: place.record.priorities[place.of].text,
        said="taken-away",
        link="Take away",
    ),
)
