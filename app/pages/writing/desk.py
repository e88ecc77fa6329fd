"""Forms of the nudge desk about a contact: what was heard on the telephone, a text that went, an offer of help."""

from collections.abc import Iterable
from functools import partial

from sqlmodel import Session

from app.actions.domain import Unsaid
from app.errors import NotAllowedNow
from app.follow_ups.models import MOST_ABOUT, FollowUp
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.letters import approving
from app.letters.due import Due
from app.nudges.case import kind_about
from app.nudges.desk import LED
from app.pages.writing.common import added_by_mistake
from app.pages.writing.sheets import Ask, Asks, Kind, Place, Sheet, to
from app.pages.writing.telling_by_phone import ANSWERS, ASKED, REACHED, heard_by_phone, took_back
from app.permissions import see_organisers_rooms
from app.record.acting import Said
from app.record.actions import ActionThen, actions_then
from app.record.seats import Seat
from app.words import day as said_day
from app.words import possessive

LONGEST_SAID, LONGEST_HEARD = 200, 160  # what an event has room for
AS_RADIOS = 5
RANG = {"nudge": "Rang to hear how it goes", "offer": "Rang to offer help", "ask": "Rang to ask"}
HOW_OFFERED = (
    ("email", "An e-mail", "it goes from here, in working hours"),
    ("phone", "I rang", "and said it"),
    ("in_person", "Face to face"),
    ("video", "By video"),
)
WHO_READS = "Where it is done or stuck the group reads this; otherwise only organisers, and whoever it is about"
NOTHING_LED = "They lead nothing that is open now."


def called(place: Place) -> str:
    return place.then.known_as(place.of)


def led(place: Place) -> list[ActionThen]:
    """What they lead, or are being asked to."""
    return [a for a in actions_then(place.then) if a.lead == place.of and a.state in LED]


def led_as_options(place: Place) -> list[tuple[str, ...]]:
    return [(a.id, a.text) for a in led(place)]


def leads_something(place: Place) -> str:
    """None of us is in touch with oneself."""
    if place.seat.is_(place.of):
        return "This is you. Say how it goes on the page of the action."
    return "" if led(place) else NOTHING_LED


def rooms(seat: Seat, _place: Place) -> bool:
    return see_organisers_rooms(seat)


def about_which(place: Place, first: str = "") -> tuple[Ask, ...]:
    """Asked only where there is more than one thing; the one that weighs most is chosen already."""
    mine = led_as_options(place)
    chosen = first or (mine[0][0] if mine else None)
    kind: Kind = "one" if len(mine) <= AS_RADIOS else "pick"
    return (Ask("about", "About what?", kind, needed=True, options=mine, value=chosen),) if len(mine) > 1 else ()


# -- I rang --------------------------------------------------------------
def answers(actions: Iterable[ActionThen]) -> list[tuple[str, ...]]:
    """What can be said on the telephone of one of these."""
    states = {a.state for a in actions}
    open_ones = ANSWERS if states - {"asked"} else ()
    return [*open_ones, *(ASKED if "asked" in states else ()), REACHED]


def asked_after_a_call(place: Place) -> Asks:
    return (
        *about_which(place),
        Ask("result", "How is it going?", "one", needed=True, options=answers(led(place))),
        Ask("heard", "What you heard", hint=WHO_READS, most=LONGEST_HEARD),
    )


def rang(draft: Draft, place: Place, values: Values) -> Spot:
    """The contact, and in the lead's own name how the action stands now."""
    mine = {a.id: a for a in led(place)}
    about = values.get("about") or next(iter(mine))
    action, result, heard = mine[about], values["result"], values["heard"]
    heard_by_phone(draft, place, action, result, heard)
    kind = kind_about([action])
    return noted(draft, place, kind, "phone", RANG[kind], [about], result=result, heard=heard)


def noted(draft: Draft, place: Place, kind: str, channel: str, said: str, about: list[str], **more: str | None) -> Spot:
    """A contact of today; a rest whose day has come is over with it."""
    for row in place.record.follow_ups.values():
        undone = row.on is None and row.not_needed_on is None and row.channel is None and row.not_before is not None
        if row.with_person == place.of and undone and row.planned_for and row.planned_for <= place.seat.today:
            draft.change(("follow_ups", row.id), {"not_needed_on": place.today})
    contact = {"on": place.today, "by": place.seat.person, "with": place.of, "kind": kind, "channel": channel}
    id_ = draft.fresh_id("U", width=2)
    return draft.add(("follow_ups",), {"id": id_} | contact | {"said": said, "about": about} | more)


def take_back(draft: Draft, place: Place, _values: Values) -> Spot:
    """The contact, what it told of the action, as far as nothing has come after that, and the end of a rest."""
    took_back(draft, place)
    for row in place.record.follow_ups.values():
        if _ended_with(place, row):
            draft.change(("follow_ups", row.id), {"not_needed_on": None})
    draft.take_away(("follow_ups", place.of))
    return ()


def _ended_with(place: Place, row: FollowUp) -> bool:
    """Whether it is a rest that `noted` ended in the moment in which it noted this contact."""
    things, contact = place.record.things, place.record.follow_ups[place.of]
    rest = row.not_before is not None and row.channel is None and row.with_person == contact.with_person
    together = things[row.id].changed_at == things[contact.id].changed_at
    return rest and together and row.not_needed_on == place.seat.today


def noted_today(place: Place) -> str:
    row = place.record.follow_ups[place.of]
    if row.channel == "email":
        return "It was a letter, and has gone."
    return added_by_mistake(place)


# -- a text --------------------------------------------------------------
def texted(draft: Draft, place: Place, values: Values) -> Spot:
    about = values["about"] or [a.id for a in led(place)][:MOST_ABOUT]
    kind = kind_about(a for a in led(place) if a.id in about)
    return noted(draft, place, kind, "text", values["said"], about)


# -- help ----------------------------------------------------------------
def asked_of_an_offer(place: Place) -> Asks:
    mine = [a.id for a in led(place)]
    return (
        Ask("said", "What do you offer?", hint="An hour, a call, a name", needed=True, most=LONGEST_SAID),
        Ask("channel", "How?", "one", needed=True, options=HOW_OFFERED),
        Ask("about", "With what?", "many", options=led_as_options, value=mine[:1], needed=True),
    )


def offer(draft: Draft, place: Place, values: Values) -> Spot:
    if values["channel"] != "email":
        return noted(draft, place, "offer", values["channel"], values["said"], values["about"])
    due = Due("offer", place.of, place.today, tuple(values["about"][:MOST_ABOUT]), "help is offered")
    words = values["said"]
    draft.also(lambda db, by: _send(db, place, due, words, by))
    return ()


def _send(db: Session, place: Place, due: Due, words: str, by: Said) -> None:
    try:
        approving.send(db, place.then, due, words=words, by=by, now=by.at)
    except NotAllowedNow as why:
        raise Unsaid(str(why), "channel") from why


def _what_goes(place: Place) -> str:
    """What was noted today, in words."""
    row = place.record.follow_ups[place.of]
    with_ = place.then.known_as(row.with_person)
    on = said_day(row.on) if row.on else "a day to come"
    told = place.record.linked(row.id, "about")
    and_then = " What it said of the action goes with it, as long as nothing was said since." if told else ""
    return f"The contact with {with_} on {on} is struck out, as if it had never been noted.{and_then}"


HERE = to("nudges")
OfACard = partial(Sheet, leads=HERE, see=rooms, within=("follow_ups",), of="people", fits=leads_something, judged=True)
Noted = partial(OfACard, back="desk-take-back")  # on the day it was noted, and until something rests on it
OURS = "Only organisers see this, and whoever it is about."
SHEETS = (
    Noted(
        "desk-rang",
        lambda place: f"I rang {called(place)}",
        "Note it",
        asked_after_a_call,
        rang,
        says=lambda place: f"How it goes is told in {possessive(called(place))} own name.",
        said="desk-rang",
        link="I rang",
    ),
    Noted(
        "desk-texted",
        lambda place: f"A text went to {called(place)}",
        "It has gone",
        lambda place: (
            Ask("said", "What did it say?", "text", needed=True, most=LONGEST_SAID),
            Ask("about", "About what?", "many", options=led_as_options, value=[a.id for a in led(place)][:MOST_ABOUT]),
        ),
        texted,
        says=OURS,
        said="desk-texted",
        link="A text has gone",
    ),
    Noted(
        "desk-offer",
        lambda place: f"Offer {called(place)} help",
        "Offer it",
        asked_of_an_offer,
        offer,
        says=OURS,
        said="desk-offer",
        link="Offer help",
    ),
    Sheet(
        "desk-take-back",
        "Take this contact back",
        "Take it back",
        (),
        take_back,
        HERE,
        see=rooms,
        of="follow_ups",
        fits=noted_today,
        says=_what_goes,
        said="taken-back",
        link="Take it back",
    ),
)
