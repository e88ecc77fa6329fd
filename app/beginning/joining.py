"""What the document of a series is once those of a pasted list have joined, as whoever pasted it chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.beginning.document import fresh_id
from app.beginning.recognising import Doc, OrganisationFound, PersonFound, Understood, names_of

Choices = Mapping[str, Any]
FIELDS = ("name", "known_as", "pronouns", "job", "email", "mobile", "prefers", "access_needs")


@dataclass
class Joined:
    """The ids of what is new in the document, and the line or organisation each came from."""

    people: dict[str, PersonFound] = field(default_factory=dict)
    hats: dict[str, PersonFound] = field(default_factory=dict)
    organisations: dict[str, OrganisationFound] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        return bool(self.people or self.hats)


def join(doc: Doc, found: Understood, choices: Choices, *, role: str, day: date) -> Joined:
    """Put everybody into the document.

    `who_3` is what becomes of the third line, where it may be somebody who is there: skip, new or hat. `org_2` is what
    the second organisation is, where it may be one that is there: same or new.
    """
    desk = _Desk(doc, found, choices)
    for person in found.people:
        chosen = choices.get(f"who_{person.n}") or ("skip" if person.same_as else "new")
        if chosen == "skip":
            desk.is_(person, person.same_as)
            continue
        hat = _hat(desk.place(person.organisation), person.line.role or role, day)
        if chosen == "hat" and person.same_as:
            desk.wear(person, hat)
        else:
            desk.add(person, hat)
    return desk.joined


def _hat(organisation: str, role: str, day: date) -> Doc:
    return ({"organisation": organisation} if organisation else {}) | {"role": role, "from": day.isoformat()}


class _Desk:
    """Where people are received: knows who has come so far, and which organisation is which."""

    def __init__(self, doc: Doc, found: Understood, choices: Choices) -> None:
        self.doc, self.choices, self.joined = doc, choices, Joined()
        self.taken = {id_.casefold() for id_ in _ids(doc)}
        self.fresh = {new.id: new for new in found.organisations}
        self.places = {id_: id_ for id_ in names_of(doc)}
        self.people = {person["id"]: person["id"] for person in doc["people"]}

    def place(self, organisation: str) -> str:
        """The id in the document; one that nobody comes from is never put in."""
        if organisation and organisation not in self.places:
            new = self.fresh[organisation]
            same = new.near and self.choices.get(f"org_{new.n}", "same") == "same"
            self.places[organisation] = self.place(new.near) if same else self._new_place(new)
        return self.places.get(organisation, "")

    def _new_place(self, new: OrganisationFound) -> str:
        id_, short = self._id(new.name), self.choices.get(f"short_{new.n}") or new.short_name
        item: Doc = {"id": id_, "name": new.name}
        if short and short != new.name:
            item["short_name"] = short
        item["sector"] = self.choices.get(f"sector_{new.n}") or new.sector
        self.doc.setdefault("organisations", []).append(item)
        self.joined.organisations[id_] = new
        return id_

    def add(self, found: PersonFound, hat: Doc) -> None:
        id_ = self._id(found.line.name)
        said = {key: value for key in FIELDS if (value := getattr(found.line, key))}
        self.doc["people"].append({"id": id_, **said, "memberships": [hat]})
        self.joined.people[id_] = found
        self.people[found.id] = id_

    def is_(self, found: PersonFound, who: str) -> None:
        """Whoever comes later and is this one is that one."""
        if who in self.people:
            self.people[found.id] = self.people[who]

    def wear(self, found: PersonFound, hat: Doc) -> None:
        """A hat more, unless they wear it already: theirs may not have said yet from where, nor what their job is."""
        self.is_(found, found.same_as)
        who = self.people[found.same_as]
        person = next(person for person in self.doc["people"] if person["id"] == who)
        for key in FIELDS:
            if value := getattr(found.line, key):
                person.setdefault(key, value)
        if any(_covers(worn, hat) for worn in person["memberships"]):
            return
        bare = next((worn for worn in person["memberships"] if _covers(worn, hat | {"organisation": None})), None)
        if bare is None:
            person["memberships"].append(hat)
        else:
            bare["organisation"] = hat["organisation"]
        self.joined.hats.setdefault(who, found)

    def _id(self, name: str) -> str:
        id_ = fresh_id(name, self.taken)
        self.taken.add(id_)
        return id_


def _covers(worn: Doc, hat: Doc) -> bool:
    same = worn["role"] == hat["role"] and worn.get("organisation") == hat.get("organisation")
    return same and str(worn.get("to", "9999")) >= hat["from"]


def _ids(part: Any) -> set[str]:
    if isinstance(part, list):
        return {id_ for item in part for id_ in _ids(item)}
    if not isinstance(part, dict):
        return set()
    own = {part["id"]} if isinstance(part.get("id"), str) else set()
    return own | {id_ for value in part.values() if isinstance(value, list | dict) for id_ in _ids(value)}
