"""Forms about what it comes to: what was noticed, and last words."""

from app import permissions, words
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot, Values
from app.pages.hopes_view import LEVELS, SEEN
from app.pages.writing import choosing
from app.pages.writing.common import added_by_mistake, gathered, has_come, laid_out, several
from app.pages.writing.sheets import Ask, Asks, Options, Place, Sheet, last_word, takes_away, to
from app.record.seats import Seat

HERE, AT_INITIATIVES = to("purpose"), to("initiatives")
LEAVE = (
    ("room", "It stays in the room"),
    ("record", "The group may read it"),
    ("public", "Anyone may read it"),
)
ENDING = ("closing", "closed", "archived")


# -- evidence ----------------------------------------------------------
def rests_on(place: Place) -> Options:
    """What something noticed can rest on: what was done, tried, agreed and found, and meetings."""
    record = place.record
    return [
        *choosing.held_meetings(place),
        *((action.id, action.text) for action in record.actions.values()),
        *((test.id, test.title) for test in record.tests.values()),
        *((initiative.id, initiative.text) for initiative in record.initiatives.values()),
        *choosing.findings(place),
        *((decision.id, decision.text) for decision in record.decisions.values()),
    ]


def noticed(place: Place) -> Asks:
    stands = len(place.record.linked(place.of, "from")) if place.of else 0
    return (
        Ask("text", "What was noticed?", "text", needed=True, rows=2),
        Ask("aspiration", "To which hope does it speak?", "pick", needed=True, options=choosing.aspirations),
        Ask("on", "When?", "day", needed=True),
        Ask(
            "kind", "How was it noticed?", "one", needed=True, options=[(k, words.sentence(v)) for k, v in SEEN.items()]
        ),
        Ask(
            "leave_to_share",
            "How far may it travel?",
            "one",
            hint="Needed for the words of someone we are here for: ask them",
            options=LEAVE,
        ),
        Ask("by", "Who noticed it?", "pick", options=choosing.people, nothing="Nobody by name"),
        Ask(
            "level",
            "Where does it show?",
            "pick",
            options=[(level, words.sentence(said)) for level, said in LEVELS.items()],
            nothing="Not said",
        ),
        *several("from", "What did it come from?", rests_on, stands),
        Ask("what_else_could_explain", "What else could explain it?", hint="It is a sign, and no proof"),
    )


def judged(place: Place, values: Values) -> Values:
    has_come(place, values)
    if values["kind"] == "said_by_someone_served" and not values["leave_to_share"]:
        raise Unsaid("Say how far their words may travel.", "leave_to_share")
    return values | {"from": gathered(values, "from")}


def notice(draft: Draft, place: Place, values: Values) -> Spot:
    return draft.add(("evidence",), {"id": draft.fresh_id("E")} | judged(place, values))


def notice_anew(draft: Draft, place: Place, values: Values) -> Spot:
    draft.change(("evidence", place.of), judged(place, values))
    return ("evidence", place.of)


# -- last words --------------------------------------------------------
LAST_WORD = (
    Ask("text", "What did they say?", "text", needed=True, rows=2),
    Ask("said_by", "Who said so?", hint="No names, unless they asked for it: the occupational therapist"),
    Ask("leave_to_share", "How far may it travel?", "one", needed=True, options=LEAVE),
    Ask("retold", "This is in our words, and not in theirs", "tick"),
)


def word_at(place: Place) -> Spot:
    return ("last_words", next(row.n for row in place.record.last_words if last_word(row.n) == place.of))


def say_last(draft: Draft, _place: Place, values: Values) -> Spot:
    return draft.add(("last_words",), values)


def say_anew(draft: Draft, place: Place, values: Values) -> Spot:
    draft.change(word_at(place), values)
    return word_at(place)


def unsay(draft: Draft, place: Place, _values: Values) -> Spot:
    draft.take_away(word_at(place))
    return ()


def is_ending(place: Place) -> str:
    return "" if place.then.series_state in ENDING else "Last words are said when the series comes to its end."


def may_hear(seat: Seat, _place: Place) -> bool:
    return permissions.see_organisers_rooms(seat)


SHEETS = (
    Sheet(
        "evidence",
        "What have we noticed?",
        "Keep this",
        noticed,
        notice,
        HERE,
        within=("evidence",),
        fits=lambda place: "" if place.record.aspirations else "There is nothing yet that we hope for.",
        judged=True,
        link="Add what we have noticed",
    ),
    Sheet(
        "evidence-change",
        "What we have noticed",
        "Keep this",
        noticed,
        notice_anew,
        HERE,
        read=lambda draft, place: laid_out(draft.item(("evidence", place.of)), "from"),
        within=("evidence",),
        of="evidence",
        judged=True,
        link="Change",
    ),
    Sheet(
        "evidence-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("evidence"),
        HERE,
        of="evidence",
        fits=added_by_mistake,
        says=lambda place: place.record.evidence[place.of].text,
        said="taken-away",
        link="Take away",
    ),
    Sheet(
        "last-word",
        "Last words",
        "Keep this",
        LAST_WORD,
        say_last,
        AT_INITIATIVES,
        within=("last_words",),
        fits=is_ending,
        says="What somebody said at the end, with their leave.",
        link="Add last words",
    ),
    Sheet(
        "last-word-change",
        "Last words",
        "Keep this",
        LAST_WORD,
        say_anew,
        AT_INITIATIVES,
        read=lambda draft, place: draft.item(word_at(place)),
        see=may_hear,
        within=("last_words",),
        of="last_words",
        guards=SERIES,
        fits=is_ending,
        link="Change",
    ),
    Sheet(
        "last-word-away",
        "Take these words away",
        "Take them away",
        (),
        unsay,
        AT_INITIATIVES,
        see=may_hear,
        of="last_words",
        guards=SERIES,
        fits=is_ending,
        says="Whoever said them does not want them kept, or it was a mistake. Nothing will be left of them.",
        said="taken-away",
        link="Take away",
    ),
)
