"""Delia does something about it: a letter, a text, help, a rest, and taking something off somebody."""

import re
from datetime import date

from sqlalchemy import select, update

from app.db import reading, writing
from app.links.models import PersonalLink
from app.pages.nudges_letter import room_for_a_text
from app.post.models import OutboxLetter
from tests.pages.at_the_desk import DESK, action, last_contact, slips, words
from tests.part.conftest import links, template  # noqa: F401 nothing is told of what came later
from tests.world.visitor import forms_in

TALLEST = "An hour of somebody who can count"


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
    given = PersonalLink.metadata.tables["personal_link"]
    delia.get(text)
    with reading(engine) as db:
        assert db.execute(select(given)).all() == []  # a look makes none
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


def test_at_the_weekend_a_text_is_made_ready_but_no_telephone_is_opened(on_saturday, delia):
    text = f"{DESK}/ota/text"
    waits = "It is the weekend. A text may go on Monday 16 April at 8.30."
    assert waits in slips(delia.get(DESK).text)["Euan Grant"]
    assert waits in delia.get(text).text
    answer = delia.fill_in(text, text, words="Euan, how is it going?")
    assert waits in answer.text
    assert "/part/" in answer.text  # to be copied for then
    assert "sms:" not in answer.text
    assert "Open it in a telephone" not in answer.text


def test_straight_after_a_text_has_gone_there_is_no_other(delia, engine):
    text, note = f"{DESK}/ota/text", "/series/beston/write/desk-texted/ota"
    written = next(form.fields for form in delia.forms(text) if form.action.endswith("/ota/text"))
    delia.fill_in(note, note, said="Euan, how is it going?")
    page = delia.get(text).text
    assert "No text to Euan" in words(page)
    assert "Euan was written to on Wednesday 11 April: one letter in five working days is enough." in page
    assert "Add their link" not in page
    assert 'href="/series/beston/write/desk-rang/ota"' in page
    refused = delia.post(text, data=written | {"words": "And again?"})  # from a page that was open still
    assert refused.status_code == 422
    assert "/part/" not in words(refused.text)
    with reading(engine) as db:
        assert db.execute(select(PersonalLink.metadata.tables["personal_link"])).all() == []


def test_after_an_e_mail_no_text_follows(delia, sends):
    sends("ota")
    assert "one letter in five working days is enough" in delia.get(f"{DESK}/ota/text").text


def test_whoever_prefers_the_telephone_gets_no_text_but_one_that_asks_for_the_call(delia):
    page = delia.get(f"{DESK}/gp1/text").text
    assert "Could I have ten minutes to hear what is in the way?" in page
    assert "Add their link" in page


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


def test_who_answers_stuck_by_their_link_is_on_top_though_the_log_has_their_answer(delia, links, rang, at):  # noqa: F811
    rang("sw", result="no_answer")
    at("2018-04-11T11:00:00+01:00")
    links.opened("sw").send("action", "A19", answer="stuck")  # and no word of what would help
    found = slips(delia.get(DESK).text)
    assert next(iter(found)) == "Tom Aitken"
    assert "An e-mail that offers help" in found["Tom Aitken"] or "A text that offers help" in found["Tom Aitken"]
    assert "Not said yet" not in found["Tom Aitken"]


def test_who_answers_what_was_sent_that_day_with_stuck_is_on_top(delia, links, at):  # noqa: F811
    text = "/series/beston/write/desk-texted/sw"
    delia.fill_in(text, text, said="How is it going?", about=["A19"])
    assert "Tom Aitken" not in slips(delia.get(DESK).text)
    at("2018-04-11T11:00:00+01:00")
    links.opened("sw").send("action", "A19", answer="stuck")  # the contact is given this answer, by no account
    found = slips(delia.get(DESK).text)
    assert next(iter(found)) == "Tom Aitken"
    assert "Not said yet" not in found["Tom Aitken"]


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
    on = "/series/beston/actions/A14/moves/handed_on"
    assert f'href="{on}"' in delia.get("/series/beston/nudges").text
    delia.fill_in(on, on, to_words="The practice meetings")
    assert action(beston, "A14").state == "handed_on"
