"""Forms about what several stories tell us together."""

from app import permissions
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import choosing
from app.pages.writing.common import added_by_mistake
from app.pages.writing.sheets import Ask, Options, Place, Sheet, Write, adds, changes, reads, takes_away, to
from app.record.seats import Seat

AT_LEAST = 2
TOLD = ("used", "learned", "destroyed")
WITHIN = ("findings",)
HERE = to("stories")


def told(place: Place) -> Options:
    """The stories that the group has heard, by the names they were given. For organisers only."""
    heard = [s for s in place.record.stories.values() if place.then.state_of("story", s.id) in TOLD]
    return [(s.id, f"{s.pseudonym}: {s.title}" if s.title else s.pseudonym) for s in heard]


def of_two_or_more(write: Write) -> Write:
    """What one story tells is what was learnt from it; a finding rests on two at least, so that it points to nobody."""

    def kept(draft: Draft, place: Place, values: Values) -> Spot:
        if len(values["stories"] or []) < AT_LEAST:
            raise Unsaid("Choose two stories at least. What one tells is kept with that one.", "stories")
        return write(draft, place, values)

    return kept


def enough_stories(place: Place) -> str:
    if len(list(told(place))) >= AT_LEAST:
        return ""
    return "A finding rests on two stories at least, and fewer have been told here."


def may_see(seat: Seat, _place: Place) -> bool:
    return permissions.see_stories(seat)


ASKS = (
    Ask(
        "text", "What do they tell us together?", "text", hint="Nothing that points to one person", needed=True, rows=2
    ),
    Ask("meeting", "At which meeting did we see it?", "pick", needed=True, options=choosing.held_meetings),
    Ask("stories", "Which stories does it rest on?", "many", hint="Two at least", needed=True, options=told),
)

SHEETS = (
    Sheet(
        "finding",
        "What do the stories tell us together?",
        "Keep this",
        ASKS,
        of_two_or_more(adds("findings", stem="F")),
        HERE,
        see=may_see,
        within=WITHIN,
        fits=enough_stories,
        link="Add what stories tell us together",
    ),
    Sheet(
        "finding-change",
        "What the stories tell us together",
        "Keep this",
        ASKS,
        of_two_or_more(changes("findings")),
        HERE,
        read=reads("findings"),
        see=may_see,
        within=WITHIN,
        of="findings",
        link="Change",
    ),
    Sheet(
        "finding-away",
        "Take this away",
        "Take it away",
        (),
        takes_away("findings"),
        HERE,
        see=may_see,
        of="findings",
        fits=added_by_mistake,
        says=lambda place: place.record.findings[place.of].text,
        said="taken-away",
        link="Take away",
    ),
)
