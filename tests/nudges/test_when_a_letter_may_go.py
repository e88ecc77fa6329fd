"""In working hours of the place, on no holiday, and not close to a meeting (N4, docs/domain.md)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CannotRun
from app.nudges import Holidays, Hours, holidays_of
from app.record.then import then
from tests.world.april import LONDON
from tests.world.april import moment as at
from tests.world.records import example

SCOTLAND = Holidays("GB-SCT")


@pytest.fixture
def hours(record_of) -> Hours:
    """Those of the Beston inquiry. Its meetings are from one to half past four."""
    return Hours.of(then(record_of(example("beston")), date(2018, 4, 11), date(2018, 4, 11)), SCOTLAND)


@pytest.mark.parametrize(
    "moment, why",
    [
        ("2018-04-11T08:29", "outside working hours"),
        ("2018-04-11T17:00", "outside working hours"),
        ("2018-04-13T12:00", "outside working hours"),  # a Friday
        ("2018-04-14T10:00", "the weekend"),
        ("2018-03-30T10:00", "a public holiday: Good Friday"),
        ("2018-08-06T10:00", "a public holiday: Summer Bank Holiday"),  # which in England is three weeks later
        ("2018-04-17T16:00", "The meeting is on Wednesday 18 April"),
        ("2018-04-18T11:00", "The meeting is on Wednesday 18 April"),
        ("2018-04-18T16:45", "The meeting was on Wednesday 18 April"),
        ("2018-04-20T09:00", "The meeting was on Wednesday 18 April"),
    ],
)
def test_no_letter_goes_then(hours, moment, why):
    assert why in hours.why_not(at(moment))


@pytest.mark.parametrize(
    "moment",
    [
        "2018-04-11T08:30",
        "2018-04-11T16:59",
        "2018-04-13T11:59",
        "2018-04-02T10:00",
        "2018-04-17T10:00",
        "2018-04-23T08:30",
    ],
)
def test_a_letter_may_go_then(hours, moment):
    assert hours.why_not(at(moment)) is None  # Easter Monday is a working day in Scotland


def test_what_may_not_go_now_goes_when_the_next_hours_begin(hours):
    assert hours.next(at("2018-04-13T15:00")) == at("2018-04-16T08:30")
    assert hours.next(at("2018-03-29T18:00")) == at("2018-04-02T08:30")
    assert hours.next(at("2018-04-18T16:45")) == at("2018-04-23T08:30")
    assert hours.next(at("2018-04-11T10:10")) == at("2018-04-11T10:10")


@given(st.integers(0, 360 * 24 * 60))
def test_the_next_moment_is_one_at_which_a_letter_may_go_and_there_is_none_before(hours, minutes):
    moment = datetime(2018, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = hours.next(moment)
    assert found >= moment
    assert hours.why_not(found) is None
    steps = (moment + timedelta(minutes=7 * n) for n in range(int((found - moment) / timedelta(minutes=7))))
    assert all(hours.why_not(step) is not None for step in steps)


@pytest.mark.parametrize("day", [date(2018, 3, 26), date(2018, 10, 29)])
def test_after_a_night_of_clock_change_the_hours_are_those_on_the_wall(hours, day):
    begins = hours.next(datetime.combine(day - timedelta(days=2), datetime.min.time(), LONDON))
    assert (begins.date(), f"{begins:%H:%M}") == (day, "08:30")


def test_the_country_of_the_time_zone_is_meant_where_no_region_is_set():
    assert holidays_of("", "Europe/Dublin").on(date(2018, 3, 17)) is not None
    assert holidays_of("GB-SCT", "Europe/London").on(date(2018, 11, 30)) is not None
    assert holidays_of("", "Etc/UTC").on(date(2018, 12, 25)) is None


@pytest.mark.parametrize(
    "region, zone, place",
    [
        ("GB-SCT", "Europe/London", "Scotland"),
        ("", "Europe/London", "Britain (UK)"),
        ("IE", "Europe/London", "Ireland"),
        ("US-CA", "America/Los_Angeles", "California"),
        ("", "Etc/UTC", ""),
    ],
)
def test_it_can_be_told_whose_holidays_are_kept(region, zone, place):
    assert holidays_of(region, zone).place == place


@pytest.mark.parametrize("day", [date(2018, 1, 2), date(2018, 8, 6), date(2018, 11, 30)])
def test_what_only_a_part_of_a_country_keeps_is_kept_once_the_part_is_set(day):
    assert holidays_of("GB-SCT", "Europe/London").on(day) is not None
    assert holidays_of("", "Europe/London").on(day) is None


def test_a_region_that_nobody_knows_is_said_in_words():
    with pytest.raises(CannotRun, match="BESTON_HOLIDAYS=Atlantis is no place"):
        holidays_of("Atlantis", "Europe/London")
