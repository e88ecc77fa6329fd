"""Two organisations that are one: what belonged to either belongs to the one that stays."""

from copy import deepcopy
from typing import Any

from app.series_file.references import ORGANISATION, each_reference

Doc = dict[str, Any]


def merged(doc: Doc, stays: str, goes: str) -> Doc:
    """The document in which `goes` is `stays`, under its name. Both are ids of organisations in it."""
    found = deepcopy(doc)
    for reference in each_reference(found):
        if reference.kinds == ORGANISATION and reference.name == goes:
            _point(reference.holder, reference.key, goes, stays)
    by_id = {organisation["id"]: organisation for organisation in found["organisations"]}
    by_id[stays] |= _gained(by_id[stays], by_id[goes])
    found["organisations"].remove(by_id[goes])
    _once(found)
    return found


def _point(holder: Doc, key: str, goes: str, stays: str) -> None:
    value = holder[key]
    holder[key] = [stays if name == goes else name for name in value] if isinstance(value, list) else stays


def _gained(one: Doc, other: Doc) -> Doc:
    """What the one that stays has from the other: whether it is essential, its time to ask at home, its home checks."""
    gained: Doc = {"essential": True} if one.get("essential") or other.get("essential") else {}
    days = [organisation["check_back_days"] for organisation in (one, other) if "check_back_days" in organisation]
    if days:
        gained["check_back_days"] = max(days)
    checks = [*one.get("home_checks", []), *other.get("home_checks", [])]
    return gained | ({"home_checks": checks} if checks else {})


def _once(doc: Doc) -> None:
    """What may stand only once: a hat worn for both, a working agreement accepted by both, a conflict between both."""
    for person in doc["people"]:
        hats = person["memberships"]
        person["memberships"] = [hat for n, hat in enumerate(hats) if hat not in hats[:n]]
    agreement = doc.get("working_agreement", {})
    if "accepted" in agreement:
        first: dict[str, Doc] = {}
        for row in sorted(agreement["accepted"], key=lambda row: str(row["on"])):
            first.setdefault(row["organisation"], row)
        agreement["accepted"] = [row for row in agreement["accepted"] if first[row["organisation"]] is row]
    for conflict in doc.get("possible_conflicts", []):
        if "between" in conflict:
            between = list(dict.fromkeys(conflict["between"]))
            conflict["between"] = between
            if len(between) < 2:
                del conflict["between"]
