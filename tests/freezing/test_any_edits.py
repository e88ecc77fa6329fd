"""Whatever is done to a page, and however the record changes meanwhile: nothing that was worked out is lost."""

from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Account
from app.clock import now
from app.clock import today as day_there
from app.db import reading, writing
from app.errors import DomainError
from app.freezing import page_for, plainly, plan_for
from app.freezing.editing import Author, Desk
from app.freezing.preparing import QUESTION, Edits, lines_of, prepared
from app.freezing.ready import ready
from app.freezing.stored import Written
from app.keeping.draft import Draft
from app.keeping.freezing import freeze
from app.plan import building
from app.plan.scene import Scene
from app.recap import recap
from app.record.acting import Said
from app.record.reading import read_record

DELIA = Author("delia", date(2018, 4, 11))
DAYS = [date(2018, 3, 20) + timedelta(days=n) for n in (0, 9, 20, 22, 25, 28)]
WORDS = st.text(alphabet="abcd ü“.", min_size=1, max_size=12).filter(lambda text: text.strip())


@pytest.fixture
def the_record(both_examples):
    """Beston's, behind a name that is short to print."""
    return lambda: both_examples["beston"]


@lru_cache(maxsize=64)
def page(record, day):
    return recap(record, 4, day)


@st.composite
def steps(draw):
    """What two organisers might do to a page, over some days."""
    do = draw(st.sampled_from(("reword", "back", "out", "in", "up", "down", "add", "say", "let-go", "a day goes by")))
    return do, draw(st.integers(0, 7)), draw(st.integers(0, 9)), draw(WORDS)


def edited(record, done):
    """The edits after all of it, the day it has become, and whether anything was moved."""
    edits, on, moved = Edits(), 0, False
    for do, block, n, words in done:
        if do == "a day goes by":
            on = min(on + 1, len(DAYS) - 1)
            continue
        there = prepared(page(record, DAYS[on]), edits)
        desk, key = Desk(record, there, edits, DELIA), page(record, DAYS[on]).blocks[block].key
        try:
            edits = one_step(desk, do, key, n, words)
        except DomainError:
            continue
        moved = moved or do in ("up", "down")
    return edits, DAYS[on], moved


def one_step(desk, do, block, n, words):
    places, gone = desk.prepared.places[block], desk.prepared.gone.get(block, ())
    if do == "add":
        return desk.add(block, words)
    if do in ("say", "let-go"):
        if not gone:
            return desk.edits
        act = desk.say_all_the_same if do == "say" else desk.let_go
        return act(block, gone[n % len(gone)].key)
    if not places:
        return desk.edits
    place = places[n % len(places)]
    if do == "reword":
        return desk.reword(block, place.key, words, place.stands)
    if do in ("up", "down"):
        return desk.move(block, place.key, -1 if do == "up" else 1)
    return {"back": desk.go_back, "out": desk.leave_out, "in": desk.put_back}[do](block, place.key)


@settings(max_examples=80)
@given(done=st.lists(steps(), max_size=14))
def test_every_line_that_is_worked_out_can_be_reached_in_its_part_and_once(the_record, done):
    record = the_record()
    edits, day, moved = edited(record, done)
    there = prepared(page(record, day), edits)
    for block, lines in lines_of(page(record, day)):
        found = [place.computed.text for place in there.places[block] if place.computed is not None]
        assert sorted(found) == sorted(line.text for line in lines), block
        keys = [place.key for place in there.places[block]]
        assert len(keys) == len(set(keys)), "each has an address of its own"
        if not moved:
            assert found == [line.text for line in lines], "in the order in which it is worked out"


@settings(max_examples=60)
@given(done=st.lists(steps(), max_size=14))
def test_whatever_was_done_can_be_undone_line_by_line(the_record, done):
    record = the_record()
    edits, day, moved = edited(record, done)
    computed = page(record, day)
    for block, _ in lines_of(computed):
        for place in prepared(computed, edits).places[block]:
            desk = Desk(record, prepared(computed, edits), edits, DELIA)
            if place.entry.added:
                edits = desk.leave_out(block, place.key)
            else:
                edits = desk.go_back(block, place.key)
                edits = Desk(record, prepared(computed, edits), edits, DELIA).put_back(block, place.key)
    left = prepared(computed, edits)
    assert left.touched == 0
    for now_, before in zip(left.page.blocks, computed.blocks, strict=True):
        assert (sorted if moved else list)(line.text for line in now_.lines) == (sorted if moved else list)(
            line.text for line in before.lines
        )


@settings(max_examples=40)
@given(done=st.lists(steps(), max_size=12))
def test_what_was_done_is_kept_as_it_was_done(the_record, done):
    edits, day, _ = edited(the_record(), done)
    again = plainly.read(Edits, plainly.written(edits))
    assert again == edits
    there = prepared(page(the_record(), day), edits)
    written = Written(there.page, there.beneath)
    assert plainly.read(Written, plainly.written(written)) == written
    kept = [key for key, _ in lines_of(there.page)]
    assert QUESTION in kept, "the page always ends with a question"


@pytest.mark.parametrize("name", ["beston", "small"])
def test_every_page_and_drawing_comes_back_as_it_was(both_examples, name):
    record = both_examples[name]
    for meeting in record.meetings_in_order:
        for day in (meeting.date - timedelta(days=3), meeting.date + timedelta(days=40)):
            for sponsor in (False, True):
                scene = building.scene(record, meeting.number, day, opening=True, for_sponsor=sponsor)
                made = recap(record, meeting.number, day, for_sponsor=sponsor)
                assert plainly.read(Scene, plainly.written(scene)) == scene
                assert plainly.read(Written, plainly.written(Written(made))).recap == made


def test_what_a_later_beston_does_not_know_any_more_is_passed_over():
    scene = Scene("Beston", "Why", (), 0, opening=True)
    text = plainly.written(scene).replace('"in_sum":false', '"weather":"rain"')
    assert plainly.read(Scene, text) == scene


# -- what is frozen stays ----------------------------------------------
CHANGES = {
    "an action in other words": (("actions", "A14"), "text", "Draw one person’s week again"),
    "a title": (("meetings", "M4"), "title", "Another title"),
    "a name": (("people", "ruth"), "known_as", "Ruthie"),
    "a line": (("priorities", "meds"), "text", "Medicines, but other words"),
    "what came of it": (("aspirations", "O5"), "text", "More weight on what people want"),
    "where we meet": (("meetings", "M4"), "venue", "The church hall"),
}


@settings(max_examples=8)
@given(changes=st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=4), number=st.integers(0, 10**6))
def test_nothing_that_is_changed_in_the_record_changes_what_was_frozen(beston, changes, number):
    by = Said(account_of_jo(beston), "jo", date(2018, 4, 11), now())
    day = day_there("Europe/London")
    with writing(beston.engine) as db:
        there = ready(db, read_record(db, beston.series_id), 4, day)
        if not there.version:
            freeze(db, there, by, seen=there.stands)
    hung = hanging(beston, day)
    for name in changes:
        spot, key, words = CHANGES[name]
        with writing(beston.engine) as db:
            draft = Draft(read_record(db, beston.series_id))
            if spot[1] in draft.record.things:
                draft.change(spot, {key: f"{words} {number}"})
                draft.write(db, by)
    assert hanging(beston, day) == hung


def hanging(beston, day):
    with reading(beston.engine) as db:
        record = read_record(db, beston.series_id)
        pages = [page_for(db, record, 4, day, for_sponsor=s) for s in (False, True)]
        return [*pages, pages[0].text, *(plan_for(db, record, 4, day, for_sponsor=s) for s in (False, True))]


def account_of_jo(beston):
    with reading(beston.engine) as db:
        return db.execute(select(Account.metadata.tables["account"].c.id)).scalars().first()
