"""From nothing to a running series, by two forms."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from app import permissions as may
from app import series_file
from app.beginning.presets import PRESETS
from app.beginning.starting import begin
from app.beginning.wanted import Somebody, Wanted, propose
from app.clock import now
from app.db import writing
from app.record.seats import Seat
from tests.beginning.conftest import NEW, TYPED
from tests.world.beston import Someone
from tests.world.visitor import HTMX, forms_in


@pytest.mark.both_databases
@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_from_a_date_a_purpose_and_a_name_to_a_running_series(ann, headers):
    answer = ann.send(ann.say(facilitator_name="Ann Shaw"), headers=headers)
    page = ann.visitor.follow(answer)
    assert "Who comes?" in page.text
    record = ann.record()
    assert [(m.number, f"{m.date:%a %d %b}", m.start, m.end) for m in record.meetings.values()] == [
        (1, "Wed 18 Mar", "13:30", "16:30"),
        (2, "Wed 15 Apr", "13:30", "16:30"),
        (3, "Wed 20 May", "13:30", "16:30"),
        (4, "Wed 17 Jun", "13:30", "16:30"),
        (5, "Wed 15 Jul", "13:30", "16:30"),
        (6, "Wed 19 Aug", "13:30", "16:30"),
    ]
    assert [p.text for p in record.purposes] == [TYPED["purpose"]]
    assert ann.audit() == [("begun", "~series")]
    assert series_file.check(ann.file()) == []


def test_every_page_of_a_series_that_has_just_begun_can_be_read(ann):
    home = f"/series/{ann.begin()}"
    pages = re.findall(rf'href="({home}[^"#?]*)"', ann.visitor.get(home).text)
    assert {f"{home}/plan", f"{home}/recap", f"{home}/people"} <= set(pages)
    for page in set(pages):
        answer = ann.visitor.get(page, follow_redirects=True)
        assert answer.status_code == 200, page


def test_there_are_few_things_to_type(ann):
    (form,) = [form for form in ann.visitor.forms(NEW) if form.action == NEW]
    empty = ann.visitor.post(NEW, data=form.fields | {"step": "dates"})
    assert empty.status_code == 422
    wanted = set(re.findall(r'aria-invalid="true"[^>]*aria-describedby="(\w+)', empty.text))
    assert len(re.findall('aria-invalid="true"', empty.text)) == len(TYPED) + 1 == 5, wanted  # a name, for who has none
    for name in (*TYPED, "facilitator_name"):
        assert f'href="#{name}"' in empty.text


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_each_preset_begins_as_it_is_offered(ann, preset):
    ann.begin(preset=preset.key, start="09:00", start_up_day="2026-03-04")
    doc = ann.file()
    assert series_file.check(doc) == []
    assert [m["number"] for m in doc["meetings"]] == list(range(preset.meetings + 1))
    assert doc["series"]["meetings_planned"] == preset.meetings
    assert all(sum(row["minutes"] for row in m["run_sheet"]) for m in doc["meetings"])


def test_each_day_can_be_moved_and_a_meeting_left_out(ann):
    days = ann.say(venue="The hall", facilitator_name="Ann Shaw")
    ann.send(days, day_2="2026-04-22", start_2="10:00", end_2="11:30", venue_3="Upstairs", day_5="")
    meetings = list(ann.record().meetings.values())
    assert [m.number for m in meetings] == [1, 2, 3, 4, 5]
    assert (f"{meetings[1].date}", meetings[1].start, meetings[1].end) == ("2026-04-22", "10:00", "11:30")
    assert [m.venue for m in meetings] == ["The hall", "The hall", "Upstairs", "The hall", "The hall"]
    assert sum(row.minutes for row in ann.record().run_sheets["M2"]) == 90


def test_what_is_agreed_about_working_together_is_kept_and_the_rest_left(ann):
    days = ann.say(facilitator_name="Ann Shaw")
    ann.send(days, way_information="Nothing leaves the room with a name on it", way_remit="")
    rows = [(way.area, way.text) for way in ann.record().agreed_ways]
    assert rows == [("information", "Nothing leaves the room with a name on it")]


def test_one_who_holds_it_and_keeps_it_moving_is_one_person(ann):
    ann.begin(manager_name="Ann Shaw", manager_email="ANN@example.org")
    (person,) = ann.file()["people"]
    assert [hat["role"] for hat in person["memberships"]] == ["facilitator", "integration_manager"]


def test_two_may_hold_it_and_a_third_keep_it_moving(ann):
    ann.begin(second_name="Bo Li", second_email="bo@example.org", manager_name="Delia Ross")
    people = {person["name"]: person["memberships"][0]["role"] for person in ann.file()["people"]}
    assert people == {"Ann Shaw": "facilitator", "Bo Li": "facilitator", "Delia Ross": "integration_manager"}


def test_who_begins_it_for_others_is_told_where_they_find_it(ann, visit):
    answer = ann.send(ann.say(facilitator_name="Jo Reid", facilitator_email="jo@example.org"))
    assert "find it among theirs" in ann.visitor.follow(answer).text
    assert ann.visitor.get("/series/coming-home").status_code == 404
    assert "Coming home" in visit(Someone("", "Jo", "jo@example.org")).get("/series/coming-home").text


def test_a_series_that_has_met_already_is_written_down_from_its_first_day(ann):
    ann.begin(first_day="2026-01-21")
    doc = ann.file()
    assert doc["series"]["history"][0]["on"] == doc["people"][0]["memberships"][0]["from"] == "2026-01-21"


# -- back, twice, wrongly ---------------------------------------------
def test_going_back_and_on_again_loses_nothing(ann):
    days = ann.say(facilitator_name="Ann Shaw", venue="The hall")
    back = ann.send(days, step="back", day_2="2026-04-22", venue_2="Upstairs", way_remit="What is ours", end_3="")
    (form,) = [form for form in forms_in(back.text) if form.action == NEW]
    assert {name: form.fields[name] for name in TYPED} == {name: [value] for name, value in TYPED.items()}
    assert (back.status_code, form.fields["venue"], form.fields["facilitator_name"]) == (
        200,
        ["The hall"],
        ["Ann Shaw"],
    )
    again = ann.send(back, step="dates", title="Home again", end_3="16:00")
    assert ann.send(again).status_code == 303
    record = ann.record("home-again")
    assert (f"{record.meetings['M2'].date}", record.meetings["M2"].venue) == ("2026-04-22", "Upstairs")
    assert [way.text for way in record.agreed_ways] == ["What is ours"]


def test_another_first_day_proposes_the_others_anew(ann):
    back = ann.send(ann.say(facilitator_name="Ann Shaw"), step="back", day_2="2026-04-22")
    ann.send(ann.send(back, step="dates", first_day="2026-03-25"))
    assert [f"{m.date:%d %b}" for m in ann.record().meetings.values()][:2] == ["25 Mar", "22 Apr"]
    assert f"{ann.record().meetings['M3'].date}" == "2026-05-27"


def test_days_that_nobody_has_looked_at_begin_nothing(ann):
    (form,) = [form for form in ann.visitor.forms(NEW) if form.action == NEW]
    answer = ann.visitor.post(NEW, data=form.fields | TYPED | {"facilitator_name": "Ann Shaw", "step": "begin"})
    assert "Wednesday 15 April 2026" in answer.text
    assert (answer.status_code, ann.how_many()) == (200, 0)


def test_sent_twice_there_is_one_series_and_the_same_way_on(ann):
    days = ann.say(facilitator_name="Ann Shaw")
    first, second = ann.send(days), ann.send(days)
    assert first.headers["location"] == second.headers["location"]
    assert ann.how_many() == 1


def test_two_of_one_name_have_addresses_of_their_own(ann):
    assert [ann.begin(), ann.begin(), ann.begin(title="New")] == ["coming-home", "coming-home-2", "new-2"]


@pytest.mark.parametrize(
    "fields, name, words",
    [
        ({"title": ""}, "title", "Say what it is called."),
        ({"title": "x" * 81}, "title", "there is room for 80"),
        ({"purpose": ""}, "purpose", "Ask the question"),
        ({"people_served": "x" * 121}, "people_served", "there is room for 120"),
        ({"first_day": ""}, "first_day", "Choose the day"),
        ({"first_day": "2026-02-30"}, "first_day", "Write the day like"),
        ({"first_day": "0999-03-18"}, "first_day", "between 1900 and 2099"),
        ({"first_day": "2099-11-18"}, "first_day", "after 2099"),
        ({"start": "25:00"}, "start", "Write the time like 13:30."),
        ({"start_up_day": "2026-03-18"}, "start_up_day", "comes before the first one"),
        ({"facilitator_email": "jo"}, "facilitator_email", "Write one e-mail address"),
        ({"preset": "dozen"}, "preset", "Choose one of what is offered."),
    ],
)
def test_what_is_wrong_in_the_first_step_is_said_beside_it_and_in_a_summary(ann, fields, name, words):
    answer = ann.say(**{"facilitator_name": "Ann Shaw"} | fields)
    assert answer.status_code == 422
    summary, page = answer.text.split("</ul></div>", 1)
    assert f'href="#{name}">' in summary
    assert words in summary
    assert f'id="{name}"' in page
    assert all(value in page for key, value in TYPED.items() if key not in fields)


@pytest.mark.parametrize(
    "fields, name, words",
    [
        ({"day_3": "2026-03-18"}, "day_3", "Meeting 3 must come after the one above it."),
        ({"end_2": "13:30"}, "end_2", "Meeting 2 must end after it begins."),
        ({"start_4": ""}, "start_4", "Please fill this in."),
        ({"day_2": "soon"}, "day_2", "Write the day like"),
        ({"venue_6": "x" * 81}, "venue_6", "there is room for 80"),
        ({"day_1": "2026-03-29", "start_1": "01:30"}, "start_1", "The clocks go forward over this hour"),
        ({f"day_{n}": "" for n in range(1, 7)}, "day_1", "At least one meeting needs a day."),
        ({"way_remit": "x" * 201}, "way_remit", "there is room for 200"),
        ({"time_zone": "Beston"}, "time_zone", "no time zone of this name"),
        ({"title": "Me"}, "title", "at least 3 are needed"),
        ({"manager_email": "d@example.org"}, "manager_name", "Whose address is this?"),
    ],
)
def test_what_is_wrong_in_the_second_step_makes_no_series_and_keeps_what_was_typed(ann, fields, name, words):
    answer = ann.send(ann.say(facilitator_name="Ann Shaw"), way_meetings="Once a month", **fields)
    assert answer.status_code == 422
    summary, _ = answer.text.split("</ul></div>", 1)
    assert f'href="#{name}">' in summary
    assert words in summary
    form = next(form for form in forms_in(answer.text) if form.action == NEW)
    assert form.fields["way_meetings"] == ["Once a month"]
    assert {key: form.fields.get(key, [""]) for key in fields} == {key: [value] for key, value in fields.items()}
    assert ann.how_many() == 0


# -- who may ----------------------------------------------------------
def test_who_may_begin_one(seats_of_beston):
    assert may.begin_series(True, [])
    assert not may.begin_series(False, [])
    may_begin = {kind for kind, seat in seats_of_beston.items() if may.begin_series(False, [seat])}
    assert may_begin == {"jo", "delia"}


@pytest.fixture
def seats_of_beston(beston) -> dict[str, Seat]:
    from app.record.seats import seat_of
    from app.record.then import then

    record, day = beston.record, now().date()
    return {id_: seat_of(1, record, then(record, day, day), [id_]) for id_ in ("jo", "delia", "george", "dn1")}


def test_an_organiser_begins_another_series_under_their_own_name(beston, visit):
    answer = visit(beston.jo).get(NEW)
    assert f'value="{beston.jo.name}"' in answer.text
    assert f'value="{beston.jo.email}"' in answer.text
    assert NEW in visit(beston.jo).get("/series/").text
    assert NEW not in visit(beston.dn1).get("/series/").text
    assert visit(beston.dn1).get(NEW).status_code == 404


def test_words_that_look_like_markup_stay_words(ann):
    page = ann.say(title="<b>Coming</b> & {{ home }}", venue='"><script>x</script>', facilitator_name="Ann Shaw")
    assert "<script>x" not in page.text
    assert "<b>Coming" not in page.text
    slug = ann.send(page).headers["location"].split("/")[2]
    assert ann.record(slug).series.title == "<b>Coming</b> & {{ home }}"


@pytest.mark.both_databases
def test_two_who_begin_one_of_the_same_name_at_once_both_have_theirs(ann, engine):
    wanted = Wanted(
        preset=PRESETS["three"],
        title="Coming home",
        purpose="What helps?",
        people_served="people who leave hospital",
        time_zone="Europe/London",
        facilitators=(Somebody("Jo Reid", "jo@example.org"),),
        manager=None,
        meetings=tuple(propose(PRESETS["three"], date(2026, 3, 18), "13:30")),
    )
    together = Barrier(2, timeout=10)

    def begin_mine(_) -> str:
        together.wait()
        with writing(engine) as db:
            return begin(db, wanted, account=1, email="jo@example.org", at=now()).slug

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(begin_mine, range(2))) == ["coming-home", "coming-home-2"]
