"""Which page a meeting has, as of which day, and the question that it ends with."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.errors import NotFound
from app.recap import as_text, recap
from app.recap.facts import stage
from tests.recap.conftest import AFTERWARDS
from tests.world.records import example, thing

A_WEEK_BEFORE_MEETING_4 = date(2018, 4, 11)


def test_a_meeting_to_come_is_told_of_with_what_has_been_said_by_now(doc, part):
    assert "library table" in part(doc, 4, "since", on=A_WEEK_BEFORE_MEETING_4)
    assert "Lewis" not in part(doc, 4, "since", on=A_WEEK_BEFORE_MEETING_4)
    assert "future we want" in part(doc, 5, "last", on=A_WEEK_BEFORE_MEETING_4)  # meeting 3 is the last that was held


def test_a_moved_meeting_has_its_new_day(doc, record_of):
    meeting = thing(doc, "meetings", "M6")
    moved = {
        "on": "2018-05-25",
        "event": "moved",
        "to": "2018-06-20",
        "start": "10:00",
        "end": "13:00",
        "note": "The hall",
    }
    meeting["history"] = [meeting["history"][0], moved]
    meeting.pop("attendance", None)
    page = recap(record_of(doc), 6, date(2018, 6, 1))
    assert page.when_where.startswith("Wednesday 20 June 2018, ten o’clock to one o’clock")
    assert page.as_of == date(2018, 6, 19)


def test_a_cancelled_meeting_has_no_page(doc, record_of):
    meeting = thing(doc, "meetings", "M6")
    meeting["history"] = [meeting["history"][0], {"on": "2018-05-25", "event": "cancelled", "note": "Snow"}]
    with pytest.raises(NotFound, match="no meeting 6"):
        recap(record_of(doc), 6, AFTERWARDS)


def test_where_the_first_meeting_was_cancelled_the_second_is_a_welcome(doc, record_of):
    small = example("small")
    first = small["meetings"][0]
    first["history"] = [first["history"][0], {"on": "2026-01-30", "event": "cancelled", "note": "Gale"}]
    del first["attendance"]
    assert recap(record_of(small), 2, date(2026, 2, 10)).kind == "welcome"
    assert recap(record_of(small), 3, date(2026, 2, 10)).kind == "recap"


def test_a_start_up_meeting_has_a_welcome(doc, record_of):
    doc["meetings"].insert(
        0, {"id": "M0", "number": 0, "kind": "start_up", "date": "2018-01-10", "start": "10:00", "end": "11:00"}
    )
    page = recap(record_of(doc), 0, AFTERWARDS)
    assert (page.kind, page.which) == ("welcome", "start-up meeting")
    assert "Today we make ready for six meetings, about a month apart." in " ".join(as_text(page).split())
    assert recap(record_of(doc), 1, AFTERWARDS).kind == "welcome"


# -- the question -----------------------------------------------------
@pytest.mark.parametrize(
    "number, planned, where", [(1, 3, 1), (2, 3, 4), (3, 3, 6), (4, 12, 2), (1, 1, 6), (0, 6, 0), (9, 6, 6)]
)
def test_a_short_or_long_series_goes_through_the_same_arc(number, planned, where):
    assert stage(number, planned) == where


def test_two_meetings_in_a_row_do_not_end_with_the_same_question_of_ours(record_of):
    doc = example("small")
    doc["series"]["meetings_planned"] = 12
    begin = date(2026, 2, 3)
    doc["meetings"] = [
        {"id": f"M{n}", "number": n, "date": str(begin + timedelta(weeks=n)), "start": "19:00", "end": "20:30"}
        for n in range(1, 13)
    ]
    for action in doc["actions"]:
        action["history"] = []
        action["lead"] = "jean"
    record = record_of(doc)
    asked = [recap(record, n, begin).question for n in range(1, 13)]
    assert all(one != other for one, other in pairwise(asked))
    assert all(question.endswith("?") for question in asked)


def test_the_meetings_own_question_goes_before_ours(doc, part):
    assert part(doc, 4, "today").endswith("What are we each protecting when we hold back?")
    del thing(doc, "meetings", "M4")["question"]
    assert part(doc, 4, "today").endswith("What is the smallest thing we could try before we meet again?")


def test_without_areas_the_page_says_what_the_meeting_is_for(doc, part):
    del thing(doc, "meetings", "M4")["focus"]
    assert "What we are here to do: talk about the difficulties; then make something small happen." in part(
        doc, 4, "today"
    )
    del thing(doc, "meetings", "M4")["purpose"]
    assert "Our theme is what is holding us back, and the day centre." in part(doc, 4, "today")
    del thing(doc, "meetings", "M4")["title"]
    assert "What we look at is ours to choose." in part(doc, 4, "today")
