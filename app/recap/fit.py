"""Whether a page stays on one A4 side at 12 points (R9, docs/recap.md): reckoned from the widths of its letters.

The measures are those of the print rules in static/css/pages/recap.css; a test prints pages to hold the two together.
All are in millimetres. The reckoning is careful: it would sooner say a thing less than run over.
"""

import unicodedata

from app.recap.page import Block, Line, Recap

SHEET = 297 - 15 - 14  # between the margins
SPARE = 6.0
POINT = 25.4 / 72
EM = 12 * POINT
LINE = EM * 1.34
COLUMN, ITEM, NEXT_COLUMN, WHOLE = 136.0, 129.6, 133.0, 178.0
OPENING = 24 * POINT * 1.12 + 8.2
LEAF = 2.3 + 2.9 + 0.3
BETWEEN, BETWEEN_ITEMS = 1.4, 1.2
TAG = 8.0  # the room that the frame round a tag takes beside its words
COLOPHON = 3 + 9 * POINT * 1.34 * 2

# Hundredths of an em, in Atkinson Hyperlegible Next with its bold in mind; every other letter is taken to be wide.
WIDTHS = {
    20: "'",
    26: ",.:;|’‘j`i",
    31: 'l! "()',
    36: "f[t]{}r",
    44: "-_/\\I1“”",
    50: "yvzscx*?k",
    56: "–7JaeuLho2nF",
    62: "<>^~bdgpT3qEY59PSV$6Z+48BR",
    68: "AXK=C0#",
    75: "Dw…GHNUOQ&@",
    94: "M—mW%",
}
EMS = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
CAPITAL, SMALL, UNKNOWN, WIDE = 0.7, 0.64, 1.0, 1.4


def fits(page: Recap) -> bool:
    return height(page) <= SHEET - SPARE


def height(page: Recap) -> float:
    """How much of the sheet the page takes, from top to bottom."""
    head = f"{page.series}, {page.which}. {page.when_where}"
    opening = OPENING + lines_of(head, WHOLE) * EM * 1.3
    return opening + sum(_leaf(block) for block in page.blocks) + COLOPHON


def _leaf(block: Block) -> float:
    column = NEXT_COLUMN if block.question else COLUMN
    groups = [_group(kind, lines, column) for kind, lines in block.groups]
    if block.question:
        groups.append(lines_of(block.question, column, bold=True) * LINE)
    name = lines_of(block.name, 33.0, bold=True) * EM * 1.3
    return LEAF + 1 + max(name, sum(groups) + BETWEEN * (len(groups) - 1))


def _group(kind: str, lines: list[Line], column: float) -> float:
    if kind == "list":
        return sum(_item(line) for line in lines) + BETWEEN_ITEMS * (len(lines) - 1)
    return lines_of(" ".join(line.said for line in lines), column) * LINE


def _item(line: Line) -> float:
    spark = 5.0 if line.quick_win else 0.0
    return lines_of(line.said, ITEM - spark - (TAG if line.tag else 0.0), bold=bool(line.strong)) * LINE


def lines_of(text: str, column: float, *, bold: bool = False) -> int:
    """How many lines the words take in a column; a word that is wider than the column is broken."""
    lines, used = 1, 0.0
    for word in text.split():
        need = width(word) * (1.03 if bold else 1.0)
        if used and used + need > column:
            lines, used = lines + 1, 0.0
        if need > column:
            lines += int(need // column)
            need %= column
        used += need + width(" ")
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
