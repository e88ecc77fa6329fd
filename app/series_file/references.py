"""Where a series file names one of its own things, and what kind of thing must stand there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.series_file.shape import item_place

Node = dict[str, Any]
Kinds = tuple[str, ...]

PERSON: Final = ("person",)
ORGANISATION: Final = ("organisation",)
MEETING: Final = ("meeting",)
PRIORITY: Final = ("priority",)
ACTION: Final = ("action",)
CARRIES_ON: Final = ("initiative", "test")
SOURCES: Final = ("action", "test", "meeting", "initiative", "finding", "decision")

DUE = "due"  # 'next_meeting', a day, or the id of a meeting
LEAD = "to"  # a person where the event gives the action to someone, else plain words or a day
NEXT_MEETING: Final = "next_meeting"
GIVES_TO: Final = frozenset({"asked", "reassigned"})

_EVENTS: Final[dict[str, Any]] = {"by": PERSON}
TREE: Final[dict[str, Any]] = {
    "series": {"history": _EVENTS},
    "purpose": {"supersedes": ("purpose",)},
    "working_agreement": {"meeting": MEETING, "accepted": {"organisation": ORGANISATION}},
    "possible_conflicts": {"between": ORGANISATION},
    "people": {"memberships": {"organisation": ORGANISATION, "replaced_by": PERSON, "named_substitute": PERSON}},
    "now": {"meeting": MEETING, "from": ("action", "test", "finding", "meeting")},
    "future": {"meeting": MEETING},
    "aspirations": {"meeting": MEETING, "ended": {"into": ("aspiration",)}},
    "stories": {"brought_by": PERSON, "meeting": MEETING, "learning": {"approved_by": PERSON}, "history": _EVENTS},
    "findings": {"meeting": MEETING, "stories": ("story",)},
    "priorities": {
        "from_meeting": MEETING,
        "lead": PERSON,
        "aspirations": ("aspiration",),
        "findings": ("finding",),
        "history": _EVENTS | {"to": CARRIES_ON},
    },
    "meetings": {
        "focus": {"priority": PRIORITY, "group_lead": PERSON},
        "run_sheet": {"who_leads": PERSON},
        "history": _EVENTS,
        "invitations": {"person": PERSON, "for": ORGANISATION},
        "attendance": {"person": PERSON, "for": ORGANISATION, "substitute": PERSON, "in_place_of": PERSON},
        "decisions": {"needs_home_checks": ("home_check",)},
        "documents": {"by": PERSON},
    },
    "actions": {
        "lead": PERSON,
        "helpers": PERSON,
        "meeting": MEETING,
        "due": DUE,
        "priority": PRIORITY,
        "waits_for": ("action", "home_check"),
        "history": _EVENTS | {"to": LEAD, "due": DUE, "who_could_help": PERSON},
    },
    "tests": {
        "priority": PRIORITY,
        "lead": PERSON,
        "asked_of": PERSON,
        "team": PERSON,
        "assumption": ("big_assumption",),
        "meeting": MEETING,
        "cycles": {"meeting": MEETING, "safety": {"agreed_by": PERSON}},
        "history": _EVENTS,
    },
    "barrier_map": {"meeting": MEETING},
    "follow_ups": {"by": PERSON, "with": PERSON, "about": ("action", "test", "home_check")},
    "evidence": {"aspiration": ("aspiration",), "by": PERSON, "from": SOURCES},
    "debriefs": {"after_meeting": MEETING},
    "initiatives": {
        "lead": PERSON,
        "meeting": MEETING,
        "priority": PRIORITY,
        "first_actions": ACTION,
        "history": _EVENTS,
    },
    "check_backs": {
        "meeting": MEETING,
        "by_aspiration": {"aspiration": ("aspiration",), "evidence": (*SOURCES, "evidence")},
    },
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that names a thing: `holder[key]`, or one item of the list that stands there."""

    place: str
    name: str
    kinds: Kinds
    holder: Node
    key: str


def each_reference(doc: Node) -> Iterator[Reference]:
    """Every reference in a document; what is not fit to be one is passed over."""
    return _in(doc, TREE, "")


def _in(holder: Node, tree: dict[str, Any], place: str) -> Iterator[Reference]:
    prefix = f"{place}." if place else ""
    for key, wanted in tree.items():
        value = holder.get(key)
        if value is None:
            continue
        if isinstance(wanted, dict):
            yield from _below(value, wanted, prefix + key)
        else:
            yield from _named(holder, key, wanted, prefix + key)


def _below(value: Any, tree: dict[str, Any], place: str) -> Iterator[Reference]:
    if isinstance(value, dict):
        yield from _in(value, tree, place)
    elif isinstance(value, list):
        for n, item in enumerate(value, 1):
            if isinstance(item, dict):
                yield from _in(item, tree, item_place(place, item, n))


def _named(holder: Node, key: str, wanted: Kinds | str, place: str) -> Iterator[Reference]:
    value = holder[key]
    kinds = kinds_at(holder, value, wanted)
    if not kinds:
        return
    if isinstance(value, str):
        yield Reference(place, value, kinds, holder, key)
    elif isinstance(value, list):
        for n, name in enumerate(value, 1):
            if isinstance(name, str):
                yield Reference(f"{place}[{n}]", name, kinds, holder, key)


def kinds_at(holder: Node, value: Any, wanted: Kinds | str) -> Kinds:
    """The kinds a reference may have; none where the value is a day, a word or plain words."""
    if wanted == DUE:
        return MEETING if isinstance(value, str) and names_a_meeting(value) else ()
    if wanted == LEAD:
        return PERSON if holder.get("event") in GIVES_TO else ()
    return wanted if isinstance(wanted, tuple) else ()


def names_a_meeting(due: str) -> bool:
    """Whether a due is the id of a meeting: neither 'next_meeting' nor a day."""
    return due != NEXT_MEETING and not due[:1].isdigit()
