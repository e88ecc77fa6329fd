"""The plan on a projector, a meeting's opening beside its closing. 1920 pixels wide, no word under 24."""

from app.plan import said
from app.plan.fonts import Word, largest, words
from app.plan.marks import shape
from app.plan.scene import Line, Scene
from app.plan.screen import (
    KINDS,
    LEAST,
    PAGE,
    ROW_MOST,
    ROW_PAD,
    TIGHT,
    H,
    W,
    counts,
    draw_head,
    entries,
    height,
    label,
    name_of,
    put,
)
from app.plan.sheet import INK, RULE, Box, Sheet

NAME_SIZES, COUNT_SIZES = (34.0, 32.0, 29.0, 27.0, 25.5, LEAST), (32.0, 30.0, 28.0, 26.0, LEAST)
NAME_W, COLUMNS = 740.0, (800.0, 1310.0)


def draw(opening: Scene, closing: Scene) -> Sheet:
    """How each line stood when the meeting opened, and when it closed; what has changed is bold."""
    sheet = Sheet(W, H, f"{closing.title}: {said.which(closing)}, opening and closing", said.stands(closing), "px")
    with sheet.group("Which meeting"):
        y = draw_head(sheet, closing, "") + 10
        for x, head in zip(COLUMNS, ("As it opened", "As it closed"), strict=True):
            sheet.text((PAGE.x + x, y + 30), head, 32, PAGE, "bold")
    y += 52
    rows, before = entries(closing), {line.key if line else None: line for line in entries(opening)}
    high = min(ROW_MOST, (PAGE.bottom - y) / (len(rows) + 1))
    for n, line in enumerate(rows):
        key = line.key if line else None
        then = counts(opening, before[key]) if key in before else None
        with sheet.group(label(closing, line)):
            box = Box(PAGE.x, y + n * high, PAGE.w, high)
            _beside(sheet, name_of(closing, line), line, then, counts(closing, line), box)
    with sheet.group("In all"):
        box = Box(PAGE.x, y + len(rows) * high, PAGE.w, high)
        _beside(sheet, "In all", None, dict(said.whole(opening)), dict(said.whole(closing)), box, last=True)
    return sheet


def _beside(
    sheet: Sheet,
    name: str,
    line: Line | None,
    then: dict[str, str] | None,
    now: dict[str, str],
    box: Box,
    *,
    last: bool = False,
) -> None:
    y, room = box.y + box.h / 2, box.h - ROW_PAD
    sheet.line((box.x, box.y), (box.right, box.y), INK if last else RULE, 3 if last else 1.5)
    if line:
        shape(sheet, box.x + 20, y, min(16.0, box.h * 0.26), line.shape, line.colour)
    size, lines = largest(words(name, "bold"), NAME_W - 40, room, NAME_SIZES, TIGHT)
    put(sheet, lines, box.x + 56, y - height(lines, size) / 2, size, box)
    for x, told in zip(COLUMNS, (then, now), strict=True):
        limit = (COLUMNS[1] if x == COLUMNS[0] else box.w) - x - 24
        size, lines = largest(_told(told, then, was=told is then), limit, room, COUNT_SIZES, TIGHT)
        put(sheet, lines, box.x + x, y - height(lines, size) / 2, size, box)


def _told(told: dict[str, str] | None, before: dict[str, str] | None, *, was: bool) -> tuple[Word, ...]:
    if not told:
        return words("not yet chosen" if told is None else "nothing yet", "italic")
    some = [kind for kind, _ in KINDS if kind in told]
    found = []
    for kind in some:
        style = "regular" if was or (before or {}).get(kind) == told[kind] else "bold"
        found.append(Word(told[kind] + ("," if kind != some[-1] else ""), style))  # a number stays with its words
    return tuple(found)
