"""What becomes of a letter, by what the mail server answers."""

import asyncio
from datetime import timedelta

import pytest

from app.accounts.domain import account_of
from app.accounts.models import Account
from app.db import writing
from app.post.outbox import GIVE_UP
from tests.post.conftest import NINE
from tests.world.mail import certificate, hang_up, let_in, mail_server, once, say


def test_a_letter_arrives_in_both_forms_with_one_recipient_and_a_name_of_its_own(office, put_in, postman, letter):
    number = put_in(to_name="Priya Nair", text="Hello, Priya. Ça va? 🌱\n", html="<p>Hello, <b>Priya</b>.</p>")
    postman(office).round()
    [arrived] = office.arrived
    message, sent = arrived.message, letter(number)
    assert (arrived.to, message["To"]) == ("priya@example.org", "Priya Nair <priya@example.org>")
    assert message["From"] == "Beston <no-reply@beston.example>"
    assert (message["Subject"], message["Message-ID"]) == ("Where we have got to", sent.message_id)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == sent.sent_at
    assert message.get_body(("plain",)).get_content().splitlines() == ["Hello, Priya. Ça va? 🌱"]
    assert message.get_body(("html",)).get_content().strip() == "<p>Hello, <b>Priya</b>.</p>"
    assert (sent.state, sent.trouble, sent.leased_by, sent.tries) == ("sent", None, None, 1)


def test_several_go_over_one_line_in_the_order_they_were_written(office, put_in, postman):
    for n in range(5):
        put_in(subject=f"Letter {n}")
    postman(office).round()
    assert [arrived.subject for arrived in office.arrived] == [f"Letter {n}" for n in range(5)]


# What the server does, at which word; what we say of it; whether we try again; how often the letter arrived at first.
FAULTS = {
    "asks to come again": ("RCPT", say("451 Later, priya@example.org"), "asked us to try again (451)", True, 0),
    "closes for the night": ("MAIL", say("421 Closing"), "asked us to try again (421)", True, 0),
    "has a full mailbox": ("RCPT", say("452 Full"), "asked us to try again (452)", True, 0),
    "knows no such mailbox": ("RCPT", say("550 No priya@example.org here"), "There is no such mailbox", False, 0),
    "does not like what it reads": ("DATA", say("554 priya@example.org? Spam"), "refused it, the mail", False, 0),
    "finds it too big": ("MAIL", say("552 Too big"), "The letter is too big", False, 0),
    "hangs up before it has it": ("RCPT", hang_up, "The line to the mail server broke", True, 0),
    "hangs up before it takes it": ("DATA", hang_up, "The line to the mail server broke", True, 0),
    "hangs up after it took it": ("TAKEN", hang_up, "The line to the mail server broke", True, 1),
    "talks nonsense": ("DATA", say("999 Grmpf"), "asked us to try again (999)", True, 0),
}


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.replace(" ", "-"))
def test_a_server_that(office, put_in, postman, letter, clock, case):
    word, fault, words, again, at_first = FAULTS[case]
    office.faults[word] = once(fault)
    number, after = put_in(), put_in(to="ruth@example.org")
    worker = postman(office)
    worker.round()
    first = letter(number)
    assert words.replace("refused it, the mail", "The mail server refused it") in first.trouble
    assert "priya" not in first.trouble
    assert first.state == ("queued" if again else "failed")
    assert [arrived.to for arrived in office.arrived].count("priya@example.org") == at_first
    assert letter(after).state == "sent"
    clock.on(seconds=61)
    worker.round()
    mine = [arrived for arrived in office.arrived if arrived.to == "priya@example.org"]
    assert len(mine) == at_first + again
    assert {arrived.id for arrived in mine} <= {first.message_id}
    assert letter(number).state == ("sent" if again else "failed")


def test_a_slow_server_is_waited_for_and_a_silent_one_is_not(office, put_in, postman, letter):
    async def slowly(_server, _address):
        await asyncio.sleep(0.2)

    async def never(_server, _address):
        await asyncio.sleep(2)

    office.faults |= {"RCPT": slowly}
    first = put_in()
    postman(office, patience=5).round()
    assert letter(first).state == "sent"
    office.faults |= {"RCPT": never}
    second = put_in()
    postman(office, patience=0.2).round()
    assert (letter(second).state, letter(second).trouble) == ("queued", "The mail server did not answer in time.")


# -- trouble that is no letter's fault --------------------------------
def kept_for(words: str, worker, numbers, letter) -> bool:
    """Whether the letters wait as they did, and the first says why."""
    worker.round()
    waiting = [letter(number) for number in numbers]
    assert [one.state for one in waiting] == ["queued"] * len(waiting)
    assert [one.tries for one in waiting] == [0] * len(waiting)
    assert words in waiting[0].trouble
    return worker.rests_until is not None


def test_a_banner_without_end_is_not_listened_to(put_in, postman, letter):
    with mail_server(ident="x" * 9000) as office:
        assert kept_for("cannot be reached", postman(office), [put_in(), put_in()], letter)


def test_a_port_where_nobody_listens(put_in, postman, letter):
    with mail_server() as office:
        pass
    assert kept_for("cannot be reached", postman(office), [put_in(), put_in()], letter)


def test_a_server_that_takes_nothing_from_our_address(office, put_in, postman, letter):
    office.faults["MAIL"] = say("553 Who are you?")
    assert kept_for("Look at BESTON_MAIL_FROM", postman(office), [put_in(), put_in()], letter)


def test_a_server_that_wants_tls_gets_nothing_in_the_open(put_in, postman, letter, tmp_path, monkeypatch):
    file, context = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with mail_server(tls_context=context, require_starttls=True) as office:
        number = put_in()
        assert kept_for("wants TLS", postman(office), [number], letter)
        postman(office, talk="starttls").round()
        assert letter(number).state == "sent"


def test_nothing_is_said_to_a_server_that_is_not_the_one_it_should_be(put_in, postman, letter, tmp_path, monkeypatch):
    file, context = certificate(tmp_path, "mail.elsewhere.example")
    with mail_server(tls_context=context, require_starttls=True) as office:
        number = put_in()
        assert kept_for("cannot show that it is localhost", postman(office, talk="starttls"), [number], letter)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))  # known now, and still of another name
        assert kept_for("cannot show that it is localhost", postman(office, talk="starttls"), [number], letter)
        assert office.arrived == []


def test_where_tls_is_asked_for_and_not_offered_nothing_is_sent(office, put_in, postman, letter):
    assert kept_for("offers no TLS", postman(office, talk="starttls"), [put_in()], letter)


def test_a_name_and_a_password_are_given_within_tls_only_to_who_takes_them(
    put_in, postman, letter, tmp_path, monkeypatch
):
    file, context = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with mail_server(tls_context=context, require_starttls=True, **let_in("beston", "p@ss:w/rd")) as office:
        number = put_in()
        wrong = postman(office, talk="starttls", user="beston", password="guessed")
        assert kept_for("does not take the name and password", wrong, [number], letter)
        postman(office, talk="starttls", user="beston", password="p@ss:w/rd").round()
        assert letter(number).state == "sent"


def test_tls_at_a_port_that_speaks_in_the_open_is_told_apart_from_a_false_certificate(office, put_in, postman, letter):
    number = put_in()
    assert kept_for("speaks no TLS that we know at this port", postman(office, talk="tls"), [number], letter)
    assert "smtps:// is usually port 465" in letter(number).trouble


# -- time -------------------------------------------------------------
def test_a_letter_that_is_put_off_is_tried_again_after_pauses_that_grow_and_for_a_day(
    office, put_in, postman, letter, clock
):
    office.faults["RCPT"] = say("451 Later")
    number, worker, waits = put_in(), postman(office), []
    while letter(number).state == "queued":
        worker.round()
        wait = letter(number).next_try_at - clock()
        if letter(number).state == "queued":
            waits.append(wait / timedelta(minutes=1))
            clock.now = letter(number).next_try_at
    assert waits[:7] == [1, 2, 5, 15, 60, 60, 60]
    assert len(waits) == GIVE_UP - 1
    assert timedelta(hours=23) < clock() - letter(number).created_at < timedelta(hours=25)
    assert (letter(number).state, letter(number).text) == ("failed", "Hello.\n")


def test_a_day_without_a_server_loses_nothing_sends_nothing_twice_and_keeps_the_order(
    engine, put_in, postman, letters, clock
):
    with mail_server() as office:
        pass  # only its port is known so far
    workers = [postman(office), postman(office)]
    for hour in range(24):
        put_in(subject=f"Letter {2 * hour}")
        put_in(subject=f"Letter {2 * hour + 1}")
        for worker in workers:
            worker.round()
        clock.on(hours=1)
    assert {one.state for one in letters()} == {"queued"}
    with mail_server(office, office.port):
        for worker in workers:
            worker.round()
    assert [arrived.subject for arrived in office.arrived] == [f"Letter {n}" for n in range(48)]
    assert {one.state for one in letters()} == {"sent"}


def test_a_letter_whose_time_has_run_out_is_never_sent(office, put_in, postman, letter, clock):
    number = put_in(serves_until=clock() + timedelta(minutes=15), secret=True, text="Your code is AB12.\n")
    clock.on(minutes=15)
    postman(office).round()
    gone = letter(number)
    assert (office.arrived, gone.state, gone.text, gone.html) == ([], "dropped", None, None)
    assert "run out" in gone.trouble


@pytest.mark.parametrize("served", [True, False], ids=["sent", "refused"])
def test_the_words_of_a_way_in_are_forgotten_once_they_have_gone(office, put_in, postman, letter, served):
    if not served:
        office.faults["RCPT"] = say("550 No")
    number = put_in(secret=True, text="Your code is AB12.\n", html="<p>AB12</p>")
    kept = put_in(to="ruth@example.org")
    postman(office).round()
    assert (letter(number).text, letter(number).html) == (None, None)
    assert letter(kept).text == "Hello.\n"


def test_whoever_has_been_kept_out_meanwhile_gets_no_letter(office, put_in, postman, letter, engine):
    with writing(engine) as db:
        account = account_of(db, "priya@example.org", now=NINE)
        db.get_one(Account, account).barred_at = NINE
    number = put_in(account_id=account)
    other = put_in()
    postman(office).round()
    assert [(letter(n).state, letter(n).trouble) for n in (number, other)] == [
        ("dropped", "Whoever it is for has no way in any more."),
        ("sent", None),
    ]


def test_without_a_server_letters_are_kept_and_a_way_in_vanishes_in_time(put_in, postman, letter, clock):
    way_in = put_in(secret=True, serves_until=clock() + timedelta(minutes=15), text="Your code is AB12.\n")
    other, worker = put_in(), postman(None)
    worker.round()
    assert (letter(way_in).state, letter(way_in).text) == ("queued", "Your code is AB12.\n")
    clock.on(minutes=16)
    worker.round()
    assert (letter(way_in).state, letter(way_in).text) == ("dropped", None)
    assert (letter(other).state, letter(other).text) == ("queued", "Hello.\n")


def test_what_was_said_three_months_ago_is_forgotten_unless_it_still_waits(office, put_in, postman, letter, clock):
    first = put_in()
    postman(office).round()
    waiting = put_in()
    clock.on(days=91)
    postman(None).round()
    assert (letter(first).text, letter(waiting).text) == (None, "Hello.\n")
