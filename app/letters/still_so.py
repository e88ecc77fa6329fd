"""Whether a letter that waits would still be written as it was: its page, and whose words stand in it.

It is written again, with the organiser's own words, and the two are laid side by side. What may differ without harm is
left alone: a page that nobody has frozen is worked out anew with every word from anybody.
"""

import re
from datetime import datetime

from sqlmodel import Session

from app.freezing.out_of_texts import MARK
from app.freezing.pages import page_for
from app.letters.composing import Composed, compose
from app.letters.due_of_meetings import meeting_of
from app.letters.looking import Due
from app.letters.parts import Occasion
from app.letters.since import as_it_was_known
from app.letters.welcome import PLAN
from app.post.models import OutboxLetter
from app.recap.discretion import ADDRESS, Discretion
from app.record.then import MeetingThen, Then

TAKEN_OUT = "Words that stood in it may not be shown any more."
NAMES = "Its words name somebody whose story has been told since."
ANEW = "The page that it brings has been prepared anew since."
OTHERWISE = "What it tells has changed since."
COUNTS = re.compile(rf"^{PLAN}\n(?:- .*\n)+", re.MULTILINE)
NOT_THEIRS = "They read less of the series by now than it tells."
STORED, FROZEN = ("record", "catch_up"), ("recap", "welcome")  # what is told as it stands; what may be frozen


def says_otherwise(db: Session, at: Then, letter: OutboxLetter, now: datetime) -> str | None:
    """Why it would not be written like this any more; None where it would."""
    if letter.text is None or letter.words is None:
        return None
    if MARK in letter.words:
        return TAKEN_OUT
    if not Discretion(at.record).permits(ADDRESS.sub("", letter.words) or " "):
        return NAMES
    return _page(db, at, letter, letter.text, now) if letter.kind in STORED + FROZEN else None


def _page(db: Session, at: Then, letter: OutboxLetter, text: str, now: datetime) -> str | None:
    due = Due(letter.kind, letter.person or "", letter.slot or "", tuple((letter.about or "").split()), "")
    fresh = compose(db, at, due, letter.words, now)
    if text.count(MARK) > fresh.text.count(MARK):
        return TAKEN_OUT
    reads_less = _reads_less(at, due)
    if reads_less and letter.kind == "record":
        return NOT_THEIRS
    if _body(text, fresh) == _body(fresh.text, fresh):
        return None
    if reads_less and not _was_theirs(db, at, letter, due, text):
        return NOT_THEIRS
    if letter.kind in STORED:
        return OTHERWISE
    meeting = _meeting(at, due)
    if meeting is not None and due.kind in FROZEN and Occasion(db, at, due, now).when_where(meeting) not in text:
        return OTHERWISE
    return ANEW if meeting is not None and page_for(db, at.record, meeting.number, at.said).version > 0 else None


def _body(text: str, fresh: Composed) -> str:
    """What there is to read, below its reader's own part; but for the plan, whose counts move with every word."""
    return " ".join(COUNTS.sub("", text.partition(f"\n{fresh.heading}\n")[2]).split())


def _reads_less(at: Then, due: Due) -> bool:
    """Whether its reader is to have another letter than the group.

    A sponsor is; and where the facilitators keep the record everybody, except of the page that hangs in the room.
    """
    closed = due.kind != "recap" and at.record.series.record_scope == "facilitators"
    return closed or at.roles(due.person) == {"sponsor"}


def _was_theirs(db: Session, at: Then, letter: OutboxLetter, due: Due, text: str) -> bool:
    """Whether it was written for somebody who reads so much, of a page that has only moved on since."""
    before = compose(db, as_it_was_known(at, letter), due, letter.words, letter.created_at)
    return _body(text, before) == _body(before.text, before)


def _meeting(at: Then, due: Due) -> MeetingThen | None:
    """The one whose page it brings."""
    return at.meeting(meeting_of(due.slot)) if due.kind == "recap" else at.next_meeting or at.last_held
