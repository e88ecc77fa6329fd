"""Whether a page stays on one A4 side at 12 points (R9, docs/recap.md): reckoned from the widths of its letters.

The measures are those of the print rules in static/css/pages/recap.css; a test prints pages to hold the two together.
All are in millimetres. The reckoning is careful: it would sooner say a thing less than run over.
"""

import unicodedata
from collections.abc import Iterable
from math import ceil

from app.recap.page import Block, Line, Recap

SHEET = 297 - 11 - 10  # between the margins
SPARE = 6.0  # a line, should the reckoning be out by one
POINT = 25.4 / 72
EM = 12 * POINT
LINE, SNUG = EM * 1.25, EM * 1.3
COLUMN, ITEM, NEXT_COLUMN, WHOLE, NAME = 142.0, 136.0, 139.0, 180.0, 30.0
OPENING = 24 * POINT * 1.12 + 1 + 2 + 1.2 + 2
LEAF = 1.6 + 1.9 + 0.3
BETWEEN, BETWEEN_ITEMS, BEFORE_NEXT = 1.2, 1.0, 1.0
SPARK, TAG = 5.0, 5.0  # the sign of a quick win; the frame round a tag
COLOPHON = 2 + 9 * POINT * 1.3

# Hundredths of an em in Atkinson Hyperlegible Next; a letter that is not here has the width of the one it is built on.
WIDTHS = {
    17: "'",
    22: ",.:;",
    25: "|’‘j`",
    27: "il",
    29: "! ",
    32: '"()f[',
    36: "t]{}r",
    41: "-_/\\I1“”",
    47: "yvz",
    50: "scx*?k–",
    53: "7Ja",
    56: "euL2hnoF<>^~",
    58: "bdgpT3qEY",
    62: "59PSV$6Z+48BR",
    66: "AXK=C0#",
    70: "Dw…GHNU",
    74: "OQ&",
    79: "@",
    86: "M—mW",
    93: "%",
}
EMS = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
BOLD = 1.075
CAPITAL, SMALL, UNKNOWN, WIDE = 0.9, 0.75, 1.0, 1.4


def fits(page: Recap) -> bool:
    return height(page) <= SHEET - SPARE


def too_many(page: Recap) -> int:
    """How many lines of print the page has to lose before it stands on one side; 0 where it does."""
    over = height(page) - (SHEET - SPARE)
    return ceil(over / LINE) if over > 0 else 0


def height(page: Recap) -> float:
    """How much of the sheet the page takes, from top to bottom."""
    head = f"{page.which}, {page.when_where}"
    opening = OPENING + (lines_of(width(word) for word in head.split()) + bool(page.mark)) * SNUG
    return opening + sum(_leaf(block) for block in page.blocks) + COLOPHON


def _leaf(block: Block) -> float:
    column = NEXT_COLUMN if block.question else COLUMN
    groups = [_group(kind, lines, column) for kind, lines in block.groups]
    if block.question:
        groups.append(lines_of((width(word) * BOLD for word in block.question.split()), column) * LINE)
    name = lines_of((width(word) * BOLD for word in block.name.split()), NAME) * SNUG
    return LEAF + (BEFORE_NEXT if block.question else 0) + max(name, sum(groups) + BETWEEN * (len(groups) - 1))


def _group(kind: str, lines: list[Line], column: float) -> float:
    if kind == "list":
        return sum(_item(line) for line in lines) + BETWEEN_ITEMS * (len(lines) - 1)
    words = [need for line in lines for need in _words(line)]
    return lines_of(words, column - (COLUMN - ITEM if kind == "more" else 0)) * LINE


def _item(line: Line) -> float:
    return lines_of([SPARK] * line.quick_win + _words(line), ITEM) * LINE


def _words(line: Line) -> list[float]:
    """How wide each word is, the strong ones wider; a tag is one long word."""
    before, strong, after = line.parts
    plain = [width(word) for word in f"{before} {after}".split()]
    bold = [width(word) * BOLD for word in strong.split()]
    return [*bold, *plain, *([width(line.tag) + TAG] if line.tag else [])]


def lines_of(needs: Iterable[float], column: float = WHOLE) -> int:
    """How many lines the words take in a column; a word that is wider than the column is broken."""
    lines, used, space = 1, 0.0, width(" ")
    for need in needs:
        if used and used + need > column:
            lines, used = lines + 1, 0.0
        lines += int(need // column)
        used += need % column + space
    return lines


def width(text: str) -> float:
    return sum(_em(letter) for letter in text) * EM


def _em(letter: str) -> float:
    if letter in EMS:
        return EMS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    base = unicodedata.normalize("NFD", letter)[0]
    if base in EMS:
        return EMS[base] + 0.02
    return UNKNOWN if not letter.isalpha() else CAPITAL + 0.2 if letter.isupper() else SMALL + 0.1
