"""What may go out of the made-up series of eight_weeks.py, and when.

`Oracle` keeps its own plain notes of what happens and judges each letter as it is handed in, by the rules of
docs/domain.md written out once more: it asks nothing of the code that it judges.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.world.eight_weeks import ON, PEOPLE, ZONE

UNASKED = ("nudge", "offer", "ask", "handover", "welcome")
OF_ONE_THAT_WAS = ("record", "catch_up")  # tells what came of it, and asks nothing
OF_A_MEETING = ("invitation", "recap", "moved", "cancelled")
KINDS = (*UNASKED, *OF_A_MEETING, *OF_ONE_THAT_WAS, "thanks", "my_link")


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
            {id_: Meeting(begin + timedelta(days=n), held=n < 0) for id_, n in ON.items()},
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
        assert someone.prefers not in ("phone", "no_messages", "post"), "somebody who wants no letters"
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
        if kind in (*OF_ONE_THAT_WAS, "thanks"):
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
