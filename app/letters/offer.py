"""Offering help with something that somebody leads."""

from app.letters.nudge import button, listed
from app.letters.parts import Letter, Occasion, member_of, to_choose
from app.nudges.words import ANSWERS


def letter(at: Occasion) -> Letter:
    return Letter(
        subject=f"{at.series}: would some help be of use?",
        heading="Would some help be of use?",
        first_line=f"{at.name}, could we help you with this?",
        own=listed(at),
        words="A pair of hands, a telephone call, an hour of somebody’s time: say what would make it lighter.",
        button=button(at),
        there=to_choose(ANSWERS["offer"], len(at.about)),
        why=f"{member_of(at)} and lead something in it",
    )
