"""Priorities, what holds a group back, and what carries on, of a made-up series."""

from typing import Any

from tests.series_file.maker import Maker

Node = dict[str, Any]

COLOURS = ["blue", "vermilion", "green", "magenta", "gold", "violet", "slate", "brown"]
SHAPES = ["square", "triangle", "circle", "diamond", "pentagon", "hexagon", "star", "cross"]


class Lines(Maker):
    def priorities(self, hopes: list[str], findings: list[str]) -> list[Node]:
        colours, shapes = self.rng.sample(COLOURS, 8), self.rng.sample(SHAPES, 8)
        items = []
        for n in range(self.size.priorities):
            item: Node = {"id": f"line{n}", "text": self.texts.line(60)}
            item["challenge"] = self.rng.choice(("technical", "adaptive", "mixed", "not_yet_known"))
            if n < 8 and self.rng.random() < 0.5:
                item |= {"colour": colours[n], "shape": shapes[n]}
            past = self._past_meeting()
            if past and self.rng.random() < 0.8:
                item["from_meeting"] = past[0]
            if hopes and self.rng.random() < 0.5:
                item["aspirations"] = self.rng.sample(hopes, min(3, len(hopes)))
            if findings and self.rng.random() < 0.5:
                item["findings"] = self.rng.sample(findings, min(3, len(findings)))
            items.append(item)
        return items

    def ends_of_priorities(self, priorities: list[Node], carries_on: list[str]) -> None:
        days = {meeting.item["id"]: meeting.day for meeting in self.people.meetings}

        def carries(name: str, _day: str) -> Node:
            if name != "finished":
                return {}
            if carries_on and self.rng.random() < 0.5:
                return {"as": "carries_on", "to": self.rng.choice(carries_on)}
            return {"as": self.rng.choice(("business_as_usual", "set_aside"))}

        for priority in priorities:
            if "from_meeting" in priority:
                events = self._walk("priority", "active", days[priority["from_meeting"]], carries)
                priority.update({"history": events} if events else {})

    def barrier_map(self) -> Node:
        past = self._past_meeting()
        if past is None or self.rng.random() < 0.5:
            return {}
        barriers: Node = {"meeting": past[0], "commitment": self.texts.line(160)}
        for key in ("doing_instead", "worries", "competing_commitments"):
            barriers[key] = [self.texts.line(160) for _ in range(self.rng.randint(1, 8))]
        barriers["visibility"] = self.rng.choice(("group", "organisers"))
        return barriers | {"big_assumptions": [{"id": f"BA{n}", "text": self.texts.line(160)} for n in range(2)]}

    def initiatives(self, actions: list[Node], lines: list[str]) -> list[Node]:
        past = self._past_meeting()
        if not actions or past is None:
            return []
        items = []
        for n in self._some(24):
            leads = self.people.members(past[1], but="visitor")
            if not leads:
                break
            firsts = self.rng.sample(actions, min(len(actions), self.rng.randint(1, 12)))
            item: Node = {"id": f"I{n}", "text": self.texts.line(160), "meeting": past[0]}
            item["lead"] = self.rng.choice(leads)
            item["first_actions"] = [action["id"] for action in firsts]
            item |= {"priority": self.rng.choice(lines)} if lines and self.rng.random() < 0.5 else {}
            events = self._walk("initiative", "proposed", past[1], self._note_if({"ended"}))
            items.append(item | ({"history": events} if events else {}))
        return items
