"""What somebody says by their personal link: how what they lead stands, whether they come, how we may write to them.

All of it goes through a draft of the series, as their own words, and changes nothing but what is theirs (decision 2,
docs/trust.md).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app import permissions as may
from app.actions.domain import MISSING, NOT_SAID, Unsaid
from app.clock import now
from app.errors import NotAllowedNow, NotFound
from app.history.machines import require_move
from app.history.models import Event
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.invitations_view import invitation_to
from app.pages.things import strike_last
from app.pages.things_view import last_word
from app.pages.writing.contacts import contacts_about, waiting_contact
from app.record.acting import Said
from app.record.actions import ActionThen, actions_then
from app.record.seats import Part, Seat
from app.web.database import Db

Choice = Literal["done", "moving", "stuck", "not_mine", "take_on", "open_again"]
Reply = Literal["coming", "cannot", "sending_substitute", "unsure"]
EVENTS: dict[str, tuple[str, ...]] = {
    "done": ("done",),
    "moving": ("moving",),
    "stuck": ("stuck",),
    "not_mine": ("asked", "declined"),
    "take_on": ("accepted",),
    "open_again": ("reopened",),
}
RESULTS = {
    "done": "done",
    "moving": "moving",
    "stuck": "stuck",
    "declined": "hands_it_back",
    "accepted": "takes_it",
    "reopened": "moving",
}
ROOM_HEARD = 200


@dataclass(frozen=True)
class Words:
    """What stands in the one line of an answer, and the field that it was typed in."""

    text: str | None
    field: str


# -- how it stands ------------------------------------------------------
def answer(db: Db, part: Part, thing: str, choice: Choice, words: Words) -> None:
    """Say how one's own action stands; the newest contact about it that waits for an answer is given this one."""
    action = own_action(part, thing)
    draft, spot = Draft(part.seat.record), ("actions", action.id)
    for event in events_of(action, choice):
        if not may.answer_for_oneself(part.seat, action, event):
            raise NotFound
    _require_said(choice, words)
    require_move("action", action.state, events_of(action, choice)[0])
    for told in told_by(part.seat, action, choice, words.text):
        draft.tell(spot, told)
    heard = _heard(draft.item(spot)["history"][-1])
    contact = waiting_contact(part.seat.record, part.seat.person, action.id, part.seat.today)
    if contact is not None:
        draft.change(("follow_ups", contact.id), heard)
    keep(db, draft, part.seat, spot, {"note": words.field, "what_would_help": words.field})


def events_of(action: ActionThen, choice: Choice) -> tuple[str, ...]:
    """Not mine is asked of the same lead and declined, that day; what is being asked already is declined."""
    return ("declined",) if choice == "not_mine" and action.state == "asked" else EVENTS[choice]


def told_by(seat: Seat, action: ActionThen, choice: Choice, words: str | None) -> list[Values]:
    """The events that tell an answer."""
    common = {"on": seat.today.isoformat(), "by": seat.person, "via": "link"}
    told = [common | {"event": event} for event in events_of(action, choice)]
    if told[0]["event"] == "asked":
        told[0]["to"] = seat.person
    last = told[-1]
    if choice == "stuck":
        last["what_would_help"] = words or NOT_SAID
    elif words:
        last["note"] = words
    return told


def _require_said(choice: Choice, words: Words) -> None:
    for event in EVENTS[choice]:
        if (event, "note") in MISSING and not words.text:
            raise Unsaid(MISSING[event, "note"], words.field)


def own_action(part: Part, thing: str) -> ActionThen:
    """The action, if they lead it; to a personal link no other is there."""
    found = next((a for a in actions_then(part.seat.then) if a.id == thing and part.seat.is_(a.lead)), None)
    if found is None:
        raise NotFound("This is not yours to answer any more.")
    return found


# -- the contacts that it answers ------------------------------------------
def _heard(event: Values) -> Values:
    """What a contact is told of an answer."""
    words = event.get("note") or event.get("what_would_help") or ""
    return {"result": RESULTS[event["event"]], "heard": "" if words == NOT_SAID else words[:ROOM_HEARD]}


def take_back(db: Db, part: Part, thing: str, n: int) -> None:
    """Strike what one said last of an action, today, with what it told the contact that it answered."""
    own_action(part, thing)
    last = last_word(part.seat, "action", thing)
    if last is None or last.n != n:
        raise NotAllowedNow("Something was said after it, so it cannot be taken back. Say what is so now instead.")
    strike_last(db, part.seat, "action", thing, lambda draft, event: _unhear(draft, part.seat, thing, event))


def _unhear(draft: Draft, seat: Seat, action: str, event: Event) -> None:
    """The contact that was written in the same moment with the same words."""
    said = _heard({"event": event.event, "note": event.note, "what_would_help": event.what_would_help})
    for contact in contacts_about(seat.record, seat.person, action):
        heard = {"result": contact.result, "heard": contact.heard or ""}
        if heard == said and seat.record.things[contact.id].changed_at == event.recorded_at:
            draft.change(("follow_ups", contact.id), {"result": None, "heard": None})


# -- whether they come ------------------------------------------------------
def reply(db: Db, part: Part, meeting: str, said: Reply, instead: str | None) -> None:
    """Whether one comes to the next meeting, to which one was invited; and who comes instead."""
    seat = part.seat
    following = seat.then.next_meeting
    if following is None or following.id != meeting or following.opened:
        raise NotAllowedNow("That meeting has begun, or is another by now. Look at the day again.")
    if invitation_to(seat.then, following, seat.person) is None:
        raise NotFound
    if said == "sending_substitute" and not instead:
        raise Unsaid("Write their name, so that they are expected.", "instead")
    draft, spot = Draft(seat.record), ("meetings", meeting)
    rows = draft.list_at((*spot, "invitations"))
    row = next(n for n, row in enumerate(rows, 1) if row["person"] == seat.person)
    name = instead if said == "sending_substitute" else None
    draft.change(
        (*spot, "invitations", row), {"reply": said, "replied_on": seat.today.isoformat(), "substitute_name": name}
    )
    keep(db, draft, seat, (*spot, "invitations", row), {"substitute_name": "instead"})


# -- how they like to be written to ------------------------------------------
def be_written_to(db: Db, part: Part, prefers: str | None, until: date | None, *, again: bool) -> None:
    """By which way, or not at all, and in peace until a day; `again` ends a peace that was asked for."""
    seat = part.seat
    if not (prefers or until or again):
        raise Unsaid("Choose how, or a day until which nobody writes.", "prefers")
    if until is not None and until <= seat.today:
        raise Unsaid("Choose a day that is still to come.", "quiet_until")
    values: dict[str, Any] = ({"prefers": prefers} if prefers else {}) | ({"quiet_until": None} if again else {})
    values |= {"quiet_until": until.isoformat()} if until else {}
    draft, spot = Draft(seat.record), ("people", seat.person)
    draft.change(spot, values)
    keep(db, draft, seat, spot, {})


# -- keeping it ----------------------------------------------------------------
def keep(db: Db, draft: Draft, seat: Seat, spot: Spot, fields: dict[str, str]) -> None:
    """Write it, or refuse it in words beside the field that asks for it."""
    for key, why in draft.refused(spot).items():
        raise Unsaid(why, fields.get(key, ""))
    draft.write(db, Said(None, seat.person, seat.today, now()))
