"""What finds no room on the wall: every action in words, line by line, on as many further sheets as it takes.

The wall says how many there are and that they stand here. What would like help comes first, then what is under way,
what is done, the rest, the tests with what each round came to, and how the line ends.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from app.plan import key, said
from app.plan.cells import GAP, LEADING, Block, draw_block, set_block
from app.plan.fonts import ASCENT, set_lines, words
from app.plan.head import draw_head
from app.plan.items import Item, action_item, end_item, test_item
from app.plan.marks import shape
from app.plan.paper import MARGIN, H, W, points
from app.plan.scene import Action, Entry, Line, Scene, Section, Test
from app.plan.sheet import INK, RULE, SOFT, Box, Sheet

SIZES = points(24, 22, 20, 18, 17, 16, 15, 14)  # the largest at which all stands on one sheet
SEVERAL = SIZES[5]  # the size where it takes more than one
COLUMNS, GUTTER = 4, 13.0
HEAD, NAME = 1.0, 1.3  # of the type size
STATES = (
    ("Would like help", ("stuck",)),
    ("Under way", ("asked", "proposed", "started", "agreed")),
    ("Done", ("done",)),
    ("Handed on, set aside or let go", ("handed_on", "parked", "let_go")),
)


@dataclass(frozen=True, eq=False)
class Chapter:
    """What stands under one heading: the trunk, a line, or a panel that the wall could not show whole."""

    name: str
    label: str
    parts: tuple[tuple[str, tuple[Item, ...]], ...]
    line: Line | None = None


@dataclass(frozen=True, eq=False)
class _Part:
    """Something set to the width of a column. What stands `over` others is never the last in its column."""

    chapter: Chapter
    before: float
    height: float
    draw: Callable[[Sheet, float, float, Box], None]
    over: bool = False


Column = list[tuple[float, _Part]]  # how far down each part stands


def sheets(scene: Scene, panels: Sequence[tuple[str, Sequence[Section]]] = ()) -> tuple[Sheet, ...]:
    """All that the scene has, in words; and those panels that the wall could not show whole."""
    marks = key.rows(scene, W - 2 * MARGIN)
    trial, top = _empty(scene, 2, 2)
    foot = H - MARGIN + 3 - key.height(marks)
    box = Box(MARGIN, top, trial.w - 2 * MARGIN, foot - 4 - top)
    w = (box.w - (COLUMNS - 1) * GUTTER) / COLUMNS
    chapters = list(_chapters(scene, panels))
    columns = next((c for size in SIZES if len(c := _poured(chapters, w, size, box.h)) <= COLUMNS), None)
    columns = columns or _poured(chapters, w, SEVERAL, box.h)
    pages = [columns[i : i + COLUMNS] for i in range(0, len(columns), COLUMNS)]
    out = []
    for n, page in enumerate(pages, start=2):
        sheet, _ = _empty(scene, n, len(pages) + 1)
        _draw_page(sheet, page, box, w)
        with sheet.group("What the marks mean"):
            key.draw_key(sheet, marks, Box(MARGIN, foot, box.w, H - foot))
        out.append(sheet)
    return tuple(out)


def _empty(scene: Scene, n: int, of: int) -> tuple[Sheet, float]:
    """A sheet with its head, and where its words begin."""
    told = said.sheet_of(n, of)
    sheet = Sheet(W, H, f"{scene.title}: {said.which(scene)}, {told}", said.stands(scene))
    with sheet.group(told):
        top = draw_head(sheet, scene, Box(MARGIN, MARGIN, W - 2 * MARGIN, 80), under=told)
    return sheet, top


def _draw_page(sheet: Sheet, page: Sequence[Column], box: Box, w: float) -> None:
    for n, column in enumerate(page):
        x = box.x + n * (w + GUTTER)
        lane = Box(x, box.y, w, box.h)
        if n:
            middle = x - GUTTER / 2
            sheet.line((middle, box.y), (middle, box.bottom), RULE, 0.7)
        for chapter, parts in groupby(column, key=lambda placed: placed[1].chapter):
            with sheet.group(chapter.label):
                for down, part in parts:
                    part.draw(sheet, x, box.y + down, lane)


# ---------------------------------------------------------------- what there is to say
def _chapters(scene: Scene, panels: Sequence[tuple[str, Sequence[Section]]]) -> Iterator[Chapter]:
    before = [a for a in scene.actions if a.line is None and a.interval < scene.branch]
    beside = [a for a in scene.actions if a.line is None and a.interval >= scene.branch]
    early = [t for t in scene.tests if t.line is None and t.interval < scene.branch]
    late = [t for t in scene.tests if t.line is None and t.interval >= scene.branch]
    if before or early:
        yield Chapter(said.trunk_head(scene), said.trunk_label(scene), tuple(_parts(before, early)))
    if beside or late:
        yield Chapter(said.TOGETHER, said.label(scene, None), tuple(_parts(beside, late)))
    for line in scene.lines:
        mine = [a for a in scene.actions if a.line == line.key]
        parts = tuple(_parts(mine, [t for t in scene.tests if t.line == line.key], line))
        if parts:
            yield Chapter(line.name, said.label(scene, line), parts, line)
    for head, sections in panels:
        yield Chapter(head, head, tuple((s.head, tuple(_entry(e) for e in s.entries)) for s in sections))


def _entry(entry: Entry) -> Item:
    return Item("entry", words(entry.text) + words(entry.how_far, "bold"))


def _parts(
    actions: Sequence[Action], tests: Sequence[Test], line: Line | None = None
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for head, states in STATES:
        mine = [a for state in states for a in actions if a.state == state]
        if mine:
            yield head, tuple(action_item(a, past=False, with_help=True) for a in mine)
    if tests:
        yield "Small tests", tuple(_tests(tests))
    if line and line.end:
        yield "How it ends", (end_item(line),)


def _tests(tests: Iterable[Test]) -> Iterator[Item]:
    """Each test once, with what its rounds here came to."""
    rounds: dict[int, list[Test]] = {}
    for test in tests:
        rounds.setdefault(test.number, []).append(test)
    for mine in rounds.values():
        came_to = ", then ".join(said.SIGNS[t.sign] for t in mine if t.sign != "idea")
        item = test_item(mine[-1])
        yield Item("test", item.words + words(came_to, "italic"), of=mine[-1])


# ---------------------------------------------------------------- set in columns
def _poured(chapters: Sequence[Chapter], w: float, size: float, height: float) -> list[Column]:
    columns: list[Column] = [[]]
    used = 0.0
    parts = [part for chapter in chapters for part in _set(chapter, w, size)]
    for i, part in enumerate(parts):
        need = part.before + part.height
        for after in parts[i + 1 : i + 3] if part.over else ():
            need += after.before + after.height
            if not after.over:
                break
        if columns[-1] and used + need > height:
            columns.append([])
            used = 0.0
            if not (part.over and part.chapter is not parts[i - 1].chapter):
                head = _name(part.chapter, w, size, again=True)
                columns[-1].append((0.0, head))
                used = head.height
        used += part.before if columns[-1] else 0.0
        columns[-1].append((used, part))
        used += part.height
    return columns


def _set(chapter: Chapter, w: float, size: float) -> Iterator[_Part]:
    yield _name(chapter, w, size)
    for head, items in chapter.parts:
        yield _words(chapter, head, w, size * HEAD)
        for item in items:
            block = set_block(item, w, size)
            yield _Part(chapter, size * GAP, block.height, partial(_draw_item, block))


def _draw_item(block: Block, sheet: Sheet, x: float, y: float, lane: Box) -> None:
    draw_block(sheet, block, x, y, lane, past=False)


def _name(chapter: Chapter, w: float, size: float, *, again: bool = False) -> _Part:
    """The head of a chapter, with the shape that its line begins with; quieter where it goes on in another column."""
    large = size * (HEAD if again else NAME)
    indent = large * 1.5 if chapter.line else 0.0
    told = words(said.continued(chapter.name), "italic") if again else words(chapter.name, "bold")
    lines = set_lines(told, w - indent, large)

    def draw(sheet: Sheet, x: float, y: float, lane: Box) -> None:
        if chapter.line:
            shape(sheet, x + large * 0.6, y + large * 0.5, large * 0.48, chapter.line.shape, chapter.line.colour)
        for n, runs in enumerate(lines):
            sheet.runs((x + indent, y + (n * LEADING + ASCENT) * large), runs, large, lane, fill=INK, aside=again)

    return _Part(chapter, size * 2.2, len(lines) * large * LEADING, draw, over=True)


def _words(chapter: Chapter, head: str, w: float, size: float) -> _Part:
    lines = set_lines(words(head, "bold"), w, size)

    def draw(sheet: Sheet, x: float, y: float, lane: Box) -> None:
        for n, runs in enumerate(lines):
            sheet.runs((x, y + (n * LEADING + ASCENT) * size), runs, size, lane, fill=SOFT)

    return _Part(chapter, size * 0.8, len(lines) * size * LEADING, draw, over=True)
