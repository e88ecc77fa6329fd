"""What stands beside the work of a made-up series."""

from typing import Any

from tests.series_file.maker import Maker

Node = dict[str, Any]


class Beside(Maker):
    def add(self, doc: Node) -> None:
        """Purpose, agreement, conflicts, what the plan shows, debriefs, last words."""
        rng, texts, people = self.rng, self.texts, self.people
        some = min(20, self.size.rest)
        when = [({"meeting": m.item["id"]} if rng.random() < 0.4 else {"on": m.day}) for m in people.held()] or [{}]
        if rng.random() < 0.5:
            doc["about"] = {"title": texts.line(80), "source_values": {"invented": texts.line(160)}}
        doc["purpose"] = self._purposes()
        doc["now"] = [
            {"id": f"W{n}", "text": texts.line(120), "kind": rng.choice(("works_now", "learnt_since"))}
            | rng.choice(when)
            for n in range(some)
        ]
        doc["future"] = [{"id": f"V{n}", "text": texts.line(120)} | rng.choice(when) for n in range(some)]
        named = [organisation["id"] for organisation in people.organisations]
        doc["possible_conflicts"] = [
            {"id": f"X{n}", "text": texts.line(160), "visibility": rng.choice(("group", "organisers"))}
            | ({"between": named[:6]} if len(named) > 1 else {})
            for n in range(some)
        ]
        doc["debriefs"] = [
            {"on": people.later(meeting.day), "after_meeting": meeting.item["id"], "observe": texts.block(500)}
            | {"next_focus": [texts.line(80)]}
            for meeting in people.held()
            if rng.random() < 0.5
        ]
        doc["last_words"] = [self.meetings.quote() for _ in range(some)]
        if rng.random() < 0.5:
            rows = [{"area": rng.choice(("behaviours", "review")), "text": texts.line(200)} for _ in range(2)]
            accepted = [{"organisation": name, "on": people.day(rng.randint(0, 60))} for name in named]
            doc["working_agreement"] = {"rows": rows, "accepted": accepted}

    def _purposes(self) -> list[Node]:
        items: list[Node] = []
        for n in self._some(24):
            kind = self.rng.choice(("inquiry_question", "long_term_goal", "short_term_goal"))
            item: Node = {"id": f"G{n}", "kind": kind, "text": self.texts.line(200), "on": self.people.day(n)}
            if items and self.rng.random() < 0.5:
                item |= {"supersedes": items[-1]["id"], "changed_with": self.texts.line(200)}
            items.append(item)
        return items
