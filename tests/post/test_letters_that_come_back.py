"""A mail server's report that a letter reached nobody is about the letter that it brings back, and about no other."""

import io
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli import main
from app.errors import NotFound, NotUnderstood
from app.post.bouncing import ENOUGH, LONGEST, Report, read
from app.post.domain import new_message_id
from app.settings import settings
from tests.world.mail import say

HEAD = """From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: no-reply@beston.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"
Message-ID: <20180411080102.A1B2C@mail.example.org>

This is a MIME-encapsulated message.

--=_b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

<lewis.barr@ehealth.example.org>: host mx.example.org said: 550 5.1.1 <{id}>

--=_b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Wed, 11 Apr 2018 09:01:02 +0100 (BST)

Final-Recipient: rfc822; lewis.barr@ehealth.example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such user

"""
WHOLE = """--=_b
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <no-reply@beston.example>
From: Beston <no-reply@beston.example>
To: Lewis Barr <lewis.barr@ehealth.example.org>
Message-ID: {id}
Subject: Beston inquiry: how is it going?

Lewis, at meeting 2 you took this on.

--=_b--
"""
ONLY_ITS_HEAD = """--=_b
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: quoted-printable

Subject: Beston inquiry: how is it going?
Message-ID:
 {id}

--=_b--
"""
BROUGHT = {"the whole letter": WHOLE, "its head alone": ONLY_ITS_HEAD}


def report(id_, *, brought=WHOLE, action="failed", status="5.1.1") -> bytes:
    return (HEAD + brought).format(id=id_, action=action, status=status).replace("\n", "\r\n").encode()


@pytest.fixture
def beston_reads(monkeypatch, capsys, database_url):
    """`beston bounced` with this on its standard input: its exit status and what it says."""

    def run(data: bytes) -> tuple[int, str]:
        monkeypatch.setenv("BESTON_DATABASE_URL", database_url)
        monkeypatch.setattr(sys, "argv", ["beston", "bounced"])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        settings.cache_clear()
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


@pytest.fixture
def sent(april, office) -> int:
    """A nudge to Lewis that a mail server has taken."""
    number = april.send("nudge", "it", "2018-04-11", "A11")
    april.worker(office).round()
    return number


@pytest.mark.parametrize("brought", BROUGHT, ids=lambda name: name.replace(" ", "-"))
def test_a_letter_that_came_back_says_so_and_was_no_contact(april, sent, beston_reads, brought):
    assert april.contact(sent).on == date(2018, 4, 11)
    status, said = beston_reads(report(april.letter(sent).message_id, brought=BROUGHT[brought]))
    assert (status, said) == (0, f"Noted: letter {sent} came back.\n")
    letter, contact = april.letter(sent), april.contact(sent)
    assert letter.state == "bounced"
    assert letter.trouble == "It came back: there is no such mailbox (5.1.1)."
    assert (contact.on, contact.not_needed_on, contact.channel) == (None, None, None)
    assert contact.planned_for == date(2018, 4, 11)


def test_what_she_heard_meanwhile_is_kept(april, sent, beston_reads):
    contact = april.letter(sent).follow_up
    april.change(lambda draft: draft.change(("follow_ups", contact), {"heard": "He rang"}))
    assert beston_reads(report(april.letter(sent).message_id))[0] == 0
    assert (april.letter(sent).state, april.contact(sent).on) == ("bounced", date(2018, 4, 11))


def test_the_same_report_twice_is_one(april, sent, beston_reads):
    data = report(april.letter(sent).message_id)
    assert [beston_reads(data)[0], beston_reads(data)[0]] == [0, 0]


def test_a_letter_that_only_takes_longer_has_not_come_back(april, sent, beston_reads):
    status, said = beston_reads(report(april.letter(sent).message_id, action="delayed", status="4.4.1"))
    assert (status, april.letter(sent).state) == (0, "sent")
    assert "Nothing is noted" in said


def test_a_report_marks_only_the_letter_whose_name_it_brings_back(april, sent, beston_reads):
    """Neither its reader's address nor a name in the words of the report is enough."""
    mine = april.letter(sent).message_id
    told_in_words = report(new_message_id()).replace(b"5.1.1 No such user", mine.encode())
    assert beston_reads(told_in_words)[0] == 1
    assert april.letter(sent).state == "sent"


@pytest.mark.parametrize("state", ["queued", "failed"])
def test_one_that_never_left_cannot_come_back(april, office, beston_reads, state):
    number = april.send("nudge", "it", "2018-04-11", "A11")
    office.faults["RCPT"] = say("550 No" if state == "failed" else "451 Later")
    april.worker(office).round()
    status, said = beston_reads(report(april.letter(number).message_id))
    assert (status, april.letter(number).state) == (1, state)
    assert "no letter that was sent from here" in said


NO_REPORTS = {
    "nothing": b"",
    "words": b"lewis.barr@ehealth.example.org is not here any more",
    "an answer": b"From: lewis@example.org\r\nSubject: I am on leave\r\nContent-Type: text/plain\r\n\r\nUntil May.\r\n",
    "a report that a letter was read": report("<a@b>").replace(b"delivery-status; b", b"disposition-notification; b"),
    "a report without a letter": report("<a@b>", brought="--=_b--\n"),
    "a report about two": report("<a@b>", brought=WHOLE.replace("--=_b--\n", "") + WHOLE.replace("{id}", "<c@d>")),
    "a report without a code": report("<a@b>").replace(b"Action: failed", b"Actually: failed"),
    "a report of a report": report("<a@b>", brought=WHOLE.replace("message/rfc822", "multipart/report")),
    "a nest without end": b"".join(
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(5000)
    ),
}


@pytest.mark.parametrize("case", NO_REPORTS, ids=lambda case: case.replace(" ", "-"))
def test_what_is_no_report_is_refused(beston_reads, case):
    status, said = beston_reads(NO_REPORTS[case])
    assert status == 2
    assert said.count("\n") == 1


def test_what_is_too_long_is_not_read_to_its_end():
    with pytest.raises(NotUnderstood, match="too long"):
        read(b"x" * (LONGEST + 1))


def nested(depth):
    return (
        "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
        + "Content-Type: text/plain\n\nNobody reads this.\n"
    )


def test_what_is_nested_in_a_part_of_a_report_is_not_opened():
    """Nor would a name be believed that stands that deep."""
    mine = report("<a@b>").decode().replace("\r\n", "\n")
    deep = mine.replace(
        "--=_b\nContent-Description: Delivery", f"--=_b\n{nested(900)}--=_b\nContent-Description: Delivery"
    )
    assert deep.count("boundary=") > 900
    assert read(deep.encode()) == Report("<a@b>", "5.1.1")
    hidden = mine.replace(
        "Content-Type: message/rfc822\n", f"Content-Type: multipart/mixed; boundary=x\n\n--x\n{WHOLE}"
    )
    with pytest.raises(NotUnderstood):
        read(hidden.encode())


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda whole: whole.replace("Auto-Submitted: auto-replied", "X-Long: " + "x" * 60_000),
        lambda whole: whole.replace('boundary="=_b"', 'boundary="=_b"' + '; x="' * 2000),
        lambda whole: whole.replace("--=_b--", "--=_b\n\nMore.\n" * 20 + "--=_b--"),
        lambda whole: whole.replace("Reporting-MTA: dns", "Reporting-MTA: " + "x\n " * 30_000),
    ],
    ids=["a-long-head", "a-long-kind", "many-parts", "a-long-block"],
)
def test_what_would_take_long_to_read_is_refused_before_it_is_read(spoilt):
    with pytest.raises(NotUnderstood):
        read(spoilt(report("<a@b>").decode().replace("\r\n", "\n")).encode())


def test_of_a_long_letter_that_is_brought_back_whole_enough_is_read():
    long = report("<a@b>", brought=WHOLE.replace("Lewis, at", "Lewis, " * 60_000 + "at"))
    assert ENOUGH < len(long) < LONGEST
    assert read(long) == Report("<a@b>", "5.1.1")


@given(st.binary(max_size=400), st.integers(0, len(report("<a@b>"))), st.integers(0, 60))
def test_whatever_becomes_of_a_report_on_its_way_it_is_about_this_letter_or_refused(noise, at, cut):
    whole = report("<a@b>")
    try:
        found = read(whole[:at] + noise + whole[at + cut :])
    except (NotUnderstood, NotFound):
        return
    assert isinstance(found, Report)
    assert found.message_id.startswith("<")
    assert found.message_id.endswith(">")
