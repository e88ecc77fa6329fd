"""A mail server that took a letter sends word later that it reached nobody: a delivery status report (RFC 3464).

What it says in words is not believed and not kept. It is about the letter whose Message-ID it brings back: that is 128
random bits which only the letter's reader and the servers on its way know, so a made-up report can mark no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import HeaderParser

from sqlalchemy import select, update
from sqlmodel import Session

from app.errors import NotFound, NotUnderstood
from app.post.desk import Desk
from app.post.models import OutboxLetter
from app.post.outbox import letters

LONGEST = 1_000_000  # bytes; they bring the headers back, and some the whole letter
ENOUGH = 200_000  # of which so many are looked at: what counts stands before the letter's words
MOST_PARTS, LONGEST_HEAD, LONGEST_HEADER = 20, 50_000, 1000
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
    """Raises NotUnderstood for what is no report about one letter.

    Anybody can write to the address to which reports go. So nothing that lies deeper than a report has it is opened,
    and the time that this takes grows with the length of what is read, and not with how it is nested.
    """
    if len(data) > LONGEST:
        raise NotUnderstood("This is too long to be a report about a letter.")
    try:
        whole = _opened(data[:ENOUGH].decode("ascii", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n"))
        if whole.get_content_type() != "multipart/report" or whole.get_param("report-type") != "delivery-status":
            raise NotUnderstood(NO_REPORT)
        parts = [_opened(part) for part in _parts(whole)]
        statuses = [found for part in parts for found in _statuses(part)]
        found = {id_ for part in parts for id_ in _ids(part)}
    except (ValueError, LookupError, TypeError, AttributeError) as wrong:
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


# -- its parts -----------------------------------------------------------
def _opened(text: str) -> Message:
    """What stands at the head of a text, and all that follows as it is."""
    head, _, rest = text.partition("\n\n")
    if len(head) > LONGEST_HEAD:
        raise NotUnderstood(NO_REPORT)
    message = HeaderParser().parsestr(f"{head}\n\n")
    if any(len(str(value)) > LONGEST_HEADER for value in message.get_all("Content-Type", [])):
        raise NotUnderstood(NO_REPORT)
    message.set_payload(rest)
    return message


def _parts(whole: Message) -> list[str]:
    """What stands between the boundaries of the whole; those of its parts are words like others."""
    boundary = re.escape(whole.get_boundary() or "")
    if not boundary:
        return []
    before_the_end = re.split(rf"(?m)^--{boundary}--[ \t]*$", _body(whole), maxsplit=1)[0]
    _, *found = re.split(rf"(?m)^--{boundary}[ \t]*\n", before_the_end, maxsplit=MOST_PARTS + 1)
    if len(found) > MOST_PARTS:
        raise NotUnderstood(NO_REPORT)
    return found


def _statuses(part: Message) -> Iterator[str]:
    """Of each reader it speaks of, the code where it failed for good, and "" where it did not."""
    if part.get_content_type() != "message/delivery-status":
        return
    for block in re.split(r"\n[ \t]*\n", _body(part), maxsplit=MOST_PARTS):
        reader = _opened(block.strip("\n"))
        if reader.get("Action"):
            status = str(reader.get("Status", "")).split()[:1]
            failed = str(reader["Action"]).strip().lower() == "failed"
            yield status[0] if failed and status and STATUS.fullmatch(status[0]) else "5.0.0" if failed else ""


def _ids(part: Message) -> Iterator[str]:
    """The name of the letter that is brought back, or of its headers."""
    kind = part.get_content_type()
    if kind not in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
        return
    brought = _opened(_body(part) if kind == "message/rfc822" else _decoded(part))
    if "Message-ID" in brought:
        yield from ID.findall(str(brought["Message-ID"])[:LONGEST_HEADER])


def _body(part: Message) -> str:
    return str(part.get_payload())


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    return data.decode("ascii", "replace").replace("\r\n", "\n") if isinstance(data, bytes) else ""
