"""The tests of change of a made-up series, with their rounds."""

from dataclasses import dataclass

from tests.series_file.made_actions import Node, came_up
from tests.series_file.made_meetings import Meetings

SCALES = ("one_person", "a_few_people", "one_team", "several", "whole_locality")


@dataclass
class SmallTests:
    """Draws tests of change with their rounds."""

    meetings: Meetings
    priorities: list[str]
    assumptions: list[str]
    hand_to: list[str]

    def __post_init__(self) -> None:
        self.rng, self.texts, self.people = self.meetings.rng, self.meetings.texts, self.meetings.people

    def items(self) -> list[Node]:
        return [self._test(n) for n in range(self.meetings.size.tests)]

    def _test(self, n: int) -> Node:
        item: Node = {"id": f"T{n}", "title": self.texts.line(48)}
        day = came_up(self.people, item)
        leads = self.people.members(day, but="visitor") or [self.people.people[0]["id"]]
        item["lead"] = self.rng.choice(leads)
        others = [p["id"] for p in self.people.people if p["id"] != item["lead"]]
        if others and self.rng.random() < 0.4:
            item["team"] = self.rng.sample(others, min(len(others), 8))
        if self.priorities and self.rng.random() < 0.5:
            item["priority"] = self.rng.choice(self.priorities)
        if self.assumptions and self.rng.random() < 0.5:
            item["assumption"] = self.rng.choice(self.assumptions)
        self._rounds(item, day)
        self._asked(item, leads)
        return item

    def _asked(self, item: Node, leads: list[str]) -> None:
        """Somebody else may be asked to lead it, while it has not ended."""
        others = [person for person in leads if person != item["lead"]]
        abandoned = item.get("cycles", [{}])[-1].get("decision") == "abandon"
        if not others or abandoned or item.get("history", [{}])[-1].get("event") in ("business_as_usual", "handed_on"):
            return
        if self.rng.random() < 0.6:
            item["asked_of"] = self.rng.choice(others)
            if self.rng.random() < 0.7:
                item["asked_note"] = self.texts.line(160)

    def _rounds(self, item: Node, day: str) -> None:
        cycles: list[Node] = []
        events: list[Node] = []
        scale = 0
        while len(cycles) < 12 and self.rng.random() < 0.75:
            scale = min(4, scale + self.rng.randint(0, 2))
            cycle, day, decision = self._cycle(item, day, scale, first=not cycles)
            cycles.append(cycle)
            if decision is None or (decision != "adapt" and self.rng.random() < 0.6):
                break
            if decision != "adapt":
                day = self._ends_and_begins_again(decision, day, events)
        if cycles and cycles[-1].get("decision") == "adapt":
            cycles[-1]["next"] = self.texts.line(160)
        if not cycles or cycles[-1].get("decision") in (None, "adapt"):
            events += self._handed_on(day)
        item |= {key: value for key, value in (("cycles", cycles), ("history", events)) if value}

    def _ends_and_begins_again(self, decision: str, day: str, events: list[Node]) -> str:
        """What was adopted becomes business as usual, what was abandoned ends; then it is opened again, on another day.

        Of a round that ends and one that begins on the day of the opening nobody could tell which comes first.
        """
        if decision == "adopt":
            events.append(self.meetings.event(day, "business_as_usual"))
            day = self.people.later(day)
        day = self.people.later(day, least=1)
        events.append(self.meetings.event(day, "reopened", note=self.texts.line(160)))
        return day

    def _handed_on(self, day: str) -> list[Node]:
        if self.rng.random() < 0.7:
            return []
        to = self.rng.choice([*self.hand_to, self.texts.line(80)])
        return [self.meetings.event(self.people.later(day), "handed_on", to=to)]

    def _cycle(self, test: Node, day: str, scale: int, *, first: bool) -> tuple[Node, str, str | None]:
        """One round: what it says, the day it came to, and the decision if there was one."""
        rng, texts = self.rng, self.texts
        cycle: Node = {"question": texts.line(160), "scale": SCALES[scale], "why_so_fast": texts.line(160)}
        if first and rng.random() < 0.2:
            cycle |= {key: test[key] for key in ("meeting", "on") if key in test}
        elif not first or rng.random() < 0.5:
            day = self.people.later(day, 3)
            cycle["on"] = day
        if rng.random() < 0.3:
            cycle |= {"planned_start": day, "planned_end": self.people.later(day), "plan": texts.line(300)}
        if rng.random() < 0.3:
            cycle["measures"] = [{"name": texts.line(60), "kind": "outcome", "before": texts.line(60), "after": "9"}]
        if rng.random() < 0.2:
            return cycle, day, None
        if rng.random() < 0.15:
            day = self.people.later(day)
            return cycle | {"decision": "abandon", "decided_on": day, "learned": texts.line(300)}, day, "abandon"
        safety = {"agreed_by": self.people.anybody(), "on": day}
        started = self.people.later(day)
        cycle |= {"prediction": texts.line(160), "predicted_on": day, "safety": safety, "started": started}
        if rng.random() < 0.3:
            return cycle, started, None
        ended = self.people.later(started)
        cycle |= {"ended": ended, "did": texts.line(400), "as_planned": rng.random() < 0.5}
        if rng.random() < 0.3:
            return cycle, ended, None
        decision = rng.choice(("adopt", "adapt", "adapt", "abandon"))
        day = self.people.later(ended)
        cycle |= {"decision": decision, "decided_on": day, "learned": texts.line(300), "compared": "partly"}
        if decision == "adopt":
            cycle["kept_by"] = texts.line(160)
        return cycle, day, decision
