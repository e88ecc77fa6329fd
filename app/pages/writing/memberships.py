"""Forms about hats: whom somebody comes from and what they are here as, from day to day (L1, docs/domain.md)."""

from datetime import date, timedelta

from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.keeping.words import FILL_IN
from app.pages.writing import replacing
from app.pages.writing.hats import (
    hat_of,
    name_of,
    others,
    require_facilitator,
    still_led,
    take_back_invitations,
    without_nothing,
)
from app.pages.writing.people import PLACE_IN_GROUP, ROLES
from app.pages.writing.sheets import Ask, Place, Sheet, reads_row, to

REASONS = (
    ("changed_job", "They have another job"),
    ("stepped_back", "They stepped back"),
    ("organisation_withdrew", "Their organisation withdrew"),
    ("other", "Something else"),
)
ENDED = "This has come to an end already."
INSTEAD = Ask("named_substitute", "Who may come in their place?", "pick", options=others, nothing="Nobody named")


def since(place: Place) -> Ask:
    return Ask("from", "Since when?", "day", value=place.today, needed=True)


def add(draft: Draft, place: Place, values: Values) -> Spot:
    return draft.add(("people", place.of, "memberships"), values)


def change(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("people", place.of, "memberships", place.n)
    draft.change(spot, values)
    require_facilitator(draft, place, "role")
    return spot


def end(draft: Draft, place: Place, values: Values) -> Spot:
    spot: Spot = ("people", place.of, "memberships", place.n)
    draft.change(spot, values)
    take_back_invitations(draft, place)
    require_facilitator(draft, place, "to")
    return spot


def another_role(draft: Draft, place: Place, values: Values) -> Spot:
    """The hat ends the day before, and one like it begins: what they were until then stays as it was."""
    spot: Spot = ("people", place.of, "memberships", place.n)
    worn = dict(draft.item(spot))
    begins = values.get("from") or ""
    if not values.get("role"):
        raise Unsaid(FILL_IN, "role")
    if values.get("role") == worn.get("role"):
        raise Unsaid("That is what they are already.", "role")
    if begins <= worn["from"]:
        draft.change(spot, {"role": values.get("role"), "from": worn["from"] if begins == worn["from"] else begins})
    else:
        draft.change(spot, {"to": _day_before(begins)})
        spot = draft.add(("people", place.of, "memberships"), worn | without_nothing(values))
    require_facilitator(draft, place, "role")
    return spot


def _day_before(day: str) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except ValueError as wrong:
        raise Unsaid("There is no such day. Look at it again.", "from") from wrong


def still_worn(place: Place) -> str:
    hat = hat_of(place)
    return ENDED if hat is None or (hat.to_day is not None and hat.to_day < place.seat.today) else ""


def there_is_one(place: Place) -> str:
    return "" if hat_of(place) else ENDED


def what_they_lead(place: Place) -> str:
    led = still_led(place)
    if not led:
        return ""
    return (
        f"{name_of(place)} still leads something here. It is minded until somebody takes it on: to ask a successor, "
        "choose “Somebody takes their place” instead."
    )


LAST_DAY = Ask("to", "What is their last day?", "day", needed=True, hint="Their place is theirs until that day ends")
WHY = Ask(
    "end_reason",
    "Why?",
    "one",
    options=REASONS,
    hint="If they like it to be kept. The group is told that they have moved on, and no more.",
)


def last_day(place: Place) -> Ask:
    return Ask(LAST_DAY.name, LAST_DAY.label, "day", hint=LAST_DAY.hint, needed=True, value=place.today)


WITHIN = ("people", "memberships")
HERE = to("person", "person")
SHEETS = (
    Sheet(
        "hat",
        lambda place: f"Another hat for {name_of(place)}",
        "Add it",
        lambda place: (*PLACE_IN_GROUP, since(place), INSTEAD),
        add,
        HERE,
        within=WITHIN,
        of="people",
        says="One person may come for two organisations, or be back after a while away. "
        "What a hat allows counts from the day it is worn.",
        link="Another hat",
    ),
    Sheet(
        "hat-change",
        lambda place: f"{name_of(place)}’s place here",
        "Keep this",
        lambda place: (*PLACE_IN_GROUP, since(place), INSTEAD),
        change,
        HERE,
        read=reads_row("people", "memberships"),
        within=WITHIN,
        of="people",
        numbered=True,
        fits=there_is_one,
        says="For putting right what was written wrong, for all the time that it was worn. "
        "If it has become another, say so instead.",
        link="Put it right",
    ),
    Sheet(
        "hat-role",
        lambda place: f"{name_of(place)} is here as something else",
        "Keep this",
        lambda place: (
            Ask("role", "As what?", "one", options=ROLES, needed=True),
            Ask("from", "From which day?", "day", value=place.today, needed=True),
        ),
        another_role,
        HERE,
        within=WITHIN,
        of="people",
        numbered=True,
        fits=still_worn,
        says="What they were until then stays as it was. What they may see and do follows from the day itself.",
        link="They are here as something else now",
    ),
    Sheet(
        "hat-end",
        lambda place: f"{name_of(place)} moves on",
        "Keep this",
        lambda place: (last_day(place), WHY),
        end,
        HERE,
        within=WITHIN,
        of="people",
        numbered=True,
        fits=still_worn,
        says=what_they_lead,
        said="moved-on",
        link="They move on",
    ),
    Sheet(
        "hat-replace",
        lambda place: f"Somebody takes {name_of(place)}’s place",
        "Keep this",
        lambda place: (last_day(place), WHY, *replacing.asks(place)),
        replacing.replace,
        HERE,
        within=WITHIN,
        of="people",
        numbered=True,
        fits=still_worn,
        says="What they led is asked of the other one by one, and is theirs once they accept. "
        "Until then it is minded. Who came to which meeting stays with the person who came.",
        lists=replacing.agreement_with,
        said="moved-on",
        judged=True,
        link="Somebody takes their place",
    ),
)
