"""Lists of actions set in columns: what fits, how high it is, and how it is drawn.

An action is drawn whole or counted, never cut. Heights and widths are in the sheet's unit.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from app.plan import said
from app.plan.fonts import ASCENT, DESCENT, words, wrap
from app.plan.items import GLYPHED, INDENT, Item, folded, pill_rows, pills_height
from app.plan.marks import end_mark, glyph, pill, spark
from app.plan.sheet import INK, MARKS, PAPER, SOFT, Box, Sheet

LEADING, GAP = 1.2, 0.5  # of the type size
NEARLY = 0.4  # columns need not be more even than this


@dataclass(slots=True, eq=False)
class Block:
    """One item set to a width."""

    item: Item
    w: float
    size: float
    height: float


def set_block(item: Item, w: float, size: float) -> Block:
    if item.pills:
        return Block(item, w, size, pills_height(item.pills, w, size))
    lines = item.count(_em(item, w, size))
    return Block(item, w, size, ((lines - 1) * LEADING + ASCENT + DESCENT + 2 * item.pad + item.above) * size)


def _em(item: Item, w: float, size: float) -> float:
    """How many sizes of its type a line of the item is wide."""
    return round(w / size - item.indent - 2 * item.pad, 4)


def stack_height(blocks: Sequence[Block]) -> float:
    return sum([b.height for b in blocks]) + sum([b.size * GAP for b in blocks[1:]])


def pour(blocks: Sequence[Block], limit: float) -> list[list[Block]]:
    """Fill columns no higher than `limit` in reading order."""
    out: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        need = block.height + (block.size * GAP if out[-1] else 0)
        if out[-1] and used + need > limit:
            out.append([])
            used, need = 0.0, block.height
        out[-1].append(block)
        used += need
    return out


def level(blocks: Sequence[Block], columns: int) -> list[list[Block]]:
    """Columns as even as whole items allow."""
    if columns == 1:
        return [list(blocks)]
    highest, even = max(b.height for b in blocks), stack_height(blocks) / columns
    # Filled in order, columns need never be higher than even ones and one item more.
    low, high = max(highest - 0.01, even - blocks[0].size * GAP), even + highest
    heights, gap = [b.height for b in blocks], blocks[0].size * GAP
    while high - low > NEARLY:
        middle = (low + high) / 2
        low, high = (low, middle) if _enough(heights, gap, columns, middle) else (middle, high)
    return pour(blocks, high)


def _enough(heights: Sequence[float], gap: float, columns: int, limit: float) -> bool:
    """Whether that many columns of that height hold everything."""
    used = -gap
    for height in heights:
        used += gap + height
        if used > limit:
            columns -= 1
            if not columns or height > limit:
                return False
            used = height
    return True


@dataclass(slots=True)
class Cell:
    """A list set in one or more sub-columns."""

    columns: tuple[tuple[Block, ...], ...]
    w: float
    gutter: float
    height: float


NOTHING = Cell((), 0, 0, 0)


def set_cell(items: Sequence[Item], w: float, size: float, most: int = 1) -> Cell:
    """The lowest cell of up to `most` sub-columns, each wide enough to read."""
    best = NOTHING
    for n in range(1, min(most, len(items)) + 1):
        gutter = size * 1.6
        each = (w - gutter * (n - 1)) / n
        if n > 1 and each < size * 13:
            break
        columns = level([set_block(i, each, size) for i in items], n)
        height = max(stack_height(c) for c in columns)
        if best is NOTHING or height < best.height - size * 0.3:
            best = Cell(tuple(tuple(c) for c in columns), each, gutter, height)
    return best


def cut_cell(items: Sequence[Item], w: float, size: float, most: int, height: float) -> Cell:
    """The whole cell if it fits; otherwise what fits, and a line that says how many more."""
    height += 1e-6
    if (cell := set_cell(items, w, size, most)).height <= height:
        return cell
    items = folded([i for i in items if not i.test])
    if (cell := set_cell(items, w, size, most)).height <= height:
        return cell
    pills, ends = [i for i in items if i.pills], [i for i in items if i.end]
    listed = [i for i in items if not i.pills and not i.end]

    def with_some(keep: int) -> Cell:
        return set_cell([*pills, *listed[:keep], *_more(listed[keep:], keep), *ends], w, size, most)

    keep = bisect_left(range(len(listed) + 1), x=True, key=lambda n: with_some(n).height > height) - 1
    if keep < 0 and ends:
        return cut_cell([*pills, *listed], w, size, most, height)
    return with_some(keep) if keep >= 0 else _pills_that_fit(pills, listed, w, size, height)


def _more(left_out: Sequence[Item], keep: int, rounds: int = 0) -> list[Item]:
    """How many more there are, of how many tests' rounds, and how many of them would like help."""
    many = sum(i.stands_for for i in left_out)
    counted = [f"{rounds} {said.ROUNDS}"] if rounds else []
    counted += [f"{many} more" if keep or rounds else f"{many}"] if many else []
    if not counted:
        return []
    told = words(f"{'and ' if keep else ''}{' and '.join(counted)} {said.ON_THE_LIST}", "italic")
    calls = sum(i.stuck for i in left_out)
    return [Item("more", told + (words(f"{calls} would like help", "bold") if calls else ()))]


def _pills_that_fit(pills: Sequence[Item], listed: Sequence[Item], w: float, size: float, height: float) -> Cell:
    """The last resort: as many pills as there is room for, and how many more there are."""
    rounds = [p for i in pills for p in i.pills]

    def with_some(keep: int) -> Cell:
        some = [Item("pills", (), pills=tuple(rounds[:keep]))] if keep else []
        return set_cell([*some, *_more(listed, keep, sum(len(p.signs) for p in rounds[keep:]))], w, size)

    keep = bisect_left(range(len(rounds) + 1), x=True, key=lambda n: with_some(n).height > height) - 1
    return with_some(max(0, keep))


def draw_cell(sheet: Sheet, cell: Cell, x: float, y: float, lane: Box, *, past: bool) -> None:
    for n, column in enumerate(cell.columns):
        top = y
        for block in column:
            draw_block(sheet, block, x + n * (cell.w + cell.gutter), top, lane, past=past)
            top += block.height + block.size * GAP


def draw_block(sheet: Sheet, block: Block, x: float, y: float, lane: Box, *, past: bool) -> None:
    item, size = block.item, block.size
    if item.pills:
        draw_pills(sheet, block, x, y)
        return
    ink = SOFT if (past and not item.end) or item.state in ("let_go", "parked") else INK
    pad = size * item.pad
    base = y + pad + (item.above + ASCENT) * size
    if item.stuck:
        sheet.rect(Box(x, y, block.w, block.height), PAPER, MARKS, size * 0.12, INK, size * 0.2)
        sheet.rect(Box(x, y, size * 1.5, block.height), INK, MARKS)
    _draw_mark(sheet, item, x, base - size * 0.34, size, ink)
    if item.quick:
        spark(sheet, x + pad + size * (INDENT + 0.4), base - size * 0.34, size * 0.48, ink)
    em = _em(item, block.w, size)
    lines = wrap(item.words, em, size) + (wrap(item.help, em, size) if item.help else [])
    for i, runs in enumerate(lines):
        at = (x + pad + item.indent * size, base + i * size * LEADING)
        sheet.runs(at, runs, size, lane, fill=ink, aside=item.aside)


def _draw_mark(sheet: Sheet, item: Item, x: float, y: float, size: float, ink: str) -> None:
    if item.end:
        end_mark(sheet, x + size * 0.1, y, size, item.state, item.colour)
    elif item.stuck:
        glyph(sheet, x + size * 0.75, y, size * 0.58, item.state, ink)
    elif item.state in GLYPHED:
        glyph(sheet, x + size * 0.52, y, size * 0.43, item.state, ink)


def draw_pills(sheet: Sheet, block: Block, x: float, y: float) -> None:
    size, rows = pill_rows(block.item.pills, block.w, block.size)
    for n, row in enumerate(rows):
        left = x
        for one in row:
            at = (left, y + size * (0.9 + n * 1.9))
            left += pill(sheet, at, size, one.tag, one.signs, one.colour) + size * 0.5
