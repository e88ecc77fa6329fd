"""What is written from the nudge desk, an e-mail or a text: what is fixed of it, and whether it may go."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.letters.approving import rule
from app.letters.composing import LETTERS, room
from app.letters.due import Due
from app.letters.looking import Sent
from app.letters.parts import Occasion
from app.links.domain import SIGNS
from app.nudges import Card, Suggestion
from app.nudges.rules import Never
from app.nudges.words import FOR_A_LETTER, MOST_TEXT, MOST_WORDS
from app.pages.series_letters_view import moment
from app.post.desk import Wait
from app.record.then import Then
from app.settings import settings


@dataclass(frozen=True)
class LetterShown:
    """The e-mail that would go: what is fixed of it; what holds it until when; `never`, why it may not go at all."""

    kind: str
    about: str
    first_line: str
    own: tuple[str, ...]
    words: str
    room: int
    there: str
    held_by: str
    at: str
    never: str

    @property
    def goes(self) -> str:
        return f"{self.held_by} It goes {self.at}." if self.at else ""


@dataclass(frozen=True)
class TextRule:
    """What the quiet rules say of a text: until when it waits, and why; or why it may not go at all."""

    goes: str = ""
    never: str = ""


def letter_of(
    db: Session, then: Then, card: Card, said: Suggestion, sent: Collection[Sent], now: datetime
) -> LetterShown:
    due = due_today(then, card.person, said.kind, said.about)
    verdict = rule(then, sent, due, now)
    if isinstance(verdict, Never) or any((s.kind, s.person, s.slot) == (due.kind, due.person, due.slot) for s in sent):
        never = verdict.why if isinstance(verdict, Never) else "They have been written to today."
        return LetterShown(said.kind, " ".join(said.about), "", (), "", MOST_WORDS, "", "", "", never)
    fixed = LETTERS[due.kind](Occasion(db, then, due, now))
    left = room(due.kind, fixed)
    why, at = (verdict.why, moment(then, verdict.until, now)) if isinstance(verdict, Wait) else ("", "")
    return LetterShown(
        said.kind,
        " ".join(said.about),
        fixed.first_line,
        fixed.own,
        fixed.words,
        FOR_A_LETTER if left is None else left,
        fixed.there,
        why,
        at,
        "",
    )


def text_rule(then: Then, card: Card, said: Suggestion, sent: Collection[Sent], now: datetime) -> TextRule:
    """A text is a nudge like any other; one that only asks for a call may go to whoever prefers to be rung."""
    due = Due(said.kind, card.person, f"{then.day.isoformat()}-text", said.about, "chosen at the nudge desk")
    verdict = rule(then, sent, due, now, "text for a call" if said.channel == "phone" else "text")
    if isinstance(verdict, Wait):
        return TextRule(goes=f"{verdict.why} A text may go {moment(then, verdict.until, now)}.")
    return TextRule(never=verdict.why) if isinstance(verdict, Never) else TextRule()


def due_today(then: Then, person: str, kind: str, about: tuple[str, ...]) -> Due:
    """The letter of this day: its occasion is the day, of which nobody is written to twice."""
    return Due(kind, person, then.day.isoformat(), about, "chosen at the nudge desk")


def room_for_a_text() -> int:
    """How many characters a text has besides the link."""
    return MOST_TEXT - len(f" {settings().base_url.rstrip('/')}/part/") - SIGNS
