"""Every page there is, from the router itself: whatever can be opened by GET, with addresses to try it at.

What a route's path leaves open is filled in by what EXAMPLES has for just these parameters. A route with others has no
example, and a test says so.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from secrets import token_hex

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.accounts.domain import account_of, new_link
from app.clock import now, today
from app.db import reading, writing
from app.errors import DomainError
from app.history.machines import ACTION
from app.letters.due import wanted
from app.letters.looking import letters_of
from app.links.domain import new_link as new_personal_link
from app.pages.writing.all import SHEETS
from app.pages.writing.sheets import things_of
from app.pages.writing.ways import may_write
from app.post.domain import NewLetter, post
from app.record.actions import actions_then
from app.record.reading import read_record
from app.record.seats import seat_of
from app.record.then import Then, then
from app.series.queries import series_called
from app.stories.domain import Reader, open_story
from app.web import cookies
from app.web.guard import entries
from tests.browser.makeup import Made, made_of
from tests.browser.town import Look, Town
from tests.world.browsers import signed_in

# For machines, or for paper: the drawing and what is printed have tests of their own.
NOT_PAGES = {
    "healthz",
    "readyz",
    "static",
    "my_plan",
    "plan_svg",
    "plan_png",
    "plan_pdf",
    "recap_pdf",
    "print_pack",
    "calendar",
}
FORMS = ("stuck", "done", "carried", "handed_on")  # of the moves of an action, those whose forms differ the most
QUESTIONS = {  # pages that say more, or something else, when asked
    "search": ("q=the", "q=zeppelin"),
    "plan": ("view=projector",),
    "recap": ("view=projector",),
}
PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
UNSEEN = re.compile(
    r'nonce="[^"]*"|<input type="hidden"[^>]*>|/(?:sign-in|part)/[\w-]{20,}|<p class="who">.*?</p>'
    r'|<div role="img".*?</div>|otpauth:[^"]*|class="secret">[^<]*'
)

Values = tuple[object, ...]


@dataclass(frozen=True)
class Page:
    """One address of a page, named as its route is. `words` are the same for two pages that read the same."""

    name: str
    address: str
    words: str

    @property
    def made_of(self) -> Made:
        return made_of(self.words)


@dataclass(frozen=True)
class Place:
    """Where examples are taken from."""

    town: Town
    look: Look
    then: Then


def routes(app: FastAPI) -> dict[str, str]:
    """The path of every page, by its name."""
    found = {name: route.path for method, name, route in entries(app.routes) if method == "GET"}
    return {name: path for name, path in found.items() if name not in NOT_PAGES}


def pages(app: FastAPI, town: Town, look: Look) -> Iterator[Page]:
    """Every example of every page that opens to this reader. Whoever is led on sees another page, which is here too."""
    browser = TestClient(app, base_url=town.address, follow_redirects=False)
    if look.email:
        browser.cookies.set(cookies.named(cookies.SIGNED_IN), signed_in(town.engine, look.email))
    for name, address in addresses(app, town, look):
        answer = browser.get(address)
        assert answer.status_code in (200, 303, 403, 404), f"{address} answered {answer.status_code}"
        if answer.status_code == 200:
            yield Page(name, address, reads(answer.text, look))


def reads(html: str, look: Look) -> str:
    """What of a page its reader sees: two that read the same need not both be opened."""
    return UNSEEN.sub("", html).replace(f"/series/{look.slug}", "/series/")


def addresses(app: FastAPI, town: Town, look: Look) -> Iterator[tuple[str, str]]:
    """Name and address of every example of every page, whether or not it is for this reader."""
    place = Place(town, look, as_it_stands(town, look.slug))
    for name, path in routes(app).items():
        for values in BY_NAME.get(name, EXAMPLES[parameters(path)])(place):
            given = iter((look.slug, *values) if "{slug}" in path else values)
            address = PARAMETER.sub(lambda _, given=given: str(next(given)), path)
            yield name, address
            yield from ((name, f"{address}?{asked}") for asked in QUESTIONS.get(name, ()))


def parameters(path: str) -> tuple[str, ...]:
    """What a path leaves open, besides which series it is in."""
    return tuple(name for name in PARAMETER.findall(path) if name != "slug")


def as_it_stands(town: Town, slug: str) -> Then:
    with reading(town.engine) as db:
        record = read_record(db, series_called(db, slug))
    day = today(record.series.time_zone)
    return then(record, day, day)


# -- examples ---------------------------------------------------------
def meetings(place: Place) -> list[Values]:
    """The last one held, and the next."""
    near = (place.then.last_held, place.then.next_meeting)
    return [(meeting.number,) for meeting in near if meeting is not None]


def people(place: Place) -> list[Values]:
    """The reader, another, and somebody whom a text could reach about what they lead."""
    known = place.then.record.people
    others = (id for id in known if id != place.look.person)
    leads = [a.lead for a in actions_then(place.then) if a.is_open and a.lead in known]
    texted = next((id for id in leads if known[id].mobile and id != place.look.person), None)
    return [(id,) for id in dict.fromkeys((place.look.person, next(others), texted)) if id]


def tests(place: Place) -> list[Values]:
    """The first, and the one tried most often."""
    by_cycles = sorted(place.then.record.tests, key=lambda id: len(place.then.record.cycles.get(id, ())))
    return [(id,) for id in dict.fromkeys((*by_cycles[:1], *by_cycles[-1:]))]


def actions(place: Place) -> list[Values]:
    """One of the reader's own, if there is one; one that is stuck and one that is done."""
    every = actions_then(place.then)
    mine = [action.id for action in every if action.lead == place.look.person and action.is_open]
    others = [next((a.id for a in every if a.state == state), None) for state in ("stuck", "done")]
    return [(id,) for id in dict.fromkeys([*mine[:1], *others]) if id]


def moves(place: Place) -> list[Values]:
    """The forms for one action that is open, the reader's own if they have one."""
    ready = [action for action in actions_then(place.then) if "stuck" in moves_of(action.state)]
    ready.sort(key=lambda action: action.lead != place.look.person)
    return [(action.id, event) for action in ready[:1] for event in FORMS if event in moves_of(action.state)]


def moves_of(state: str) -> set[str]:
    return {move.event for move in ACTION.open_moves(state)}


def stories(place: Place) -> list[Values]:
    return [(id,) for id in list(place.then.record.stories)[:3]]


def things(place: Place) -> list[Values]:
    """One thing of each of a few kinds, with much told of it."""
    record = place.then.record
    kinds = (record.priorities, record.tests, record.actions)
    return [(max(held, key=lambda id: len(record.happened(id))),) for held in kinds if held]


def forms(place: Place) -> list[Values]:
    """Every form of the record that speaks of no thing and fits now; of most looks one is enough."""
    if not looks_at_forms(place):
        return [("priority",)]
    seat = seat_of(0, place.then.record, place.then, [place.look.person])
    return [(name,) for name, sheet in SHEETS.items() if not sheet.of and may_write(seat, name)]


def looks_at_forms(place: Place) -> bool:
    """The facilitator, in the middle of the series: forms look the same to anybody else."""
    return (place.look.state, place.look.role) == ("full", "facilitator")


def forms_of_things(place: Place) -> list[Values]:
    """Every form of a thing, of the first that it fits."""
    return _each_form(place, numbered=False)


def forms_of_rows(place: Place) -> list[Values]:
    return [(*values, 1) for values in _each_form(place, numbered=True)]


def _each_form(place: Place, *, numbered: bool) -> list[Values]:
    """One for each form of which there is something that it fits."""
    if not looks_at_forms(place):
        return []
    seat = seat_of(0, place.then.record, place.then, [place.look.person])
    found = []
    for name, sheet in SHEETS.items():
        if sheet.of and sheet.numbered == numbered:
            ids = things_of(place.then.record, sheet.of)
            first = next((id for id in ids if may_write(seat, name, id, int(numbered))), None)
            found += [(name, first)] if first else []
    return found


def openings(place: Place) -> list[Values]:
    """Each story whose words are still there, opened by the reader just now."""
    look, found = place.look, []
    for id in place.then.record.stories if look.person else ():
        with suppress(DomainError), writing(place.town.engine) as db:
            reader = Reader(account_of(db, look.email, now=now()), look.person)
            series_id = place.then.record.series.id
            found.append((id, open_story(db, series_id, id, reader, why="To read it in the room", at=now())))
    return found


def links(place: Place) -> list[Values]:
    """A link that serves."""
    with writing(place.town.engine) as db:
        return [(new_link(db, "somebody@example.org", now=now()),)]


def personal_links(place: Place) -> list[Values]:
    """One of the reader's own, and one that was given to nobody."""
    if not place.look.person:
        return [("given-to-nobody-at-all",)]
    with writing(place.town.engine) as db:
        return [(new_personal_link(db, place.then.record.series.id, place.look.person, now=now()),)]


def letters(place: Place) -> list[Values]:
    """A way in, and a letter of a series; both wait, as there is no mail server."""
    with writing(place.town.engine) as db:
        way_in = NewLetter("sign_in", "jo@example.org", "Your way in", "Type this code:\n\nAB12\n", secret=True)
        of_a_series = NewLetter("recap", "jo@example.org", "Where we are", "Hello.\n", in_series=1)
        return [(post(db, letter, now=now()),) for letter in (way_in, of_a_series)]


def letters_due(place: Place) -> list[Values]:
    """One of each kind that waits for an organiser."""
    with reading(place.town.engine) as db:
        due = wanted(place.then.record, place.then, letters_of(db, place.then.record.series.id), now())
    return [(kind, one.person, one.slot) for kind, one in {one.kind: one for one in reversed(due)}.items()]


def letters_of_series(place: Place) -> list[Values]:
    """A letter that an organiser has sent."""
    person = next(iter(place.then.record.people), None)
    if person is None:
        return []
    series = place.then.record.series.id
    made = NewLetter("recap", "jo@example.org", "Where we are", "Hello.\n", "<p>Hello.</p>", in_series=series)
    with writing(place.town.engine) as db:
        return [(post(db, replace(made, person=person, slot=token_hex(8)), now=now()),)]


# Where routes with the same parameters want other examples.
BY_NAME: dict[str, Callable[[Place], list[Values]]] = {"my_part": personal_links, "series_letter": letters_of_series}
EXAMPLES: dict[tuple[str, ...], Callable[[Place], list[Values]]] = {
    (): lambda _: [()],
    ("number",): meetings,
    ("person",): people,
    ("test_id",): tests,
    ("action_id",): actions,
    ("action_id", "event"): moves,
    ("story_id",): stories,
    ("story_id", "opening"): openings,
    ("token",): links,
    ("letter",): letters,
    ("kind", "person", "slot"): letters_due,
    ("thing",): things,
    ("form",): forms,
    ("form", "thing"): forms_of_things,
    ("form", "thing", "number"): forms_of_rows,
}
