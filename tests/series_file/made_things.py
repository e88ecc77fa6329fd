"""A made-up series, put together of all its parts."""

from typing import Any

from tests.series_file.made_actions import Actions
from tests.series_file.made_beside import Beside
from tests.series_file.made_hopes import Hopes, Stories
from tests.series_file.made_lines import Lines
from tests.series_file.made_people import CHANNELS, ZONES
from tests.series_file.made_remarks import Remarks
from tests.series_file.made_tests import SmallTests
from tests.series_file.maker import Maker

Node = dict[str, Any]


class Things(Maker):
    def document(self) -> Node:
        """The whole document. What can be named is made before what names it."""
        given = (self.rng, self.texts, self.size, self.people)
        hoped, told, lined = Hopes(*given), Stories(*given), Lines(*given)
        doc: Node = {"format": "beston-series/1", "series": self._series(), "organisations": self.people.organisations}
        doc["people"] = self.people.people
        checks = self._home_checks()
        doc["meetings"] = self.meetings.items()
        doc["aspirations"] = hopes = hoped.hopes()
        doc["stories"] = stories = [told.story(n) for n in range(self.size.stories)]
        doc["findings"] = findings = told.findings([story["id"] for story in stories])
        priorities = lined.priorities([hope["id"] for hope in hopes], [finding["id"] for finding in findings])
        doc["priorities"] = priorities
        lines = [priority["id"] for priority in priorities]
        doc["barrier_map"] = barriers = lined.barrier_map()
        assumptions = [row["id"] for row in barriers.get("big_assumptions", [])]
        hand_to = [f"T{n}" for n in range(self.size.tests)]
        doc["actions"] = actions = Actions(self.meetings, lines, hand_to, list(checks)).items()
        doc["initiatives"] = carries_on = lined.initiatives(actions, lines)
        doc["tests"] = SmallTests(self.meetings, lines, assumptions, [row["id"] for row in carries_on]).items()
        about = [row["id"] for row in (*actions, *doc["tests"])] + checks
        doc["follow_ups"] = [self._follow_up(n, about) for n in self._some(30)]
        seen = [hoped.evidence(n, hopes, about[: len(actions)]) for n in self._some(10)] if hopes else []
        doc["evidence"] = seen
        doc["check_backs"] = hoped.check_backs(hopes, [row["id"] for row in seen])
        Beside(*given).add(doc)
        lined.ends_of_priorities(priorities, [row["id"] for row in carries_on])
        doc = {key: value for key, value in doc.items() if value}
        Remarks(self.rng, self.texts, doc).add()
        return doc

    def _series(self) -> Node:
        rng, texts = self.rng, self.texts
        series: Node = {
            "id": f"made-{rng.randrange(10**6)}",
            "title": texts.line(80, 3),
            "people_served": texts.line(120),
            "meetings_planned": rng.randint(1, 24),
            "interval": rng.choice(("weekly", "fortnightly", "monthly", "six_weekly", "quarterly", "irregular")),
            "meeting_minutes": rng.randint(30, 480),
            "time_zone": rng.choice(ZONES),
            "language": rng.choice(("en-GB", "gd", "cy", "ur")),
        }
        for key, value in (
            ("place", texts.line(80)),
            ("place_note", texts.line(160)),
            ("record_scope", rng.choice(("group", "facilitators"))),
            ("keep_stories_days", rng.randint(0, 365)),
            ("keep_contacts_days", rng.randint(0, 730)),
        ):
            if rng.random() < 0.5:
                series[key] = value
        events = self._walk("series", "draft", self.people.day(0), self._note_if({"abandoned"}))
        return series | ({"history": events} if events else {})

    def _home_checks(self) -> list[str]:
        names = []
        for organisation in self.people.organisations:
            if self.rng.random() < 0.4:
                check = self._home_check(f"HC-{organisation['id']}")
                organisation["home_checks"] = [check]
                names.append(check["id"])
        return names

    def _home_check(self, name: str) -> Node:
        asked = self.people.day(self.rng.randint(0, 60))
        check: Node = {"id": name, "question": self.texts.line(160), "asked_on": asked}
        later = self.people.later(asked)
        answer = self.rng.choice(("agrees", "agrees_if", "not_yet", "declines"))
        more = ({}, {"answered_on": later, "answer": answer}, {"lapsed_on": later}, {"answer_due": later})
        return check | self.rng.choice(more)

    def _follow_up(self, n: int, about: list[str]) -> Node:
        item: Node = {"id": f"U{n}", "by": self.people.anybody(), "with": self.people.anybody(), "kind": "nudge"}
        planned, on = self.people.day(self.rng.randint(0, 100)), self.people.day(self.rng.randint(0, 100))
        done = {"on": on, "channel": self.rng.choice(CHANNELS), "said": self.texts.line(200)}
        item |= self.rng.choice(({"planned_for": planned}, done, done | {"planned_for": planned, "result": "moving"}))
        if about and self.rng.random() < 0.7:
            item["about"] = self.rng.sample(about, min(len(about), self.rng.randint(1, 8)))
        if "on" not in item and self.rng.random() < 0.3:
            item["not_needed_on"] = self.people.later(planned)
        return item
