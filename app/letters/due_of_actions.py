"""Letters that somebody's own part is the reason for: that they are new, what is asked of them, what they finished."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.follow_ups.models import FollowUp
from app.letters.looking import Due, Look, Sent
from app.record.actions import ActionThen, actions_then
from app.record.presence import HERE, attendance
from app.record.tests import TestThen, tests_then
from app.record.then import MeetingThen
from app.words import count
from app.words import day as said_day

NEW = timedelta(days=28)  # how long somebody is new
LATELY = timedelta(days=14)  # how long a thank-you is timely
THANKS_TOO = ("recap", "record", "catch_up")  # letters that carry the thanks of these days
ANSWERED = ("takes_it", "hands_it_back")
ASKING = ("ask", "handover", "welcome", "catch_up")


def found(look: Look) -> Iterator[Due]:
    actions, tests = actions_then(look.then), tests_then(look.then)
    for person in look.record.people:
        if look.is_organiser(person) or not look.then.roles(person) - {"visitor"}:
            continue
        mine = [a for a in actions if a.lead == person]
        yield from _welcome(look, person)
        yield from _asked(look, person, mine, [t for t in tests if t.asked_of == person])
        yield from _thanks(look, person, mine)


# -- somebody new --------------------------------------------------------
def _welcome(look: Look, person: str) -> Iterator[Due]:
    hats = [h for h in look.record.memberships.get(person, []) if h.role in ("participant", "lived_experience")]
    began = min((h.from_day for h in hats), default=None)
    if look.then.roles(person) == {"sponsor"}:
        return
    if began is None or not began <= look.then.day <= began + NEW or look.letters_to(person, "welcome"):
        return
    held = [m for m in look.then.meetings if m.opened and m.day <= look.then.day]
    if not held or held[0].day >= began or any(_was_there(look, person, m) for m in held if m.day >= began):
        return
    yield Due("welcome", person, "welcome", (), f"new since {said_day(began)}, after {count(len(held), 'meeting')}")


def _was_there(look: Look, person: str, meeting: MeetingThen) -> bool:
    """As one of the group: who has stood in for somebody knows that meeting, and not the story."""
    return any(row.person == person and row.state in HERE for row in attendance(look.then, meeting))


# -- what is asked -------------------------------------------------------
def _asked(look: Look, person: str, mine: list[ActionThen], tests: list[TestThen]) -> Iterator[Due]:
    """One letter for all that is asked of somebody; another for all that somebody else led before, as every test is."""
    open_ = [a for a in mine if a.state == "asked" and not _was_asked(look, person, a.id, a.since)]
    taken_over = [a for a in open_ if before(a) is not None]
    put = ((t.id, _since(look, person, t.id)) for t in tests)
    to_lead = [(test, since) for test, since in put if not _was_asked(look, person, test, since)]
    others = [a for a in open_ if a not in taken_over]
    for kind, asked, tried in (("handover", taken_over, to_lead), ("ask", others, [])):
        things = [*((a.id, a.since) for a in asked), *tried]
        if things:
            on = f" on {said_day(min(a.since for a in asked))}" if asked else ""
            about = tuple(thing for thing, _ in things)
            yield Due(kind, person, _slot(look, kind, person, *things[0]), about, f"asked{on}, and no answer yet")


def _since(look: Look, person: str, test: str) -> date:
    """From when on a question whether they lead a test can have been put: it has no day, but they may have answered."""
    answers = (f for f in _contacts(look, person, test, ASKING) if f.result in ANSWERED)
    days = [f.on for f in answers if f.on is not None and f.on <= look.then.said]
    return max(days) + timedelta(days=1) if days else date.min


def before(action: ActionThen) -> str | None:
    """Who led an action before it was asked of its lead now; None where nobody did."""
    leads = [action.row.lead, *(e.to_person for e in action.events if e.event in ("asked", "reassigned"))]
    others = [lead for lead in leads if lead is not None and lead != action.lead]
    return others[-1] if others else None


def _was_asked(look: Look, person: str, thing: str, since: date) -> bool:
    """Whether a letter or a word has asked already, since it was theirs to answer."""
    letters = (s for s in look.letters_to(person, *ASKING) if thing in s.about)
    if any(look.day_of(s.at) >= since for s in letters):
        return True
    return any(f.on is not None and since <= f.on <= look.then.said for f in _contacts(look, person, thing, ASKING))


def _slot(look: Look, kind: str, person: str, thing: str, since: date) -> str:
    """The first thing that is asked; with the day where that was asked of the same person once before."""
    return f"{thing}@{since.isoformat()}" if look.had(kind, person, thing) else thing


def _contacts(look: Look, person: str, thing: str, kinds: tuple[str, ...]) -> Iterator[FollowUp]:
    for contact in look.record.follow_ups.values():
        about = look.record.linked(contact.id, "about")
        if contact.with_person == person and contact.kind in kinds and thing in about:
            yield contact


# -- what is done ----------------------------------------------------------
def _thanks(look: Look, person: str, mine: list[ActionThen]) -> Iterator[Due]:
    done = [a for a in mine if a.state == "done" and a.ended_on and look.then.day - a.ended_on <= LATELY]
    unthanked = [a for a in done if not _was_thanked(look, person, a)]
    if unthanked:
        slot = _slot(look, "thanks", person, unthanked[0].id, unthanked[0].since)
        last = max(a.since for a in unthanked)
        yield Due("thanks", person, slot, tuple(a.id for a in unthanked), f"finished on {said_day(last)}")


def _was_thanked(look: Look, person: str, action: ActionThen) -> bool:
    ended = action.ended_on or action.since
    letters = (s for s in look.letters_to(person, "thanks", *THANKS_TOO) if action.id in s.about)
    if any(look.day_of(s.at) >= ended and (s.kind == "thanks" or _thanked_in(look, s, action)) for s in letters):
        return True
    noted = _contacts(look, person, action.id, ("thanks",))
    return any(f.on is not None and ended <= f.on <= look.then.said for f in noted)


def _thanked_in(look: Look, letter: Sent, action: ActionThen) -> bool:
    """Whether a letter of another kind thanked for it: it may not have been needed, or have asked for it instead."""
    day = look.day_of(letter.at)
    return letter.state != "dropped" and not any(e.event == "accepted" and e.on >= day for e in action.events)
