"""The first person of a new installation: whoever reads the word on its console looks after it from then on."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select
from sqlmodel import Session

from app.accounts.accounts import make_administrator
from app.accounts.models import Account, InstallationFact
from app.accounts.rows import adding, table_of
from app.accounts.secrecy import WORD, code_in, hashed, in_fours, new_code
from app.accounts.tally import Limit
from app.audit.domain import INSTALLATION, By, note
from app.errors import NotUnderstood
from app.series.models import Series

FACT = "first_word"
TRIES = Limit("tries at the first word from one place", 10)


class NotTheWord(NotUnderstood):
    """What was typed is not what the console says."""

    field = "word"


def new_word(db: Session, *, now: datetime) -> str | None:
    """A fresh word for an installation that is empty, as it is written; None where somebody or something is here."""
    if not db.execute(select(_empty())).scalar():
        return None
    word = new_code(WORD)
    kept = adding(db, InstallationFact).values(name=FACT, value=hashed(word), at=now)
    db.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": kept.excluded.value, "at": now}))
    return in_fours(word)


def awaited(db: Session) -> bool:
    """Whether this installation waits for its first person."""
    fact = table_of(InstallationFact)
    return bool(db.execute(select(exists(select(fact.c.name).where(fact.c.name == FACT)) & _empty())).scalar())


def begin(db: Session, typed: str, email: str, *, now: datetime) -> int:
    """Use the word up, by one conditional removal, and let this address look after the installation."""
    fact, word = table_of(InstallationFact), code_in(typed, WORD)
    if word is None:
        raise NotTheWord("The word has twelve letters and figures, as in K7PM-3RXD-2WQA. It stands on the console.")
    used = delete(fact).where(fact.c.name == FACT, fact.c.value == hashed(word), _empty())
    if db.execute(used.returning(fact.c.name)).first() is None:
        raise NotTheWord("That is not the word on the console. There is a new one each time that Beston is started.")
    account = make_administrator(db, email, now=now)
    note(db, INSTALLATION, "began", at=now, by=By(account))
    return account


def _empty() -> ColumnElement[bool]:
    account, series = table_of(Account), table_of(Series)
    return ~exists(select(account.c.id)) & ~exists(select(series.c.id))
