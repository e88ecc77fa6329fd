"""Follow-ups: organisers see all of them, each person what passed with them, and nobody what is still to be said."""

from html import unescape

from app.pages.follow_ups_view import follow_ups


def test_organisers_see_who_was_in_touch_with_whom(visit, beston):
    page = visit(beston.delia).get(beston.address("follow-ups")).text
    assert "Between the meetings" in page
    assert "An offer of help" in page
    assert "Visit booked for 1 February" in page


def test_a_participant_sees_what_passed_with_them_and_nothing_else(visit, beston):
    page = visit(beston.dn1).get(beston.address("follow-ups")).text
    assert "Visit booked for 1 February" in page
    assert "Asked if a rough number would do" not in page  # that was with Alan
    assert "Only you and the organisers see this." in page


def test_a_sponsor_sees_what_passed_with_him_on_each_page_that_has_it(visit, beston, at):
    at("2018-06-28T09:00:00+01:00")
    contacts = [f for f in beston.record.follow_ups.values() if f.on and f.said]
    said = [f.said for f in contacts if f.with_person == "george"]
    others = [f.said for f in contacts if f.with_person != "george"]
    assert said
    for steps in (("follow-ups",), ("people", "george")):
        page = unescape(visit(beston.george).get(beston.address(*steps)).text)
        assert [words for words in said if words not in page] == []
        assert [words for words in others if words in page] == []


def test_of_what_it_was_about_only_what_he_leads_is_named(beston):
    """The names of others' actions are not for sponsors (T7, docs/trust.md)."""
    then = beston.then("2018-04-11")
    with_alan = {"about": frozenset({"gp1"})}
    named = [one for f in follow_ups(then, **with_alan).done for one in f.about]
    leads = {f"actions/{id_}" for id_, action in beston.record.actions.items() if action.lead == "gp1"}
    left = [one for f in follow_ups(then, **with_alan, names_others=False).done for one in f.about]
    assert left == [one for one in named if one[0] in leads]


def test_what_will_be_said_later_is_not_there_yet_and_what_is_planned_is(beston):
    then = beston.then("2018-04-11")
    shown = follow_ups(then, about=None)
    rows = [*shown.planned, *shown.done, *shown.not_needed]
    later = [f for f in beston.record.follow_ups.values() if f.on and f.on > then.said and not f.planned_for]
    assert later
    assert not {f.id for f in later} & {f.row.id for f in rows}
    assert all(f.said == "" for f in shown.planned)
    assert {f.state for f in shown.done} == {"done"}


def test_nothing_yet_is_said_in_words(beston):
    assert follow_ups(beston.then("2018-01-08"), about=frozenset({"sw"})).done == []
    assert "Nobody has been rung" in follow_ups(beston.then("2018-01-08"), about=None).opening
