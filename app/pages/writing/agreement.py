"""Forms about how we work together: the working agreement, who says yes to it, and where interests may collide."""

from app import permissions
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot, Values
from app.pages.purpose_view import AREAS
from app.pages.writing import choosing
from app.pages.writing.common import added_by_mistake, has_come
from app.pages.writing.sheets import Ask, Options, Place, Sheet, adds, changes, reads, takes_away, to
from app.record.seats import Seat

HINTS = {
    "behaviours": "As: be curious, say it in the room",
    "meetings": "How often, how long, who comes instead",
    "information": "What stays in the room, and what may leave it",
    "finances": "Who pays for what",
    "accountability": "As: to the people who use services first",
    "feedback": "How we hear from people, and they from us",
    "review": "When we look at how we work",
    "remit": "And what is not",
}
SIX = 6
ROOM = choosing.room("working_agreement", "rows", "text")
AGREEMENT, CONFLICTS = ("working_agreement",), ("possible_conflicts",)
HERE = to("purpose")

WAYS = tuple(Ask(area, words, "lines", hint=HINTS[area], rows=2) for area, words in AREAS.items())


# -- the agreement -----------------------------------------------------
def shown(draft: Draft, _place: Place) -> Values:
    stands = draft.doc.get("working_agreement", {})
    ways = {area: [row["text"] for row in stands.get("rows", []) if row["area"] == area] for area in AREAS}
    return {area: texts for area, texts in ways.items() if texts} | {"meeting": stands.get("meeting")}


def agree(draft: Draft, _place: Place, values: Values) -> Spot:
    """Rows whose words have not changed stay as they were, with whatever else is known of them."""
    stands = draft.doc.setdefault("working_agreement", {})
    known = {(row["area"], row["text"]): row for row in stands.get("rows", [])}
    said = [(area, text) for area in AREAS for text in values[area] or []]
    if not said:
        raise Unsaid("Say at least one thing.", next(iter(AREAS)))
    for area, text in said:
        if len(text) > ROOM:
            raise Unsaid(f"One of these is {len(text)} characters long; there is room for {ROOM}.", area)
    stands["rows"] = [known.get(way, {"area": way[0], "text": way[1]}) for way in said]
    draft.change(AGREEMENT, {"meeting": values["meeting"]})
    return AGREEMENT


def not_heard(place: Place) -> Options:
    """The organisations that have not said yes."""
    said_yes = {acceptance.organisation for acceptance in place.record.acceptances}
    return [(o.id, o.name) for o in place.record.organisations.values() if o.id not in said_yes]


def accept(draft: Draft, place: Place, values: Values) -> Spot:
    has_come(place, values)
    if not values["organisations"]:
        raise Unsaid("Say who agrees.", "organisations")
    said_yes = {acceptance.organisation for acceptance in place.record.acceptances}
    if said_yes & set(values["organisations"]):
        raise Unsaid("They have said yes already.", "organisations")
    spots = [
        draft.add((*AGREEMENT, "accepted"), {"organisation": one, "on": values["on"]})
        for one in values["organisations"]
    ]
    return spots[0]


def to_accept(place: Place) -> str:
    if place.record.agreement is None:
        return "There is no working agreement yet to say yes to."
    return "" if list(not_heard(place)) else "Every organisation has said yes."


def said_yes(place: Place) -> Options:
    return [(a.organisation, place.record.organisations[a.organisation].name) for a in place.record.acceptances]


def take_back(draft: Draft, _place: Place, values: Values) -> Spot:
    accepted = draft.item(AGREEMENT).get("accepted", [])
    n = next((n for n, row in enumerate(accepted, 1) if row["organisation"] == values["organisation"]), None)
    if n is None:
        raise Unsaid("Choose one of those who have said yes.", "organisation")
    draft.take_away((*AGREEMENT, "accepted", n))
    return ()


# -- conflicts ---------------------------------------------------------
def see_conflict(seat: Seat, place: Place) -> bool:
    found = next(conflict for conflict in place.record.conflicts if conflict.id == place.of)
    return permissions.see_what_is_kept_back(seat, found)


CONFLICT = (
    Ask("text", "What may collide?", hint="As: clinical time for meetings against surgery time", needed=True),
    Ask(
        "between", f"Between whom? Two to {SIX}, if it is between organisations", "many", options=choosing.organisations
    ),
    Ask("how_we_will_handle_it", "How shall we handle it?", "text", rows=2),
    Ask(
        "visibility",
        "Who may read this?",
        "one",
        options=(("organisers", "The organisers"), ("group", "Everyone in the group")),
        value="organisers",
    ),
)

SHEETS = (
    Sheet(
        "agreement",
        "How we work together",
        "Agree",
        (
            *WAYS,
            Ask(
                "meeting", "At which meeting was this agreed?", "pick", options=choosing.meetings, nothing="At none yet"
            ),
        ),
        agree,
        HERE,
        read=shown,
        within=AGREEMENT,
        guards=SERIES,
        says="A line for each thing the group has agreed. What is left empty can be said later.",
        link="Change how we work together",
    ),
    Sheet(
        "agreement-accept",
        "Who says yes to how we work?",
        "They say yes",
        (
            Ask("organisations", "Which organisations?", "many", needed=True, options=not_heard),
            Ask("on", "When did they say so?", "day", needed=True),
        ),
        accept,
        HERE,
        within=(*AGREEMENT, "accepted"),
        fields={"organisation": "organisations"},
        fits=to_accept,
        says="It is the organisation that says yes, and not only whoever comes from it.",
        link="An organisation says yes",
    ),
    Sheet(
        "agreement-take-back",
        "An organisation has not said yes after all",
        "Take it back",
        (Ask("organisation", "Which one?", "pick", needed=True, options=said_yes),),
        take_back,
        HERE,
        within=(*AGREEMENT, "accepted"),
        guards=SERIES,
        fits=lambda place: "" if place.record.acceptances else "No organisation has said yes yet.",
        said="taken-away",
        link="Take a yes back",
    ),
    Sheet(
        "conflict",
        "Where may interests collide?",
        "Keep this",
        CONFLICT,
        adds("possible_conflicts", stem="X"),
        HERE,
        within=CONFLICTS,
        says="Said before they do, it is easier to say.",
        link="Add where interests may collide",
    ),
    Sheet(
        "conflict-change",
        "Where interests may collide",
        "Keep this",
        CONFLICT,
        changes("possible_conflicts"),
        HERE,
        read=reads("possible_conflicts"),
        see=see_conflict,
        within=CONFLICTS,
        of="possible_conflicts",
        link="Change",
    ),
    Sheet(
        "conflict-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("possible_conflicts"),
        HERE,
        see=see_conflict,
        of="possible_conflicts",
        fits=added_by_mistake,
        says="It was written down by mistake today, and nothing will be left of it.",
        said="taken-away",
    ),
)
