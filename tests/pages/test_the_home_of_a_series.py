"""The home of a series says where we are, and then what needs whoever reads it."""

from datetime import date

import pytest

from app.errors import AssetsMissing
from app.pages.series_home_view import home_page
from tests.pages import made_up


@pytest.mark.parametrize(
    "day, said",
    [
        (date(2018, 1, 9), "Meeting 1 is in eight days"),
        (date(2018, 4, 17), "Meeting 4 is tomorrow"),
        (date(2018, 4, 19), "Meeting 5 is in 27 days"),
        (date(2018, 6, 20), "Meeting 6 was held seven days ago"),
        (date(2018, 7, 20), "This series has come to its end"),
    ],
)
def test_the_title_says_where_we_are(seated, day, said):
    assert home_page(seated(made_up.beston(), "jo", day)).title == said


def test_the_day_of_a_meeting_is_today_and_once_opened_it_is_going_on(seated):
    doc = made_up.beston()
    assert home_page(seated(doc, "jo", date(2018, 5, 16))).title.startswith("Meeting")
    made_up.by_id(doc["meetings"])["M4"]["history"].pop()  # never closed
    assert home_page(seated(doc, "jo", date(2018, 4, 18))).title == "Meeting 4 is going on"


def test_an_organiser_is_told_what_needs_her_in_the_order_that_helps_most(seated):
    shown = home_page(seated(made_up.beston(), "delia", date(2018, 5, 10)))
    assert shown.heading == "What needs you, Delia"
    assert [need.what for need in shown.needs][:2] == [
        "Help with three things that are stuck",
        "Hear how five things are going",
    ]
    assert "George: The two boards' advisers in one room." in shown.needs[0].why
    assert shown.replies == [("Coming", 11), ("Cannot come", 1), ("Not heard yet", 8)]


def test_an_organiser_hears_of_proposals_and_of_people_who_are_being_asked(seated):
    doc = made_up.beston()
    actions = made_up.by_id(doc["actions"])
    actions["A16"] |= {"history": [{"on": date(2018, 3, 14), "event": "asked", "by": "jo", "to": "gp2"}]}
    actions["A21"] |= {"history": [{"on": date(2018, 3, 14), "event": "proposed"}]}
    del actions["A21"]["lead"]
    needs = [need.what for need in home_page(seated(doc, "jo", date(2018, 3, 20))).needs]
    assert "Hear from Priya, who is being asked" in needs
    assert "Find a lead for one proposal" in needs


def test_a_meeting_left_open_wants_closing_before_all_else(seated):
    doc = made_up.beston()
    made_up.by_id(doc["meetings"])["M4"]["history"].pop()
    assert home_page(seated(doc, "jo", date(2018, 4, 20))).needs[0].what == "Close meeting 4"


def test_on_its_day_a_meeting_is_opened_and_then_closed_from_home(seated):
    doc = made_up.beston()
    history = made_up.by_id(doc["meetings"])["M4"]["history"]
    history.pop()
    assert home_page(seated(doc, "jo", date(2018, 4, 18))).needs[0].what == "Close meeting 4 when it ends"
    history.pop()
    need = home_page(seated(doc, "jo", date(2018, 4, 18))).needs[0]
    assert (need.what, need.to) == ("Open meeting 4", "meetings/4")


def test_a_series_whose_first_meeting_was_held_wants_to_be_said_to_have_begun(seated):
    doc = made_up.beston()
    doc["series"]["history"] = doc["series"]["history"][:1]
    need = home_page(seated(doc, "jo", date(2018, 1, 20))).needs[0]
    assert (need.what, need.to) == ("Say that the series has begun", "write/series-start")


def test_a_series_that_has_ended_needs_nobody(seated):
    shown = home_page(seated(made_up.beston(), "jo", date(2018, 7, 20)))
    assert shown.needs == []
    assert shown.heading == "Nothing needs you today, Jo"


def test_a_participant_finds_what_they_lead_and_their_own_reply(visit, beston):
    page = visit(beston.gp2).get("/series/beston").text
    assert "Priya, you have two things to do" in page
    assert "Look at four-times-a-day prescriptions" in page
    assert "You have not said yet whether you can come." in page
    assert "What needs you" not in page


def test_a_sponsor_finds_purpose_and_counts_with_small_ones_as_a_few(seated):
    shown = home_page(seated(made_up.beston(), "george", date(2018, 4, 25)))
    assert shown.tail == "29 actions so far: a few stuck, 9 under way, 16 done."
    assert shown.purpose.startswith("Older people who cannot leave home")
    assert {part for line in shown.lines for part in line.count.split(", ")} == {
        "a few stuck",
        "a few under way",
        "a few done",
    }


def test_a_sponsor_who_leads_something_finds_that_too(visit, beston):
    assert "George, you have one thing to do" in visit(beston.george).get("/series/beston").text


def test_without_the_typeface_the_meetings_are_listed_in_place_of_the_drawing(visit, beston, monkeypatch):
    def missing(*_):
        raise AssetsMissing

    monkeypatch.setattr("app.plan.small.draw", missing)
    page = visit(beston.jo).get("/series/beston").text
    assert 'class="arc"' in page
    assert "What is holding us back, and the day centre" in page


def test_the_page_is_kept_until_something_changes(visit, beston):
    visitor = visit(beston.jo)
    tag = visitor.get("/series/beston").headers["etag"]
    assert visitor.get("/series/beston", headers={"If-None-Match": tag}).status_code == 304


def test_whoever_begins_a_series_is_told_what_to_say_first(seated):
    needs = home_page(seated(made_up.bare(), "jo", date(2018, 1, 9))).needs
    assert [(need.what, need.to) for need in needs] == [
        ("Say why we are here", "purpose"),
        ("Set the day of the first meeting", "meetings"),
    ]


def test_a_meeting_whose_day_has_gone_unheard_of_is_asked_about(seated):
    doc = made_up.beston()
    meeting = made_up.by_id(doc["meetings"])["M4"]
    meeting["history"] = [e for e in meeting["history"] if e["event"] not in ("opened", "closed")]
    need = home_page(seated(doc, "jo", date(2018, 4, 20))).needs[0]
    assert (need.what, need.why) == ("Say what became of meeting 4", "It was to be on 18 April.")
