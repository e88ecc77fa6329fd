"""The world that tests live in is what it says it is."""

import pytest

from app.clock import now
from app.db import reading
from app.installation import vault
from app.series_file.exporting import bodies_of


@pytest.mark.both_databases
def test_beston_is_in_the_database_with_its_stories(beston, engine):
    assert beston.record.series.title == "The Beston inquiry"
    assert len(beston.record.meetings) == 6
    assert beston.delia.email == "delia@beston-partnership.example.org"
    with reading(engine) as db:
        assert len(bodies_of(db, beston.record, vault())) == 4


def test_it_is_a_week_before_the_fourth_meeting_unless_a_test_says_otherwise(beston, at):
    assert now().isoformat() == "2018-04-11T08:00:00+00:00"
    at("2018-05-02T10:00:00+01:00")
    assert now().isoformat() == "2018-05-02T09:00:00+00:00"


def test_what_one_test_does_no_other_sees(db):
    assert db.connection().exec_driver_sql("select count(*) from series").scalar() == 0
