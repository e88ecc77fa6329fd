"""What another program makes of our files is the moment that we mean: by a zone's name, and by what is said of it.

The days are those near a change of the clock; the hours are any.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from app.calendars import feed, request
from app.calendars.zones import add_time_zone, changes_of
from app.meetings.models import Meeting
from app.record.then import then
from app.series.models import Series
from tests.calendars.reading import as_strangers_read, only, read
from tests.world.mail import BESTON
from tests.world.records import example as example_file

ZONES = ("Europe/London", "UTC", "America/New_York")
OTHERS = ("Europe/Dublin", "Africa/Casablanca", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Etc/UTC")
NOW = datetime(2018, 1, 1, tzinfo=UTC)


@st.composite
def moments(draw, zones=ZONES):
    """A zone and a wall time in it, in a week in which its clock changes."""
    zone, year = draw(st.sampled_from(zones)), draw(st.integers(2008, 2035))
    days = [change.wall.date() for change in changes_of(ZoneInfo(zone), year, year)] or [date(year, 3, 28)]
    day = draw(st.sampled_from(days)) + timedelta(days=draw(st.integers(-4, 4)))
    return zone, datetime.combine(day, time(draw(st.integers(0, 23)), draw(st.sampled_from((0, 1, 29, 30, 59)))))


def there(zone, wall):
    """Our own reckoning: the wall time in its zone. An hour that comes twice is the first of the two."""
    return wall.replace(tzinfo=ZoneInfo(zone))


@given(moments())
@example(("Europe/London", datetime.fromisoformat("2018-03-25T01:30")))  # an hour that is left out
@example(("Europe/London", datetime.fromisoformat("2018-10-28T01:30")))  # one that comes twice
@example(("America/New_York", datetime.fromisoformat("2018-03-11T03:00")))
@example(("America/New_York", datetime.fromisoformat("2018-11-04T02:00")))
def test_a_meeting_is_at_the_moment_that_we_mean(both_examples, when):
    zone, wall = when
    record = both_examples["small"]
    series = Series(**record.series._asdict() | {"time_zone": zone})
    row = record.meetings_in_order[-1]
    hours = {"date": wall.date(), "start": f"{wall:%H:%M}", "end": f"{wall:%H:%M}"}
    record = replace(record, series=series, meetings={row.id: Meeting(**row._asdict() | hours)})
    now = then(record, date(2018, 1, 1), date(2018, 1, 1))
    meant = there(zone, wall)
    text = request(now, row.id, "ruairidh", organiser=BESTON, now=NOW)
    assert only(text).start.replace(tzinfo=None) == wall
    assert only(text).start.utcoffset() == meant.utcoffset()
    if is_plain(meant):  # what a rule says of an hour that is left out or comes twice, programs read differently
        assert as_strangers_read(text, zone).start.utcoffset() == meant.utcoffset()


def is_plain(moment):
    return moment.utcoffset() == moment.replace(fold=1).utcoffset()


@given(moments(OTHERS))
def test_so_it_is_in_zones_with_other_habits(when):
    """One that stopped changing its clock, one that changes it four times a year, one by half an hour."""
    zone, wall = when
    meant = there(zone, wall)
    calendar, event = Calendar(), Event()
    for name, value in {"UID": "1", "DTSTAMP": NOW, "DTSTART": meant}.items():
        event.add(name, value)
    calendar.add("PRODID", "-//Beston//EN")
    calendar.add_component(event)
    add_time_zone(calendar, ZoneInfo(zone))
    if is_plain(meant):
        assert as_strangers_read(calendar.to_ical().decode(), zone).start.utcoffset() == meant.utcoffset()


@pytest.mark.parametrize("zone", ZONES)
def test_a_feed_of_several_years_says_what_the_clock_did_in_each(record_of, zone):
    doc = example_file("small")
    doc["series"]["time_zone"] = zone
    for meeting, day in zip(doc["meetings"], ("2005-03-30", "2007-03-14", "2018-11-01"), strict=False):
        meeting |= {"date": day, "start": "13:30", "end": "15:00"}
    doc["people"][1]["memberships"][0]["from"] = "2005-01-01"
    now = then(record_of(doc), date(2005, 1, 1), date(2005, 1, 1))
    events = read(feed(now, ["ruairidh"], now=NOW).replace(zone, "Beston Time")).events
    assert len(events) == 3
    for event in events:
        wall = event.start.replace(tzinfo=None)
        assert event.start.utcoffset() == there(zone, wall).utcoffset(), wall


def test_summer_and_winter_are_said_as_one_rule_each(both_examples):
    """Outlook reads a list of days wrongly."""
    today = date(2018, 4, 11)
    text = feed(then(both_examples["beston"], today, today), ["jo"], now=NOW)
    assert text.count("BEGIN:DAYLIGHT") == text.count("BEGIN:STANDARD") == 1
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n" in text
