"""A made-up series over eight weeks, to which anything may happen while letters wait, and what may go out of it.

`World` does to the real outbox, record and worker what a schedule says. `Oracle` keeps its own plain notes of the same
and judges each letter as it is handed in, by the rules of docs/domain.md written out once more: it asks nothing of the
code that it judges.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, insert, select
from sqlmodel import Session

from app import tables
from app.db import make_engine, writing
from app.follow_ups.models import FollowUp
from app.letters.desk_of_post import DeskOfPost
from app.links.domain import MARK, whose
from app.mail import MailServer, Sender
from app.people.models import Membership, Person
from app.post.desk import Desk, Words
from app.post.domain import NewLetter, post
from app.post.models import OutboxLetter
from app.post.sending import Answer, NoServer
from app.post.worker import Postman
from app.record.amending import amend, table_of, tell
from app.record.reading import shelf
from app.series.models import Link, Thing
from app.series_file.storing import store
from app.stories.vault import Vault

ZONE = ZoneInfo("Europe/London")
SERIES = 1
PEOPLE = ("ann", "bob", "cat", "dan")
ACTIONS = ("A01", "A02", "A03", "A04", "A05")
MEETINGS = ("M1", "M2", "M3")
ON = dict(zip(MEETINGS, (-12, 16, 37), strict=True))  # days from the beginning
UNASKED = ("nudge", "offer", "ask", "catch_up", "handover", "welcome")
OF_A_MEETING = ("invitation", "recap", "moved", "cancelled")
KINDS = (*UNASKED, *OF_A_MEETING, "record", "thanks", "my_link")
SEASONS = {  # a Monday to begin on, and the public holidays of Scotland from there on, by hand
    "spring": (date(2018, 3, 26), {date(2018, 3, 30), date(2018, 5, 7)}),
    "autumn": (date(2018, 10, 22), {date(2018, 11, 30)}),  # the clocks change on 28 October
    "winter": (date(2018, 12, 10), {date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1), date(2019, 1, 2)}),
}


# -- the series -----------------------------------------------------------
def made(begin: date, zone: str = str(ZONE)) -> dict:
    """One meeting a fortnight ago, two to come; each of four people leads something, and one thing is asked."""

    def day(n: int) -> str:
        return (begin + timedelta(days=n)).isoformat()

    def person(id_: str, role: str) -> dict:
        hat = {"organisation": "here", "role": role, "from": day(-60)}
        return {"id": id_, "name": id_.title(), "email": f"{id_}@example.org", "memberships": [hat]}

    def action(id_: str, lead: str, *events: dict) -> dict:
        given = {"id": id_, "text": f"Do {id_}", "lead": lead, "meeting": "M1"}
        return given | ({"history": list(events)} if events else {})

    def meeting(n: int, on: int, *events: str) -> dict:
        told = [{"on": day(on), "event": event, "by": "delia"} for event in events]
        hours = {"date": day(on), "start": "13:30", "end": "16:30", "purpose": "Go on."}
        if told:
            there = [{"person": id_, "state": "present"} for id_ in ("delia", *PEOPLE)]
            hours |= {"history": told, "attendance": there}
        return {"id": f"M{n}", "number": n, "title": f"Meeting {n}"} | hours

    return {
        "format": "beston-series/1",
        "series": {"id": "made", "title": "The Made inquiry", "place": "Here", "people_served": "all of us"}
        | {"meetings_planned": 3, "interval": "monthly", "meeting_minutes": 180, "time_zone": zone}
        | {"language": "en-GB"},
        "organisations": [{"id": "here", "name": "Here", "sector": "other"}],
        "people": [
            person("jo", "facilitator"),
            person("delia", "integration_manager"),
            *(person(id_, "participant") for id_ in PEOPLE),
        ],
        "meetings": [meeting(1, -12, "opened", "closed"), meeting(2, 16), meeting(3, 37)],
        "actions": [
            action("A01", "ann"),
            action("A02", "bob"),
            action("A03", "cat", {"on": day(-12), "event": "asked", "by": "delia", "to": "cat"}),
            action("A04", "dan"),
            action("A05", "ann"),
        ],
    }


def template(begin: date, vault: Vault, zone: str = str(ZONE)) -> bytes:
    """A database with nothing but this series in it, to be copied."""
    engine = make_engine("sqlite://")
    tables.metadata.create_all(engine)
    with Session(engine) as db, db.begin():
        assert store(db, made(begin, zone), "made", vault) == SERIES
    data = engine.raw_connection().driver_connection.serialize()
    engine.dispose()
    return data


# -- what may go out of it ---------------------------------------------------
@dataclass
class Meeting:
    day: date
    cancelled: bool = False
    held: bool = False
    moved_at: datetime | None = None

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, time(13, 30), ZONE)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.day, time(16, 30), ZONE)


@dataclass
class Someone:
    address: str
    left: date | None = None
    prefers: str = ""
    peace: date | None = None
    rung: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """A letter as it was put in the post."""

    kind: str
    person: str
    address: str
    slot: str | None
    about: tuple[str, ...]
    at: datetime


@dataclass
class Oracle:
    holidays: set[date]
    people: dict[str, Someone]
    actions: dict[str, list[str]]  # by id: its lead, and how it stands
    meetings: dict[str, Meeting]
    gone: list[tuple[Written, date]] = field(default_factory=list)

    @classmethod
    def of(cls, begin: date, holidays: set[date]) -> "Oracle":
        leads = {"A01": "ann", "A02": "bob", "A03": "cat", "A04": "dan", "A05": "ann"}
        return cls(
            holidays,
            {id_: Someone(f"{id_}@example.org") for id_ in PEOPLE},
            {id_: [lead, "asked" if id_ == "A03" else "agreed"] for id_, lead in leads.items()},
            {
                id_: Meeting(begin + timedelta(days=n), held=n < 0)
                for id_, n in zip(MEETINGS, (-12, 16, 37), strict=True)
            },
        )

    def judge(self, letter: Written, now: datetime) -> None:
        """Notes the letter as gone, or raises AssertionError with the rule that it breaks."""
        here = now.astimezone(ZONE)
        self._judge_person(letter, here.date())
        self._judge_about(letter, here)
        if letter.kind not in ("moved", "cancelled", "my_link"):
            self._judge_hours(letter.kind, here)
        if letter.kind in UNASKED:
            self._judge_how_often(letter, here.date())
        self.gone.append((letter, here.date()))

    def _judge_person(self, letter: Written, day: date) -> None:
        someone = self.people[letter.person]
        assert letter.address == someone.address, "an address that is not theirs any more"
        if letter.kind == "my_link":
            return
        assert someone.left is None or day <= someone.left, "somebody who has left"
        assert someone.prefers not in ("phone", "no_messages"), "somebody who wants no letters"
        if letter.kind not in ("moved", "cancelled"):
            assert someone.peace is None or day >= someone.peace, "somebody who asked for peace"

    def _judge_about(self, letter: Written, here: datetime) -> None:
        wanted = {"nudge": ("agreed", "asked"), "offer": ("agreed", "asked"), "thanks": ("done",)}
        wanted |= dict.fromkeys(("ask", "handover"), ("asked",))
        if letter.kind in wanted:
            mine = [self.actions[id_] for id_ in letter.about]
            assert any(lead == letter.person and stands in wanted[letter.kind] for lead, stands in mine), "settled"
        if letter.kind in OF_A_MEETING:
            meeting = self.meetings[(letter.slot or "").partition("@")[0]]
            assert meeting.cancelled == (letter.kind == "cancelled"), "a meeting that was called off"
            if letter.kind != "cancelled":
                assert not meeting.held, "a meeting that has begun"
                assert here < meeting.begins, "a meeting whose hour has come"
                assert meeting.moved_at is None or meeting.moved_at <= letter.at, "a meeting that has moved"

    def _judge_hours(self, kind: str, here: datetime) -> None:
        assert here.weekday() < 5, "a weekend"
        assert here.date() not in self.holidays, "a holiday"
        closes = time(12) if here.weekday() == 4 else time(17)
        assert time(8, 30) <= here.time() < closes, "an odd hour"
        if kind in ("record", "thanks"):
            return
        for meeting in self.meetings.values():
            if meeting.cancelled:
                continue
            assert not meeting.begins - timedelta(hours=24) < here <= meeting.ends, "the eve of a meeting"
            if here > meeting.ends:
                assert self._working_days(meeting.day, here.date()) > 2, "just after a meeting"

    def _judge_how_often(self, letter: Written, day: date) -> None:
        theirs = [(other, on) for other, on in self.gone if other.person == letter.person and other.kind in UNASKED]
        assert all(self._working_days(on, day) >= 5 for _, on in theirs), "twice in five working days"
        held = max(m.day for m in self.meetings.values() if m.held)
        assert sum(on > held for _, on in theirs) < 2, "a third time between two meetings"
        if letter.kind in ("nudge", "offer"):
            rung = self.people[letter.person].rung
            assert all(self._working_days(on, day) >= 5 for on in rung), "just after a call"
        if letter.kind == "nudge":
            nudges = [other for other, _ in theirs if other.kind == "nudge"]
            assert all(sum(id_ in one.about for one in nudges) < 2 for id_ in letter.about), "a third nudge"

    def _working_days(self, after: date, until: date) -> int:
        days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(day.weekday() < 5 and day not in self.holidays for day in days)


# -- what happens -----------------------------------------------------------
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
        server, sender = MailServer("plain", "nowhere", 25), Sender("Beston", "no-reply@beston.example")
        postman = Postman(self.engine, server, sender, clock=lambda: self.now, desk=self.desk)
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
            contact = self._plan(db, kind, person, about) if kind in FOLLOWED else None
            new = NewLetter(kind, address, f"A {kind}", text, in_series=SERIES, person=person, slot=slot, about=about)
            new = NewLetter(**vars(new) | {"follow_up": contact})
            number = post(db, new, now=self.now, not_before=self.now + timedelta(hours=wait))
        self.written[number] = Written(kind, person, address, slot, about, self.now)

    def _plan(self, db: Session, kind: str, person: str, about: tuple[str, ...]) -> str:
        id_ = self._fresh("U")
        key = {"series_id": SERIES, "id": id_}
        register = key | {"folded": id_.lower(), "kind": "follow_up", "version": 1}
        db.execute(insert(table_of(Thing)).values(**register))
        contact = {"by": "delia", "with_person": person, "kind": kind, "channel": "email", "said": "Words"}
        db.execute(insert(table_of(FollowUp)).values(**key, **contact, planned_for=self.today, n=self.ids))
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
                id_of_call = self._fresh("U")
                register = {"series_id": SERIES, "id": id_of_call, "folded": id_of_call.lower(), "kind": "follow_up"}
                db.execute(insert(table_of(Thing)).values(**register, version=1))
                call = {"by": "delia", "with_person": id_, "kind": "nudge", "channel": "phone", "said": "Hello"}
                row = {"series_id": SERIES, "id": id_of_call, "on": self.today, "n": self.ids}
                db.execute(insert(table_of(FollowUp)).values(**row, **call))
                someone.rung.append(self.today)
            elif what in ("phone", "email", "no_messages"):
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


FOLLOWED = ("nudge", "offer", "ask", "catch_up", "handover", "thanks")
