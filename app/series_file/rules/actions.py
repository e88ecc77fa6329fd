"""Actions: their histories, one lead who is a member, a due day that can come, and no waiting in a circle."""

from collections.abc import Iterator

from app.history.machines import MACHINES
from app.series_file.faults import Fault
from app.series_file.references import NEXT_MEETING
from app.series_file.rules import histories
from app.series_file.rules.circles import circles
from app.series_file.rules.known import Known, Node, Thing, rows, text
from app.series_file.shape import BROKEN

TAKES_ON = frozenset({"asked", "agreed", "reassigned", "reopened"})


def histories_hold(known: Known) -> Iterator[Fault]:
    for action in known.of_kind("action"):
        day = known.day_of(action.item)
        yield from histories.in_order(action.item, action.place, day)
        yield from histories.transitions(action.item, action.place, "action", beginning(action.item, day))


def beginning(action: Node, day: str | None) -> str | None:
    """The state an action begins in: agreed; None where its first event, that same day, says otherwise."""
    for _, event in rows(action, "history")[:1]:
        on = text(event, "on")
        if event.get("event") in MACHINES["action"].first and (on is None or day is None or on == day):
            return None
    return MACHINES["action"].begin


def one_lead(known: Known) -> Iterator[Fault]:
    for action in known.of_kind("action"):
        if action.item.get("lead") is not BROKEN:
            yield from _Leads(known, action).faults()


class _Leads:
    """Who leads an action, one after another: `lead`, then the `to` of each later `asked` or `reassigned`."""

    def __init__(self, known: Known, action: Thing) -> None:
        self.known = known
        self.action = action
        self.lead = text(action.item, "lead")
        self.place = f"{action.place}.lead"
        self.checked: str | None = None

    def faults(self) -> Iterator[Fault]:
        day = self.known.day_of(self.action.item)
        if beginning(self.action.item, day):
            yield from self._takes_it_on(day, [])
        events = rows(self.action.item, "history")
        for at, (n, event) in enumerate(events):
            name = text(event, "event")
            if name not in TAKES_ON:
                continue
            if name in {"asked", "reassigned"} and "to" in event:
                self.lead, self.place = text(event, "to"), f"{self.action.place}.history[{n}].to"
                if self.lead is None:
                    return
            yield from self._takes_it_on(text(event, "on"), [after for _, after in events[at + 1 :]])

    def _takes_it_on(self, day: str | None, later: list[Node]) -> Iterator[Fault]:
        """The lead must be there and, when they are new to it, a member. Someone asked may join before they accept."""
        if self.lead is None:
            if self.checked is None:
                self.checked = ""
                reason = "'lead' is missing (an action that is asked or agreed has exactly one)"
                yield Fault("missing_key", self.action.place, reason)
            return
        if self.lead == self.checked or self.lead not in self.known.hats or day is None:
            return
        self.checked = self.lead
        days = [day, *_accepted(later)]
        if all(self.known.is_member(self.lead, d, but="visitor") is False for d in days):
            visits = any(self.known.is_member(self.lead, d) for d in days)
            said = "is only a visitor" if visits else "has no membership"
            yield Fault("not_a_member", self.place, f"'{self.lead}' {said} on {day}, and so cannot take this on")


def _accepted(later: list[Node]) -> list[str]:
    for event in later:
        if event.get("event") in {"asked", "declined"}:
            break
        if event.get("event") == "accepted":
            return [day for day in [text(event, "on")] if day]
    return []


def the_lead_is_no_helper(known: Known) -> Iterator[Fault]:
    for kind, key in (("action", "helpers"), ("test", "team")):
        for thing in known.of_kind(kind):
            lead, others = text(thing.item, "lead"), thing.item.get(key)
            if lead and isinstance(others, list) and lead in others:
                place = f"{thing.place}.{key}[{others.index(lead) + 1}]"
                yield Fault("twice", place, f"'{lead}' is the lead; the others are listed here")


def a_next_meeting_comes(known: Known) -> Iterator[Fault]:
    for action in known.of_kind("action"):
        day = known.day_of(action.item)
        if day and _is_due_next_meeting(action.item, day) and known.has_next_meeting(day) is False:
            how = "is due by the next meeting" + ("" if "due" in action.item else ", as nothing else is said")
            reason = f"it {how}, and no meeting comes after {day}; give a day"
            yield Fault("no_next_meeting", f"{action.place}.due", reason)
        for n, event in rows(action.item, "history"):
            on = text(event, "on")
            if event.get("due") == NEXT_MEETING and on and known.has_next_meeting(on) is False:
                reason = f"no meeting comes after {on}; give a day"
                yield Fault("no_next_meeting", f"{action.place}.history[{n}].due", reason)


def _is_due_next_meeting(action: Node, day: str) -> bool:
    """Said so, or said nothing and got further than a proposal without a day."""
    if "due" in action:
        return text(action, "due") == NEXT_MEETING
    if beginning(action, day):
        return True
    for _, event in rows(action, "history"):
        if "due" in event:
            return False
        if event.get("event") in TAKES_ON:
            return True
    return False


def nothing_waits_in_a_circle(known: Known) -> Iterator[Fault]:
    waits = {}
    for action in known.of_kind("action"):
        value = action.item.get("waits_for")
        if isinstance(value, list):
            waits[action.name] = [name for name in value if isinstance(name, str)]
    for circle in circles(waits):
        said = " → ".join([*circle, circle[0]])
        reason = f"actions wait for one another in a circle: {said}"
        yield Fault("cyclic", f"actions[{circle[0]}].waits_for", reason)


RULES = (histories_hold, one_lead, the_lead_is_no_helper, a_next_meeting_comes, nothing_waits_in_a_circle)
