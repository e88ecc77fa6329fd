"""How much a page says. One A4 side is kept by saying fewer things, never by cutting a line (R9, docs/recap.md)."""

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

MOST_WORDS = 320  # what can be listened to


@dataclass(frozen=True)
class Room:
    """The most of everything.

    `outcomes` and `helps` are the words that go with a thing that is done or stuck, `aside` what was set aside until
    now, `questions` what a test asked before it was studied, `under_way` what a running or planned one asks, `findings`
    what was thought and found.
    """

    newcomers: int = 6
    last_time_words: int = 45
    finished: int = 5
    outcomes: bool = True
    stuck: int = 3
    old: int = 3
    helps: bool = True
    aside: bool = True
    tests: int = 3
    tests_at_the_end: int = 8
    questions: bool = True
    under_way: bool = True
    findings: bool = True
    hopes: int = 2
    focus: int = 3
    decide: bool = True
    nearer_goal: bool = True


# What goes first when there is too much, each step on top of those before. The first few also shorten a page that would
# be long to listen to; all of them keep it on its one side.
SHORTER: tuple[dict[str, Any], ...] = (
    {"questions": False},
    {"under_way": False, "decide": False},
    {"finished": 4},
    {"last_time_words": 30},
    {"old": 2},
    {"finished": 3},
    {"last_time_words": 16, "aside": False},
    {"stuck": 2},
)
SMALLER: tuple[dict[str, Any], ...] = (
    {"newcomers": 4},
    {"tests_at_the_end": 6},
    {"tests": 2},
    {"finished": 2},
    {"nearer_goal": False, "old": 1},
    {"newcomers": 2, "tests_at_the_end": 4},
    {"hopes": 1, "stuck": 1},
    {"findings": False, "tests": 1, "finished": 1},
    {"outcomes": False, "helps": False, "newcomers": 1, "tests_at_the_end": 2},
    {"newcomers": 0, "last_time_words": 0, "finished": 0, "stuck": 0, "old": 0, "tests": 0, "tests_at_the_end": 0},
    {"hopes": 0, "focus": 0},
)
STEPS = tuple(accumulate((*SHORTER, *SMALLER), lambda room, less: replace(room, **less), initial=Room()))
AS_SHORT_AS_IT_NEED_BE = len(SHORTER)
