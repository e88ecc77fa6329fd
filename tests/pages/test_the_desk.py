"""Delia at the nudge desk on 11 April 2018: whom to be in touch with, why, and what she hears on the telephone."""

import re
from datetime import date, datetime

import pytest

from app.db import reading
from app.pages.nudges_view import desk
from app.record.actions import actions_then
from tests.pages import made_up
from tests.pages.at_the_desk import DESK, action, last_contact, slips, words
from tests.part.conftest import template  # noqa: F401 nothing is told of what came later


# -- what she sees -----------------------------------------------------
def test_six_people_in_their_order_each_with_the_reason_in_words_and_no_number_of_points(delia):
    page = delia.get(DESK).text
    assert "Six people to be in touch with" in page
    assert "Meeting 4 is in seven days. Ten things are open. Two people rest." in page
    found = slips(page)
    assert list(found) == ["Euan Grant", "George", "Dr Alan Reid", "Lewis Barr", "Tom Aitken", "Angus Petrie"]
    assert "Two other things wait for it: Alan’s and Priya’s." in found["Euan Grant"]
    assert "Occupational therapist, Community Occupational Therapy Service" in found["Euan Grant"]
    assert "Last in touch: a text on 7 March. “Five of nine in”" in found["Euan Grant"]
    assert "Last in touch: by telephone, 12 February." in found["Dr Alan Reid"]
    assert not re.search(r"\b(63|58|43|35)\b", words(page.partition("<main")[2]))
    assert page.count('<details class="slip" name="desk" id=') == 6
    assert page.count(" open>") == 1


@pytest.mark.parametrize(
    "day, said",
    [
        ("2018-04-11", "Today is a good day for a word: a week before we meet."),
        ("2018-04-02", "Today is a good day for a word: half-way to the meeting."),  # which is on a Saturday
        ("2018-04-03", ""),
        ("2018-04-12", ""),
    ],
)
def test_on_the_two_natural_days_it_says_so(day, said, beston, at, visit, monkeypatch):
    monkeypatch.setenv("BESTON_HOLIDAYS", "GB-SCT")  # where Easter Monday is a working day
    at(f"{day}T09:00:00+01:00")
    opening = words(re.search(r'<div class="opening">.*?</div>', visit(beston.delia).get(DESK).text)[0])
    assert ("good day for a word" in opening) == bool(said)
    assert opening.endswith(said)


def test_who_rests_and_what_else_waits_stands_beside(delia):
    beside = words(delia.get(DESK).text.partition("<aside")[2])
    assert "Dr Priya Nair Rung on Tuesday 10 April." in beside
    assert "Colin Weir Met on Monday 9 April." in beside
    assert "Medicines left at the day centre To end tomorrow." in beside
    assert "Thanks due" in beside
    assert "Nothing is sent until you send it." in beside


def test_of_a_long_list_beside_the_cards_some_are_folded_and_none_is_lost(bring, visit):
    doc = made_up.beston()
    for n in range(9):
        asked = {"on": "2018-04-10", "event": "asked", "to": "mh", "by": "delia"}
        new = {"text": f"Ask the {n}th surgery", "lead": "mh", "due": "M4", "on": "2018-04-10", "history": [asked]}
        doc["actions"].append({"id": f"N{n}"} | new)
    world = bring(doc, slug="other")
    page = visit(world.delia).get(world.address("nudges")).text
    side = page.partition('id="asks"')[2].partition("</section>")[0]
    shown, _, folded = side.partition("<details")
    assert (shown.count("<li>"), folded.count("<li>")) == (4, 5)
    assert "And five more" in folded


@pytest.mark.parametrize("region, said", [("GB-SCT", "Scotland"), ("", "Britain (UK)")])
def test_it_says_whose_public_holidays_are_kept_free(delia, monkeypatch, at, region, said):
    monkeypatch.setenv("BESTON_HOLIDAYS", region)
    at("2018-04-11T09:00:00+01:00")
    assert f"Nothing is sent until you send it. Public holidays kept free: {said}." in words(delia.get(DESK).text)


def test_a_card_says_when_and_where_the_last_word_was_though_nothing_was_written_down(delia, beston, visit):
    found = slips(delia.get(DESK).text)
    assert (
        "Last word 14 February, at meeting 2." in found["George"]
    )  # where he took it on; Delia’s note is not his word
    assert "Last word, 14 March: “Five of nine in”" in found["Euan Grant"]
    moving = "/series/beston/actions/A11/moves/moving"
    visit(beston.it).fill_in(moving, moving)
    lewis = slips(delia.get(DESK).text)["Lewis Barr"]
    assert "Last word 11 April, by their link. Before that, 14 March: “Nine of 14 answered”" in lewis


def test_whoever_has_not_answered_yet_has_said_no_word(bring, visit):
    doc = made_up.beston()
    angus = made_up.by_id(doc["actions"])["A22"]
    angus["history"] = angus["history"][:1]
    world = bring(doc, slug="other")
    assert "Last word" not in slips(visit(world.delia).get(world.address("nudges")).text)["Angus Petrie"]


def test_whoever_rests_may_ring_and_that_is_noted_from_the_list_and_from_their_page(delia, beston):
    noted = "/series/beston/write/desk-rang/gp2"
    beside = delia.get(DESK).text.partition("<aside")[2]
    assert "Met on Monday 9 April. See what they lead : Colin Weir I rang" in words(beside)
    assert f'href="{noted}"' in beside
    assert f'href="{noted}"' in delia.get("/series/beston/people/gp2").text
    assert delia.fill_in(noted, noted, result="moving", heard="She rang me herself").status_code == 303
    assert last_contact(beston).heard == "She rang me herself"


def test_nobody_notes_a_call_on_the_page_of_whoever_leads_nothing_nor_a_participant_on_anybodys(delia, visit, beston):
    assert "/write/desk-rang/" not in delia.get("/series/beston/people/lib").text
    assert "/write/desk-rang/" not in visit(beston.gp2).get("/series/beston/people/gp2").text


def test_only_organisers_find_it(visit, beston):
    for person, status in ((beston.jo, 200), (beston.ota, 404), (beston.george, 404)):
        assert visit(person).get(DESK).status_code == status
        assert (f'href="{DESK}"' in visit(person).get("/series/beston").text) == (status == 200)


def test_home_says_in_a_sentence_how_many_people_a_word_might_help(visit, beston):
    assert (
        "Six people to be in touch with</a>, whoever frees others first."
        in visit(beston.delia).get("/series/beston").text
    )


def test_each_is_reached_as_they_wish(delia):
    found = slips(delia.get(DESK).text)
    assert "Write an e-mail instead" in found["Euan Grant"]  # who prefers texts
    assert "Send this e-mail" in found["George"]
    assert "They prefer the telephone: ring." in found["Dr Alan Reid"]
    assert "Send this e-mail" not in found["Dr Alan Reid"]
    assert "Text to ask for a call" in found["Dr Alan Reid"]


# -- I rang ------------------------------------------------------------
def test_a_call_is_noted_and_moves_the_action_in_its_leads_own_name(delia, beston, rang):
    page = delia.follow(rang("ota", result="moving", heard="Seven are in")).text
    assert "Noted. Thank you for ringing." in page
    assert "Euan Grant" not in slips(page)
    assert "Euan Grant Rung on Wednesday 11 April." in words(page)
    euan, contact = action(beston, "A14"), last_contact(beston)
    assert (euan.state, euan.last.by, euan.last.via, euan.last.note) == ("started", "ota", "phone", None)
    assert (contact.kind, contact.channel, contact.by, contact.with_person) == ("nudge", "phone", "delia", "ota")
    assert (contact.heard, contact.result, beston.record.linked(contact.id, "about")) == (
        "Seven are in",
        "moving",
        ["A14"],
    )


def test_a_call_nobody_answered_moves_nothing_and_is_tried_again_tomorrow(delia, beston, rang, at, visit):
    before = action(beston, "A14").state
    page = delia.follow(rang("ota", result="no_answer")).text
    assert "Rung today, and nobody answered." in words(page)
    assert action(beston, "A14").state == before
    at("2018-04-12T09:00:00+01:00")
    assert "Euan Grant" in slips(visit(beston.delia).get(DESK).text)


@pytest.mark.parametrize("result, missing", [("stuck", "Say what would help."), ("done", "Say what came of it.")])
def test_stuck_and_done_want_their_line(beston, rang, result, missing):
    answer = rang("ota", result=result)
    assert answer.status_code == 422
    assert missing in answer.text
    assert 'href="#heard"' in answer.text
    assert action(beston, "A14").events[-1].event == "carried"


def test_with_two_things_in_hand_the_call_is_about_the_one_that_is_chosen(delia, beston, rang):
    rang("it", about="A20", result="stuck", heard="Word on what may be shared")
    assert action(beston, "A20").stuck.what_would_help == "Word on what may be shared"
    assert action(beston, "A11").state == "started"


def test_what_somebody_calls_for_help_with_comes_first_on_their_card(delia, visit, beston):
    stuck = "/series/beston/actions/A20/moves/stuck"
    visit(beston.it).fill_in(stuck, stuck, what_would_help="Word on what may be shared")
    call = delia.get(DESK).text.partition('id="it-rang"')[2].partition("</form>")[0]
    assert re.findall(r'name="about" value="(\w+)"', call) == ["A20", "A11"]
    assert re.search(r'value="A20"[^>]* checked', call)


def test_what_was_noted_today_is_taken_back_with_what_it_said_of_the_action(delia, beston, rang):
    rang("ota", result="done", heard="All nine are in")
    contact = last_contact(beston).id
    back = f"/series/beston/write/desk-take-back/{contact}"
    page = delia.follow(delia.fill_in(back, back)).text
    assert "Euan Grant" in slips(page)
    assert contact not in beston.record.follow_ups
    assert action(beston, "A14").state == "agreed"


def test_what_somebody_said_afterwards_stays_when_the_call_is_taken_back(visit, beston, rang, delia):
    rang("ota", result="moving", heard="Seven are in")
    visit(beston.ota).fill_in(
        "/series/beston/actions/A14/moves/moving", "/series/beston/actions/A14/moves/moving", note="Now eight"
    )
    back = f"/series/beston/write/desk-take-back/{last_contact(beston).id}"
    delia.fill_in(back, back)
    assert [(e.via, e.note) for e in action(beston, "A14").events[-2:]] == [("phone", None), ("link", "Now eight")]


def test_what_was_heard_is_for_the_organisers_and_whoever_said_it_unless_the_group_needs_it(visit, beston, rang):
    rang("ota", result="moving", heard="His manager would rather he did not")
    rang("it", about="A20", result="stuck", heard="Word on what may be shared")
    kept = "His manager would rather he did not"
    for person, page, there in (
        (beston.delia, "follow-ups", True),
        (beston.ota, "follow-ups", True),
        (beston.gp2, "follow-ups", False),
        (beston.gp2, "actions/A14", False),
        (beston.gp2, "people/ota", False),
        (beston.gp2, "recap", False),
        (beston.gp2, "plan", False),
        (beston.gp2, "search?q=manager+would+rather", False),
        (beston.george, "recap", False),
        (beston.george, "plan", False),
    ):
        answer = visit(person).get(f"/series/beston/{page}", follow_redirects=True)
        assert answer.status_code == 200, page
        assert (kept in answer.text) == there, f"{person.name} at {page}"
    assert "Word on what may be shared" in visit(beston.gp2).get("/series/beston/actions/A20").text


def test_whoever_is_asked_takes_it_on_by_telephone(delia, beston, rang):
    new = {"text": "Ring the transport office", "lead": "pha", "due": "M5"}
    delia.fill_in("/series/beston/write/action", "/series/beston/write/action", **new)
    assert "Asked, and no answer yet Ring the transport office" in words(delia.get(DESK).text)
    refused = rang("pha", result="moving", heard="Begun")
    assert "Choose one of what is offered." in refused.text
    rang("pha", result="takes_it", heard="Gladly")
    taken = next(a for a in actions_then(beston.then("2018-04-11")) if a.lead == "pha" and a.text.startswith("Ring"))
    assert (taken.state, taken.last.event, taken.last.by) == ("agreed", "accepted", "pha")


# -- other days, other series --------------------------------------------
def shown(engine, seat, now="2018-04-11T08:00:00+00:00"):
    with reading(engine) as db:
        return desk(db, seat, datetime.fromisoformat(now))


@pytest.mark.parametrize(
    "doc, day, title",
    [
        (made_up.bare(), date(2018, 1, 9), "Nobody to be in touch with"),
        (made_up.beston(), date(2018, 1, 9), "Nobody to be in touch with"),  # before the first meeting
        (made_up.beston(), date(2018, 7, 20), "The desk is cleared"),  # the series has ended
    ],
)
def test_a_desk_with_nobody_on_it_says_so(seated, engine, doc, day, title):
    found = shown(engine, seated(doc, "jo", day))
    assert (found.title, found.slips) == (title, [])


def test_an_empty_desk_and_one_that_is_cleared_are_pages_too(bring, visit):
    for doc, day, said in (
        (made_up.beston(), "2018-01-09", "Once something is agreed"),
        (made_up.beston(), "2018-07-20", "This series has come to its end."),
    ):
        world = bring(doc, day, slug=f"on-{day}")
        page = visit(world.jo).get(world.address("nudges"))
        assert (page.status_code, said in page.text) == (200, True)
        assert 'class="on"' not in page.text  # no meeting was held yet; at the end nothing is drawn


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_desk_asks_the_database_as_often_for_one_person_as_for_thirty(bring, visit, count_queries, how_many):
    doc = made_up.beston()
    for n in range(how_many):
        hat = {"organisation": doc["organisations"][0]["id"], "role": "participant", "from": "2018-01-01"}
        doc["people"].append({"id": f"new{n}", "name": f"Person {n}", "memberships": [hat]})
        new = {"text": f"Ask the {n}th surgery", "lead": f"new{n}", "meeting": "M3"}
        doc["actions"].append({"id": f"A{100 + n}"} | new)
    world = bring(doc, slug="other")
    jo = visit(world.jo)
    jo.get(world.address("nudges"))
    count_queries.clear()
    page = jo.get(world.address("nudges"))
    assert len(slips(page.text)) == 6 + how_many
    assert len(count_queries) <= 5  # begin, who asks, their seat, the outbox


def test_without_a_number_or_an_address_there_is_still_something_to_do(bring, visit):
    doc = made_up.beston()
    euan = made_up.by_id(doc["people"])["ota"]
    for key in ("email", "mobile", "prefers"):
        euan.pop(key, None)
    world = bring(doc, slug="other")
    found = slips(visit(world.delia).get(world.address("nudges")).text)["Euan Grant"]
    assert "No number is kept." in found
    assert "There is no address: ring." in found
    assert "Send this e-mail" not in found


def test_whoever_wants_no_messages_is_rung_or_spoken_to_at_the_meeting(bring, visit):
    doc = made_up.beston()
    made_up.by_id(doc["people"])["ota"]["prefers"] = "no_messages"
    world = bring(doc, slug="other")
    found = slips(visit(world.delia).get(world.address("nudges")).text)["Euan Grant"]
    assert "They want no messages: ring, or speak at the meeting." in found
    assert f'href="{world.address("nudges", "ota", "text")}"' not in found
    assert visit(world.delia).get(world.address("nudges", "ota", "text")).status_code == 404


def test_what_is_led_by_somebody_who_has_moved_on_is_minded_and_waits_for_a_lead(bring, visit):
    doc = made_up.beston()
    made_up.by_id(doc["people"])["ota"]["memberships"][0]["to"] = "2018-04-01"
    world = bring(doc, slug="other")
    page = visit(world.delia).get(world.address("nudges")).text
    assert "Euan Grant" not in slips(page)
    assert "Euan has moved on; you are minding it. Find somebody" in words(page)
