"""Stories stay in the room: who sees that there are any, who may open one, and what is written down when they do."""

import pytest
from sqlalchemy import select

from app.db import reading
from app.stories.models import StoryOpening
from tests.world.visitor import HTMX

BODY = "biscuit tin with a stag on the lid"  # words that stand only in the body of Mrs Gray's story
ROOM_ONLY = "tartan napkin"  # and only in that of Mr and Mrs Lamb, told for the room
WHY = "To read it in the room"


def openings(beston) -> list[StoryOpening]:
    with reading(beston.engine) as db:
        return list(db.execute(select(StoryOpening.metadata.tables["story_opening"])).all())


def open_mrs_gray(visitor, beston, **fields):
    page = beston.address("stories", "S1")
    return visitor.fill_in(
        page, beston.address("stories", "S1", "openings"), **{"reason": "read it in the room"} | fields
    )


def test_the_room_begins_with_what_the_stories_tell_together(visit, beston):
    page = visit(beston.vs3).get(beston.address("stories")).text
    assert "Four stories told us three things" in page
    assert "Three of the four had more help" in page
    assert "In three of four stories" in page


def test_no_body_stands_on_the_page_of_the_room_or_behind_the_closed_door(visit, beston):
    visitor = visit(beston.jo)
    for page in ("stories", "stories/S1", "stories/S4"):
        text = visitor.get(beston.address(page)).text
        assert BODY not in text
        assert ROOM_ONLY not in text


@pytest.mark.both_databases
def test_opening_a_story_takes_a_reason_and_is_written_down(visit, beston):
    visitor = visit(beston.vs3)
    answer = open_mrs_gray(visitor, beston)
    opened = visitor.follow(answer)
    assert opened.status_code == 200
    assert BODY in opened.text
    assert opened.headers["cache-control"] == "no-store"
    [row] = openings(beston)
    assert (row.story, row.person, row.why) == ("S1", "vs3", "read it in the room")


@pytest.mark.parametrize("headers", [{}, HTMX | {"HX-Target": "section#open-story"}])
def test_without_a_reason_the_door_stays_shut_and_says_why(visit, beston, headers):
    answer = open_mrs_gray(visit(beston.vs3), beston, reason=None, headers=headers)
    assert answer.status_code == 422
    assert "Say in a few words why you need it." in answer.text
    assert ("<html" in answer.text) is not bool(headers)
    assert openings(beston) == []


def test_words_of_their_own_are_a_reason_too_and_are_kept_when_they_are_too_many(visit, beston):
    words = "Her daughter asked what we had written. " * 6
    answer = open_mrs_gray(visit(beston.vs3), beston, reason=None, why=words)
    assert answer.status_code == 422
    assert "there is room for 160" in answer.text
    assert "Her daughter asked" in answer.text


@pytest.mark.both_databases
def test_the_door_closes_itself_after_ten_minutes(visit, beston, at):
    visitor = visit(beston.vs3)
    opened = open_mrs_gray(visitor, beston).headers["location"]
    at("2018-04-11T09:09:00+01:00")
    assert BODY in visitor.get(opened).text
    at("2018-04-11T09:11:00+01:00")
    closed = visitor.get(opened)
    assert closed.status_code == 409
    assert "The door has closed" in closed.text
    assert BODY not in closed.text


def test_what_one_person_opened_another_cannot_read(visit, beston):
    opened = open_mrs_gray(visit(beston.vs3), beston).headers["location"]
    assert visit(beston.jo).get(opened).status_code == 404


def test_sent_twice_it_is_opened_once(visit, beston):
    visitor = visit(beston.vs3)
    [form] = [f for f in visitor.forms(beston.address("stories", "S1")) if f.action.endswith("/openings")]
    sent = form.fields | {"reason": ["read it in the room"]}
    first, second = (visitor.post(form.action, data=sent) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(openings(beston)) == 1


def test_who_brought_a_story_and_the_organisers_see_who_opened_it(visit, beston):
    open_mrs_gray(visit(beston.vs3), beston)
    for someone in (beston.gp1, beston.jo):
        assert "Who has opened it" in visit(someone).get(beston.address("stories", "S1")).text
    assert "Who has opened it" not in visit(beston.sw).get(beston.address("stories", "S1")).text


def test_a_story_told_for_the_room_is_opened_only_by_organisers_and_whoever_brought_it(visit, beston):
    there = beston.address("stories", "S4")
    assert "It was told for the room only." in visit(beston.vs3).get(there).text
    assert "Open this story" in visit(beston.vs1).get(there).text
    assert "Open this story" in visit(beston.jo).get(there).text


def test_a_sponsor_sees_no_sign_of_stories(visit, beston):
    for page in ("stories", "stories/S1"):
        assert visit(beston.george).get(beston.address(page)).status_code == 404


def test_after_its_day_a_story_is_closed_and_what_was_learnt_stays(visit, beston, at):
    at("2018-07-14T09:00:00+01:00")
    page = visit(beston.jo).get(beston.address("stories", "S1")).text
    assert "Its words are gone, as was promised." in page
    assert "Open this story" not in page
    assert "Seven services call" in visit(beston.jo).get(beston.address("stories")).text


def test_learning_nobody_has_checked_is_for_organisers(visit, beston, engine):
    from app.db import writing
    from app.record.amending import amend
    from app.stories.models import Learning

    key = {"series_id": beston.series_id, "story": "S1", "n": 1}
    with writing(engine) as db:
        amend(db, Learning, key, {"approved_by": None, "approved_on": None})
    assert "Seven services call" in visit(beston.jo).get(beston.address("stories")).text
    assert "Seven services call" not in visit(beston.vs3).get(beston.address("stories")).text
