"""Asking somebody to take something on: it is theirs only once they say so."""

from app.letters.handover import BOTH_ARE_GOOD
from app.letters.parts import Letter, Occasion, action_line, member_of, things, to_choose
from app.nudges.words import ANSWERS
from app.record.actions import ActionThen
from app.words import quoted


def letter(at: Occasion) -> Letter:
    n = len(at.about)
    return Letter(
        subject=f"{at.series}: would you take something on?",
        heading="Would you take this on?" if n == 1 else "Would you take these on?",
        first_line=f"{at.name}, would you take {'this' if n == 1 else f'these {things(n)}'} on?",
        own=tuple(_one(at, action) for action in at.about),
        words=BOTH_ARE_GOOD,
        button=at.button("Say yes or no"),
        there="" if at.to_lead else to_choose(ANSWERS["ask"], n),
        why=member_of(at),
    )


def _one(at: Occasion, action: ActionThen) -> str:
    """With what was said when it was asked, where the group may read it."""
    asked = next((e for e in reversed(action.events) if e.event == "asked"), None)
    said = asked.note if asked is not None and asked.visibility != "organisers" and at.may.permits(asked.note) else None
    return f"{action_line(at, action)} {quoted(said)}" if said else action_line(at, action)
