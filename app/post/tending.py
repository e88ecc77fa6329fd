"""What whoever looks after the installation sees of the letters, and may do with one.

They read no story, so of a letter that belongs to a series they see to whom it goes and how it stands, and no word of
it. The words of a way in are shown to them only where there is no mail server: they read the code out then.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from app.errors import NotAllowedNow, NotFound
from app.post.models import OutboxLetter
from app.post.outbox import FREE, WORDS, letters

SHOWN = 100  # letters of one state on the page
ALSO_SHOWN = 20  # of those that need nobody any more
HIGHEST = 2**31 - 1


def in_state(db: Session, *states: str, newest: int = SHOWN) -> Sequence[OutboxLetter]:
    """The latest letters in these states, newest first, without their words."""
    table = letters()
    columns = [column for column in table.c if column.name not in WORDS]
    asked = select(*columns).where(table.c.state.in_(states)).order_by(table.c.id.desc()).limit(newest)
    return db.execute(asked).all()  # type: ignore[return-value]  # rows with the columns of a letter


def letter_numbered(db: Session, number: int) -> OutboxLetter:
    found = db.get(OutboxLetter, number)
    if found is None:
        raise NotFound
    return found


def may_be_read(letter: OutboxLetter, *, served: bool) -> bool:
    """Whether the administrator may see its words. `served`: there is a mail server."""
    return letter.text is not None and letter.in_series is None and not (letter.secret and served)


def may_go_again(letter: OutboxLetter, now: datetime) -> bool:
    serves = letter.serves_until is None or now < letter.serves_until
    return letter.state in ("failed", "held", "bounced") and letter.text is not None and serves


def may_be_set_aside(letter: OutboxLetter) -> bool:
    return letter.state in ("queued", "held", "failed", "bounced")


def try_again(db: Session, letter: OutboxLetter, *, now: datetime) -> None:
    """Queue it as if it were new."""
    if not may_go_again(letter, now):
        raise NotAllowedNow("This letter cannot go again.")
    _change(db, letter, now, {"state": "queued", "next_try_at": now, "tries": 0, "trouble": None})


def set_aside(db: Session, letter: OutboxLetter, *, now: datetime) -> None:
    """It will not be sent. A way in is forgotten at once."""
    if not may_be_set_aside(letter):
        raise NotAllowedNow("This letter does not wait any more.")
    _change(db, letter, now, {"state": "dropped"} | (WORDS if letter.secret else {}))


def _change(db: Session, letter: OutboxLetter, now: datetime, values: dict[str, Any]) -> None:
    """Unless a worker has it in hand at this moment, or has just been quicker."""
    table = letters()
    free = table.c.leased_until.is_(None) | (table.c.leased_until <= now)
    mine = (table.c.id == letter.id) & (table.c.state == letter.state) & free
    if not db.execute(update(table).where(mine).values(**values, **FREE).returning(table.c.id)).first():
        raise NotAllowedNow("It is being sent at this moment. Look again in a minute.")
