"""The letters that wait: taken in hand one at a time, and put down again with what became of them.

A worker writes a lease on a letter and commits it before it sends, and commits the outcome after. If it dies between,
the lease runs out and somebody else sends the letter, with the Message-ID it had: nothing is lost, and a letter goes
twice only if its worker died after the server had taken it and before that was on disk (decision 7, docs/trust.md).

Whoever changes a waiting letter and the record in one transaction does so in this order, as here.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import structlog
from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.accounts.models import Account
from app.post.desk import Desk, Wait, Words
from app.post.models import OutboxLetter
from app.post.sending import Answer

LEASE = timedelta(minutes=10)  # longer than a server can keep us waiting (app.post.sending.PATIENCE)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))  # and every hour from then on
GIVE_UP = 28  # tries, which with these pauses is a day
WORDS_LAST = timedelta(days=90)
WORDS = {"text": None, "html": None, "words": None, "calendar": None}
NEWEST_SAYS_ALL = ("nudge", "offer", "catch_up", "recap", "my_link")  # kinds of which an older one is stale
AT_LEAST = timedelta(minutes=1)  # between two looks at a letter that has to wait
TIME_RAN_OUT = "Its time had run out before it could be sent."
LONGEST_TROUBLE = 300
log = structlog.get_logger()


@dataclass(frozen=True)
class InHand:
    """A letter that is this worker's to hand in now, and its words with its reader's own way in."""

    letter: OutboxLetter
    words: Words


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries in vain."""
    return PAUSES[min(max(tries, 1), len(PAUSES)) - 1]


# -- taking in hand ---------------------------------------------------
def look_ahead(db: Session, now: datetime, desk: Desk) -> bool:
    """Whether anything is due. What the desk needs to judge it is read here, where nobody waits for it."""
    found = db.execute(_first_due(now)).scalar_one_or_none()
    if found is not None:
        with _whatever_it_is():
            _may_still_go(db, db.get_one(OutboxLetter, found), now, desk)
    return found is not None


def take_in_hand(db: Session, now: datetime, worker: str, desk: Desk) -> InHand | Literal["looked at"] | None:
    """The first letter that is due, leased to this worker; None where none is.

    One that may not go, now or ever, is put off or set aside instead: one letter a transaction, so that none is long.
    """
    found = db.execute(_first_due(now).with_for_update(skip_locked=True)).scalar_one_or_none()
    if found is None:
        return None
    letter = db.get_one(OutboxLetter, found)
    if _somebody_writes_to_them(db, letter, now):
        return "looked at"
    answer, words = _judged(db, letter, now, desk)
    if isinstance(answer, Wait):
        _put(db, letter, next_try_at=max(answer.until, now + AT_LEAST), trouble=answer.why[:LONGEST_TROUBLE])
    elif answer is not None:
        _drop(db, letter, now, answer, desk)
    elif words is None:
        _put_off(db, letter, now)
    else:
        _put(db, letter, leased_until=now + LEASE, leased_by=worker, tries=letter.tries + 1)
        db.expunge(letter)  # it is read on when this session has ended
        return InHand(letter, words)
    return "looked at"


def _judged(db: Session, letter: OutboxLetter, now: datetime, desk: Desk) -> tuple[str | Wait | None, Words | None]:
    """Whether it may still go, and if so its words; neither where that cannot be told, which keeps no other letter."""
    with _whatever_it_is(), db.begin_nested():
        answer = _may_still_go(db, letter, now, desk)
        return answer, desk.words(db, letter, now) if answer is None else None
    return None, None


def _may_still_go(db: Session, letter: OutboxLetter, now: datetime, desk: Desk) -> str | Wait | None:
    """Looked at again at the moment of sending: None, or why the letter must stay or wait."""
    if letter.serves_until is not None and letter.serves_until <= now:
        return TIME_RAN_OUT
    if letter.text is None:
        return "Its words are no longer kept."
    if letter.account_id is not None and _is_barred(db, letter.account_id):
        return "Whoever it is for has no way in any more."
    if _newer_waits(db, letter, now):
        return "A newer letter says it."
    return desk.may_go(db, letter, now)


def _is_barred(db: Session, account_id: int) -> bool:
    account = Account.metadata.tables["account"]
    barred = select(account.c.barred_at).where(account.c.id == account_id)
    return db.execute(barred).scalar_one_or_none() is not None


def _newer_waits(db: Session, letter: OutboxLetter, now: datetime) -> bool:
    """After a time without a server: whether a letter that is due as well makes this one stale."""
    if letter.person is None:
        return False
    table = letters()
    newer = _to_the_same(letter) & (table.c.kind == letter.kind) & (table.c.id > letter.id) & _due(now)
    if letter.kind == "moved":  # of one meeting the last move counts
        newer &= table.c.slot.startswith(f"{(letter.slot or '').partition('@')[0]}@", autoescape=True)
    elif letter.kind not in NEWEST_SAYS_ALL:
        return False
    return db.execute(select(table.c.id).where(newer).limit(1)).first() is not None


def _somebody_writes_to_them(db: Session, letter: OutboxLetter, now: datetime) -> bool:
    """Letters to one person go one after the other, or two workers would each see none sent and send both."""
    if letter.person is None:
        return False
    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(letter.in_series, func.hashtext(letter.person))))
    busy = _to_the_same(letter) & (letters().c.id != letter.id) & _in_hand(letters(), now)
    return db.execute(select(letters().c.id).where(busy).limit(1)).first() is not None


def _first_due(now: datetime) -> Any:
    return select(letters().c.id).where(_due(now)).order_by(letters().c.id).limit(1)


def _due(now: datetime) -> ColumnElement[bool]:
    table, other = letters(), letters().alias("other")
    free = or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    same = (other.c.in_series == table.c.in_series) & (other.c.person == table.c.person) & (other.c.id != table.c.id)
    alone = ~exists().where(same, _in_hand(other, now))
    return and_(table.c.state == "queued", table.c.next_try_at <= now, free, alone)


def _in_hand(table: Any, now: datetime) -> ColumnElement[bool]:
    return and_(table.c.state == "queued", table.c.leased_until > now)


def _to_the_same(letter: OutboxLetter) -> ColumnElement[bool]:
    return and_(letters().c.in_series == letter.in_series, letters().c.person == letter.person)


# -- putting down -----------------------------------------------------
def settle(db: Session, letter: OutboxLetter, answer: Answer, now: datetime, desk: Desk) -> None:
    """Write down what became of a letter that was in hand, unless somebody else has it by now."""
    if answer.is_ == "taken":
        gone = {"state": "sent", "sent_at": now, "trouble": None} | FREE
        _update(db, letters().c.id == letter.id, gone | (WORDS if letter.secret else {}))
        with _whatever_it_is(), db.begin_nested():  # it has gone, whether or not that can be told
            desk.gone(db, letter, now)
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


def _put_off(db: Session, letter: OutboxLetter, now: datetime) -> None:
    """Something is wrong with what we know of it. It is looked at again as after a try in vain, and then given up."""
    tries, words = letter.tries + 1, "It could not be looked at before sending. The log of the worker says why."
    if tries >= GIVE_UP:
        _put(db, letter, state="failed", trouble=words, tries=tries)
    else:
        _put(db, letter, next_try_at=now + pause(tries), trouble=words, tries=tries)


@contextmanager
def _whatever_it_is() -> Iterator[None]:
    """What goes wrong with one letter of a series stops no other; a database that is away stops all of them."""
    try:
        yield
    except OperationalError:
        raise
    except Exception as wrong:  # noqa: BLE001 - whatever it is
        put_in_log("something is wrong with what a letter is about", wrong)


def put_in_log(what: str, wrong: Exception) -> None:
    """What went wrong and where; no value of anything, which may be somebody's words or their way in."""
    log.error(what, wrong=type(wrong).__name__, where=traceback.format_tb(wrong.__traceback__)[-4:])


# -- letting go -------------------------------------------------------
def let_expired_go(db: Session, now: datetime, desk: Desk) -> None:
    """A letter whose time has run out is not sent any more, whether or not there is a server."""
    for number in db.execute(select(letters().c.id).where(_expired(now)).with_for_update()).scalars().all():
        _drop(db, db.get_one(OutboxLetter, number), now, TIME_RAN_OUT, desk)


def any_expired(db: Session, now: datetime) -> bool:
    return db.execute(select(letters().c.id).where(_expired(now)).limit(1)).first() is not None


def forget_old_words(db: Session, now: datetime) -> None:
    """What was said three months ago need not be known here any more."""
    table = letters()
    done = table.c.state.in_(("sent", "failed", "dropped", "bounced"))
    kept = or_(*(table.c[name].is_not(None) for name in WORDS))
    _update(db, and_(done, table.c.created_at < now - WORDS_LAST, kept), WORDS)


def _expired(now: datetime) -> ColumnElement[bool]:
    table = letters()
    free = or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    return and_(table.c.state.in_(("queued", "held")), free, table.c.serves_until <= now)


def _drop(db: Session, letter: OutboxLetter, now: datetime, why: str, desk: Desk) -> None:
    words = WORDS if letter.secret else {}
    _put(db, letter, state="dropped", trouble=why[:LONGEST_TROUBLE], **FREE, **words)
    with _whatever_it_is(), db.begin_nested():
        desk.stays(db, letter, now)


def letters() -> Table:
    return OutboxLetter.metadata.tables["outbox_letter"]


def _put(db: Session, letter: OutboxLetter, **values: Any) -> None:
    for name, value in values.items():
        setattr(letter, name, value)
    db.add(letter)
    db.flush()


def _update(db: Session, which: ColumnElement[bool], values: dict[str, Any]) -> None:
    db.execute(update(letters()).where(which).values(**values))
