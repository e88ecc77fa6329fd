"""Everybody finds what is theirs to see and nothing else: a word of its own in every text, and a table by hand."""

import gc
import weakref
from datetime import date
from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session

from app.db import writing
from app.record.amending import amend, table_of
from app.record.reading import Record, read_record
from app.record.seats import Seat, seat_of
from app.record.then import then
from app.searching.entry import KINDS
from app.searching.index import Found, entries, find
from app.series.models import Series
from app.stories.models import Story, StoryOpening
from app.tests_of_change.models import BarrierMap
from tests.searching.canaries import let_fly
from tests.searching.everything import bring_everything, everything

TABLE = Path(__file__).parent / "expected.tsv"
DAY = date(2018, 7, 1)
SEATS = {"organiser": "jo", "participant": "dn1", "lead": "ota", "sponsor": "george", "own part": "ota"}


def seat(record: Record, person: str, day: date = DAY) -> Seat:
    return seat_of(1, record, then(record, day, day), [person])


def found(sits: Seat, typed: str) -> Found:
    result = find(sits, typed)
    assert result is not None
    return result


def keep_with_the_facilitators(db: Session) -> None:
    series = table_of(Series)
    db.execute(update(series).where(series.c.id == 1).values(record_scope="facilitators"))


def test_every_text_is_found_by_those_who_may_see_it_and_by_nobody_else(engine, tmp_path):
    sees: dict[str, dict[str, bool]] = {}
    with writing(engine) as db:
        bring_everything(db, tmp_path)
        flown = let_fly(db.connection()).words
        for who, person in SEATS.items():
            if who == "own part":
                keep_with_the_facilitators(db)
            sits = seat(read_record(db, 1), person)
            for name, word in flown.items():
                sees.setdefault(name, {})[who] = bool(found(sits, word).hits)
    assert as_table(sees) == [line for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]


def as_table(sees: dict[str, dict[str, bool]]) -> list[str]:
    head = "\t".join(["text", *SEATS])
    return [head, *("\t".join([name, *("x" if of[who] else "-" for who in SEATS)]) for name, of in sees.items())]


def test_there_is_something_of_every_kind_to_find(engine, tmp_path):
    with writing(engine) as db:
        bring_everything(db, tmp_path)
        record = read_record(db, 1)
    assert {entry.kind for entry in entries(record, DAY)} == set(KINDS)


def test_a_map_of_barriers_that_the_group_shares_is_found_by_the_group_and_no_sponsor(engine, tmp_path):
    with writing(engine) as db:
        bring_everything(db, tmp_path)
        amend(db, BarrierMap, {"series_id": 1}, {"visibility": "group", "commitment": "Knock on doors"})
        record = read_record(db, 1)
    finds = {person: bool(found(seat(record, person), "knock doors").hits) for person in ("jo", "dn1", "george")}
    assert finds == {"jo": True, "dn1": True, "george": False}


# -- stories -----------------------------------------------------------
def test_no_word_of_a_story_is_found_by_anybody(engine, tmp_path):
    doc = everything()
    for story in doc["stories"]:
        story["body"] = f"Kestrelfeather{story['id']} sat by the window."
    with writing(engine) as db:
        bring_everything(db, tmp_path, doc)
        record = read_record(db, 1)
    every = [seat(record, person) for person in {*SEATS.values(), *(s.brought_by for s in record.stories.values())}]
    assert not any(found(sits, word).hits for sits in every for word in ("kestrelfeather", "sat by the window"))


def test_a_record_has_no_place_for_the_words_of_a_story(beston):
    columns = {column.name for table in (Story, StoryOpening) for column in table_of(table).columns}
    assert not {name for name in columns | set(Record.__annotations__) if "bod" in name or "sealed" in name}


# -- days --------------------------------------------------------------
def test_what_has_not_been_said_yet_is_not_found(beston):
    """What is agreed from meeting 4 on, a week from now and in summer."""
    now, later = seat(beston.record, "jo", date(2018, 4, 11)), seat(beston.record, "jo")
    unsaid = [f'"{a.text}"' for a in now.record.actions.values() if a.meeting in ("M4", "M5", "M6")]
    assert unsaid
    assert all(found(later, text).hits for text in unsaid)
    assert not any(found(now, text).hits for text in unsaid)


def test_what_a_meeting_is_for_is_the_organisers_until_its_invitations_go_out(beston):
    record, day = beston.record, date(2018, 4, 11)
    meeting = record.meetings["M6"]
    assert not [e for e in record.happened("M6") if e.event == "invited" and e.on <= day]
    typed = f'"{meeting.purpose}"'
    finds = {person: bool(found(seat(record, person, day), typed).hits) for person in ("jo", "dn1", "george")}
    assert finds == {"jo": True, "dn1": False, "george": False}


def test_an_index_goes_with_its_record(beston):
    record = beston.record
    first = found(seat(record, "jo"), "carers")
    assert found(seat(record, "jo"), "carers") == first
    assert found(seat(record, "jo", date(2018, 3, 1)), "carers") != first
    kept = weakref.ref(record)
    del record
    gc.collect()
    assert kept() is None
