"""The actions of a made-up series, each with a life that the state machines allow."""

from dataclasses import dataclass
from typing import Any

from app.history.machines import MACHINES
from tests.series_file.made_meetings import Meetings
from tests.series_file.made_people import People

Node = dict[str, Any]

KINDS = ("find_out", "ask", "share", "invite", "try", "change_practice", "draft", "report", "begin")


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


def came_up(people: People, item: Node) -> str:
    """Give a thing its meeting or its own day; tells which day that is."""
    held = people.held()
    if held and people.rng.random() < 0.7:
        meeting = people.rng.choice(held)
        item["meeting"] = meeting.item["id"]
        return meeting.day
    item["on"] = people.day(people.rng.randint(0, 120))
    return str(item["on"])
