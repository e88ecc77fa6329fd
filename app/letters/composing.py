"""A whole letter from a letter that is due: its parts, and the same words as text and in markup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.actions.domain import Unsaid
from app.clock import now as this_moment
from app.letters import (
    ask,
    cancelled,
    catch_up,
    handover,
    invitation,
    moved,
    nudge,
    offer,
    recap,
    record,
    thanks,
    welcome,
    write,
)
from app.letters.looking import Due
from app.letters.parts import Button, Letter, Occasion
from app.nudges.words import MOST_WORDS
from app.recap.discretion import ADDRESS, Discretion
from app.record.then import Then
from app.series_file.identifiers import identifiers_in_a_letter

LETTERS: dict[str, Callable[[Occasion], Letter]] = {
    "invitation": invitation.letter,
    "moved": moved.letter,
    "cancelled": cancelled.letter,
    "recap": recap.letter,
    "record": record.letter,
    "welcome": welcome.letter,
    "handover": handover.letter,
    "ask": ask.letter,
    "catch_up": catch_up.letter,
    "nudge": nudge.letter,
    "offer": offer.letter,
    "thanks": thanks.letter,
}
LONGEST_WORDS = 1500
SHORT = {"nudge": MOST_WORDS, "offer": MOST_WORDS}  # in all, but for button and closing (N5, docs/domain.md)


@dataclass(frozen=True)
class Composed:
    """A letter as it would go. `words` are those that an organiser may put otherwise; all else is fixed."""

    subject: str
    first_line: str
    own: tuple[str, ...]
    words: str
    there: str
    buttons: tuple[Button, ...]
    closing: str
    text: str
    html: str
    calendar: str | None
    heading: str


def compose(db: Session, then: Then, due: Due, words: str | None = None, now: datetime | None = None) -> Composed:
    """`words` are an organiser's own, None for ours. Raises Unsaid("words") where they have no room."""
    at = Occasion(db, then, due, now or this_moment())
    letter = LETTERS[due.kind](at)
    said = letter.words if words is None else words.strip()
    _require_room(due.kind, letter, said)
    for kind in identifiers_in_a_letter(said):
        raise Unsaid(f"This looks like {kind}. Nothing here should point to one person.", "words")
    if not Discretion(then.record).permits(ADDRESS.sub("", said) or " "):
        raise Unsaid("This names somebody whose story was told. Stories stay in the room.", "words")
    end = closing(at, letter)
    written = write(
        "of_a_series",
        letter=letter,
        own_words=[part.strip() for part in said.split("\n\n") if part.strip()],
        title=then.record.series.title,
        language=then.record.series.language,
        own_page=at.own_page,
        closing=end,
    )
    buttons = (letter.button,) if letter.button else ()
    return Composed(
        letter.subject,
        letter.first_line,
        letter.own,
        said,
        letter.there,
        buttons,
        end,
        written.text,
        written.html,
        letter.calendar,
        letter.heading,
    )


def closing(at: Occasion, letter: Letter) -> str:
    """Why it came, how to answer otherwise, and that nobody looks over the reader's shoulder."""
    return f"{letter.why}. {at.answer} We do not track whether you open it."


def room(kind: str, fixed: Letter | Composed) -> int | None:
    """How many words of an organiser's own a short letter has room for; None where there is no such rule."""
    return SHORT[kind] - _fixed(fixed) if kind in SHORT else None


def _require_room(kind: str, letter: Letter, said: str) -> None:
    if not said:
        raise Unsaid("Write a line or two.", "words")
    if len(said) > LONGEST_WORDS:
        raise Unsaid(f"This is {len(said)} characters long; there is room for {LONGEST_WORDS}.", "words")
    n = _fixed(letter) + len(said.split())
    if n > SHORT.get(kind, n):
        raise Unsaid(f"With its first line this is {n} words long; {SHORT[kind]} are enough.", "words")


def _fixed(letter: Letter | Composed) -> int:
    return len(" ".join((letter.first_line, *letter.own, letter.there)).split())
