"""Why we are here: which purpose stands and what it replaced, how we work, what we hope for and how far that came."""

from datetime import date

from app.pages.purpose_view import purpose_page
from tests.pages import made_up


def purpose(seat):
    return purpose_page(seat)


def test_the_page_is_named_after_what_we_want_in_the_long_run(seated):
    shown = purpose(seated(made_up.beston(), "gp1", date(2018, 4, 11)))
    assert shown.title.startswith("Older people who cannot leave home live better")
    assert shown.opening == "For housebound elderly people living in Beston. We hope for five things."


def test_a_sharper_goal_stands_and_the_one_before_it_is_kept_behind_it(seated):
    doc = made_up.beston()
    doc["purpose"][3]["changed_with"] = "the nurses and the lunch club"
    before, after = (purpose(seated(doc, "gp1", day)).purposes for day in (date(2018, 4, 17), date(2018, 4, 18)))
    assert before[-1].text.startswith("Nurses see older people at the lunch club")
    assert before[-1].before == []
    assert after[-1].text.startswith("Nurses see older people at the day centre")
    assert after[-1].since == "at meeting 4, 18 April 2018"
    assert after[-1].changed_with == "the nurses and the lunch club"
    assert [old.text[:34] for old in after[-1].before] == ["Nurses see older people at the lun"]


def test_who_has_said_yes_is_for_all_and_who_has_not_for_organisers(seated):
    doc = made_up.beston()
    group, organiser = (purpose(seated(doc, who, date(2018, 2, 14))) for who in ("gp1", "jo"))
    assert group.accepted_in_words == "Seven organisations have said yes to this."
    assert group.agreement.not_yet == []
    assert "Harbour Pharmacy" in organiser.agreement.not_yet


def test_hopes_say_how_we_would_notice_and_what_we_saw(seated):
    trust = purpose(seated(made_up.beston(), "gp1", date(2018, 4, 20))).hopes[0]
    assert trust.notice == "Someone says a hard thing here first"
    (sign,) = trust.signs
    assert sign.how == "Seen by several of us, 18 April"
    assert sign.else_ == "The meeting was about what is hard"


def test_how_far_each_hope_came_in_words_with_dissent_kept_for_those_who_were_there(seated):
    doc = made_up.beston()
    group, sponsor = (purpose(seated(doc, who, date(2018, 6, 20))).hopes[3] for who in ("gp1", "george"))
    assert [(r.meeting, r.how_far) for r in group.reached] == [(6, "a little")]
    assert group.reached[0].otherwise == "One person thinks it is worse, not better"
    assert sponsor.reached[0].how_we_know == group.reached[0].how_we_know
    assert sponsor.reached[0].otherwise == ""


def test_nothing_is_told_of_a_check_back_before_it_happened(seated):
    assert all(hope.reached == [] for hope in purpose(seated(made_up.beston(), "jo", date(2018, 6, 12))).hopes)


def test_words_of_someone_served_go_as_far_as_they_gave_leave(seated):
    doc = made_up.beston()

    def told(who, leave):
        doc["evidence"][1] |= {"leave_to_share": leave}
        return len(purpose(seated(doc, who, date(2018, 4, 20))).hopes[4].signs)

    assert [told("gp1", leave) for leave in ("room", "record", "public")] == [0, 1, 1]
    assert [told("george", leave) for leave in ("room", "record", "public")] == [0, 0, 1]
    del doc["evidence"][1]["leave_to_share"]
    assert len(purpose(seated(doc, "gp1", date(2018, 4, 20))).hopes[4].signs) == 0


def test_a_hope_that_was_joined_with_another_is_told_apart(seated):
    doc = made_up.beston()
    doc["aspirations"][1]["ended"] = {"on": date(2018, 3, 14), "as": "merged", "into": "O1", "reason": "They are one"}
    shown = purpose(seated(doc, "gp1", date(2018, 4, 11)))
    assert [hope.text for hope in shown.hopes][:2] == ["More trust", "More community involvement"]
    assert [hope.ended for hope in shown.ended] == ["Joined with another hope on 14 March: They are one"]


def test_where_we_are_and_what_we_want_to_see(visit, beston, at):
    at("2018-04-20T09:00:00+01:00")
    page = visit(beston.gp1).get("/series/beston/purpose").text
    assert "People go further for one another than their jobs ask" in page
    assert "Nine systems, and none that everyone can read" in page
    assert "My story told once" in page


def test_a_series_that_has_said_nothing_yet_says_so(visit, bring):
    page = visit(bring(made_up.bare()).jo).get("/series/beston/purpose").text
    assert "We have not said yet why we are here" in page
    assert "Most groups say it at their first meeting." in page
