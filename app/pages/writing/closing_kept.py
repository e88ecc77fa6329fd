"""Closing a meeting: everything that was chosen is written together with its end, or nothing is."""

from datetime import date, timedelta
from typing import Any

from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.closing_asked import THIRD, TOGETHER
from app.pages.writing.meetings import meeting_of
from app.pages.writing.planning import plan
from app.pages.writing.sheets import Place, Unready
from app.record.actions import ActionThen, actions_then
from app.record.closing import Asked, Before, before_closing, in_the_room, worth_asking

AHEAD = "Choose a day that is still to come."
WORD = "Say in a few words why this is left, or settle it first."
ROOM = 160
TO_THE_LAST = {"draft": ("set_up", "started"), "setting_up": ("started",), "running": ()}
CATCH_UP_WITHIN, ASK_WITHIN = timedelta(days=2), timedelta(days=1)


def close(draft: Draft, place: Place, values: Values) -> Spot:
    """C1 to C6 hold afterwards, or Unready says what is missing (docs/domain.md, "Closing a meeting")."""
    return _Closing(draft, place, values).written()


class _Closing:
    """One meeting while it is closed; `wrong` is by field."""

    def __init__(self, draft: Draft, place: Place, values: Values) -> None:
        self.draft, self.place, self.values = draft, place, values
        self.meeting = meeting_of(place)
        self.spot: Spot = ("meetings", place.of)
        self.before: Before = before_closing(place.then, self.meeting)
        self.worth: Asked = worth_asking(place.then, self.meeting)
        self.there = in_the_room(place.then, self.meeting)
        self.asked = {a.id: a.lead for a in actions_then(place.then) if a.state == "asked"}
        self.notes: list[str] = []
        self.wrong: dict[str, str] = {}

    def written(self) -> Spot:
        self._who_came()
        self._meet_again()
        self._actions()
        self._stories()
        self._passed()
        if self.wrong:
            raise Unready(self.wrong)
        note = {"note": " ".join(self.notes), "visibility": "organisers"} if self.notes else {}
        self.draft.tell(self.spot, self._event("closed") | note)
        self._be_in_touch()
        return self.spot

    def _event(self, event: str) -> Values:
        return {"on": self.place.today, "event": event, "by": self.place.seat.person}

    def _answers(self, group: str, id_: str) -> Values:
        found: Values = self.values.get(group, {}).get(id_, {})
        return found

    # -- C1, C5 -------------------------------------------------------------
    def _who_came(self) -> None:
        if not self.before.unmarked:
            return
        if not self.values["unmarked"]:
            self.wrong["unmarked"] = "Note who was there, or tick that nobody has heard from them."
            return
        rows = self.draft.list_at((*self.spot, "attendance"))
        rows += [{"person": person, "state": "not_heard"} for person in self.before.unmarked]

    def _meet_again(self) -> None:
        again = self.values.get("next", {})
        if again.get("what") == "date":
            given = {key: again.get(key) for key in ("date", "start", "end")}
            missing = {f"next-{key}": "Please fill this in." for key, value in given.items() if not value}
            if not missing and str(given["date"]) <= max(self.place.today, self.meeting.day.isoformat()):
                missing = {"next-date": AHEAD}
            if not missing and str(given["end"]) <= str(given["start"]):
                missing = {"next-end": "It must end after it begins."}
            self.wrong |= missing
            if not missing:
                self._set_day(given)
        elif again.get("what") == "last":
            for event in (*TO_THE_LAST[self.place.then.series_state], "closing"):
                self.draft.tell(("series",), self._event(event))

    def _set_day(self, given: Values) -> None:
        try:
            plan(self.draft, self.place, {"kind": "series", "venue": self.meeting.row.venue} | given)
        except Unsaid as why:
            self.wrong["next-date"] = str(why)

    # -- C2 to C4 -----------------------------------------------------------
    def _actions(self) -> None:
        together = self.values.get("together") or []
        if len(together) > TOGETHER:
            self.wrong["together"] = f"Five at the most are carried on together; these are {len(together)}."
        for action in self.before.uncarried:
            given = self._answers("carry", action.id)
            if action.id in together and not given.get("what"):
                given = {"what": "keep", "due": "next_meeting"}
            self._decided(f"carry-{action.id}", action, given)
        for action in self.before.proposals:
            self._decided(f"decide-{action.id}", action, self._answers("decide", action.id))
        for action in self.before.given_in_absence:
            self._decided(f"absent-{action.id}", action, self._answers("absent", action.id))

    def _decided(self, field: str, action: ActionThen, given: Values) -> None:
        if not given.get("what"):
            self.wrong[f"{field}-what"] = f"Choose what becomes of “{action.text}”."
            return
        becomes = getattr(self, f"_{given['what']}")
        becomes(field, action, given)

    def _keep(self, field: str, action: ActionThen, given: Values) -> None:
        due = self._due(field, given)
        if action.carries >= THIRD and not given.get("waiting"):
            self.wrong[f"{field}-waiting"] = "Carried on twice before. What is it really waiting for?"
        self._tell(action, "carried", due=due, note=given.get("waiting"))

    def _done(self, field: str, action: ActionThen, given: Values) -> None:
        self._need(field, "came", given, "Say what came of it. “We learnt that it is not worth doing” counts.")
        self._tell(action, "done", note=given["came"])

    def _stuck(self, field: str, action: ActionThen, given: Values) -> None:
        self._need(field, "help", given, "Say what would help. A few words are enough.")
        self._tell(action, "stuck", what_would_help=given["help"])

    def _hand(self, field: str, action: ActionThen, given: Values) -> None:
        self._need(field, "who", given, "Choose whom to ask.")
        if given["who"] == action.lead:
            self.wrong[f"{field}-who"] = "They lead it already. Choose somebody else."
        self._give(action, given["who"])

    def _park(self, field: str, action: ActionThen, given: Values) -> None:
        self._need(field, "until", given, "Choose a day to look at it again.")
        if given["until"] and given["until"] <= self.place.today:
            self.wrong[f"{field}-until"] = AHEAD
        self._tell(action, "parked", look_again_on=given["until"])

    def _let_go(self, field: str, action: ActionThen, given: Values) -> None:
        self._need(field, "why", given, "Say why it is let go. Letting go is learning, and is kept.")
        self._tell(action, "let_go", note=given["why"])

    def _agree(self, field: str, action: ActionThen, given: Values) -> None:
        """Whoever is in the room takes it on; anybody else is asked first (A3)."""
        self._need(field, "lead", given, "Choose who leads it.")
        due, lead = self._due(field, given), given["lead"]
        if lead == action.lead and lead in self.there:
            self._tell(action, "agreed", due=due)
            return
        self._tell(action, "redated", due=due, note="Set when it was agreed")
        self._give(action, lead)
        if lead in self.there:
            self._accept(action, lead)

    def _said_yes(self, _field: str, action: ActionThen, _given: Values) -> None:
        self._give(action, action.lead)
        self._accept(action, action.lead)

    def _ask(self, _field: str, action: ActionThen, _given: Values) -> None:
        self._give(action, action.lead)

    def _give(self, action: ActionThen, who: str | None) -> None:
        self._tell(action, "asked", to=who)
        self.asked[action.id] = who

    def _accept(self, action: ActionThen, who: str | None) -> None:
        self._tell(action, "accepted", by=who)
        del self.asked[action.id]

    def _need(self, field: str, name: str, given: Values, why: str) -> None:
        if not given.get(name):
            self.wrong[f"{field}-{name}"] = why

    def _due(self, field: str, given: Values) -> str | None:
        due = given.get("due")
        if not due:
            self.wrong[f"{field}-due"] = "Choose by when."
        elif due == "on":
            due = given.get("due_on")
            if not due or due <= self.place.today:
                self.wrong[f"{field}-due_on"] = AHEAD
        elif due == "next_meeting" and not self._meets_again():
            self.wrong[f"{field}-due"] = "No meeting comes after this one. Choose a day."
        return due

    def _meets_again(self) -> bool:
        coming = any(m.day > self.place.seat.today for m in self.place.then.meetings)
        return coming or self.values.get("next", {}).get("what") == "date"

    def _tell(self, action: ActionThen, event: str, **more: Any) -> None:
        self.draft.tell(("actions", action.id), self._event(event) | {"via": "meeting"} | more)

    # -- C6 and what may be passed ----------------------------------------------
    def _stories(self) -> None:
        for story in self.before.untold:
            given = self._answers("story", story.id)
            spot: Spot = ("stories", story.id)
            if given.get("what") == "nothing":
                self.notes.append(f"Nothing to share from {story.pseudonym}.")
            elif given.get("what") != "learned":
                self.wrong[f"story-{story.id}-what"] = "Choose one of the two."
            elif not given.get("learning"):
                self.wrong[f"story-{story.id}-learning"] = "Write what it taught us."
            else:
                self.draft.list_at((*spot, "learning")).append({"text": given["learning"]})
                self.draft.tell(spot, self._event("learned"))

    def _passed(self) -> None:
        debrief = self.values.get("debrief_on")
        if debrief and debrief < self.place.today:
            self.wrong["debrief_on"] = AHEAD
        left = vars(self.worth) | ({"debrief": False} if debrief else {})
        word = self.values.get("word")
        if any(left.values()) and not word:
            self.wrong["word"] = WORD
        if word:
            self.notes.append(word)
        if len(" ".join(self.notes)) > ROOM:
            self.wrong["word"] = f"With what is said of stories there is room for {ROOM} characters. Say it shorter."

    # -- afterwards -----------------------------------------------------------
    def _be_in_touch(self) -> None:
        """What was missed is told to whoever was away, and whoever is asked hears of it (1.21)."""
        for row in self.draft.list_at((*self.spot, "attendance")):
            if row["state"] in ("apologies", "not_heard") and not self._is_planned("catch_up", row["person"]):
                self._plan("catch_up", row["person"], CATCH_UP_WITHIN)
        for action, who in self.asked.items():
            if who and not self._is_planned("ask", who, action):
                self._plan("ask", who, ASK_WITHIN, about=[action])
        if debrief := self.values.get("debrief_on"):
            other = next((o for o in self._organisers() if o != self.place.seat.person), None)
            self._plan("debrief", other, date.fromisoformat(debrief) - self.place.seat.today)

    def _is_planned(self, kind: str, who: str, about: str | None = None) -> bool:
        """Whether it is planned since the meeting, or, about one action, at all."""
        since = "" if about else self.meeting.day.isoformat()
        return any(
            one["kind"] == kind
            and one["with"] == who
            and one.get("planned_for", one.get("on", "")) >= since
            and "not_needed_on" not in one
            and (about is None or ("on" not in one and about in one.get("about", [])))
            for one in self.draft.doc.get("follow_ups", [])
        )

    def _plan(self, kind: str, who: str | None, within: timedelta, **more: Any) -> None:
        by = next((person for person in self._organisers() if person != who), None)
        if by is None or who is None:
            return
        planned = {"planned_for": (self.place.seat.today + within).isoformat(), "by": by, "with": who, "kind": kind}
        self.draft.add(("follow_ups",), {"id": self.draft.fresh_id("U", width=2)} | planned | more)

    def _organisers(self) -> list[str]:
        """Whoever closes the meeting first, then the others."""
        others = [p.id for p in self.place.then.with_role("integration_manager", "facilitator")]
        return list(dict.fromkeys([self.place.seat.person, *others]))
