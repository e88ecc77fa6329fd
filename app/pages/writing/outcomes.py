"""Forms about what it comes to: evidence, looking back at what we hoped for, what carries on, last words."""

from app import permissions, words
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot, Values
from app.pages.hopes_view import LEVELS, MOVEMENT, SEEN
from app.pages.writing import choosing
from app.pages.writing.common import added_by_mistake, gathered, has_come, laid_out, several
from app.pages.writing.sheets import Ask, Asks, Options, Place, Sheet, last_word, takes_away, to
from app.record.seats import Seat
from app.series.models import Aspiration

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


# -- looking back ------------------------------------------------------
def standing(place: Place) -> list[Aspiration]:
    """The hopes that stood at a meeting, and those that were looked at then all the same."""
    back = next((b for b in place.record.check_backs if b.meeting == place.of), None)
    looked_at = {m.aspiration for m in place.record.movements.get(back.n, [])} if back else set()
    day = place.then.meeting(place.of).day
    return [
        hope
        for hope in place.record.aspirations.values()
        if hope.id in looked_at
        or (place.then.meeting(hope.meeting).day <= day and (hope.ended_on is None or hope.ended_on > day))
    ]


def signs_of(place: Place, hope: Aspiration) -> Options:
    return [
        (e.id, e.text) for e in place.record.evidence.values() if e.aspiration == hope.id and e.on <= place.seat.today
    ]


def how_far(place: Place) -> Asks:
    """One group of questions a hope, and what members said."""
    room = choosing.room
    within = ("check_backs", "by_aspiration")
    return (
        *(
            Ask(
                f"by_aspiration.{n}",
                hope.text,
                "group",
                asks=(
                    Ask("movement", "How far has it come?", "pick", needed=True, options=MOVED),
                    Ask("how_we_know", "How do we know?", "text", rows=2, most=room(*within, "how_we_know")),
                    *(
                        (Ask("evidence", "What shows it?", "many", options=signs),)
                        if (signs := list(signs_of(place, hope)))
                        else ()
                    ),
                    Ask(
                        "who_disagrees",
                        "Does anyone see it otherwise?",
                        "text",
                        rows=2,
                        hint="Kept, without a name",
                        most=room(*within, "who_disagrees"),
                    ),
                ),
            )
            for n, hope in enumerate(standing(place), 1)
        ),
        Ask(
            "what_members_said",
            "What did members say?",
            "lines",
            hint="A line for each, with their leave and no names",
            rows=4,
        ),
    )


MOVED = [(movement, words.sentence(said)) for movement, said in MOVEMENT.items()]


def known_back(draft: Draft, place: Place) -> Values:
    found: Values = next((b for b in draft.doc.get("check_backs", []) if b["meeting"] == place.of), {})
    return found


def shown_back(draft: Draft, place: Place) -> Values:
    stands = known_back(draft, place)
    rows = {row["aspiration"]: row for row in stands.get("by_aspiration", [])}
    return {
        "by_aspiration": {str(n): rows.get(hope.id, {}) for n, hope in enumerate(standing(place), 1)},
        "what_members_said": [remark["text"] for remark in stands.get("what_members_said", [])],
    }


def look_back(draft: Draft, place: Place, values: Values) -> Spot:
    """What was known besides what is asked, as what else a row rests on, stays."""
    stands = known_back(draft, place)
    rows = {row["aspiration"]: row for row in stands.get("by_aspiration", [])}
    remarks = {remark["text"]: remark for remark in stands.get("what_members_said", [])}
    if not stands:
        draft.add(("check_backs",), {"meeting": place.of, "by_aspiration": [{}]})
        stands = known_back(draft, place)
    stands["by_aspiration"] = [
        _row(place, hope, rows.get(hope.id, {}), values["by_aspiration"][str(n)])
        for n, hope in enumerate(standing(place), 1)
    ]
    stands.pop("what_members_said", None)
    if said := values["what_members_said"]:
        stands["what_members_said"] = [remarks.get(text, {"text": text}) for text in said]
    return ("check_backs", draft.doc["check_backs"].index(stands) + 1)


def _row(place: Place, hope: Aspiration, was: Values, said: Values) -> Values:
    asked = {id_ for id_, *_ in signs_of(place, hope)}
    rests = [id_ for id_ in was.get("evidence", []) if id_ not in asked] + list(said.get("evidence") or [])
    row = was | {"aspiration": hope.id} | said | {"evidence": rests}
    return {key: value for key, value in row.items() if value not in (None, "", [])}


def can_look_back(place: Place) -> str:
    meeting = place.then.meeting(place.of)
    if not meeting.opened or meeting.day > place.seat.today:
        return "We look back together, at a meeting. This one has not been held yet."
    return "" if standing(place) else "There is nothing yet that we hope for."


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
        "check-back",
        lambda place: f"Looking back, at meeting {place.then.meeting(place.of).number}",
        "Keep this",
        how_far,
        look_back,
        HERE,
        read=shown_back,
        within=("check_backs",),
        of="meetings",
        guards=SERIES,
        fits=can_look_back,
        says="How far has each hope come? Not knowing is an answer, and so is going backwards.",
        judged=True,
        link="Look back at what we hoped for",
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
