"""Forms about organisations: the bodies that people come from."""

from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import mistakes
from app.pages.writing.common import added_by_mistake
from app.pages.writing.hats import id_for
from app.pages.writing.sheets import Ask, Place, Sheet, changes, reads, to

SECTORS = (
    ("hscp", "A health and social care partnership"),
    ("nhs", "The NHS"),
    ("general_practice", "General practice"),
    ("council", "The council"),
    ("third_sector", "The third sector"),
    ("independent_sector", "The independent sector"),
    ("housing", "Housing"),
    ("police_justice", "Police or justice"),
    ("education", "Education"),
    ("community_group", "A community group"),
    ("lived_experience", "People with lived experience"),
    ("facilitator", "Whoever holds the meetings"),
    ("other", "Another"),
)
ASKS = (
    Ask("name", "What is it called?", needed=True),
    Ask("short_name", "What is it called on the plan?", hint="If its name is longer than 18 letters"),
    Ask("sector", "What kind of body is it?", "pick", needed=True, options=SECTORS),
    Ask("essential", "We cannot do this without them", "tick"),
    Ask(
        "check_back_days",
        "How many days do they need to say yes to something?",
        "number",
        hint="People often have to ask at home first. An action that waits for it is not late.",
    ),
)


def add(draft: Draft, _place: Place, values: Values) -> Spot:
    id_ = id_for(draft, values.get("short_name") or values.get("name") or "somebody")
    return draft.add(("organisations",), {"id": id_} | values)


HERE = to("people")
SHEETS = (
    Sheet(
        "organisation",
        "Another organisation",
        "Add it",
        ASKS,
        add,
        HERE,
        within=("organisations",),
        says="It has a voice here once somebody comes from it.",
        link="Add an organisation",
    ),
    Sheet(
        "organisation-change",
        lambda place: place.record.organisations[place.of].name,
        "Keep this",
        ASKS,
        changes("organisations"),
        HERE,
        read=reads("organisations"),
        within=("organisations",),
        of="organisations",
        link="Change",
    ),
    Sheet(
        "organisation-take-away",
        lambda place: f"Take {place.record.organisations[place.of].name} away again",
        "Take it away",
        (),
        mistakes.takes_away("organisations"),
        HERE,
        fits=added_by_mistake,
        of="organisations",
        says="For one that was added by mistake, while nobody comes from it.",
        link="Added by mistake",
    ),
)
