"""Changing a series by its document: what an import refuses is refused, and what was kept can be handed out again."""

import json
from copy import deepcopy
from datetime import date

import pytest
from sqlalchemy import select

from app.clock import now
from app.db import reading, writing
from app.errors import NotUnderstood
from app.history.models import StruckEvent
from app.installation import vault
from app.keeping.draft import Draft
from app.record.acting import Said
from app.record.reading import read_record
from app.series.queries import series_called
from app.series_file.exporting import export
from app.series_file.reading import read

pytestmark = pytest.mark.both_databases
TODAY = date(2018, 4, 11)
WARMTH = {"id": "warmth", "text": "Warm homes", "challenge": "mixed", "aspirations": ["O1"], "from_meeting": "M3"}
RESTS = {"on": "2018-04-11", "event": "resting", "by": "jo", "note": "After the summer"}


def by(account=None):
    return Said(account, "jo", TODAY, now())


def record_in(db, slug="beston"):
    return read_record(db, series_called(db, slug))


def handed_out(engine, slug="beston"):
    with reading(engine) as db:
        return read(export(db, series_called(db, slug), vault(), with_stories=False).encode())


@pytest.fixture
def kept(engine, beston):
    """Change Beston by what a function does to a draft of it; gives the series as it would be exported then."""

    def change(what):
        with writing(engine) as db:
            draft = Draft(record_in(db))
            what(draft)
            draft.write(db, by())
        return handed_out(engine)

    return change


def test_a_draft_that_nobody_changed_writes_nothing(engine, kept):
    before, after = handed_out(engine), kept(lambda _: None)
    assert after == before


def test_a_new_priority_stands_in_the_next_export_and_nothing_else_has_changed(engine, kept):
    before = handed_out(engine)
    after = kept(lambda draft: draft.add(("priorities",), WARMTH))
    assert after["priorities"].pop() == WARMTH
    assert after == before


def test_a_row_taken_out_of_the_middle_of_a_list_moves_the_rest_up(engine, kept):
    before = handed_out(engine)
    after = kept(lambda draft: draft.take_away(("meetings", "M3", "run_sheet", 2)))
    sheet = next(m for m in before["meetings"] if m["id"] == "M3")["run_sheet"]
    del sheet[1]
    assert after == before


def test_an_event_is_told_after_those_before_it(engine, kept):
    kept(lambda draft: draft.add(("priorities",), WARMTH))
    before = handed_out(engine)
    after = kept(lambda draft: draft.tell(("priorities", "warmth"), RESTS))
    before["priorities"][-1]["history"] = [RESTS]
    assert after == before
    after = kept(lambda draft: draft.tell(("priorities", "warmth"), {"on": "2018-04-11", "event": "resumed"}))
    assert [event["event"] for event in after["priorities"][-1]["history"]] == ["resting", "resumed"]


def test_what_an_import_would_refuse_is_not_written(engine, kept):
    before = handed_out(engine)
    with pytest.raises(NotUnderstood):
        kept(lambda draft: draft.change(("priorities", "centre"), {"lead": "nobody"}))
    assert handed_out(engine) == before


def test_the_refusal_stands_beside_its_field_in_words(engine, beston):
    with reading(engine) as db:
        draft = Draft(record_in(db))
    draft.change(("priorities", "centre"), {"text": "", "why": "w" * 161, "lead": "nobody"})
    found = draft.refused(("priorities", "centre"))
    assert found["text"] == "Please fill this in."
    assert found["why"] == "This is 161 characters long; there is room for 160."
    assert set(found) == {"text", "why", "lead"}


def test_what_was_taken_back_is_in_no_history_and_kept_for_the_organisers(engine, kept):
    kept(lambda draft: draft.add(("priorities",), WARMTH))
    before = handed_out(engine)
    kept(lambda draft: draft.tell(("priorities", "warmth"), RESTS))
    after = kept(lambda draft: draft.strike(("priorities", "warmth")))
    assert after == before
    with reading(engine) as db:
        (struck,) = db.execute(select(StruckEvent.metadata.tables["struck_event"])).all()
    assert (struck.thing_id, struck.event, json.loads(struck.said)) == ("warmth", "resting", RESTS)


PLAIN_PARTS = (
    "purpose",
    "possible_conflicts",
    "now",
    "future",
    "evidence",
    "debriefs",
    "check_backs",
    "last_words",
    "follow_ups",
)


def test_whole_parts_can_go_and_come_back(engine, beston):
    """Every part of the file that has no history and that nothing else rests on."""
    whole = handed_out(engine)
    shorn = {key: value for key, value in whole.items() if key not in PLAIN_PARTS}
    kept_as(engine, shorn)
    assert handed_out(engine) == shorn
    kept_as(engine, whole)
    assert handed_out(engine) == whole


def kept_as(engine, doc):
    with writing(engine) as db:
        draft = Draft(record_in(db))
        draft.doc = deepcopy(doc)
        draft.write(db, by())
