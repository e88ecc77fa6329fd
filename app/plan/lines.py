"""One line of the plan across the map: its shape, its name, its track, its tests and its lists."""

from app.plan import said
from app.plan.balance import balanced
from app.plan.cells import draw_cell
from app.plan.columns import PAST, Column
from app.plan.fonts import ASCENT
from app.plan.items import PILL_MOST
from app.plan.lanes import KIND_BELOW, NAME_LEADING, NAME_SIDE, SQUARE, Lane, Map
from app.plan.marks import draw_end, end_width, glyph, pill, shape, track
from app.plan.panels import blank_rows
from app.plan.paper import DASH, POINT, SMALLEST, THICK, THIN
from app.plan.scene import Line
from app.plan.settings import NAME_SIZES, Setting
from app.plan.sheet import EDGE, INK, MARKS, PAPER, SOFT, TRACKS, Box, Sheet

RING_LEAST = 16 * POINT
# How many lines a name may take, if it is no smaller than that.
NAME_LINES = ((2, 24 * POINT), (3, 20 * POINT), (4, 16 * POINT), (99, 0.0))


def draw_lane(sheet: Sheet, m: Map, lane: Lane, setting: Setting) -> None:
    x, y = m.station_x(m.scene.branch), lane.y + setting.track_at
    line = lane.line or Line("", "", "technical", INK, "bar", m.scene.branch)
    _draw_tracks(sheet, m, lane, line, y)
    start = m.station_x(line.start) if any(line.start in c.intervals[:1] for c in m.cols) else x
    if start > x:
        sheet.line((x, y), (start, y), EDGE, 1.2, dash="0.1 3", layer=TRACKS, cap="round")
    shape(sheet, start, y, min(7.0, lane.h * 0.2), line.shape, line.colour)
    _draw_name(sheet, m, lane, setting)
    for col in m.lane_columns:
        _draw_lane_cell(sheet, m, lane, col, setting)


# ---------------------------------------------------------------- the name
def name_size(m: Map, setting: Setting) -> float:
    """One size for every name: the largest at which all of them fit, in few lines and without breaking a word."""

    def fits(size: float, lane: Lane, most: int) -> bool:
        box = _name_box(m, lane)
        em = round((box.w - NAME_SIDE) / size, 4)
        if lane.name.longest > em or (lines := lane.name.count(em)) > most:
            return False
        return lines * size * NAME_LEADING + KIND_BELOW + setting.foot <= box.h

    for most, least in NAME_LINES:
        for size in NAME_SIZES:
            if size >= least and all(fits(size, lane, most) for lane in m.lanes):
                return size
    return NAME_SIZES[-1]


def _name_box(m: Map, lane: Lane) -> Box:
    """Left of the spine; under the trunk's lists a name may reach further left."""
    col = m.column("names")
    left = m.cols[0].x if lane.y > m.trunk_foot + 2 else col.x
    return Box(left, lane.y, col.right - left, lane.h)


def _draw_name(sheet: Sheet, m: Map, lane: Lane, setting: Setting) -> None:
    right, box = m.column("names").right - 12, _name_box(m, lane)
    below, size = KIND_BELOW if lane.line else 0, m.name_size
    lines = balanced(lane.name.words, box.w - NAME_SIDE, size)
    y = lane.y + max(ASCENT * size, setting.track_at + size * 0.3)
    last = (len(lines) - 1) * size * NAME_LEADING
    y = min(y, lane.y + lane.h - below - setting.foot - last - 0.2 * size)
    for n, runs in enumerate(lines):
        said_here = " ".join(run.text for run in runs)
        at = (right, y + n * size * NAME_LEADING)
        sheet.text(at, said_here, size, box, "bold", anchor="end", rtl=runs[0].rtl)
    if lane.line:
        at = (right, y + last + SMALLEST * 1.45)
        sheet.text(at, said.challenge(lane.line), SMALLEST, box, "italic", fill=SOFT, anchor="end")


# ---------------------------------------------------------------- the track
def _draw_tracks(sheet: Sheet, m: Map, lane: Lane, line: Line, y: float) -> None:
    """Thin where it has been, thick where we are, dashed where it may go; no further than it went."""
    for col in m.lane_columns:
        weight = THICK if col.kind == "present" and not line.resting else THIN
        if col.intervals[-1] < line.start:
            continue
        if lane.ends_in(col):
            draw_end(sheet, col.x, col.right - 3, y, weight, line.colour, line.challenge, line.end)
        elif line.last is not None and line.last < col.intervals[0]:
            if lane.cells[col].height:
                sheet.line((col.x, y), (col.right, y), line.colour, DASH, dash="0.1 4", layer=TRACKS, cap="round")
        elif col.kind in PAST or col.kind == "present":
            track(sheet, col.x, col.right + 0.1, y, weight, line.colour, line.challenge)
        else:
            sheet.line((col.x, y), (col.right, y), line.colour, DASH, dash="3.5 2.5", layer=TRACKS)


# ---------------------------------------------------------------- the lists
def _draw_lane_cell(sheet: Sheet, m: Map, lane: Lane, col: Column, setting: Setting) -> None:
    box, cell = Box(col.x, lane.y, col.w, lane.h), lane.cells[col]
    draw_cell(sheet, cell, col.x + 5, lane.y + setting.text_at, box, past=col.kind in PAST)
    ended = lane.line is not None and bool(lane.line.end)
    empty = col.kind == "present" and not cell.height and not ended and not m.scene.in_sum
    if (col.kind == "write" and not ended) or empty:
        high = lane.h - setting.text_at - setting.foot
        rows = Box(col.x + 5, lane.y + setting.text_at, col.w - 10, high)
        blank_rows(sheet, rows, max(setting.past, RING_LEAST), 1 if empty else 2)
    if col.kind in (*PAST, "present"):
        _draw_pills(sheet, m, lane, col, setting)


def _draw_pills(sheet: Sheet, m: Map, lane: Lane, col: Column, setting: Setting) -> None:
    x, y = col.x + 12, lane.y + setting.track_at
    size = min(m.size_in(col, setting), PILL_MOST)
    for one in m.pills_on_line(lane, col, setting)[0]:
        x += pill(sheet, (x, y), size, one.tag, one.signs, one.colour) + size * 0.5
    if col.kind == "present":
        _draw_calls_for_help(sheet, m, lane, col, y, x)


def _draw_calls_for_help(sheet: Sheet, m: Map, lane: Lane, col: Column, y: float, left: float) -> None:
    """A black square on the line for each stuck action, to be seen across the room."""
    right = col.right - 10 - (end_width(THICK) if lane.ends_in(col) else 0)
    for n in range(m.calls(lane)):
        x = right - n * SQUARE
        if x - 6.4 > left:
            sheet.rect(Box(x - 6.4, y - 6.4, 12.8, 12.8), PAPER, MARKS)
            glyph(sheet, x, y, 5.4, "stuck")


def draw_trunk_lists(sheet: Sheet, m: Map, setting: Setting) -> None:
    """What was begun together, before the lines; and room to begin more."""
    for col in m.trunk_columns:
        cell = m.trunk_cells[col]
        draw_cell(sheet, cell, col.x + 5, m.top, Box(col.x, m.top, col.w, m.room), past=col.kind in PAST)
        used = cell.height + setting.size * 1.2 if cell.height else 0
        to_write = col.kind == "write" or (col.kind == "present" and (not m.scene.opening or m.scene.here == 0))
        if to_write and m.room - used > 40 and not m.scene.in_sum:
            rows = Box(col.x + 5, m.top + used, col.w - 14, m.room - used)
            prompt = "What shall we do next?" if m.scene.actions else "What shall we do first?"
            blank_rows(sheet, rows, min(setting.size, 26 * POINT), 10, prompt)
