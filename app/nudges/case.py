"""What a card of the desk is about: the actions of one person, what waits for them, and how to be in touch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from app import words
from app.actions.domain import NOT_SAID
from app.follow_ups.models import MOST_ABOUT
from app.nudges.desk import Card
from app.nudges.resting import contacts
from app.record.actions import FINISHED, ActionThen
from app.record.then import Then

Kind = Literal["nudge", "offer", "ask"]
Channel = Literal["email", "text", "phone"]
OLD_AND_HARD = 2  # carried so often, it is harder than it sounded
MOST_NUDGES = 2  # about one action; the third is a call


def kind_about(actions: Iterable[ActionThen]) -> Kind:
    """What being in touch about these is: asking where all are asked, help where all are stuck, else a nudge."""
    states = {action.state for action in actions}
    if states == {"asked"}:
        return "ask"
    return "offer" if states == {"stuck"} else "nudge"


@dataclass(frozen=True)
class Case:
    """A card on its day. `by` is the organiser at the desk, `actions` all there are by then, by id."""

    then: Then
    card: Card
    day: date
    by: str
    actions: Mapping[str, ActionThen]

    # -- what it is about ----------------------------------------------
    @cached_property
    def mine(self) -> list[ActionThen]:
        return [self.actions[id_] for id_ in self.card.actions]

    @cached_property
    def top(self) -> ActionThen:
        """What weighs most; for somebody who called for help, what they called for."""
        stuck = [a for a in self.mine if a.stuck is not None and a.stuck.by == self.card.person]
        return stuck[-1] if self.card.calls and stuck else self.mine[0]

    @property
    def about(self) -> tuple[str, ...]:
        """One message covers all that is of the kind of the first: asked for, or led."""
        asked = self.top.state == "asked"
        others = [a.id for a in self.mine if (a.state == "asked") == asked and a.id != self.top.id]
        return (self.top.id, *others)[:MOST_ABOUT]

    @property
    def kind(self) -> Kind:
        return kind_about([self.top])

    @property
    def person(self) -> str:
        return self.card.person

    @property
    def name(self) -> str:
        return self.then.known_as(self.person)

    @cached_property
    def waiting(self) -> list[ActionThen]:
        """What waits for the first of theirs."""
        linked = self.then.record.linked
        return [
            a for a in self.actions.values() if a.state not in FINISHED and self.top.id in linked(a.id, "waits_for")
        ]

    @property
    def who_waits(self) -> list[str]:
        """Who leads what waits for it, where the group may know."""
        if self.then.record.series.record_scope == "facilitators":
            return []
        leads = dict.fromkeys(a.lead for a in self.waiting if a.lead and a.lead != self.person)
        return [self.then.known_as(lead) for lead in leads]

    @property
    def nudged(self) -> int:
        mine = (f for f in contacts(self.then, self.person) if f.kind == "nudge" and f.channel in ("email", "text"))
        return sum(self.top.id in self.then.record.linked(f.id, "about") for f in mine)

    # -- how -------------------------------------------------------------
    @property
    def channel(self) -> Channel:
        person = self.then.record.people[self.person]
        if person.prefers in RING or self.is_hard or self.nudged >= MOST_NUDGES:
            return "phone"
        if not person.email:
            return "text" if person.mobile else "phone"
        return "text" if person.prefers == "text" and person.mobile else "email"

    @property
    def is_hard(self) -> bool:
        return self.top.carries >= OLD_AND_HARD

    @property
    def move(self) -> str:
        """What to do, and why it rather than something else."""
        prefers = self.then.record.people[self.person].prefers
        if prefers in RING:
            return RING[prefers]
        if self.is_hard:
            return "It may be harder than it sounded: ring rather than write."
        if self.nudged >= MOST_NUDGES:
            return "They have been written to twice about this: ring. After that it is for the meeting."
        if self.channel == "phone":
            return "There is no address: ring."
        how = "A text" if self.channel == "text" else "An e-mail"
        if self.kind == "offer":
            return f"{how} that offers help: they have said what is in the way."
        if self.kind == "ask":
            return f"{how} that asks for a yes or a no: both are good answers."
        return f"{how} is enough{', and rough is fine: others wait for it' if self.waiting else ''}."


def would_help(action: ActionThen) -> str:
    """What its lead said would help; nothing where they have not said yet."""
    said = action.stuck.what_would_help if action.stuck else None
    return "" if said in (None, NOT_SAID) else words.unstopped(said or "")


def since(then: Then, action: ActionThen) -> str:
    """How long something has been with us: `since January`, `since 14 March`."""
    if (then.day - action.came_up).days > MONTHS:
        year = f" {action.came_up.year}" if action.came_up.year != then.day.year else ""
        return f"since {action.came_up:%B}{year}"
    return f"since {words.short_day(action.came_up)}"


RING = {  # whoever likes to hear from us otherwise than by what could be sent from here
    "no_messages": "They want no messages: ring, or speak at the meeting.",
    "phone": "They prefer the telephone: ring.",
    "post": "They prefer post, and a letter takes days: ring.",
}
MONTHS = 40  # days, from which on the month is enough
