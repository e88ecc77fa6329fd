"""Forms about what carries on when the meetings end: initiatives, their first steps, and what becomes of them."""

from collections.abc import Callable

from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import choosing
from app.pages.writing.answers import _is_day
from app.pages.writing.common import added_by_mistake, gathered, laid_out, several
from app.pages.writing.sheets import Ask, Asks, Options, Place, Sheet, takes_away, tells, to
from app.record.actions import actions_then

WITHIN, EVENTS = ("initiatives",), ("initiatives", "history")
HERE = to("initiatives")
PRESENT = ("present", "present_part", "present_as_substitute")
STEP_ROOM = choosing.room("actions", "text")


def open_actions(place: Place) -> Options:
    """What could be a first step: what is open, and what is one already."""
    mine = place.record.linked(place.of, "first_actions") if place.of else []
    return [(a.id, a.text) for a in actions_then(place.then) if a.is_open or a.id in mine]


def steps_of(place: Place) -> list[str]:
    known = {id_ for id_, *_ in open_actions(place)}
    return [id_ for id_ in place.record.linked(place.of, "first_actions") if id_ in known]


def asked(place: Place) -> Asks:
    stands = len(steps_of(place)) if place.of else 0
    return (
        Ask("text", "What carries on?", "text", needed=True, rows=2),
        Ask("lead", "Who leads it?", "pick", needed=True, options=choosing.members),
        Ask("home", "Whose work does it become?", hint="As: community nursing and the day centre"),
        Ask("meeting", "At which meeting did it come up?", "pick", needed=True, options=choosing.held_meetings),
        Ask("priority", "Out of which priority?", "pick", options=choosing.priorities, nothing="None"),
        Ask(
            "steps",
            "What are its first steps?",
            "rows",
            hint="One at least: here, or below out of what is agreed already",
            asks=(
                Ask("text", "What?", hint="Start with a verb", most=STEP_ROOM),
                Ask("lead", "Who?", "pick", options=choosing.members, nothing="Whoever leads it"),
                Ask("due", "By when?", "day"),
            ),
            count=3,
        ),
        *several("first_actions", "Which action is a first step of it?", open_actions, stands, least=2),
        Ask("first_date", "What is the first day to look forward to?", "day"),
        Ask("review_on", "When will it be looked at again?", "day"),
    )


# -- its first steps ---------------------------------------------------
def begin(draft: Draft, place: Place, values: Values) -> Spot:
    known = {"id": draft.fresh_id("I")}
    return draft.add(("initiatives",), known | with_steps(draft, place, values))


def change(draft: Draft, place: Place, values: Values) -> Spot:
    """First steps that are not of today's record stay as they are."""
    spot: Spot = ("initiatives", place.of)
    known = steps_of(place)
    values["unasked"] = [id_ for id_ in draft.item(spot)["first_actions"] if id_ not in known]
    draft.change(spot, with_steps(draft, place, values))
    return spot


def with_steps(draft: Draft, place: Place, values: Values) -> Values:
    steps = values.pop("steps")
    kept = [*values.pop("unasked", []), *gathered(values, "first_actions")]
    agreed = [agree_step(draft, place, values, n, step) for n, step in enumerate(steps, 1)]
    if not kept and not agreed:
        raise Unsaid("An initiative needs a first step.", "steps-1-text")
    return values | {"first_actions": [*kept, *agreed]}


def agree_step(draft: Draft, place: Place, values: Values, n: int, step: Values) -> str:
    """Agreed, or asked where whoever is to do it is not in the room (A3, docs/domain.md)."""
    due, lead = step.get("due") or values["first_date"], step.get("lead") or values["lead"]
    if not step.get("text"):
        raise Unsaid("Say what the step is.", f"steps-{n}-text")
    if len(step["text"]) > STEP_ROOM:
        raise Unsaid(f"This is {len(step['text'])} characters long; there is room for {STEP_ROOM}.", f"steps-{n}-text")
    if not due or not _is_day(due):
        raise Unsaid("Say by when.", f"steps-{n}-due")
    id_ = draft.fresh_id("A", width=2)
    came_up = {"meeting": values["meeting"]} if is_today(place, values["meeting"]) else {"on": place.today}
    known = {"id": id_, "text": step["text"], "kind": "begin", "lead": lead, "due": due, "priority": values["priority"]}
    draft.add(("actions",), known | came_up)
    if not (place.seat.is_(lead) or is_here(place, values["meeting"], lead)):
        draft.tell(("actions", id_), {"on": place.today, "event": "asked", "by": place.seat.person})
    return id_


def is_today(place: Place, meeting: str) -> bool:
    found = place.record.meetings.get(meeting)
    return found is not None and place.then.meeting(meeting).day == place.seat.today


def is_here(place: Place, meeting: str, person: str) -> bool:
    rows = place.record.attendance.get(meeting, [])
    return is_today(place, meeting) and any(row.person == person and row.state in PRESENT for row in rows)


# -- what becomes of it ------------------------------------------------
def must_be(state: str) -> Callable[[Place], str]:
    def fits(place: Place) -> str:
        stands = place.then.state_of("initiative", place.of) == state
        return "" if stands else "Something else has become of this since."

    return fits


def text_of(place: Place) -> str:
    return place.record.initiatives[place.of].text


NOTE = Ask("note", "Is there something to say about it?")


def becomes(name: str, event: str, head: str, button: str, *, after: str, asks: Asks = (NOTE,)) -> Sheet:
    return Sheet(
        name,
        head,
        button,
        asks,
        tells("initiatives", event),
        HERE,
        within=EVENTS,
        of="initiatives",
        fits=must_be(after),
        says=text_of,
        link=button,
    )


SHEETS = (
    Sheet(
        "initiative",
        "What carries on?",
        "Keep this",
        asked,
        begin,
        HERE,
        within=WITHIN,
        says="It has a lead, a home, and first steps with a day.",
        judged=True,
        link="Add what carries on",
    ),
    Sheet(
        "initiative-change",
        "What carries on",
        "Keep this",
        asked,
        change,
        HERE,
        read=lambda draft, place: laid_out(
            draft.item(("initiatives", place.of)) | {"first_actions": steps_of(place)}, "first_actions"
        ),
        within=WITHIN,
        of="initiatives",
        judged=True,
        link="Change",
    ),
    becomes("initiative-agree", "agreed", "We agree that this carries on", "Agree", after="proposed"),
    becomes(
        "initiative-hand-over",
        "handed_over",
        "Hand this over",
        "Hand it over",
        after="agreed",
        asks=(Ask("to", "To whom?", hint="A service or a team: community nursing"), NOTE),
    ),
    becomes("initiative-run", "running", "It is running", "It is running", after="handed_over"),
    becomes(
        "initiative-end",
        "ended",
        "This has come to an end",
        "It has ended",
        after="running",
        asks=(Ask("note", "What came of it?", needed=True),),
    ),
    Sheet(
        "initiative-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("initiatives"),
        HERE,
        of="initiatives",
        fits=added_by_mistake,
        says=text_of,
        said="taken-away",
        link="Take away",
    ),
)
