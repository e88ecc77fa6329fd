"""A word about something that somebody leads. Seventy words at the most, and one tap answers it."""

from app.letters.parts import Button, Letter, Occasion, action_line, member_of, things, to_choose
from app.nudges.words import ANSWERS
from app.record.actions import ActionThen
from app.words import short_day

MOST_LISTED, MOST_WORDS_LISTED = 2, 34


def letter(at: Occasion) -> Letter:
    return Letter(
        subject=f"{at.series}: how is it going?",
        heading="How is it going?",
        first_line=first_line(at),
        own=listed(at),
        words="Done, moving or stuck: any of the three helps, and a line is enough. What would make it easier?",
        button=button(at),
        there=to_choose(ANSWERS["nudge"], len(at.about)),
        why=f"{member_of(at)} and lead something in it",
    )


def first_line(at: Occasion) -> str:
    about = at.about
    if len(about) == 1:
        return f"{at.name}, {_since(at, about[0])} you took this on:"
    return f"{at.name}, you have {things(len(about))} in hand:"


def listed(at: Occasion) -> tuple[str, ...]:
    """Two of them, and how many more; where they are long fewer, so that there is room for a word besides."""
    lines = [action_line(at, action, by=len(at.about) == 1) for action in at.about]
    n = len(lines) if len(lines) <= MOST_LISTED + 1 else MOST_LISTED
    while n > 1 and len(" ".join(lines[:n]).split()) > MOST_WORDS_LISTED:
        n -= 1
    more = (f"And {things(len(lines) - n)} more.",) if n < len(lines) else ()
    return (*lines[:n], *more)


def button(at: Occasion) -> Button:
    return at.button(how_it_goes(len(at.about)))


def how_it_goes(things_led: int) -> str:
    return "Say how it is going" if things_led == 1 else "Say how they are going"


def _since(at: Occasion, action: ActionThen) -> str:
    held = at.then.last_held
    if held is not None and action.row.meeting == held.id:
        return "at the last meeting"
    if action.row.meeting:
        return f"at {at.which(at.then.meeting(action.row.meeting)).partition(' of ')[0]}"
    return f"on {short_day(action.came_up)}"
