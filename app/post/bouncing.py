"""A mail server that took a letter sends word later that it reached nobody: a delivery status report (RFC 3464).

What it says in words is not believed and not kept. It is about the letter whose Message-ID it brings back: that is 128
random bits which only the letter's reader and the servers on its way know, so a made-up report can mark no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, message_from_string
from email.message import Message

from sqlalchemy import select, update
from sqlmodel import Session

from app.errors import NotFound, NotUnderstood
from app.post.desk import Desk
from app.post.models import OutboxLetter
from app.post.outbox import letters

LONGEST = 1_000_000  # bytes; they bring the headers back, and some the whole letter
STATUS = re.compile(r"5\.([0-9]{1,3})\.([0-9]{1,3})")
ID = re.compile(r"<[^<>\s]{1,118}>")
WHY = {"1": "there is no such mailbox", "2": "the mailbox takes nothing at the moment", "7": "it was not let in"}
NO_REPORT = "This is no report of a mail server about a letter that it could not deliver."


@dataclass(frozen=True)
class Report:
    """The letter that it is about, and the code of what happened; "" where the letter only takes longer."""

    message_id: str
    status: str


def read(data: bytes) -> Report:
    """Raises NotUnderstood for what is no report about one letter."""
    if len(data) > LONGEST:
        raise NotUnderstood("This is too long to be a report about a letter.")
    try:
        whole = message_from_bytes(data)
        if whole.get_content_type() != "multipart/report" or whole.get_param("report-type") != "delivery-status":
            raise NotUnderstood(NO_REPORT)
        parts = [part for part in whole.get_payload() if isinstance(part, Message)]
        statuses = [found for part in parts for found in _statuses(part)]
        found = {id_ for part in parts for id_ in _ids(part)}
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as wrong:
        raise NotUnderstood(NO_REPORT) from wrong
    if not statuses or len(found) != 1:
        raise NotUnderstood(NO_REPORT)
    return Report(found.pop(), max(statuses))


def mark(db: Session, report: Report, desk: Desk, *, now: datetime) -> OutboxLetter:
    """Note that the letter came back. Raises NotFound where no letter of ours that was sent has this name."""
    table = letters()
    mine = (table.c.message_id == report.message_id) & table.c.state.in_(("sent", "bounced"))
    number = db.execute(select(table.c.id).where(mine).with_for_update()).scalar_one_or_none()
    if number is None:
        raise NotFound("This report is about no letter that was sent from here.")
    letter = db.get_one(OutboxLetter, number)
    if letter.state == "sent":
        db.execute(update(table).where(table.c.id == number).values(state="bounced", trouble=why(report)))
        desk.came_back(db, letter, now)
    return letter


def why(report: Report) -> str:
    found = STATUS.fullmatch(report.status)
    return f"It came back: {WHY.get(found[1] if found else '', 'it could not be delivered')} ({report.status})."


def _statuses(part: Message) -> Iterator[str]:
    """Of each reader it speaks of, the code where it failed for good, and "" where it did not."""
    if part.get_content_type() != "message/delivery-status":
        return
    for block in part.get_payload():
        if isinstance(block, Message) and block.get("Action"):
            status = str(block.get("Status", "")).split()[:1]
            failed = str(block["Action"]).strip().lower() == "failed"
            yield status[0] if failed and status and STATUS.fullmatch(status[0]) else "5.0.0" if failed else ""


def _ids(part: Message) -> Iterator[str]:
    """The name of the letter that is brought back, or of its headers."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        brought = part.get_payload(0) if part.is_multipart() else None
    elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
        brought = message_from_string(_text(part))
    else:
        return
    if isinstance(brought, Message):
        yield from ID.findall(str(brought.get("Message-ID", "")))


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return data.decode("ascii", "replace") if isinstance(data, bytes) else ""
