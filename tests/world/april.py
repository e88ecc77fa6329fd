"""Between two meetings: the Beston inquiry as it stood on the morning of 11 April 2018, and nothing said later.

Delia presses send, people say how things go, the clock moves, and a worker of the installation sends what is due.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlmodel import Session

from app.accounts.domain import account_of
from app.db import writing
from app.installation import vault
from app.keeping.draft import Draft
from app.letters.again import then_now
from app.letters.approving import send
from app.letters.desk_of_post import DeskOfPost
from app.letters.looking import Due
from app.mail import MailServer, Sender
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.post.worker import Postman
from app.record.acting import Said
from app.record.reading import Record, read_record
from app.series_file import importing
from tests.world.beston import A_WEEK_BEFORE_MEETING_4, EXAMPLES
from tests.world.mail import PostOffice

LONDON = ZoneInfo("Europe/London")
THAT_DAY = date(2018, 4, 11)
OUR_NAME = Sender("Beston", "no-reply@beston.example")
Stand = Callable[[str], None]


def bring_in_april(engine: Engine) -> None:
    taken = importing.prepare((EXAMPLES / "beston.yaml").read_bytes(), last_day=THAT_DAY)
    importing.take_in(engine, vault(), taken)


def moment(text: str) -> datetime:
    """Of the place: `moment("2018-04-11T09:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@dataclass
class April:
    """The inquiry in a database. `stand` tells the whole program what time it is."""

    engine: Engine
    stand: Stand
    now: datetime = field(default_factory=lambda: datetime.fromisoformat(A_WEEK_BEFORE_MEETING_4))
    series_id: int = 1

    # -- time --------------------------------------------------------------
    def clock(self) -> datetime:
        return self.now

    def move(self, to: str | datetime | timedelta) -> None:
        """To a moment of the place, or by a while."""
        self.now = moment(to) if isinstance(to, str) else self.now + to if isinstance(to, timedelta) else to
        self.stand(self.now.isoformat())

    # -- what organisers and people do -------------------------------------
    def said(self, db: Session, person: str = "delia") -> Said:
        account = account_of(db, f"{person}@example.org", now=self.now)
        return Said(account, person, self.now.astimezone(LONDON).date(), self.now)

    def send(self, kind: str, person: str, slot: str, *about: str, **more: Any) -> int:
        """Delia presses send; the number of the letter. NotAllowedNow where a rule stops her."""
        with writing(self.engine) as db:
            at = then_now(db, self.series_id, self.now)
            by = self.said(db)
            send(db, at, Due(kind, person, slot, about, ""), words=more.pop("words", None), by=by, now=self.now, **more)
            return db.execute(select(OutboxLetter.id).order_by(OutboxLetter.id.desc())).scalars().first()

    def put_in(self, kind: str, person: str, slot: str | None = None, **more: Any) -> int:
        """A letter that nobody judged when it was written."""
        given = {"to_address": self.record.people[person].email, "subject": f"A {kind}", "text": "Hello.\n"}
        whose = {"in_series": self.series_id, "person": person, "slot": slot}
        with writing(self.engine) as db:
            return post(db, NewLetter(kind=kind, **given | whose | more), now=self.now)

    def change(self, what: Callable[[Draft], Any]) -> None:
        """What a form would do: `april.change(lambda draft: draft.change(("people", "it"), {...}))`."""
        with writing(self.engine) as db:
            draft = Draft(read_record(db, self.series_id))
            what(draft)
            draft.write(db, self.said(db, "jo"))

    def tell(self, kind: str, thing: str, event: str, by: str = "jo", **more: Any) -> None:
        told = {"on": self.now.astimezone(LONDON).date().isoformat(), "event": event, "by": by, "via": "email"} | more
        self.change(lambda draft: draft.tell((kind, thing), told))

    # -- what comes of it ----------------------------------------------------
    def worker(self, office: PostOffice | None, **more: Any) -> Postman:
        server = MailServer("plain", "localhost", office.port) if office else None
        return Postman(self.engine, server, OUR_NAME, clock=self.clock, desk=DeskOfPost(), patience=5, **more)

    @property
    def record(self) -> Record:
        with Session(self.engine) as db:
            return read_record(db, self.series_id)

    def letter(self, number: int) -> OutboxLetter:
        with Session(self.engine) as db:
            return db.get_one(OutboxLetter, number)

    def contact(self, number: int) -> Any:
        """The follow-up that a letter is."""
        return self.record.follow_ups[self.letter(number).follow_up or ""]
