"""Forms about who leads a test of change: somebody is asked, and what they answer.

Its lead has it until they say yes.
"""

from app import permissions
from app.actions.domain import Unsaid
from app.errors import NotAllowedNow
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import choosing
from app.pages.writing.contacts import waiting_contact
from app.pages.writing.sheets import Ask, Options, Place, Sheet, to
from app.record.tests import TestThen, test_then

YES, NO, NO_ANSWER = "takes_it", "hands_it_back", "no_answer"
ANSWERS = (
    (YES, "Yes", "it is theirs from now on"),
    (NO, "No"),
    (NO_ANSWER, "No answer", "they are not asked any more"),
)
OWN_ANSWERS = ((YES, "Yes, I will"), (NO, "No"))
ROOM_HEARD = 160
IS_OVER = "This test has come to an end. Open it again first."
NOBODY = "Nobody is being asked to lead this now."
HAS_LEFT = "They are not in the group any more, and so cannot lead it."


# -- asking ------------------------------------------------------------
def test_of(place: Place) -> TestThen | None:
    return test_then(place.then, place.record.tests[place.of])


def others(place: Place) -> Options:
    """Members, but for whoever leads it."""
    lead = place.record.tests[place.of].lead
    return [option for option in choosing.members(place) if option[0] != lead]


def goes_on(place: Place) -> str:
    test = test_of(place)
    return IS_OVER if test is None or test.is_over else ""


def ask(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("tests", place.of)
    if values["asked_of"] not in {option[0] for option in others(place)}:
        raise Unsaid("Choose one of what is offered.", "asked_of")
    draft.change(spot, values)
    return spot


def no_question(draft: Draft, test: str) -> None:
    """Nobody is asked to lead it any more: it has ended, or has another lead."""
    draft.change(("tests", test), {"asked_of": None, "asked_note": None})


# -- answering ---------------------------------------------------------
def somebody_is_asked(place: Place) -> str:
    test = test_of(place)
    return "" if test is not None and test.asked_of else NOBODY


def may_answer(place: Place) -> bool:
    return permissions.answer_for_a_test(place.seat, place.record.tests[place.of])


def answers(place: Place) -> Options:
    own = place.seat.is_(place.record.tests[place.of].asked_of)
    return OWN_ANSWERS if own else ANSWERS


def note_answer(draft: Draft, place: Place, values: Values) -> Spot:
    """What they said themselves, or what an organiser heard from them."""
    result = values["result"]
    if result not in {option[0] for option in answers(place)}:
        raise Unsaid("Choose one of what is offered.", "result")
    answered(draft, place, result, values["heard"], by_phone=not place.seat.is_(place.record.tests[place.of].asked_of))
    return ("tests", place.of)


def answered(draft: Draft, place: Place, result: str, heard: str | None, *, by_phone: bool) -> None:
    """They lead it, or are not asked any more. What they said stands with the contact that it answers."""
    row, then, spot = place.record.tests[place.of], place.then, ("tests", place.of)
    person = row.asked_of
    if person is None:
        raise NotAllowedNow(NOBODY)
    if result == YES:
        if not then.roles(person) - {"visitor"}:
            raise NotAllowedNow(HAS_LEFT)
        team = [one for one in draft.item(spot).get("team", []) if one != person]
        draft.change(spot, {"lead": person, "team": team})
    no_question(draft, place.of)
    said = {"result": result, "heard": heard}
    contact = waiting_contact(place.record, person, place.of, place.seat.today)
    if contact is not None:
        draft.change(("follow_ups", contact.id), said)
        return
    by = next((one.id for one in then.in_between() if one.id != person), None)
    if place.seat.organiser and not place.seat.is_(person):
        by = place.seat.person
    if by is not None:
        asked = {"kind": "handover", "said": f"Would you lead “{row.title}”?", "about": [place.of]}
        who = {"by": by, "with": person, "on": place.today, "channel": "phone" if by_phone else "email"}
        draft.add(("follow_ups",), {"id": draft.fresh_id("U", width=2)} | who | asked | said)


def title(place: Place) -> str:
    return place.record.tests[place.of].title


def asked_name(place: Place) -> str:
    return place.then.known_as(place.record.tests[place.of].asked_of)


def head_of_answer(place: Place) -> str:
    own = place.seat.is_(place.record.tests[place.of].asked_of)
    return f"Will you lead “{title(place)}”?" if own else f"Will {asked_name(place)} lead “{title(place)}”?"


def last_word(place: Place) -> list[str]:
    """What went with the question."""
    note = place.record.tests[place.of].asked_note
    return [f"“{note}”"] if note else []


HERE = to("test", "test_id")
SHEETS = (
    Sheet(
        "test-ask",
        lambda place: f"Who could lead “{title(place)}”?",
        "Ask them",
        (
            Ask("asked_of", "Who is asked to lead it?", "pick", needed=True, options=others),
            Ask("asked_note", "The last word on it", hint="It goes with the question; the group can read it"),
        ),
        ask,
        HERE,
        fits=goes_on,
        within=("tests",),
        of="tests",
        says="It is theirs once they say yes. Until then whoever leads it keeps it, or it is minded.",
        said="test-asked",
        link="Ask somebody to lead it",
    ),
    Sheet(
        "test-answer",
        head_of_answer,
        "Keep the answer",
        (
            Ask("result", "What is the answer?", "one", needed=True, options=answers),
            Ask("heard", "Anything said with it?", hint="Organisers read it, and whoever it is from", most=ROOM_HEARD),
        ),
        note_answer,
        HERE,
        may=lambda _, place: may_answer(place),
        fits=somebody_is_asked,
        of="tests",
        says="Yes and no are both good answers.",
        lists=last_word,
        said="test-answered",
        judged=True,
        link="Say yes or no",
    ),
)
