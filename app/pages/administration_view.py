"""What the pages of whoever looks after the installation show: names, days, addresses, numbers, and no story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, distinct, func, select
from sqlmodel import Session

from app.accounts.facts import recall
from app.accounts.models import Account, WebSession
from app.accounts.rows import table_of
from app.audit.domain import INSTALLATION
from app.audit.models import AuditEntry
from app.audit.saying import FACT, WHOLE
from app.meetings.models import Meeting
from app.pages.administration_settings import Setting
from app.people.models import Person
from app.post.models import OutboxLetter
from app.record.feeds import feeds_by_address, how_many_out
from app.series.models import Series
from app.words import ago, count, full_day, sentence

A_PAGE = 50
BACKED_UP = "backed_up"
BACKUP_AFTER = timedelta(days=7)
AUDIT_AFTER = timedelta(days=30)
WAITS = timedelta(minutes=15)
LATEST = 30
BY_ITSELF = {"sent a way in": "Beston"}
INSTALLATION_WORDS = {"began": "began this installation", "barred": "kept out"}
LETTERS = {
    "queued": "Waiting to go",
    "sent": "Sent",
    "failed": "Could not be sent",
    "bounced": "Came back",
    "held": "Held back",
    "dropped": "Not needed any more",
}


# -- what needs looking at --------------------------------------------
@dataclass(frozen=True)
class Need:
    """Something to look at: what, and what to do about it. `to` is a part of the page, or a page by its route."""

    what: str
    do: str
    to: str = ""


@dataclass(frozen=True)
class Installation:
    """What an overview is made from."""

    accounts: int
    administrators: int
    barred: int
    calendars: int
    letters: dict[str, int]
    waiting: bool
    backed_up: datetime | None
    verified: tuple[str, datetime] | None
    series: list[tuple[str, str]]

    @property
    def letters_in_words(self) -> list[tuple[str, int]]:
        return [(said, self.letters[state]) for state, said in LETTERS.items() if state in self.letters]


def installation(db: Session, now: datetime) -> Installation:
    account, backed_up = table_of(Account), recall(db, BACKED_UP)
    every, administer, kept_out = db.execute(
        select(func.count(), _how_many(account.c.administers), _how_many(account.c.barred_at.is_not(None))).select_from(
            account
        )
    ).one()
    return Installation(
        accounts=every,
        administrators=administer,
        barred=kept_out,
        calendars=how_many_out(db),
        letters=_letters(db),
        waiting=_waiting(db, now),
        backed_up=backed_up[1] if backed_up else None,
        verified=recall(db, FACT),
        series=all_series(db),
    )


def needs(found: Installation, settings: list[Setting], mail: bool, now: datetime) -> Iterator[Need]:
    """What is worth looking at first, the most pressing first."""
    yield from _audit(found.verified, now)
    if failed := found.letters.get("failed", 0):
        what = f"{sentence(count(failed, 'letter'))} could not be sent."
        yield Need(what, "See what the server said, and send them again.", "letters_of_installation")
    if mail and found.waiting:
        yield Need(
            "Letters have been waiting for a while.", "Is a worker at work? Type: beston worker --check", "letters"
        )
    yield from _backup(found.backed_up, now)
    if not mail:
        what = "No mail server is set, so letters are kept here and go nowhere."
        yield Need(what, "Set BESTON_SMTP_URL. Until then you can read them and pass ways in on.", "settings")
    for setting in settings:
        if setting.unsafe:
            yield Need(f"{setting.name} could be safer.", f"{sentence(setting.unsafe)}.", "settings")
    if found.administrators < 2:
        yield Need(
            "Nobody but you looks after this installation.", "Let a second person do so too.", "administration_people"
        )


def _audit(verified: tuple[str, datetime] | None, now: datetime) -> Iterator[Need]:
    do = "Type: beston verify-audit"
    if verified is None:
        yield Need("Nobody has looked yet whether the audit is whole.", do, "kept")
    elif verified[0] != WHOLE:
        yield Need(f"The audit is not whole: {verified[0]}.", f"{do}. Somebody has written to the database.", "kept")
    elif now - verified[1] > AUDIT_AFTER:
        yield Need(f"The audit was last found whole {ago(verified[1], now)}.", do, "kept")


def _backup(backed_up: datetime | None, now: datetime) -> Iterator[Need]:
    if backed_up is None:
        yield Need("There is no copy of what is kept here.", "See below what to type.", "kept")
    elif now - backed_up > BACKUP_AFTER:
        yield Need(f"The last copy was made {ago(backed_up, now)}.", "See below what to type.", "kept")


def _how_many(which: ColumnElement[bool]) -> Any:
    return func.count().filter(which)


def _letters(db: Session) -> dict[str, int]:
    letter = table_of(OutboxLetter)
    return {row[0]: row[1] for row in db.execute(select(letter.c.state, func.count()).group_by(letter.c.state))}


def _waiting(db: Session, now: datetime) -> bool:
    letter = table_of(OutboxLetter)
    due = (letter.c.state == "queued") & (letter.c.next_try_at < now - WAITS) & (letter.c.tries == 0)
    return db.execute(select(letter.c.id).where(due).limit(1)).first() is not None


def all_series(db: Session) -> list[tuple[str, str]]:
    """Names and days of every series, and nothing that was said in them."""
    series, meeting = table_of(Series), table_of(Meeting)
    asked = select(series.c.id, series.c.title, meeting.c.date)
    asked = asked.join_from(series, meeting, meeting.c.series_id == series.c.id, isouter=True)
    found: dict[int, tuple[str, list[str]]] = {}
    for id_, title, day in db.execute(asked.order_by(series.c.title, series.c.id, meeting.c.number)):
        found.setdefault(id_, (title, []))[1].extend([full_day(day)] if day else [])
    return [(title, ", ".join(days)) for title, days in found.values()]


# -- people and access -------------------------------------------------
@dataclass(frozen=True)
class Someone:
    id: int
    email: str
    since: str
    seen: str
    browsers: int
    series: int
    calendars: int
    administers: bool
    second_factor: bool
    barred: str
    me: bool

    @property
    def acts(self) -> list[tuple[str, str]]:
        """What can be done about them: its name, and the words on its button."""
        if self.me:
            return []
        found = [("end_sessions", "Sign out everywhere")] if self.browsers else []
        if self.barred:
            return [*found, ("let_in", "Let in again")]
        role = ("unmake", "No longer administrator") if self.administers else ("make", "Make administrator")
        return [*found, role, ("bar", "Keep out")]


@dataclass(frozen=True)
class People:
    people: list[Someone]
    more: int | None
    found: int


def people(db: Session, me: int, asked: str, page: int, now: datetime) -> People:
    """The accounts whose address has these letters in it, fifty to a page, administrators first."""
    account, session, person = table_of(Account), table_of(WebSession), table_of(Person)
    seen = select(session.c.account_id, func.max(session.c.seen_at).label("seen")).group_by(session.c.account_id)
    running = session.c.ended_at.is_(None) & (session.c.expires_at > now)
    open_ = select(session.c.account_id, func.count().label("browsers")).where(running).group_by(session.c.account_id)
    seats = select(person.c.email_folded, func.count(distinct(person.c.series_id)).label("series"))
    s, o, p = seen.subquery(), open_.subquery(), seats.group_by(person.c.email_folded).subquery()
    f = feeds_by_address().subquery()
    rows = (
        select(account, s.c.seen, o.c.browsers, p.c.series, f.c.calendars)
        .join_from(account, s, s.c.account_id == account.c.id, isouter=True)
        .join(o, o.c.account_id == account.c.id, isouter=True)
        .join(p, p.c.email_folded == account.c.folded, isouter=True)
        .join(f, f.c.email_folded == account.c.folded, isouter=True)
        .where(account.c.folded.contains(asked.strip().casefold(), autoescape=True))
    )
    how_many = db.execute(select(func.count()).select_from(rows.subquery())).scalar_one()
    order = (account.c.administers.desc(), account.c.folded)
    shown = db.execute(rows.order_by(*order).offset((page - 1) * A_PAGE).limit(A_PAGE)).all()
    more = page + 1 if how_many > page * A_PAGE else None
    return People([_person(row, me, now) for row in shown], more, how_many)


def _person(row: Row[Any], me: int, now: datetime) -> Someone:
    return Someone(
        row.id,
        row.email,
        full_day(row.created_at.date()),
        ago(row.seen, now) if row.seen else "",
        row.browsers or 0,
        row.series or 0,
        row.calendars or 0,
        bool(row.administers),
        row.second_factor is not None,
        full_day(row.barred_at.date()) if row.barred_at else "",
        row.id == me,
    )


def latest(db: Session) -> list[tuple[str, str, str, str]]:
    """What was done in the installation last: when, by whom, what, to whom."""
    entry, account = table_of(AuditEntry), table_of(Account)
    rows = db.execute(select(entry).where(entry.c.chain == INSTALLATION).order_by(entry.c.n.desc()).limit(LATEST)).all()
    about = {row.n: int(row.thing) for row in rows if row.kind == "account" and row.thing and row.thing.isdecimal()}
    ids = {row.account_id for row in rows} | set(about.values())
    emails = {row.id: row.email for row in db.execute(select(account).where(account.c.id.in_(ids - {None})))}
    return [
        (
            f"{full_day(row.at.date())}, {row.at:%H.%M} UTC",
            emails.get(row.account_id, "") if row.account_id else BY_ITSELF.get(row.verb, "Whoever holds the machine"),
            INSTALLATION_WORDS.get(row.verb, row.verb.replace("_", " ")),
            emails.get(about.get(row.n, 0), ""),
        )
        for row in rows
    ]
