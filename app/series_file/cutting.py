"""Cutting a series off at a day: what was said, decided or done after it is left out; meetings to come stay planned.

A thing goes by its own day, else by its meeting's. What belongs to a day that went goes with it. Then whatever names
something that went lets go of it, and a thing that cannot be without what it named goes too. See docs/series-file.md.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from app.series_file.cutting_loose import let_go_of_what_went
from app.series_file.reading import Doc
from app.series_file.rules.cycles import cycles_of
from app.series_file.rules.known import FOREVER, Known
from app.series_file.rules.tests import has_ended

Node = dict[str, Any]

NOT_BEFORE_INVITED: Final = ("purpose", "question", "focus", "tools", "run_sheet")
NOT_BEFORE_HELD: Final = ("attendance", "decisions", "quotes")
# Each day of a cycle, and what is known only from that day on.
OF_A_CYCLE: Final = (
    ("predicted_on", ("prediction",)),
    ("started", ()),
    ("ended", ("did", "as_planned", "surprises", "learned", "compared")),
    ("decided_on", ("decision", "learned", "compared", "kept_by", "next")),
)
STILL_OPEN: Final = "The next cycle has still to be agreed"


def until(doc: Doc, day: date) -> Doc:
    """The document as it could have been written at the end of `day`. The document given is not changed."""
    return _Cut(doc, day.isoformat()).document()


class _Cut:
    def __init__(self, doc: Doc, day: str) -> None:
        self.doc = doc
        self.day = day
        self.known = Known(doc)

    def document(self) -> Doc:
        cut: Doc = {}
        for key, value in self.doc.items():
            kept = self._section(key, value)
            if kept:
                cut[key] = kept
        return let_go_of_what_went(cut, self.day, self.known)

    def _section(self, key: str, value: Any) -> Any:
        way = getattr(self, f"_{key}", None)
        if way is None:
            return value
        if not isinstance(value, list):
            return way(value)
        return [kept for kept in map(way, value) if kept is not None]

    # What came up after the day goes.

    def _is_past(self, item: Node, key: str = "meeting") -> bool:
        """Whether a thing had come up by the end of the day: on its own day, else its meeting's, else always."""
        return (item.get("on") or self.known.meeting_day(item.get(key)) or self.day) <= self.day

    def _if_past(self, item: Node) -> Node | None:
        return item if self._is_past(item) else None

    _purpose = _now = _future = _findings = _evidence = _debriefs = _check_backs = _barrier_map = _if_past

    def _if_past_with_history(self, item: Node) -> Node | None:
        return self._with_history(item) if self._is_past(item) else None

    _actions = _initiatives = _if_past_with_history

    def _with_history(self, item: Node) -> Node:
        return self._rows(item, "history", self._if_past)

    def _rows(self, item: Node, key: str, way: Callable[[Node], Node | None]) -> Node:
        """The item with each row of a list cut; the list goes when nothing is left of it."""
        if key not in item:
            return item
        kept = [row for row in map(way, item[key]) if row is not None]
        return {k: kept if k == key else v for k, v in item.items() if k != key or kept}

    def _without(self, item: Node, *keys: str) -> Node:
        return {key: value for key, value in item.items() if key not in keys}

    def _drop_if_later(self, item: Node, key: str, *with_it: str) -> Node:
        return self._without(item, key, *with_it) if item.get(key, self.day) > self.day else item

    # One way for each section that has a life of its own.

    def _series(self, series: Node) -> Node:
        return self._with_history(series)

    def _working_agreement(self, agreement: Node) -> Node | None:
        return self._rows(agreement, "accepted", self._if_past) if self._is_past(agreement) else None

    def _organisations(self, organisation: Node) -> Node:
        return self._rows(organisation, "home_checks", self._home_check)

    def _home_check(self, check: Node) -> Node | None:
        if check["asked_on"] > self.day:
            return None
        check = self._drop_if_later(check, "answered_on", "answer", "note")
        return self._drop_if_later(check, "lapsed_on", "note")

    def _people(self, person: Node) -> Node:
        return self._rows(person, "memberships", self._membership)

    def _membership(self, membership: Node) -> Node:
        return self._drop_if_later(membership, "to", "end_reason", "replaced_by")

    def _aspirations(self, hope: Node) -> Node | None:
        if not self._is_past(hope):
            return None
        return self._without(hope, "ended") if hope.get("ended", {}).get("on", self.day) > self.day else hope

    def _stories(self, story: Node) -> Node | None:
        first = story["history"][0] if "history" in story else story
        if not self._is_past(first):
            return None
        if any(event["event"] == "learned" and event["on"] > self.day for event in story.get("history", [])):
            story = self._without(story, "learning")
        return self._rows(self._with_history(story), "learning", self._learning)

    def _learning(self, learning: Node) -> Node:
        return self._drop_if_later(learning, "approved_on", "approved_by")

    def _priorities(self, priority: Node) -> Node | None:
        return self._with_history(priority) if self._is_past(priority, "from_meeting") else None

    def _meetings(self, meeting: Node) -> Node:
        meeting = self._rows(self._with_history(meeting), "invitations", self._invitation)
        meeting = self._rows(meeting, "documents", lambda row: row if row["frozen_on"] <= self.day else None)
        if (self.known.meeting_day(meeting["id"]) or FOREVER) <= self.day:
            return meeting
        meeting = self._rows(self._without(meeting, *NOT_BEFORE_HELD), "run_sheet", self._planned)
        invited = "invitations" in meeting or any(e["event"] == "invited" for e in meeting.get("history", []))
        return meeting if invited else self._without(meeting, *NOT_BEFORE_INVITED)

    def _invitation(self, invitation: Node) -> Node | None:
        if invitation["sent_on"] > self.day:
            return None
        if invitation.get("replied_on", self.day) <= self.day:
            return invitation
        return self._without(invitation, "replied_on", "substitute_name") | {"reply": "none"}

    def _planned(self, item: Node) -> Node:
        return self._without(item, "actual_minutes")

    def _tests(self, test: Node) -> Node | None:
        if not self._is_past(test):
            return None
        agreed = [cycle.agreed for cycle in cycles_of(self.known, self.known.things[test["id"]])]
        past = [
            self._cycle(cycle) for cycle, on in zip(test.get("cycles", []), agreed, strict=True) if self._by_now(on)
        ]
        test = self._without(self._with_history(test), "cycles")
        return self._asked(test | {"cycles": [*past[:-1], self._left_open(test, past[-1])]} if past else test)

    def _asked(self, test: Node) -> Node:
        """A question has no day. It was not put to somebody still to come, nor about a test that had ended then."""
        hats = self.known.hats.get(test.get("asked_of", "")) or []
        to_come = bool(hats) and all(hat.begins > self.day for hat in hats)
        return self._without(test, "asked_of", "asked_note") if to_come or has_ended(test) else test

    def _by_now(self, day: str | None) -> bool:
        return day is not None and day <= self.day

    def _cycle(self, cycle: Node) -> Node:
        if cycle.get("safety", {}).get("on", self.day) > self.day:
            cycle = self._without(cycle, "safety")
        if cycle.get("ended", self.day) > self.day and "measures" in cycle:
            cycle = cycle | {"measures": [self._without(measure, "after") for measure in cycle["measures"]]}
        for key, with_it in OF_A_CYCLE:
            cycle = self._drop_if_later(cycle, key, *with_it)
        return cycle

    def _left_open(self, test: Node, last: Node) -> Node:
        """A decision to adapt whose next step went still needs words for it."""
        handed_on = any(event["event"] == "handed_on" for event in test.get("history", []))
        if last.get("decision") != "adapt" or "next" in last or handed_on:
            return last
        return last | {"next": STILL_OPEN}

    def _follow_ups(self, follow_up: Node) -> Node | None:
        if follow_up.get("on", FOREVER) <= self.day:
            return follow_up
        if follow_up.get("planned_for", FOREVER) > self.day:
            return None
        follow_up = self._drop_if_later(follow_up, "on", "channel", "said", "heard", "result", "not_before")
        return self._drop_if_later(follow_up, "not_needed_on")

    def _last_words(self, words: Node) -> Node | None:
        """They were said at the last meeting: the last that was opened, where any was."""
        meetings = self.known.meetings.values()
        days = [m.day for m in meetings if m.day and m.has("opened")] or [m.day for m in meetings if m.day]
        return words if max(days, default=self.day) <= self.day else None
