"""The nudge desk as its page shows it: a slip for each person, in the order in which to be in touch, and what rests."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from app import words
from app.letters.approving import hours_of
from app.letters.due import Due
from app.letters.looking import Sent, letters_of
from app.nudges import Card, Suggestion, cards, holidays_of, suggest
from app.nudges.moments import moment
from app.nudges.resting import contacts
from app.pages.action_line_view import ActionLine
from app.pages.nudges_letter import LetterShown, TextRule, due_today, letter_of, room_for_a_text, text_rule
from app.pages.nudges_lines import last_in_touch, line_of
from app.pages.nudges_sides import Side, sides
from app.pages.writing.desk import answers
from app.record.actions import OPEN, ActionThen, actions_then
from app.record.seats import Seat
from app.record.then import Then
from app.settings import settings


@dataclass(frozen=True)
class Slip:
    """One person's card. `presses` is False for those who have been heard from and need no word now."""

    id: str
    name: str
    called: str
    who: str
    mobile: str
    version: int
    presses: bool
    said: Suggestion
    why: str
    actions: list[ActionLine]
    last: str
    letter: LetterShown
    text: TextRule
    about: list[tuple[str, ...]]
    results: list[tuple[str, ...]]

    @property
    def writes(self) -> bool:
        """Whether an e-mail is what is suggested, and may go."""
        return self.said.channel == "email" and not self.letter.never

    @property
    def calls(self) -> bool:
        """Whether a call comes before anything written."""
        never = {"email": self.letter.never, "text": self.text.never}
        return self.said.channel == "phone" or bool(never[self.said.channel])

    @property
    def may_text(self) -> bool:
        return not self.text.never

    @property
    def why_not(self) -> str:
        """Why what is suggested does not go, or not yet, where the move does not say so already."""
        never = {"email": self.letter.never, "text": self.text.never or self.text.goes, "phone": ""}
        return never[self.said.channel]


@dataclass(frozen=True)
class Desk:
    title: str
    opening: str
    slips: list[Slip]
    calm: list[Slip]
    sides: list[Side] = field(default_factory=list)
    holidays: str = ""
    over: bool = False


def desk(db: Session, seat: Seat, now: datetime) -> Desk:
    """The whole page: one query, for what the outbox has."""
    then = seat.then
    if then.is_over:
        return Desk(
            "The desk is cleared", "This series has come to its end. Thank you for all the calls.", [], [], over=True
        )
    sent = letters_of(db, seat.series_id)
    every = cards_of(seat)
    awake = slips_of(db, seat, every, sent, now)
    slips = [slip for slip in awake if slip.presses]
    resting = [card for card in every if card.resting is not None]
    open_ones = sum(a.state in OPEN for a in actions_then(then))
    return Desk(
        title=_title(len(slips)),
        opening=_opening(then, open_ones, len(slips), len(resting)),
        slips=slips,
        calm=[slip for slip in awake if not slip.presses],
        sides=sides(seat, resting, sent, now),
        holidays=holidays_of(settings().holidays, seat.series.time_zone).place,
    )


def cards_of(seat: Seat) -> list[Card]:
    """The cards of everybody but the one who sits at the desk."""
    free = holidays_of(settings().holidays, seat.series.time_zone)
    every = cards(seat.record, seat.today, free)
    return [card for card in every if not seat.is_(card.person)]


def card_of(seat: Seat, person: str) -> Card | None:
    return next((card for card in cards_of(seat) if card.person == person), None)


def how_many_to_be_in_touch_with(seat: Seat) -> int:
    """The number in the title of the desk, for the way to it."""
    if seat.then.is_over:
        return 0
    return sum(_presses(card) for card in cards_of(seat) if card.resting is None)


def _presses(card: Card) -> bool:
    """Whoever was heard from lately, and whom nothing else speaks for, needs no word now."""
    return card.calls or card.score > 0


def _title(n: int) -> str:
    if not n:
        return "Nobody to be in touch with"
    return f"{words.sentence(words.count(n, 'person', 'people'))} to be in touch with"


def _opening(then: Then, open_ones: int, people: int, resting: int) -> str:
    meeting = then.next_meeting
    when = f"Meeting {meeting.number} is {words.away(meeting.day, then.day)}." if meeting else "No meeting is ahead."
    how_many = words.sentence(words.count(open_ones, "thing")) if open_ones else "Nothing"
    said = f"{how_many} {'are' if open_ones > 1 else 'is'} open."
    rests = f"{words.sentence(words.count(resting, 'person', 'people'))} {'rests' if resting == 1 else 'rest'}."
    first = "Whoever frees others comes first." if people > 1 else ""
    good = moment(then, hours_of(then)) if people else ""
    today = f"Today is a good day for a word: {good}." if good else ""
    return " ".join(part for part in (when, said, rests if resting else "", first, today) if part)


# -- one person --------------------------------------------------------
def slips_of(db: Session, seat: Seat, every: list[Card], sent: Collection[Sent], now: datetime) -> list[Slip]:
    """Those of everybody who does not rest."""
    actions = {a.id: a for a in actions_then(seat.then)}
    return [_slip(db, seat, card, sent, now, actions) for card in every if card.resting is None]


def _slip(
    db: Session, seat: Seat, card: Card, sent: Collection[Sent], now: datetime, actions: dict[str, ActionThen]
) -> Slip:
    then, person = seat.then, seat.record.people[card.person]
    first = suggest(then, card, seat.today, by=seat.person, actions=actions)
    letter = letter_of(db, then, card, first, sent, now)
    most = room_for_a_text()
    said = suggest(then, card, seat.today, room=letter.room, most=most, by=seat.person, actions=actions)
    body = then.organisation_of(card.person)
    mine = sorted((actions[id_] for id_ in card.actions), key=lambda action: action.id != first.action)
    return Slip(
        card.person,
        person.name,
        then.known_as(card.person),
        ", ".join(part for part in (person.job or "", body.name if body else "") if part),
        person.mobile or "",
        seat.record.things[card.person].version,
        _presses(card),
        said,
        " ".join(said.why),
        [line_of(then, action, actions) for action in mine],
        last_in_touch(contacts(then, card.person)),
        replace(letter, words=said.words),
        text_rule(then, card, said, sent, now),
        [(a.id, a.text) for a in mine],
        answers(mine),
    )


def due_of(seat: Seat, slip: Slip) -> Due:
    return due_today(seat.then, slip.id, slip.letter.kind, tuple(slip.letter.about.split()))
