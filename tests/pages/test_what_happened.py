"""What happened to a thing, by whom; and taking back what was said of it today."""

import re

import pytest

from app.record.actions import actions_then
from tests.world.visitor import HTMX, Visitor

BACK = HTMX | {"HX-Target": "section#thing"}
WAYS = pytest.mark.parametrize("headers", [{}, BACK], ids=["whole pages", "htmx"])


@pytest.fixture
def a14(a14, beston):
    """What happened to it."""
    return beston.address("things", "A14")


def stuck(visitor: Visitor, beston):
    form = beston.address("actions", "A14", "moves", "stuck")
    assert visitor.fill_in(form, form, what_would_help="A word from the pharmacies").status_code == 303


def state(beston) -> str:
    return next(a.state for a in actions_then(beston.then("2018-04-11")) if a.id == "A14")


def words(answer) -> str:
    """What the page says, with one space between words."""
    main = answer.text.partition("<main")[2].partition("<footer")[0]
    return " ".join(re.sub(r"<(?:/?bdi|/?span)[^>]*>", "", re.sub(r"</?(?!bdi|span)[^>]+>", " ", main)).split())


@WAYS
def test_euan_takes_back_what_he_said_today(visit, beston, a14, headers):
    euan = visit(beston.ota)
    stuck(euan, beston)
    assert "Said today: Stuck" in words(euan.get(a14))
    answer = euan.fill_in(a14, a14, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{a14}?said=taken-back")
    assert state(beston) == "agreed"
    assert [event.event for event in beston.record.happened("A14") if event.on.isoformat() == "2018-04-11"] == []


def test_what_was_taken_back_is_seen_by_its_giver_and_the_organisers_alone(visit, beston, a14):
    euan = visit(beston.ota)
    stuck(euan, beston)
    euan.fill_in(a14, a14)
    for person, sees in ((beston.ota, True), (beston.delia, True), (beston.dn1, False)):
        said = words(visit(person).get(a14))
        assert ("Taken back: stuck" in said) is sees
        assert ("A word from the pharmacies" in said) is sees


def test_sent_twice_it_is_taken_back_once(visit, beston, a14):
    euan = visit(beston.ota)
    stuck(euan, beston)
    (form,) = [f for f in euan.forms(a14) if f.action == a14]
    first, second = euan.post(a14, data=form.fields), euan.post(a14, data=form.fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert words(euan.get(a14)).count("Taken back") == 1


def test_somebody_else_does_not_take_it_back_for_him(visit, beston, a14):
    stuck(visit(beston.ota), beston)
    nurse = visit(beston.dn1)
    assert "Take it back" not in nurse.get(a14).text
    version = beston.record.things["A14"].version
    (csrf,) = {f.fields["csrf"][0] for f in nurse.forms(beston.address("actions", "A14")) if "csrf" in f.fields} or {""}
    answer = nurse.post(a14, data={"csrf": csrf, "version": str(version)})
    assert answer.status_code in (403, 409, 422)
    assert state(beston) == "stuck"


def test_an_organiser_may(visit, beston, a14):
    stuck(visit(beston.ota), beston)
    assert visit(beston.delia).fill_in(a14, a14).status_code == 303
    assert state(beston) == "agreed"


def test_tomorrow_it_is_answered_anew_and_not_taken_back(visit, beston, a14, at):
    euan = visit(beston.ota)
    stuck(euan, beston)
    at("2018-04-12T09:00:00+01:00")
    assert "Take it back" not in visit(beston.ota).get(a14).text


def test_what_came_with_the_file_is_not_taken_back(visit, beston, at):
    at("2018-04-18T17:00:00+01:00")
    assert "Take it back" not in visit(beston.jo).get(beston.address("things", "A04")).text


def test_when_somebody_was_quicker_nothing_is_taken_back(visit, beston, a14):
    euan = visit(beston.ota)
    stuck(euan, beston)
    (form,) = [f for f in euan.forms(a14) if f.action == a14]
    stuck_again = beston.address("actions", "A14", "moves", "moving")
    visit(beston.delia).fill_in(stuck_again, stuck_again, note="She rang")
    assert euan.post(a14, data=form.fields).status_code == 409
    assert state(beston) == "started"


# -- what was changed --------------------------------------------------
@pytest.fixture
def reworded(visit, beston):
    form = beston.address("write", "priority-change", "centre")
    answer = visit(beston.delia).fill_in(form, form, text="The day centre and the lunch club")
    assert answer.status_code == 303
    return beston.address("things", "centre")


def test_jo_sees_who_changed_what_and_may_put_it_as_it_was(visit, beston, reworded):
    jo = visit(beston.jo)
    page = jo.get(reworded)
    assert "Changed (Delia" in words(page)
    assert "Text: Making the most of the day centre → The day centre and the lunch club" in words(page)
    (back,) = re.findall(r'href="([^"]+\?as=\d+)"', page.text)
    form = beston.address("write", "priority-change", "centre")
    (asked,) = [f for f in jo.forms(back) if f.action == form]
    assert asked.fields["text"] == ["Making the most of the day centre"]
    assert jo.post(form, data=asked.fields).status_code == 303
    assert beston.record.priorities["centre"].text == "Making the most of the day centre"


def test_a_nurse_sees_that_it_was_changed_and_not_the_words(visit, beston, reworded):
    said = words(visit(beston.dn1).get(reworded))
    assert "Changed (Delia" in said
    assert "→" not in said
    assert "?as=" not in said


@pytest.mark.parametrize("thing", ["centre", "A10", "T1", "M3", "gp1", "U01", "nothing-here", "~series"])
def test_what_somebody_may_not_see_has_no_page_of_what_happened(visit, beston, thing):
    """George leads A10, and sees that; of the rest no sponsor is told who did what."""
    known = thing in beston.record.things
    answer = visit(beston.george).get(beston.address("things", thing))
    assert answer.status_code == (200 if thing == "A10" else 404)
    assert known or thing in ("nothing-here", "U01")


def test_contact_with_one_person_is_nobody_elses_business(visit, beston):
    about = next(f for f in beston.record.follow_ups.values() if f.with_person == "ota")
    page = beston.address("things", about.id)
    found = {who.id: visit(who).get(page).status_code for who in (beston.jo, beston.ota, beston.dn1)}
    assert found == {"jo": 200, "ota": 200, "dn1": 404}
