"""Last time: what we did, in 45 words or fewer. A sentence that does not fit is left out whole."""

from app.meetings.models import Decision, Quote
from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.voice import Voice
from app.words import count, listed, lowered, number, sentence, stopped, unstopped

THEME = ("We talked about {theme}.",)
WORKED_ON = ("We went into {areas}.",)
MET_TO = ("What we were there to do: {purpose}.",)
MET = ("We met, and wrote no title over it.",)
MOST = 45
LEARNT = ("We came away knowing this: {finding}.",)
AGREED = ("We agreed this: {decision}.",)
AGREED_SINCE = ("We agreed this, and {bodies} {have} said yes since: {decision}.",)
AGREED_MORE = ("We agreed {n} things, and first of all this: {decision}.",)
CHOSE = ("We chose {n}.",)
TOOK_ON = ("We took on {things}, {quick} of them {wins}.",)
TOOK_ON_BRIEFLY = ("We took on {things}.",)
FINISHED = ("We heard of {things} finished.",)
QUOTES = {
    "check_in": ("At the start {who} said {words}",),
    "check_out": ("At the close {who} said {words}",),
    "in_passing": ("In passing {who} said {words}",),
}
RETOLD = {
    "check_in": ("At the start {who} put it much like this: {words}",),
    "check_out": ("At the close {who} put it much like this: {words}",),
    "in_passing": ("In passing {who} put it much like this: {words}",),
}


def last_time(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    if facts.last is None:
        return [Line("We have not met yet.")]
    always = [_theme(facts), *_finished(facts)]
    learnt, chose, agreed, took_on, quotes = (part(facts) for part in (_learnt, _chose, _agreed, _took_on, _quotes))
    # What was agreed matters more than what was learnt or chosen, and all of it more than words in passing.
    always += [way for way in agreed if room.last_time_words and _length(way) + _length(always[0]) <= MOST]
    kept = _fitting(always, [*learnt, *chose, *took_on, *quotes], room.last_time_words)
    told = [always[0], *learnt, *chose, *agreed, *took_on, *_finished(facts), *quotes]
    return [_say(voice, way) for way in told if way in kept]


Way = tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[str, ...]]


def _way(patterns: tuple[str, ...], *sources: str, **words: str) -> Way:
    """A sentence not yet said: its patterns, its words, and where they come from."""
    return patterns, tuple(words.items()), sources


def _say(voice: Voice, way: Way) -> Line:
    patterns, words, sources = way
    return Line(voice.say(patterns, **dict(words)), sources=sources)


def _fitting(always: list[Way], ways: list[Way], most: int) -> set[Way]:
    """What stands in any case, and of the others, in order, those that still fit. One quote at the most."""
    kept, left = set(always), most - sum(_length(way) for way in always)
    for way in ways:
        said = _is_quote(way) and any(_is_quote(other) for other in kept)
        said = said or (way[0] is TOOK_ON_BRIEFLY and any(other[0] is TOOK_ON for other in kept))
        if _length(way) <= left and not said:
            kept.add(way)
            left -= _length(way)
    return kept


def _is_quote(way: Way) -> bool:
    return "who" in dict(way[1])


def _length(way: Way) -> int:
    patterns, words, _ = way
    return len(patterns[0].format(**dict(words)).split())


def _theme(facts: Facts) -> Way:
    assert facts.last is not None
    row, last = facts.last.row, facts.last.id
    if facts.may.permits(row.title):
        return _way(THEME, last, theme=unstopped(lowered(row.title or "", facts.names)))
    areas = [
        unstopped(lowered(f.text, facts.names)) for f in facts.record.focus.get(last, []) if facts.may.permits(f.text)
    ]
    if areas:
        return _way(WORKED_ON, last, areas=listed(areas))
    if facts.may.permits(row.purpose):
        return _way(MET_TO, last, purpose=unstopped(lowered(row.purpose or "", facts.names)))
    return _way(MET, last)


def _learnt(facts: Facts) -> list[Way]:
    found = [f for f in facts.record.findings.values() if facts.last and f.meeting == facts.last.id]
    fit = [f for f in found if facts.may.permits(f.text) and facts.now.still_told(f.id)]
    return [_way(LEARNT, f.id, finding=unstopped(lowered(f.text, facts.names))) for f in fit[:1]]


def _chose(facts: Facts) -> list[Way]:
    new = [p for p in facts.chosen.values() if facts.last and p.row.from_meeting == facts.last.id]
    said = count(len(new), "priority", "priorities")
    known = facts.last is not None and said in (facts.last.row.title or "")  # the theme says it already
    return [_way(CHOSE, *(p.id for p in new), n=said)] if new and not known else []


def _agreed(facts: Facts) -> list[Way]:
    made = [d for d in facts.record.decisions.values() if facts.last and d.meeting == facts.last.id]
    fit = [d for d in made if facts.may.permits(d.text)]
    if not fit:
        return []
    first, words = fit[0], unstopped(lowered(fit[0].text, facts.names))
    if len(made) > 1:
        return [_way(AGREED_MORE, first.id, n=number(len(made)), decision=words)]
    bodies = _said_yes(facts, first)
    if bodies:
        have = "has" if len(bodies) == 1 else "have"
        return [_way(AGREED_SINCE, first.id, bodies=listed(bodies), have=have, decision=words)]
    return [_way(AGREED, first.id, decision=words)]


def _said_yes(facts: Facts, decision: Decision) -> list[str]:
    """Those who had to ask at home and have brought back a yes. Any other answer is theirs to tell."""
    asked = [facts.record.home_checks[i] for i in facts.record.linked(decision.id, "needs_home_checks")]
    yes = [c for c in asked if c.answered_on and c.answered_on <= facts.at.said and c.answer == "agrees"]
    bodies = [facts.record.organisations[c.organisation] for c in yes]
    return list(dict.fromkeys(body.short_name or body.name for body in bodies)) if len(yes) == len(asked) else []


def _took_on(facts: Facts) -> list[Way]:
    new = [a for a in facts.actions if facts.last and a.row.meeting == facts.last.id and a.state != "proposed"]
    if not new:
        return []
    things, quick = count(len(new), "thing"), sum(bool(a.row.quick_win) for a in new)
    briefly = _way(TOOK_ON_BRIEFLY, things=things)
    if not quick or len(new) == 1:
        return [briefly]
    return [
        _way(TOOK_ON, things=things, quick=number(quick), wins="a quick win" if quick == 1 else "quick wins"),
        briefly,
    ]


def _finished(facts: Facts) -> list[Way]:
    done = facts.finished_in_the_room
    return [_way(FINISHED, *(a.id for a in done), things=count(len(done), "thing"))] if done else []


def _quotes(facts: Facts) -> list[Way]:
    """Members' words that may be repeated. Those of people who are served stand with what we hoped for."""
    leave = ("public",) if facts.may.for_sponsor else ("record", "public")
    said = facts.record.quotes.get(facts.last.id, []) if facts.last else []
    mine = [q for q in said if q.leave_to_share in leave and q.speaker in (None, "member")]
    return [_quote(facts, q) for q in mine if facts.may.permits(q.text) and facts.may.permits(q.said_by or "one of us")]


def _quote(facts: Facts, quote: Quote) -> Way:
    who, moment = lowered(quote.said_by or "one of us", facts.names), quote.moment or "in_passing"
    if quote.retold:
        words = stopped(lowered(quote.text, facts.names))
        return _way(RETOLD[moment], facts.last.id if facts.last else "", who=who, words=words)
    words = stopped(f"“{sentence(quote.text)}”")
    return _way(QUOTES[moment], facts.last.id if facts.last else "", who=who, words=words)
