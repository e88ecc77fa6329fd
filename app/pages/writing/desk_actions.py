"""Forms of the nudge desk about what somebody has in hand: to let it rest, or to take it off them."""

from datetime import timedelta

from app.actions.domain import Unsaid
from app.follow_ups.models import MOST_ABOUT, FollowUp
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.nudges.desk import LED
from app.pages.writing import choosing
from app.pages.writing.actions import standing
from app.pages.writing.desk import HERE, called, leads_something, led, rooms
from app.pages.writing.sheets import Ask, Place, Sheet
from app.record.actions import actions_then
from app.words import possessive


# -- rest ----------------------------------------------------------------
def in_a_week(place: Place) -> str:
    return (place.seat.today + timedelta(days=7)).isoformat()


def rest(draft: Draft, place: Place, values: Values) -> Spot:
    """A contact that is planned for that day, before which there is none."""
    if values["until"] <= place.today:
        raise Unsaid("Choose a day that is still to come.", "until")
    if values["until"] > (place.seat.today + timedelta(days=366)).isoformat():
        raise Unsaid("Choose a day within a year.", "until")
    for row in place.record.follow_ups.values():
        if row.with_person == place.of and is_a_rest(row):
            draft.change(("follow_ups", row.id), {"not_needed_on": place.today})
    day = {"planned_for": values["until"], "not_before": values["until"]}
    who = {"by": place.seat.person, "with": place.of, "kind": "nudge"}
    about = [a.id for a in led(place)][:MOST_ABOUT]
    return draft.add(("follow_ups",), {"id": draft.fresh_id("U", width=2)} | who | day | {"about": about})


def is_a_rest(row: FollowUp) -> bool:
    """A planned contact before which there is to be none, and that is no letter."""
    undone = row.on is None and row.not_needed_on is None
    return bool(undone and row.channel is None and row.not_before is not None and row.planned_for == row.not_before)


# -- taking something off them --------------------------------------------
def somebody_else(place: Place) -> list[tuple[str, ...]]:
    lead = standing(place).lead
    return [option for option in choosing.members(place) if option[0] != lead]


def is_led(place: Place) -> str:
    action = next((a for a in actions_then(place.then) if a.id == place.of), None)
    if action is None or action.lead is None or action.state not in LED:
        return "Nobody leads this now."
    return ""


def take_it_off(draft: Draft, place: Place, values: Values) -> Spot:
    """With somebody to hand it to they are asked; else it is proposed again, and the desk shows that it needs someone.

    Handed back is what was asked: so a lead is asked first, and declines, both on the day (S6, docs/domain.md).
    """
    action, spot = standing(place), ("actions", place.of)
    said = {"on": place.today, "by": place.seat.person}
    note = {"note": values["note"]}
    if values["to"]:
        if action.state == "asked":
            draft.tell(spot, said | {"event": "declined"})
        draft.tell(spot, said | {"event": "asked", "to": values["to"]} | note)
        return spot
    if action.state != "asked":
        draft.tell(spot, said | {"event": "asked", "to": action.lead})
    draft.tell(spot, said | {"event": "declined"} | note)
    return spot


def its_words(place: Place) -> str:
    action = standing(place)
    return f"{place.then.known_as(action.lead)} leads “{action.text}”."


NOTE = Ask("note", "Anything to add?", hint="The group can read it", most=160)
SHEETS = (
    Sheet(
        "desk-rest",
        lambda place: f"Let {called(place)} rest",
        "Let it rest",
        lambda place: (Ask("until", "Until which day?", "day", needed=True, value=in_a_week(place)),),
        rest,
        HERE,
        see=rooms,
        of="people",
        fits=leads_something,
        says=lambda place: (
            f"{possessive(called(place))} card comes back on that day, or at once if they say that they are stuck."
        ),
        said="desk-rest",
        judged=True,
        link="Rest until…",
    ),
    Sheet(
        "desk-take-off",
        "Take this off them",
        "Take it off them",
        (
            Ask("to", "Who could take it on?", "pick", options=somebody_else, nothing="Nobody yet"),
            NOTE,
        ),
        take_it_off,
        HERE,
        see=rooms,
        of="actions",
        fits=is_led,
        says=lambda place: (
            f"{its_words(place)} Whoever is chosen is asked first; "
            "with nobody yet, the desk shows that it needs someone."
        ),
        said="desk-take-off",
        judged=True,
        link="Take it off them",
    ),
)
