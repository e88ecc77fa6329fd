"""Questions worth asking before the first meeting, and what organisers wrote down. None has to be answered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from app.audit.domain import By, note
from app.series.models import CharterAnswer

LONGEST = 1000


@dataclass(frozen=True)
class Question:
    """`why` says in one line why it is asked."""

    key: str
    text: str
    why: str


@dataclass(frozen=True)
class Elsewhere:
    """A question whose answer has a place in the record; `page` is the route where it stands."""

    text: str
    where: str
    page: Literal["purpose", "people"]


@dataclass(frozen=True)
class Group:
    name: str
    about: str
    questions: tuple[Question, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


CHARTER = (
    Group(
        "Why, and for whom",
        "What it is for, before how it is done.",
        (
            Question("why_now", "Why this, and why now?", "In a slow month you will want to read it again."),
            Question(
                "better",
                "What would be better, and who would notice first?",
                "Hopes come from the group; this is what those who asked for it have in mind.",
            ),
            Question(
                "in_the_room",
                "How will the people it is for be in the room?",
                "Themselves, a carer, a story: if nobody brings their voice, it is not there.",
            ),
        ),
    ),
    Group(
        "Together rather than alone",
        "Working together costs time. It should be worth it.",
        (
            Question(
                "together",
                "What can you do together that none of you can do alone?",
                "If there is nothing yet, that is the first thing to find out.",
            ),
            Question(
                "meant",
                "What does each of you mean by working together, and how would you notice that you do?",
                "The same word often means a meeting to one and a shared budget to another.",
            ),
            Question("where", "Where is it needed, and where is it not?", "What one can do well alone needs no group."),
            Question(
                "differently",
                "What will each organisation have to give, and to do differently?",
                "It is easier to say before anybody has promised anything.",
            ),
            Question(
                "gain",
                "What does each gain by it, soon and later, and what do the people you serve gain?",
                "Where one only gives, it will not last.",
            ),
        ),
    ),
    Group(
        "Who, and how",
        "The right people, with the time and the leave to be there.",
        (
            Question(
                "who",
                "Who has to be in the room, from which places and levels, and who is missing?",
                "A voice that is missing at the start is hard to bring in later.",
            ),
            Question(
                "whole", "Who sees the whole of it, and can they change anything?", "Seeing without a say tires people."
            ),
            Question(
                "how_much",
                "Who is at the heart of it, who helps now and then, and who wants only to hear?",
                "All of these are fine, and they change. It helps to know what to expect.",
            ),
            Question(
                "two_hats",
                "Does anyone who holds it also speak for an organisation, or know the place only from outside?",
                "Both can go well if it is said aloud.",
            ),
            Question(
                "time",
                "Has everyone got the time, and who has said that they may give it?",
                "Whoever comes without leave from home cannot promise anything.",
            ),
            Question(
                "kindly",
                "How will you learn to ask and to tell one another things without blame?",
                "An hour on this before the first meeting is not lost.",
            ),
        ),
        (
            Elsewhere("Who holds the meetings, and who keeps things moving in between?", "People", "people"),
            Elsewhere("Which senior manager stands behind it, and will be seen to?", "People, as sponsor", "people"),
            Elsewhere("How will you work together: money, information, what is yours to do?", "Purpose", "purpose"),
        ),
    ),
    Group(
        "What could go wrong",
        "Four things end most such groups: too many aims, no strength left, quarrels avoided, nothing settled.",
        (
            Question(
                "too_much",
                "What else is everybody part of, and what will wait because of this?",
                "Six or seven partnerships are as many as most organisations can carry.",
            ),
            Question(
                "strength", "What could make people weary of it, and who would see it first?", "Often it is quiet."
            ),
            Question(
                "hard_to_say",
                "What will be hard to say in this room, and how could it be said all the same?",
                "What cannot be said goes on working underneath.",
            ),
        ),
        (
            Elsewhere(
                "Where may interests collide, and what will you do then?", "Purpose, possible conflicts", "purpose"
            ),
        ),
    ),
    Group(
        "Afterwards",
        "It ends. What then?",
        (
            Question(
                "carries_on",
                "Who could look after what works, if money or people change?",
                "What hangs on one purse or one person goes with them.",
            ),
            Question(
                "learners",
                "Who else would like to learn from this, and how will you let them see?",
                "Somebody near you is about to begin the same.",
            ),
        ),
    ),
)
KEYS = tuple(question.key for group in CHARTER for question in group.questions)


def answers(db: Session, series_id: int) -> dict[str, str]:
    """What has been written down, by question."""
    table = CharterAnswer.metadata.tables["charter_answer"]
    found = db.execute(select(table.c.question, table.c.text).where(table.c.series_id == series_id))
    return {row.question: row.text for row in found}


def mark(text: str) -> str:
    """Tells whether a text is still the one that somebody read."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Given:
    """An answer as it was sent, and the mark of the one that its writer had read."""

    text: str
    read: str


def meanwhile(stored: dict[str, str], given: dict[str, Given]) -> dict[str, str]:
    """Those answers that somebody else changed while they were being written: the others' words, by question."""
    changed = [key for key, answer in given.items() if mark(answer.text) != answer.read]
    theirs = {key: stored.get(key, "") for key in changed}
    return {key: text for key, text in theirs.items() if text != given[key].text and mark(text) != given[key].read}


def keep(
    db: Session, series_id: int, stored: dict[str, str], given: dict[str, Given], *, by: By, at: datetime
) -> list[str]:
    """Write the answers that their writer changed; an answer made empty goes. Gives the questions."""
    changed = [k for k, a in given.items() if mark(a.text) != a.read and a.text != stored.get(k, "")]
    table = CharterAnswer.metadata.tables["charter_answer"]
    for key in changed:
        db.execute(delete(table).where(table.c.series_id == series_id, table.c.question == key))
        row = {"series_id": series_id, "question": key, "text": given[key].text}
        if given[key].text:
            db.execute(insert(table).values(**row, changed_at=at, changed_by=by.account))
    if changed:
        note(db, series_id, "answered", at=at, by=by, about=("charter", "charter"), said={"questions": changed})
    return changed
