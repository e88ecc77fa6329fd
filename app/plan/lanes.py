"""The map: columns of time crossed by lanes of lines, and how large its words can be."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.plan import said
from app.plan.cells import Cell, cut_cell, set_cell
from app.plan.columns import COUNTS, NAMES, PAST, Column
from app.plan.fonts import words
from app.plan.items import PILL_MOST, Item, Pill, Shelf, end_item, folded, pill_rows, pills_height
from app.plan.marks import end_width
from app.plan.paper import SMALLEST, THICK, THIN, points
from app.plan.scene import Action, Line, Scene, Test
from app.plan.settings import NAME_SIZES, Setting
from app.plan.sharing import share
from app.plan.sheet import INK

LEAST_LANE, ONE_LINE = 24.0, SMALLEST * 1.25
SQUARE = 14.0  # a call for help on the line
SUB_COLUMNS = 4
MOST_SIGNS = 3
BESIDE = 12.0  # from the start of a column to its first pill
NAME_LEADING, NAME_SIDE = 1.1, 14.0
KIND_BELOW = SMALLEST * 1.5
NARROWEST = points(14)[0] * 1.28


@dataclass
class Lane:
    """A line and the height it is given, across all columns."""

    line: Line | None  # None: the trunk goes on beside the lines
    y: float = 0.0
    h: float = 0.0
    cells: dict[Column, Cell] = field(default_factory=dict)

    @cached_property
    def key(self) -> str | None:
        return self.line.key if self.line else None

    @cached_property
    def name(self) -> Item:
        return Item("head", words(self.line.name if self.line else said.TOGETHER, "bold"))

    @property
    def colour(self) -> str:
        return self.line.colour if self.line else INK

    def ends_in(self, col: Column) -> bool:
        return self.line is not None and self.line.last in col.intervals


@dataclass
class Map:
    scene: Scene
    shelf: Shelf
    cols: list[Column]
    top: float
    bottom: float
    lanes: list[Lane]
    trunk_foot: float = 0.0  # where the lists of the trunk end
    name_size: float = NAME_SIZES[-1]
    trunk_cells: dict[Column, Cell] = field(default_factory=dict)
    dated_to: float = 0.0  # how far the dates over the stations reach
    long_tags: bool = False  # whether pills say "Test 1" or, where that finds no room, "1"

    def __post_init__(self) -> None:
        branch = self.scene.branch
        self.trunk_columns = [c for c in self.cols if c.intervals and c.intervals[0] < branch]
        self.lane_columns = [c for c in self.cols if c.intervals and c.intervals[0] >= branch]
        self.oldest = [c for c in self.lane_columns if c.kind in PAST]
        self.present = [c for c in self.lane_columns if c.kind == "present"]
        self.names_w = next((c.w for c in self.cols if c.kind == "names"), NAMES[0])
        self._words: dict[Hashable, list[Item]] = {}
        self._cells: dict[Hashable, Cell] = {}
        self._past: dict[Hashable, float] = {}

    @property
    def room(self) -> float:
        return self.bottom - self.top

    def column(self, kind: str) -> Column:
        return next(c for c in self.cols if c.kind == kind)

    def station_x(self, index: int) -> float:
        return next((c.x for c in self.cols if c.intervals and c.intervals[0] == index), self.cols[0].x)

    # -- what stands in a cell -------------------------------------------
    def size_in(self, col: Column, setting: Setting) -> float:
        return setting.size if col.kind == "present" else setting.past

    def items(self, lane: Lane | None, col: Column, setting: Setting) -> list[Item]:
        """What the list says; `lane` is None for the trunk before the lines leave it."""
        key = (lane.key if lane else (), col, setting.with_help, self._as_numbers(col, setting))
        if key not in self._words:
            self._words[key] = self._make_items(lane, col, setting)
        return [*self._pills_in_list(lane, col, setting), *self._words[key]]

    def _make_items(self, lane: Lane | None, col: Column, setting: Setting) -> list[Item]:
        out: list[Item] = []
        past = col.kind in PAST
        for interval in col.intervals:
            found = self.shelf.items(lane.key if lane else None, interval, past=past, with_help=setting.with_help)
            if lane is None:
                found = self._trunk_pills(interval) + found
            if found and col.kind == "joined":
                head = f"After meeting {self.scene.stations[interval].number}"
                found = [Item("head", words(head, "bold")), *found]
            out = out + found
        if self._as_numbers(col, setting):
            out = folded([i for i in out if not i.test])
        if lane and lane.line and lane.ends_in(col):
            out.append(end_item(lane.line, short=col.w <= COUNTS))
        return out

    def _as_numbers(self, col: Column, setting: Setting) -> bool:
        return (
            col.kind == "counts"
            or (setting.counted > 0 and col.past and col in self.trunk_columns)  # which are older than any other
            or col in self.oldest[: setting.counted]
            or (setting.fold_present and col.kind == "present")
        )

    def cell(self, lane: Lane | None, col: Column, setting: Setting, height: float | None = None) -> Cell:
        size, most = self.size_in(col, setting), SUB_COLUMNS if col.kind == "present" else 1
        if height is not None:
            return cut_cell(self.items(lane, col, setting), col.w - 8, size, most, height)
        as_numbers = self._as_numbers(col, setting)
        key = (lane.key if lane else (), col, size, setting.with_help, as_numbers, self.long_tags)
        if key not in self._cells:
            self._cells[key] = set_cell(self.items(lane, col, setting), col.w - 8, size, most)
        return self._cells[key]

    # -- pills ------------------------------------------------------------
    def pills(self, tests: Sequence[Test], colour: str, *, long: bool | None = None) -> list[Pill]:
        """A pill for each round."""
        long = self.long_tags if long is None else long
        return [Pill(said.test_name(t) if long else str(t.number), (t.sign,), colour) for t in tests]

    def pills_on_line(
        self, lane: Lane, col: Column, setting: Setting, *, long: bool | None = None
    ) -> tuple[list[Pill], list[Pill]]:
        """Those that find room on the line itself, and those that stand in rows under it."""
        mine = self.pills(self.shelf.tests(lane.key, col.intervals), lane.colour, long=long)
        if not mine:
            return [], []
        if col.w <= COUNTS:
            mine = _joined(mine)
        room, size = col.w - BESIDE - 4, self.size_in(col, setting)
        if col.kind == "present":
            room -= min(self.calls(lane) * SQUARE, room / 2)
        if lane.ends_in(col):
            room -= end_width(THICK if col.kind == "present" else THIN)
        if mine[0].width(min(size, PILL_MOST)) > room:
            return [], mine
        first = pill_rows(mine, room, size)[1][0]
        return first, mine[len(first) :]

    def calls(self, lane: Lane) -> int:
        return self.shelf.stuck[lane.key]

    def _pills_in_list(self, lane: Lane | None, col: Column, setting: Setting) -> list[Item]:
        if lane is None:
            return []
        _, under = self.pills_on_line(lane, col, setting)
        return [Item("pills", (), pills=tuple(under))] if under else []

    def _trunk_pills(self, interval: int) -> list[Item]:
        """The trunk is the line of stations: its tests stand at the head of its lists."""
        mine = self.pills(self.shelf.tests(None, (interval,)), INK, long=True)
        return [Item("pills", (), pills=tuple(mine))] if mine else []

    def can_say_more(self, setting: Setting) -> bool:
        """Whether every pill on a line has room for "Test 1"."""
        return not any(
            self.pills_on_line(lane, col, setting, long=True)[1] for lane in self.lanes for col in self.lane_columns
        )

    # -- how high -----------------------------------------------------------
    def fits(self, setting: Setting) -> bool:
        if any(setting.text_at + self.cell(None, c, setting).height > self.room for c in self.trunk_columns):
            return False
        left = self.room
        for lane in self.lanes:
            left -= self.need(lane, setting)
            if left < 0:
                return False
        return True

    def need(self, lane: Lane, setting: Setting) -> float:
        present = max((self.cell(lane, c, setting).height for c in self.present), default=0.0)
        tallest = max(self._tallest_past(lane, setting), present)
        return max(setting.text_at + tallest, self._name_height(lane)) + setting.foot

    def _tallest_past(self, lane: Lane, setting: Setting) -> float:
        """It does not change with the size of the present, which is tried in many."""
        key = (lane.key, setting.past, setting.with_help, setting.counted)
        if key not in self._past:
            self._past[key] = max((self.cell(lane, c, setting).height for c in self.oldest), default=0.0)
        return self._past[key]

    def _name_height(self, lane: Lane) -> float:
        lines = lane.name.count(round((self.names_w - NAME_SIDE) / NARROWEST, 4))
        return lines * NARROWEST * NAME_LEADING + KIND_BELOW

    def least(self, lane: Lane, setting: Setting, *, pills: bool = True) -> float:
        """What a lane keeps whatever happens: its name, its line and its pills, or at least how many they are."""
        rows = [
            pills_height(under, col.w - 8, self.size_in(col, setting)) + ONE_LINE if pills else 3 * ONE_LINE
            for col in self.lane_columns
            if (under := self.pills_on_line(lane, col, setting)[1])
        ]
        words_and_pills = setting.text_at + max(rows) + setting.foot if rows else 0.0
        return max(LEAST_LANE, words_and_pills, self._name_height(lane) + setting.foot)

    @property
    def in_full(self) -> bool:
        """Whether every action, test and end is told in words, and what would help."""
        cells = [*self.trunk_cells.values(), *(cell for lane in self.lanes for cell in lane.cells.values())]
        items = [block.item for cell in cells for column in cell.columns for block in column]
        told = {id(i.of) for i in items if i.help or not (isinstance(i.of, Action) and i.of.help)}
        scene = self.scene
        ends, tests = [line for line in scene.lines if line.end], [t for t in scene.tests if t.latest]
        return told.issuperset(map(id, (*scene.actions, *tests, *ends))) and not any(i.state == "more" for i in items)

    def keeps(self, setting: Setting) -> bool:
        """Whether every lane can have the least that it must."""
        return sum(self.least(lane, setting, pills=False) for lane in self.lanes) <= self.room

    def place(self, setting: Setting) -> None:
        """Give every lane its height and every cell its words."""
        self.trunk_cells = {c: self.cell(None, c, setting, self.room) for c in self.trunk_columns}
        self.trunk_foot = self.top + max((c.height for c in self.trunk_cells.values()), default=0) + 4
        needs = [self.need(lane, setting) for lane in self.lanes]
        least = [self.least(lane, setting) for lane in self.lanes]
        if sum(least) > self.room:
            least = [self.least(lane, setting, pills=False) for lane in self.lanes]
        y = self.top
        for lane, h in zip(self.lanes, share(needs, least, self.room), strict=True):
            lane.y, lane.h = y, h
            height = h - setting.text_at - setting.foot
            lane.cells = {c: self.cell(lane, c, setting, height) for c in self.lane_columns}
            y += h


def _joined(pills: Sequence[Pill]) -> list[Pill]:
    """In a narrow column up to three rounds of a test share a pill."""
    out: list[Pill] = []
    for one in pills:
        same = next((p for p in out if p.tag == one.tag and len(p.signs) < MOST_SIGNS), None)
        if same:
            out[out.index(same)] = replace(same, signs=same.signs + one.signs)
        else:
            out.append(one)
    return out


def lanes_of(scene: Scene) -> list[Lane]:
    """The common lane is there only when something stands on it beside the lines."""
    if not scene.lines:
        return []
    together = (
        any(a.line is None and a.interval >= scene.branch for a in scene.actions)
        or any(t.line is None and t.interval >= scene.branch for t in scene.tests)
        or any(s.line is None for s in scene.sums)
    )
    return [*([Lane(None)] if together else []), *(Lane(line) for line in scene.lines)]
