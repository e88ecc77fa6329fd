"""Whom of a pasted list a series knows already, and which organisations may be one it has."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from app.beginning import organisations
from app.beginning.headings import folded
from app.beginning.people_lines import LineFault, PersonLine, read

Doc = dict[str, Any]
MOST_COMPARED = 60  # names; more do not fit in a series by far


@dataclass(frozen=True)
class OrganisationFound:
    """An organisation that the series does not have under this very name. `near`: the id of one it may be."""

    n: int
    name: str
    near: str
    near_name: str
    sector: str
    short_name: str | None

    @property
    def id(self) -> str:
        return f"new-{self.n}"


@dataclass(frozen=True)
class PersonFound:
    """A line, with whom it may be: a person's id, or `line-3` for the third of the list. `by` is address or name."""

    n: int
    line: PersonLine
    organisation: str = ""
    same_as: str = ""
    same_name: str = ""
    by: str = ""

    @property
    def id(self) -> str:
        return f"line-{self.n}"


@dataclass(frozen=True)
class Understood:
    """A pasted text beside a series: nothing has been written, and every question is there."""

    people: list[PersonFound] = field(default_factory=list)
    organisations: list[OrganisationFound] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)
    unused: tuple[str, ...] = ()

    def mark(self, text: str) -> str:
        """Changes with the text and with what the series knew: answers to other questions are not taken."""
        asked = [(p.n, p.organisation, p.same_as) for p in self.people], [(o.n, o.near) for o in self.organisations]
        return hashlib.sha256(repr((text, asked)).encode()).hexdigest()[:16]


def understood(text: str, doc: Doc) -> Understood:
    pasted = read(text)
    found = _organisations(pasted.people, doc)
    people = _people(pasted.people, doc, found)
    return Understood(people, list(found.values()), pasted.faults, pasted.unused)


def _organisations(lines: list[PersonLine], doc: Doc) -> dict[str, OrganisationFound]:
    """By name as it is compared: those that are not in the series as they are written."""
    known = names_of(doc)
    fresh: dict[str, OrganisationFound] = {}
    shorts = {short for names in known.values() for short in names}
    for line in lines:
        name = line.organisation
        if not name or _same(name) in fresh or organisations.exactly(name, known):
            continue
        near = None
        if len(known) + len(fresh) <= MOST_COMPARED:
            near = organisations.nearest(name, known | {o.id: (o.name,) for o in fresh.values() if not o.near})
        called = known[near][0] if near in known else next((o.name for o in fresh.values() if o.id == near), "")
        short = organisations.short_name(name, shorts)
        shorts.add(short or name)
        sector = line.sector or organisations.sector_of(name)
        fresh[_same(name)] = OrganisationFound(len(fresh) + 1, name, near or "", called, sector, short)
    return fresh


def names_of(doc: Doc) -> dict[str, tuple[str, ...]]:
    """Each organisation's names, by its id."""
    return {o["id"]: tuple(o[k] for k in ("name", "short_name") if k in o) for o in doc.get("organisations", [])}


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _people(lines: list[PersonLine], doc: Doc, fresh: dict[str, OrganisationFound]) -> list[PersonFound]:
    known = names_of(doc)
    by_email = {p["email"].casefold(): (p["id"], p["name"]) for p in doc["people"] if "email" in p}
    by_name = {folded(p["name"]): (p["id"], p["name"]) for p in reversed(doc["people"])}
    found = []
    for n, line in enumerate(lines, 1):
        place = organisations.exactly(line.organisation, known) or ""
        if line.organisation and not place:
            place = fresh[_same(line.organisation)].id
        email, name = line.email.casefold(), folded(line.name)
        match, by = by_email.get(email) if email else None, "address"
        if match is None and (named := by_name.get(name)) and not _another_address(named[0], line, lines):
            match, by = named, "name"
        same_as, same_name = match or ("", "")
        found.append(PersonFound(n, line, place, same_as, same_name, by if match else ""))
        if match is None:
            by_name.setdefault(name, (f"line-{n}", line.name))
            if email:
                by_email[email] = (f"line-{n}", line.name)
    return found


def _another_address(who: str, line: PersonLine, lines: list[PersonLine]) -> bool:
    """Whether two people of one name in one list have addresses of their own, and so are two."""
    if not who.startswith("line-") or not line.email:
        return False
    return bool(lines[int(who.removeprefix("line-")) - 1].email)
