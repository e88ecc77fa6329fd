"""Ids: each stands for one thing in the whole file, and a reference names a thing of the right kind."""

from collections.abc import Iterator

from app.series_file.faults import Fault, quoted
from app.series_file.references import Kinds, each_reference
from app.series_file.rules.known import Known, Thing

_A = {
    "person": "a person",
    "organisation": "an organisation",
    "home_check": "a home check",
    "meeting": "a meeting",
    "decision": "a decision",
    "action": "an action",
    "test": "a test",
    "priority": "a priority",
    "initiative": "an initiative",
    "story": "a story",
    "finding": "a finding",
    "aspiration": "an aspiration",
    "evidence": "a piece of evidence",
    "big_assumption": "a big assumption",
    "purpose": "a purpose",
    "possible_conflict": "a possible conflict",
    "fact": "something in 'now'",
    "vision": "something in 'future'",
    "follow_up": "a follow-up",
}


def each_id_once(known: Known) -> Iterator[Fault]:
    first: dict[str, Thing] = {}
    for thing in known.all_things:
        other = first.setdefault(thing.name.lower(), thing)
        if other is not thing:
            reason = f"{quoted(thing.name)} is already the id of {_A[other.kind]}; ids are unique in the whole file"
            yield Fault("duplicate_id", f"{thing.place}.id", reason)


def each_reference_meets_its_kind(known: Known) -> Iterator[Fault]:
    folded = {thing.name.lower(): thing.name for thing in known.all_things}
    for ref in each_reference(known.doc):
        thing = known.things.get(ref.name)
        if thing is None:
            near = folded.get(ref.name.lower())
            hint = f"; is {quoted(near)} meant?" if near else ""
            reason = f"must name {_one_of(ref.kinds)}; there is nothing with the id {quoted(ref.name)}{hint}"
            yield Fault("unknown_id", ref.place, reason)
        elif thing.kind not in ref.kinds:
            reason = f"must name {_one_of(ref.kinds)}; {quoted(ref.name)} is the id of {_A[thing.kind]}"
            yield Fault("wrong_kind", ref.place, reason)


def _one_of(kinds: Kinds) -> str:
    words = [_A[kind] for kind in kinds]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


RULES = (each_id_once, each_reference_meets_its_kind)
