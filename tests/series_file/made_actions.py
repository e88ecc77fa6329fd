"""The actions and tests of a made-up series, each with a life that the state machines allow."""

from dataclasses import dataclass
from typing import Any

from app.history.machines import MACHINES
from tests.series_file.made_meetings import Meetings
from tests.series_file.made_people import People

Node = dict[str, Any]

KINDS = ("find_out", "ask", "share", "invite", "try", "change_practice", "draft", "report", "begin")
SCALES = ("one_person", "a_few_people", "one_team", "several", "whole_locality")


@dataclass
class Actions:
    """Draws actions. `hand_to` are the ids an action may be handed on to, `waitable` those it may wait for."""

    meetings: Meetings
    priorities: list[str]
    hand_to: list[str]
    waitable: list[str]

    def __post_init__(self) -> None:
        self.rng, self.texts, self.people = self.meetings.rng, self.meetings.texts, self.meetings.people

    def items(self) -> list[Node]:
        items = []
        for n in range(self.meetings.size.actions):
            item = self._action(n)
            items.append(item)
            self.waitable.append(item["id"])
        return items

    def _action(self, n: int) -> Node:
        item: Node = {"id": f"A{n:03d}", "text": self.texts.line(80)}
        day = came_up(self.people, item)
        item |= self._due(day)
        leads = self.people.members(day, but="visitor")
        begins = self.rng.choice(("agreed", "agreed", "agreed", "proposed", "asked")) if leads else "proposed"
        lead = self.rng.choice(leads) if leads and (begins != "proposed" or self.rng.random() < 0.5) else None
        if lead:
            item["lead"] = lead
        self._rest(item, lead)
        events = self._life(day, begins, lead)
        if events:
            item["history"] = events
        return item

    def _due(self, day: str) -> Node:
        chance = self.rng.random()
        if chance < 0.4 or not self.people.comes_after(day):
            return {"due": self.people.later(day, 60)}
        if chance < 0.6:
            return {"due": self.rng.choice((self.people.meeting().item["id"], "next_meeting"))}
        return {}

    def _rest(self, item: Node, lead: str | None) -> None:
        rng, texts = self.rng, self.texts
        others = [p["id"] for p in self.people.people if p["id"] != lead]
        for key, value in (
            ("kind", rng.choice(KINDS)),
            ("helpers", rng.sample(others, min(len(others), rng.randint(1, 5)))),
            ("priority", rng.choice(self.priorities) if self.priorities else None),
            ("quick_win", rng.random() < 0.5),
            ("challenge", rng.choice(("technical", "adaptive"))),
            ("quadrant", rng.choice(("person_inner", "behaviour", "culture", "systems"))),
            ("first_step", texts.line(80)),
            ("waits_for", rng.sample(self.waitable, min(len(self.waitable), rng.randint(1, 3)))),
        ):
            if value not in (None, []) and rng.random() < 0.35:
                item[key] = value
        if rng.random() < 0.1:
            item |= self.meetings.source()

    def _life(self, day: str, begins: str, lead: str | None) -> list[Node]:
        machine, events, state = MACHINES["action"], [], begins
        if begins != "agreed":
            events.append(self.meetings.event(day, begins))
        taken_on = lead if begins != "proposed" else None
        for _ in range(self.rng.randint(0, self.meetings.size.events)):
            moves = machine.open_moves(state)
            if not moves:
                break
            move = self.rng.choice(moves)
            day = self.people.later(day)
            more = self._with(move.event, day)
            new = more["to"] if move.event in {"asked", "reassigned"} and "to" in more else lead
            takes_on = move.event in {"asked", "agreed", "reassigned", "reopened"}
            if more is REFUSED or (takes_on and not self._may_lead(new, taken_on, day)):
                continue
            if takes_on:
                lead = taken_on = new
            events.append(self.meetings.event(day, move.event, **more))
            state = machine.after(state, move.event) or state
        return events

    def _may_lead(self, person: str | None, taken_on: str | None, day: str) -> bool:
        return person is not None and (person == taken_on or person in self.people.members(day, but="visitor"))

    def _with(self, event: str, day: str) -> Node:
        """What an event of that name carries; REFUSED where it cannot be made."""
        rng, texts = self.rng, self.texts
        next_meeting = self.people.comes_after(day) and rng.random() < 0.5
        due = {"due": "next_meeting" if next_meeting else self.people.later(day, 40)}
        members = self.people.members(day, but="visitor")
        if event in {"asked", "reassigned"}:
            if not members:
                return REFUSED
            return {"to": rng.choice(members)} if event == "reassigned" or rng.random() < 0.7 else {}
        carries: dict[str, Node] = {
            "agreed": due if rng.random() < 0.3 else {},
            "stuck": {"what_would_help": texts.line(160)}
            | ({"who_could_help": self.people.anybody()} if rng.random() < 0.5 else {}),
            "carried": due,
            "redated": due | {"note": texts.line(160)},
            "reworded": {"text": texts.line(80)},
            "handed_on": {"to": rng.choice([*self.hand_to, texts.line(80)])},
            "parked": {"look_again_on": self.people.later(day, 60)},
            "let_go": {"note": texts.line(160)},
            "done": {"note": texts.line(160)},
            "reopened": {"note": texts.line(160)} | (due if rng.random() < 0.3 else {}),
        }
        return carries.get(event, {})


REFUSED: Node = {}


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


def came_up(people: People, item: Node) -> str:
    """Give a thing its meeting or its own day; tells which day that is."""
    held = people.held()
    if held and people.rng.random() < 0.7:
        meeting = people.rng.choice(held)
        item["meeting"] = meeting.item["id"]
        return meeting.day
    item["on"] = people.day(people.rng.randint(0, 120))
    return str(item["on"])
