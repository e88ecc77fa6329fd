"""Putting a letter in the post: it waits from the moment its cause is on disk, and from no moment before."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from urllib.parse import urlsplit

from sqlmodel import Session

from app.errors import NotUnderstood
from app.mail import ADDRESS
from app.post.models import OutboxLetter
from app.settings import settings

LONGEST_ADDRESS, LONGEST_NAME, LONGEST_SUBJECT = 120, 60, 200
LONGEST_TEXT, LONGEST_HTML, LONGEST_CALENDAR = 20_000, 60_000, 20_000
_NEVER_IN_A_LINE = ("Cc", "Zl", "Zp", "Cs")  # control characters, line and paragraph separators, half a character
_NEVER_IN_A_TEXT = ("Cs",)


@dataclass(frozen=True)
class NewLetter:
    """What a letter says and to whom. `kind` is one word, as `sign_in`.

    `secret` words (a way in) are forgotten once it is sent; after `serves_until` it is not sent any more.
    """

    kind: str
    to_address: str
    subject: str
    text: str
    html: str = ""
    to_name: str | None = None
    account_id: int | None = None
    in_series: int | None = None
    secret: bool = False
    serves_until: datetime | None = None
    person: str | None = None
    slot: str | None = None
    about: tuple[str, ...] = ()
    words: str | None = None
    approved_by: int | None = None
    calendar: str | None = None
    follow_up: str | None = None


def post(db: Session, letter: NewLetter, *, now: datetime, not_before: datetime | None = None) -> int:
    """Queue a letter in the transaction of its cause; the number it has in the outbox.

    The fields of a letter of a series are those of OutboxLetter. It goes at once, or when it is `not_before`.
    """
    refuse_what_cannot_be_sent(letter)
    row = OutboxLetter(
        kind=letter.kind,
        in_series=letter.in_series,
        account_id=letter.account_id,
        to_address=letter.to_address,
        to_name=letter.to_name,
        subject=letter.subject,
        text=letter.text,
        html=letter.html or None,
        message_id=new_message_id(),
        secret=letter.secret,
        state="queued",
        created_at=now,
        serves_until=letter.serves_until,
        next_try_at=max(now, not_before or now),
        person=letter.person,
        slot=letter.slot,
        about=" ".join(letter.about) or None,
        words=letter.words,
        approved_by=letter.approved_by,
        calendar=letter.calendar,
        follow_up=letter.follow_up,
    )
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def new_message_id() -> str:
    """Chosen once for each letter, so that one that goes twice is recognised as one."""
    host = urlsplit(settings().base_url).hostname or "localhost"
    return f"<{token_hex(16)}@{host[:80]}>"


def refuse_what_cannot_be_sent(letter: NewLetter) -> None:
    """Nothing that could end a header and begin another goes into one."""
    refuse_headers(letter.to_address, letter.to_name, letter.subject)
    _refuse_text(letter.text, LONGEST_TEXT)
    _refuse_text(letter.html, LONGEST_HTML)
    _refuse_text(letter.calendar or "", LONGEST_CALENDAR)


def refuse_headers(address: str, name: str | None, subject: str) -> None:
    """Asked when a letter is written, and again before it is sent."""
    refuse_address(address)
    _refuse_line(subject, LONGEST_SUBJECT, "The subject")
    if not subject.strip():
        raise NotUnderstood("A letter needs a subject.")
    if name is not None:
        _refuse_line(name, LONGEST_NAME, "The name")


def refuse_address(address: str) -> None:
    """An address that a letter can be sent to: one, plain, and as SMTP can carry it."""
    _refuse_line(address, LONGEST_ADDRESS, "The address")
    if not ADDRESS.fullmatch(address):
        raise NotUnderstood("No letter can be sent to this address.")


def _refuse_line(words: str, longest: int, what: str) -> None:
    if len(words) > longest:
        raise NotUnderstood(f"{what} is longer than {longest} characters.")
    if any(unicodedata.category(sign) in _NEVER_IN_A_LINE for sign in words):
        raise NotUnderstood(f"{what} holds a sign that cannot stand in a letter.")


def _refuse_text(words: str, longest: int) -> None:
    if len(words) > longest:
        raise NotUnderstood("The letter is too long.")
    if "\0" in words or any(unicodedata.category(sign) in _NEVER_IN_A_TEXT for sign in words):
        raise NotUnderstood("The letter holds a sign that cannot be sent.")
