"""A letter of a series is looked at again in the moment in which it goes, and its contact is noted when it has gone."""

from datetime import timedelta

import pytest

from app.db import reading
from app.links.domain import MARK, Whose, whose
from app.series_file.checking import check
from app.series_file.gathering import document
from tests.post.in_april import forms, links_made, nudge, own_links, person_is
from tests.world.april import THAT_DAY, moment
from tests.world.mail import hang_up, once, say


# -- it goes ----------------------------------------------------------
def test_it_carries_a_link_of_its_reader_s_own_which_lies_nowhere_readable(april, office):
    number = nudge(april)
    assert links_made(april) == 0
    april.worker(office).round()
    [arrived] = office.arrived
    [token] = own_links(arrived)
    with reading(april.engine) as db:
        assert whose(db, token) == Whose(april.series_id, "it")
    kept = april.letter(number)
    assert (kept.state, MARK in kept.text, MARK in kept.html) == ("sent", True, True)
    assert token not in kept.text + kept.html
    assert all(MARK not in form for form in forms(arrived))


def test_without_a_place_for_a_link_it_goes_as_it_was_written_and_no_link_is_made(april, office):
    april.put_in("record", "it", "M3", text="Hello, Lewis.\n", html="<p>Hello, Lewis.</p>")
    april.worker(office).round()
    assert [form.strip() for form in forms(office.arrived[0])] == ["Hello, Lewis.", "<p>Hello, Lewis.</p>"]
    assert links_made(april) == 0


def test_an_answer_goes_to_delia_and_not_to_a_machine(april, office):
    nudge(april)
    april.worker(office).round()
    assert office.arrived[0].message["Reply-To"] == "delia@beston-partnership.example.org"


def test_the_contact_that_it_is_has_been_made_once_it_has_gone_and_not_before(april, office):
    number = nudge(april)
    assert (april.contact(number).on, april.contact(number).planned_for) == (None, THAT_DAY)
    office.faults["RCPT"] = once(say("451 Later"))
    worker = april.worker(office)
    worker.round()
    assert april.contact(number).on is None
    april.move(timedelta(minutes=2))
    before = april.record.series.version
    worker.round()
    contact = april.contact(number)
    assert (contact.on, contact.channel, contact.kind, contact.with_person) == (THAT_DAY, "email", "nudge", "it")
    assert april.record.series.version > before
    assert check(document(april.record, bodies={})) == []


def test_one_that_may_have_arrived_goes_again_by_the_same_name_and_both_links_open_her_part(april, office):
    nudge(april)
    office.faults["TAKEN"] = once(hang_up)
    worker = april.worker(office)
    worker.round()
    april.move(timedelta(minutes=2))
    worker.round()
    first, second = office.arrived
    assert first.id == second.id
    tokens = own_links(first) | own_links(second)
    assert len(tokens) == 2
    with reading(april.engine) as db:
        assert {whose(db, token) for token in tokens} == {Whose(april.series_id, "it")}


# -- it waits ---------------------------------------------------------
@pytest.mark.parametrize(
    "back, goes",
    [
        ("2018-04-11T17:00", "2018-04-12T08:30"),
        ("2018-04-13T12:00", "2018-04-16T08:30"),  # Friday noon
        ("2018-04-17T13:29", "2018-04-17T13:29"),  # a minute later is the day before the meeting
    ],
)
def test_when_a_server_is_back_at_an_odd_hour_it_waits_and_no_try_is_counted(april, office, back, goes):
    number = nudge(april)
    april.worker(None).round()
    april.move(back)
    worker = april.worker(office)
    worker.round()
    if back != goes:
        waiting = april.letter(number)
        assert (waiting.state, waiting.tries, waiting.next_try_at) == ("queued", 0, moment(goes))
        assert "outside working hours" in waiting.trouble
        april.move(moment(goes) - timedelta(minutes=1))
        worker.round()
        assert office.arrived == []
    april.move(goes)
    worker.round()
    assert [arrived.message["Date"].datetime for arrived in office.arrived] == [moment(goes)]


# -- it does not go any more ------------------------------------------
def left(april):
    def leave(draft):
        draft.change(("people", "it", "memberships", 1), {"to": "2018-04-10"})
        of_april = draft.list_at(("meetings", "M4", "invitations"))
        of_april[:] = [row for row in of_april if row["person"] != "it"]

    april.change(leave)


CHANGED = {
    "he has done it": (lambda a: a.tell("actions", "A11", "done", by="it", note="Nine systems"), "done, let go"),
    "it was let go": (lambda a: a.tell("actions", "A11", "let_go", note="Not worth it"), "done, let go"),
    "it was handed to somebody else": (
        lambda a: a.tell("actions", "A11", "reassigned", to="sw"),
        "else’s by now",
    ),
    "he has left": (left, "not in the group any more"),
    "his address is another": (person_is(email="lewis@elsewhere.example.org"), "address is another"),
    "he has no address any more": (person_is(email=None), "address is another"),
    "he asked for peace": (person_is(quiet_until="2018-05-01"), "asked for peace until Tuesday 1 May"),
    "he prefers the telephone": (person_is(prefers="phone"), "prefers the telephone"),
    "he wants no messages": (person_is(prefers="no_messages"), "wants no messages"),
    "he prefers post": (person_is(prefers="post"), "prefers post"),
    "he was rung": (
        lambda a: a.change(
            lambda draft: draft.add(
                ("follow_ups",),
                {"id": "U90", "by": "delia", "with": "it", "kind": "nudge", "channel": "phone", "on": "2018-04-11"}
                | {"said": "What would help?"},
            )
        ),
        "was rung on Wednesday 11 April",
    ),
}


@pytest.mark.parametrize("case", CHANGED, ids=lambda case: case.replace(" ", "-"))
def test_nothing_goes_when_meanwhile(april, office, case):
    change, why = CHANGED[case]
    number = nudge(april)
    change(april)
    april.worker(office).round()
    assert office.arrived == []
    dropped = april.letter(number)
    assert (dropped.state, why in dropped.trouble) == ("dropped", True), dropped.trouble
    contact = april.contact(number)
    assert (contact.on, contact.not_needed_on) == (None, THAT_DAY)
    assert links_made(april) == 0
    assert check(document(april.record, bodies={})) == []


@pytest.mark.parametrize("event, why", [("moved", "has moved"), ("cancelled", "does not take place")])
def test_nobody_hears_of_a_meeting_what_is_not_so_any_more(april, office, event, why):
    recap = april.send("recap", "it", "M4", "M4")
    more = {"to": "2018-05-02"} if event == "moved" else {}
    april.move(timedelta(minutes=1))
    april.tell("meetings", "M4", event, note="The hall is flooded", **more)
    april.worker(office).round()
    assert (office.arrived, april.letter(recap).state) == ([], "dropped")
    assert why in april.letter(recap).trouble


@pytest.mark.parametrize("hour, goes", [("13:29", True), ("13:30", False)])
def test_that_a_meeting_was_moved_is_told_until_its_hour_has_come(april, office, hour, goes):
    april.tell("meetings", "M4", "moved", to="2018-05-02", note="The hall is flooded")
    moved = april.put_in("moved", "it", "M4@2018-05-02T13:30", about=("M4",))
    april.move(f"2018-05-02T{hour}")
    april.worker(office).round()
    assert (april.letter(moved).state, len(office.arrived)) == (("sent", 1) if goes else ("dropped", 0))


def test_his_own_link_that_he_asked_for_goes_at_night_but_to_no_address_that_is_not_his(april, office):
    april.move("2018-04-14T23:10")  # a Saturday
    first = april.put_in("my_link", "it", text=f"http://127.0.0.1:8000/part/{MARK}\n")
    april.worker(office).round()
    assert (april.letter(first).state, len(office.arrived)) == ("sent", 1)
    second = april.put_in("my_link", "it", text=f"http://127.0.0.1:8000/part/{MARK}\n")
    person_is(email="lewis@elsewhere.example.org")(april)
    april.worker(office).round()
    assert (april.letter(second).state, len(office.arrived)) == ("dropped", 1)
