"""What the forms of stories share: who may, in which state, and what must not stand in what is typed."""

from collections.abc import Callable
from typing import Any

from app import permissions
from app.actions.domain import Unsaid
from app.audit.domain import By, note
from app.installation import vault
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.hats import require_room
from app.pages.writing.sheets import Ask, Place
from app.people.models import Person
from app.record.acting import Said
from app.record.changes import changed
from app.record.seats import Seat
from app.stories.bodies import keep_body, let_body_go
from app.stories.models import Story
from app.stories.recognising import recognisable

LONGEST_BODY, LONGEST_WHY = 6000, 160
NOT_NOW = "The story has not come to that yet, or is past it."
STOPS = "names"
ALL_THE_SAME = (
    Ask("all_the_same", "It may stay: nobody can be told from it", "tick", late=STOPS),
    Ask("all_the_same_why", "Why is that right?", hint="This is kept, without the words of the story", late=STOPS),
)


def story_of(place: Place) -> Story:
    return place.record.stories[place.of]


def state_of(place: Place) -> str:
    return place.then.state_of("story", place.of)


def in_state(*states: str) -> Callable[[Place], str]:
    return lambda place: "" if state_of(place) in states else NOT_NOW


def may_write(seat: Seat, place: Place) -> bool:
    return permissions.write_story(seat, story_of(place))


# -- the words --------------------------------------------------------
def keeps(draft: Draft, place: Place, story: str, body: str) -> None:
    """Let the words be sealed with what else is written. They go past the draft, which is audited and shown."""
    series = place.seat.series_id
    draft.also(lambda db, _: keep_body(db, vault(), series, story, body))


def rewrites(draft: Draft, place: Place, body: str) -> None:
    """The words alone change: the document says nothing of it, the audit that it was done."""
    series, story = place.seat.series_id, place.of

    def write(db: Any, by: Said) -> None:
        keep_body(db, vault(), series, story, body)
        changed(db, series, story, by.account, at=by.at)
        note(db, series, "wrote a story down", at=by.at, by=By(by.account, by.person), about=("story", story))

    draft.also(write)


def lets_go(draft: Draft, place: Place) -> None:
    series, story = place.seat.series_id, place.of
    draft.also(lambda db, _: let_body_go(db, vault(), series, story))


# -- what must not stand in them ---------------------------------------
def require_unrecognisable(draft: Draft, place: Place, values: Values, *texts: str | None) -> None:
    """Stop and ask where an address or somebody's name is found; go on with a reason, which is written down."""
    sure, why = values.pop("all_the_same", None), values.pop("all_the_same_why", None)
    require_room(why, LONGEST_WHY, "all_the_same_why")
    found = recognisable("\n".join(text for text in texts if text), names(place))
    if not found:
        return
    if not sure:
        what = " and ".join(found)
        raise Unsaid(f"This seems to hold {what}. Take it out, or say below why it may stay.", "all_the_same")
    if not why:
        raise Unsaid("Say in a few words why it may stay.", "all_the_same_why")
    said = {"because": [None, why]}
    series = place.seat.series_id
    draft.also(lambda db, by: note(db, series, KEPT_ALL_THE_SAME, at=by.at, by=By(by.account, by.person), said=said))


KEPT_ALL_THE_SAME = "kept what might name somebody"


def names(place: Place) -> list[str]:
    people: list[Person] = list(place.record.people.values())
    return [name for person in people for name in (person.name, person.known_as) if name]


def require_free(place: Place, pseudonym: str | None) -> None:
    """A name belongs to one story."""
    for story in place.record.stories.values():
        if pseudonym and story.id != place.of and story.pseudonym.casefold() == pseudonym.casefold():
            raise Unsaid("Another story here has this name. Choose one of its own.", "pseudonym")


def spot_of(place: Place) -> Spot:
    return ("stories", place.of)
