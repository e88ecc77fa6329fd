"""Asking somebody to take something on that was given to them while they were not in the room."""

from app.letters.parts import Letter, Occasion, action_line, listed_block, member_of, things
from app.recap import Block
from app.words import short_day, stopped


def letter(at: Occasion) -> Letter:
    n = len(at.about)
    return Letter(
        subject=f"{at.series}: would you take something on?",
        heading="Would you take this on?" if n == 1 else "Would you take these on?",
        first_line=f"{at.name}, would you take on {'this' if n == 1 else things(n)}?",
        own=tuple(action_line(at, action) for action in at.about),
        words="It came up when you were not in the room, so it is yours only if you say so. Yes and no are both good.",
        button=at.button("Say yes or no"),
        body=reasons(at),
        why=member_of(at),
    )


def reasons(at: Occasion) -> tuple[Block, ...]:
    """What was said when it was asked, where the group may read it."""
    said = []
    for action in at.about:
        asked = next((e for e in reversed(action.events) if e.event == "asked"), None)
        if asked is not None and asked.note and asked.visibility != "organisers" and at.may.permits(asked.note):
            said.append(f"On {short_day(asked.on)}: {stopped(asked.note)}")
    return listed_block("why", "Why you are asked", said)
