"""What the rules know of a file before they begin: who and what there is, and which day is whose.

The document may have holes: a value that is not fit to be read is `BROKEN`. A question whose answer hangs on a hole is
answered with None, and the rule that asked it lets the matter rest; the hole itself has been reported.
Days are kept as they are written: YYYY-MM-DD sorts as days do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from app.series_file.shape import BROKEN, item_place

Node = dict[str, Any]
FOREVER: Final = "9999-12-31"
SEAT_ROLES: Final = frozenset({"participant", "integration_manager", "sponsor", "lived_experience"})

# Lists of things with ids, and the things inside them that have ids of their own.
_TOP = {
    "purpose": "purpose",
    "possible_conflicts": "possible_conflict",
    "organisations": "organisation",
    "people": "person",
    "now": "fact",
    "future": "vision",
    "aspirations": "aspiration",
    "stories": "story",
    "findings": "finding",
    "priorities": "priority",
    "meetings": "meeting",
    "actions": "action",
    "tests": "test",
    "follow_ups": "follow_up",
    "evidence": "evidence",
    "initiatives": "initiative",
}
_INSIDE = {"organisations": ("home_checks", "home_check"), "meetings": ("decisions", "decision")}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with an id."""

    name: str
    kind: str
    place: str
    item: Node


@dataclass(frozen=True, slots=True)
class Hat:
    """A membership."""

    role: str
    organisation: str | None
    begins: str
    ends: str

    def covers(self, day: str) -> bool:
        return self.begins <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Setting:
    """A day and time for which a meeting was set, and the day that was said (empty: from the first)."""

    said: str
    day: str
    start: str | None
    end: str | None
    place: str


@dataclass
class MeetingDays:
    """When a meeting was set for, and what became of it."""

    thing: Thing
    settings: list[Setting] = field(default_factory=list)
    cancelled: str | None = None
    events: list[Node] = field(default_factory=list)

    @property
    def day(self) -> str | None:
        return self.settings[-1].day if self.settings else None

    def day_as_known(self, day: str) -> str | None:
        """The day for which it was set, by what had been said at the end of `day`."""
        return next((s.day for s in reversed(self.settings) if s.said <= day), None)

    def has(self, event: str) -> bool:
        return any(e.get("event") == event for e in self.events)


def text(item: Node, key: str) -> str | None:
    """The text at a key, or None where there is none that could be read."""
    value = item.get(key)
    return value if isinstance(value, str) else None


def rows(item: Node, key: str) -> list[tuple[int, Node]]:
    """The mappings in a list, counted from 1 as they stand in the file."""
    value = item.get(key)
    return [(n, row) for n, row in enumerate(value, 1) if isinstance(row, dict)] if isinstance(value, list) else []


def placed(item: Node, key: str, place: str) -> list[tuple[str, Node]]:
    """The mappings in a list, each with its place."""
    prefix = f"{place}." if place else ""
    return [(item_place(prefix + key, row, n), row) for n, row in rows(item, key)]


def whole(item: Node) -> bool:
    """Whether nothing in it, on its own level, is unfit to be read."""
    return all(value is not BROKEN for value in item.values())


class Known:
    """One file, looked up in every way the rules need."""

    def __init__(self, doc: Node) -> None:
        self.doc = doc
        self.all_things = list(self._each_thing())
        self.things: dict[str, Thing] = {}
        for thing in self.all_things:
            self.things.setdefault(thing.name, thing)

    def of_kind(self, kind: str) -> list[Thing]:
        return self._by_kind.get(kind, [])

    def named(self, kind: str, name: str | None) -> Thing | None:
        thing = self.things.get(name) if name is not None else None
        return thing if thing and thing.kind == kind else None

    @cached_property
    def _by_kind(self) -> dict[str, list[Thing]]:
        found: dict[str, list[Thing]] = {}
        for thing in self.all_things:
            found.setdefault(thing.kind, []).append(thing)
        return found

    def _each_thing(self) -> Iterator[Thing]:
        for section, kind in _TOP.items():
            for place, item in placed(self.doc, section, ""):
                yield from _thing(kind, place, item)
                if section in _INSIDE:
                    key, inner_kind = _INSIDE[section]
                    for inner_place, inner in placed(item, key, place):
                        yield from _thing(inner_kind, inner_place, inner)
        barrier_map = self.mapping("barrier_map")
        for place, item in placed(barrier_map, "big_assumptions", "barrier_map"):
            yield from _thing("big_assumption", place, item)

    def mapping(self, key: str) -> Node:
        value = self.doc.get(key)
        return value if isinstance(value, dict) else {}

    # People

    @cached_property
    def hats(self) -> dict[str, list[Hat] | None]:
        """The memberships of each person; None where one of them cannot be read."""
        return {thing.name: _hats(thing.item) for thing in self.of_kind("person")}

    def is_member(self, person: str, day: str, but: str | None = None) -> bool | None:
        """Whether a person has a membership that day, other than in the role `but`."""
        hats = self.hats.get(person)
        return None if hats is None else any(hat.covers(day) and hat.role != but for hat in hats)

    def wears(self, person: str, organisation: str, day: str) -> bool | None:
        """Whether a person has a membership for an organisation that day."""
        hats = self.hats.get(person)
        return None if hats is None else any(hat.covers(day) and hat.organisation == organisation for hat in hats)

    def holds_seat(self, person: str, day: str) -> bool | None:
        """Whether a person counts as a seat that day: in a seat's role, and not a facilitator as well."""
        hats = self.hats.get(person)
        if hats is None:
            return None
        roles = {hat.role for hat in hats if hat.covers(day)}
        return bool(roles & SEAT_ROLES) and "facilitator" not in roles

    # Meetings

    @cached_property
    def meetings(self) -> dict[str, MeetingDays]:
        return {thing.name: _meeting_days(thing) for thing in self.of_kind("meeting")}

    def meeting_day(self, name: str | None) -> str | None:
        """The day of a meeting, after all its moves."""
        meeting = self.meetings.get(name) if name is not None else None
        return meeting.day if meeting else None

    def day_of(self, item: Node) -> str | None:
        """The day a thing came up: its own, else its meeting's."""
        return text(item, "on") or self.meeting_day(text(item, "meeting"))

    def has_next_meeting(self, said: str) -> bool | None:
        """Whether a meeting comes after a day, by what was known that day or has become known since."""
        unknown = False
        for meeting in self.meetings.values():
            then, now = meeting.day_as_known(said), meeting.day
            if then is None or now is None:
                unknown = True
            elif (then > said and not (meeting.cancelled and meeting.cancelled <= said)) or (
                now > said and not meeting.cancelled
            ):
                return True
        return None if unknown else False


def _thing(kind: str, place: str, item: Node) -> Iterator[Thing]:
    name = text(item, "id")
    if name is not None:
        yield Thing(name, kind, place, item)


def _hats(person: Node) -> list[Hat] | None:
    memberships = person.get("memberships")
    if not isinstance(memberships, list):
        return None
    hats = []
    for row in memberships:
        if not isinstance(row, dict) or not whole(row) or "from" not in row or "role" not in row:
            return None
        hats.append(Hat(row["role"], row.get("organisation"), row["from"], row.get("to", FOREVER)))
    return hats


def _meeting_days(thing: Thing) -> MeetingDays:
    item = thing.item
    days = MeetingDays(thing, events=[event for _, event in rows(item, "history")])
    first = text(item, "date")
    if first is None or not all(whole(event) and "event" in event and "on" in event for event in days.events):
        return days
    days.settings.append(Setting("", first, text(item, "start"), text(item, "end"), thing.place))
    for n, event in rows(item, "history"):
        if event["event"] == "moved" and "to" in event:
            last = days.settings[-1]
            start, end = event.get("start", last.start), event.get("end", last.end)
            place = f"{thing.place}.history[{n}]"
            days.settings.append(Setting(event["on"], event["to"], start, end, place))
        elif event["event"] == "cancelled":
            days.cancelled = event["on"]
    return days
