"""Since then: what was finished, by whom, and what came of it. Quick wins first."""

import re

from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.verbs import past, perfect
from app.recap.voice import Voice
from app.record.actions import ActionThen
from app.words import count, listed, lowered, number, quoted, sentence, stopped, unstopped

NOTHING = ("Nothing was finished. That is worth talking about.",)
# What was done is told in the past where its verb is known; `note` is what came of it, in people's own words.
TOLD = (
    "{who} {did}: {note}.",
    "{who} {did}. {Note}",
    "Thanks to {who}, who {did}; {note}.",
    "{who} {have} {done} – {note}.",
    "It was {who} who {did}. What came of it: {note}.",
    "Then {who} {did}, and could tell us: {note}.",
    "Next came {who}, who {did}. {Note}",
)
TOLD_BARE = (
    "{who} {did}.",
    "Thanks to {who}, who {did}.",
    "{who} {have} {done}.",
    "It was {who} who {did}.",
    "Then {who} {did}.",
)
QUOTED = (
    "{who}: {text}. {Note}",
    "Done by {who}: {quote}. {Note}",
    "{who} finished {quote}, and this came of it: {note}.",
    "We have {who} to thank for this: {quote}. {Note}",
    "We can take {quote} off the list, thanks to {who}. {Note}",
)
QUOTED_BARE = (
    "{who}: {text}.",
    "Done by {who}: {quote}.",
    "{who} finished {quote}.",
    "We have {who} to thank for this: {quote}.",
    "We can take {quote} off the list, thanks to {who}.",
)
MORE = ("And {n} more {is_} done.",)
ONLY_COUNTED = ("{Things} {is_} done.",)
COMMA_BEFORE = re.compile(r",([,:.;])")


def since(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    done = in_order(facts)
    if not done:
        return [] if facts.finished_in_the_room else [Line(voice.say(NOTHING))]
    shown = [a for a in done if facts.may.permits(a.text)][: room.finished]
    return [*(_line(facts, voice, room, a) for a in shown), *_more(voice, len(shown), done[len(shown) :], done)]


def in_order(facts: Facts) -> list[ActionThen]:
    """Quick wins, then what belongs to a finding, then the newest; ties by id (R4, docs/recap.md)."""

    def place(a: ActionThen) -> tuple[bool, bool, int, str]:
        assert a.ended_on is not None
        return not a.row.quick_win, not facts.belongs_to_a_finding(a), -a.ended_on.toordinal(), a.id

    return sorted(facts.finished, key=place)


def _line(facts: Facts, voice: Voice, room: Room, action: ActionThen) -> Line:
    who, have = _who(facts, action)
    text, note = unstopped(lowered(action.text, facts.names)), _note(facts, room, action)
    words = {"who": who, "have": have, "text": unstopped(action.text), "quote": quoted(unstopped(action.text))}
    words |= {"did": past(text) or "", "done": perfect(text) or ""}
    words |= {"note": unstopped(lowered(note, facts.names)), "Note": stopped(sentence(note))} if note else {}
    patterns = (TOLD if note else TOLD_BARE) if words["did"] else (QUOTED if note else QUOTED_BARE)
    said = sentence(COMMA_BEFORE.sub(r"\1", voice.say(patterns, **words)))
    name = who.removesuffix(",")
    return Line(said, strong=name, item=True, state="done", quick_win=bool(action.row.quick_win), sources=(action.id,))


def _note(facts: Facts, room: Room, action: ActionThen) -> str:
    """What came of it; nothing where that is for organisers only."""
    how = action.outcome
    hidden = not room.outcomes or how is None or how.visibility == "organisers" or not facts.may.permits(how.note)
    return "" if hidden or how is None else how.note or ""


def _who(facts: Facts, action: ActionThen) -> tuple[str, str]:
    """The lead, and one helper by name or several; and whether they has or have done it."""
    lead = facts.known_as(action.lead) or "somebody"
    helpers = [facts.known_as(p) for p in facts.record.linked(action.id, "helpers") if p != action.lead]
    if len(helpers) == 1:
        return f"{lead} and {helpers[0]}", "have"
    return (f"{lead}, with {listed(helpers)},", "has") if helpers else (lead, "has")


def _more(voice: Voice, shown: int, rest: list[ActionThen], done: list[ActionThen]) -> list[Line]:
    if not rest:
        return []
    n, is_ = len(rest), "is" if len(rest) == 1 else "are"
    sources = tuple(a.id for a in (rest if shown else done))
    if not shown:
        return [Line(voice.say(ONLY_COUNTED, Things=sentence(count(n, "thing")), is_=is_), sources=sources)]
    return [Line(voice.say(MORE, n=number(n), is_=is_), more=True, sources=sources)]
