"""The people, organisations and meetings of a made-up series: who is a member when, which meeting is on which day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.series_file.made_texts import Texts

Node = dict[str, Any]

SECTORS = ("hscp", "nhs", "general_practice", "council", "third_sector", "housing", "lived_experience", "other")
ROLES = ("participant", "participant", "participant", "sponsor", "lived_experience", "integration_manager")
CHANNELS = ("email", "text", "phone", "in_person", "video", "post")
ZONES = ("Europe/London", "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "Australia/Lord_Howe")


@dataclass
class Meeting:
    """A meeting of the made-up series. `day` is its last day, `first` the day first set."""

    item: Node
    first: str
    day: str
    held: bool = False
    cancelled: bool = False
    moved: bool = False


@dataclass
class People:
    """Draws people and meetings; the rest of the series asks it who may do what on which day."""

    rng: Random
    texts: Texts
    size: Any
    start: date = field(init=False)
    organisations: list[Node] = field(init=False)
    people: list[Node] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    _members: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.start = date(2000, 1, 1) + timedelta(days=self.rng.randrange(30000))
        self.organisations = [self._organisation(n) for n in range(1, 2 + min(39, self.size.rest))]
        self._set_meetings()
        self._gather()

    # What the others ask

    def day(self, days: int) -> str:
        return (self.start + timedelta(days=days)).isoformat()

    def later(self, day: str, most: int = 20, least: int = 0) -> str:
        return (date.fromisoformat(day) + timedelta(days=self.rng.randint(least, most))).isoformat()

    def anybody(self) -> str:
        return str(self.rng.choice(self.people)["id"])

    def members(self, *days: str, but: str | None = None) -> list[str]:
        """Everybody with a membership (not in the role `but`) on each of these days."""
        found = [self._members.get((day, but)) or self._members_on(day, but) for day in days]
        return [name for name in found[0] if all(name in names for names in found)]

    def _members_on(self, day: str, but: str | None) -> list[str]:
        names = [p["id"] for p in self.people if any(hat["role"] != but for hat in hats_on(p, day))]
        self._members[day, but] = names
        return names

    def seats(self, day: str) -> list[str]:
        return [p["id"] for p in self.people if holds_seat(p, day)]

    def held(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.held]

    def meeting(self) -> Meeting:
        return self.rng.choice(self.meetings)

    def comes_after(self, day: str) -> bool:
        """Whether a meeting is sure to come after a day, whatever is known of it when."""
        return any(min(m.first, m.day) > day and not m.cancelled for m in self.meetings)

    # Organisations and meetings

    def _organisation(self, n: int) -> Node:
        name = self.texts.line(80)
        item: Node = {"id": f"org-{n}", "name": name, "sector": self.rng.choice(SECTORS)}
        if len(name) > 18 or self.rng.random() < 0.3:
            item["short_name"] = self.texts.line(18)
        if self.rng.random() < 0.3:
            item |= {"essential": self.rng.random() < 0.5, "check_back_days": self.rng.randint(0, 60)}
        return item

    def _set_meetings(self) -> None:
        gap, number = self.rng.randint(4, 60), self.rng.randint(0, 1)
        held = self.rng.randint(0, self.size.meetings)
        for n in range(self.size.meetings):
            first = self.day(20 + n * gap)
            meeting = Meeting(self._meeting(number + n, first), first, first)
            if self.rng.random() < 0.15:
                meeting.moved, meeting.day = True, self.day(20 + n * gap + self.rng.randint(1, gap - 1))
            meeting.cancelled = self.rng.random() < 0.1
            meeting.held = n < held and not meeting.cancelled
            self.meetings.append(meeting)

    def _meeting(self, number: int, day: str) -> Node:
        start = self.rng.randint(8, 18)
        return {
            "id": f"M{number}",
            "number": number,
            "date": day,
            "start": f"{start:02d}:{self.rng.choice(('00', '15', '30'))}",
            "end": f"{start + self.rng.randint(1, 5):02d}:{self.rng.choice(('00', '45'))}",
        }

    # People

    def _gather(self) -> None:
        days = [meeting.day for meeting in self.meetings]
        for n in range(self.size.people):
            self.people.append(self._person(n, days))
        if self.rng.random() < 0.5 and len(self.people) > 2:
            self._somebody_follows()

    def _person(self, n: int, days: list[str]) -> Node:
        person: Node = {"id": f"p{n}", "name": self.texts.line(60), "memberships": self._hats(n, days)}
        for key, value in (
            ("known_as", self.texts.line(24)),
            ("pronouns", self.texts.line(24)),
            ("job", self.texts.line(60)),
            ("email", f"person.{n}@example.org"),
            ("mobile", f"07700 900{n:03d}"),
            ("prefers", self.rng.choice(("email", "text", "phone", "post", "no_messages"))),
            ("access_needs", self.texts.line(200)),
            ("quiet_until", self.day(self.rng.randint(0, 200))),
        ):
            if self.rng.random() < 0.4:
                person[key] = value
        return person

    def _hats(self, n: int, days: list[str]) -> list[Node]:
        if n == 0:
            return [{"role": "facilitator", "from": self.day(0)}] + ([self._hat()] if self.rng.random() < 0.2 else [])
        chance = self.rng.random()
        if n > 2 and chance < 0.15:
            day = self.rng.choice(days)
            return [self._hat(self.rng.choice(("visitor", "substitute"))) | {"from": day, "to": day}]
        if chance < 0.3:
            return [self._hat(), self._hat(), *([self._hat()] if chance < 0.1 else [])]
        return [self._hat()]

    def _hat(self, role: str | None = None) -> Node:
        hat: Node = {"role": role or self.rng.choice(ROLES), "from": self.day(self.rng.choice((0, 0, 0, 5, 30)))}
        if self.rng.random() < 0.8:
            hat["organisation"] = self.rng.choice(self.organisations)["id"]
        if hat["from"] != self.day(0) and self.rng.random() < 0.3:
            hat |= {"to": self.later(hat["from"], 90), "end_reason": "stepped_back"}
        return hat

    def _somebody_follows(self) -> None:
        """One of the first people leaves, and another takes their place."""
        leaver, successor = self.people[1], self.people[-1]
        hat = leaver["memberships"][0]
        hat["to"] = self.later(hat["from"], 60)
        hat |= {"end_reason": "replaced", "replaced_by": successor["id"], "named_substitute": self.people[0]["id"]}


def hats_on(person: Node, day: str) -> list[Node]:
    return [hat for hat in person["memberships"] if hat["from"] <= day <= hat.get("to", "9999")]


def holds_seat(person: Node, day: str) -> bool:
    roles = {hat["role"] for hat in hats_on(person, day)}
    seats = {"participant", "integration_manager", "sponsor", "lived_experience"}
    return bool(roles & seats) and "facilitator" not in roles
