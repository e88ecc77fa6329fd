"""Actions in Jo's hands: who leads a new one, when it is only asked, and what goes with its moves."""

import pytest

from app.record.actions import actions_then
from tests.writing.examples_meetings import TODAY
from tests.writing.test_every_form import words_of

NEW = {"text": "Ring the transport office", "due": "next_meeting"}


@pytest.fixture
def send(visit, beston):
    def by(form, who="jo", page="write", **fields):
        there = f"/series/beston/{page}/{form}"
        return visit(beston.people[who]).fill_in(there, there, **fields)

    return by


@pytest.fixture
def add(send, exported):
    """Add an action; gives it as it is handed out."""

    def by(**fields):
        answer = send("action", **NEW | fields)
        assert answer.status_code == 303, words_of(answer.text)
        return exported()["actions"][-1]

    return by


def first(action):
    return action.get("history", [{}])[0].get("event")


def test_between_meetings_it_is_asked_until_its_lead_accepts(add, send, beston, legal):
    action = add(lead="pha")
    assert (action["on"], first(action)) == ("2018-04-11", "asked")
    accepted = send(f"{action['id']}/moves/accepted", who="pha", page="actions")
    assert accepted.status_code == 303
    now = next(a for a in actions_then(beston.then("2018-04-11")) if a.id == action["id"])
    assert (now.state, now.lead) == ("agreed", "pha")
    assert legal() == []


def test_what_jo_takes_on_herself_is_agreed_and_what_nobody_leads_is_proposed(add):
    assert first(add(lead="jo")) is None
    assert first(add(lead="")) == "proposed"


def test_in_the_meeting_it_is_agreed_by_whoever_is_there_and_asked_of_whoever_is_not(add, send):
    send("meeting", **TODAY)
    send("meeting-open/M7")
    send("meeting-attendance/M7", **{"who-pha-state": "present", "who-dn1-state": "apologies"})
    there, away = add(lead="pha"), add(lead="dn1")
    assert (there["meeting"], first(there)) == ("M7", None)
    assert (away["meeting"], first(away)) == ("M7", "asked")


@pytest.mark.parametrize(
    "text, kind", [("Find out who drives", "find_out"), ("Try a later bus", "try"), ("Mend the gate", None)]
)
def test_its_verb_says_what_sort_of_thing_it_is(add, text, kind):
    assert add(lead="jo", text=text).get("kind") == kind


@pytest.mark.parametrize("text", ["Priya to ring the office", "We will ring the office", "Dr Priya Nair to ring them"])
def test_it_starts_with_its_verb_and_not_with_who_does_it(send, text):
    answer = send("action", **NEW | {"text": text, "lead": "gp2"})
    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert "Who does it is chosen below" in words_of(answer.text)


def test_somebody_leads_it_or_helps_and_not_both(send):
    answer = send("action", **NEW, lead="gp2", helpers=["gp2", "pha"])
    assert answer.status_code == 422
    assert 'href="#helpers"' in answer.text


def test_given_to_somebody_it_has_a_day(send):
    answer = send("action", **NEW | {"due": None}, lead="gp2")
    assert answer.status_code == 422
    assert 'href="#due"' in answer.text


def test_two_actions_do_not_wait_for_one_another(add, send):
    one = add(lead="jo")["id"]
    other = add(lead="jo", waits_for=[one])["id"]
    answer = send(f"action-change/{one}", waits_for=[other])
    assert answer.status_code == 422
    assert "These would wait for one another in a circle." in words_of(answer.text)


def test_what_waits_may_be_done_all_the_same_and_what_waited_for_it_is_free(add, send, beston, legal):
    one = add(lead="jo")["id"]
    other = add(lead="jo", waits_for=[one])["id"]

    def waiting():
        return {a.id: a.waiting for a in actions_then(beston.then("2018-04-11"))}[other]

    assert waiting()
    assert send(f"{one}/moves/done", page="actions", note="They run on Thursdays").status_code == 303
    assert not waiting()
    assert send(f"{other}/moves/started", page="actions").status_code == 303
    assert legal() == []


def test_given_to_one_of_its_helpers_it_can_still_be_changed(add, send, exported, legal):
    id_ = add(lead="jo", helpers=["pha", "ota"])["id"]
    assert send(f"{id_}/moves/reassigned", page="actions", to_person="pha").status_code == 303
    assert legal() == []
    assert send(f"action-change/{id_}", helpers=["pha", "ota"]).status_code == 422, "she leads it now"
    assert send(f"action-change/{id_}", helpers=["ota"]).status_code == 303
    assert exported()["actions"][-1]["helpers"] == ["ota"]


def test_its_words_day_and_lead_are_no_part_of_the_form_that_changes_the_rest(visit, beston):
    page = visit(beston.jo).get("/series/beston/write/action-change/A14").text
    assert not any(f'name="{field}"' in page for field in ("text", "due", "lead"))


def test_whoever_leads_an_action_says_how_it_stands_and_changes_nothing_else(visit, beston):
    euan = visit(beston.ota)
    assert euan.get("/series/beston/write/action-change/A14").status_code == 403
    assert euan.get("/series/beston/actions/A14/moves/moving").status_code == 200
