"""Somebody moves on who leads three things: each is asked of another by itself, and minded until it is taken on."""

import re

import pytest

from app.plan.building import scene
from app.plan.in_words import outline
from app.record.actions import actions_then
from app.record.minding import led_by, minded_by
from tests.part.links import words


@pytest.fixture
def words_of(beston):
    """Who leads each thing on a day, as the group says it."""

    def said(day):
        then = beston.then(day)
        return {a.id: led_by(then, a) for a in actions_then(then)}

    return said


def moves_on(keep, **fields):
    keep("hat-replace", "vs2", 2, to="2018-04-11")
    keep("hat-replace", "vs2", 1, to="2018-04-11", replaced_by="lib", since="2018-04-11", **fields)


# -- one by one ----------------------------------------------------------------
def test_each_is_asked_with_the_last_word_on_it(three, visit, beston, keep, exported):
    there = beston.address("actions", "A23", "moves", "moving")
    visit(beston.vs2).fill_in(there, there, note="The key is with the janitor")
    moves_on(keep, **{"led-A25-ask": None})
    told = {a["id"]: a.get("history", [{}])[-1] for a in exported()["actions"] if a["id"] in three}
    assert (told["A23"]["to"], told["A23"]["note"]) == ("lib", "The key is with the janitor")
    assert (told["A24"]["to"], told["A24"]["note"]) == ("lib", "Olive has moved on. Will you take it on?")
    assert told["A25"].get("event") != "asked", "what is not ticked is left as it is"


def test_until_they_are_taken_on_delia_minds_them_and_it_is_shown_so(three, keep, at, visit, beston, words_of):
    moves_on(keep, **{"led-A25-ask": None})
    at("2018-04-12T09:00:00+01:00")
    said = words_of("2018-04-12")
    assert said["A23"] == said["A24"] == "Ruth, being asked; Delia minds it"
    assert said["A25"] == "Delia minds it"
    page = visit(beston.gp2).get(beston.address("actions")).text
    assert "Ruth, being asked; Delia minds it" in page
    assert "Minded by" in visit(beston.gp2).get(beston.address("actions", "A25")).text


def test_the_plan_says_so_too(three, keep, at, beston):
    moves_on(keep, **{"led-A25-ask": None})
    at("2018-04-18T09:00:00+01:00")
    leads = {a.text: a.lead for a in scene(beston.record, 4, beston.then("2018-04-18").day, opening=True).actions}
    assert leads["Book the hall"] == "Delia minds it; Ruth"
    assert leads["Paint the hall"] == "Delia minds it"
    assert "Delia minds it; Ruth, being asked" in str(outline(scene(beston.record, 4, beston.then("2018-04-18").day)))


def test_the_successor_takes_one_on_and_hands_one_back(three, keep, at, visit, beston, words_of):
    moves_on(keep)
    at("2018-04-12T09:00:00+01:00")
    for action, event, button in (("A23", "accepted", {}), ("A24", "declined", {"note": "I have no key"})):
        there = beston.address("actions", action, "moves", event)
        assert visit(beston.lib).fill_in(there, there, **button).status_code == 303
    then = beston.then("2018-04-12")
    known = {a.id: a for a in actions_then(then)}
    assert words_of("2018-04-12")["A23"] == "Ruth"
    assert known["A24"].state == "proposed"
    assert minded_by(then, known["A24"]) == "delia", "nobody has it yet"
    assert minded_by(then, known["A25"]) == "delia"


def test_with_nobody_yet_delia_minds_them_all(three, keep, at, words_of):
    for n in (2, 1):
        keep("hat-end", "vs2", n, to="2018-04-11")
    assert words_of("2018-04-11")["A23"] == "Olive", "it is theirs until the day ends"
    at("2018-04-12T09:00:00+01:00")
    assert {words_of("2018-04-12")[action] for action in three} == {"Delia minds it"}


def test_what_somebody_hands_on_who_stays_is_minded_by_nobody(three, keep, at, visit, beston, words_of):
    there = beston.address("actions", "A23", "moves", "asked")
    visit(beston.delia).fill_in(there, there, to_person="lib")
    at("2018-04-12T09:00:00+01:00")
    assert words_of("2018-04-12")["A23"] == "Ruth"


def test_where_delia_moves_on_herself_jo_minds_it(keep, at, words_of):
    keep("action", text="Book the hall", lead="delia")
    keep("hat-end", "delia", 1, to="2018-04-11")
    at("2018-04-12T09:00:00+01:00")
    assert words_of("2018-04-12")["A23"] == "Jo minds it"


# -- what else there is to it -----------------------------------------------------
def test_a_first_coffee_is_planned_even_where_nothing_is_handed_over(keep, exported):
    keep("hat-replace", "dcm", 1, to="2018-06-20", name="Ann Shaw", since="2018-06-20")
    coffee = exported()["follow_ups"][-1]
    assert (coffee["kind"], coffee["by"], coffee["with"]) == ("handover", "delia", "ann-shaw")
    assert "about" not in coffee


def test_who_came_to_which_meeting_stays_with_the_person(three, keep, beston):
    def came():
        rows = beston.record.attendance.values()
        return [(r.meeting, r.person, r.state) for meeting in rows for r in meeting if r.person in ("vs2", "lib")]

    before = came()
    moves_on(keep)
    assert came() == before
    then = beston.then("2018-04-11")
    assert then.record.memberships["vs2"][0].replaced_by == "lib"


@pytest.mark.parametrize("person, said", [("dcm", "accepted our working agreement on"), ("sw", "has not accepted")])
def test_an_organisation_is_asked_about_the_agreement_once(visit, beston, exported, person, said):
    page = visit(beston.jo).get(beston.address("write", "hat-replace", person, 1)).text
    organisation = beston.record.memberships[person][0].organisation
    accepted = {row.organisation for row in beston.record.acceptances}
    assert (organisation in accepted) == (said != "has not accepted")
    assert said in page


def test_fionas_work_was_minded_until_colin_came(words_of):
    """As the file of Beston tells it: she went on 30 March, and on 9 April it was his."""
    assert words_of("2018-03-30")["A08"] == "Fiona"
    assert words_of("2018-04-02")["A08"] == "Delia minds it"
    assert words_of("2018-04-09")["A08"] == "Colin"


def test_whoever_has_moved_on_is_not_awaited_at_the_next_meeting(keep, beston):
    assert "dcm" in {row.person for row in beston.record.invitations["M4"]}
    keep("hat-end", "dcm", 1, to="2018-04-11")
    assert "dcm" not in {row.person for row in beston.record.invitations["M4"]}


def test_whoever_stays_until_after_it_is(keep, beston):
    keep("hat-end", "dcm", 1, to="2018-04-18")
    assert "dcm" in {row.person for row in beston.record.invitations["M4"]}


@pytest.mark.parametrize("day, said", [("2018-05-10", False), ("2018-05-11", True)], ids=["29 days", "30 days"])
def test_after_thirty_days_with_nobody_in_their_place_organisers_are_told(keep, at, visit, beston, day, said):
    keep("hat-end", "dcm", 1, to="2018-04-11", end_reason="changed_job")
    at(f"{day}T09:00:00+01:00")
    assert ("Find somebody from Day centre" in visit(beston.jo).get(beston.address()).text) is said


def test_nothing_is_asked_of_a_successor_before_they_come(three, visit, beston):
    form = beston.address("write", "hat-replace", "vs2", 1)
    jo = visit(beston.jo)
    page = jo.fill_in(form, form, to="2018-04-11", name="Nora Bell", since="2018-04-20")
    assert page.status_code == 422
    assert "They come on Friday 20 April. Until then ask nothing of them: take the ticks out." in words(page.text)
    assert "Nora Bell" in page.text
    without = {f"led-{id_}-ask": None for id_ in led_by_olive(page.text)}
    assert jo.fill_in(form, form, to="2018-04-11", name="Nora Bell", since="2018-04-20", **without).status_code == 303


def led_by_olive(page):
    """The ids of all that the form offers to ask for."""
    return re.findall(r'name="led-(\w+)-ask"', page)
