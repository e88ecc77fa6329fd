"""`World` does to the real outbox, record and worker what a schedule says, and tells the oracle of each step."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, func, insert, select
from sqlmodel import Session

from app.db import writing
from app.follow_ups.models import FollowUp
from app.letters.desk_of_post import DeskOfPost
from app.links.domain import MARK, whose
from app.mail import MailServer
from app.people.models import Membership, Person
from app.post.desk import Desk, Words
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.post.sending import Answer, NoServer
from app.post.worker import Postman
from app.record.amending import amend, table_of, tell
from app.record.reading import shelf
from app.series.models import Link, Thing
from tests.world.april import OUR_NAME
from tests.world.eight_weeks import ACTIONS, MEETINGS, PEOPLE, SEASONS, SERIES, ZONE
from tests.world.oracle import Oracle, Written

FOLLOWED = ("nudge", "offer", "ask", "catch_up", "handover", "thanks")


class Line:
    """Where a server takes letters; a schedule may let it say no."""

    broken = False

    def __init__(self, world: "World") -> None:
        self.world = world

    def hand_in(self, letter: OutboxLetter, _now: datetime, words: Words) -> Answer:
        if self.world.answers:
            answer = self.world.answers.pop()
            self.broken = True
            return Answer("refused", "No (550).") if answer == "550" else Answer("not now", "Later (451).")
        self.world.arrives(letter, words)
        return Answer("taken")

    def close(self) -> None:
        pass


class World:
    """The product's side of a schedule, and the oracle's, kept in step."""

    def __init__(self, engine: Engine, data: bytes, season: str, desk: Desk | None = None) -> None:
        begin, holidays = SEASONS[season]
        self.engine, self.desk = engine, desk or DeskOfPost()
        engine.raw_connection().driver_connection.deserialize(data)
        shelf.clear()
        self.now = datetime.combine(begin, time(9), ZONE).astimezone(UTC)
        self.oracle = Oracle.of(begin, holidays)
        self.written: dict[int, Written] = {}
        self.arrived: list[int] = []
        self.links: list[tuple[str, str]] = []
        self.answers: list[str] = []
        self.served = self.working = True
        self.postman = self._new_postman()
        self.ids = 0

    def _new_postman(self) -> Postman:
        server = MailServer("plain", "nowhere", 25)
        postman = Postman(self.engine, server, OUR_NAME, clock=lambda: self.now, desk=self.desk)
        postman._open = self._line
        return postman

    def _line(self, _server: MailServer) -> Line:
        if not self.served:
            raise NoServer("The mail server cannot be reached.")
        return Line(self)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    # -- time ------------------------------------------------------------------
    def passes(self, minutes: int) -> None:
        """The worker looks whenever something could be due; meetings begin when their hour has come."""
        until = self.now + timedelta(minutes=minutes)
        while True:
            self._hold_meetings()
            if self.working:
                self.postman.round()
            ahead = [m.begins for m in self.oracle.meetings.values() if not (m.held or m.cancelled)]
            if self.working and self.served:
                ahead += [self.postman.rests_until or until, *self._next_tries()]
            moments = [one for one in ahead if self.now < one <= until]
            if not moments:
                break
            self.now = min(moments).astimezone(UTC)
        self.now = until

    def _next_tries(self) -> list[datetime]:
        table = table_of(OutboxLetter)
        with Session(self.engine) as db:
            return [at for (at,) in db.execute(select(table.c.next_try_at).where(table.c.state == "queued"))]

    def _hold_meetings(self) -> None:
        for id_, meeting in self.oracle.meetings.items():
            if not meeting.held and not meeting.cancelled and meeting.begins <= self.now:
                self._tell("meeting", id_, "opened", by="delia")
                meeting.held = True

    # -- letters -----------------------------------------------------------------
    def letter(self, kind: str, person: str, thing: int, wait: int) -> None:
        """Somebody approved it, whatever the rules say: the worker alone stands between it and its reader."""
        meeting = MEETINGS[thing % 3]
        action = ACTIONS[thing % 5]
        if kind in ("nudge", "offer", "ask", "handover", "thanks"):
            person, slot, about = self.oracle.actions[action][0], action, (action, ACTIONS[(thing + 2) % 5])
            slot = f"{self.today}" if kind in ("nudge", "offer") else action
        elif kind == "my_link":
            slot, about = None, ()
        else:
            moved = f"@{self.oracle.meetings[meeting].day}T13:30" if kind == "moved" else ""
            slot, about = meeting + moved, (meeting,)
        if any((one.kind, one.person, one.slot) == (kind, person, slot) for one in self.written.values() if slot):
            return
        address, text = self.oracle.people[person].address, f"{kind}\nhttp://127.0.0.1:8000/part/{MARK}\n"
        with writing(self.engine) as db:
            planned = {"channel": "email", "said": "Words", "planned_for": self.today}
            contact = self._contact(db, kind, person, *about, **planned) if kind in FOLLOWED else None
            new = NewLetter(kind, address, f"A {kind}", text, in_series=SERIES, person=person, slot=slot, about=about)
            new = NewLetter(**vars(new) | {"follow_up": contact})
            number = post(db, new, now=self.now, not_before=self.now + timedelta(hours=wait))
        self.written[number] = Written(kind, person, address, slot, about, self.now)

    def _contact(self, db: Session, kind: str, person: str, *about: str, **more: Any) -> str:
        id_ = self._fresh("U")
        key = {"series_id": SERIES, "id": id_}
        register = key | {"folded": id_.lower(), "kind": "follow_up", "version": 1}
        db.execute(insert(table_of(Thing)).values(**register))
        contact = {"by": "delia", "with_person": person, "kind": kind, "n": self.ids}
        db.execute(insert(table_of(FollowUp)).values(**key, **contact, **more))
        for n, thing in enumerate(about, 1):
            link = {"series_id": SERIES, "thing_id": id_, "relation": "about", "n": n, "target": thing}
            db.execute(insert(table_of(Link)).values(**link))
        return id_

    def arrives(self, letter: OutboxLetter, words: Words) -> None:
        self.oracle.judge(self.written[letter.id or 0], self.now)
        self.arrived.append(letter.id or 0)
        self.links.append((words.text.rpartition("/part/")[2].strip(), letter.person or ""))

    # -- people and things ----------------------------------------------------------
    def acts(self, thing: int, event: str, to: int) -> None:
        id_ = ACTIONS[thing % 5]
        action, other = self.oracle.actions[id_], PEOPLE[to % 4]
        legal = {"done": "agreed", "reassigned": "agreed", "accepted": "asked", "declined": "asked", "reopened": "done"}
        legal |= {"let_go": "agreed", "asked": "agreed"}
        if action[1] != legal[event]:
            return
        more = {"to_person": other} if event in ("asked", "reassigned") else {}
        self._tell("action", id_, event, by=action[0], **more)
        action[0] = other if more else action[0]
        after = {"reassigned": "agreed", "accepted": "agreed", "declined": "proposed", "reopened": "agreed"}
        action[1] = after.get(event, event)

    def meeting(self, thing: int, event: str, days: int) -> None:
        id_ = MEETINGS[1 + thing % 2]
        meeting = self.oracle.meetings[id_]
        to = max(meeting.day, self.today) + timedelta(days=days)
        if meeting.held or meeting.cancelled:
            return
        self._tell("meeting", id_, event, by="delia", **({"to_day": to} if event == "moved" else {}))
        if event == "moved":
            meeting.day, meeting.moved_at = to, self.now
        else:
            meeting.cancelled = True

    def person(self, who: int, what: str, days: int) -> None:
        id_ = PEOPLE[who % 4]
        someone = self.oracle.people[id_]
        key, until = {"series_id": SERIES, "id": id_}, self.today + timedelta(days=days)
        with writing(self.engine) as db:
            if what == "leaves" and someone.left is None:
                hat = {"series_id": SERIES, "person": id_, "n": 1}
                amend(db, Membership, hat, {"to_day": self.today})
                someone.left = self.today
            elif what == "peace":
                amend(db, Person, key, {"quiet_until": until})
                someone.peace = until
            elif what == "moves house":
                someone.address = f"{id_}.{self._fresh('')}@example.org"
                amend(db, Person, key, {"email": someone.address})
            elif what == "is rung":
                self._contact(db, "nudge", id_, channel="phone", said="Hello", on=self.today)
                someone.rung.append(self.today)
            elif what in ("phone", "email", "no_messages", "post"):
                amend(db, Person, key, {"prefers": what})
                someone.prefers = what

    def worker(self, works: bool) -> None:
        """A worker that begins again is another."""
        self.working = works
        self.postman = self._new_postman()

    def server(self, is_there: bool) -> None:
        self.served = is_there

    def says(self, answer: str) -> None:
        self.answers.append(answer)

    def _tell(self, kind: str, id_: str, event: str, **more) -> None:
        with writing(self.engine) as db:
            told = {"on": self.today, "via": "email", "recorded_at": self.now}
            tell(db, SERIES, kind, id_, event=event, **told, **more)

    def _fresh(self, stem: str) -> str:
        self.ids += 1
        return f"{stem}{self.ids}"

    # -- afterwards -------------------------------------------------------------------
    def ends(self) -> None:
        """With a server and a worker everything comes to an end; none is lost, none went twice, contacts are noted."""
        self.served = self.working = True
        self.answers.clear()
        self.passes(60 * 24 * 45)
        table = table_of(OutboxLetter)
        with Session(self.engine) as db:
            rows = db.execute(select(table)).all()
            contacts = {row.id: row for row in db.execute(select(table_of(FollowUp)))}
            assert {row.id: row.state for row in rows if row.state not in ("sent", "dropped", "failed")} == {}
            assert sorted(row.id for row in rows) == sorted(self.written)
            assert sorted(row.id for row in rows if row.state == "sent") == sorted(self.arrived)
            for row in rows:
                contact = contacts.get(row.follow_up)
                if contact is not None:
                    sent_on = row.sent_at.astimezone(ZONE).date() if row.sent_at else None
                    assert (contact.on, contact.not_needed_on is not None) == (sent_on, row.state == "dropped")
                assert row.trouble or row.state == "sent"
            for token, person in self.links:
                assert (found := whose(db, token)) is not None
                assert (found.series_id, found.person) == (SERIES, person)
            assert db.execute(select(func.count()).select_from(table)).scalar_one() == len(self.written)
