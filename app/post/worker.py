"""The worker: looks every second for letters that are due, and hands them in one at a time.

Several may run on PostgreSQL; on SQLite one does, and a second is harmless. While no server can be reached every letter
keeps its place, and the worker tries again after a pause that grows; nothing is given up on for that.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Event

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.accounts.domain import clear_old
from app.accounts.facts import recall, remember
from app.clock import now as this_moment
from app.db import reading, writing
from app.mail import MailServer, Sender
from app.post import outbox
from app.post.desk import Desk, Plain
from app.post.models import OutboxLetter
from app.post.outbox import InHand
from app.post.sending import PATIENCE, Answer, Line, NoServer
from app.settings import settings

EVERY = 1.0  # seconds between two looks
LONGEST_REST = timedelta(minutes=5)  # so that whoever wants to come in need not wait long once a server is back
DAILY = timedelta(days=1)
SEEN, SEEN_EVERY = "worker_seen", timedelta(minutes=1)
TROUBLE = "post_trouble"  # why no letter can be handed in, while it is so
GONE = timedelta(minutes=3)  # not seen for so long, a worker is not there
Daily = Callable[[Engine, datetime], None]
log = structlog.get_logger()


def work(engine: Engine, stop: Event, daily: Daily, desk: Desk | None = None) -> None:
    """Send what is due until told to stop; the letter in hand is finished. What goes wrong ends nothing.

    `daily` is what else this installation has done once a day, and once at the start; `desk` is asked about letters of
    a series.
    """
    postman = Postman(engine, settings().mail_server, settings().sender, stop=stop, daily=daily, desk=desk)
    while not stop.is_set():
        try:
            postman.round()
        except Exception as wrong:  # noqa: BLE001 - whatever it is
            outbox.put_in_log("the post could not be looked through", wrong)
            stop.wait(5 * EVERY)
        stop.wait(EVERY)


def work_until_told(engine: Engine, daily: Daily, desk: Desk | None = None) -> None:
    """As `beston worker`: SIGTERM or SIGINT ends it, after the letter in hand."""
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    work(engine, stop, daily, desk)


class Postman:
    """One worker. `clock` says what time it is; a test may hand in its own."""

    def __init__(
        self,
        engine: Engine,
        server: MailServer | None,
        sender: Sender,
        *,
        clock: Callable[[], datetime] = this_moment,
        patience: float = PATIENCE,
        stop: Event | None = None,
        daily: Daily = lambda _engine, _now: None,
        desk: Desk | None = None,
    ) -> None:
        self.engine, self.server, self.sender = engine, server, sender
        self.clock, self.patience, self.stop = clock, patience, stop or Event()
        self.name = f"{socket.gethostname()[:20]}:{os.getpid()}:{token_hex(3)}"
        self.daily, self.desk = daily, desk or Plain()
        self.vain = 0  # how often in a row there was no server
        self.told_of_trouble = True  # perhaps, by whoever worked before
        self.rests_until: datetime | None = None
        self.seen: datetime | None = None
        self.tidied: datetime | None = None

    def round(self) -> None:
        """Look once: tidy up, and hand in whatever is due."""
        now = self.clock()
        self._be_seen(now)
        self._let_go(now)
        if self.server is None or (self.rests_until is not None and now < self.rests_until):
            return
        self._hand_in_what_is_due(self.server)

    def _hand_in_what_is_due(self, server: MailServer) -> None:
        """Over one line for as long as it holds."""
        line: Line | None = None
        try:
            while (in_hand := self._next()) is not None:
                try:
                    line = line if line and not line.broken else self._open(server)
                    self._hand_in(line, in_hand)
                except NoServer as why:
                    self._rest(in_hand.letter, str(why))
                    return
                if line.broken:
                    line.close()
        finally:
            if line is not None:
                line.close()

    def _open(self, server: MailServer) -> Line:
        return Line.to(server, self.sender, self.patience)

    def _next(self) -> InHand | None:
        """The next letter that may go, while there is one and nobody has said stop."""
        while not self.stop.is_set():
            now = self.clock()
            with reading(self.engine) as db:
                due = outbox.look_ahead(db, now, self.desk)
            if not due:
                return None
            with writing(self.engine) as db:
                found = outbox.take_in_hand(db, now, self.name, self.desk)
            if found != "looked at":
                return found
        return None

    def _hand_in(self, line: Line, in_hand: InHand) -> None:
        letter = in_hand.letter
        answer = line.hand_in(letter, self.clock(), in_hand.words)
        self._settle(letter, answer)
        self.vain, self.rests_until = 0, None
        log.info("letter", id=letter.id, kind=letter.kind, answer=answer.is_, words=answer.words)

    def _settle(self, letter: OutboxLetter, answer: Answer) -> None:
        """Put the outcome on disk; a database that is away for a moment is waited for, or the letter would go again."""
        for last in (False, False, True):
            try:
                with writing(self.engine) as db:
                    outbox.settle(db, letter, answer, self.clock(), self.desk)
                    if self.told_of_trouble:
                        remember(db, TROUBLE, "", at=self.clock())
                self.told_of_trouble = False
                return
            except OperationalError:
                if last:
                    raise
                time.sleep(EVERY)

    def _rest(self, letter: OutboxLetter, why: str) -> None:
        self.vain += 1
        self.rests_until = self.clock() + min(outbox.pause(self.vain), LONGEST_REST)
        with writing(self.engine) as db:
            outbox.put_back(db, letter, why)
            remember(db, TROUBLE, why, at=self.clock())
        self.told_of_trouble = True
        log.warning("no mail server", why=why, again=self.rests_until.isoformat())

    # -- what else has to be done -------------------------------------
    def _be_seen(self, now: datetime) -> None:
        if self.seen is None or now - self.seen >= SEEN_EVERY:
            with writing(self.engine) as db:
                remember(db, SEEN, "", at=now)
            self.seen = now

    def _let_go(self, now: datetime) -> None:
        """What has had its time; once a day, what is old."""
        with reading(self.engine) as db:
            expired = outbox.any_expired(db, now)
        if expired:
            with writing(self.engine) as db:
                outbox.let_expired_go(db, now, self.desk)
        if self.tidied is None or now - self.tidied >= DAILY:
            with writing(self.engine) as db:
                outbox.forget_old_words(db, now)
                clear_old(db, now=now)
            self.tidied = now
            self.daily(self.engine, now)


def seen_lately(engine: Engine, now: datetime) -> bool:
    """Whether some worker is there."""
    with reading(engine) as db:
        found = recall(db, SEEN)
    return found is not None and now - found[1] < GONE
