"""Still moving, and stuck: numbers, up to three that are stuck with what would help, and how many we have not heard on.

There are no names here. Who leads what stands on the wall; who has not answered is nobody's business.
"""

from collections.abc import Callable

from app.actions.domain import NOT_SAID
from app.recap.facts import Facts
from app.recap.page import Line
from app.recap.room import Room
from app.recap.verbs import is_to_do
from app.recap.voice import Voice
from app.record.actions import ActionThen
from app.words import count, lowered, number, quoted, sentence, unstopped

NOTHING_OPEN = ("Nothing is open.",)
OPEN = ("{Things} {are} open.",)
OPEN_AND_CALM = ("{Things} {are} open; no one has said they are stuck.",)
OPEN_NAMED = ("{Things} {are} open: {list}.",)
STUCK = (
    "{Quote} is stuck. What would help: {help}.",
    "So is {quote}. It would take this: {help}.",
    "And so is {quote}. We would need {help}.",
)
STUCK_BARE = ("{Quote} is stuck.", "So is {quote}.", "And so is {quote}.")
STUCK_MORE = ("{N} more {are} stuck.",)
STUCK_ONLY = ("{N} of them {are} stuck.",)
NOT_STUCK = ("No one has said they are stuck.",)
OLD = ("{Which} {go} further back: {list}.",)
OLD_FIRST = ("{Which} go further back; first, {list}.",)
NOT_HEARD_OF_IT = ("We have not heard on it yet.",)
NOT_HEARD_EITHER = ("We have not heard on either yet.",)
NOT_HEARD_ANY = ("We have not heard on any of them yet.",)
NOT_HEARD = ("We have not heard yet on {n}.",)
ALL_HEARD = ("We have heard on {all} since we met.",)
ASKED = ("{N} more {have} been asked of somebody, who is thinking about it.",)
PROPOSED = ("{N} more {are} looking for somebody to lead {it}: {list}.",)
PROPOSED_COUNT = ("{N} more {are} looking for somebody to lead {it}.",)
LOOK_AGAIN = ("We said we would look again by now at something we set aside: {list}.",)
LOOK_AGAIN_COUNT = ("We said we would look again by now at {n} we set aside.",)


def moving(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    return [*_open(facts, voice, room), *_not_yet_agreed(facts, voice, room), *_look_again(facts, voice, room)]


def in_order(facts: Facts, actions: list[ActionThen]) -> list[ActionThen]:
    """Most carried, then what most others wait for, then the oldest; ties by id (R5, docs/recap.md)."""
    return sorted(actions, key=lambda a: (-a.carries, -facts.waiters(a), a.came_up, a.id))


def _open(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    if not facts.open:
        return [Line(voice.say(NOTHING_OPEN))]
    stuck = in_order(facts, [a for a in facts.open if a.state == "stuck"])
    named = [a for a in stuck if facts.may.permits(a.text)][: room.stuck]
    old = in_order(facts, [a for a in facts.open if a.carries and a.state != "stuck" and facts.may.permits(a.text)])
    told = old[: max(0, min(room.old, room.stuck - len(named)))]
    lines = [_count(facts, voice, room, stuck, told), *(_old(facts, voice, old, told) if told else [])]
    return [*lines, *_stuck(facts, voice, room, stuck, named), *_heard(facts, voice)]


def _old(facts: Facts, voice: Voice, old: list[ActionThen], told: list[ActionThen]) -> list[Line]:
    """Those that were carried on at a meeting and are not stuck, as many as there is room for beside the stuck."""
    n, words = len(old), _phrases(facts, told, lambda a: _from_when(facts, a))
    patterns = OLD if len(told) == n else OLD_FIRST
    said = voice.say(patterns, Which=sentence(number(n)), go="goes" if n == 1 else "go", list=words)
    return [Line(said, sources=_ids(told))]


def _count(facts: Facts, voice: Voice, room: Room, stuck: list[ActionThen], old: list[ActionThen]) -> Line:
    """How many there are; and which, where they are few and none is told of below."""
    n = len(facts.open)
    words = {"Things": sentence(count(n, "thing")), "are": "is" if n == 1 else "are"}
    fit = all(facts.may.permits(a.text) for a in facts.open)
    if n <= room.stuck and fit and not stuck and not old:
        words["list"] = _phrases(facts, facts.open, lambda _: "")
        return Line(voice.say(OPEN_NAMED, **words), sources=_ids(facts.open))
    return Line(voice.say(OPEN if stuck else OPEN_AND_CALM, **words), sources=_ids(facts.open))


def _from_when(facts: Facts, action: ActionThen) -> str:
    meeting = facts.held_on(action.row.meeting) if action.row.meeting else None
    return f" (meeting {meeting.number})" if meeting else ""


def _phrases(facts: Facts, actions: list[ActionThen], after: Callable[[ActionThen], str]) -> str:
    """`to count the nights, and to find two rooms`; in quotation marks where they do not begin with a verb."""
    texts = [unstopped(a.text) for a in actions]
    if all(is_to_do(text) for text in texts):
        said = [f"to {lowered(text, facts.names)}" for text in texts]
    else:
        said = [quoted(text) for text in texts]
    said = [words + after(a) for words, a in zip(said, actions, strict=True)]
    long = len(said) > 2 or any("," in words or ":" in words for words in said)
    if len(said) < 2:
        return "".join(said)
    return ("; " if long else ", ").join([*said[:-1], f"and {said[-1]}"])


def _stuck(facts: Facts, voice: Voice, room: Room, stuck: list[ActionThen], named: list[ActionThen]) -> list[Line]:
    if not stuck:
        said_already = OPEN_AND_CALM[0] in voice.used
        return [] if said_already else [Line(voice.say(NOT_STUCK))]
    if not named:
        n = len(stuck)
        return [Line(voice.say(STUCK_ONLY, N=sentence(number(n)), are="is" if n == 1 else "are"), sources=_ids(stuck))]
    lines = [_stuck_line(facts, voice, room, action) for action in named]
    more = [a for a in stuck if a not in named]
    if more:
        said = voice.say(STUCK_MORE, N=sentence(number(len(more))), are="is" if len(more) == 1 else "are")
        lines.append(Line(said, sources=_ids(more)))
    return lines


def _stuck_line(facts: Facts, voice: Voice, room: Room, action: ActionThen) -> Line:
    """The event by which it is stuck says what would help, unless that is for organisers only."""
    how = action.stuck
    help_ = how.what_would_help if how and how.visibility != "organisers" and room.helps else None
    quote = quoted(unstopped(action.text))
    line = {"item": True, "state": "stuck", "sources": (action.id,)}
    if help_ and help_ != NOT_SAID and facts.may.permits(help_):
        words = unstopped(lowered(help_, facts.names))
        return Line(voice.say(STUCK, Quote=quote, quote=quote, help=words), **line)  # type: ignore[arg-type]
    return Line(voice.say(STUCK_BARE, Quote=quote, quote=quote), **line)  # type: ignore[arg-type]


def _heard(facts: Facts, voice: Voice) -> list[Line]:
    """How many we have not heard about. A count, and it says so kindly."""
    unheard, n = len(facts.not_heard), len(facts.open)
    if not unheard:
        return [Line(voice.say(ALL_HEARD, all={1: "it", 2: "both"}.get(n, "all of them")))] if facts.last else []
    whole = {1: NOT_HEARD_OF_IT, 2: NOT_HEARD_EITHER}.get(n, NOT_HEARD_ANY)
    return [Line(voice.say(whole if unheard == n else NOT_HEARD, n=number(unheard)))]


def _not_yet_agreed(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    """What somebody is thinking about, and what nobody leads yet."""
    asked = [a for a in facts.actions if a.state == "asked"]
    proposed = [a for a in facts.actions if a.state == "proposed"]
    lines = []
    if asked:
        n = len(asked)
        said = voice.say(ASKED, N=sentence(number(n)), have="has" if n == 1 else "have")
        lines.append(Line(said, sources=_ids(asked)))
    if proposed:
        n, fit = len(proposed), all(facts.may.permits(a.text) for a in proposed)
        words = {"N": sentence(number(n)), "are": "is" if n == 1 else "are", "it": "it" if n == 1 else "them"}
        few = n <= min(2, room.stuck) and fit
        words |= {"list": _phrases(facts, proposed, lambda _: "")} if few else {}
        lines.append(Line(voice.say(PROPOSED if few else PROPOSED_COUNT, **words), sources=_ids(proposed)))
    return lines


def _look_again(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    """What was set aside until a day that has come since the last meeting, or comes with this one."""
    aside = [a for a in facts.actions if a.state == "parked" and a.outcome and a.outcome.look_again_on]
    due = [
        a
        for a in aside
        if a.outcome and a.outcome.look_again_on and facts.since < a.outcome.look_again_on <= facts.meeting.day
    ]
    if not due:
        return []
    if not room.aside:
        return []
    if len(due) > min(2, room.stuck) or not all(facts.may.permits(a.text) for a in due):
        return [Line(voice.say(LOOK_AGAIN_COUNT, n=count(len(due), "thing")), sources=_ids(due))]
    return [Line(voice.say(LOOK_AGAIN, list=_phrases(facts, due, lambda _: "")), sources=_ids(due))]


def _ids(actions: list[ActionThen]) -> tuple[str, ...]:
    return tuple(a.id for a in actions)
