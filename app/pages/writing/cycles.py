"""Forms about the cycles of a test: planned, begun, ended, studied, decided (T1-T7, docs/domain.md)."""

from datetime import timedelta
from typing import Any

from app import permissions
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.keeping.words import FILL_IN
from app.pages.writing import choosing
from app.pages.writing.leading import no_question, test_of
from app.pages.writing.sheets import Ask, Asks, Place, Read, Sheet, changes_row, reads_row, to
from app.record.seats import Seat
from app.record.tests import CycleThen
from app.tests_of_change.models import Cycle

KINDS = (
    ("collect_information", "To find something out"),
    ("develop_a_change", "To work out a change"),
    ("test_a_change", "To try a change"),
    ("implement_a_change", "To bring a change in"),
)
SCALES = (
    ("one_person", "One person"),
    ("a_few_people", "A few people", "five at the most"),
    ("one_team", "One team or practice"),
    ("several", "Several"),
    ("whole_locality", "The whole locality"),
)
MEASURES = (("outcome", "What it is for"), ("process", "Whether we do it"), ("balancing", "What it might cost"))
COMPARED = (("as_predicted", "As we thought"), ("partly", "Partly"), ("not_as_predicted", "Not as we thought"))
ADOPT = ("adopt", "Adopt", "it stays, and somebody keeps doing it")
ADAPT = ("adapt", "Adapt", "one more cycle, changed")
ABANDON = ("abandon", "Abandon", "we learnt that it is not worth doing")
FIRST_ROUND_DAYS = 14
TOO_EARLY = "This cycle has not come to that yet."
TOO_LATE = "This cycle is past that already."
NO_GUESS = "Write down what you think will happen first. A guess that is made afterwards teaches nothing."


def cycle_of(place: Place) -> CycleThen | None:
    """The cycle a form speaks of, if it is the last one, which alone can be written on."""
    test = test_of(place)
    last = test.cycles[-1] if test and test.cycles else None
    return last if last is not None and last.row.n == place.n else None


def row_of(place: Place) -> Cycle | None:
    found = cycle_of(place)
    return found.row if found else None


def in_state(*states: str) -> Any:
    """The form fits while the cycle is in one of these states, and the test itself has not ended."""

    def fits(place: Place) -> str:
        test, cycle = test_of(place), cycle_of(place)
        if test is None or cycle is None or test.state in ("handed_on", "business_as_usual"):
            return "This test has come to an end, or another cycle has begun."
        return "" if cycle.state in states else TOO_EARLY if cycle.state == "planned" else TOO_LATE

    return fits


def may_write(seat: Seat, place: Place) -> bool:
    return permissions.write_test(seat, place.record.tests[place.of])


# -- planning -----------------------------------------------------------
def a_round_may_follow(place: Place) -> str:
    test = test_of(place)
    if test is None or test.state in ("handed_on", "business_as_usual"):
        return "This test has come to an end. Open it again first."
    if not test.cycles or test.cycles[-1].state == "adapting":
        return ""
    reopened = bool(test.events) and test.events[-1].event == "reopened"
    if test.cycles[-1].decided_on is not None and reopened:
        return ""
    return "Decide the cycle before this one first."


def plan_asks(place: Place) -> Asks:
    """The first cycle is small by itself: one person, two weeks at the most (T7, docs/domain.md)."""
    row = row_of(place) if place.n else None
    rounds = place.record.cycles.get(place.of, [])
    first = not rounds or (row is not None and row.n == 1)
    scale = "one_person" if first else rounds[-1].scale
    begins = place.seat.today
    ends = (begins + timedelta(days=FIRST_ROUND_DAYS)).isoformat() if first else None
    small = "The smaller, the sooner we know. One person is enough to begin with."
    return (
        Ask("question", "What do we want to know?", hint="One question that this cycle answers", needed=True),
        Ask("kind", "What is this cycle for?", "one", options=KINDS),
        Ask("scale", "With how many?", "one", options=SCALES, value=scale, hint=small),
        Ask("why_so_fast", "If it grows by more than one step: why so fast?"),
        Ask("prediction", "What do we think will happen?", hint="An honest guess; it is locked once the cycle begins"),
        Ask("measures", "What do we count?", "rows", count=3, asks=MEASURED),
        Ask("objective", "What is it meant to bring?"),
        Ask("plan", "Who does what, when and where?", "text"),
        Ask("data_plan", "Who counts, and how?"),
        Ask("planned_start", "When does it begin?", "day", value=begins.isoformat()),
        Ask("planned_end", "When does it end?", "day", value=ends),
        SAFE,
        SAFE_NOTE,
    )


MEASURED = (
    Ask("name", "What"),
    Ask("kind", "Kind", "pick", options=MEASURES, nothing="Not said"),
    Ask("before", "Before"),
    Ask("after", "After"),
)
SAFE = Ask(
    "safety.agreed_by",
    "Who agreed that nobody is worse off if it fails, and that whoever takes part knows?",
    "pick",
    options=choosing.members,
    nothing="Nobody yet",
)
SAFE_NOTE = Ask("safety.note", "Anything to say about that?")


def plan(draft: Draft, place: Place, values: Values) -> Spot:
    """A new round counts from today. What is guessed and agreed with it is guessed and agreed today."""
    return draft.add(("tests", place.of, "cycles"), {"on": place.today} | _dated(place, {}, values))


def change_plan(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("tests", place.of, "cycles", place.n)
    draft.change(spot, _dated(place, draft.item(spot), values))
    return spot


def _dated(place: Place, stands: Values, values: Values) -> Values:
    """The day of a guess or an agreement is that on which it was written; it stays while the words stay."""
    if "prediction" in values:
        same = values["prediction"] == stands.get("prediction")
        on = stands.get("predicted_on") if same else place.today
        values = values | {"predicted_on": on if values["prediction"] else None}
    if "safety" in values:
        values = values | {"safety": _agreed(place, stands.get("safety", {}), values["safety"])}
    return values


def _agreed(place: Place, stands: Values, safety: Values) -> Values:
    if not safety.get("agreed_by"):
        if safety.get("note"):
            raise Unsaid(FILL_IN, "safety-agreed_by")
        return {"agreed_by": None, "on": None, "note": None}
    same = safety["agreed_by"] == stands.get("agreed_by")
    return safety | {"on": safety.get("on") or (stands.get("on") if same else place.today)}


# -- doing and studying --------------------------------------------------
def guess(draft: Draft, place: Place, values: Values) -> Spot:
    if not values["prediction"]:
        raise Unsaid(FILL_IN, "prediction")
    return change_plan(draft, place, values)


def may_begin(place: Place) -> str:
    if why := in_state("planned")(place):
        return str(why)
    row = row_of(place)
    return "" if row is not None and row.prediction else NO_GUESS


def begin_asks(place: Place) -> Asks:
    row = row_of(place)
    started = Ask("started", "When did it begin?", "day", value=place.today, needed=True)
    if row is not None and row.safety_agreed_by:
        return (started,)
    on = Ask("safety.on", "When was that agreed?", "day", value=place.today)
    return (started, replaced(SAFE, needed=True), on, SAFE_NOTE)


def replaced(ask: Ask, **more: Any) -> Ask:
    return Ask(**(vars(ask) | more))


def begin(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("tests", place.of, "cycles", place.n)
    if not values["started"]:
        raise Unsaid(FILL_IN, "started")
    if values["started"] > place.today:
        raise Unsaid("This is told once it has begun. Until then change the plan.", "started")
    if "safety" in values and not values["safety"].get("agreed_by"):
        raise Unsaid("Somebody has to agree that nobody is worse off if it fails.", "safety-agreed_by")
    draft.change(spot, _dated(place, draft.item(spot), values))
    return spot


def end_asks(place: Place) -> Asks:
    return (
        Ask("ended", "When did it end?", "day", value=place.today, needed=True),
        Ask("did", "What happened?", "text", needed=True),
        Ask("as_planned", "Did it go as planned?", "yes_no"),
        Ask("surprises", "What surprised us?", "text"),
        Ask("measures", "What did we count?", "rows", count=3, asks=MEASURED),
    )


def end(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("tests", place.of, "cycles", place.n)
    for field in ("ended", "did"):
        if not values[field]:
            raise Unsaid(FILL_IN, field)
    if values["ended"] > place.today:
        raise Unsaid("This is told once it has ended. Until then change the plan.", "ended")
    draft.change(spot, values)
    return spot


LEARNED = Ask("learned", "What did we learn?", "text", needed=True)
HOW_IT_WENT = Ask("compared", "Did it go as we thought?", "one", options=COMPARED)


def study(draft: Draft, place: Place, values: Values) -> Spot:
    if not values["learned"]:
        raise Unsaid(FILL_IN, "learned")
    spot: Spot = ("tests", place.of, "cycles", place.n)
    draft.change(spot, values)
    return spot


# -- deciding -------------------------------------------------------------
def decide_asks(place: Place) -> Asks:
    """Before it has ended a cycle can only be abandoned, with what that taught (T6, docs/domain.md)."""
    row = row_of(place)
    if row is None or row.ended is None:
        why = Ask("learned", "Why, and what does that teach us?", "text", needed=True)
        return (Ask("decision", "What do we decide?", "one", options=(ABANDON,), value="abandon", needed=True), why)
    return (
        Ask("decision", "What do we decide?", "one", options=(ADOPT, ADAPT, ABANDON), needed=True),
        LEARNED,
        HOW_IT_WENT,
        Ask("kept_by", "If it stays: who keeps doing it, in whose job?"),
        Ask("next", "If it is to be changed: what comes next?", hint="Until the next cycle is planned"),
    )


def decide(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("tests", place.of, "cycles", place.n)
    if not values["decision"]:
        raise Unsaid("Choose one of what is offered.", "decision")
    if values["decision"] == "abandon":
        no_question(draft, place.of)
    draft.change(spot, values | {"decided_on": place.today})
    return spot


def words_asks(place: Place) -> Asks:
    """What is told of a cycle, for putting it in better words; its guess and its days stay as they are."""
    row = row_of(place)
    decided = row is not None and row.decision is not None
    ended = row is not None and row.ended is not None
    done: Asks = (
        Ask("did", "What happened?", "text", needed=True),
        Ask("as_planned", "Did it go as planned?", "yes_no"),
        Ask("surprises", "What surprised us?", "text"),
        Ask("measures", "What did we count?", "rows", count=3, asks=MEASURED),
    )
    learnt = replaced(LEARNED, needed=decided)
    kept = Ask("kept_by", "Who keeps doing it, in whose job?", needed=row is not None and row.decision == "adopt")
    return (*(done if ended else ()), learnt, HOW_IT_WENT, *((kept,) if decided else ()))


HERE = to("test", "test_id")
STANDS: Read = reads_row("tests", "cycles")
WITHIN = ("tests", "cycles")


def of_a_round(name: str, head: str, button: str, asks: Any, write: Any, *, link: str, **more: Any) -> Sheet:
    """A form about the last round of a test."""
    known: dict[str, Any] = {"read": STANDS, "may": may_write, "within": WITHIN, "of": "tests", "numbered": True}
    return Sheet(name, head, button, asks, write, HERE, link=link, **(known | more))


SHEETS = (
    Sheet(
        "test-plan",
        "Plan a cycle",
        "Keep the plan",
        plan_asks,
        plan,
        HERE,
        may=may_write,
        fits=a_round_may_follow,
        within=WITHIN,
        of="tests",
        says="Begin small: one person, two weeks at the most. What does not work then has cost little.",
        link="Plan a cycle",
    ),
    of_a_round(
        "cycle-change",
        "Change the plan",
        "Keep the plan",
        plan_asks,
        change_plan,
        fits=in_state("planned"),
        says="What we think will happen can be put otherwise until it begins.",
        link="Change the plan",
    ),
    of_a_round(
        "cycle-guess",
        "What do we think will happen?",
        "Keep the guess",
        (Ask("prediction", "What do we think will happen?", hint="An honest guess, as it would be said", needed=True),),
        guess,
        fits=in_state("planned"),
        says="It is locked once the cycle begins. The difference between the guess and what happens is what we learn.",
        link="Write the guess down",
    ),
    of_a_round(
        "cycle-begin",
        "It has begun",
        "It has begun",
        begin_asks,
        begin,
        fits=may_begin,
        fields={"predicted_on": "started", "prediction": "started"},
        says="From here on the guess is locked.",
        link="It has begun",
    ),
    of_a_round(
        "cycle-end",
        "It has ended",
        "Keep what happened",
        end_asks,
        end,
        fits=in_state("running"),
        link="It has ended",
    ),
    of_a_round(
        "cycle-study",
        "What did we learn?",
        "Keep what we learnt",
        (LEARNED, HOW_IT_WENT),
        study,
        fits=in_state("studying"),
        says="Put what we thought beside what happened.",
        link="What we learnt",
    ),
    of_a_round(
        "cycle-decide",
        "What do we decide?",
        "Record the decision",
        decide_asks,
        decide,
        fits=in_state("planned", "running", "studying"),
        fields={"ended": "decision", "decided_on": "decision"},
        link="Decide",
    ),
    of_a_round(
        "cycle-words",
        "Put this in better words",
        "Keep this",
        words_asks,
        changes_row("tests", "cycles"),
        fits=in_state("studying", "adopted", "adapting", "abandoned"),
        says="What we thought, and the days, stay as they were written.",
        link="Put it in better words",
    ),
)
