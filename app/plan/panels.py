"""The two ends of the sheet, where we are now and the future we want, with room for pens."""

from collections.abc import Sequence

from app.plan import said
from app.plan.balance import balanced
from app.plan.fonts import ASCENT, largest, lines_in, set_lines, words
from app.plan.marks import glyph
from app.plan.paper import POINT, SMALLEST, points
from app.plan.scene import Entry, Section
from app.plan.sheet import EDGE, INK, MARKS, PAPER, SOFT, Box, Sheet

PANEL_SIZES = points(28, 26, 24, 22, 20, 18, 17, 16, 15, 14)
PANEL_HEADS = points(34, 32, 30, 28, 26)
LEADING, GAP, BULLET = 1.16, 0.42, 0.8  # of the type size
PROMPT = 24 * POINT
WRITING = 20.0  # between two lines to write on
LEAST, ASKING = 42.0, 90.0  # what a few such lines need, and a question with lines of its own
LAST = SMALLEST * 1.6  # kept for "and 2 more on sheet 2"
Asked = Sequence[tuple[str, tuple[str, ...]]]  # a question, and the heads under which its answers would stand


def draw_panel(sheet: Sheet, box: Box, head: str, sections: Sequence[Section], fill: str, asked: Asked) -> bool:
    """Returns whether all that it has to say found room."""
    sheet.rect(box, fill, radius=3)
    inner = box.inset(7, 7)
    size, lines = largest(words(head, "bold"), inner.w, 14, PANEL_HEADS, 1.1)
    y = inner.y
    for runs in lines:
        sheet.runs((inner.x, y + size * ASCENT), runs, size, inner)
        y += size * 1.1
    room = Box(inner.x, y + 4, inner.w, inner.bottom - y - 4)
    y, left = _draw_sections(sheet, sections, room, _best_size(sections, room), inner)
    heads = {section.head for section in sections}
    _invite(sheet, inner, y, [question for question, under in asked if not heads.intersection(under)])
    return not left


def _best_size(sections: Sequence[Section], room: Box) -> float:
    """The largest that leaves a tenth of the panel white."""
    return next((s for s in PANEL_SIZES if _height(sections, room.w, s) <= room.h * 0.9), SMALLEST)


def _height(sections: Sequence[Section], w: float, size: float) -> float:
    return sum(
        _head_height(s, w, size) + sum(_entry_height(e, w, size) for e in s.entries) + size * 0.7 for s in sections
    )


def _head_height(section: Section, w: float, size: float) -> float:
    small = _head_size(size)
    return lines_in(words(section.head, "bold"), w, small) * small * 1.2 + size * 0.25


def _head_size(size: float) -> float:
    return max(SMALLEST, size * 0.8)


def _entry_height(entry: Entry, w: float, size: float) -> float:
    lines = lines_in(words(entry.text), w - size * BULLET, size) + (entry.dots is not None)
    return lines * size * LEADING + size * GAP


def _draw_sections(sheet: Sheet, sections: Sequence[Section], room: Box, size: float, lane: Box) -> tuple[float, int]:
    """Returns where the words end, and how many found no room, which is said as a number."""
    y, left = room.y, sum(len(s.entries) for s in sections)
    floor = room.bottom - LAST
    for section in sections:
        if y + _head_height(section, room.w, size) + _entry_height(section.entries[0], room.w, size) > floor:
            break
        y = _draw_head(sheet, section, room, y, size, lane)
        for entry in section.entries:
            if y + _entry_height(entry, room.w, size) > floor:
                break
            y = _draw_entry(sheet, entry, room, y, size, lane)
            left -= 1
        y += size * 0.7
    if not left:
        return y, 0
    at = (room.x, min(y, room.bottom - SMALLEST * 1.1) + SMALLEST * ASCENT)
    sheet.text(at, f"and {left} more {said.ON_THE_LIST}", SMALLEST, lane, "italic", fill=SOFT, aside=True)
    return room.bottom, left


def _draw_head(sheet: Sheet, section: Section, room: Box, y: float, size: float, lane: Box) -> float:
    small = _head_size(size)
    for runs in set_lines(words(section.head, "bold"), room.w, small):
        sheet.runs((room.x, y + small * ASCENT), runs, small, lane, fill=SOFT)
        y += small * 1.2
    return y + size * 0.25


def _draw_entry(sheet: Sheet, entry: Entry, room: Box, y: float, size: float, lane: Box) -> float:
    _dot(sheet, room.x + size * 0.26, y + size * 0.46, size * 0.16, INK)
    for runs in set_lines(words(entry.text), room.w - size * BULLET, size):
        sheet.runs((room.x + size * BULLET, y + size * ASCENT), runs, size, lane)
        y += size * LEADING
    if entry.dots is not None:
        x = room.x + size * 1.15
        for n in range(3):
            _dot(sheet, x + n * size * 0.95, y + size * 0.46, size * 0.34, INK if n < entry.dots else PAPER, size * 0.1)
        sheet.text((x + size * 2.8, y + size * ASCENT), entry.how_far, size, lane, "bold")
        y += size * LEADING
    return y + size * GAP


def _dot(sheet: Sheet, x: float, y: float, r: float, fill: str, edge: float = 0) -> None:
    stroke = f' stroke="{INK}" stroke-width="{edge:.2f}"' if edge else ""
    sheet.draw(MARKS, f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" fill="{fill}"{stroke}/>')


def _invite(sheet: Sheet, inner: Box, y: float, questions: Sequence[str]) -> None:
    """Dotted lines to write on where there is room for a pen, under each question that has no answer yet."""
    asked = list(questions[: max(1, int((inner.bottom - y) // ASKING))]) or ["Add yours:"]
    high = (inner.bottom - y) / len(asked)
    for n, question in enumerate(asked):
        _draw_lines(sheet, Box(inner.x, y + n * high, inner.w, high), question, inner, large=bool(questions))


def _draw_lines(sheet: Sheet, room: Box, prompt: str, lane: Box, *, large: bool) -> None:
    if room.h < LEAST:
        return
    y, size = room.y + 2, PROMPT if large else SMALLEST * 1.2
    for runs in balanced(words(prompt, "italic"), room.w, size):
        sheet.runs((room.x, y + size * ASCENT), runs, size, lane, aside=True)
        y += size * 1.22
    while (y := y + WRITING) <= room.bottom - 2:
        dotted(sheet, room.x, room.right, y)


def dotted(sheet: Sheet, left: float, right: float, y: float) -> None:
    sheet.line((left, y), (right, y), EDGE, 0.5, dash="0.1 2.2", cap="round")


def blank_rows(sheet: Sheet, room: Box, size: float, most: int, prompt: str = "") -> None:
    """Empty actions to fill in by hand: a ring, a dotted line, and who."""
    y = room.y
    step = min(40.0, max(22.0, (room.h - 2 * size) / most)) if most > 2 else max(15.0, size * 2)
    if prompt and room.h > step + size * 1.4:
        sheet.text((room.x, y + size * ASCENT), prompt, size, room, "italic", fill=SOFT, aside=True)
        y += size * 1.3
    for _ in range(most):
        if (y := y + step) > room.bottom:
            return
        glyph(sheet, room.x + size * 0.5, y - size * 0.34, size * 0.43, "agreed", EDGE)
        dotted(sheet, room.x + size * 1.5, room.right, y)
        if room.w > 60:
            at = (room.right - room.w * 0.26, y - 1.4)
            sheet.text(at, "who", SMALLEST, room, "italic", fill=EDGE, aside=True)
