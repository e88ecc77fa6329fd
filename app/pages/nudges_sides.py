"""What stands beside the slips of the nudge desk: who rests and why, and what else waits between the meetings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import words
from app.letters.due import Due, wanted, why_not
from app.letters.looking import NOT_TOLD, Sent
from app.nudges import Card
from app.nudges.case import would_help
from app.nudges.resting import contacts, planned
from app.pages.writing.desk import noted_today
from app.pages.writing.desk_actions import is_a_rest
from app.pages.writing.sheets import Place
from app.record.actions import OPEN, actions_then, unanswered
from app.record.minding import asked_now, who_minds
from app.record.seats import Seat
from app.record.tests import TestThen, tests_then

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One line: whom or what it is about, why, and where something can be done about it.

    `rang` is whoever may have been rung meanwhile: each can be told of on the telephone besides.
    """

    name: str
    why: str
    to: str = ""
    words: str = ""
    rang: str = ""

    @property
    def ways(self) -> list[tuple[str, str]]:
        first = [(self.to, self.words)] if self.to else []
        return [*first, (f"write/desk-rang/{self.rang}", "I rang")] if self.rang else first


@dataclass(frozen=True)
class Side:
    id: str
    heading: str
    items: list[Item]


def sides(seat: Seat, resting: list[Card], sent: Collection[Sent], now: datetime) -> list[Side]:
    """Those that have anything in them. `to` are addresses below the series."""
    due = wanted(seat.record, seat.then, sent, now)
    found = [
        Side("resting", "Resting", [_resting(seat, card) for card in resting]),
        Side("could-not-go", "Letters that could not go", list(_could_not_go(seat, sent))),
        Side("needs-somebody", "Needs somebody", list(_needs_somebody(seat))),
        Side("asks", "Asked, and no answer yet", list(_asked(seat))),
        Side("stuck", "Stuck, and who could help", list(_stuck(seat))),
        Side("catch-ups", "Catch-ups", [_letter(seat, one) for one in due if one.kind == "catch_up"]),
        Side("handovers", "Handovers", [*_moved_on(seat), *(_letter(seat, d) for d in due if d.kind == "handover")]),
        Side("home-checks", "Waiting for an organisation to say yes", list(_home_checks(seat))),
        Side("tests", "Tests to start or to study", list(_tests(seat))),
        Side("thanks", "Thanks due", [_letter(seat, one) for one in due if one.kind == "thanks"]),
    ]
    return [side for side in found if side.items]


# -- people ------------------------------------------------------------
def _resting(seat: Seat, card: Card) -> Item:
    """With the way to end a rest, or to take back what was noted today; who rests from letters may ring, or be rung."""
    name, why = seat.record.people[card.person].name, words.stopped(words.sentence(card.resting or ""))
    ahead = planned(seat.then, card.person)
    if any(f.channel == "email" for f in ahead):
        return Item(name, why, "letters#on-their-way", "Look at the letter", card.person)
    rest = next((f for f in ahead if is_a_rest(f)), None)
    if rest is not None:
        return Item(name, why, f"write/follow-up-not-needed/{rest.id}", "End the rest", card.person)
    had = contacts(seat.then, card.person)
    if had and had[-1].on == seat.today and not noted_today(Place(seat, had[-1].id)):
        return Item(name, why, f"write/desk-take-back/{had[-1].id}", "Take it back", card.person)
    return Item(name, why, f"people/{card.person}", "See what they lead", card.person)


def _moved_on(seat: Seat) -> Iterator[Item]:
    """What is led by somebody who has moved on: an organiser minds it meanwhile."""
    for action in actions_then(seat.then):
        if action.lead and action.state in (*OPEN, "asked") and not seat.then.memberships(action.lead):
            why = f"{seat.then.known_as(action.lead)} has moved on; you are minding it."
            yield Item(action.text, why, f"write/desk-take-off/{action.id}", "Find somebody")
    for test in tests_then(seat.then):
        if who_minds(seat.then, test) is not None and asked_now(seat.then, test) is None:
            why = f"{seat.then.known_as(test.row.lead)} has moved on; you are minding it."
            yield Item(test.row.title, why, f"write/test-ask/{test.id}", "Find somebody")


def _letter(seat: Seat, due: Due) -> Item:
    unreached = why_not(seat.then, due.person)
    why = words.stopped(words.sentence(due.why)) + (f" {words.sentence(unreached)}: ring." if unreached else "")
    address = f"letters/due/{due.kind}/{due.person}/{due.slot}"
    return Item(
        seat.record.people[due.person].name, why, address, "What to tell" if unreached else "Look at the letter"
    )


def _could_not_go(seat: Seat, sent: Collection[Sent]) -> Iterator[Item]:
    names: dict[str, int] = {}
    for letter in sent:
        if letter.state in NOT_TOLD and letter.person in seat.record.people:
            names[letter.person] = names.get(letter.person, 0) + 1
    for person, n in names.items():
        why = f"{words.sentence(words.count(n, 'letter'))} did not reach them. The address may be wrong: ring."
        yield Item(seat.record.people[person].name, why, "letters#could-not-go", "Look at it")


# -- actions ------------------------------------------------------------
def _needs_somebody(seat: Seat) -> Iterator[Item]:
    for action in actions_then(seat.then):
        if action.state == "proposed":
            yield Item(action.text, "Nobody has taken it on.", f"actions/{action.id}/moves/asked", "Ask somebody")


def _asked(seat: Seat) -> Iterator[Item]:
    for action in actions_then(seat.then):
        if action.state == "asked" and action.lead:
            name = seat.then.known_as(action.lead)
            why = f"{name} was asked {words.away(action.since, seat.today)}."
            yield Item(action.text, why, f"actions/{action.id}", "See it")
    for test in tests_then(seat.then):
        if test.asked_of:
            why = f"{seat.then.known_as(test.asked_of)} is being asked to lead it."
            yield Item(test.row.title, why, f"write/test-answer/{test.id}", "Note the answer")


def _stuck(seat: Seat) -> Iterator[Item]:
    for action in actions_then(seat.then):
        if action.stuck is None or not action.lead:
            continue
        could, name = action.stuck.who_could_help, seat.then.known_as(action.lead)
        help_ = words.stopped(would_help(action) or "Nobody has said yet what would help")
        who = f" {seat.then.known_as(could)} could help." if could else ""
        yield Item(action.text, f"{name}: {help_}{who}", f"write/desk-offer/{action.lead}", "Offer help")


# -- organisations, tests --------------------------------------------------
def _home_checks(seat: Seat) -> Iterator[Item]:
    for check in seat.record.home_checks.values():
        if unanswered(seat.then, check.id):
            body = seat.record.organisations[check.organisation]
            hoped = f", hoped for by {words.short_day(check.answer_due)}" if check.answer_due else ""
            why = f"{check.question} Asked on {words.short_day(check.asked_on)}{hoped}."
            yield Item(body.short_name or body.name, why, f"write/home-check-answer/{check.id}", "Note the answer")


def _tests(seat: Seat) -> Iterator[Item]:
    for test in tests_then(seat.then):
        if why := _due(seat, test):
            yield Item(test.row.title, why, f"tests/{test.id}", "See the test")


def _due(seat: Seat, test: TestThen) -> str:
    cycle = test.current
    if cycle is None:
        return ""
    row, today = cycle.row, seat.today
    if cycle.state == "studying":
        return "It has ended: what was learnt, and what now?"
    if cycle.state == "planned" and row.planned_start and row.planned_start <= today + SOON:
        return f"To begin {words.away(row.planned_start, today)}."
    if cycle.state == "running" and row.planned_end and row.planned_end <= today + SOON:
        return f"To end {words.away(row.planned_end, today)}."
    return ""
