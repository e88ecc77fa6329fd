"""How a drawing is looked at: every word keeps its box."""

import re
import xml.etree.ElementTree as ET
from datetime import date

from app.plan.paper import MARGIN, SMALLEST, H, W
from app.plan.scene import Scene
from app.plan.sheet import Sheet, Text

SVG = "{http://www.w3.org/2000/svg}"
ROUNDS = re.compile(r"(\d+) test rounds\b")
HEAD, SIDES = 80, (MARGIN + 7, W - MARGIN - 7)  # how high the head's words may stand; where those of a panel do
LONG_AFTER = date(2030, 1, 1)


def faults(sheet: Sheet, smallest: float = SMALLEST) -> list[str]:
    """Words off the sheet, out of their lane, too small to read, over other words or over a mark."""
    out = [f"off the sheet: {t.text!r}" for t in sheet.texts if not sheet.box.holds(t.box)]
    out += [f"out of its lane: {t.text!r}" for t in sheet.texts if not t.lane.holds(t.box, 0.6)]
    out += [f"too small: {t.text!r}" for t in sheet.texts if t.size < smallest - 0.01]
    out += [f"overlap: {one!r} / {other!r}" for one, other in overlapping([(t.text, t.box) for t in sheet.texts])]
    return out + [
        f"touches a mark: {t.text!r}"
        for t in sheet.texts
        for s in sheet.solids
        if t.box.overlaps(s) and not s.holds(t.box, 0.3)
    ]


def overlapping(boxes):
    """Pairs of words that lie over one another, from (words, Box)."""
    ordered = sorted(boxes, key=lambda b: b[1].y)
    for i, (words, box) in enumerate(ordered):
        for other_words, other in ordered[i + 1 :]:
            if other.y > box.bottom:
                break
            if box.overlaps(other):
                yield words, other_words


def all_words(sheet: Sheet) -> str:
    """What the sheet says, as one line in the order of drawing."""
    return " ".join(t.text for t in sheet.texts)


def parsed(sheet: Sheet) -> ET.Element:
    return ET.fromstring(sheet.svg())  # noqa: S314 - our own drawing


def not_in_full(sheet: Sheet, scene: Scene) -> list[str]:
    """Actions that the sheet tells only as a number."""
    said = all_words(sheet)
    return [a.text for a in scene.actions if " ".join(a.text.split()) not in said]


def spoken(text: str) -> set[str]:
    """The words, without capitals and the commas between them."""
    return {re.sub(r"^[,;:.]+|[,;:.]+$", "", word).lower() for word in text.split()} - {""}


def squeezed(text: str) -> str:
    """Without what a line's end or a list may change: spaces, capitals, and what stands between words."""
    return re.sub(r"[\s,;:.]+", "", text).lower()


def on_the_map(text: Text) -> bool:
    """Not in the head, a panel or the key."""
    lane = text.lane
    return lane.h != HEAD and lane.x != SIDES[0] and round(lane.right, 3) != SIDES[1] and round(lane.bottom, 3) != H


def said_in_words(sheet: Sheet) -> int:
    """How many rounds of tests found no room as pills and are told as a number."""
    here = " ".join(t.text for t in sheet.texts if on_the_map(t))
    return sum(map(int, ROUNDS.findall(here)))
