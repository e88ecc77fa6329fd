"""Every form of the record in every state: foreign, wrong in each field, stale, right, and sent once more."""

import importlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from sqlalchemy import delete, select

from app.clock import now
from app.db import reading, writing
from app.history.models import SERIES, Event
from app.pages.writing.all import SHEETS
from app.pages.writing.answers import one_by_one
from app.pages.writing.sheets import Ask, Place
from app.record.changes import changed
from app.record.seats import seat_of
from app.series.models import Series
from tests.world.visitor import forms_in
from tests.writing.conftest import HTMX
from tests.writing.example import Example

EXAMPLES: dict[str, Example] = {}
for found in sorted(Path(__file__).parent.glob("examples_*.py")):
    EXAMPLES |= importlib.import_module(f"tests.writing.{found.stem}").EXAMPLES

SOMEBODY = 1  # the first account there is
TOO_LONG = "So many words. " * 700
WRONG = {
    "line": TOO_LONG,
    "text": TOO_LONG,
    "lines": TOO_LONG,
    "day": "2018-02-31",
    "time": "25:61",
    "number": "a few",
    "one": "neither-of-them",
    "pick": "nobody-there",
    "many": ["nothing-there"],
    "due": "the-day-after",
    "yes_no": "perhaps",
}


def address(name: str, example: Example) -> str:
    if "/" in name:  # another page of the series, as what came before may be
        return f"/series/beston/{name}"
    steps = [name, *([example.thing] if example.thing else []), *([str(example.number)] if example.number else [])]
    return f"/series/beston/write/{'/'.join(steps)}"


@pytest.fixture
def version(engine):
    """How often the series has changed."""
    table = Series.metadata.tables["series"]

    def read() -> int:
        with reading(engine) as db:
            return db.execute(select(table.c.version).where(table.c.slug == "beston")).scalar_one()

    return read


@pytest.fixture
def fill_in(visit, beston):
    """Open a form, fill it in as the example says, and send it."""

    def send(name: str, example: Example, **more):
        there, visitor = address(name, example), visit(beston.people[example.who])
        return visitor.post(there, data=filled(visitor.get(there).text, there, example), **more)

    return send


@pytest.fixture
def on_its_day(engine, beston, at):
    """Let it be the day of an example, with the life of the series still to be told from there on."""

    def stand(example: Example) -> None:
        if example.day:
            at(f"{example.day}T09:00:00+00:00")
            events = Event.metadata.tables["event"]
            mine = (events.c.series_id == beston.series_id) & (events.c.thing_id == SERIES)
            with writing(engine) as db:
                db.execute(delete(events).where(mine, events.c.on >= date.fromisoformat(example.day)))

    return stand


def test_every_form_has_an_example():
    assert set(EXAMPLES) == set(SHEETS)


@pytest.mark.parametrize("name", SHEETS)
def test_a_form_from_the_first_wrong_word_to_the_last_right_one(
    name, visit, beston, engine, fill_in, version, legal, on_its_day
):
    sheet, example = SHEETS[name], EXAMPLES[name]
    on_its_day(example)
    for form, first in example.before:
        answer = fill_in(form, first)
        assert answer.status_code == 303, f"{form}: {words_of(answer.text)}"
    there, visitor, stands = address(name, example), visit(beston.people[example.who]), version()

    # Not for those outside, nor of what is not there.
    assert visit().get(there).status_code == 404
    if example.thing:
        assert visitor.get(there.replace(f"/{example.thing}", "/not-there", 1)).status_code == 404

    # Wrong in each field: it says so there, and what was typed is kept.
    page = visitor.get(there)
    assert page.status_code == 200, words_of(page.text)
    sent = filled(page.text, there, example)
    for ask in asks_of(sheet, beston, example):
        for wrong in wrongs(ask):
            answer = visitor.post(there, data=sent | {ask.field: wrong})
            assert answer.status_code == 422, f"{ask.field} = {str(wrong)[:20]!r}: {answer.status_code}"
            assert f'href="#{ask.field}"' in answer.text, f"{ask.field}: {words_of(answer.text)}"
            assert version() == stands, f"{ask.field}: something was written"

    # Stale: somebody else has changed it since it was opened.
    guarded = sheet.guards or example.thing
    if guarded in beston.record.things:
        with writing(engine) as db:
            changed(db, beston.series_id, guarded, SOMEBODY, at=now())
        stands = version()
        answer = visitor.post(there, data=sent, headers=HTMX)
        assert answer.status_code == 409, words_of(answer.text)
        assert "<html" not in answer.text
        assert version() == stands
        sent = filled(visitor.get(there).text, there, example)

    # Right, and then the very same once more.
    once = visitor.post(there, data=sent, headers=HTMX)
    assert once.status_code == 303, words_of(once.text)
    assert version() > stands, "nothing was written"
    stands = version()
    twice = visitor.post(there, data=sent)
    assert (twice.status_code, twice.headers["location"]) == (303, once.headers["location"])
    assert version() == stands, "sent twice, it was done twice"
    assert visitor.get(once.headers["location"]).status_code == 200
    assert [str(fault) for fault in legal()] == []


def asks_of(sheet, beston, example: Example) -> tuple[Ask, ...]:
    """The questions that can be answered wrongly; of those about each person, one person's stand for all."""
    then = beston.then(example.day or "2018-04-11")
    seat = seat_of(1, then.record, then, [example.who])
    asks = sheet.questions(Place(seat, example.thing, example.number))
    groups = [ask for ask in asks if ask.kind == "group"]
    among = one_by_one(tuple(ask for ask in asks if ask not in groups[1:]))
    return tuple(ask for ask in among if ask.kind not in ("rows", "tick"))


def wrongs(ask: Ask):
    """What must be refused in this field."""
    if ask.kind in WRONG:
        yield WRONG[ask.kind]
    if ask.needed:
        yield [] if ask.kind == "many" else ""


def filled(page: str, there: str, example: Example) -> dict:
    """What a browser would send: the form as it stands, and the example typed over it."""
    form = next(f for f in forms_in(page) if urljoin(there, f.action) == there)
    return form.fields | {name: value if isinstance(value, list) else [value] for name, value in example.fields.items()}


def words_of(html: str) -> str:
    """What a page says, for whoever reads the failure."""
    summary = re.search(r'class="error-summary".*?</ul>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", summary[0] if summary else html.partition("<main")[2]).split())[:400]
