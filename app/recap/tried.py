"""What we tried: asked, thought, found, to decide today. At the last meeting all of it, in half a line each."""

from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.voice import Voice
from app.record.tests import CycleThen, TestThen
from app.words import count, listed, lowered, number, sentence, short_day, stopped, unstopped

DECIDE = "To decide today"
SCALES = {
    "one_person": "one person",
    "a_few_people": "a few people",
    "one_team": "one team",
    "several": "several teams",
    "whole_locality": "everybody",
}
NONE = ("We have not tried anything out yet.",)
IDEAS = ("There {is_} {n} for something to try, and nothing has been tried yet.",)
ASKED = ("We asked: {question}", "What we wanted to know: {question}", "The question was this: {question}")
THOUGHT_FOUND = (
    "We thought: {thought}. What happened: {found}.",
    "Our guess: {thought}. The outcome: {found}.",
    "Beforehand: {thought}. Afterwards: {found}.",
)
FOUND = ("This is what happened: {found}.", "This came out: {found}.", "Now we can say: {found}.")
RUNNING = (
    "It is running, and asks: {question}",
    "This one is under way. Its question: {question}",
    "We are in the middle of it: {question}",
)
PLANNED = (
    "It is planned{start}, to find out: {question}",
    "This is still to come{start}: {question}",
    "It waits its turn{start}. It will ask: {question}",
)
STAYS = ("It stays: {kept}.", "It is part of the work now: {kept}.", "This has found a home: {kept}.")
AGAIN = (
    "We go round once more, having learnt this: {learnt}.",
    "One more round, because of what we learnt: {learnt}.",
    "It goes on in another form; we learnt this: {learnt}.",
)
STOPPED = (
    "We let it go, and learnt from it: {learnt}.",
    "We stopped here, knowing more: {learnt}.",
    "That one is over, with this learnt: {learnt}.",
)
BARE = {
    "running": ("{title}: running.", "{title}, which is under way.", "{title}, in the middle of it."),
    "planned": ("{title}: planned.", "{title}, still to come.", "{title}, waiting its turn."),
    "handed_on": (
        "{title}: handed on.",
        "{title}, which others carry further now.",
        "{title}, which goes on elsewhere.",
    ),
}
DECIDED = ("We have decided about it.", "That decision is taken.", "This one is settled.")
ALSO_DECIDE = ("Also to decide today: {titles}.",)
MORE = ("And {n} more {are} on the way.",)
ONLY_DECIDE = ("{N} {wait} for a decision today.",)

GROUPS = (
    ("To decide today", ("studying",)),
    ("Part of the work now", ("adopted", "business_as_usual")),
    ("Under way", ("running",)),
    ("Still to come", ("planned",)),
    ("Changed by what we learnt", ("adapting",)),
    ("Let go, and learnt from", ("abandoned",)),
    ("Handed on", ("handed_on",)),
)


def tried(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    known = [t for t in facts.tests if facts.may.permits(t.row.title)]
    begun = [t for t in known if t.cycles]
    if not begun:
        return [_nothing_yet(voice, known)]
    return _all_of_it(facts, room, begun) if facts.is_last else _the_few(facts, voice, room, begun)


def _nothing_yet(voice: Voice, ideas: list[TestThen]) -> Line:
    if not ideas:
        return Line(voice.say(NONE))
    n = len(ideas)
    said = voice.say(IDEAS, n=count(n, "idea"), is_="is" if n == 1 else "are")
    return Line(said, sources=tuple(t.id for t in ideas))


def in_order(facts: Facts, tests: list[TestThen]) -> list[TestThen]:
    """To decide, then running, then decided since the last meeting, then planned; ties by id (R6, docs/recap.md)."""
    place = {"studying": 0, "running": 1, "planned": 3}
    shown = [
        t
        for t in tests
        if t.state in place or (t.state != "idea" and facts.last is not None and t.since >= facts.since)
    ]
    return sorted(shown, key=lambda t: (place.get(t.state, 2), t.id))


def _the_few(facts: Facts, voice: Voice, room: Room, tests: list[TestThen]) -> list[Line]:
    ordered = in_order(facts, tests)
    if not ordered:
        return [Line(voice.say(("Nothing is being tried at the moment.",)))]
    shown, rest = ordered[: room.tests], ordered[room.tests :]
    lines = [_line(facts, voice, room, test) for test in shown]
    decide = [t for t in rest if t.state == "studying"]
    if decide:
        lines.append(_also(voice, decide, bool(shown)))
    others = len(rest) - len(decide)
    if others and shown:
        said = voice.say(MORE, n=number(others), are="is" if others == 1 else "are")
        lines.append(Line(said, more=True, sources=tuple(t.id for t in rest if t not in decide)))
    return lines or [Line(sentence(f"{count(len(rest), 'thing is', 'things are')} being tried."))]


def _also(voice: Voice, decide: list[TestThen], after_others: bool) -> Line:
    ids = tuple(t.id for t in decide)
    if after_others:
        return Line(voice.say(ALSO_DECIDE, titles=listed([t.row.title for t in decide])), more=True, sources=ids)
    n = count(len(decide), "test")
    return Line(voice.say(ONLY_DECIDE, N=sentence(n), wait="waits" if len(decide) == 1 else "wait"), sources=ids)


def _line(facts: Facts, voice: Voice, room: Room, test: TestThen) -> Line:
    cycle, mark = test.cycles[-1], facts.mark(test.row.priority)
    if test.state in BARE and not _tells(facts, room, test, cycle):
        text = voice.say(BARE[test.state], title=_titled(test, cycle))
        return Line(text, strong=test.row.title, item=True, state=test.state, mark=mark, sources=(test.id,))
    said = [
        stopped(_titled(test, cycle)),
        _asked(facts, voice, room, test, cycle),
        _told(facts, voice, room, test, cycle),
    ]
    tag = DECIDE if test.state == "studying" else ""
    return Line(
        " ".join(filter(None, said)),
        strong=test.row.title,
        tag=tag,
        item=True,
        state=test.state,
        mark=mark,
        sources=(test.id,),
    )


def _titled(test: TestThen, cycle: CycleThen) -> str:
    """`Medicines left at the day centre, with one person`."""
    scale = SCALES.get(cycle.row.scale or "")
    return f"{unstopped(test.row.title)}, with {scale}" if scale else test.row.title


def _asked(facts: Facts, voice: Voice, room: Room, test: TestThen, cycle: CycleThen) -> str:
    """The question, where there is room for it and it is not told with what follows."""
    if not room.questions or test.state != "studying" or not facts.may.permits(cycle.row.question):
        return ""
    return voice.say(ASKED, question=_question(facts, cycle))


def _question(facts: Facts, cycle: CycleThen) -> str:
    return stopped(lowered(cycle.row.question, facts.names))


def _told(facts: Facts, voice: Voice, room: Room, test: TestThen, cycle: CycleThen) -> str:
    row, learnt = cycle.row, _learnt(facts, cycle)
    if test.state == "studying":
        return _thought_found(facts, voice, room, cycle)
    if test.state in ("running", "planned"):
        start = f" for {short_day(row.planned_start)}" if row.planned_start else ""
        return voice.say(RUNNING if test.state == "running" else PLANNED, question=_question(facts, cycle), start=start)
    if test.state in ("adopted", "business_as_usual") and facts.may.permits(row.kept_by):
        return voice.say(STAYS, kept=_inside(facts, row.kept_by))
    if test.state in ("adapting", "abandoned") and learnt:
        return voice.say(AGAIN if test.state == "adapting" else STOPPED, learnt=learnt)
    return voice.say(DECIDED)


def _tells(facts: Facts, room: Room, test: TestThen, cycle: CycleThen) -> bool:
    """Whether there is room to say what a running or planned test asks."""
    return test.state != "handed_on" and room.under_way and facts.may.permits(cycle.row.question)


def _thought_found(facts: Facts, voice: Voice, room: Room, cycle: CycleThen) -> str:
    row = cycle.row
    found = _learnt(facts, cycle) or (_inside(facts, row.did) if facts.may.permits(row.did) else "")
    if not found or not room.findings:
        return ""
    if facts.may.permits(row.prediction):
        return voice.say(THOUGHT_FOUND, thought=_inside(facts, row.prediction), found=found)
    return voice.say(FOUND, found=found)


def _learnt(facts: Facts, cycle: CycleThen) -> str:
    """What was learnt goes with the decision; written before one is taken, it counts from the end of the cycle."""
    row = cycle.row
    day = row.decided_on or row.ended
    known = day is not None and day <= facts.at.said and facts.may.permits(row.learned)
    return _inside(facts, row.learned) if known else ""


def _inside(facts: Facts, text: str | None) -> str:
    return unstopped(lowered(text or "", facts.names))


def _all_of_it(facts: Facts, room: Room, tests: list[TestThen]) -> list[Line]:
    """Everything the series has tried, by what became of it, as far as there is room; the rest is counted."""
    ordered = [t for _, states in GROUPS for t in sorted(tests, key=lambda t: t.id) if t.state in states]
    shown = ordered[: room.tests_at_the_end]
    if not shown:
        return [Line(sentence(f"{count(len(tests), 'thing has', 'things have')} been tried in all."))]
    groups = [(name, [t for t in shown if t.state in states]) for name, states in GROUPS]
    lines = [_group(facts, room, name, mine) for name, mine in groups if mine]
    more = len(ordered) - len(shown)
    return [*lines, *([Line(f"And {number(more)} more.", more=True)] if more else [])]


def _group(facts: Facts, room: Room, name: str, tests: list[TestThen]) -> Line:
    said = listed(_half_a_line(facts, room, t) for t in tests)
    mark = facts.mark(tests[0].row.priority) if len(tests) == 1 else None
    ids = tuple(t.id for t in tests)
    return Line(f"{name}: {said}.", strong=name, item=True, state=tests[0].state, mark=mark, sources=ids)


def _half_a_line(facts: Facts, room: Room, test: TestThen) -> str:
    """`Medicines left at the day centre (as predicted; ask each person first)`."""
    cycle = test.cycles[-1]
    found = _learnt(facts, cycle) or (_inside(facts, cycle.row.did) if _did_known(facts, cycle) else "")
    title = unstopped(test.row.title)
    return f"{title} ({found})" if found and room.findings else title


def _did_known(facts: Facts, cycle: CycleThen) -> bool:
    return cycle.row.ended is not None and cycle.row.ended <= facts.at.said and facts.may.permits(cycle.row.did)
