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


def test_a_sponsor_sees_none(visit, beston, at):
    at("2018-06-28T09:00:00+01:00")
    assert visit(beston.george).get(beston.address("follow-ups")).status_code == 404
    said = [f.said for f in beston.record.follow_ups.values() if f.on and f.said and f.with_person == "george"]
    assert said
    of_george = beston.address("people", "george")
    for who, how_many in ((beston.george, 0), (beston.delia, len(said))):
        page = unescape(visit(who).get(of_george).text)
        assert sum(words in page for words in said) == how_many


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
