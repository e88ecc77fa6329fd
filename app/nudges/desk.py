"""Whom to be in touch with at a moment: one card for each person who leads something, those who free others first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.nudges.holidays import Holidays
from app.nudges.quiet import Hours
from app.nudges.resting import calls_for_help, contacts, resting
from app.nudges.scoring import Addend, addends, half_interval
from app.record.actions import FINISHED, OPEN, ActionThen, actions_then
from app.record.minding import minded_by
from app.record.reading import Record
from app.record.then import SINCE_EVER, Then, then

LED = (*OPEN, "asked")


@dataclass(frozen=True)
class Card:
    """One person's: the ids of what they lead, what weighs most first; the parts of that one's score; why they rest.

    `calls`: they have said that they are stuck, and nobody has been in touch since.
    """

    person: str
    actions: tuple[str, ...]
    addends: tuple[Addend, ...]
    resting: str | None
    last_contact: date | None
    calls: bool = False

    @property
    def score(self) -> int:
        return sum(addend.points for addend in self.addends)


@dataclass(frozen=True)
class Minded:
    """An action whose lead has moved on. `by` minds it; None where nobody is there to."""

    action: str
    lead: str
    by: str | None


def cards(record: Record, day: date, holidays: Holidays) -> list[Card]:
    """In the order in which to be in touch: who called for help first, who rests last (N1 and N2, docs/domain.md).

    Whoever has moved on has none: what they led is `minded`.
    """
    at = then(record, day, day)
    led = [a for a in actions_then(at) if a.state in LED and a.lead is not None and at.memberships(a.lead)]
    waits, half, hours = _waited_for(at), half_interval(at), Hours.of(at, holidays)
    scored = {a.id: addends(a, at, waits[a.id], half) for a in led}
    made = [_card(at, person, [a for a in led if a.lead == person], scored, hours) for person in _leads(led)]
    return sorted(made, key=_place)


def minded(at: Then) -> list[Minded]:
    """What is led by somebody who has moved on, and nobody else has taken on yet."""
    left = [a for a in actions_then(at) if a.state in LED and a.lead is not None and not at.memberships(a.lead)]
    return [Minded(a.id, a.lead or "", minded_by(at, a)) for a in left]


def _place(card: Card) -> tuple[bool, bool, int, date, str]:
    return card.resting is not None, not card.calls, -card.score, card.last_contact or SINCE_EVER, card.person


def _leads(led: Iterable[ActionThen]) -> list[str]:
    return list(dict.fromkeys(a.lead for a in led if a.lead is not None))


def _card(at: Then, person: str, mine: list[ActionThen], scored: dict[str, tuple[Addend, ...]], hours: Hours) -> Card:
    mine.sort(key=lambda a: (-_sum(scored[a.id]), a.id))
    had = contacts(at, person)
    last = had[-1].on if had else None
    calls = calls_for_help(at, person, mine)
    rests = None if calls else resting(at, person, hours)
    return Card(person, tuple(a.id for a in mine), scored[mine[0].id], rests, last, calls)


def _sum(parts: Iterable[Addend]) -> int:
    return sum(part.points for part in parts)


def _waited_for(at: Then) -> Counter[str]:
    """How many unfinished actions wait for each thing."""
    unfinished = [a for a in actions_then(at) if a.state not in FINISHED]
    return Counter(other for a in unfinished for other in at.record.linked(a.id, "waits_for"))
