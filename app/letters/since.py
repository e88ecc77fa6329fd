"""What was said of the things that a letter is about since it was approved: by their lead, and of their days."""

import re
from dataclasses import replace

from app.history.models import Event
from app.post.models import OutboxLetter
from app.record.actions import OPEN, ActionThen, action_then, actions_then
from app.record.then import Then
from app.words import day as said_day

THEIRS = (*OPEN, "asked")
DATED = re.compile(r", by ([^.]*)\.")


def said_since(at: Then, thing: str, letter: OutboxLetter) -> list[Event]:
    """What came to be known of a thing after the letter was approved, whatever its day."""
    return [e for e in at.events(thing) if not _was_known(e, letter)]


def has_word_of_lead(at: Then, letter: OutboxLetter) -> bool:
    """Whether its reader has said how one of the things stands, or somebody has noted it for them."""
    events = (e for action in _spoken_of(at, letter) for e in said_since(at, action.id, letter))
    return any(e.by == letter.person or e.event in ("started", "moving", "accepted") for e in events)


def has_another_day(at: Then, letter: OutboxLetter) -> bool:
    """Whether something in it is due on another day than it was: its meeting has moved, or it was agreed otherwise."""
    theirs = [a for a in _spoken_of(at, letter) if a.lead == letter.person and a.state in THEIRS]
    if any(_other_day_stands_in(letter.text or "", action) for action in theirs):
        return True
    before = as_it_was_known(at, letter)
    return any((was := action_then(before, a.row)) is not None and was.due != a.due for a in theirs)


def as_it_was_known(at: Then, letter: OutboxLetter) -> Then:
    """Without what happened since the letter was approved."""
    record = at.record
    known = {thing: [e for e in events if _was_known(e, letter)] for thing, events in record.events.items()}
    return Then(replace(record, events=known), at.day, at.said)


def _was_known(event: Event, letter: OutboxLetter) -> bool:
    return event.recorded_at is None or event.recorded_at <= letter.created_at


def _spoken_of(at: Then, letter: OutboxLetter) -> list[ActionThen]:
    about = (letter.about or "").split()
    return [action for action in actions_then(at) if action.id in about]


def _other_day_stands_in(text: str, action: ActionThen) -> bool:
    """Where its day was only put right, no event tells of it; the letter has the old one."""
    _, _, after = text.partition(action.text.rstrip("."))
    found = DATED.match(after)
    return found is not None and (action.due is None or found[1] != said_day(action.due))
