"""Forms about people: somebody joins, and what is known about them is put right, by organisers or by themselves."""

from app import permissions
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import mistakes
from app.pages.writing.common import added_by_mistake
from app.pages.writing.hats import id_for, keys_at, name_of, organisations, require_facilitator, without_nothing
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, changes, reads, to

ROLES = (
    ("participant", "A member"),
    ("lived_experience", "A member who brings their own life", "they use services, or care for somebody who does"),
    ("integration_manager", "Keeps things moving between the meetings", "may change everything here"),
    ("facilitator", "Holds the meetings", "may change everything here"),
    ("sponsor", "A sponsor", "reads the plan, and no names against actions"),
    ("substitute", "Comes in somebody’s place"),
)
PREFERS = (
    ("email", "E-mail"),
    ("text", "A text message"),
    ("phone", "A call"),
    ("post", "Letters"),
    ("no_messages", "No messages, please"),
)
NAME = (
    Ask("name", "What is their name?", needed=True, autocomplete="off"),
    Ask("job", "What is their job?", hint="As they would say it"),
)
CALLED = (
    Ask("known_as", "What are they called?", hint="The name for the plan and the room, if it is not the first one"),
    Ask("pronouns", "Pronouns"),
)
REACHED = (
    Ask(
        "email",
        "E-mail address",
        hint="Whoever reads the letters sent here can come in as this person. A change counts at once: "
        "the old address opens nothing any more, nor do the links and calendars that it was given.",
        open_to_numbers=True,
    ),
    Ask("mobile", "Telephone", open_to_numbers=True),
    Ask("prefers", "How do they like to hear from us?", "one", options=PREFERS),
    Ask(
        "access_needs",
        "What do they need to take part?",
        hint="Only the organisers and they themselves see this",
        open_to_numbers=True,
    ),
    Ask("quiet_until", "No messages until", "day", hint="While somebody is away or has asked for quiet"),
)
OWN = (
    Ask("known_as", "What are you called?", hint="The name for the plan and the room, if it is not your first one"),
    Ask("pronouns", "Pronouns"),
    Ask(
        "email",
        "E-mail address",
        hint="You come in by letters sent here. A change counts at once: the old address opens nothing any more, "
        "nor do the links and calendars that it was given, and you come in again with the new one.",
        open_to_numbers=True,
    ),
    Ask("mobile", "Telephone", open_to_numbers=True),
    Ask("prefers", "How do you like to hear from us?", "one", options=PREFERS),
    Ask("access_needs", "What do you need to take part?", hint="Only the organisers see this", open_to_numbers=True),
    Ask("quiet_until", "No messages until", "day"),
)
PLACE_IN_GROUP = (
    Ask(
        "organisation",
        "Whom do they come from?",
        "pick",
        options=organisations,
        nothing="Nobody; they come by themselves",
    ),
    Ask("role", "What are they here as?", "one", options=ROLES, needed=True),
)


def new_person(place: Place) -> Asks:
    since = Ask("from", "Since when?", "day", value=place.today, needed=True)
    return (*NAME, *PLACE_IN_GROUP, since, *CALLED, *REACHED)


def add(draft: Draft, _place: Place, values: Values) -> Spot:
    """A person and the first hat they wear."""
    hat = without_nothing({key: values.pop(key) for key in ("organisation", "role", "from")})
    id_ = id_for(draft, values.get("name") or "somebody")
    return draft.add(("people",), {"id": id_, "memberships": [hat]} | values)


def own_or_any(place: Place) -> Asks:
    return (*NAME, *CALLED, *REACHED) if permissions.run_the_series(place.seat) else OWN


HERE = to("person", "person")
SHEETS = (
    Sheet(
        "person",
        "Somebody joins us",
        "Add them",
        new_person,
        add,
        to("people"),
        within=("people",),
        says="They can come in as soon as they have an e-mail address here. No letter goes out by itself.",
        link="Add somebody",
        fields=keys_at(1, "organisation", "role", "from"),
    ),
    Sheet(
        "person-change",
        lambda place: "About you" if place.seat.is_(place.of) else f"About {name_of(place)}",
        "Keep this",
        own_or_any,
        changes("people"),
        HERE,
        read=reads("people"),
        see=lambda seat, place: permissions.see_record(seat) or permissions.see_contact(seat, place.of),
        may=lambda seat, place: permissions.change_own_details(seat, place.of),
        within=("people",),
        of="people",
        link="Change",
    ),
    Sheet(
        "person-take-away",
        lambda place: f"Take {name_of(place)} away again",
        "Take them away",
        (),
        mistakes.takes_away("people", then=lambda draft, place: require_facilitator(draft, place, "")),
        to("people"),
        fits=added_by_mistake,
        of="people",
        says="For somebody who was added by mistake. Who really was here keeps their place in the record.",
        link="Added by mistake",
    ),
)
