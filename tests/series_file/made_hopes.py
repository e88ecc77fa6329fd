"""Hopes, stories and what was found in them, and what was seen of it all, of a made-up series."""

from typing import Any

from tests.series_file.maker import Maker

Node = dict[str, Any]

LEVELS = ("self", "relationships", "team_practice", "organisations", "people_using_services")
LEAVE = ("room", "record", "public")


class Hopes(Maker):
    def hopes(self) -> list[Node]:
        hopes: list[Node] = []
        for n in range(min(12, self.size.rest + 1)):
            past = self._past_meeting()
            if past is None:
                break
            hope: Node = {"id": f"O{n}", "text": self.texts.line(80), "meeting": past[0]}
            hope["level"] = self.rng.choice(LEVELS)
            if self.rng.random() < 0.3:
                ended = {"on": self.people.later(past[1]), "as": "dropped", "reason": self.texts.line(160)}
                hope["ended"] = ended | ({"as": "merged", "into": hopes[0]["id"]} if hopes else {})
            hopes.append(hope)
        return hopes

    def evidence(self, n: int, hopes: list[Node], actions: list[str]) -> Node:
        item: Node = {"id": f"E{n}", "text": self.texts.line(200), "aspiration": self.rng.choice(hopes)["id"]}
        item |= {"on": self.people.day(self.rng.randint(0, 200)), "kind": "counted", "level": self.rng.choice(LEVELS)}
        if actions and self.rng.random() < 0.5:
            item["from"] = self.rng.sample(actions, min(len(actions), 3))
        return item | ({"by": self.people.anybody(), "leave_to_share": self.rng.choice(LEAVE)} if n % 2 else {})

    def check_backs(self, hopes: list[Node], evidence: list[str]) -> list[Node]:
        past = self._past_meeting()
        if not hopes or past is None or self.rng.random() < 0.5:
            return []
        rows = []
        for hope in hopes:
            row: Node = {"aspiration": hope["id"], "movement": self.rng.choice(("back", "none", "some", "not_known"))}
            row |= {"evidence": evidence[:20]} if evidence and self.rng.random() < 0.5 else {}
            rows.append(row | ({"who_disagrees": self.texts.line(160)} if self.rng.random() < 0.3 else {}))
        remarks = [{"text": self.texts.line(240), "retold": True}]
        return [{"meeting": past[0], "what_members_said": remarks, "by_aspiration": rows}]


class Stories(Maker):
    def story(self, n: int) -> Node:
        rng, texts, meeting = self.rng, self.texts, self.people.meeting()
        bringer = self.people.anybody()
        story: Node = {"id": f"S{n}", "pseudonym": texts.line(24), "brought_by": bringer, "meeting": meeting.item["id"]}
        story["kind"] = rng.choice(("one_person", "carer", "worker", "composite"))
        events = self._walk("story", "offered", meeting.first, lambda _name, _day: {"by": self.people.anybody()})
        names = {event["event"]: event["on"] for event in events}
        scope = rng.choice(("room", "series", "report"))
        if "consent_given" in names or rng.random() < 0.3:
            story["consent"] = {"how": texts.line(160), "scope": scope}
        if not {"destroyed", "withdrawn"} & set(names) and rng.random() < 0.8:
            story |= {"body": texts.story(6000), "destroy_on": self.people.later(meeting.day, 400)}
        if "learned" in names:
            story["learning"] = [self._learning(bringer, names["learned"], scope) for _ in range(rng.randint(1, 3))]
        if rng.random() < 0.5:
            story["themes"] = [f"{k} {texts.line(30)}" for k in range(rng.randint(1, 6))]
        return story | ({"history": events} if events else {})

    def _learning(self, bringer: str, learnt: str, scope: str) -> Node:
        learning: Node = {"text": self.texts.line(160)}
        if self.rng.random() < 0.7:
            by = self.people.anybody()
            on = self.people.later(self.people.later(learnt, 0), 5)
            if by != bringer or on > learnt:
                learning |= {"approved_by": by, "approved_on": on}
        if self.rng.random() < 0.5:
            learning["visibility"] = "public" if scope == "report" and self.rng.random() < 0.5 else "group"
        return learning

    def findings(self, stories: list[str]) -> list[Node]:
        past = self._past_meeting()
        if len(stories) < 2 or past is None:
            return []
        chosen = [self.rng.sample(stories, self.rng.randint(2, min(12, len(stories)))) for _ in self._some(24)]
        return [
            {"id": f"F{n}", "text": self.texts.line(160), "meeting": past[0], "stories": named}
            for n, named in enumerate(chosen)
        ]
