"""Delia at the nudge desk on 11 April 2018: whom to be in touch with, what she sends, and what she hears."""

import re
from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from app.db import reading, writing
from app.links.models import PersonalLink
from app.pages.nudges_view import desk, room_for_a_text
from app.post.models import OutboxLetter
from app.record.actions import actions_then
from tests.pages import made_up
from tests.part.conftest import template  # noqa: F401 nothing is told of what came later
from tests.world.visitor import forms_in

DESK = "/series/beston/nudges"
TALLEST = "An hour of somebody who can count"


@pytest.fixture
def delia(visit, beston):
    return visit(beston.delia)


@pytest.fixture
def rang(delia):
    """Note a call on the desk: `rang("ota", result="moving", heard="Seven are in")`."""
    return lambda person, **said: delia.fill_in(DESK, f"/series/beston/write/desk-rang/{person}", **said)


@pytest.fixture
def sends(delia):
    """Send the e-mail that is on somebody's slip, with other words or another day if they are given."""

    def send(person, button="Send this e-mail", **said):
        form = next(f for f in delia.forms(DESK) if f.fields.get("person") == [person])
        do = {"Send this e-mail": "send", "Hold it": "hold"}[button]
        return delia.post(DESK, data=form.fields | said | {"do": do})

    return send


@pytest.fixture
def outbox(engine):
    def letters():
        table = OutboxLetter.metadata.tables["outbox_letter"]
        with reading(engine) as db:
            return list(db.execute(select(table).order_by(table.c.id)).all())

    return letters


def slips(page: str) -> dict[str, str]:
    """The slips by name, in their order: what is in each, as text."""
    found = re.findall(r'<details class="slip".*?(?=<details class="slip"|</div>\n<aside)', page, re.DOTALL)
    return {words(re.search(r'class="name">(.*?)</span>', one)[1]): words(one) for one in found}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def action(beston, id_, day="2018-04-11"):
    return next(a for a in actions_then(beston.then(day)) if a.id == id_)


def last_contact(beston):
    return list(beston.record.follow_ups.values())[-1]


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


def test_who_rests_and_what_else_waits_stands_beside(delia):
    beside = words(delia.get(DESK).text.partition("<aside")[2])
    assert "Dr Priya Nair Rung on Tuesday 10 April." in beside
    assert "Colin Weir Met on Monday 9 April." in beside
    assert "Medicines left at the day centre To end tomorrow." in beside
    assert "Thanks due" in beside
    assert "Nothing is sent until you send it." in beside


def test_only_organisers_find_it(visit, beston):
    for person, status in ((beston.jo, 200), (beston.ota, 404), (beston.george, 404)):
        assert visit(person).get(DESK).status_code == status
        assert visit(person).get("/series/beston").text.count(f'href="{DESK}"') == (3 if status == 200 else 0)


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


# -- an e-mail ---------------------------------------------------------
def test_an_e_mail_goes_when_she_sends_it_and_the_card_rests(delia, beston, outbox, sends):
    page = delia.follow(sends("george", words="Where has the advice got to? Rough is fine.")).text
    assert "It is on its way." in page
    assert "George" not in slips(page)
    assert "A letter waits to go on Wednesday 11 April." in words(page)
    (letter,) = outbox()
    assert (letter.kind, letter.person, letter.about, letter.state) == ("nudge", "george", "A10", "queued")
    assert letter.words == "Where has the advice got to? Rough is fine."
    planned = last_contact(beston)
    assert (planned.planned_for, planned.on, planned.channel) == (date(2018, 4, 11), None, "email")


def test_sent_twice_it_goes_once(delia, outbox, sends):
    form = next(f for f in delia.forms(DESK) if f.fields.get("person") == ["george"])
    for _ in range(2):
        delia.post(DESK, data=form.fields | {"do": "send"})
    again = delia.post(DESK, data=form.fields | {"do": "send", "once": "another"})
    assert again.status_code == 422
    assert len(outbox()) == 1


@pytest.fixture
def on_saturday(beston, at):
    at("2018-04-14T10:00:00+01:00")


def test_at_the_weekend_it_waits_for_monday_and_the_page_says_so_before(on_saturday, delia, outbox, sends):
    assert "It is the weekend. It goes on Monday 16 April at 8.30." in slips(delia.get(DESK).text)["George"]
    assert "It waits, and goes on its day." in delia.follow(sends("george")).text
    assert outbox()[0].next_try_at.isoformat() == "2018-04-16T07:30:00+00:00"


def test_held_until_a_day_it_goes_on_the_morning_of_that_day(delia, outbox, sends):
    assert "Choose a day that is still to come." in sends("george", button="Hold it", day="2018-04-11").text
    sends("george", button="Hold it", day="2018-04-13")
    assert outbox()[0].next_try_at.isoformat() == "2018-04-13T07:30:00+00:00"


def test_too_many_words_come_back_in_the_slip_that_they_were_written_in(delia, outbox, sends):
    answer = sends("it", words="word " * 80)
    assert answer.status_code == 422
    assert 'href="#it-words"' in answer.text
    assert re.search(r'id="card-it" open>', answer.text)
    assert "word word word" in slips(answer.text)["Lewis Barr"]
    assert outbox() == []


def test_about_what_they_do_not_lead_nothing_goes(delia, outbox):
    form = next(f for f in delia.forms(DESK) if f.fields.get("person") == ["george"])
    answer = delia.post(DESK, data=form.fields | {"about": "A10 A14", "do": "send"})
    assert "Their card has changed since this page was opened." in answer.text
    assert outbox() == []


def test_a_third_nudge_about_one_thing_becomes_a_call(delia, beston):
    for day in ("2018-03-22", "2018-03-29"):
        note = {
            "with": "george",
            "kind": "nudge",
            "channel": "email",
            "on": day,
            "said": "How it goes",
            "about": ["A10"],
        }
        delia.fill_in("/series/beston/write/follow-up", "/series/beston/write/follow-up", **note)
    page = delia.get(DESK).text
    assert "George" not in slips(page)  # written to twice since the last meeting
    assert "George Written to twice since the last meeting: ring, or let it be until the next." in words(page)


def test_a_letter_that_could_not_go_is_told_beside_the_cards(delia, engine, sends):
    sends("george")
    table = OutboxLetter.metadata.tables["outbox_letter"]
    with writing(engine) as db:
        db.execute(update(table).values(state="bounced", trouble="There is no such address."))
    beside = words(delia.get(DESK).text.partition("<aside")[2])
    assert "Letters that could not go George One letter did not reach them. The address may be wrong: ring." in beside
    assert delia.get("/series/beston/letters").status_code == 200


# -- a text ------------------------------------------------------------
def test_a_text_is_made_with_their_own_link_which_is_shown_once(delia, beston, engine, visit):
    text = f"{DESK}/ota/text"
    links = PersonalLink.metadata.tables["personal_link"]
    delia.get(text)
    with reading(engine) as db:
        assert db.execute(select(links)).all() == []  # a look makes none
    answer = delia.fill_in(text, text, words="Euan, how is it going?")
    whole = re.search(r"Euan, how is it going\? http\S+/part/[\w-]{22}", answer.text)[0]
    assert len(whole) <= 300
    assert 'href="sms:07700900117?&amp;body=Euan%2C%20how%20is%20it%20going%3F%20' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "Euan" in visit().get(f"/part/{whole.rpartition('/')[2]}").text
    sent = delia.post(
        "/series/beston/write/desk-texted/ota",
        data=next(f for f in forms_in(answer.text) if "desk-texted" in f.action).fields,
    )
    page = delia.follow(sent).text
    assert "Euan Grant Written to on Wednesday 11 April." in words(page)
    contact = last_contact(beston)
    assert (contact.channel, contact.said) == ("text", "Euan, how is it going?")
    assert "/part/" not in page


def test_a_text_has_room_for_three_hundred_characters_with_its_link(delia):
    answer = delia.fill_in(f"{DESK}/ota/text", f"{DESK}/ota/text", words="x" * (room_for_a_text() + 1))
    assert answer.status_code == 422
    assert "with their link there is room for" in answer.text


def test_no_text_goes_to_somebody_without_a_number(delia):
    assert delia.get(f"{DESK}/george/text").status_code == 404


# -- rest, help, taking off ----------------------------------------------
def test_a_card_rests_until_a_day_and_is_woken(delia, beston):
    rest = "/series/beston/write/desk-rest/ota"
    assert "Choose a day that is still to come." in delia.fill_in(rest, rest, until="2018-04-11").text
    page = delia.follow(delia.fill_in(rest, rest, until="2018-04-20")).text
    assert "Euan Grant Left to rest until Friday 20 April. End the rest" in words(page)
    wake = f"/series/beston/write/follow-up-not-needed/{last_contact(beston).id}"
    delia.fill_in(wake, wake)
    assert "Euan Grant" in slips(delia.get(DESK).text)


def test_who_says_stuck_meanwhile_is_on_top_at_once(delia, beston, visit, at):
    rest = "/series/beston/write/desk-rest/sw"
    delia.fill_in(rest, rest, until="2018-04-20")
    at("2018-04-11T11:00:00+01:00")
    stuck = "/series/beston/actions/A19/moves/stuck"
    visit(beston.sw).fill_in(stuck, stuck, what_would_help=TALLEST)
    found = slips(delia.get(DESK).text)
    assert next(iter(found)) == "Tom Aitken"
    assert "They have said that they are stuck, and nobody has been in touch since." in found["Tom Aitken"]
    assert TALLEST in found["Tom Aitken"]
    at("2018-04-11T12:00:00+01:00")
    delia.fill_in(DESK, "/series/beston/write/desk-rang/sw", result="stuck", heard="An hour, on Friday")
    assert "Tom Aitken" not in slips(delia.get(DESK).text)


def test_help_is_offered_by_e_mail_or_noted_as_said(delia, beston, outbox):
    offer = "/series/beston/write/desk-offer/it"
    delia.fill_in(offer, offer, said="I could ring the other five", channel="email", about=["A11"])
    assert [(letter.kind, letter.words) for letter in outbox()] == [("offer", "I could ring the other five")]
    offer = "/series/beston/write/desk-offer/ota"
    delia.fill_in(offer, offer, said="An hour of mine", channel="phone", about=["A14"])
    assert (last_contact(beston).kind, last_contact(beston).channel) == ("offer", "phone")
    offer = "/series/beston/write/desk-offer/gp1"
    refused = delia.fill_in(offer, offer, said="An hour of mine", channel="email", about=["A04"])
    assert "prefers the telephone" in refused.text


def test_taken_off_with_somebody_to_hand_it_to_they_are_asked(delia, beston):
    off = "/series/beston/write/desk-take-off/A14"
    delia.fill_in(off, off, to="hc", note="His service is short of people")
    taken = action(beston, "A14")
    assert (taken.state, taken.lead) == ("asked", "hc")


def test_taken_off_with_nobody_yet_it_is_proposed_again_and_the_desk_shows_that_it_needs_somebody(delia, beston):
    off = "/series/beston/write/desk-take-off/A14"
    page = delia.follow(delia.fill_in(off, off)).text
    assert [e.event for e in action(beston, "A14").events[-2:]] == ["asked", "declined"]
    assert action(beston, "A14").state == "proposed"
    assert "Needs somebody Bring the meaning of" in words(page.replace("&#39;", "'"))


def test_handed_on_it_is_off_the_desk(delia, beston):
    on = "/series/beston/write/desk-hand-on/A14"
    assert "one of the two" in delia.fill_in(on, on).text
    delia.fill_in(on, on, words="The practice meetings")
    assert action(beston, "A14").state == "handed_on"


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
