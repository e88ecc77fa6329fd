"""What happened at the meetings of a made-up series: histories, invitations, who came, what was said."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.series_file.made_people import CHANNELS, Meeting, People, hats_on
from tests.series_file.made_texts import Texts

Node = dict[str, Any]

ABSENT = ("apologies", "not_heard", "not_expected")
NO_FIGURES = str.maketrans("0123456789", "abcdefghij")  # in a name nothing may look like a number or a day
VIA = ("meeting", "link", "phone", "email", "text", "in_person", "video", "post", "paper")


@dataclass
class Meetings:
    rng: Random
    texts: Texts
    size: Any
    people: People

    def items(self) -> list[Node]:
        return [self._whole(meeting) for meeting in self.people.meetings]

    def event(self, on: str, name: str, **more: Any) -> Node:
        """One event, now and then with who, how and why."""
        event: Node = {"on": on, "event": name}
        if self.rng.random() < 0.5:
            event["by"] = self.people.anybody()
        if self.rng.random() < 0.3:
            event |= {"via": self.rng.choice(VIA), "note": self.texts.line(160)}
        if self.rng.random() < 0.2:
            event["visibility"] = self.rng.choice(("group", "organisers"))
        if self.rng.random() < 0.1:
            event |= self.source()
        return event | more

    def source(self) -> Node:
        return {"source": self.rng.choice(("paper", "theme", "invented")), "source_note": self.texts.line(200)}

    def _whole(self, meeting: Meeting) -> Node:
        item = meeting.item
        events, invited_on = self._history(meeting)
        if events:
            item["history"] = events
        if invited_on or self.rng.random() < 0.3:
            item["purpose"] = self.texts.line(160)
        self._plan(item)
        if invited_on:
            self._invite(meeting, invited_on)
        if meeting.held:
            self._who_came(meeting, closed=item["history"][-1]["event"] == "closed")
        if meeting.held:
            self._what_was_said(meeting)
        return item

    def _history(self, meeting: Meeting) -> tuple[list[Node], str | None]:
        early = date.fromisoformat(meeting.first) - timedelta(days=self.rng.randint(0, 15))
        on = early.isoformat()
        invited = meeting.held or self.rng.random() < 0.5
        events = [self.event(on, "invited")] if invited else []
        if invited and self.rng.random() < 0.5:
            events.append(self.event(on, "prepared"))
        if meeting.moved:
            more = {"start": "19:00", "end": "20:30"} if self.rng.random() < 0.3 else {}
            events.append(self.event(on, "moved", to=meeting.day, note=self.texts.line(160), **more))
            if self.rng.random() < 0.5:
                events.append(self.event(on, "invited"))
                invited = True
        if meeting.cancelled:
            events.append(self.event(on, "cancelled", note=self.texts.line(160)))
        if meeting.held:
            events += self._held(meeting)
        return events, on if invited else None

    def _held(self, meeting: Meeting) -> list[Node]:
        events = [self.event(meeting.day, "opened")]
        if meeting is not self.people.held()[-1] or self.rng.random() < 0.7:
            events.append(self.event(self.people.later(meeting.day, 1), "closed"))
            if self.rng.random() < 0.2:
                reopened = self.people.later(events[-1]["on"], 3)
                events.append(self.event(reopened, "reopened", note=self.texts.line(160)))
                events.append(self.event(self.people.later(reopened, 1), "closed"))
        return events

    def _plan(self, item: Node) -> None:
        rng, texts = self.rng, self.texts
        for key, value in (
            ("kind", rng.choice(("start_up", "series", "extra", "follow_on"))),
            ("title", texts.line(60)),
            ("question", texts.line(160)),
            ("venue", texts.line(80)),
            ("access_notes", texts.line(200)),
            (
                "focus",
                [{"text": texts.line(80), "group_lead": self.people.anybody()} for _ in range(rng.randint(1, 4))],
            ),
            ("tools", [texts.line(60) for _ in range(rng.randint(1, min(8, 1 + self.size.rest)))]),
            ("run_sheet", [self._block() for _ in range(rng.randint(1, min(24, 1 + self.size.rest)))]),
        ):
            if rng.random() < 0.5:
                item[key] = value
        if rng.random() < 0.2:
            item |= self.source()

    def _block(self) -> Node:
        block: Node = {
            "minutes": self.rng.randint(1, 240),
            "title": self.texts.line(80),
            "mode": self.rng.choice(("whole_group", "small_groups", "pairs", "alone", "break")),
        }
        if self.rng.random() < 0.3:
            block |= {"who_leads": self.people.anybody(), "tool": self.texts.line(60), "actual_minutes": 12}
        return block

    def _invite(self, meeting: Meeting, on: str) -> None:
        invited = [p for p in self.people.members(meeting.first, meeting.day) if self.rng.random() < 0.8]
        rows = []
        for person in invited:
            row: Node = {"person": person, "sent_on": on, "reply": "none"}
            if self.rng.random() < 0.7:
                replied = min(self.people.later(on), meeting.first)
                row |= {"reply": self.rng.choice(("coming", "cannot", "sending_substitute", "unsure"))}
                row |= {"replied_on": replied}
                if row["reply"] == "sending_substitute" and self.rng.random() < 0.7:
                    row["substitute_name"] = self.texts.line(60).translate(NO_FIGURES)
            if self.rng.random() < 0.3:
                row |= {"channel": self.rng.choice(CHANNELS), "why_you": self.texts.line(160)}
            hats = self._organisations(person, meeting.first, meeting.day)
            if hats and self.rng.random() < 0.1:
                row["for"] = self.rng.choice(hats)
            rows.append(row)
        if rows:
            meeting.item["invitations"] = rows

    def _who_came(self, meeting: Meeting, *, closed: bool) -> None:
        seats, members = self.people.seats(meeting.day), self.people.members(meeting.day)
        rows = {person: self._row(person, meeting.day) for person in seats if closed or self.rng.random() < 0.7}
        rows |= {p: {"person": p, "state": "present"} for p in members if p not in seats and self.rng.random() < 0.8}
        spare = [p for p in members if p not in seats]
        if spare and seats and self.rng.random() < 0.3:
            sent, came = self.rng.choice(seats), self.rng.choice(spare)
            rows[sent] = {"person": sent, "state": "substitute_sent", "substitute": came}
            rows[came] = {"person": came, "state": "present_as_substitute", "in_place_of": sent}
        if rows:
            meeting.item["attendance"] = list(rows.values())

    def _row(self, person: str, day: str) -> Node:
        if self.rng.random() < 0.3:
            return {"person": person, "state": self.rng.choice(ABSENT)}
        row: Node = {"person": person, "state": self.rng.choice(("present", "present", "present_part"))}
        organisations = self._organisations(person, day)
        if organisations and self.rng.random() < 0.2:
            row["for"] = self.rng.choice(organisations)
        if self.rng.random() < 0.2:
            row["mode"] = self.rng.choice(("in_the_room", "video", "phone"))
        return row

    def _organisations(self, name: str, *days: str) -> list[str]:
        """For which organisations somebody wears a hat on each of these days."""
        person = next(p for p in self.people.people if p["id"] == name)
        worn = [{hat["organisation"] for hat in hats_on(person, day) if "organisation" in hat} for day in days]
        return sorted(set.intersection(*worn))

    def _what_was_said(self, meeting: Meeting) -> None:
        rng, texts, item = self.rng, self.texts, meeting.item
        some = range(rng.randint(0, min(20, self.size.rest)))
        decisions = [
            {"id": f"D-{item['id']}-{n}", "text": texts.line(160), "kind": rng.choice(("how_we_work", "what_we_do"))}
            for n in some
        ]
        quotes = [self.quote() | {"moment": rng.choice(("check_in", "check_out", "in_passing"))} for _ in some]
        documents = [
            {"kind": rng.choice(("recap", "record")), "version": n + 1, "frozen_on": self.people.later(meeting.day)}
            | {"text": texts.block(8000)}
            for n in range(rng.randint(0, min(2, self.size.rest)))
        ]
        item |= {k: v for k, v in (("decisions", decisions), ("quotes", quotes), ("documents", documents)) if v}

    def quote(self) -> Node:
        quote: Node = {"text": self.texts.line(240), "leave_to_share": self.rng.choice(("room", "record", "public"))}
        if self.rng.random() < 0.5:
            quote |= {"said_by": self.texts.line(60), "retold": self.rng.random() < 0.5}
        return quote
