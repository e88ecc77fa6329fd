"""Today: when we finish, what we look at in depth, what is to be decided; and a question, never an instruction."""

from app.recap.facts import Facts, stage
from app.recap.page import Line
from app.recap.room import Room
from app.recap.voice import Voice
from app.words import count, lowered, spoken, unstopped

UNTIL = ("We finish at {end}.",)
AREAS = {1: "Our time goes to {}.", 2: "First, {}. Then {}.", 3: "First, {}. Then {}. Last, {}."}
AND_MORE = ("There {is_} {n} more to look at.",)
TO_DO = ("What we are here to do: {purpose}.",)
THEME = ("Our theme is {theme}.",)
OPEN = ("What we look at is ours to choose.",)
DECIDE = ("And {tests} {wait} for a decision.",)

# Ours, for meetings that bring no question of their own: by where in the arc of six the meeting stands.
QUESTIONS = {
    0: ("What must we be careful not to decide without the others?",),
    1: ("What would make this time well spent for you?", "What do you know about this that nobody has asked you?"),
    2: (
        "Who is not in this room, and what would they say if they were?",
        "What have you noticed since last time that you would have missed before?",
        "What are we hoping somebody else will say?",
    ),
    3: (
        "If it had all worked, what would be the first thing you noticed?",
        "Of all we could do, what would we be sorry to leave undone?",
        "Where is it going well already, and what could we do more of?",
    ),
    4: (
        "What is the smallest thing we could try before we meet again?",
        "What do we keep putting off, and what is it good for?",
        "What could one of us try with one person this week?",
    ),
    5: (
        "What is worth keeping, and whose daily work could it become?",
        "What have we learnt that we would not want to learn twice?",
        "What would have to be true for this to go on without us?",
    ),
    6: (
        "What will be different on an ordinary day because we met?",
        "What does each of us carry out of this room, and to whom?",
    ),
}


def today(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    until = Line(voice.say(UNTIL, end=spoken(facts.meeting.end)), sources=(facts.meeting.id,))
    return [until, *_areas(facts, voice, room), *(_decide(facts, voice) if room.decide else [])]


def question(facts: Facts) -> str:
    """The meeting's own, else one of ours for that stage; two meetings in a row at one stage get different ones."""
    own = facts.meeting.row.question
    if own and facts.may.permits(own):
        return own
    ours = QUESTIONS[facts.stage]
    before = [m for m in facts.now.meetings if m.number < facts.meeting.number]
    return ours[sum(stage(m.number, facts.planned) == facts.stage for m in before) % len(ours)]


def _areas(facts: Facts, voice: Voice, room: Room) -> list[Line]:
    focus = facts.record.focus.get(facts.meeting.id, [])
    texts = [unstopped(lowered(f.text, facts.names)) for f in focus if facts.may.permits(f.text)][: room.focus]
    if not texts:
        return [Line(_without_areas(facts, voice, room))]
    lines = [Line(AREAS[len(texts)].format(*texts), sources=(facts.meeting.id,))]
    more = len(focus) - len(texts)
    if more:
        lines.append(Line(voice.say(AND_MORE, is_="is" if more == 1 else "are", n=count(more, "thing"))))
    return lines


def _without_areas(facts: Facts, voice: Voice, room: Room) -> str:
    row = facts.meeting.row
    if row.purpose and facts.may.permits(row.purpose) and room.focus:
        return voice.say(TO_DO, purpose=unstopped(lowered(row.purpose, facts.names)))
    if row.title and facts.may.permits(row.title) and room.focus:
        return voice.say(THEME, theme=unstopped(lowered(row.title, facts.names)))
    return voice.say(OPEN)


def _decide(facts: Facts, voice: Voice) -> list[Line]:
    n = len(facts.to_decide())
    if not n or facts.may.for_sponsor:
        return []
    words = {"tests": count(n, "test"), "wait": "waits" if n == 1 else "wait"}
    return [Line(voice.say(DECIDE, **words), sources=tuple(t.id for t in facts.to_decide()))]
