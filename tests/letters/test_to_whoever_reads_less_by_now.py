"""A letter that waits while its reader becomes a sponsor, or the record is kept to those who run the meetings."""

from datetime import datetime

import pytest
from sqlalchemy import text

from app.clock import now
from app.letters.again import may_still_go, then_now
from app.letters.due import due
from app.letters.looking import letters_of
from app.letters.still_so import NOT_THEIRS
from tests.letters.conftest import MONDAY, rows

SPONSOR = "update membership set role = 'sponsor' where person = '{}'"
CLOSED = "update series set record_scope = 'facilitators'"
RECORD = """
    insert into document (series_id, meeting, n, kind, version, frozen_on, text)
    select id, 'M3', 9, 'record', 1, '2018-03-15', 'We agreed that Sandra draws two weeks.' from series
"""


@pytest.fixture
def raw(engine, db):
    """Change the series as a form of another organiser would, while a letter waits."""

    def change(statement: str) -> None:
        db.rollback()
        with engine.begin() as by_hand:
            by_hand.execute(text(statement))
            by_hand.execute(text("update series set version = version + 1"))

    return change


def judged(db, moment: str):
    return may_still_go(db, rows(db)[0], datetime.fromisoformat(moment))


def kinds_due(db, beston, person: str) -> list[str]:
    stands = then_now(db, beston.series_id, now())
    found = due(stands.record, stands, letters_of(db, beston.series_id), now())
    return [one.kind for one in found if one.person == person]


def test_a_sponsor_gets_no_page_of_the_group_and_her_own_page_is_due(desk, db, beston, at, raw):
    at(MONDAY)
    desk.send("recap/gp2/M4")
    assert judged(db, "2018-04-16T10:00:00+01:00") is None
    raw(SPONSOR.format("gp2"))
    assert judged(db, "2018-04-16T10:00:00+01:00") == NOT_THEIRS
    raw("update outbox_letter set state = 'dropped' where kind = 'recap'")
    assert "recap" in kinds_due(db, beston, "gp2")
    db.rollback()
    desk.send("recap/gp2/M4")
    assert judged(db, "2018-04-16T10:00:00+01:00") is None
    assert "Duncan" not in rows(db)[0].text


def test_the_page_that_hangs_in_the_room_goes_to_everybody_also_where_the_record_is_kept(desk, db, at, raw):
    at(MONDAY)
    desk.send("recap/gp2/M4")
    raw(CLOSED)
    assert judged(db, "2018-04-16T10:00:00+01:00") is None


@pytest.mark.parametrize("change", [SPONSOR, CLOSED], ids=["a-sponsor", "the-record-is-kept"])
def test_the_story_so_far_does_not_go_to_whoever_may_not_read_it(desk, db, raw, change):
    desk.send("welcome/car2/welcome")
    assert judged(db, "2018-04-11T10:00:00+01:00") is None
    raw(change.format("car2"))
    assert judged(db, "2018-04-11T10:00:00+01:00") == NOT_THEIRS


@pytest.mark.parametrize("change", [SPONSOR, CLOSED], ids=["a-sponsor", "the-record-is-kept"])
@pytest.mark.parametrize("kind, person", [("record", "sw"), ("catch_up", "hc")])
def test_nor_does_what_came_of_a_meeting(desk, db, raw, at, change, kind, person):
    at("2018-03-20T09:00:00+00:00")
    raw(RECORD)
    desk.send(f"{kind}/{person}/M3")
    assert judged(db, "2018-03-20T10:00:00+00:00") is None
    raw(change.format(person))
    assert judged(db, "2018-03-20T10:00:00+00:00") == NOT_THEIRS


def test_where_the_record_is_kept_a_letter_without_it_goes(desk, db, raw, at):
    at("2018-03-20T09:00:00+00:00")
    raw(CLOSED)
    desk.send("catch_up/hc/M3")
    assert judged(db, "2018-03-20T10:00:00+00:00") is None


def test_whoever_has_come_as_a_sponsor_is_told_no_story_so_far(db, beston, raw):
    assert "welcome" in kinds_due(db, beston, "car2")
    raw(SPONSOR.format("car2"))
    assert "welcome" not in kinds_due(db, beston, "car2")
