"""All the rest of a made-up series, and the whole of it put together."""

from dataclasses import dataclass
from random import Random
from typing import Any

from app.history.machines import MACHINES
from tests.series_file.made_actions import Actions, SmallTests
from tests.series_file.made_meetings import Meetings
from tests.series_file.made_people import CHANNELS, ZONES, People
from tests.series_file.made_remarks import Remarks
from tests.series_file.made_texts import Texts

Node = dict[str, Any]

COLOURS = ["blue", "vermilion", "green", "magenta", "gold", "violet", "slate", "brown"]
SHAPES = ["square", "triangle", "circle", "diamond", "pentagon", "hexagon", "star", "cross"]
LEVELS = ("self", "relationships", "team_practice", "organisations", "people_using_services")
LEAVE = ("room", "record", "public")


@dataclass
class Things:
    rng: Random
    texts: Texts
    size: Any
    people: People

    def __post_init__(self) -> None:
        self.meetings = Meetings(self.rng, self.texts, self.size, self.people)

    def document(self) -> Node:
        """The whole document. What can be named is made before what names it."""
        doc: Node = {"format": "beston-series/1", "series": self._series(), "organisations": self.people.organisations}
        doc["people"] = self.people.people
        checks = self._home_checks()
        doc["meetings"] = self.meetings.items()
        doc["aspirations"] = hopes = self._hopes()
        doc["stories"] = stories = [self._story(n) for n in range(self.size.stories)]
        doc["findings"] = findings = self._findings([story["id"] for story in stories])
        priorities = self._priorities([hope["id"] for hope in hopes], [finding["id"] for finding in findings])
        doc["priorities"] = priorities
        lines = [priority["id"] for priority in priorities]
        doc["barrier_map"] = barriers = self._barrier_map()
        assumptions = [row["id"] for row in barriers.get("big_assumptions", [])]
        hand_to = [f"T{n}" for n in range(self.size.tests)]
        doc["actions"] = actions = Actions(self.meetings, lines, hand_to, list(checks)).items()
        doc["initiatives"] = carries_on = self._initiatives(actions, lines)
        doc["tests"] = SmallTests(self.meetings, lines, assumptions, [row["id"] for row in carries_on]).items()
        about = [row["id"] for row in (*actions, *doc["tests"])] + checks
        doc["follow_ups"] = [self._follow_up(n, about) for n in self._some(30)]
        seen = [self._evidence(n, hopes, about[: len(actions)]) for n in self._some(10)] if hopes else []
        doc["evidence"] = seen
        doc["check_backs"] = self._check_backs(hopes, [row["id"] for row in seen])
        self._beside(doc)
        self._ends_of_priorities(priorities, [row["id"] for row in carries_on])
        doc = {key: value for key, value in doc.items() if value}
        Remarks(self.rng, self.texts, doc).add()
        return doc

    def _some(self, most: int) -> range:
        return range(self.rng.randint(0, min(most, self.size.rest)))

    def _past_meeting(self) -> tuple[str, str] | None:
        held = self.people.held()
        meeting = self.rng.choice(held) if held else None
        return (meeting.item["id"], meeting.day) if meeting else None

    def _walk(self, kind: str, state: str, day: str, carries: Any = lambda _name, _day: {}) -> list[Node]:
        """A history of some events, each of which may follow the state before it."""
        machine, events = MACHINES[kind], []
        for _ in range(self.rng.randint(0, self.size.events)):
            moves = machine.open_moves(state)
            if not moves:
                break
            move = self.rng.choice(moves)
            day = self.people.later(day)
            events.append(self.meetings.event(day, move.event, **carries(move.event, day)))
            state = machine.after(state, move.event) or state
        return events

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

    def _note_if(self, names: set[str]) -> Any:
        return lambda name, _day: {"note": self.texts.line(160)} if name in names else {}

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

    def _hopes(self) -> list[Node]:
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

    def _story(self, n: int) -> Node:
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

    def _findings(self, stories: list[str]) -> list[Node]:
        past = self._past_meeting()
        if len(stories) < 2 or past is None:
            return []
        chosen = [self.rng.sample(stories, self.rng.randint(2, min(12, len(stories)))) for _ in self._some(24)]
        return [
            {"id": f"F{n}", "text": self.texts.line(160), "meeting": past[0], "stories": named}
            for n, named in enumerate(chosen)
        ]

    def _priorities(self, hopes: list[str], findings: list[str]) -> list[Node]:
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

    def _ends_of_priorities(self, priorities: list[Node], carries_on: list[str]) -> None:
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

    def _barrier_map(self) -> Node:
        past = self._past_meeting()
        if past is None or self.rng.random() < 0.5:
            return {}
        barriers: Node = {"meeting": past[0], "commitment": self.texts.line(160)}
        for key in ("doing_instead", "worries", "competing_commitments"):
            barriers[key] = [self.texts.line(160) for _ in range(self.rng.randint(1, 8))]
        barriers["visibility"] = self.rng.choice(("group", "organisers"))
        return barriers | {"big_assumptions": [{"id": f"BA{n}", "text": self.texts.line(160)} for n in range(2)]}

    def _initiatives(self, actions: list[Node], lines: list[str]) -> list[Node]:
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

    def _evidence(self, n: int, hopes: list[Node], actions: list[str]) -> Node:
        item: Node = {"id": f"E{n}", "text": self.texts.line(200), "aspiration": self.rng.choice(hopes)["id"]}
        item |= {"on": self.people.day(self.rng.randint(0, 200)), "kind": "counted", "level": self.rng.choice(LEVELS)}
        if actions and self.rng.random() < 0.5:
            item["from"] = self.rng.sample(actions, min(len(actions), 3))
        return item | ({"by": self.people.anybody(), "leave_to_share": self.rng.choice(LEAVE)} if n % 2 else {})

    def _check_backs(self, hopes: list[Node], evidence: list[str]) -> list[Node]:
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

    def _beside(self, doc: Node) -> None:
        """What stands beside the work: purpose, agreement, conflicts, what the plan shows, debriefs, last words."""
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
