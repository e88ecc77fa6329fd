"""Forms about stories: brought, agreed to, checked, told, and let go (rules of stories, docs/trust.md)."""

from datetime import timedelta
from typing import Any

from app import permissions
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.keeping.words import FILL_IN
from app.pages.writing import choosing, learning
from app.pages.writing.hats import require_room
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, reads, tells, to
from app.pages.writing.telling import (
    ALL_THE_SAME,
    LONGEST_BODY,
    LONGEST_WHY,
    in_state,
    keeps,
    lets_go,
    may_write,
    names,
    require_free,
    require_unrecognisable,
    rewrites,
    spot_of,
    story_of,
)
from app.stories.pseudonyms import suggested

KINDS = (
    ("one_person", "One person’s"),
    ("carer", "A carer’s"),
    ("worker", "A worker’s"),
    ("composite", "Put together from several"),
)
SCOPES = (
    ("room", "In this room", "whoever brought it and the organisers can open it"),
    ("series", "In this series", "everyone in the group can open it, once it has been told"),
    ("report", "Also for the report", "what it teaches may be told outside"),
)
BASES = (
    ("given", "They said yes"),
    ("asked", "They have been asked and have not answered yet"),
    ("composite", "It is put together from several people’s, and nobody’s own"),
    ("made_up", "It is made up from what we know, and nobody’s own"),
)
NOBODYS = {
    "composite": "Put together from several people’s; it is nobody’s own",
    "made_up": "Made up from what we know; it is nobody’s own",
}
KEEP_DAYS = 30
NOT_YET_ONE = ("offered", "consent_given")
STANDING = ("offered", "consent_given", "checked", "used", "learned")
BODY = Ask(
    "body",
    "The story",
    "text",
    rows=12,
    most=LONGEST_BODY,
    hint="As it would be told, without names, numbers, streets or dates. It is sealed: nobody reads it by accident, "
    "and it stands in no plan, recap, letter or search. Leave it empty if it is only told aloud.",
)
HOW = Ask("consent.how", "How did they say yes?", hint="As: aloud, to the person who brought it, who wrote that down")
SCOPE = Ask("consent.scope", "How far may it go?", "one", options=SCOPES)
FEW = Ask(
    "not_few", "At least five people are served where they live, so that nobody can be guessed", "tick", late="few"
)
TITLE = Ask("title", "What is it about, in a line?", hint="For the stories room, where it stands behind its door")
THEMES = Ask("themes", "What is it about, in a word or two?", "lines", hint="A line for each theme")


# -- bringing one ------------------------------------------------------
def new(place: Place) -> Asks:
    perhaps = suggested((s.pseudonym for s in place.record.stories.values()), names(place))
    hint = f"Never their own. {perhaps} is still free." if perhaps else "Never their own."
    others = (
        Ask("brought_by", "Who brings it?", "pick", options=choosing.members, value=place.seat.person, needed=True),
    )
    return (
        Ask("pseudonym", "What do we call them?", hint=hint, needed=True),
        Ask("kind", "Whose story is it?", "one", options=KINDS, needed=True),
        TITLE,
        THEMES,
        BODY,
        Ask("basis", "What does it rest on?", "one", options=BASES, needed=True),
        HOW,
        SCOPE,
        FEW,
        Ask(
            "why",
            "What is it for?",
            hint="What the group may learn that it cannot learn otherwise",
            needed=True,
            most=160,
        ),
        *(others if permissions.run_the_series(place.seat) else ()),
        Ask("meeting", "For which meeting?", "pick", options=choosing.meetings, needed=True),
        Ask("destroy_on", "Until when are its words kept?", "day", value=last_day(place)),
        *ALL_THE_SAME,
    )


def last_day(place: Place) -> str | None:
    """As long after the last meeting as the series keeps stories."""
    days = place.record.series.keep_stories_days
    meetings = [m.day for m in place.then.meetings]
    return (max(meetings) + timedelta(days=KEEP_DAYS if days is None else days)).isoformat() if meetings else None


def bring(draft: Draft, place: Place, values: Values) -> Spot:
    """A story, what it rests on, and its words, which are sealed beside it."""
    body, basis, why = (values.pop(key) for key in ("body", "basis", "why"))
    require_room(body, LONGEST_BODY, "body")
    require_room(why, LONGEST_WHY, "why")
    _require_basis(values, basis, why)
    require_free(place, values["pseudonym"])
    require_unrecognisable(draft, place, values, body, values["title"], values["pseudonym"], *(values["themes"] or []))
    story = draft.fresh_id("S")
    spot = draft.add(("stories",), {"id": story, "brought_by": place.seat.person} | values)
    event = "consent_asked" if basis == "asked" else "consent_given"
    draft.tell(spot, {"on": place.today, "event": event, "by": place.seat.person, "note": why})
    if body:
        keeps(draft, place, story, body)
    return spot


def _require_basis(values: Values, basis: str | None, why: str | None) -> None:
    """No story without what it rests on, and what it is for (rule 2 of stories, docs/trust.md)."""
    if basis not in [one[0] for one in BASES]:
        raise Unsaid("Choose one of what is offered.", "basis")
    if not why:
        raise Unsaid(FILL_IN, "why")
    consent, few = values["consent"], values.pop("not_few", None)
    if basis == "asked":
        values["consent"] = {"how": None, "scope": None}
        return
    if basis == "composite":
        values["kind"] = "composite"
    values["consent"] = consent | {"how": consent["how"] or NOBODYS.get(basis or "")}
    _require_leave(values["consent"], few)


def _require_leave(consent: Values, few: bool | None) -> None:
    """How they said yes and how far it goes; for the report, that no small number gives them away (S6)."""
    for key in ("how", "scope"):
        if not consent[key]:
            raise Unsaid(FILL_IN, f"consent-{key}")
    if consent["scope"] == "report" and not few:
        raise Unsaid("Where few people are served, a report tells who it is. Tick this, or choose less.", "not_few")


# -- what becomes of it ------------------------------------------------
def consent_given(draft: Draft, place: Place, values: Values) -> Spot:
    few = values.pop("not_few", None)
    _require_leave(values["consent"], few)
    draft.change(spot_of(place), values)
    draft.tell(spot_of(place), {"on": place.today, "event": "consent_given", "by": place.seat.person})
    return spot_of(place)


def check(draft: Draft, place: Place, values: Values) -> Spot:
    """Somebody else has read it, or whoever brought it a day later (S2, docs/domain.md)."""
    if not values["sure"]:
        raise Unsaid("Read it, and tick this when it is so.", "sure")
    brought = [e.on for e in place.record.happened(place.of)]
    if place.seat.is_(story_of(place).brought_by) and brought and brought[-1] >= place.seat.today:
        raise Unsaid("You brought this story: somebody else checks it, or you yourself tomorrow.", "sure")
    return tells("stories", "checked")(draft, place, {})


def change(draft: Draft, place: Place, values: Values) -> Spot:
    require_free(place, values["pseudonym"])
    texts = (values["title"], values["pseudonym"], *(values["themes"] or []))
    require_unrecognisable(draft, place, values, *texts)
    draft.change(spot_of(place), values)
    return spot_of(place)


def write_down(draft: Draft, place: Place, values: Values) -> Spot:
    body = values.pop("body")
    require_room(body, LONGEST_BODY, "body")
    if not body:
        raise Unsaid(FILL_IN, "body")
    require_unrecognisable(draft, place, values, body)
    rewrites(draft, place, body)
    return spot_of(place)


# Stands in for what a story taught, so that its history still holds; unapproved, so organisers alone see it.
TAKEN_OUT = "Taken out when the story was taken back"


def withdraw(draft: Draft, place: Place, values: Values) -> Spot:
    """Its words go at once, and with them whatever it taught that has not been checked, or is not to stay (S4)."""
    kept = values["keep"] or []
    rows = list(draft.item(spot_of(place)).get("learning", []))
    if set(kept) - {str(n) for n in range(1, len(rows) + 1)}:
        raise Unsaid("Choose from what is offered.", "keep")
    stays = [row for n, row in enumerate(rows, 1) if "approved_by" in row and str(n) in kept]
    taught = any(event.event == "learned" for event in place.record.happened(place.of))
    draft.change(spot_of(place), {"learning": stays or ([{"text": TAKEN_OUT}] if taught else [])})
    lets_go(draft, place)
    return tells("stories", "withdrawn")(draft, place, {})


def withdraw_asks(place: Place) -> Asks:
    rows = place.record.learning.get(place.of, [])
    approved = [(str(row.n), row.text) for row in rows if row.approved_by]
    keep = Ask("keep", "May what it taught us stay?", "many", options=approved, hint="Tick what they are content with")
    return (keep,) if approved else (Ask("keep", "", "many"),)


def destroy(draft: Draft, place: Place, _values: Values) -> Spot:
    lets_go(draft, place)
    return tells("stories", "destroyed")(draft, place, {})


HERE = to("story", "story_id")
WITHIN = ("stories",)


def of_a_story(name: str, head: str, button: str, asks: Any, write: Any, *, link: str, **more: Any) -> Sheet:
    """A form about one story: for the organisers and whoever brought it; for others it is not there."""
    known: dict[str, Any] = {"see": may_write, "may": may_write, "within": WITHIN, "of": "stories"}
    return Sheet(name, head, button, asks, write, HERE, link=link, **(known | more))


SHEETS = (
    Sheet(
        "story",
        "A story",
        "Bring it",
        new,
        bring,
        to("stories"),
        see=lambda seat, _: permissions.see_stories(seat),
        may=lambda seat, _: permissions.bring_story(seat),
        within=WITHIN,
        says="A story is one person’s, told with their leave, by an invented name. Until it is told in the room only "
        "the organisers and whoever brings it know of it.",
        said="story-brought",
        link="Bring a story",
    ),
    of_a_story(
        "story-change",
        "How it stands in the room",
        "Keep this",
        (
            Ask("pseudonym", "What do we call them?", hint="Never their own name", needed=True),
            TITLE,
            THEMES,
            Ask("destroy_on", "Until when are its words kept?", "day"),
            *ALL_THE_SAME,
        ),
        change,
        read=reads("stories"),
        link="Change its title",
    ),
    of_a_story(
        "story-words",
        "Write it down",
        "Seal it",
        (BODY, *ALL_THE_SAME),
        write_down,
        fits=in_state(*NOT_YET_ONE),
        says="What was written down before is destroyed. It is not shown here: open the story to read it.",
        link="Write it down anew",
    ),
    of_a_story(
        "story-consent-asked",
        "They have been asked",
        "They have been asked",
        (),
        tells("stories", "consent_asked"),
        fits=in_state("offered"),
        says="Whoever it is about knows that it would be told here, to whom and what for, and has time to think.",
        link="They have been asked",
    ),
    of_a_story(
        "story-consent",
        "They said yes",
        "Keep this",
        (HOW, SCOPE, FEW),
        consent_given,
        read=reads("stories"),
        fits=in_state("offered"),
        says="They can take it back at any time, without a reason.",
        link="They said yes",
    ),
    of_a_story(
        "story-check",
        "Nobody could tell who this is",
        "It is checked",
        (Ask("sure", "I have read it, and nobody could tell who this is", "tick", needed=True),),
        check,
        fits=in_state("consent_given"),
        says="Somebody else than who brought it reads it once, as if they knew the place.",
        link="Check it",
    ),
    of_a_story(
        "story-used",
        "It has been told",
        "It has been told",
        (),
        tells("stories", "used"),
        may=lambda seat, _: permissions.run_the_series(seat),
        fits=in_state("checked"),
        says="From now on the group sees that it is there, and may open it as far as they said yes to that.",
        link="It has been told",
    ),
    *learning.SHEETS,
    of_a_story(
        "story-learned",
        "We have learnt from it",
        "We have learnt from it",
        (),
        tells("stories", "learned"),
        fits=lambda place: in_state("used")(place) or learning.something(place),
        says="What it taught us is written down below it, and can leave the room once it is checked.",
        link="We have learnt from it",
    ),
    of_a_story(
        "story-withdraw",
        "They take it back",
        "Destroy its words",
        withdraw_asks,
        withdraw,
        fits=in_state(*STANDING),
        says="Its words are destroyed now, and nobody can bring them back. What it taught goes too, unless they say it "
        "may stay.",
        said="story-withdrawn",
        link="They take it back",
    ),
    of_a_story(
        "story-destroy",
        "Destroy its words",
        "Destroy its words",
        (),
        destroy,
        may=lambda seat, _: permissions.run_the_series(seat),
        fits=in_state(*STANDING),
        says="Nobody can bring them back. What was learnt from it stays.",
        said="story-destroyed",
        link="Destroy its words",
    ),
)
