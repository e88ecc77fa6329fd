"""Forms about actions: a new one, and what of one is changed without a move (its moves are in app.pages.actions)."""

import re
from collections.abc import Iterator
from typing import Any

from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import choosing
from app.pages.writing.common import added_by_mistake
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, changes, reads, takes_away
from app.record.actions import FINISHED, ActionThen, actions_then
from app.record.presence import IN_THE_ROOM, attendance
from app.record.then import MeetingThen

BETWEEN = "between"
KINDS = (
    ("find_out", "Find something out"),
    ("ask", "Ask somebody"),
    ("share", "Share something"),
    ("invite", "Invite somebody"),
    ("try", "Try something"),
    ("change_practice", "Do something differently from now on"),
    ("draft", "Draft something"),
    ("report", "Report on something"),
    ("begin", "Begin something"),
)
VERBS = {
    "find_out": "find check count learn look see read visit explore understand list map compare work",
    "ask": "ask ring call phone speak talk consult",
    "share": "share send tell show circulate pass give bring",
    "invite": "invite bring-in",
    "try": "try test pilot",
    "change_practice": "change stop replace use move",
    "draft": "draft write prepare propose design make",
    "report": "report present feed",
    "begin": "begin start set open hold run book arrange organise",
}
QUADRANTS = (
    ("person_inner", "What one person hopes, values or believes"),
    ("behaviour", "What one person does or can do"),
    ("culture", "What goes without saying among us"),
    ("systems", "How things are organised"),
)
CHALLENGES = (("technical", "We know how"), ("adaptive", "We have to learn"))


# -- what may be chosen ---------------------------------------------------
def going_on(place: Place) -> list[MeetingThen]:
    """Meetings that are open, the latest first."""
    return [m for m in reversed(place.then.meetings) if m.state == "open"]


def where_agreed(place: Place) -> list[tuple[str, str]]:
    return [*((m.id, f"At meeting {m.number}") for m in going_on(place)), (BETWEEN, "Between meetings")]


def can_be_waited_for(place: Place) -> Iterator[tuple[str, str]]:
    """Other actions that are not finished, and what organisations still owe an answer on."""
    record, said = place.record, place.then.said
    for action in actions_then(place.then):
        if action.id != place.of and action.state not in FINISHED:
            yield action.id, action.text
    for check in record.home_checks.values():
        if check.asked_on <= said and not any(d and d <= said for d in (check.answered_on, check.lapsed_on)):
            organisation = record.organisations[check.organisation]
            yield check.id, f"{organisation.short_name or organisation.name} to say yes: {check.question}"


def what_waits(place: Place) -> list[tuple[str, str]]:
    """Those that can be waited for, with what it waits for now."""
    found = dict(can_be_waited_for(place))
    record = place.record
    for other in record.linked(place.of, "waits_for") if place.of else []:
        found.setdefault(other, record.actions[other].text if other in record.actions else "An organisation to say yes")
    return list(found.items())


def helping(place: Place) -> list[tuple[str, str]]:
    """Members, and whoever helps already."""
    found = {person: name for person, name, *_ in choosing.members(place)}
    for person in place.record.linked(place.of, "helpers") if place.of else []:
        found.setdefault(person, place.record.people[person].name)
    return list(found.items())


MORE: Asks = (
    Ask("priority", "Which priority does it serve?", "pick", options=choosing.priorities, nothing="None yet"),
    Ask("first_step", "When and where does it begin?"),
    Ask("quick_win", "A quick win: within the lead's own gift, soon", "tick"),
    Ask("challenge", "Do we know how?", "one", options=CHALLENGES),
    Ask("quadrant", "Where does it work?", "pick", options=QUADRANTS, nothing="Not said"),
    Ask("helpers", "Who helps?", "many", hint="Five at the most", options=helping),
    Ask("waits_for", "What has to come first?", "many", options=what_waits),
)


def asked_of_a_new_one(place: Place) -> Asks:
    open_ones = going_on(place)
    coming = [value for value, _ in choosing.dues(place)]
    return (
        Ask("text", "What is to be done?", hint="Start with a verb: Ring, Ask, Try", needed=True),
        Ask("lead", "Who leads it?", "pick", hint="One person", options=choosing.members, nothing="Nobody yet"),
        Ask(
            "due",
            "By when?",
            "due",
            options=choosing.dues,
            value="next_meeting" if "next_meeting" in coming else None,
        ),
        Ask(
            "agreed",
            "Where did it come up?",
            "one",
            needed=True,
            options=where_agreed,
            value=open_ones[0].id if open_ones else BETWEEN,
        ),
        *MORE,
        Ask("kind", "What sort of thing is it?", "pick", options=KINDS, nothing="What its verb says"),
    )


# -- a new one -------------------------------------------------------------
def add(draft: Draft, place: Place, values: Values) -> Spot:
    """Agreed if its lead is in the room, else asked; without a lead it is only proposed (A1 to A3, docs/domain.md)."""
    agreed = values.pop("agreed")
    if agreed not in {value for value, _ in where_agreed(place)}:
        raise Unsaid("Choose one of what is offered.", "agreed")
    meeting = None if agreed == BETWEEN else place.then.meeting(agreed)
    require_verb(place, values["text"] or "")
    if values["lead"] and not values["due"]:
        raise Unsaid("Choose by when.", "due")
    require_no_helper(values["lead"], values["helpers"])
    on = place.today if meeting is None else meeting.day.isoformat()
    came_up = {"on": on} if meeting is None else {"meeting": meeting.id}
    kind = values["kind"] or guessed(values["text"] or "")
    id_ = draft.fresh_id("A", width=2)
    spot = draft.add(("actions",), {"id": id_} | values | {"kind": kind} | came_up)
    if event := begins_with(place, values["lead"], meeting):
        draft.tell(spot, {"on": on, "event": event, "by": place.seat.person} | _via(meeting))
    return spot


def begins_with(place: Place, lead: str | None, meeting: MeetingThen | None) -> str | None:
    """The first event of a new action; None where it is agreed at once."""
    if not lead:
        return "proposed"
    if meeting is None:
        return None if place.seat.is_(lead) else "asked"
    noted = {row.person: row.state for row in attendance(place.then, meeting)}
    return None if noted.get(lead, "present") in IN_THE_ROOM else "asked"


def _via(meeting: MeetingThen | None) -> Values:
    return {"via": "meeting"} if meeting else {}


def guessed(text: str) -> str | None:
    """The kind that the first word speaks of."""
    first = re.sub(r"\W+", "", text.partition(" ")[0]).lower()
    return next((kind for kind, verbs in VERBS.items() if first in verbs.split()), None)


def require_verb(place: Place, text: str) -> None:
    """“Ann to ring the practice” has its lead in it, who is chosen beside it."""
    who, to, rest = text.partition(" to ")
    people = {"we", "all", "everyone", "everybody", "someone", "somebody"}
    for person in place.record.people.values():
        people |= {person.name.casefold(), place.then.known_as(person.id).casefold()}
    if to and who.casefold() in people:
        raise Unsaid(f"Start with the verb: “{rest[:1].upper()}{rest[1:]}”. Who does it is chosen below.", "text")
    if who.casefold().partition(" ")[0] in ("we", "someone", "somebody", "everyone", "everybody"):
        raise Unsaid("Start with a verb, as in “Ring the practice”. Who does it is chosen below.", "text")


def require_no_helper(lead: str | None, helpers: list[str] | None) -> None:
    if lead and helpers and lead in helpers:
        raise Unsaid("Whoever leads it is not among those who help. Take out one of the two.", "helpers")


# -- changed ----------------------------------------------------------------
def standing(place: Place) -> ActionThen:
    return next(action for action in actions_then(place.then) if action.id == place.of)


def change(draft: Draft, place: Place, values: Values) -> Spot:
    require_no_helper(standing(place).lead, values["helpers"])
    return changes("actions")(draft, place, values)


def has_come_up(place: Place) -> str:
    """An action that comes up on a day to come is nobody's to change yet."""
    return "" if any(a.id == place.of for a in actions_then(place.then)) else "This has not come up yet."


def its_page(place: Place) -> tuple[str, dict[str, Any]]:
    return "action", {"action_id": place.of}


WITHIN = ("actions",)
SHEETS = (
    Sheet(
        "action",
        "A new action",
        "Agree this",
        asked_of_a_new_one,
        add,
        lambda _: ("actions", {}),
        within=WITHIN,
        says="One person leads it. Given to somebody who is not in the room, it is asked until they accept.",
        link="Add an action",
    ),
    Sheet(
        "action-change",
        "More about this action",
        "Keep this",
        (*MORE, Ask("kind", "What sort of thing is it?", "pick", options=KINDS, nothing="Not said")),
        change,
        its_page,
        read=reads("actions"),
        within=WITHIN,
        of="actions",
        fits=has_come_up,
        says="Its words, its day and its lead are changed by a move, so that the first ones are kept.",
        link="Helpers, priority, what it waits for",
    ),
    Sheet(
        "action-away",
        "Take this action out",
        "Take it out",
        (),
        takes_away("actions"),
        lambda _: ("actions", {}),
        of="actions",
        fits=added_by_mistake,
        says="It stands nowhere any more. This is for what was added by mistake.",
        link="Take out",
    ),
)
