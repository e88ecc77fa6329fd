"""Many made-up series, each drawn and looked at whole.

200 in every run, the same each time; 10,000 in `make campaign`, chosen anew there.
"""

import os
import re
import time
from collections import Counter

import pytest

from app.plan import small, wall
from app.plan.scene import Scene
from app.plan.sheet import Sheet
from tests.plan.inventing import LINES, by_chance
from tests.plan.looking import faults, on_the_map, parsed, said_in_words

CAMPAIGN = os.environ.get("BESTON_PROFILE") == "campaign"
DRAWINGS = 2 * int(os.environ.get("BESTON_EXAMPLES", "5000")) if CAMPAIGN else 200
PARTS = 4  # so that several workers share them
FIRST = int(time.time()) * DRAWINGS if CAMPAIGN else 0

pytestmark = [pytest.mark.slow, pytest.mark.campaign]

NUMBERS = re.compile(r"(\d+) (?:done|handed on|set aside|let go|(?:more )?on sheet 2)\b")
PARTS_OF_A_DRAWING = {"svg", "desc", "g", "path", "rect", "circle", "polygon", "text", "tspan"}


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_a_series_holds_nothing_is_covered_cut_or_lost(part):
    for seed in range(FIRST + part, FIRST + DRAWINGS, PARTS):
        made = by_chance(seed)
        assert (made, wrong_with(made.scene)) == (made, [])


def test_they_reach_the_limits_of_the_series_file():
    reached = Counter(kind for seed in range(200) for kind in by_chance(seed).classes)
    ends = ("carries_on", "business_as_usual", "set_aside", "merged")
    wanted = [f"{n} lines" for n in range(LINES + 1)] + [f"end {end}" for end in ends]
    wanted += [
        "opening",
        "closing",
        "first meeting",
        "last meeting",
        "every meeting there may be",
        "every action there may be",
        "every test there may be",
        "all at its most",
        "nothing yet",
        "an unbroken word",
        "a line that ended long ago",
        *(f"state {s}" for s in ("stuck", "asked", "proposed", "started", "agreed", "done", "handed_on", "parked")),
    ]
    assert {kind: reached[kind] for kind in wanted if reached[kind] < 2} == {}


def wrong_with(scene: Scene) -> list[str]:
    sheets = wall.sheets(scene)
    out = [fault for sheet in sheets for fault in faults(sheet)]
    out += [fault for fault in faults(small.draw(scene), smallest=3) if not fault.startswith("touches")]
    out += not_counted_once(sheets[0], scene) + not_in_full(sheets, scene)
    parts = {part.tag.rpartition("}")[2] for sheet in sheets for part in parsed(sheet).iter()}
    return out + [f"drawn as a {part}" for part in parts - PARTS_OF_A_DRAWING]


def squeezed(words: str) -> str:
    """Without the spaces, as a long word may be broken anywhere."""
    return "".join(words.split())


def not_counted_once(drawn: Sheet, scene: Scene) -> list[str]:
    """Every action is on the wall in full or in a number, once; and so is every round of a test."""
    here = " ".join(t.text for t in drawn.texts if on_the_map(t))
    every = squeezed(here)
    whole = [every.count(squeezed(a.text)) for a in scene.actions]
    in_numbers = sum(map(int, NUMBERS.findall(here)))
    rounds = drawn.pills + said_in_words(drawn)
    out = [f"twice: {a.text!r}" for a, n in zip(scene.actions, whole, strict=True) if n > 1]
    if sum(whole) + in_numbers != len(scene.actions):
        out.append(f"{sum(whole)} in full and {in_numbers} in numbers, of {len(scene.actions)}")
    if rounds != len(scene.pills):
        out.append(f"{rounds} rounds told, of {len(scene.pills)}")
    return out


def not_in_full(sheets: tuple[Sheet, ...], scene: Scene) -> list[str]:
    """What stands in full on none of the sheets."""
    every = squeezed(" ".join(t.text for sheet in sheets for t in sheet.texts))
    things = [a.text for a in scene.actions] + [a.help for a in scene.actions] + [t.title for t in scene.tests]
    things += [line.end_words for line in scene.lines] + [
        e.text for s in (*scene.now, *scene.future) for e in s.entries
    ]
    return [f"not in full: {thing!r}" for thing in things if squeezed(thing) not in every]
