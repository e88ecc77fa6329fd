"""Priorities, tests of change and initiatives, as their readers meet them."""

import pytest

from app.pages.initiatives_view import initiatives
from app.pages.priorities_view import priorities
from app.pages.tests_view import all_tests, one_test


@pytest.mark.parametrize(
    "day, words",
    [
        ("2018-02-20", "We have not chosen what to work on yet."),
        ("2018-04-11", "We chose six things to work on. Nobody has said that one is stuck."),
        ("2018-04-18", "We chose six things to work on. Two of them would like help."),
        ("2018-06-13", "We chose six things to work on. All of them have come to an end here."),
    ],
)
def test_priorities_open_with_how_they_stand(beston, at, day, words):
    at("2018-12-01T09:00:00+00:00")
    assert priorities(beston.then(day)).opening.startswith(words)


def test_a_line_says_what_it_serves_and_how_it_ended(beston, at):
    at("2018-12-01T09:00:00+00:00")
    line = next(x for x in priorities(beston.then("2018-06-13")).chosen if x.priority.id == "who")
    assert line.hopes == ["Stronger relationships"]
    assert (line.end, line.carries_on_as[:14]) == ("It carries on", "A team meeting")


def test_a_sponsor_sees_counts_under_five_as_a_few_and_no_lead(visit, beston):
    page = visit(beston.george).get(beston.address("priorities")).text
    assert "A few under way" in page
    assert "1 done" not in page
    assert "/actions" not in page.split("<main")[1].split("</main")[0]


def test_tests_that_wait_for_a_decision_come_first(beston):
    shown = all_tests(beston.then("2018-04-14"), sees_organisers=False)
    assert [t.test.state for t in shown.tests][:2] != ["running", "studying"]
    at_14 = [t.test.state for t in shown.tests]
    assert at_14 == sorted(at_14, key=["studying", "running", "planned"].index)


def test_a_cycle_shows_nothing_that_was_written_down_later(beston, at):
    at("2018-12-01T09:00:00+00:00")
    [cycle] = one_test(beston.then("2018-04-10"), "T1", sees_organisers=True).cycles
    assert (cycle.prediction != "", cycle.did, cycle.learned, cycle.decision) == (True, "", "", "")
    [cycle] = one_test(beston.then("2018-04-13"), "T1", sees_organisers=True).cycles
    assert (cycle.did != "", cycle.learned, cycle.decision) == (True, "", "")
    first, second = one_test(beston.then("2018-04-18"), "T1", sees_organisers=True).cycles
    assert (first.decision, second.prediction != "", second.did) == ("Adapt: one more cycle", True, "")


def test_an_assumption_of_the_barrier_map_is_for_organisers_until_the_group_chooses(beston, at):
    at("2018-12-01T09:00:00+00:00")
    then = beston.then("2018-06-13")
    resting_on_one = next(t.id for t in then.record.tests.values() if t.assumption)
    assert one_test(then, resting_on_one, sees_organisers=True).assumption
    assert one_test(then, resting_on_one, sees_organisers=False).assumption == ""


def test_a_test_that_has_not_come_up_is_not_there(visit, beston):
    assert visit(beston.jo).get(beston.address("tests", "T2")).status_code == 404
    assert visit(beston.jo).get(beston.address("tests", "T99")).status_code == 404


def test_what_carries_on_is_told_with_its_first_steps(visit, beston, at):
    at("2018-06-20T09:00:00+01:00")
    page = visit(beston.sw).get(beston.address("initiatives")).text
    assert "Four things carry on. The first date is Wednesday 4 July." in page
    assert initiatives(beston.then("2018-04-11")).initiatives == []


@pytest.mark.parametrize("page", ["priorities", "tests", "tests/T1", "initiatives", "follow-ups"])
def test_each_page_opens_for_a_member(visit, beston, page):
    answer = visit(beston.vs3).get(beston.address(page))
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
