"""Why we are here: the long goal, word for word, and which meeting this is."""

from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.voice import Voice
from app.series.models import Purpose
from app.words import lowered, stopped, unstopped

SET = ("Last time we set ourselves something nearer: {goal}.",)
SET_SINCE = ("Since then we have set ourselves something nearer: {goal}.",)
SHARPENED = ("Last time we made the nearer goal sharper: {goal}.",)
SHARPENED_SINCE = ("Since then the nearer goal has become sharper: {goal}.",)


def why(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    lines = [_goal(facts), Line(voice.say([_which(facts)]))]
    nearer = _nearer(facts) if room.nearer_goal else None
    if nearer is not None:
        goal = unstopped(lowered(nearer.text, facts.names))
        lines.append(Line(voice.say(_patterns(facts, nearer), goal=goal), sources=(nearer.id,)))
    return lines


def _goal(facts: Facts) -> Line:
    goal = facts.at.purpose("long_term_goal") or facts.at.purpose("inquiry_question")
    if goal is not None and facts.may.permits(goal.text):
        return Line(stopped(goal.text), sources=(goal.id,))
    return Line(f"We meet for {unstopped(facts.record.series.people_served)}.")


def _which(facts: Facts) -> str:
    number, planned = facts.meeting.number, facts.planned
    if facts.is_last:
        return f"Meeting {number}, our last." if number != planned else f"Meeting {number} of {planned}, our last."
    if number > planned:
        return f"Meeting {number}; we had planned {planned}."
    return f"Meeting {number} of {planned}."


def _nearer(facts: Facts) -> Purpose | None:
    """A shorter goal that the group took up, or sharpened, in the last meeting or since."""
    known = [p for p in facts.at.purposes if p.kind == "short_term_goal" and p.adopted_by != "proposed"]
    new = [p for p in known if p.on >= facts.since and facts.may.permits(p.text)]
    return max(new, key=lambda p: (p.on, p.n)) if new and facts.last else None


def _patterns(facts: Facts, goal: Purpose) -> tuple[str, ...]:
    if goal.on > facts.since:
        return SHARPENED_SINCE if goal.supersedes else SET_SINCE
    return SHARPENED if goal.supersedes else SET
