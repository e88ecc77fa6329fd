"""Which keys of one mapping stand together: one of two, this one with that one, these with such an event."""

from collections.abc import Callable
from typing import Any

from app.series_file.faults import Fault, quoted

Node = dict[str, Any]
Rule = Callable[[Node, str, list[Fault]], None]


def rules_of(node: Node) -> list[Rule]:
    """The rules about which keys of a mapping stand together."""
    rules: list[Rule] = []
    if "dependentRequired" in node:
        rules.append(_dependent(node["dependentRequired"]))
    if "oneOf" in node:
        rules.append(_one_of_two([part["required"][0] for part in node["oneOf"]]))
    if "anyOf" in node:
        rules.append(_at_least_one([part["required"][0] for part in node["anyOf"]]))
    if "not" in node:
        rules.append(_not_both(node["not"]["required"]))
    if "allOf" in node:
        rules.append(_event_keys(node["allOf"]))
    return rules


def _dependent(table: dict[str, list[str]]) -> Rule:
    def rule(value: Node, place: str, faults: list[Fault]) -> None:
        missing: dict[str, str] = {}
        for key, needed in table.items():
            if key in value:
                missing |= {other: key for other in needed if other not in value and other not in missing}
        for other, key in missing.items():
            faults.append(Fault("missing_key", place, f"{quoted(other)} is missing ({quoted(key)} needs it)"))

    return rule


def _one_of_two(keys: list[str]) -> Rule:
    said = " or ".join(quoted(key) for key in keys)

    def rule(value: Node, place: str, faults: list[Fault]) -> None:
        there = [key for key in keys if key in value]
        if len(there) != 1:
            only = "only one of the two" if there else "one of the two"
            faults.append(Fault("meeting_or_on", place, f"must have {said}: {only}"))

    return rule


def _at_least_one(keys: list[str]) -> Rule:
    said = " or ".join(quoted(key) for key in keys)

    def rule(value: Node, place: str, faults: list[Fault]) -> None:
        if not any(key in value for key in keys):
            faults.append(Fault("missing_key", place, f"{said} is missing; one of them is needed"))

    return rule


def _not_both(keys: list[str]) -> Rule:
    said = " and ".join(quoted(key) for key in keys)

    def rule(value: Node, place: str, faults: list[Fault]) -> None:
        if all(key in value for key in keys):
            faults.append(Fault("meeting_or_on", place, f"has {said}: only one of the two"))

    return rule


def _event_keys(parts: list[Node]) -> Rule:
    table = {
        part["if"]["properties"]["event"]["const"]: (
            part["then"].get("required", []),
            frozenset(part["then"]["propertyNames"]["enum"]),
        )
        for part in parts
    }

    def rule(value: Node, place: str, faults: list[Fault]) -> None:
        event = value.get("event")
        if not isinstance(event, str) or event not in table:
            return
        needed, allowed = table[event]
        for key in [key for key in needed if key not in value]:
            reason = f"{quoted(key)} is missing (an event {quoted(event)} needs it)"
            faults.append(Fault("missing_key", place, reason))
        for key in [key for key in value if key not in allowed]:
            faults.append(Fault("key_not_for_event", place, f"{quoted(key)} does not go with an event {quoted(event)}"))
            del value[key]

    return rule
