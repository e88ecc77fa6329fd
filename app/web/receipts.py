"""Sent twice, done once: by a double click, by Back, or by a browser that tries again (T17, docs/trust.md)."""

from fastapi import Request
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.accounts.models import Receipt
from app.clock import now
from app.links.domain import MARK
from app.web.forms import receipt_key


class AlreadyDone(Exception):
    """This form has been received before; `answer` is where its sender was led."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


def refuse_twice(request: Request, db: Session, sender: int | str) -> None:
    """Stop here where this form has been received before. `sender` is an account, or the personal link it came by."""
    key = receipt_key(request, sender)
    if key is not None:
        receipt = Receipt.metadata.tables["receipt"]
        answer = db.execute(select(receipt.c.answer).where(receipt.c.key == key)).scalar_one_or_none()
        if answer is not None:
            raise AlreadyDone(answer.replace(MARK, sender) if isinstance(sender, str) else answer)


def leave_receipt(request: Request, answer: str) -> None:
    """Note, in the transaction of what was done, that it was done and where its sender is led.

    An address that holds a personal link is kept without it: no link lies readable in the database.
    """
    asker, db = getattr(request.state, "asker", None), getattr(request.state, "db", None)
    link: str | None = getattr(request.state, "link", None)
    account = asker.account_id if asker else None
    sender = account if account is not None else link
    key = receipt_key(request, sender) if sender is not None else None
    if key is None or db is None:
        return
    kept = answer.replace(link, MARK) if link else answer
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    note = insert(Receipt.metadata.tables["receipt"]).on_conflict_do_nothing()
    noted = db.execute(note.values(key=key, account_id=account, received_at=now(), answer=kept[:400]))
    if noted.rowcount == 0:
        raise AlreadyDone(answer)  # its twin was a moment quicker; what this one did is undone
