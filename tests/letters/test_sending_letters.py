"""Delia looks through the letters that wait, sends them, puts them off, and takes them back."""

import re
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin

import pytest
from sqlalchemy import select, text, update

from app.clock import now
from app.db import writing
from app.letters.again import may_still_go, then_now
from app.letters.due import due
from app.letters.looking import letters_of
from app.links.domain import whose
from app.post.desk import Wait
from app.post.models import OutboxLetter
from app.settings import settings
from tests.world.visitor import HTMX

MONDAY = "2018-04-16T09:00:00+01:00"
LETTERS = OutboxLetter.__table__


@pytest.fixture
def desk(visit, beston):
    """Delia's browser at the letters."""
    return Desk(lambda: visit(beston.delia), beston)


class Desk:
    def __init__(self, come_in, beston) -> None:
        self.come_in, self.beston = come_in, beston
        self.page = beston.address("letters")

    @cached_property
    def browser(self):
        return self.come_in()

    @property
    def text(self) -> str:
        return self.browser.get(self.page).text

    def send(self, *keys: str, **more):
        """Send those with these keys from the group in which they stand."""
        form = next(f for f in self.browser.forms(self.page) if set(keys) & set(f.fields.get("letters", ())))
        return self.browser.post(self.page, data=form.fields | {"letters": list(keys)}, **more)

    def decide(self, key: str, button: str, **fields):
        page = f"{self.page}/due/{key}"
        return self.browser.fill_in(page, page, button=button, **fields)

    def act(self, number: int, button: str):
        page = f"{self.page}/{number}"
        return self.browser.fill_in(page, page, button=button)


def rows(db) -> list:
    return db.execute(select(LETTERS).where(LETTERS.c.in_series.is_not(None)).order_by(LETTERS.c.id)).all()


def contact(beston, id_):
    return beston.record.follow_ups[id_]


# -- the list ------------------------------------------------------------------
def test_what_waits_is_listed_with_whom_and_why_each_ticked(desk):
    assert "Seven letters wait for you. Nothing goes before you have looked." in desk.text
    groups = [f.fields["letters"] for f in desk.browser.forms(desk.page) if "letters" in f.fields]
    assert groups == [
        ["invitation/gp2/M4", "invitation/it/M4", "invitation/vs2/M4"],
        ["welcome/car2/welcome"],
        ["thanks/dcm/A15", "thanks/vs3/A21", "thanks/lib/A17"],
    ]
    assert "Invited on Thursday 22 March; no letter has gone from here." in desk.text


def test_whom_a_rule_protects_is_there_without_a_tick_and_with_the_reason(desk, at):
    at(MONDAY)
    page = desk.text
    assert "recap/dn1/M4" not in page.replace("/due/recap/dn1/M4", "")
    assert "Karen asked for peace until Monday 30 April." in page
    assert "Ring them instead" in page
    ring = re.sub(r"<[^>]*>", "", page.partition("Ring them instead")[2])
    assert re.search(r"Dr Alan Reid.*: prefers the telephone, 07700 900161", ring)


def test_a_batch_goes_with_one_press(desk, db, beston):
    answer = desk.send("invitation/gp2/M4", "invitation/it/M4")
    assert "They are on their way." in desk.browser.follow(answer).text
    sent = rows(db)
    assert [(r.kind, r.person, r.slot, r.about, r.state) for r in sent] == [
        ("invitation", "gp2", "M4", "M4", "queued"),
        ("invitation", "it", "M4", "M4", "queued"),
    ]
    assert {r.to_address for r in sent} == {beston.gp2.email, beston.it.email}
    assert all(r.calendar and r.html and r.approved_by for r in sent)
    assert "Five letters wait for you, and two others are on their way." in desk.text


def test_sent_with_htmx_it_is_the_same(desk, db):
    answer = desk.send("thanks/lib/A17", headers=HTMX | {"HX-Target": "section#letters"})
    assert answer.status_code == 303
    assert [r.kind for r in rows(db)] == ["thanks"]


def test_a_double_click_sends_once(desk, db):
    form = desk.browser.forms(desk.page)
    form = next(f for f in form if "thanks/lib/A17" in f.fields.get("letters", ()))
    first = desk.browser.post(desk.page, data=form.fields)
    assert desk.browser.post(desk.page, data=form.fields).headers["location"] == first.headers["location"]
    assert len(rows(db)) == 3


def test_what_somebody_else_has_sent_meanwhile_is_refused_in_words_and_nothing_goes(desk, db, visit, beston):
    form = next(f for f in desk.browser.forms(desk.page) if "invitation/gp2/M4" in f.fields.get("letters", ()))
    Desk(lambda: visit(beston.jo), beston).send("invitation/it/M4")
    answer = desk.browser.post(desk.page, data=form.fields)
    assert answer.status_code == 422
    assert "One of these has been dealt with meanwhile. Look again." in answer.text
    assert [r.person for r in rows(db)] == ["it"]


def test_nothing_ticked_is_said_so(desk):
    form = next(f for f in desk.browser.forms(desk.page) if "letters" in f.fields)
    answer = desk.browser.post(desk.page, data={**form.fields, "letters": []})
    assert answer.status_code == 422
    assert "Tick at least one letter." in answer.text


def test_no_token_lies_in_the_database_nor_on_a_page(desk, db):
    desk.send("invitation/gp2/M4")
    letter = rows(db)[0]
    assert set(re.findall(r"/part/([\w-]+)", letter.text + letter.html)) == {"your-own-link"}
    shown = desk.browser.get(f"{desk.page}/{letter.id}").text
    assert "(their own link)" in shown
    assert "/part/" not in shown


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


# -- one by one ------------------------------------------------------------------
def test_a_letter_is_looked_at_and_put_into_one_s_own_words(desk, db):
    page = desk.browser.get(f"{desk.page}/due/invitation/gp2/M4").text
    assert "Priya, please come to our fourth meeting" in page
    assert "What to expect" in page
    desk.decide("invitation/gp2/M4", "Send this letter", words="Do come, Priya.\n\nI shall make the tea.")
    letter = rows(db)[0]
    assert letter.words == "Do come, Priya.\n\nI shall make the tea."
    assert "Do come, Priya.\n\nI shall make the tea.\n" in letter.text


def test_as_it_will_look_is_a_page_that_may_load_nothing(desk):
    answer = desk.browser.get(f"{desk.page}/due/invitation/gp2/M4?as=letter")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy
    assert ' style="' not in answer.text
    assert "Priya, please come to our fourth meeting" in answer.text
    assert "/part/" not in answer.text


@pytest.mark.parametrize(
    "words, why", [("", "Write a line or two."), ("Mrs Gray is well.", "Stories stay in the room.")]
)
def test_words_that_cannot_go_come_back_beside_what_was_typed(desk, db, words, why):
    answer = desk.decide("invitation/gp2/M4", "Send this letter", words=words)
    assert answer.status_code == 422
    assert why in answer.text
    assert words in answer.text
    assert rows(db) == []


def test_a_letter_waits_until_the_day_that_was_chosen(desk, db):
    desk.decide("thanks/lib/A17", "Send it then", day="2018-04-14")  # a Saturday
    assert rows(db)[0].next_try_at.isoformat() == "2018-04-16T07:30:00+00:00"
    assert "goes on Monday 16 April at 8.30" in desk.text
    refused = desk.decide("thanks/dcm/A15", "Send it then", day="2018-04-11")
    assert (refused.status_code, "Choose a day that is still to come." in refused.text) == (422, True)


def test_outside_working_hours_it_says_when_it_will_go(desk, db, at):
    at("2018-04-11T19:00:00+01:00")
    assert "Would go on Thursday 12 April at 8.30. It is outside working hours" in desk.text
    desk.send("thanks/lib/A17")
    assert rows(db)[0].next_try_at.isoformat() == "2018-04-12T07:30:00+00:00"


def test_what_is_not_needed_is_gone_and_can_be_put_back(desk, db):
    desk.decide("welcome/car2/welcome", "This is not needed")
    assert "welcome/car2/welcome" not in desk.text
    letter = rows(db)[0]
    assert (letter.state, letter.text, letter.trouble) == ("dropped", None, "Not needed.")
    desk.act(letter.id, "Put it back among those that wait")
    assert "welcome/car2/welcome" in desk.text


def test_somebody_who_was_rung_is_off_the_list(desk, at):
    at(MONDAY)
    desk.decide("recap/gp1/M4", "I have told them")
    assert "Dr Alan Reid" not in desk.text.partition("Ring them instead")[2].partition("Did not go")[0]


def test_what_is_not_due_any_more_is_not_there(desk):
    assert desk.browser.get(f"{desk.page}/due/invitation/dcm/M4").status_code == 404
    desk.send("invitation/gp2/M4")
    answer = desk.browser.get(f"{desk.page}/due/invitation/gp2/M4")
    assert answer.status_code == 404


# -- taken back -------------------------------------------------------------------
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


# -- where it did not arrive --------------------------------------------------------
def became(engine, state: str, **more) -> None:
    with writing(engine) as db:
        db.execute(update(LETTERS).values(state=state, **more))


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


# -- without a mail server -------------------------------------------------------------
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


def test_with_a_mail_server_nothing_is_handed_over(desk, db, monkeypatch):
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    monkeypatch.setenv("BESTON_SMTP_URL", "smtp://127.0.0.1:2525")
    settings.cache_clear()
    page = f"{desk.page}/{letter.id}"
    assert "handed it over" not in desk.browser.get(page).text
    form = next(f for f in desk.browser.forms(page) if f.action.endswith(f"/letters/{letter.id}"))
    assert desk.browser.post(urljoin(page, form.action), data=form.fields | {"do": ["read"]}).status_code == 404


# -- looked at again ----------------------------------------------------------------------
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


def test_home_says_how_many_wait_and_leads_there(desk, beston, visit):
    home = desk.browser.get(beston.address()).text
    assert re.search(r'href="/series/beston/letters">Seven letters</a> wait for you to look at', home)
    desk.send("invitation/gp2/M4", "invitation/it/M4")
    assert "Five letters</a> wait" in desk.browser.get(beston.address()).text
    assert "letters</a> wait" not in visit(beston.gp2).get(beston.address()).text


# -- how much it costs ------------------------------------------------------------------------
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


def test_the_page_asks_as_often_for_one_letter_as_for_many(desk, count_queries, at):
    at(MONDAY)
    desk.send("thanks/lib/A17")
    desk.browser.get(desk.page)
    count_queries.clear()
    desk.browser.get(desk.page)
    few = len(count_queries)
    keys = re.findall(r'name="letters" value="(recap/[^"]+)"', desk.text)
    assert len(keys) > 10
    desk.send(*keys)
    desk.browser.get(desk.page)
    count_queries.clear()
    desk.browser.get(desk.page)
    assert len(count_queries) == few <= 6


def test_an_empty_post_room_says_when_there_will_be_letters(visit, beston, at):
    at("2018-01-08T09:00:00+00:00")
    page = visit(beston.delia).get(beston.address("letters")).text
    assert "No letter waits for you." in page
    assert "the letters that go with it wait here" in page
