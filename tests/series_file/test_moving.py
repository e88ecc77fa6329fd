"""Moving a series by whole weeks, and cutting it off at a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.series_file import Doc, Refused, anchored, check, dump, until
from tests.series_file.made_series import series
from tests.series_file.small_world import cycle, example, legal, spoilt

MEETING_4 = date(2018, 4, 18)


def item(doc: Doc, section: str, name: str) -> Doc | None:
    return next((one for one in doc.get(section, []) if one["id"] == name), None)


def there(doc: Doc, section: str, name: str) -> Doc:
    found = item(doc, section, name)
    assert found is not None
    return found


def names(doc: Doc, section: str) -> list[str]:
    return [one["id"] for one in doc.get(section, [])]


# Whole weeks


def test_every_day_of_beston_moves_by_the_same_weeks_and_no_time_does():
    beston = example("beston")
    moved = anchored(beston, 4, date(2026, 5, 20))
    assert moved["meetings"][3]["date"] == "2026-05-20"
    weeks = (date(2026, 5, 20) - MEETING_4).days
    assert weeks % 7 == 0
    before, after = list(leaves(beston)), list(leaves(moved))
    for (path, old), (same_path, new) in zip(before, after, strict=True):
        assert path == same_path
        if is_day(old):
            assert date.fromisoformat(new) - date.fromisoformat(old) == timedelta(days=weeks)
        else:
            assert new == old
    assert check(moved) == []


def leaves(value: Any, path: str = "") -> Any:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path + "[]")
    else:
        yield path, value


def is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[:2] in {"19", "20"} and value[4::3] == "--"


@pytest.mark.parametrize("day", [date(2026, 3, 25), date(2026, 4, 1), date(2026, 10, 21), date(2026, 10, 28)])
def test_weekdays_and_wall_times_hold_on_both_sides_of_a_clock_change(day: date):
    moved = anchored(example("beston"), 4, day)
    days = [date.fromisoformat(meeting["date"]) for meeting in moved["meetings"]]
    assert {one.strftime("%A") for one in days} == {"Wednesday"}
    assert {(meeting["start"], meeting["end"]) for meeting in moved["meetings"]} == {("13:30", "16:30")}


def test_a_day_inside_a_text_is_left_alone():
    moved = anchored(spoilt(("series.place", "2026-01-14"), ("actions.0.text", "2026-01-14")), 1, date(2026, 1, 21))
    assert moved["series"]["place"] == moved["actions"][0]["text"] == "2026-01-14"
    assert moved["meetings"][0]["date"] == "2026-01-21"


def test_a_due_that_is_a_day_moves_and_one_that_is_a_meeting_stays():
    moved = anchored(spoilt(("actions.0.due", "M2")), 1, date(2026, 1, 21))
    assert [action["due"] for action in moved["actions"]] == ["M2", "2026-03-08"]


def test_another_weekday_is_refused_with_the_nearest_two():
    with pytest.raises(Refused) as refused:
        anchored(example("beston"), 4, date(2026, 5, 21))
    assert str(refused.value) == (
        "bad_value --anchor: meeting 4 is on a Wednesday, and 2026-05-21 is a Thursday; "
        "the nearest two days are 2026-05-20 and 2026-05-27"
    )


def test_a_meeting_that_moved_is_anchored_on_the_day_it_moved_to():
    moved_meeting = [{"on": "2026-03-02", "event": "moved", "to": "2026-03-19", "note": "Snow"}]
    moved = anchored(spoilt(("meetings.2.history", moved_meeting)), 3, date(2026, 4, 2))
    assert moved["meetings"][2]["history"][0]["to"] == "2026-04-02"


@pytest.mark.parametrize("number, day", [(9, date(2026, 5, 20)), (4, date(2099, 12, 30)), (4, date(1, 1, 3))])
def test_a_move_that_leads_nowhere_is_refused(number: int, day: date):
    with pytest.raises(Refused):
        anchored(example("beston"), number, day)


@given(series(), st.integers(-500, 500))
def test_there_and_back_again(doc: Doc, weeks: int):
    first = doc["meetings"][0]
    moved_to = [event["to"] for event in first.get("history", []) if event["event"] == "moved"]
    day = date.fromisoformat([first["date"], *moved_to][-1])
    moved = anchored(doc, first["number"], day + timedelta(weeks=weeks))
    assert check(moved) == []
    assert anchored(moved, first["number"], day) == doc


# Cut off at a day


def days_of_beston() -> list[date]:
    return [date(2018, 1, 8) + timedelta(days=n) for n in range((date(2018, 6, 30) - date(2018, 1, 8)).days + 1)]


def test_beston_cut_off_at_any_day_is_a_legal_file_that_cutting_again_leaves_alone():
    beston = example("beston")
    for day in days_of_beston():
        cut = until(beston, day)
        assert [f"{day} {fault}" for fault in check(cut)] == []
        assert until(cut, day) == cut


def test_after_its_last_day_nothing_of_beston_is_cut():
    beston = example("beston")
    assert until(beston, date(2018, 6, 27)) == beston


def test_cutting_changes_nothing_in_the_document_it_is_given():
    beston, before = example("beston"), dump(example("beston"))
    until(beston, date(2018, 3, 1))
    assert dump(beston) == before


def test_on_the_first_day_there_are_the_people_the_hopes_are_still_to_come():
    cut = until(example("beston"), date(2018, 1, 8))
    assert names(cut, "meetings") == ["M1", "M2", "M3", "M4", "M5", "M6"]
    assert names(cut, "purpose") == ["G1"]
    assert len(cut["debriefs"]) == 1
    assert set(cut) & {"actions", "tests", "aspirations", "stories", "priorities", "initiatives", "last_words"} == set()
    assert "hc" not in names(cut, "people")


def test_a_week_before_meeting_4_nothing_of_it_has_happened():
    cut = until(example("beston"), date(2018, 4, 11))
    fourth, fifth = there(cut, "meetings", "M4"), there(cut, "meetings", "M5")
    assert [event["event"] for event in fourth["history"]] == ["invited"]
    assert set(fourth) & {"attendance", "decisions", "quotes"} == set()
    assert fourth["focus"]
    assert fourth["purpose"]
    assert all("actual_minutes" not in row for row in fourth["run_sheet"])
    replies = {row["person"]: row["reply"] for row in fourth["invitations"]}
    assert (replies["george"], replies["delia"]) == ("coming", "none")
    assert set(fifth) & {"purpose", "question", "focus", "tools", "run_sheet", "history", "invitations"} == set()
    assert fifth["title"]
    assert fifth["venue"]


def test_actions_keep_what_had_been_said_of_them():
    cut = until(example("beston"), date(2018, 3, 20))
    assert "A23" not in names(cut, "actions")
    assert [event["event"] for event in there(cut, "actions", "A16")["history"]] == ["asked", "accepted"]
    assert [event["event"] for event in there(cut, "actions", "A04")["history"]] == ["carried", "carried"]
    assert "history" not in there(cut, "actions", "A19")


def test_what_a_test_learned_goes_with_its_decision_and_what_was_done_with_its_end():
    beston = example("beston")
    running = there(until(beston, date(2018, 4, 6)), "tests", "T1")["cycles"][0]
    assert running["started"] == "2018-04-05"
    assert set(running) & {"ended", "did", "as_planned", "learned", "compared", "decision", "decided_on"} == set()
    studied = there(until(beston, date(2018, 4, 13)), "tests", "T1")["cycles"][0]
    assert studied["did"]
    assert set(studied) & {"learned", "compared", "decision", "decided_on"} == set()
    assert len(there(until(beston, date(2018, 4, 18)), "tests", "T1")["cycles"]) == 2


def test_a_decision_to_adapt_whose_next_cycle_is_still_to_come_says_so():
    later = {
        **cycle(),
        "on": "2026-02-20",
        "predicted_on": "2026-02-20",
        "started": "2026-02-20",
        "ended": "2026-02-21",
    }
    later["decided_on"] = "2026-02-22"
    doc = spoilt(("tests.0.cycles.1", later))
    del doc["tests"][0]["cycles"][0]["next"]
    assert check(doc) == []
    cut = until(doc, date(2026, 2, 19))
    assert check(cut) == []
    assert [one["next"] for one in cut["tests"][0]["cycles"]] == ["The next cycle has still to be agreed"]


def test_a_line_that_does_not_exist_yet_is_named_by_nothing():
    cut = until(example("beston"), date(2018, 3, 13))
    assert "priorities" not in cut
    assert all("priority" not in action for action in cut["actions"])


def test_a_membership_that_ends_later_loses_its_end_and_what_goes_with_it():
    fiona = there(until(example("beston"), date(2018, 3, 29)), "people", "car1")["memberships"]
    assert fiona == [{"organisation": "carers", "role": "participant", "from": "2018-01-08"}]
    assert (
        there(until(example("beston"), date(2018, 3, 30)), "people", "car1")["memberships"][0]["replaced_by"] == "car2"
    )


def test_somebody_still_to_come_stays_only_where_something_names_them():
    beston = example("beston")
    assert "hc" not in names(until(beston, date(2018, 2, 5)), "people")
    assert "hc" in names(until(beston, date(2018, 2, 6)), "people")  # she was invited that day
    assert "car2" not in names(until(beston, date(2018, 3, 29)), "people")
    assert "car2" in names(until(beston, date(2018, 3, 30)), "people")  # named as successor


def test_a_home_check_answered_later_is_still_waiting():
    check_3 = there(until(example("beston"), date(2018, 6, 5)), "organisations", "gp-b")["home_checks"][0]
    assert set(check_3) == {"id", "question", "asked_on", "answer_due", "source"}


def test_a_follow_up_planned_before_the_day_and_done_after_it_is_planned():
    done = {"on": "2026-01-22", "channel": "phone", "said": "How is it?", "heard": "Well", "result": "moving"}
    doc = spoilt(("follow_ups.0", {**legal()["follow_ups"][0], **done}))
    assert until(doc, date(2026, 1, 21))["follow_ups"] == legal()["follow_ups"]
    assert "follow_ups" not in until(doc, date(2026, 1, 19))


def test_last_words_go_with_the_last_meeting():
    assert "last_words" not in until(example("beston"), date(2018, 6, 12))
    assert len(until(example("beston"), date(2018, 6, 13))["last_words"]) == 2


def test_what_was_learnt_from_a_story_goes_with_the_telling():
    before = until(legal(), date(2026, 1, 13))["stories"][0]
    assert [event["event"] for event in before["history"]] == ["consent_given", "checked"]
    assert "learning" not in before
    assert before["body"]


def test_an_initiative_whose_first_action_is_still_to_come_goes_and_so_do_references_to_it():
    doc = spoilt(
        ("actions.2", {"id": "A3", "text": "Ask for a rota", "lead": "ann", "on": "2026-02-20"}),
        ("initiatives.0.first_actions", ["A3"]),
        ("priorities.0.history", [{"on": "2026-02-11", "event": "finished", "as": "carries_on", "to": "I1"}]),
    )
    assert check(doc) == []
    cut = until(doc, date(2026, 2, 12))
    assert "initiatives" not in cut
    assert cut["priorities"][0]["history"] == [{"on": "2026-02-11", "event": "finished", "as": "carries_on"}]
    assert check(cut) == []


@given(series(), st.integers(0, 300))
def test_every_series_cut_off_at_any_day_is_legal(doc: Doc, days: int):
    day = date.fromisoformat(doc["people"][0]["memberships"][0]["from"]) + timedelta(days=days)
    cut = until(doc, day)
    assert check(cut) == []
    assert until(cut, day) == cut
    assert all(is_free_of_later_days(event, day) for event in events_of(cut))


def events_of(value: Any) -> Any:
    if isinstance(value, dict):
        yield from value.get("history", [])
        for part in value.values():
            yield from events_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from events_of(part)


def is_free_of_later_days(event: Doc, day: date) -> bool:
    return date.fromisoformat(event["on"]) <= day
