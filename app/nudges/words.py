"""Words that somebody at the desk might use, to be put as she speaks (N5, docs/domain.md).

They say what it is, why it matters, who waits for it, and offer something. What would help is asked before when it will
be done. Each comes in several lengths, and the longest that has room is suggested.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app import words
from app.nudges.case import Case, Channel, Kind, since, would_help
from app.nudges.desk import Card
from app.nudges.heard import last_heard, matters, rest_of_it
from app.nudges.why import brief, why
from app.record.actions import ActionThen, actions_then
from app.record.then import Then

MOST_WORDS, MOST_TEXT = 70, 300  # of a letter, with its first line; of a text, with its link
FOR_A_LETTER, FOR_A_TEXT, FOR_A_CALL = 40, 240, 60  # words, characters, words: where nobody says how much room there is
SHORTEST = "How is it going?"
HOW_IT_GOES = ("Done", "Moving", "Stuck: I need help", "Not mine")
ANSWERS = {"nudge": HOW_IT_GOES, "offer": HOW_IT_GOES, "ask": ("I take it on", "Not mine")}  # as on a page of one's own


@dataclass(frozen=True)
class Suggestion:
    """How to be in touch with somebody, and with which words.

    `action` is what it is about first, `about` all that one message speaks of. `why` are the sentences of the card and
    `brief` one line for them. `words` go below the first line of a letter, `call` is said on the telephone, and `text`
    is a whole text but for the reader's own link.
    """

    kind: Kind
    channel: Channel
    action: str
    about: tuple[str, ...]
    brief: str
    why: tuple[str, ...]
    move: str
    words: str
    text: str
    call: str


def suggest(
    then: Then,
    card: Card,
    day: date,
    *,
    room: int = FOR_A_LETTER,
    most: int = FOR_A_TEXT,
    by: str = "",
    actions: Mapping[str, ActionThen] | None = None,
) -> Suggestion:
    """`room` is in words, `most` in characters; `by` is who sits at the desk; `actions` all there are, if known."""
    case = Case(then, card, day, by, actions or {a.id: a for a in actions_then(then)})
    said = {"ask": asking, "offer": offering, "nudge": nudging}[case.kind](case)
    return Suggestion(
        case.kind,
        case.channel,
        case.top.id,
        case.about,
        brief(case),
        tuple(why(case)),
        case.move,
        _longest(said, lambda text: len(text.split()) <= room),
        _longest(texting(case), lambda text: len(text) <= most),
        _longest(calling(case), lambda text: len(text.split()) <= FOR_A_CALL),
    )


def _longest(said: list[str], fits: Callable[[str], bool]) -> str:
    """They come longest first; where none has room, the shortest there is."""
    return next((one for one in said if fits(one)), min(said, key=len))


# -- in a letter --------------------------------------------------------
def nudging(case: Case) -> list[str]:
    ask = "How is it going, and what would make it easier? A line is enough."
    if len(case.about) > 1:
        ask = "How are they going? A line is enough, for one or for all."
    more = f"{ask} Is there anything that I could ring round for, or take off you?"
    said, why_it_matters = [more, ask, SHORTEST], matters(case)
    if case.waiting:
        soon = f"If what you have is enough to begin with, could you send it {_soon(case)}? Rough is fine."
        wait, why_it_matters = _wait(case), []
        said = [f"{wait} {soon}", f"{wait} Could you send what you have? Rough is fine.", f"{wait} Rough is fine."]
    heard, asks = last_heard(case), said[:2]
    if heard and not case.waiting:
        asks = [*rest_of_it(case), *asks]
    begin = [f"{heard} {one}" for one in asks if heard] + said
    return [f"{why} {one}".strip() for one in begin for why in (*why_it_matters, "")] + [SHORTEST]


def offering(case: Case) -> list[str]:
    stuck = case.top.stuck
    help_ = would_help(case.top)
    could = stuck.who_could_help if stuck else None
    whom = f"Shall I ask {case.then.known_as(could)}?" if could and could not in (case.person, case.by) else ""
    thanks, ask = "Thank you for saying that it is stuck.", whom or "What could I do first: a call, an hour, a name?"
    first = [f"{thanks} You said what would help: {words.quoted(help_)}. {ask}"] if help_ else []
    return [*first, f"{thanks} {ask}", ask, "What would help?"]


def asking(case: Case) -> list[str]:
    why_you = "It came up when you were not in the room, so it is yours only if you say so."
    both = "Yes and no are both good answers, and either helps."
    waits = f"{words.sentence(words.count(len(case.waiting), 'other thing'))} would wait for it."
    said = [f"{why_you} {both}", both, "Yes or no?"]
    if case.waiting:
        return [f"{why_you} {waits} {both}", *said]
    return [*(f"{why} {why_you} {both}" for why in matters(case)), *said]


def _wait(case: Case) -> str:
    """Whose work waits for it, as far as the group may know."""
    who = case.who_waits
    return f"What {words.listed(who)} {'leads' if len(who) == 1 else 'lead'} waits for this." if who else "Others wait."


def _soon(case: Case) -> str:
    """A day that leaves a little time before the meeting to those who wait."""
    meeting = case.then.next_meeting
    if meeting is None:
        return "this week"
    monday = meeting.day - timedelta(days=meeting.day.weekday() or 7)
    if monday <= case.day:
        return "before we meet"
    return "by Monday" if monday - case.day <= timedelta(days=7) else f"by {words.day(monday)}"


# -- by telephone -------------------------------------------------------
def calling(case: Case) -> list[str]:
    """What somebody might say first, and what to ask."""
    asks = {
        "ask": "Would you take it on? Yes and no are both good answers.",
        "offer": "What could I do first: a call, an hour, a name?",
        "nudge": "Could you tell me what is in the way, even if it is only half of it?",
    }[case.kind]
    return [f"{_about_it(case)} {asks}", asks, "What is in the way?"]


def texting(case: Case) -> list[str]:
    """A whole text. Where a call is better it asks for one."""
    hello = f"{case.name}, {case.then.known_as(case.by)} here." if case.by else f"{case.name}:"
    about = words.quoted(words.unstopped(case.top.text))
    if case.channel == "phone":
        return _for_a_call(case, hello)
    if case.kind == "ask":
        both = "Yes and no are both good answers."
        return [f"{hello} Would you take this on: {about}? {both}", f"{hello} Something is asked of you. {both}", both]
    if case.kind == "offer":
        first = "What could I do first: a call, an hour, a name?"
        thanks = f"{hello} Thank you for saying that it is stuck."
        return [f"{hello} Thank you for saying that {about} is stuck. {first}", f"{thanks} {first}", first]
    ends = [f" {_wait(case)} Rough is fine."] if case.waiting else [f" {why}" for why in matters(case, alone=True)]
    line = "A line is enough."
    said = [f"{hello} {about}: how is it going?{end} {line}" for end in (*ends, "")]
    return [*said, f"{hello} {SHORTEST} {line}", SHORTEST]


def _for_a_call(case: Case, hello: str) -> list[str]:
    call = "Could I have ten minutes to hear what is in the way?"
    meeting = _meeting(case)
    reply = "Reply with a day" + (f", or STUCK and I’ll bring it to {meeting}." if meeting else ".")
    return [
        f"{hello} {_about_it(case)} {call} {reply}",
        f"{hello} {call} {reply}",
        f"{hello} Could I ring you? Which day suits?",
        "Could I ring you?",
    ]


def _about_it(case: Case) -> str:
    about = words.quoted(words.unstopped(case.top.text))
    if case.kind == "ask":
        return f"{about} came up when you were not in the room."
    if case.kind == "offer":
        return f"You said that {about} is stuck."
    if case.is_hard:
        return f"{about} has been with us {since(case.then, case.top)}, and may be harder than it sounded."
    return f"It is about {about}."


def _meeting(case: Case) -> str:
    """`Wednesday`, for a meeting of the next days; else `meeting 4`; nothing where none is to come."""
    meeting = case.then.next_meeting
    if meeting is None or meeting.day <= case.day:
        return ""
    return f"{meeting.day:%A}" if meeting.day - case.day <= timedelta(days=7) else f"meeting {meeting.number}"
