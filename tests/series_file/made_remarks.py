"""Here and there in a made-up series, the keys that bind nothing: remarks, sources, choices, names of other things."""

from dataclasses import dataclass
from random import Random
from typing import Any

from app.series_file.shape import resolved, schema
from tests.series_file.made_texts import Texts

Node = dict[str, Any]

CHANCE = 0.15
# Keys that a rule ties to something else; whoever makes the thing itself adds them.
BOUND = {
    *(
        "answer",
        "end_reason",
        "visibility",
        "reply",
        "substitute_name",
        "asked_of",
        "asked_note",
        "heard",
        "result",
        "said",
        "prediction",
        "decision",
        "learned",
        "did",
    ),
    *(
        "body",
        "compared",
        "kept_by",
        "why_so_fast",
        "changed_with",
        "short_name",
        "state",
        "purpose",
        "colour",
        "shape",
    ),
    *("after", "next", "channel"),
}
IN_AN_EVENT = {"source", "source_note", "note", "via", "visibility"}
# References that bind nothing, and the section whose things they may name.
NAMES = {
    "priorities.lead": "people",
    "meetings.documents.by": "people",
    "meetings.focus.priority": "priorities",
    "now.from": "meetings",
    "working_agreement.meeting": "meetings",
}


@dataclass
class Remarks:
    rng: Random
    texts: Texts
    doc: Node

    def add(self) -> None:
        checks = [check["id"] for row in self.doc["organisations"] for check in row.get("home_checks", [])]
        self._into(self.doc, schema(), "")
        for meeting in self.doc["meetings"]:
            for decision in meeting.get("decisions", []) if checks else []:
                decision["needs_home_checks"] = self.rng.sample(checks, min(3, len(checks)))
        for initiative in self.doc.get("initiatives", []):
            initiative["first_date"] = initiative["review_on"] = "2031-01-31"
            self._to_an_event(initiative, "handed_over", "to", 80)
        for test in self.doc.get("tests", []):
            self._to_an_event(test, "business_as_usual", "kept_by", 160)
        for follow_up in self.doc.get("follow_ups", []):
            if "on" in follow_up and self.rng.random() < 0.5:
                follow_up |= {"heard": self.texts.line(200), "not_before": follow_up["on"]}

    def _to_an_event(self, item: Node, event: str, key: str, most: int) -> None:
        for one in item.get("history", []):
            if one["event"] == event and self.rng.random() < 0.5:
                one[key] = self.texts.line(most)

    def _into(self, value: Any, node: Node, path: str) -> None:
        node = resolved(node)
        if isinstance(value, list) and "items" in node:
            for part in value:
                self._into(part, node["items"], path)
        elif isinstance(value, dict):
            for key, below in node["properties"].items():
                at = f"{path}.{key}".lstrip(".")
                if key in value:
                    self._into(value[key], below, at)
                elif self._is_free(key, at) and self.rng.random() < CHANCE:
                    value.update(self._something(key, resolved(below), at))

    def _is_free(self, key: str, at: str) -> bool:
        in_an_event = ".history." in f".{at}"
        return key not in BOUND and (not in_an_event or key in IN_AN_EVENT) and "." in at

    def _something(self, key: str, node: Node, at: str) -> Node:
        if at in NAMES:
            there = self.doc.get(NAMES[at], [])
            return {key: self.rng.choice(there)["id"]} if there else {}
        if "enum" in node:
            return {key: self.rng.choice(node["enum"])}
        if node.get("$ref") == "#/$defs/line" and node["maxLength"] > 3:
            return {key: self.texts.line(node["maxLength"], node["minLength"])}
        if node.get("$ref") == "#/$defs/block":
            return {key: self.texts.block(node["maxLength"])}
        return {}
