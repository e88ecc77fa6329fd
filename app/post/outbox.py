"""The letters that wait: taken in hand one at a time, and put down again with what became of them.

A worker writes a lease on a letter and commits it before it sends, and commits the outcome after. If it dies between,
the lease runs out and somebody else sends the letter, with the Message-ID it had: nothing is lost, and a letter goes
twice only if its worker died after the server had taken it and before that was on disk (decision 7, docs/trust.md).
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select, update
from sqlmodel import Session

from app.accounts.models import Account
from app.post.models import OutboxLetter
from app.post.sending import Answer

LEASE = timedelta(minutes=10)  # longer than a server can keep us waiting (app.post.sending.PATIENCE)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))  # and every hour from then on
GIVE_UP = 28  # tries, which with these pauses is a day
WORDS_LAST = timedelta(days=90)
WORDS = {"text": None, "html": None}


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries in vain."""
    return PAUSES[min(max(tries, 1), len(PAUSES)) - 1]


# -- taking in hand ---------------------------------------------------
def any_due(db: Session, now: datetime) -> bool:
    return db.execute(select(letters().c.id).where(_due(now)).limit(1)).first() is not None


def take_in_hand(db: Session, now: datetime, worker: str) -> OutboxLetter | None:
    """The first letter that is due, leased to this worker; those that may not go any more are set aside meanwhile."""
    table = letters()
    asked = select(table.c.id).where(_due(now)).order_by(table.c.id).limit(1).with_for_update(skip_locked=True)
    while (found := db.execute(asked).scalar_one_or_none()) is not None:
        letter = db.get_one(OutboxLetter, found)
        why_not = may_still_go(db, letter, now)
        if why_not is None:
            _put(db, letter, leased_until=now + LEASE, leased_by=worker, tries=letter.tries + 1)
            db.expunge(letter)  # it is read on when this session has ended
            return letter
        _put(db, letter, state="dropped", trouble=why_not, **WORDS if letter.secret else {})
    return None


def may_still_go(db: Session, letter: OutboxLetter, now: datetime) -> str | None:
    """Looked at again at the moment of sending: None, or why the letter must stay."""
    if letter.serves_until is not None and letter.serves_until <= now:
        return "Its time had run out before it could be sent."
    if letter.text is None:
        return "Its words are no longer kept."
    account = Account.metadata.tables["account"]
    if letter.account_id is not None:
        barred = select(account.c.barred_at).where(account.c.id == letter.account_id)
        if db.execute(barred).scalar_one_or_none() is not None:
            return "Whoever it is for has no way in any more."
    return None


def _due(now: datetime) -> ColumnElement[bool]:
    table = letters()
    free = or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    return and_(table.c.state == "queued", table.c.next_try_at <= now, free)


# -- putting down -----------------------------------------------------
def settle(db: Session, letter: OutboxLetter, answer: Answer, now: datetime) -> None:
    """Write down what became of a letter that was in hand, unless somebody else has it by now."""
    if answer.is_ == "taken":
        gone = {"state": "sent", "sent_at": now, "trouble": None} | FREE
        _update(db, letters().c.id == letter.id, gone | (WORDS if letter.secret else {}))
    elif answer.is_ == "refused" or letter.tries >= GIVE_UP:
        stays = {"state": "failed", "trouble": answer.words} | FREE
        _update(db, _still_mine(letter), stays | (WORDS if letter.secret else {}))
    else:
        again = {"next_try_at": now + pause(letter.tries), "trouble": answer.words} | FREE
        _update(db, _still_mine(letter), again)


def put_back(db: Session, letter: OutboxLetter, words: str) -> None:
    """There is no server: the letter keeps its place, so that those after it stay after it."""
    _update(db, _still_mine(letter), {"trouble": words, "tries": letter.tries - 1} | FREE)


FREE: dict[str, Any] = {"leased_until": None, "leased_by": None}


def _still_mine(letter: OutboxLetter) -> ColumnElement[bool]:
    table = letters()
    return and_(table.c.id == letter.id, table.c.state == "queued", table.c.leased_by == letter.leased_by)


# -- letting go -------------------------------------------------------
def let_expired_go(db: Session, now: datetime) -> None:
    """A letter whose time has run out is not sent any more, whether or not there is a server."""
    table = letters()
    over = and_(_due_or_waiting(now), table.c.serves_until <= now)
    why = "Its time had run out before it could be sent."
    _update(db, and_(over, table.c.secret), {"state": "dropped", "trouble": why} | FREE | WORDS)
    _update(db, over, {"state": "dropped", "trouble": why} | FREE)


def any_expired(db: Session, now: datetime) -> bool:
    over = and_(_due_or_waiting(now), letters().c.serves_until <= now)
    return db.execute(select(letters().c.id).where(over).limit(1)).first() is not None


def forget_old_words(db: Session, now: datetime) -> None:
    """What was said three months ago need not be known here any more."""
    table = letters()
    done = table.c.state.in_(("sent", "failed", "dropped"))
    _update(db, and_(done, table.c.created_at < now - WORDS_LAST, table.c.text.is_not(None)), WORDS)


def _due_or_waiting(now: datetime) -> ColumnElement[bool]:
    table = letters()
    free = or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    return and_(table.c.state.in_(("queued", "held")), free)


def letters() -> Table:
    return OutboxLetter.metadata.tables["outbox_letter"]


def _put(db: Session, letter: OutboxLetter, **values: Any) -> None:
    for name, value in values.items():
        setattr(letter, name, value)
    db.add(letter)
    db.flush()


def _update(db: Session, which: ColumnElement[bool], values: dict[str, Any]) -> None:
    db.execute(update(letters()).where(which).values(**values))
