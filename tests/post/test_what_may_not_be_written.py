"""Nothing in a letter can end a header and begin another (T16, docs/trust.md)."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotUnderstood
from app.post.domain import NewLetter, refuse_what_cannot_be_sent
from app.post.models import OutboxLetter
from app.post.sending import message_of
from tests.post.conftest import NINE
from tests.world.april import OUR_NAME

ENDS = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\0"]
SMUGGLED = [
    "Bcc: eve@example.org",
    " folded",
    "\tBcc: eve@example.org",
    "\r\n<p>a body</p>",
    ".\r\nMAIL FROM:<eve@x.org>",
]
FIELDS = ["to_address", "subject", "to_name"]
ODD_ADDRESSES = [
    "",
    "priya",
    "@example.org",
    "priya@",
    "priya@@example.org",
    "priya@example.org,eve@example.org",
    "priya@example.org;eve@example.org",
    "<priya@example.org>",
    "Priya <priya@example.org>",
    "priya@example.org>",
    "priya@example.org> SIZE=1",
    '"priya"@example.org',
    "priya(eve@example.org)@example.org",
    "pri ya@example.org",
    "priya@exam ple.org",
    "priya@example..org",
    ".priya@example.org",
    "@relay.org:priya@example.org",
    "priya@[127.0.0.1]",
    "priya\\@example.org",
    "p" * 120 + "@example.org",
]
LETTER = {
    "kind": "recap",
    "to_address": "priya@example.org",
    "subject": "Hello",
    "text": "Hello.\n",
    "to_name": "Priya",
}
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"}
OF_THE_BODY = {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


@pytest.mark.parametrize("smuggled", SMUGGLED, ids=repr)
@pytest.mark.parametrize("end", ENDS, ids=ascii)
@pytest.mark.parametrize("field", FIELDS)
def test_what_could_end_a_header_is_refused_when_it_is_written(field, end, smuggled):
    for words in (LETTER[field] + end + smuggled, end + smuggled + LETTER[field], LETTER[field] + end):
        with pytest.raises(NotUnderstood):
            refuse_what_cannot_be_sent(NewLetter(**LETTER | {field: words}))


@pytest.mark.parametrize("address", ODD_ADDRESSES)
def test_a_letter_goes_to_one_plain_address_or_is_not_written(address):
    with pytest.raises(NotUnderstood):
        refuse_what_cannot_be_sent(NewLetter(**LETTER | {"to_address": address}))


@pytest.mark.parametrize(
    "address", ["o'brien+x@nhs.scot", "jo@localhost", "zoë@example.org", "ja@grüße.example", "a.b@c"]
)
def test_addresses_that_people_have_are_taken(address):
    refuse_what_cannot_be_sent(NewLetter(**LETTER | {"to_address": address}))


def row(**changed) -> OutboxLetter:
    return OutboxLetter(**LETTER | {"message_id": "<1@beston.example>", "state": "queued"} | changed)


@pytest.mark.parametrize("end", [end for end in ENDS if end != "\0"], ids=ascii)  # no database of ours keeps a nought
@pytest.mark.parametrize("field", FIELDS)
def test_what_came_into_the_outbox_by_another_way_goes_in_no_header_either(field, end, office, put_in, postman, letter):
    from sqlmodel import Session

    worker, number = postman(office), put_in()
    with Session(worker.engine) as db, db.begin():
        setattr(db.get_one(OutboxLetter, number), field, f"{LETTER[field]}{end}Bcc: eve@example.org")
    worker.round()
    assert (letter(number).state, letter(number).trouble) == ("failed", "This letter cannot be written as mail.")
    assert office.arrived == []


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)


def lines_of(text: str) -> list[str]:
    """Mail has its own ends of lines, and ends the last."""
    return re.sub(r"\r\n|\r|\n", "\n", text).rstrip("\n").split("\n")


@given(subject=lines.filter(str.strip), name=lines, text=texts, html=texts)
def test_whatever_is_taken_arrives_as_it_was_written(subject, name, text, html):
    refuse_what_cannot_be_sent(NewLetter(**LETTER | {"subject": subject, "to_name": name, "text": text, "html": html}))
    sent = message_of(row(subject=subject, to_name=name, text=text, html=html), OUR_NAME, NINE).as_bytes()
    read = message_from_bytes(sent, policy=default)
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    assert set(read.keys()) <= HEADERS | OF_THE_BODY
    assert [address.addr_spec for address in read["To"].addresses] == ["priya@example.org"]
    assert " ".join(read["Subject"].split()) == " ".join(subject.split())
    assert lines_of(read.get_body(("plain",)).get_content()) == lines_of(text)
