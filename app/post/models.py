"""Letters that are to go out: written in the transaction of what caused them, and sent by the worker after."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.columns import choice, line, maybe_line

# The first two are never written: what is not approved yet is worked out (app.letters.due), and what is waits. The
# database knows them since its first migration. Whether a letter is answered is read from the contact that it was.
STATES = ("draft", "approved", "queued", "sent", "failed", "held", "dropped", "bounced")


class OutboxLetter(SQLModel, table=True):
    """One letter to one person. `secret` ones (a way in) lose their words once they are sent or past `serves_until`.

    `leased_until` and `leased_by` are of the worker that is sending it now. `message_id` is chosen when it is written,
    so that a letter that goes twice is recognised as one.

    A letter of a series says to which `person` it goes, and of what it speaks: `slot` names its occasion, of which
    nobody is written to twice (M4, A07), `about` are ids apart by spaces. `words` are what an organiser wrote in it,
    `approved_by` whoever pressed send, `calendar` a text/calendar that goes with it, and `follow_up` the one that is
    done once it has gone. Its text holds no way in: where its reader's own link belongs there stands a mark, and the
    link is made when it is sent (app.links).
    """

    __tablename__ = "outbox_letter"
    __table_args__ = (
        Index("ix_outbox_letter_due", "state", "next_try_at"),
        UniqueConstraint("in_series", "kind", "person", "slot"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = line(24)
    in_series: int | None = Field(default=None, foreign_key="series.id", ondelete="CASCADE", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    to_address: str = line(120)
    to_name: str | None = maybe_line(60)
    subject: str = line(200)
    text: str | None = maybe_line(20000)
    html: str | None = maybe_line(60000)
    message_id: str = line(120, unique=True)
    secret: bool = False
    state: str = choice(*STATES)
    created_at: datetime
    serves_until: datetime | None = None
    next_try_at: datetime
    tries: int = 0
    leased_until: datetime | None = None
    leased_by: str | None = maybe_line(40)
    sent_at: datetime | None = None
    trouble: str | None = maybe_line(300)
    person: str | None = maybe_line(40)
    slot: str | None = maybe_line(80)
    about: str | None = maybe_line(400)
    words: str | None = maybe_line(4000)
    approved_by: int | None = Field(default=None, foreign_key="account.id")
    calendar: str | None = maybe_line(20000)
    follow_up: str | None = maybe_line(40)
