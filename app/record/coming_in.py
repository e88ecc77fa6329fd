"""Who may be let in: whoever's address some person in some series carries, and administrators.

Somebody asks for a letter with an address. Whether or not it is known, the same is done: what is written for a stranger
is taken back before anybody sees it, and the letter of anyone else goes out after the answer (T4, docs/trust.md).
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, and_, exists, func, not_, select
from sqlmodel import Session

from app.accounts.accounts import account_of
from app.accounts.addresses import fold, masked
from app.accounts.links import new_link
from app.accounts.models import Account
from app.accounts.requests import Asking, ask_for, keep_request
from app.accounts.tally import Limit, TooOften, count, minutes_until
from app.audit.domain import INSTALLATION, By, note
from app.clock import now
from app.db import writing
from app.errors import NotFound
from app.people.models import Person
from app.post.domain import NewLetter, post
from app.settings import settings

LETTERS_TO_ONE_FROM_HERE = Limit("letters to one address from one place", 5)
LETTERS_FROM_HERE = Limit("letters from one place", 100)  # a whole room may be behind one address
LETTERS_TO_ONE = Limit("letters to one address", 20)

Writer = Callable[[str, int, Asking], NewLetter]  # to which address, of which account, with which secrets


def address_known(db: Session, email: str) -> str | None:
    """The address as it is written here, if whoever has it may come in. What a stranger typed is never written to."""
    person, account = Person.metadata.tables["person"], Account.metadata.tables["account"]
    folded = fold(email)
    carried = select(func.min(person.c.email)).where(person.c.email_folded == folded).scalar_subquery()
    administers = and_(account.c.folded == folded, account.c.administers)
    looks_after = select(account.c.email).where(administers).scalar_subquery()
    barred = exists(select(account.c.id).where(account.c.folded == folded, account.c.barred_at.is_not(None)))
    found: str | None = db.execute(select(func.coalesce(looks_after, carried)).where(not_(barred))).scalar()
    return found


# -- by letter --------------------------------------------------------
def ask_by_letter(db: Session, email: str, asking: Asking, write: Writer, *, at: datetime) -> None:
    """Note that a browser asks to come in, and post the letter that answers if this address is known."""
    if not keep_request(db, asking, hint=masked(email), now=at):
        return
    known = address_known(db, email)
    with db.begin_nested() as written:
        account = account_of(db, known or email, now=at)
        post(db, write(known or email, account, asking), now=at)
        note(db, INSTALLATION, "sent a way in", at=at, about=("account", str(account)))
        if known is None:
            written.rollback()
    ask_for(db, asking, account if known else None)


def refuse_too_many_letters(db: Session, email: str, caller: str, *, at: datetime) -> None:
    """A few from one place to one address; many to one address from everywhere, but one from each place always goes.

    So whoever fills somebody's letter box cannot keep them out: from where they are, they are written to.
    """
    folded = fold(email)
    ours = count(db, LETTERS_TO_ONE_FROM_HERE, folded, caller, now=at)
    everyones = count(db, LETTERS_TO_ONE, folded, now=at)
    here = count(db, LETTERS_FROM_HERE, caller, now=at)
    if ours.too_often or (everyones.too_often and ours.count > 1):
        until = ours.until if ours.too_often else everyones.until
        raise TooOften(
            "Letters to this address were asked for a few times just now. Those that come still work; "
            f"ask for another in {_minutes(until, at)}.",
            until=until,
        )
    if here.too_often:
        raise TooOften(
            f"Many letters were asked for from where you are just now. Ask again in {_minutes(here.until, at)}.",
            until=here.until,
        )


def _minutes(until: datetime, at: datetime) -> str:
    minutes = minutes_until(until, at)
    return "a minute" if minutes == 1 else f"{minutes} minutes"


# -- by a link, for whoever holds the machine --------------------------
def sign_in_token(db: Session, email: str, *, at: datetime, serves: str = "once") -> str:
    """A token for /sign-in/{token}. Refused for an address that nobody here carries."""
    if address_known(db, email) is None:
        raise NotFound(f"Nobody here has the address {email}.")
    return new_link(db, email, now=at, serves=serves)


def link_for(engine: Engine, email: str, *, serves: str = "once") -> str:
    """The whole address of a fresh sign-in link; one that serves a `demo` does so again and again."""
    with writing(engine) as db:
        token = sign_in_token(db, email, at=now(), serves=serves)
        account = ("account", str(account_of(db, email, now=now())))
        note(db, INSTALLATION, "made a sign-in link", at=now(), about=account)
    return f"{settings().base_url.rstrip('/')}/sign-in/{token}"


def note_coming_in(db: Session, account: int, how: str, *, at: datetime) -> None:
    """In the audit of the installation. `how` is one of a few words, never what let them in."""
    note(db, INSTALLATION, "signed in", at=at, by=By(account), said={"by": how})
