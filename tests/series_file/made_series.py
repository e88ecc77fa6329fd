"""Made-up series that are legal: for what must hold of every series, and the largest one there may be."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from app.series_file import dump
from app.series_file.reading import MOST_BYTES
from tests.series_file.made_people import People
from tests.series_file.made_texts import Texts
from tests.series_file.made_things import Things

Doc = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much of everything; each is the most there may be of it."""

    people: int = 8
    meetings: int = 4
    actions: int = 6
    tests: int = 3
    stories: int = 4
    priorities: int = 4
    rest: int = 3  # of everything else
    events: int = 5  # in a history


SMALL = Size(people=4, meetings=2, actions=2, tests=1, stories=2, priorities=1, rest=1, events=3)
LARGEST = Size(people=120, meetings=48, actions=400, tests=60, stories=24, priorities=10, rest=20, events=12)


def made(seed: int, size: Size = SMALL, fill: float | None = None) -> Doc:
    """One legal series; the same seed and size always give the same."""
    rng = Random(seed)
    texts = Texts(rng, fill)
    people = People(rng, texts, size)
    return Things(rng, texts, size, people).document()


def series(most: Size = Size()) -> st.SearchStrategy[Doc]:
    """Legal series of every sort. Sizes shrink; the rest follows from a seed, so that making one is quick."""
    sizes = st.builds(
        Size,
        people=st.integers(1, most.people),
        meetings=st.integers(1, most.meetings),
        actions=st.integers(0, most.actions),
        tests=st.integers(0, most.tests),
        stories=st.integers(0, most.stories),
        priorities=st.integers(0, most.priorities),
        rest=st.integers(0, most.rest),
        events=st.integers(0, most.events),
    )
    return st.builds(made, st.integers(0, 2**32 - 1), sizes)


@cache
def largest() -> bytes:
    """The largest legal file: lists as long as they may be, texts as long as two megabytes allow."""
    aim = MOST_BYTES * 0.985
    low, shortest = 0.0, len(_written(0.0))
    high, longest = 1.0, len(_written(1.0))
    while True:
        fill = min(1.0, low + (high - low) * (aim - shortest) / (longest - shortest))
        data = _written(fill)
        if MOST_BYTES * 0.96 < len(data) <= MOST_BYTES:
            return data
        if len(data) > MOST_BYTES:
            high, longest = fill, len(data)
        else:
            low, shortest = fill, len(data)


def _written(fill: float) -> bytes:
    return dump(made(1, LARGEST, fill)).encode()
