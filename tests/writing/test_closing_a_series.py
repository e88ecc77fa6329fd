"""The life of a series, and what must have come to an end before it can close."""

import re
from datetime import date

import pytest

from app.pages.writing.closing import stands_open
from app.record.then import then
from tests.pages import made_up
from tests.writing.examples_purpose import LET_GO

CLOSE = "/series/beston/write/series-close"
THE_DAY = date(2018, 6, 27)


@pytest.fixture
def stands(record_of):
    """What stands open on the day Beston closed, by a document."""
    return lambda doc: stands_open(then(record_of(doc), THE_DAY, THE_DAY))


def about_to_close():
    """Beston on the day it closed, a minute before."""
    doc = made_up.beston()
    doc["series"]["history"] = doc["series"]["history"][:3]
    return doc


def test_what_stands_open_is_said_one_by_one(stands):
    doc = about_to_close()
    left = ("A18", "A29", "A34")
    texts = [f"“{action['text']}”" for action in doc["actions"] if action["id"] in left]
    said = f"Three actions are not done, handed on or let go: {texts[0]}, {texts[1]} and {texts[2]}."
    assert stands(doc) == [said]
    del doc["priorities"][0]["history"], doc["check_backs"], doc["series"]["keep_contacts_days"]
    del doc["series"]["keep_stories_days"]
    said = stands(doc)[1:]
    assert said[:2] == [
        "One priority has no end yet: “Sharing information between agencies”.",
        "We have not looked back yet at what we hoped for.",
    ]
    assert said[-1] == "It is not said for how long addresses and telephone numbers are kept."


def test_a_first_step_of_an_initiative_is_carried_on_by_it(stands):
    doc = about_to_close()
    carried = [step for one in doc["initiatives"] for step in one["first_actions"]]
    doc["initiatives"] = []
    for priority in doc["priorities"]:
        priority["history"] = [{"on": "2018-06-13", "event": "finished", "as": "business_as_usual"}]
    doc["check_backs"][0]["by_aspiration"][3]["evidence"].remove("I4")
    assert len(carried) == 5
    assert stands(doc)[0].startswith("Eight actions")


def test_the_series_closes_once_nothing_stands_open_and_somebody_agrees_with_the_report(visit, bring):
    beston = bring(about_to_close(), "2018-06-27")
    jo = visit(beston.jo)
    opened = jo.get(CLOSE)
    assert "Ask day centre drivers about a later run home" in opened.text
    answer = jo.fill_in(CLOSE, CLOSE, read_by="gp1")
    assert answer.status_code == 422
    assert "Something still stands open" in answer.text
    for move, example in LET_GO:
        there = f"/series/beston/{move}"
        assert jo.fill_in(there, there, **example.fields).status_code == 303
    assert jo.fill_in(CLOSE, CLOSE).status_code == 422, "nobody has read the report"
    assert jo.fill_in(CLOSE, CLOSE, read_by="delia").status_code == 422, "an organiser has"
    assert jo.fill_in(CLOSE, CLOSE, read_by="gp1").status_code == 303
    assert beston.then("2018-06-27").series_state == "closed"
    assert beston.record.happened("~series")[-1].note == "Alan has read the report and agrees with it."


def test_a_series_that_has_begun_to_close_cannot_begin_again(visit, bring):
    jo = visit(bring(about_to_close(), "2018-06-27").jo)
    for form in ("series-start", "series-closing", "series-abandon", "series-archive"):
        answer = jo.get(f"/series/beston/write/{form}")
        assert answer.status_code == 409
        assert "coming to its end" in answer.text
    offered = re.findall(r"/write/(series-[a-z]+)", jo.get("/series/beston").text)
    assert offered == ["series-change", "series-close"]
