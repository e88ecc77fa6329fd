"""What somebody says by their personal link: how what they lead stands, whether they come, how to write to them."""

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import Receipt
from app.clock import now
from app.db import reading, writing
from app.keeping.draft import Draft
from app.record.acting import Said
from tests.part.links import uninvited, words

WAYS = {
    "done": ("line_done", "No two services mean the same", ["done"], "done"),
    "moving": ("line_moving", "Seven of nine are in", ["moving"], "moving"),
    "stuck": ("line_stuck", "A word from the pharmacies", ["stuck"], "stuck"),
    "not_mine": ("line_not_mine", "I was not there", ["asked", "declined"], "hands_it_back"),
}


def today_of(beston, action):
    return [e for e in beston.record.happened(action) if e.on == date(2018, 4, 11)]


# -- how it stands --------------------------------------------------------
def test_each_answer_is_told_as_its_givers_own_words_and_given_to_the_contact_that_waits(links, beston, engine):
    """In the same moment; and taken back it leaves no trace in the record."""
    contact(engine, beston, "U90", date(2018, 4, 5))
    contact(engine, beston, "U91", date(2018, 4, 9))
    telephone, before = links.opened("ota"), links.record()
    for way, (field, line, events, result) in WAYS.items():
        telephone.send("action", "A14", answer=way, **{field: line})
        told, held = today_of(beston, "A14"), beston.record.follow_ups
        assert [event.event for event in told] == events
        assert {(event.by, event.via, event.recorded_by) for event in told} == {("ota", "link", None)}
        assert line in (told[-1].note, told[-1].what_would_help)
        assert (held["U91"].result, held["U91"].heard) == (result, line)
        assert held["U90"].result is None
        assert telephone.send("back", "A14").status_code == 422  # a tick first
        assert "Taken back." in telephone.said("back", "A14", sure="yes")
        assert links.record() == before
        assert not telephone.has("back", "A14")


def contact(engine, beston, id_, on):
    """Delia wrote to Euan about A14."""
    with writing(engine) as db:
        draft = Draft(beston.record)
        told = {
            "on": on.isoformat(),
            "by": "delia",
            "with": "ota",
            "kind": "nudge",
            "channel": "email",
            "said": "How goes it?",
        }
        draft.add(("follow_ups",), {"id": id_, "about": ["A14"]} | told)
        draft.write(db, Said(None, "delia", on, now()))


@pytest.mark.parametrize(
    "way, thanks",
    [
        ("stuck", "Thank you for saying. Delia will be in touch."),
        ("moving", "Thank you. Good to know that it is moving."),
        ("not_mine", "It is off your list, and Delia will look for somebody."),
    ],
)
def test_every_answer_is_thanked_for_and_needs_no_line(links, way, thanks):
    assert thanks in links.opened("ota").said("action", "A14", answer=way)


def test_done_says_what_came_of_it(links, beston):
    telephone = links.opened("ota")
    answer = telephone.send("action", "A14", answer="done", line_moving="Nearly there")
    assert answer.status_code == 422
    assert "Say what came of it." in answer.text
    assert 'value="done" id="A14-answer" checked' in answer.text
    assert "Nearly there" in answer.text
    assert today_of(beston, "A14") == []
    assert "It stands on the plan as done." in telephone.said("action", "A14", answer="done", line_done="We learnt")
    assert links.action("A14").outcome.note == "We learnt"


def test_who_is_stuck_need_not_know_yet_what_would_help(links):
    telephone = links.opened("ota")
    said = telephone.said("action", "A14", answer="stuck")
    assert links.action("A14").stuck.what_would_help == "Not said yet"
    assert "You said today that it is stuck." in said
    assert "Not said yet" not in said


def test_sending_without_choosing_changes_nothing_and_keeps_what_was_typed(links):
    telephone, before = links.opened("ota"), links.record()
    answer = telephone.send("action", "A14", line_stuck="A word from the pharmacies")
    assert answer.status_code == 422
    assert "Choose one of the answers first." in answer.text
    assert "A word from the pharmacies" in answer.text
    assert links.record() == before


def test_what_points_to_one_person_is_stopped_and_kept_on_the_page(links):
    telephone, before = links.opened("ota"), links.record()
    answer = telephone.send("action", "A14", answer="moving", line_moving="Ring 0131 496 0123 for it")
    assert answer.status_code == 422
    assert "This looks like" in answer.text
    assert "Ring 0131 496 0123 for it" in answer.text
    assert links.record() == before


def test_a_line_that_a_telephone_broke_is_one_line(links):
    links.opened("ota").send("action", "A14", answer="moving", line_moving="Seven are in\r\n\r\nand two to come")
    assert links.action("A14").last.note == "Seven are in and two to come"


def test_what_somebody_is_asked_is_taken_on_or_handed_back(links, beston, engine):
    ask(beston, engine, "A14", "dn1")
    telephone = links.opened("dn1")
    said = telephone.words()
    assert "Karen, you are being asked to do one thing" in said
    assert "I take it on" in said
    assert "Moving" not in said.partition("The plan")[0]
    assert "Thank you for taking it on." in telephone.said("action", "A14", answer="take_on")
    assert (links.action("A14").state, links.action("A14").lead) == ("agreed", "dn1")
    telephone.send("back", "A14", sure="yes")
    assert links.action("A14").state == "asked"
    telephone.send("action", "A14", answer="not_mine", line_not_mine="I am away")
    assert [e.event for e in today_of(beston, "A14")] == ["asked", "declined"]
    assert links.action("A14").state == "proposed"


def ask(beston, engine, action, person):
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.tell(("actions", action), {"on": "2018-04-11", "event": "asked", "to": person, "by": "delia"})
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))


def test_another_persons_action_is_not_there_to_be_answered(links, beston):
    telephone, before = links.opened("ota"), links.record()
    form = telephone.form("action", "A14").fields
    for thing in ("A04", "A99", "T1"):
        answer = telephone.browser.post(telephone.link, data=form | {"thing": thing, "answer": "moving"})
        assert answer.status_code == 422
        assert "This is not yours to answer any more." in answer.text
    assert links.record() == before


def test_what_was_written_of_an_action_that_ended_meanwhile_is_shown_and_not_lost(links, visit, beston):
    telephone = links.opened("ota")
    form = telephone.form("action", "A14").fields
    move = beston.address("actions", "A14", "moves", "let_go")
    visit(beston.delia).fill_in(move, move, note="The new register will tell us")
    answer = telephone.browser.post(telephone.link, data=form | {"answer": "moving", "line_moving": "Eight are in"})
    assert answer.status_code == 422
    assert "You wrote: “Eight are in”" in words(answer.text)


# -- taking back ----------------------------------------------------------
def test_what_somebody_said_after_it_is_not_taken_back_with_it(links, visit, beston):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="stuck")
    form = telephone.form("back", "A14").fields
    move = beston.address("actions", "A14", "moves", "moving")
    visit(beston.delia).fill_in(move, move, note="He rang")
    answer = telephone.browser.post(telephone.link, data=form | {"sure": "yes"})
    assert answer.status_code == 422
    assert "Something was said after it" in answer.text
    assert [e.event for e in today_of(beston, "A14")] == ["stuck", "moving"]


def test_on_a_later_day_one_answers_anew(links, at):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="stuck", line_stuck="A word from the pharmacies")
    at("2018-04-12T09:00:00+01:00")
    assert not telephone.has("back", "A14")
    assert "You said on 11 April that it is stuck." in telephone.words()
    telephone.send("action", "A14", answer="moving")
    assert links.action("A14").state == "started"


def test_what_was_done_is_opened_again_with_a_word(links, at):
    telephone = links.opened("ota")
    telephone.send("action", "A14", answer="done", line_done="All nine are in")
    at("2018-04-12T09:00:00+01:00")
    assert "Euan, there is nothing for you to do" in telephone.words()
    refused = telephone.send("again", "A14", sure="yes")
    assert refused.status_code == 422
    assert "Say why it is opened again." in refused.text
    assert telephone.send("again", "A14", line_open_again="One came back").status_code == 422
    said = telephone.said("again", "A14", sure="yes", line_open_again="One came back")
    assert "It is open again, and yours." in said
    assert (links.action("A14").state, links.action("A14").last.note) == ("agreed", "One came back")


# -- whether they come ----------------------------------------------------
def invited(beston, person):
    return next(i for i in beston.record.invitations["M4"] if i.person == person)


@pytest.mark.parametrize("said, thanks", [("coming", "We look forward"), ("cannot", "Thank you for telling us.")])
def test_alan_says_whether_he_comes(links, beston, said, thanks):
    telephone = links.opened("gp1")
    assert thanks in telephone.said("reply", "M4", reply=said)
    assert (invited(beston, "gp1").reply, invited(beston, "gp1").replied_on) == (said, date(2018, 4, 11))


def test_who_sends_somebody_names_them_and_that_person_is_not_written_to(links, beston):
    telephone, people = links.opened("gp1"), set(beston.record.people)
    refused = telephone.send("reply", "M4", reply="sending_substitute")
    assert refused.status_code == 422
    assert "Write their name, so that they are expected." in refused.text
    said = telephone.said("reply", "M4", reply="sending_substitute", instead="Dr Ann Shaw")
    assert "Thank you. They will be expected." in said
    assert "You said on 11 April that Dr Ann Shaw comes in your place." in said
    assert (invited(beston, "gp1").reply, invited(beston, "gp1").substitute_name) == (
        "sending_substitute",
        "Dr Ann Shaw",
    )
    assert set(beston.record.people) == people
    telephone.send("reply", "M4", reply="coming", instead="Dr Ann Shaw")
    assert (invited(beston, "gp1").reply, invited(beston, "gp1").substitute_name) == ("coming", None)


@pytest.mark.parametrize("more", ["07700 900123", "ann@example.org", "CHI 010203 4567", "EH1 1YZ"])
def test_beside_the_name_nothing_is_kept_that_the_page_in_the_room_would_tell_everybody(links, beston, more):
    telephone = links.opened("gp1")
    refused = telephone.send("reply", "M4", reply="sending_substitute", instead=f"Ann Shaw, {more}")
    assert refused.status_code == 422
    assert "Nothing here should point to one person." in refused.text
    assert f"Ann Shaw, {more}" in refused.text
    assert invited(beston, "gp1").substitute_name is None


def test_who_was_not_invited_is_told_the_day_and_not_asked(links, beston, engine):
    uninvited(beston, engine, "gp1")
    telephone = links.opened("gp1")
    assert "Wednesday 18 April" in telephone.words()
    assert not telephone.has("reply", "M4")
    form = telephone.form("action", "A04").fields
    answer = telephone.browser.post(telephone.link, data=form | {"about": "reply", "thing": "M4", "reply": "coming"})
    assert answer.status_code == 422


def test_once_the_meeting_is_open_nobody_is_asked_any_more(links, beston, visit, at):
    telephone = links.opened("gp1")
    form = telephone.form("reply", "M4").fields
    at("2018-04-18T13:30:00+01:00")
    opening = beston.address("write", "meeting-open", "M4")
    assert visit(beston.jo).fill_in(opening, opening).status_code == 303
    assert not telephone.has("reply", "M4")
    assert telephone.browser.post(telephone.link, data=form | {"reply": "cannot"}).status_code == 422


# -- fewer messages ---------------------------------------------------------
def test_somebody_asks_to_be_rung_and_left_in_peace_for_a_while(links, beston):
    telephone = links.opened("ota")
    said = telephone.said("messages", prefers="phone", quiet_until="2018-05-01")
    assert "We will keep to that." in said
    person = beston.record.people["ota"]
    assert (person.prefers, person.quiet_until) == ("phone", date(2018, 5, 1))
    assert "Now we are in touch with you by telephone." in said
    assert "You asked to be left in peace until 1 May." in said
    telephone.send("messages", again="yes")
    assert (beston.record.people["ota"].prefers, beston.record.people["ota"].quiet_until) == ("phone", None)


@pytest.mark.parametrize(
    "typed, why",
    [
        ({}, "Choose how, or a day"),
        ({"quiet_until": "2018-04-11"}, "Choose a day that is still to come."),
        ({"quiet_until": "soon"}, "Write the day like 2026-04-15."),
        ({"prefers": "post"}, "Choose one of what is offered."),
    ],
)
def test_what_cannot_be_kept_of_it_is_said_beside_it(links, typed, why):
    telephone, before = links.opened("ota"), links.record()
    answer = telephone.send("messages", **typed)
    assert answer.status_code == 422
    assert why in answer.text
    assert links.record() == before


# -- twice ------------------------------------------------------------------
def test_the_same_form_twice_is_one_answer_and_leads_to_the_same_place(links, beston, engine):
    telephone = links.opened("ota")
    form = telephone.form("action", "A14").fields | {"answer": "moving", "line_moving": "Seven are in"}
    answers = [telephone.browser.post(telephone.link, data=form) for _ in range(3)]
    assert {(a.status_code, a.headers["location"]) for a in answers} == {(303, f"{telephone.link}?said=moving")}
    assert len(today_of(beston, "A14")) == 1
    with reading(engine) as db:
        kept = db.execute(select(Receipt.__table__.c.answer, Receipt.__table__.c.account_id)).all()
    assert [row.account_id for row in kept] == [None]
    assert telephone.link.removeprefix("/part/") not in kept[0].answer


def test_a_form_from_another_site_is_refused(links):
    telephone, before = links.opened("ota"), links.record()
    form = telephone.form("action", "A14").fields | {"answer": "moving"}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert telephone.browser.post(telephone.link, data=form, headers=elsewhere).status_code == 403
    assert telephone.browser.post(telephone.link, data=form | {"csrf": "x"}).status_code == 403
    assert links.record() == before
