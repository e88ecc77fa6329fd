"""A meeting goes into Priya's calendar, moves there when it is moved, and leaves it when it is cancelled."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import cancel, feed, request
from app.calendars.making import plain
from app.mail import Sender
from app.meetings.models import Meeting
from app.record.then import then
from tests.calendars.reading import only, read
from tests.world.mail import BESTON
from tests.world.records import example

NOW = datetime(2018, 4, 11, 8, tzinfo=UTC)
TODAY = date(2018, 4, 11)
ODD = (
    "Hall\r\nATTENDEE:mailto:mallory@example.org",
    "Hall\nBEGIN:VEVENT\nSUMMARY:Free lunch\nEND:VEVENT",
    "Hall; up the stairs, second door: left",
    "C:\\New",
    "Back\\slash \\n and \\; and ^n and ^'",
    'The "quiet" room',
    "=HYPERLINK(1)",
    "Tobar Mhoire 🎈 👨‍👩‍👧 café",
    "é" * 200,
    "x" * 200,
    "קומה א׳ البيت",
    "Hall\x0bEND:VCALENDAR",
    "Hall\u2028END:VCALENDAR\x85END",
    "Hall\r",
    "END:VCALENDAR",
    "TZID=Europe/Paris:20180418T133000",
    "\u202eHall\u2067 turned",
)


@pytest.fixture
def moved():
    """Beston, where meeting 4 has been moved by two weeks and to the morning, and meeting 5 is called off."""
    doc = example("beston")
    said = {"on": "2018-04-10", "by": "jo"}
    fourth, fifth = (next(m for m in doc["meetings"] if m["id"] == name) for name in ("M4", "M5"))
    for meeting in (fourth, fifth):
        meeting["history"] = [e for e in meeting["history"] if e["on"] <= "2018-04-10"]
    move = {"event": "moved", "to": "2018-05-02", "start": "09:30", "end": "12:00", "note": "The hall is flooded"}
    fourth["history"].append(said | move)
    fifth["history"].append(said | {"event": "cancelled", "note": "Two are enough"})
    return doc


def for_somebody(record, person, make=request, meeting="M4"):
    return make(then(record, TODAY, TODAY), meeting, person, organiser=BESTON, now=NOW)


def for_priya(record, make=request, meeting="M4"):
    return for_somebody(record, "gp2", make, meeting)


def feed_for(record, *persons):
    return feed(then(record, TODAY, TODAY), persons, now=NOW)


def test_a_sender_without_a_name_is_given_none(both_examples):
    said = then(both_examples["beston"], TODAY, TODAY)
    text = request(said, "M4", "gp2", organiser=Sender("", BESTON.address), now=NOW)
    assert "ORGANIZER:mailto:no-reply@beston.example.org" in text


# -- in a letter ----------------------------------------------------------
def test_an_invitation_says_when_where_what_for_and_whom_it_asks(both_examples):
    text = for_priya(both_examples["beston"])
    meeting = only(text)
    assert read(text).method == "REQUEST"
    assert meeting.start.isoformat() == "2018-04-18T13:30:00+01:00"
    assert meeting.end.isoformat() == "2018-04-18T16:30:00+01:00"
    assert meeting.summary == "The Beston inquiry, meeting 4"
    assert meeting.location == "Beston Library hall"
    assert "make something small happen" in meeting.description
    assert (meeting.status, meeting.organizer.uri) == ("CONFIRMED", "mailto:no-reply@beston.example.org")
    (asked,) = meeting.attendees
    assert (asked.common_name, asked.uri) == ("Dr Priya Nair", "mailto:priya.nair@castlestreet.example.org")


def test_a_cancellation_names_the_same_meeting_as_the_invitation(both_examples):
    record = both_examples["beston"]
    asked, called_off = only(for_priya(record)), for_priya(record, cancel)
    assert read(called_off).method == "CANCEL"
    assert (only(called_off).uid, only(called_off).status) == (asked.uid, "CANCELLED")
    assert only(called_off).sequence >= asked.sequence


def test_each_meeting_of_each_series_has_a_name_of_its_own(both_examples):
    records = both_examples["beston"], both_examples["small"]
    texts = [feed(then(r, TODAY, TODAY), list(r.people), now=NOW) for r in records]
    names = [event.uid for text in texts for event in read(text).events]
    assert len(names) == len(set(names)) == sum(len(record.meetings) for record in records)


def test_who_has_said_yes_is_not_asked_again_until_the_meeting_moves(record_of, moved):
    nadia = [for_somebody(record, "vs3") for record in (record_of(example("beston")), record_of(moved))]
    assert [only(text).attendees[0].status for text in nadia] == ["ACCEPTED", "NEEDS-ACTION"]


@pytest.mark.parametrize("make", [request, cancel])
def test_lines_are_short_and_end_as_every_program_wants(both_examples, make):
    text = for_priya(both_examples["beston"], make)
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


# -- the day before ---------------------------------------------------------
def test_on_the_day_before_a_calendar_reminds_in_plain_words(both_examples):
    record = both_examples["beston"]
    for meeting in (only(for_priya(record)), next(e for e in read(feed_for(record, "gp2")).events if "4" in e.summary)):
        (alarm,) = meeting.alarm
        assert (alarm.action, alarm.trigger) == ("DISPLAY", timedelta(days=-1))
        assert alarm.description == "Tomorrow: The Beston inquiry, meeting 4"


def test_nobody_is_reminded_of_what_has_been_is_called_off_or_is_not_for_them(record_of, moved):
    record = record_of(moved)
    reminds = {event.summary[-1] for event in read(feed_for(record, "vs3")).events if event.alarm}
    assert reminds == {"4", "6"}  # three have been, and the fifth is called off
    assert only(for_priya(record, cancel)).alarm == []
    declined = [i.person for i in record_of(example("beston")).invitations["M4"] if i.reply == "cannot"]
    assert declined
    assert only(for_somebody(record_of(example("beston")), declined[0])).alarm == []


# -- moved ----------------------------------------------------------------
def test_a_moved_meeting_stands_at_its_new_time_under_its_old_name(record_of, moved):
    before, after = only(for_priya(record_of(example("beston")))), only(for_priya(record_of(moved)))
    assert after.uid == before.uid
    assert after.start.isoformat() == "2018-05-02T09:30:00+01:00"
    assert after.end.isoformat() == "2018-05-02T12:00:00+01:00"


def test_half_past_one_stays_half_past_one_when_the_clocks_go_back(record_of):
    doc = example("beston")
    for meeting, day in (("M5", "2018-10-24"), ("M6", "2018-11-21")):
        next(m for m in doc["meetings"] if m["id"] == meeting)["date"] = day
    october, november = (only(for_priya(record_of(doc), meeting=name)).start for name in ("M5", "M6"))
    assert (october.hour, october.minute) == (november.hour, november.minute) == (13, 30)
    assert (october.utcoffset() - november.utcoffset()).total_seconds() == 3600


# -- in a feed -------------------------------------------------------------
def test_a_feed_has_the_moved_meeting_at_its_new_time_and_says_which_is_called_off(record_of, moved):
    meetings = {event.summary[-9:]: event for event in read(feed_for(record_of(moved), "gp2")).events}
    assert meetings["meeting 4"].start.isoformat() == "2018-05-02T09:30:00+01:00"
    assert {name: event.status for name, event in meetings.items()} == {
        **dict.fromkeys(["meeting 1", "meeting 2", "meeting 3", "meeting 4", "meeting 6"], "CONFIRMED"),
        "meeting 5": "CANCELLED",
    }


def test_a_feed_says_what_it_is_called_and_how_often_to_ask(both_examples):
    text = feed_for(both_examples["beston"], "gp2")
    for line in (
        "METHOD:PUBLISH",
        "X-WR-CALNAME:The Beston inquiry",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ):
        assert f"{line}\r\n" in text
    assert "ATTENDEE" not in text


def test_a_feed_has_the_meetings_of_the_time_that_somebody_is_with_us(both_examples):
    """Fiona moved on after the third, and Colin came in her place."""
    record = both_examples["beston"]
    theirs = {p: [e.summary[-1] for e in read(feed_for(record, p)).events] for p in ("gp2", "car1", "car2")}
    assert {p: "".join(numbers) for p, numbers in theirs.items()} == {"gp2": "123456", "car1": "123", "car2": "456"}


# -- what is in neither -----------------------------------------------------
def canary(doc):
    """The inquiry with a word of its own in everything but the title of the series, its zone, and its places."""
    kept = {"title", "time_zone", "venue", "date", "start", "end"}

    def sung(value, key=""):
        if isinstance(value, dict):
            return {k: sung(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [sung(item, key) for item in value]
        words = isinstance(value, str) and " " in value and key not in kept
        return ("canary " * 400)[: len(value)] if words else value

    return sung(doc)


def test_a_feed_holds_no_name_no_story_and_no_action(record_of):
    doc = canary(example("beston"))
    doc["meetings"] = [m | {"title": "canary"} for m in doc["meetings"]]
    record = record_of(doc)
    assert record.actions["A14"].text.startswith("canary")
    text = feed_for(record, *record.people)
    assert len(read(text).events) == 6
    assert "canary" not in text.replace("\r\n ", "")


def test_a_letters_file_names_nobody_but_its_reader(both_examples):
    record = both_examples["beston"]
    text = for_priya(record).replace("\r\n ", "")
    others = {p.name for p in record.people.values() if p.id != "gp2"} | {a.text for a in record.actions.values()}
    assert [words for words in others if words in text] == []
    assert "/part/" not in text


# -- odd words ----------------------------------------------------------------
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_words_that_look_like_a_calendar_are_words(record_of, odd):
    doc = example("small")
    doc["series"]["title"], doc["people"][1]["name"] = odd[:80], odd[:60]
    first = doc["meetings"][0] | {"venue": odd[:80], "purpose": odd[:160], "title": None}
    doc["meetings"] = [{k: v for k, v in first.items() if v}, *doc["meetings"][1:]]
    now = then(record_of(doc), TODAY, TODAY)
    text = request(now, first["id"], doc["people"][1]["id"], organiser=BESTON, now=NOW)
    meeting = only(text)
    assert meeting.summary == f"{plain(odd[:80])}, meeting {first['number']}"
    assert meeting.location.strip() == plain(odd[:80]).strip()
    assert meeting.description.strip() == plain(odd[:160]).rstrip(".") + "."
    assert len(meeting.attendees) == 1
    assert meeting.attendees[0].uri == "mailto:ruairidh@example.org"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert len(read(feed(now, [p["id"] for p in doc["people"]], now=NOW)).events) == len(doc["meetings"])


def test_no_name_turns_round_what_a_calendar_shows_after_it():
    assert plain("\u202eMallory\u2066 Hall") == "Mallory Hall"
    assert plain("קומה א׳ \u200fالبيت\u200e") == "קומה א׳ \u200fالبيت\u200e"


STEERING = st.sampled_from("\r\n;:,\\\"'^n\t\u2028")
SIGNS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), STEERING), max_size=80)


@given(SIGNS.filter(lambda words: plain(words).strip()))
def test_any_words_come_back_as_they_went(both_examples, words):
    record = both_examples["small"]
    row = record.meetings_in_order[0]
    record = replace(record, meetings={row.id: Meeting(**row._asdict() | {"venue": words, "purpose": words})})
    text = request(then(record, TODAY, TODAY), row.id, "ruairidh", organiser=BESTON, now=NOW)
    meeting = only(text)
    assert meeting.location.strip() == plain(words).strip()
    assert plain(words).strip().rstrip(".") in meeting.description
    assert len(meeting.attendees) == 1
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
