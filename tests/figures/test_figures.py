"""The figures of a meeting, held against numbers that were worked out elsewhere from the two example series."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from app.errors import NotFound
from app.figures.reckoning import figures
from app.record import tests as trying
from app.record.actions import actions_then
from app.record.then import then
from tests.figures import by_hand
from tests.series_file.made_series import series
from tests.world.records import example

EXPECTED = json.loads((Path(__file__).parents[1] / "expected.json").read_text())
SERIES = {"beston": "beston", "ferry": "small"}
LONG_AFTER = date(2031, 5, 1)
AT_OPENING = ["meeting", "date", "at_opening"]
MEETINGS = [(slug, meeting) for slug, known in EXPECTED.items() for meeting in known["meetings"]]


@pytest.fixture
def record(request, both_examples):
    return both_examples[SERIES[request.param]]


def named(value):
    return value["meeting"] if isinstance(value, dict) else None


@pytest.mark.parametrize("record, expected", MEETINGS, indirect=["record"], ids=named)
def test_every_figure_of_a_meeting_is_the_expected_one(record, expected):
    meeting = record.meetings[expected["meeting"]]
    assert figures(record, meeting.number, today=LONG_AFTER) == expected


@pytest.mark.parametrize("record, expected", MEETINGS, indirect=["record"], ids=named)
def test_the_figures_of_a_meeting_are_the_same_that_evening_and_years_later(record, expected):
    meeting = record.meetings[expected["meeting"]]
    that_evening = figures(record, meeting.number, today=date.fromisoformat(expected["date"]))
    assert that_evening == expected


@pytest.mark.parametrize("record, expected", EXPECTED.items(), indirect=["record"])
def test_at_the_end_every_action_and_test_stands_as_expected(record, expected):
    expected = expected["at_the_end"]
    day = date.fromisoformat(expected["as_of"])
    end = then(record, day, today=LONG_AFTER)
    actions, tests = actions_then(end), trying.tests_then(end)
    brief = {a.id: {"state": a.state, "lead": a.lead, "due": a.due.isoformat(), "carries": a.carries} for a in actions}
    assert brief == expected["each_action"]
    assert [a.id for a in actions if a.is_past_its_day(day)] == expected["overdue"]
    assert {t.id: {"state": t.state, "cycle": len(t.cycles)} for t in tests} == expected["each_test"]


@pytest.mark.parametrize("record, expected", EXPECTED.items(), indirect=["record"])
def test_a_series_holds_as_many_things_as_were_counted(record, expected):
    last = then(record, LONG_AFTER, today=LONG_AFTER)
    counted = {
        "organisations": len(record.organisations),
        "people": len(record.people),
        "meetings": len(record.meetings),
        "meetings_held": sum(meeting.opened for meeting in last.meetings),
        "actions": len(record.actions),
        "tests": len(record.tests),
        "priorities": len(record.priorities),
        "follow_ups": len(record.follow_ups),
    }
    assert counted == expected["counted"]


@pytest.mark.parametrize("record, expected", MEETINGS, indirect=["record"], ids=named)
def test_before_a_meeting_is_closed_only_what_opening_shows_is_given(record, expected):
    meeting = record.meetings[expected["meeting"]]
    evening_before = date.fromisoformat(expected["date"]) - timedelta(days=1)
    given = figures(record, meeting.number, today=evening_before)
    assert list(given) == AT_OPENING
    assert given == {key: expected[key] for key in AT_OPENING}


@pytest.mark.parametrize("record", ["beston"], indirect=True)
def test_of_a_meeting_weeks_away_the_opening_is_what_has_been_said_by_now(record):
    on_the_day_of_the_second = date(2018, 2, 14)
    sixth = figures(record, 6, today=on_the_day_of_the_second)
    assert list(sixth) == AT_OPENING
    assert sixth["at_opening"] == EXPECTED["beston"]["meetings"][1]["at_closing"]


@pytest.mark.parametrize("record", ["ferry"], indirect=True)
def test_a_meeting_that_has_not_been_held_gives_only_its_opening_however_late_one_asks(record):
    assert list(figures(record, 3, today=LONG_AFTER)) == AT_OPENING


def test_a_meeting_opened_again_gives_only_its_opening_until_it_is_closed(record_of):
    doc = example("small")
    history = next(meeting for meeting in doc["meetings"] if meeting["id"] == "M2")["history"]
    history.append({"on": "2026-03-18", "event": "reopened", "by": "mor", "note": "A row was missing"})
    record = record_of(doc)
    assert list(figures(record, 2, today=LONG_AFTER)) == AT_OPENING
    assert figures(record, 2, today=date(2026, 3, 17)) == EXPECTED["ferry"]["meetings"][1]


@pytest.mark.parametrize("record", ["ferry"], indirect=True)
def test_a_meeting_that_there_is_not_is_refused(record):
    with pytest.raises(NotFound, match="There is no meeting 4"):
        figures(record, 4, today=LONG_AFTER)


def test_a_cancelled_meeting_is_refused_from_the_day_on_which_it_was_cancelled(record_of):
    doc = example("small")
    third = next(meeting for meeting in doc["meetings"] if meeting["id"] == "M3")
    third["history"] = [{"on": "2026-04-20", "event": "cancelled", "by": "mor", "note": "No boat"}]
    record = record_of(doc)
    assert list(figures(record, 3, today=date(2026, 4, 19))) == AT_OPENING
    with pytest.raises(NotFound):
        figures(record, 3, today=date(2026, 4, 20))


def test_a_meeting_that_moved_gives_the_figures_of_the_day_it_was_held(record_of):
    doc = example("small")
    second = next(meeting for meeting in doc["meetings"] if meeting["id"] == "M2")
    second["date"] = "2026-03-10"
    second["history"].insert(1, {"on": "2026-03-09", "event": "moved", "to": "2026-03-17", "note": "Gale"})
    record = record_of(doc)
    assert figures(record, 2, today=LONG_AFTER) == EXPECTED["ferry"]["meetings"][1]
    assert figures(record, 2, today=date(2026, 3, 8))["date"] == "2026-03-10"


def test_a_cancelled_meeting_is_nobodys_last_time(record_of):
    """The third meeting is held after the second was cancelled: it is compared with the first."""
    doc = example("small")
    second, third = (next(m for m in doc["meetings"] if m["id"] == id_) for id_ in ("M2", "M3"))
    del second["attendance"]
    second["history"] = [{"on": "2026-03-01", "event": "cancelled", "note": "Gale"}]
    third["history"] = [{"on": "2026-04-28", "event": event} for event in ("opened", "closed")]
    third["attendance"] = [{"person": p, "state": "present"} for p in ("mor", "ruairidh", "lachie")]
    given = figures(record_of(doc), 3, today=LONG_AFTER)
    assert given["S2_same_people"] == {"both": 1, "present": 2, "share": 0.5}
    assert "trend" not in given["S1_seats"]


def test_a_seat_whose_holder_was_told_not_to_come_is_not_counted(record_of):
    doc = example("small")
    second = next(meeting for meeting in doc["meetings"] if meeting["id"] == "M2")
    before = figures(record_of(doc), 2, today=LONG_AFTER)["S1_seats"]
    next(row for row in second["attendance"] if row["person"] == "una")["state"] = "not_expected"
    after = figures(record_of(doc), 2, today=LONG_AFTER)["S1_seats"]
    assert (after["expected"], after["filled"]) == (before["expected"] - 1, before["filled"])


@pytest.mark.parametrize("record, expected", MEETINGS, indirect=["record"], ids=named)
def test_by_hand_one_comes_to_the_same_numbers(record, expected):
    """So that what is worked out by hand may stand for other series too."""
    doc = example(SERIES[next(slug for slug, known in EXPECTED.items() if expected in known["meetings"])])
    assert by_hand.figures(doc, expected["meeting"]) == expected


@given(doc=series())
def test_every_figure_of_any_series_is_what_one_works_out_by_hand(record_of, doc):
    record = record_of(doc)
    for meeting in then(record, LONG_AFTER, LONG_AFTER).meetings:
        if meeting.closed:
            assert figures(record, meeting.number, today=LONG_AFTER) == by_hand.figures(doc, meeting.id)


# -- who stands for whom ----------------------------------------------
def second_meeting_with(row, **person):
    """The ferry's second meeting, with one row of attendance put in or changed, and perhaps one more person."""
    doc = example("small")
    second = next(meeting for meeting in doc["meetings"] if meeting["id"] == "M2")
    second["attendance"] = [r for r in second["attendance"] if r["person"] != row["person"]] + [row]
    doc["people"] += [person] if person else []
    return doc


def represented(record_of, doc):
    return figures(record_of(doc), 2, today=LONG_AFTER)["organisations_represented"]


def test_a_substitute_speaks_for_those_who_sent_them_and_not_for_their_own(record_of):
    hats = [
        {"organisation": "hall", "role": "participant", "from": "2026-01-12"},
        {"organisation": "boat", "role": "substitute", "from": "2026-03-17", "to": "2026-03-17"},
    ]
    row = {"person": "morag", "state": "present_as_substitute", "in_place_of": "ruairidh"}
    doc = second_meeting_with(row, id="morag", name="Morag Reid", memberships=hats)
    assert represented(record_of, doc) == ["boat", "ward"]


def test_who_comes_with_another_hat_than_usual_speaks_for_that_one(record_of):
    doc = second_meeting_with({"person": "jean", "state": "present", "for": "hall"})
    assert represented(record_of, doc) == ["hall"]


def test_a_visitor_speaks_for_nobody(record_of):
    hats = [{"organisation": "hall", "role": "visitor", "from": "2026-03-17", "to": "2026-03-17"}]
    doc = second_meeting_with({"person": "iain", "state": "present"}, id="iain", name="Iain Reid", memberships=hats)
    assert represented(record_of, doc) == ["ward"]


def test_what_was_never_quite_agreed_or_was_set_aside_is_not_counted_as_due(record_of):
    """Of seven from the first meeting four count: one is done, one went to others, two are still with their leads."""
    doc = example("small")
    became = {
        "A4": {"event": "done", "note": "Asked them"},
        "A5": {"event": "handed_on", "to": "The hall committee"},
        "A6": {"event": "asked", "to": "effie"},
        "A7": {"event": "parked", "look_again_on": "2026-06-01"},
        "A8": {"event": "let_go", "note": "No longer needed"},
    }
    doc["actions"] += [
        {"id": id_, "text": "Ask", "lead": "jean", "meeting": "M1", "history": [{"on": "2026-02-10"} | event]}
        for id_, event in became.items()
    ]
    given = figures(record_of(doc), 2, today=LONG_AFTER)["S4_follow_through"]
    assert given == {"done": 1, "of": 4, "share": 0.25, "not_done": ["A1", "A2", "A5"]}
