"""Priya has our meetings in her own calendar, by an address that is hers alone and ends when she likes."""

import re

import pytest
from sqlalchemy import text

from app.record.reading import shelf
from tests.calendars.reading import read
from tests.writing.examples_meetings import TODAY

PAGE = "/series/beston/calendar"
ADDRESS = re.compile(r'readonly value="https?://[^/"]+(/calendar/[\w-]+\.ics)"')


@pytest.fixture
def address_of(visit, beston):
    """Somebody asks for an address, and gets it; the path of it."""

    def asked(who="gp2"):
        answer = visit(beston.people[who]).fill_in(PAGE, PAGE, do="give")
        assert answer.status_code == 200
        return ADDRESS.search(answer.text)[1]

    return asked


def test_the_address_is_shown_once_and_told_to_nobody(visit, beston, address_of, engine):
    address = address_of()
    again = visit(beston.gp2).get(PAGE)
    assert "You have one, made just now." in again.text
    assert address not in again.text
    with engine.connect() as db:
        token = address.split("/")[-1].removesuffix(".ics")
        rows = [
            str(row)
            for table in ("personal_link", "audit_entry", "receipt")
            for row in db.execute(text(f"select * from {table}"))
        ]
    assert rows
    assert [row for row in rows if token in row] == []


def test_a_double_click_makes_one_address_and_is_noted_once(visit, beston):
    priya = visit(beston.gp2)
    form = next(one.fields for one in priya.forms(PAGE) if one.action.endswith("/calendar"))
    shown = [ADDRESS.search(priya.post(PAGE, data=form | {"do": "give"}).text)[1] for _ in range(2)]
    assert len(set(shown)) == 1
    assert "You have one, made just now." in priya.get(PAGE).text
    assert priya.get(beston.address("audit")).text.count("had an address made") == 1
    assert priya.fill_in(PAGE, PAGE, do="give").text.count(shown[0]) == 0


def test_a_calendar_asks_with_it_and_needs_nothing_else(visit, address_of):
    answer = visit().get(address_of())
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert [event.summary for event in read(answer.text).events][3:] == [
        f"The Beston inquiry, meeting {number}" for number in (4, 5, 6)
    ]


def test_one_may_look_whether_it_is_there(visit, address_of):
    answer = visit().head(address_of())
    assert (answer.status_code, answer.text) == (200, "")


def test_a_meeting_that_is_moved_moves_there_too(visit, beston, address_of):
    """Planned for July, moved twice, and then that is taken back."""
    address, jo, seen = address_of(), visit(beston.jo), []

    def send(form, **fields):
        there = f"/series/beston/{form}"
        assert jo.fill_in(there, there, **fields).status_code == 303
        seen.extend(e for e in read(visit().get(address).text).events if e.start.month == 7)

    send("write/meeting", **TODAY | {"kind": "follow_on", "date": "2018-07-10"})
    send("write/meeting-move/M7", to="2018-07-17", note="The hall is flooded")
    send("write/meeting-move/M7", to="2018-07-12", note="It has dried out")
    send("things/M7")
    assert [event.start.day for event in seen] == [10, 17, 12, 10]
    assert len({event.uid for event in seen}) == 1
    versions = [event.sequence for event in seen]
    assert versions == sorted(set(versions)), "each is newer than the one before"


def test_taken_back_it_is_not_there_at_the_next_knock(visit, beston, address_of):
    first, second, shonas = address_of(), address_of(), address_of("dn2")
    ended = visit(beston.gp2).fill_in(PAGE, PAGE, button="End all two addresses", do="end")
    assert ended.status_code == 303
    assert [visit().get(one).status_code for one in (first, second, shonas)] == [404, 404, 200]
    assert "Make an address for me" in visit(beston.gp2).get(PAGE).text


@pytest.mark.parametrize(
    "day, status", [("2018-04-25", 200), ("2018-04-26", 404)], ids=["on Hugh's last day", "the day after"]
)
def test_it_ends_with_ones_place(visit, at, address_of, day, status):
    hughs = address_of("dis")
    at(f"{day}T12:00:00+01:00")
    assert visit().get(hughs).status_code == status


@pytest.mark.parametrize("day, status", [("2018-07-13", 200), ("2018-07-14", 404)])
def test_and_thirty_days_after_the_last_meeting(visit, beston, at, address_of, day, status):
    address = address_of()
    at(f"{day}T12:00:00+01:00")
    assert beston.then(day).meetings[-1].day.isoformat() == "2018-06-13"
    assert visit().get(address).status_code == status


def test_it_opens_no_part_and_a_link_to_a_part_opens_no_calendar(visit, beston, address_of, engine):
    from app.clock import now
    from app.db import writing
    from app.links.domain import new_link

    with writing(engine) as db:
        part = new_link(db, beston.series_id, "gp2", now=now())
    assert visit().get(f"/calendar/{part}.ics").status_code == 404
    token = address_of().split("/")[-1].removesuffix(".ics")
    assert visit().get(f"/part/{token}").status_code == 404


def test_a_sponsor_may_have_the_dates_too_and_a_visitor_may_not(visit, beston, address_of):
    assert visit().get(address_of("george")).status_code == 200
    assert visit(beston.vol).get(PAGE).status_code == 404


def test_nothing_that_is_said_in_the_series_is_in_anybodys_feed(visit, beston, address_of):
    """Names, stories, actions, what the meetings are for: none of it; days and places are all there is."""
    record = beston.record
    told = visit().get(address_of()).text.replace("\r\n ", "")
    words = {p.name for p in record.people.values()} | {a.text for a in record.actions.values()}
    words |= {s.title for s in record.stories.values()} | {m.purpose for m in record.meetings.values() if m.purpose}
    assert len(words) > 60
    assert [one for one in words if one in told] == []


def test_making_one_and_ending_it_is_written_down_without_the_address(visit, beston, address_of):
    address_of()
    visit(beston.gp2).fill_in(PAGE, PAGE, button="End the address", do="end")
    log = visit(beston.gp2).get("/series/beston/audit").text
    assert "had an address made for their calendar" in log
    assert "ended the address of their calendar" in log


def test_a_feed_asks_the_database_as_often_for_seven_meetings_as_for_six(visit, beston, address_of, count_queries):
    address, asked = address_of(), []
    for _ in range(2):
        form = "/series/beston/write/meeting"
        shelf.clear()
        before = len(count_queries)
        assert visit().get(address).status_code == 200
        asked.append(len(count_queries) - before)
        visit(beston.jo).fill_in(form, form, **TODAY | {"kind": "follow_on", "date": "2018-07-10"})
    assert asked[0] == asked[1]
