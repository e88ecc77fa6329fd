"""What stands beside the slips of the nudge desk: who rests and why, and what else waits between the meetings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import words
from app.follow_ups.models import FollowUp
from app.letters.due import Due, wanted, why_not
from app.letters.looking import NOT_TOLD, Sent
from app.nudges import Card, minded
from app.nudges.case import would_help
from app.nudges.resting import WRITTEN, contacts, planned
from app.pages.follow_ups_view import KINDS
from app.pages.writing.desk import noted_today
from app.pages.writing.desk_actions import is_a_rest
from app.pages.writing.sheets import Place
from app.record.actions import actions_then, unanswered
from app.record.minding import asked_now, who_minds
from app.record.seats import Seat
from app.record.tests import TestThen, tests_then

SOON = timedelta(days=7)
PLANNED = {"handover": "A first coffee, and what is handed over", "nudge": "A word about how it goes"}


@dataclass(frozen=True)
class Item:
    """One line: whom or what it is about, why, and where something can be done about it.

    `rang` is a person with whom it may have been settled by telephone; `note`, a planned contact that may have been.
    """

    name: str
    why: str
    to: str = ""
    words: str = ""
    rang: str = ""
    note: str = ""

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Addresses below the series, each with its words."""
        noted = [
            (f"write/follow-up-done/{self.note}", "Note it"),
            (f"write/follow-up-not-needed/{self.note}", "Not needed"),
        ]
        return [
            *([(self.to, self.words)] if self.to else []),
            *([(f"write/desk-rang/{self.rang}", "I rang")] if self.rang else []),
            *(noted if self.note else []),
        ]


@dataclass(frozen=True)
class Side:
    id: str
    heading: str
    items: list[Item]


def sides(seat: Seat, resting: list[Card], sent: Collection[Sent], now: datetime) -> list[Side]:
    """Those that have anything in them."""
    due = wanted(seat.record, seat.then, sent, now)
    ahead = _undone(seat)
    found = [
        Side("resting", "Resting", [_resting(seat, card) for card in resting]),
        Side("could-not-go", "Letters that could not go", list(_could_not_go(seat, sent))),
        Side("needs-somebody", "Needs somebody", list(_needs_somebody(seat))),
        Side("asks", "Asked, and no answer yet", list(_asked(seat, due))),
        Side("stuck", "Stuck, and who could help", list(_stuck(seat))),
        Side("planned", "Planned", list(_planned(seat, ahead, due))),
        Side("catch-ups", "Catch-ups", [_letter(seat, one, ahead) for one in due if one.kind == "catch_up"]),
        Side(
            "handovers",
            "Handovers",
            [*_moved_on(seat), *(_letter(seat, d, ahead) for d in due if d.kind == "handover")],
        ),
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
    for one in minded(seat.then):
        whose = "you are minding it" if one.by is None or seat.is_(one.by) else f"{seat.then.known_as(one.by)} minds it"
        why = f"{seat.then.known_as(one.lead)} has moved on; {whose}."
        yield Item(seat.record.actions[one.action].text, why, f"write/desk-take-off/{one.action}", "Find somebody")
    for test in tests_then(seat.then):
        if who_minds(seat.then, test) is not None and asked_now(seat.then, test) is None:
            why = f"{seat.then.known_as(test.row.lead)} has moved on; you are minding it."
            yield Item(test.row.title, why, f"write/test-ask/{test.id}", "Find somebody")


def _undone(seat: Seat) -> list[FollowUp]:
    """What was planned for today or before and has not been done; no rest, and no letter that waits.

    Whoever was spoken with of the same since then needs it no more, whichever form that was noted by.
    """
    met = {(f.with_person, f.kind, f.on) for f in seat.record.follow_ups.values() if f.on and f.on <= seat.then.said}
    found = []
    for row in seat.record.follow_ups.values():
        on = row.planned_for
        if on is None or on > seat.today or row.channel in WRITTEN or is_a_rest(row) or seat.is_(row.with_person):
            continue
        over = any(day is not None and day <= seat.then.said for day in (row.on, row.not_needed_on))
        since = any((who, kind) == (row.with_person, row.kind) and day >= on for who, kind, day in met)
        if not over and not since:
            found.append(row)
    return sorted(found, key=lambda row: (row.planned_for, row.id))


def _planned(seat: Seat, ahead: list[FollowUp], due: list[Due]) -> Iterator[Item]:
    """A first coffee, a call, a catch-up; but what has its letter, or is asked of them, stands with that."""
    letters = {(one.kind, one.person) for one in due}
    for row in ahead:
        asked = row.kind == "ask" and seat.record.linked(row.id, "about")
        if asked or (row.kind, row.with_person) in letters or row.planned_for is None:
            continue
        who = "" if seat.is_(row.by) else f", by {seat.then.known_as(row.by)}"
        why = f"{PLANNED.get(row.kind, KINDS[row.kind])}, on {words.short_day(row.planned_for)}{who}."
        yield Item(seat.record.people[row.with_person].name, why, note=row.id)


def _letter(seat: Seat, due: Due, ahead: Collection[FollowUp] = ()) -> Item:
    unreached = why_not(seat.then, due.person)
    why = words.stopped(words.sentence(due.why)) + (f" {words.sentence(unreached)}: ring." if unreached else "")
    address = _address(due)
    noted = next((f.id for f in ahead if (f.kind, f.with_person) == (due.kind, due.person)), "")
    return Item(seat.record.people[due.person].name, why, address, _what_to_do(seat, due), note=noted)


def _address(due: Due) -> str:
    return f"letters/due/{due.kind}/{due.person}/{due.slot}"


def _what_to_do(seat: Seat, due: Due) -> str:
    return "What to tell" if why_not(seat.then, due.person) else "Look at the letter"


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


def _asked(seat: Seat, due: list[Due]) -> Iterator[Item]:
    """With the letter that asks it, where one is due; what was heard on the telephone is noted beside it."""
    letters = {(one.person, thing): one for one in due for thing in one.about}
    for action in actions_then(seat.then):
        if action.state == "asked" and action.lead:
            name = seat.then.known_as(action.lead)
            why = f"{name} was asked {words.away(action.since, seat.today)}."
            letter = letters.get((action.lead, action.id))
            to = (_address(letter), _what_to_do(seat, letter)) if letter else ("", "")
            own = seat.is_(action.lead)
            yield (
                Item(action.text, why, f"actions/{action.id}", "See it")
                if own
                else Item(action.text, why, *to, action.lead)
            )
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
