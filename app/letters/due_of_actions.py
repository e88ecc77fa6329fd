"""Letters that somebody's own part is the reason for: that they are new, what is asked of them, what they finished."""

from collections.abc import Iterator
from datetime import timedelta

from app.follow_ups.models import FollowUp
from app.letters.looking import Due, Look
from app.record.actions import ActionThen, actions_then
from app.record.presence import in_the_room
from app.record.then import MeetingThen
from app.words import count
from app.words import day as said_day

NEW = timedelta(days=28)  # how long somebody is new
LATELY = timedelta(days=14)  # how long a thank-you is timely
ASKING = ("ask", "handover", "welcome", "catch_up")


def found(look: Look) -> Iterator[Due]:
    actions = actions_then(look.then)
    for person in look.record.people:
        if look.is_organiser(person) or not look.then.roles(person) - {"visitor"}:
            continue
        mine = [a for a in actions if a.lead == person]
        yield from _welcome(look, person)
        yield from _asked(look, person, mine)
        yield from _thanks(look, person, mine)


# -- somebody new --------------------------------------------------------
def _welcome(look: Look, person: str) -> Iterator[Due]:
    hats = [h for h in look.record.memberships.get(person, []) if h.role in ("participant", "lived_experience")]
    began = min((h.from_day for h in hats), default=None)
    if began is None or not began <= look.then.day <= began + NEW or look.letters_to(person, "welcome"):
        return
    held = [m for m in look.then.meetings if m.opened and m.day <= look.then.day]
    if not held or held[0].day >= began or any(_was_there(look, person, m) for m in held):
        return
    yield Due("welcome", person, "welcome", (), f"new since {said_day(began)}, after {count(len(held), 'meeting')}")


def _was_there(look: Look, person: str, meeting: MeetingThen) -> bool:
    return any(row.person == person for row in in_the_room(look.then, meeting))


# -- what is asked -------------------------------------------------------
def _asked(look: Look, person: str, mine: list[ActionThen]) -> Iterator[Due]:
    """One letter for all that is asked of somebody; another for all that somebody else led before."""
    open_ = [a for a in mine if a.state == "asked" and not _was_asked(look, person, a)]
    taken_over = [a for a in open_ if before(a) is not None]
    for kind, asked in (("handover", taken_over), ("ask", [a for a in open_ if a not in taken_over])):
        if asked:
            first = min(a.since for a in asked)
            why = f"asked on {said_day(first)}, and no answer yet"
            yield Due(kind, person, _slot(look, kind, person, asked[0]), tuple(a.id for a in asked), why)


def before(action: ActionThen) -> str | None:
    """Who led an action before it was asked of its lead now; None where nobody did."""
    leads = [action.row.lead, *(e.to_person for e in action.events if e.event in ("asked", "reassigned"))]
    others = [lead for lead in leads if lead is not None and lead != action.lead]
    return others[-1] if others else None


def _was_asked(look: Look, person: str, action: ActionThen) -> bool:
    """Whether a letter or a word has asked already, since it was theirs to answer."""
    letters = (s for s in look.letters_to(person, *ASKING) if action.id in s.about)
    if any(look.day_of(s.at) >= action.since for s in letters):
        return True
    return any(
        f.on is not None and action.since <= f.on <= look.then.said for f in _contacts(look, person, action, ASKING)
    )


def _slot(look: Look, kind: str, person: str, action: ActionThen) -> str:
    """The first thing that is asked; with the day where that was asked of the same person once before."""
    return f"{action.id}@{action.since.isoformat()}" if look.had(kind, person, action.id) else action.id


def _contacts(look: Look, person: str, action: ActionThen, kinds: tuple[str, ...]) -> Iterator[FollowUp]:
    for contact in look.record.follow_ups.values():
        about = look.record.linked(contact.id, "about")
        if contact.with_person == person and contact.kind in kinds and action.id in about:
            yield contact


# -- what is done ----------------------------------------------------------
def _thanks(look: Look, person: str, mine: list[ActionThen]) -> Iterator[Due]:
    done = [a for a in mine if a.state == "done" and a.ended_on and look.then.day - a.ended_on <= LATELY]
    unthanked = [a for a in done if not _was_thanked(look, person, a)]
    if unthanked:
        slot = _slot(look, "thanks", person, unthanked[0])
        last = max(a.since for a in unthanked)
        yield Due("thanks", person, slot, tuple(a.id for a in unthanked), f"finished on {said_day(last)}")


def _was_thanked(look: Look, person: str, action: ActionThen) -> bool:
    letters = (s for s in look.letters_to(person, "thanks") if action.id in s.about)
    ended = action.ended_on or action.since
    if any(look.day_of(s.at) >= ended for s in letters):
        return True
    noted = _contacts(look, person, action, ("thanks",))
    return any(f.on is not None and ended <= f.on <= look.then.said for f in noted)
