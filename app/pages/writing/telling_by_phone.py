"""What somebody says on the telephone of something that they lead: told as by them, and taken back with the call."""

from typing import Any

from app.actions.domain import Unsaid
from app.errors import NotFound
from app.history.machines import ACTION
from app.keeping.draft import Draft
from app.keeping.spots import Spot
from app.pages.writing.sheets import Place
from app.record.actions import ActionThen

ANSWERS = (("moving", "Moving"), ("stuck", "Stuck"), ("done", "Done"))
ASKED = (("takes_it", "Takes it on"), ("hands_it_back", "Not theirs"))
REACHED = ("no_answer", "No answer")
TELLS = {"moving": "moving", "stuck": "stuck", "done": "done", "takes_it": "accepted", "hands_it_back": "declined"}
NEEDS = {
    "done": ("note", "Say what came of it. A few words are enough."),
    "stuck": ("what_would_help", "Say what would help. A few words are enough."),
}
STILL_ASKED = "They have not taken this on yet. Choose whether they do."
TAKEN_ON = "They have taken this on already. Choose how it goes."


def heard_by_phone(draft: Draft, place: Place, action: ActionThen, result: str, heard: str | None) -> None:
    """Tell how an action stands by whoever leads it. Somebody who was not reached said nothing.

    What was heard stays in the log, for it was said to one person, unless the group needs it: what came of something,
    and what would help.
    """
    event = TELLS.get(result)
    if event is None:
        return
    if ACTION.after(action.state, event) is None:
        raise Unsaid(STILL_ASKED if action.state == "asked" else TAKEN_ON, "result")
    said = {"on": place.today, "event": event, "by": action.lead, "via": "phone"}
    if result in NEEDS:
        key, missing = NEEDS[result]
        if not heard:
            raise Unsaid(missing, "heard")
        said[key] = heard
    draft.tell(("actions", action.id), said)


def took_back(draft: Draft, place: Place) -> None:
    """Strike out what a call of today told of its action, where nothing has been said of that since."""
    row = place.record.follow_ups[place.of]
    event = TELLS.get(row.result or "")
    for id_ in place.record.linked(row.id, "about"):
        spot: Spot = ("actions", id_)
        if (
            event
            and row.channel == "phone"
            and _is_the_last(_history(draft, spot), event, row.with_person, place.today)
        ):
            draft.strike(spot)


def _history(draft: Draft, spot: Spot) -> list[dict[str, Any]]:
    try:
        return list(draft.item(spot).get("history", []))
    except NotFound:  # a test, or a question at home
        return []


def _is_the_last(history: list[dict[str, Any]], event: str, person: str, today: str) -> bool:
    told = {"event": event, "by": person, "via": "phone", "on": today}
    return bool(history) and all(str(history[-1].get(key)) == value for key, value in told.items())
