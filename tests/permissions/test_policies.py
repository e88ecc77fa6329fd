"""Who may do what, as docs/trust.md tells it, and that each rule is needed."""

import inspect
import re

import pytest
from sqlalchemy import update

from app import permissions as may
from app.accounts.domain import Asker
from app.clock import now
from app.db import reading, writing
from app.errors import NotFound
from app.record.actions import actions_then
from app.series.models import Series
from app.web.who import seat_in
from tests.permissions.conftest import NEXT_DOOR
from tests.test_router import PATHS, expected, knock

ORGANISERS = {"facilitator", "integration manager"}
MEMBERS = ORGANISERS | {"lead", "participant", "lived experience", "substitute"}
SEATED = MEMBERS | {"sponsor", "other sponsor"}
LEADER, LEADING_SPONSOR = "lead", "sponsor"


@pytest.fixture
def seats(callers, engine):
    """The seat of everyone who has one today."""
    return {kind: seat for kind, someone in callers if someone and (seat := seat_of(engine, someone.email))}


def seat_of(engine, email, slug="beston"):
    with reading(engine) as db:
        try:
            return seat_in(db, Asker(1, email, email.casefold(), False, "", now()), slug, writes=False)
        except NotFound:
            return None


def things(seat):
    record = seat.record
    actions = {action.id: action for action in actions_then(seat.then)}
    return {
        "see_action": [actions["A14"]],
        "see_contact": ["ota"],
        "answer_for_oneself": [actions["A14"], "done"],
        "take_back": ["ota"],
        "change_own_details": ["ota"],
        "write_story": [record.stories["S1"]],
        "move_action": [actions["A14"]],
        "write_test": [record.tests["T1"]],
        "answer_for_a_test": [record.tests["T1"]],
        "see_what_is_kept_back": [next(c for c in record.conflicts if c.visibility == "organisers")],
        "answer_home_check": [next(c for c in record.home_checks.values() if c.organisation == "gp-b")],
    }


# Whom each rule says yes to about the things above: A14, which `lead` leads; T1; the telephone of `lead`; a home check.
RULES = {
    "see_series": SEATED,
    "see_what_stands": SEATED,
    "see_record": MEMBERS,
    "see_action": MEMBERS,
    "see_organisers_rooms": ORGANISERS,
    "see_follow_ups": MEMBERS,
    "see_audit": MEMBERS,
    "see_whole_audit": ORGANISERS,
    "see_attendance_by_name": MEMBERS,
    "see_contact": ORGANISERS | {LEADER},
    "see_stories": MEMBERS,
    "see_what_is_kept_back": ORGANISERS,
    "see_sponsors_page": ORGANISERS | {"sponsor", "other sponsor"},
    "change_facilitators": {"facilitator"},
    "propose_purpose": MEMBERS,
    "run_the_series": ORGANISERS,
    "move_action": ORGANISERS | {LEADER},
    "answer_for_oneself": {LEADER},
    "take_back": ORGANISERS | {LEADER},
    "change_own_details": ORGANISERS | {LEADER},
    "write_story": ORGANISERS,
    "write_test": ORGANISERS,
    "answer_for_a_test": ORGANISERS,
    "answer_home_check": ORGANISERS,
    "bring_story": MEMBERS,
    "export_with_stories": {"facilitator"},
}
KEPT_BY_FACILITATORS = {  # record_scope: facilitators leaves members their own part, the recap and the plan
    "see_what_stands": ORGANISERS,
    "see_record": ORGANISERS,
    "see_action": ORGANISERS | {LEADER},
    "see_attendance_by_name": ORGANISERS,
    "see_stories": ORGANISERS,
    "propose_purpose": ORGANISERS,
    "bring_story": ORGANISERS,
}


def rules():
    found = inspect.getmembers(may, inspect.isfunction)
    return {name: rule for name, rule in found if rule.__module__ == may.__name__ and _asks_a_seat(rule)}


def _asks_a_seat(rule) -> bool:
    signature = inspect.signature(rule)
    return signature.return_annotation is bool and next(iter(signature.parameters)) in ("seat", "_seat")


def granted(seats) -> dict[str, set[str]]:
    return {
        name: {kind for kind, seat in seats.items() if rule(seat, *things(seat).get(name, []))}
        for name, rule in rules().items()
    }


def test_every_rule_says_yes_to_those_it_should_and_no_to_everybody_else(seats):
    assert set(seats) == SEATED
    assert granted(seats) == RULES


def test_where_the_facilitators_keep_the_record_members_keep_their_own_part(callers, engine):
    with writing(engine) as db:
        series = Series.metadata.tables["series"]
        db.execute(update(series).where(series.c.id == 1).values(record_scope="facilitators"))
    seats = {kind: seat for kind, who in callers if who and (seat := seat_of(engine, who.email))}
    assert granted(seats) == RULES | KEPT_BY_FACILITATORS


@pytest.mark.parametrize("event", ["accepted", "declined", "started", "moving", "stuck", "done"])
def test_whoever_leads_an_action_says_how_it_stands(seats, event):
    assert may.move_action(seats[LEADER], things(seats[LEADER])["move_action"][0], event)


@pytest.mark.parametrize(
    "event",
    ["agreed", "asked", "carried", "redated", "reworded", "reassigned", "handed_on", "parked", "let_go", "reopened"],
)
def test_what_becomes_of_it_besides_is_for_organisers(seats, event):
    (action,) = things(seats[LEADER])["move_action"]
    assert {kind for kind, seat in seats.items() if may.move_action(seat, action, event)} == ORGANISERS


def test_a_sponsor_sees_and_moves_what_they_lead(visitors):
    george = visitors[LEADING_SPONSOR]
    assert knock(george, "GET action", action_id="A10") == 200
    assert knock(george, "GET action_move", action_id="A10", event="stuck") == 200
    assert knock(george, "GET action_move", action_id="A10", event="let_go") == 403
    listed = george.get("/series/beston/actions").text
    assert set(re.findall(r"/actions/(A\d+)", listed)) == {"A03", "A10"}


def test_a_sponsor_is_told_how_many_and_never_who_or_what(visitors):
    page = visitors["other sponsor"].get("/series/beston/actions").text
    assert "Moving: a few actions" in page
    assert "Euan" not in page
    assert "housebound" not in page


def test_whoever_looks_after_the_installation_gets_names_and_days_only(visitors):
    page = visitors["administrator"].get("/series/").text
    assert "/series/beston" not in page


def test_a_sponsor_who_also_sits_in_the_meetings_sees_as_a_member(callers, engine, beston):
    from app.people.models import Membership

    with writing(engine) as db:
        db.add(Membership(series_id=beston.series_id, person="hc", n=9, role="participant", from_day=now().date()))
    seat = seat_of(engine, callers["other sponsor"].email)
    assert seat.roles == {"sponsor", "participant"}
    assert may.see_record(seat)


def test_the_same_person_next_door_is_somebody_else(callers, engine):
    assert seat_of(engine, "sam@example.org", NEXT_DOOR).organiser
    assert seat_of(engine, "sam@example.org") is None


# -- each rule is needed ----------------------------------------------
NEVER_NO = {"see_series"}  # whoever has a seat at all
NOT_ASKED_BY_A_PAGE_YET = {
    "change_facilitators",  # of what a form would change: tests/writing/test_who_holds_the_meetings.py
    "answer_for_oneself",  # by a personal link: tests/pages/test_what_a_link_changes.py
    "take_back",  # of what was said today: tests/pages/test_what_happened.py
    "see_whole_audit",  # of what the page holds: tests/audit/test_the_page.py
    "see_organisers_rooms",
    "see_what_is_kept_back",
    "propose_purpose",
    "see_attendance_by_name",
    "see_sponsors_page",
    "run_the_series",
    "write_test",
    "answer_for_a_test",  # while somebody is asked: tests/coming_and_going/test_who_leads_a_test.py
    "answer_home_check",
    "bring_story",
    "export_with_stories",
    "see_action",
    "see_contact",
    "change_own_details",  # by forms: below
    "write_story",
}
BY_A_FORM = {
    "run_the_series": "write/priority",
    "answer_home_check": "write/home-check-answer/HC2",
    "change_own_details": "write/person-change/ota",
    "write_story": "write/story-change/S1",
    "write_test": "write/test-change/T1",
}


def say_yes(_seat, *_things, **_more) -> bool:
    return True


def without(rule, monkeypatch) -> None:
    """The rule says yes to everybody, wherever it is asked from."""
    monkeypatch.setattr(rule, "__code__", say_yes.__code__)


@pytest.mark.parametrize("name", sorted(set(rules()) - NEVER_NO - {"see_what_stands"}))  # that one: below
def test_no_rule_can_be_taken_away_unnoticed(seats, monkeypatch, name):
    without(rules()[name], monkeypatch)
    assert granted(seats) != RULES


@pytest.mark.parametrize("name", sorted(set(rules()) - NEVER_NO - NOT_ASKED_BY_A_PAGE_YET))
def test_nor_from_the_pages_that_ask_it(visitors, callers, engine, monkeypatch, name):
    if name == "see_what_stands":
        with writing(engine) as db:
            series = Series.metadata.tables["series"]
            db.execute(update(series).where(series.c.id == 1).values(record_scope="facilitators"))
        assert knock(visitors["participant"], "GET people") == 404
        without(rules()[name], monkeypatch)
        assert knock(visitors["participant"], "GET people") == 200
        return
    without(rules()[name], monkeypatch)
    asked = [route for route in PATHS if "{slug}" in PATHS[route]]
    kinds = ["participant", "other sponsor"]
    assert any(knock(visitors[kind], route) != expected()[route][kind] for route in asked for kind in kinds)


@pytest.mark.parametrize("name", BY_A_FORM)
def test_nor_from_the_forms_that_ask_it(visitors, monkeypatch, name):
    form = f"/series/beston/{BY_A_FORM[name]}"
    assert visitors["participant"].get(form).status_code in (403, 404)
    without(rules()[name], monkeypatch)
    assert visitors["participant"].get(form).status_code == 200
