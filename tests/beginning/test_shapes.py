"""The shapes a series may have: their days, their run sheets, and that each is a legal file."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.beginning import days
from app.beginning.document import document
from app.beginning.names import slug
from app.beginning.presets import PRESETS
from app.beginning.run_sheets import run_sheet
from app.beginning.stages import STAGES
from app.beginning.starting import faults_by_field
from app.beginning.wanted import Somebody, Wanted, propose
from app.series_file import check, dump, ordered, read, warnings
from app.series_file.gathering import document as document_of
from app.series_file.importing import SLUG

JO, DELIA = Somebody("Jo Reid", "jo@example.org"), Somebody("Delia Ross", "delia@example.org")
ZONES = ["Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
every_preset = pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)


def wanted(preset, first=date(2026, 3, 18), *, start="13:30", title="Coming home", zone="Europe/London", **more):
    meetings = tuple(propose(preset, first, start, "The hall", more.pop("start_up", None)))
    return Wanted(preset, title, "What helps?", "people who leave hospital", zone, (JO,), DELIA, meetings, **more)


@every_preset
def test_each_preset_is_a_legal_file_with_nothing_to_remark_on(preset):
    doc = document(wanted(preset, start_up=date(2026, 2, 18)), "coming-home", date(2026, 1, 5))
    assert check(doc) == []
    assert warnings(doc) == []


@every_preset
def test_each_preset_goes_out_and_comes_in_as_the_same(preset, record_of):
    doc = document(wanted(preset, ways={"remit": "What is ours"}), "coming-home", date(2026, 1, 5), "JO@example.org")
    again = read(dump(ordered(document_of(record_of(doc)))).encode())
    assert again == ordered(doc)
    assert again["series"]["history"] == [{"on": "2026-01-05", "event": "set_up", "by": "jo-reid"}]


@every_preset
def test_the_first_meeting_is_for_meeting_and_the_last_for_looking_back(preset):
    assert preset.stages[0] == "first"
    assert any("how far have we come" in block.title.casefold() for block in STAGES[preset.stages[-1]].blocks)


def test_a_full_day_has_a_meal_and_a_call_is_an_extra_meeting():
    doc = document(wanted(PRESETS["breakthrough_year"], start="09:30"), "a-year", date(2026, 1, 5))
    day, call = doc["meetings"][3], doc["meetings"][1]
    assert (day["start"], day["end"], call["start"], call["end"]) == ("09:30", "16:30", "09:30", "11:00")
    assert "Something to eat together" in {item["title"] for item in day["run_sheet"]}
    assert (call["kind"], day.get("kind")) == ("extra", None)


def test_a_two_hour_meeting_gives_each_part_its_share():
    minutes = [item["minutes"] for item in run_sheet("areas", 120)]
    assert minutes == [5, 5, 25, 5, 45, 20, 10, 5]


@given(st.sampled_from(sorted(STAGES)), st.integers(0, 24 * 60 - 1))
def test_a_run_sheet_fills_its_meeting_whatever_its_length(stage, minutes):
    sheet = run_sheet(stage, minutes)
    assert all(1 <= item["minutes"] <= 240 for item in sheet)
    assert sum(item["minutes"] for item in sheet) == (minutes if sheet else 0)
    assert sheet or minutes < len(STAGES[stage].blocks) or minutes > 240 * len(STAGES[stage].blocks)


# -- days -------------------------------------------------------------
@given(st.dates(date(1900, 1, 1), date(2097, 12, 31)), st.sampled_from(["monthly", "fortnightly"]), st.integers(1, 24))
@example(date(2024, 2, 29), "monthly", 12)
@example(date(2026, 1, 31), "monthly", 12)
@example(date(2026, 12, 30), "fortnightly", 8)
def test_all_days_are_of_one_weekday_in_order_and_one_a_month(first, interval, count):
    found = days.proposed(first, interval, count)
    assert found[0] == first
    assert {day.weekday() for day in found} == {first.weekday()}
    assert found == sorted(set(found))
    if interval == "monthly":
        months = [12 * day.year + day.month for day in found]
        assert months == list(range(months[0], months[0] + count))
    else:
        assert {b - a for a, b in itertools.pairwise(found)} <= {timedelta(14)}


@given(st.dates(date(1900, 1, 1), date(2095, 12, 31)), st.integers(0, 23))
def test_a_monthly_day_keeps_its_place_in_the_month_and_a_fifth_is_the_last(first, months):
    day = days.same_weekday(first, months)
    last = (day + timedelta(7)).month != day.month
    assert days.which(day) == days.which(first) or (days.which(first) == 5 and last)


def test_how_the_days_were_chosen_is_said():
    assert days.in_words(date(2026, 3, 18), "monthly") == "the third Wednesday of each month"
    assert days.in_words(date(2026, 1, 31), "monthly") == "the last Saturday of each month"
    assert days.in_words(date(2026, 3, 18), "fortnightly") == "every second Wednesday"


def test_a_series_that_would_go_on_after_2099_is_refused_beside_its_first_day():
    with pytest.raises(days.TooFar) as refused:
        days.proposed(date(2099, 11, 2), "monthly", 6)
    assert refused.value.field == "first_day"


@given(
    st.sampled_from(sorted(PRESETS)),
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.sampled_from(ZONES),
    st.times().map(lambda t: t.strftime("%H:%M")),
)
@example("eight_fortnightly", date(2026, 3, 15), "Europe/London", "01:30")
@example("open_ended", date(2026, 10, 4), "Australia/Lord_Howe", "02:15")
def test_the_hour_on_the_wall_stays_when_the_clocks_change(preset, first, zone, start):
    asked = wanted(PRESETS[preset], first, start=start, zone=zone)
    assert {meeting.start for meeting in asked.meetings} == {start}
    skipped = {meeting.row for meeting in asked.meetings if not on_the_clock(meeting.day, start, zone)}
    faults = faults_by_field(asked)
    assert {name for name in faults if name.startswith("start_")} == {f"start_{row}" for row in skipped}
    assert "clocks go forward" in "".join(faults.values()) or not skipped


def on_the_clock(day, start, zone):
    wall = datetime.fromisoformat(f"{day}T{start}")
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall


# -- names ------------------------------------------------------------
@pytest.mark.parametrize(
    "title, name",
    [
        ("The Beston inquiry", "the-beston-inquiry"),
        ("Ceòl is Craic", "ceol-is-craic"),
        ("Łódź, Ørsta & Großþing", "lodz-orsta-and-grossthing"),
        ("Bruce’s year", "bruces-year"),
        ("Æðelstan đại", "aedelstan-dai"),
        ("ﬁnding İstanbul", "finding-istanbul"),
        ("3 rivers", "series-3-rivers"),
        ("new", "new-2"),
        ("новый ряд", "series-2"),
        ("長い冬", "series-2"),
        ("…", "series-2"),
    ],
)
def test_a_series_is_named_in_its_address_after_its_title(title, name):
    assert slug(title, lambda _: False) == name


def test_a_name_that_is_taken_gets_a_number():
    taken = {"beston", "beston-2", "series-2"}
    assert slug("Beston", taken.__contains__) == "beston-3"
    assert slug("長い冬", taken.__contains__) == "series-3"


@given(st.text(max_size=80), st.integers(0, 3))
def test_any_title_gives_a_name_that_an_address_can_have(title, taken):
    found, names = slug(title, lambda _: False), set()
    for _ in range(taken):
        names.add(found)
        found = slug(title, names.__contains__)
    assert found not in names
    assert SLUG.fullmatch(found)
    assert 2 <= len(found) <= 40
    assert found != "new"


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_whatever_is_typed_makes_a_legal_file_or_is_refused_beside_a_field(title, name, other):
    assume(title.strip() and name.strip())
    asked = wanted(PRESETS["three"], title=title)
    manager = Somebody(other) if other.strip() else None
    asked = Wanted(**{**asked.__dict__, "facilitators": (Somebody(name, "jo@example.org"),), "manager": manager})
    faults = faults_by_field(asked)
    assert set(faults) <= {"title", "facilitator_name", "manager_name"}
    assert bool(faults) == bool(check(document(asked, "a-series", date(2026, 1, 5))))
