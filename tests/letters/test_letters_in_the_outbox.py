"""Letters that were sent: the contact each is, taken back, tried again, handed over, and looked at before they go."""

import re
from datetime import datetime, timedelta
from urllib.parse import urljoin

import pytest
from sqlalchemy import text, update

from app.clock import now
from app.db import writing
from app.letters.again import may_still_go, then_now
from app.letters.due import due
from app.letters.looking import letters_of
from app.links.domain import whose
from app.post.desk import Wait
from app.post.outbox import forget_old_words
from app.settings import settings
from tests.letters.conftest import LETTERS, rows


def became(engine, state: str, **more) -> None:
    """As the worker leaves a letter."""
    with writing(engine) as db:
        db.execute(update(LETTERS).values(state=state, **more))


def contact(beston, id_):
    return beston.record.follow_ups[id_]


# -- the contact that it is --------------------------------------------
def test_pressing_send_plans_the_contact_and_notes_no_word_of_it_in_the_audit(desk, db, beston, visit):
    desk.decide("thanks/lib/A17", "Send this letter", words="You are a wonder.")
    letter = rows(db)[0]
    planned = contact(beston, letter.follow_up)
    assert (planned.kind, planned.with_person, planned.by, planned.channel) == ("thanks", "lib", "delia", "email")
    assert (planned.planned_for.isoformat(), planned.on, planned.said) == ("2018-04-11", None, "You are a wonder.")
    assert beston.record.linked(planned.id, "about") == ["A17"]
    audit = desk.browser.get(beston.address("audit")).text
    assert "sent a letter" in audit
    assert "a wonder" not in audit


def test_a_contact_that_was_planned_before_the_letter_is_planned_still(desk, db, beston):
    thanks = {"with": "lib", "kind": "thanks", "planned_for": "2018-04-12", "by": ""}
    form = beston.address("write", "follow-up-plan")
    assert desk.browser.fill_in(form, form, **thanks).status_code == 303
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    assert contact(beston, letter.follow_up).channel == "email"
    db.rollback()
    desk.act(letter.id, "Take it back")
    assert contact(beston, letter.follow_up).channel is None


def test_a_number_to_ring_goes_in_the_letter_and_not_into_the_log(desk, db, beston):
    desk.decide("thanks/lib/A17", "Send this letter", words="Thank you. Ring me on 07700 900123.")
    letter = rows(db)[0]
    assert "07700 900123" in letter.text
    assert contact(beston, letter.follow_up).said == "Thank you. Ring me on (a telephone number)."


def test_what_points_to_a_patient_is_refused_beside_the_words_which_stand_there_still(desk, db):
    answer = desk.decide("thanks/lib/A17", "Send this letter", words="She is 010148 1234.")
    assert answer.status_code == 422
    assert "This looks like a number of six digits and four." in answer.text
    assert "She is 010148 1234." in answer.text
    assert rows(db) == []


# -- taken back --------------------------------------------------------
def test_a_letter_that_waits_is_taken_back_and_waits_again(desk, db, beston):
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    desk.act(letter.id, "Take it back")
    assert rows(db) == []
    assert letter.follow_up not in beston.record.follow_ups
    assert "thanks/lib/A17" in desk.text
    desk.send("thanks/lib/A17")
    db.rollback()
    assert len(rows(db)) == 1


def test_what_a_worker_has_in_hand_is_not_taken_back(desk, db, engine):
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    db.rollback()
    with writing(engine) as other:
        other.execute(update(LETTERS).values(leased_until=letter.created_at.replace(year=2030), leased_by="w"))
    answer = desk.act(letter.id, "Take it back")
    assert answer.status_code == 422
    assert "Look again in a minute." in answer.text


# -- where it did not arrive -------------------------------------------
def test_what_could_not_go_goes_again_to_the_address_that_is_known_now(desk, db, engine, beston):
    desk.decide("thanks/lib/A17", "Send this letter", words="Thank you, Ruth.")
    became(engine, "failed", trouble="The mail server does not know this address.")
    page = desk.text.partition("These could not go")[2]
    assert "The mail server does not know this address." in page
    letter = rows(db)[0]
    db.rollback()
    desk.act(letter.id, "Try again")
    again = rows(db)
    assert [(r.state, r.words) for r in again] == [("queued", "Thank you, Ruth.")]
    assert again[0].message_id != letter.message_id


def test_a_letter_that_came_back_is_noted_and_its_contact_with_it(desk, db, engine, beston):
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    db.rollback()
    became(engine, "sent", sent_at=letter.created_at)
    desk.act(letter.id, "It came back")
    assert rows(db)[0].state == "bounced"
    assert contact(beston, letter.follow_up).on is None
    desk.act(letter.id, "Leave it")
    db.rollback()
    assert (rows(db)[0].state, rows(db)[0].trouble) == ("dropped", "Not needed.")


# -- without a mail server ---------------------------------------------
def test_without_a_mail_server_a_letter_is_read_out_with_a_link_made_for_it(desk, db, beston):
    assert "Letters are kept here" in desk.text
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    db.rollback()
    shown = desk.act(letter.id, "Show it with their link")
    assert shown.status_code == 200
    assert shown.headers["cache-control"] == "no-store"
    tokens = set(re.findall(r"/part/([\w-]+)", shown.text))
    assert len(tokens) == 1
    found = whose(db, tokens.pop())
    assert (found.series_id, found.person) == (beston.series_id, "lib")
    assert "made a link to hand over" in desk.browser.get(beston.address("audit")).text
    db.rollback()
    desk.act(letter.id, "I have handed it over")
    row = rows(db)[0]
    assert (row.state, row.trouble) == ("sent", "Handed over by hand.")
    assert contact(beston, letter.follow_up).on.isoformat() == "2018-04-11"


def test_the_same_form_twice_makes_one_link_and_notes_it_once(desk, db, beston):
    desk.send("thanks/lib/A17")
    page = f"{desk.page}/{rows(db)[0].id}"
    db.rollback()
    form = next(f for f in desk.browser.forms(page) if ("do", "read", "Show it with their link") in f.buttons)
    shown = [desk.browser.post(page, data=form.fields | {"do": ["read"]}).text for _ in range(2)]
    assert len({token for text in shown for token in re.findall(r"/part/([\w-]+)", text)}) == 1
    assert desk.browser.get(beston.address("audit")).text.count("made a link to hand over") == 1


def test_with_a_mail_server_nothing_is_handed_over(desk, db, monkeypatch):
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    monkeypatch.setenv("BESTON_SMTP_URL", "smtp://127.0.0.1:2525")
    settings.cache_clear()
    page = f"{desk.page}/{letter.id}"
    assert "handed it over" not in desk.browser.get(page).text
    form = next(f for f in desk.browser.forms(page) if f.action.endswith(f"/letters/{letter.id}"))
    assert desk.browser.post(urljoin(page, form.action), data=form.fields | {"do": ["read"]}).status_code == 404


# -- ninety days later ---------------------------------------------------
@pytest.mark.parametrize("state", ["sent", "failed", "dropped", "bounced"])
def test_nothing_that_an_organiser_wrote_is_kept_and_its_page_says_what_it_was(desk, db, engine, state):
    words = "Bring the list that Priya asked for."
    desk.decide("invitation/gp2/M4", "Send this letter", words=words)
    letter = rows(db)[0]
    db.rollback()
    became(engine, state, sent_at=letter.created_at if state in ("sent", "bounced") else None)
    assert all([letter.text, letter.html, letter.words, letter.calendar])
    for days, gone in ((89, False), (91, True)):
        with writing(engine) as other:
            forget_old_words(other, letter.created_at + timedelta(days=days))
        kept = rows(db)[0]
        db.rollback()
        assert [part is None for part in (kept.text, kept.html, kept.words, kept.calendar)] == [gone] * 4
    shown = desk.browser.get(f"{desk.page}/{letter.id}")
    assert shown.status_code == 200
    assert "Priya" in shown.text
    assert words not in shown.text
    assert desk.browser.get(desk.page).status_code == 200


def test_one_that_waits_keeps_its_words_however_long(desk, db, engine):
    desk.send("thanks/lib/A17")
    with writing(engine) as other:
        forget_old_words(other, now() + timedelta(days=400))
    assert all([rows(db)[0].text, rows(db)[0].words])


# -- looked at again ---------------------------------------------------
def still(db, letter, moment: str):
    return may_still_go(db, letter, datetime.fromisoformat(moment))


def test_a_letter_that_holds_goes_and_one_at_night_waits(desk, db, beston):
    desk.send("invitation/gp2/M4")
    letter = rows(db)[0]
    assert still(db, letter, "2018-04-11T10:00:00+01:00") is None
    night = still(db, letter, "2018-04-11T20:00:00+01:00")
    assert isinstance(night, Wait)
    assert night.until.isoformat() == "2018-04-12T08:30:00+01:00"


@pytest.mark.parametrize(
    "key, sql, why",
    [
        ("invitation/gp2/M4", "update invitation set reply = 'coming' where person = 'gp2'", "answered already"),
        ("invitation/gp2/M4", "update person set email = 'p@example.org' where id = 'gp2'", "address is another"),
        ("invitation/gp2/M4", "update person set prefers = 'phone' where id = 'gp2'", "prefers the telephone"),
        ("invitation/gp2/M4", "update membership set to_day = '2018-04-10' where person = 'gp2'", "not in the group"),
        ("thanks/lib/A17", "update event set event = 'moving' where thing_id = 'A17'", "opened again"),
    ],
)
def test_a_letter_that_does_not_hold_any_more_does_not_go(desk, db, engine, beston, key, sql, why):
    desk.send(key)
    letter = rows(db)[0]
    db.rollback()
    with engine.begin() as raw:
        raw.execute(text(sql))
        raw.execute(text("update series set version = version + 1"))
    assert why in still(db, letter, "2018-04-11T10:00:00+01:00")


def test_what_was_dropped_is_due_again_where_there_is_still_something_to_say(desk, db, engine, beston):
    desk.send("invitation/gp2/M4")
    became(engine, "dropped", trouble="The meeting has moved since.")
    at = then_now(db, beston.series_id, now())
    found = due(at.record, at, letters_of(db, beston.series_id), now())
    assert ("invitation", "gp2") in [(one.kind, one.person) for one in found]
    db.rollback()
    desk.send("invitation/gp2/M4")
    assert [r.state for r in rows(db)] == ["queued"]
