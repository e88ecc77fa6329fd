"""What the page of follow-ups shows: who was in touch with whom between the meetings.

Organisers see all of it, and each person what is about them.
"""

from dataclasses import dataclass
from datetime import date

from app import words
from app.follow_ups.models import FollowUp
from app.record.actions import actions_then
from app.record.tests import tests_then
from app.record.then import Then

KINDS = {
    "nudge": "How it goes",
    "offer": "An offer of help",
    "ask": "A question",
    "catch_up": "What was missed",
    "handover": "Handing over",
    "thanks": "Thanks",
    "invite": "An invitation",
    "answer": "An answer",
    "debrief": "Talking it over",
    "senior_managers": "With senior managers",
}
CHANNELS = {
    "email": "by e-mail",
    "text": "by text",
    "phone": "by telephone",
    "in_person": "face to face",
    "video": "by video",
    "post": "by post",
}
RESULTS = {
    "done": "It is done",
    "moving": "It is moving",
    "stuck": "It is stuck",
    "no_answer": "No answer yet",
    "takes_it": "Takes it on",
    "hands_it_back": "Hands it back",
    "let_go": "Let go",
}


@dataclass(frozen=True)
class FollowUpShown:
    row: FollowUp
    state: str
    day: date
    by: str
    with_: str
    kind: str
    channel: str
    about: list[tuple[str, str]]
    said: str
    heard: str
    result: str
    not_before: date | None


@dataclass(frozen=True)
class FollowUps:
    opening: str
    planned: list[FollowUpShown]
    done: list[FollowUpShown]
    not_needed: list[FollowUpShown]


def follow_ups(then: Then, *, about: frozenset[str] | None) -> FollowUps:
    """All of them, or where `about` is given those with these people; latest first."""
    rows = [f for f in then.record.follow_ups.values() if about is None or f.with_person in about]
    known = {a.id: (f"actions/{a.id}", a.text) for a in actions_then(then)}
    known |= {t.id: (f"tests/{t.id}", t.row.title) for t in tests_then(then)}
    rows = [f for f in rows if f.planned_for or (f.on and f.on <= then.said)]
    shown = sorted((_shown(then, row, known) for row in rows), key=lambda f: (f.day, f.row.n), reverse=True)
    planned = [f for f in shown if f.state == "planned"][::-1]
    done = [f for f in shown if f.state == "done"]
    not_needed = [f for f in shown if f.state == "not_needed"]
    return FollowUps(_opening(then, planned, done, own=about is not None), planned, done, not_needed)


def _shown(then: Then, row: FollowUp, known: dict[str, tuple[str, str]]) -> FollowUpShown:
    done = row.on is not None and row.on <= then.said
    struck = row.not_needed_on is not None and row.not_needed_on <= then.said
    return FollowUpShown(
        row,
        state="done" if done else "not_needed" if struck else "planned",
        day=(row.on if done else row.not_needed_on if struck else row.planned_for) or row.on or then.day,
        by=then.known_as(row.by),
        with_=then.known_as(row.with_person),
        kind=KINDS[row.kind],
        channel=CHANNELS.get(row.channel or "", "") if done else "",
        about=[known[thing] for thing in then.record.linked(row.id, "about") if thing in known],
        said=row.said or "" if done else "",
        heard=row.heard or "" if done else "",
        result=RESULTS.get(row.result or "", "") if done else "",
        not_before=row.not_before,
    )


def _opening(then: Then, planned: list[FollowUpShown], done: list[FollowUpShown], *, own: bool) -> str:
    if own:
        return "What was said to you between the meetings, and what was noted of your answers."
    if not planned and not done:
        return "Nobody has been rung or written to yet."
    last = then.last_held
    since = sum(last is None or f.day >= last.day for f in done)
    spoken = f"{words.sentence(words.count(since, 'contact'))} since the last meeting"
    return f"{spoken}, {words.number(len(planned))} planned." if planned else f"{spoken}, none planned."
