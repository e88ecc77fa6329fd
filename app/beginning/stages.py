"""What a meeting is for, by where it stands in the arc, and how its time is usually spent ("The arc", docs/domain.md).

Minutes are those of the usual length of such a meeting; app.beginning.run_sheets fits them to any other.
"""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["whole_group", "small_groups", "pairs", "alone", "break"]


@dataclass(frozen=True)
class Block:
    """A stretch of a meeting. `kept` ones give up time last: agreeing, and the last word of each."""

    minutes: int
    title: str
    mode: Mode = "whole_group"
    kept: bool = False
    why: str = ""


@dataclass(frozen=True)
class Stage:
    """A kind of meeting: what it is called until the group knows better, what it is for, how its time is spent."""

    title: str
    purpose: str
    blocks: tuple[Block, ...]

    @property
    def minutes(self) -> int:
        return sum(block.minutes for block in self.blocks)


WELCOME = Block(10, "Arrive, welcome, names")
RECAP = Block(10, "The recap, standing at the wall", why="Nobody but the facilitator was at every meeting")
UPDATE = Block(40, "What became of what we agreed")
BREAK = Block(10, "A break", "break")
AGREE = Block(30, "Agree who does what, by when", kept=True)
LAST_WORD = Block(15, "A last word from each, or pass", kept=True)
NEXT_DAY = Block(5, "The next day, and thanks")
BEGINS = (WELCOME, RECAP, UPDATE, BREAK)
ENDS = (AGREE, LAST_WORD, NEXT_DAY)


def _meeting(title: str, purpose: str, *focus: Block) -> Stage:
    return Stage(title, purpose, (*BEGINS, *focus, *ENDS))


STAGES: dict[str, Stage] = {
    "start_up": Stage(
        "Before we begin",
        "Agree with those who asked for this who it is for, why now, and where its limits are",
        (
            Block(10, "Welcome, names, and who asked for this"),
            Block(25, "Why this, why now, and what better would mean"),
            Block(20, "Who should be in the room, and who speaks for the people served"),
            Block(20, "How we will work together, and where it may pinch"),
            Block(10, "Days, places, and who invites whom", kept=True),
            Block(5, "Thanks, and what happens next"),
        ),
    ),
    "first": Stage(
        "Who we are, and why",
        "Meet, hear what people live with, and say what we hope for",
        (
            Block(25, "Welcome, and each of us in a minute"),
            Block(25, "What works now", "small_groups"),
            Block(20, "Why we are here, and what we hope for"),
            BREAK,
            Block(60, "Stories from people’s lives", "small_groups", why="What a story teaches may leave the room"),
            Block(20, "Agree the first things to do", kept=True),
            LAST_WORD,
            NEXT_DAY,
        ),
    ),
    "areas": _meeting(
        "What we are finding",
        "Hear what became of the first actions, and look closely at two or three areas",
        Block(60, "Two or three areas in depth", "small_groups", why="Five to seven people, from different places"),
    ),
    "future": _meeting(
        "The future we want",
        "Picture a good future, see where we are now, and choose the few things to work on",
        Block(60, "A good future, where we are, what lies between", "small_groups"),
    ),
    "future_and_back": _meeting(
        "The future we want, half way",
        "Choose the few things to work on, and look how far we have come",
        Block(45, "A good future, where we are, what lies between", "small_groups"),
        Block(15, "How far have we come with what we hoped for?"),
    ),
    "beneath": _meeting(
        "What is underneath",
        "See what holds us where we are, and plan a few small tests",
        Block(35, "What are we protecting, and what do we take for granted?", "small_groups"),
        Block(25, "One small test each, with a guess written down", "small_groups"),
    ),
    "choose_and_test": _meeting(
        "What to work on, and a first try",
        "Choose the few things that matter most, and plan a small test of each",
        Block(35, "A good future, and what lies between", "small_groups"),
        Block(25, "One small test each, with a guess written down", "small_groups"),
    ),
    "stay": _meeting(
        "What should stay",
        "Decide what each test taught us, and who will keep what works",
        Block(30, "Each test: does it stay, change or stop?"),
        Block(30, "What becomes part of the work, and in whose job", "small_groups"),
    ),
    "end": Stage(
        "What carries on",
        "Plan what carries on, look back at what we hoped for, and end well",
        (
            WELCOME,
            RECAP,
            Block(25, "What became of what we agreed"),
            BREAK,
            Block(45, "What carries on, with whom, from when", "small_groups"),
            Block(40, "How far have we come with what we hoped for?"),
            Block(20, "Agree who keeps what", kept=True),
            Block(20, "A last word from each, or pass", kept=True),
        ),
    ),
    "look_back": _meeting(
        "How far have we come?",
        "Look at what we hoped for, decide what stays, and ask whether this should go on",
        Block(25, "How far have we come with what we hoped for?"),
        Block(20, "What becomes part of the work, and in whose job", "small_groups"),
        Block(15, "Should this end, or go on?", kept=True),
    ),
    "call": Stage(
        "A call in between",
        "Hear what became of what we agreed, and help where somebody is stuck",
        (
            Block(5, "Names, and how the line is"),
            Block(55, "What became of what we agreed, and where help is wanted"),
            Block(20, "Agree who does what, by when", kept=True),
            Block(10, "A last word, and the next day", kept=True),
        ),
    ),
}
