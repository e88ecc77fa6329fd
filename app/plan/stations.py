"""The line of stations at the top of the map. It is the common trunk until the lines leave it as one spine."""

from app.plan import said
from app.plan.columns import FULL, Column
from app.plan.fonts import ASCENT, lines_in, set_lines, width, words
from app.plan.lanes import Map
from app.plan.paper import DISC, DISC_HERE, DISC_SMALL, SMALLEST, THICK
from app.plan.scene import Scene, Station
from app.plan.settings import Setting
from app.plan.sheet import EDGE, INK, MARKS, PAPER, RULE, SOFT, TRACKS, Box, Sheet

JOINED = ("joined", "counts", "rest")
TITLED = ("past", "present", "write")
TITLE_AT, TITLE_LEADING = 22.0, 1.16
TITLE_HERE, WIDE = 6.4, 140.0
NARROW = 50.0  # a column whose date stands under its disc
FLAG, FLAG_WORDS = 10.0, "We are here"


def band_bottom(scene: Scene, cols: list[Column], y: float) -> float:
    """Under the longest title of a meeting."""
    lowest = y + 24
    for col in cols:
        if col.kind in TITLED and col.w >= FULL:
            size = TITLE_HERE if col.w > WIDE else SMALLEST
            lines = lines_in(words(scene.stations[col.intervals[0]].title), col.w - 8, size)
            lowest = max(lowest, y + TITLE_AT + lines * size * TITLE_LEADING)
    return lowest + 3


def draw_stations(sheet: Sheet, m: Map, y: float, setting: Setting) -> None:
    _draw_rules(sheet, m, y)
    _draw_spine(sheet, m, y, setting)
    _draw_trunk(sheet, m, y)
    for col in m.cols:
        if col.kind in JOINED:
            _draw_joined(sheet, m, col, y)
        elif col.intervals:
            _draw_station(sheet, m, col, y)


def _draw_rules(sheet: Sheet, m: Map, y: float) -> None:
    """A rule down from each station; a heavy one where we are."""
    for col in m.cols:
        if not col.intervals:
            continue
        first = col.intervals[0]
        here = first == m.scene.here
        if here:
            sheet.solids.append(Box(col.x - 1.6, y + DISC_HERE, 3.2, m.bottom - y - DISC_HERE))
        dated_below = col.kind in JOINED or col.w < NARROW
        start = (col.x, y + (21 if dated_below and not here else 0))
        end = (col.x, m.trunk_foot if m.lanes and first < m.scene.branch else m.bottom)
        dash = "2.5 2.5" if first > m.scene.here else ""
        sheet.line(start, end, INK if here else RULE, 3.2 if here else 0.7, dash=dash)


def _draw_spine(sheet: Sheet, m: Map, y: float, setting: Setting) -> None:
    if m.lanes:
        x, foot = m.station_x(m.scene.branch), m.lanes[-1].y + setting.track_at
        sheet.solids.append(Box(x - THICK * 0.22, y + DISC_HERE, THICK * 0.44, foot - y - DISC_HERE))
        sheet.line((x, y), (x, foot), INK, THICK * 0.45, layer=TRACKS, cap="round")


def _draw_trunk(sheet: Sheet, m: Map, y: float) -> None:
    """Thick black until the lines leave it, thin to where we are, dashed to the last meeting."""
    first, here = m.cols[m.cols[0].kind == "names"].x, m.station_x(m.scene.here)
    last = m.cols[-1].x if m.cols[-1].kind == "ends" else m.cols[-1].right
    sheet.line((first, y), (last, y), EDGE, 1.2, dash="4 3", layer=TRACKS)
    sheet.line((first, y), (here, y), INK, 1.6, layer=TRACKS)
    end = m.station_x(min(m.scene.branch, m.scene.present)) if m.scene.lines else here
    if not m.scene.lines and not m.scene.opening:
        sheet.line((here, y), (m.column("present").right - 6, y), INK, THICK, layer=TRACKS, cap="round")
    sheet.line((first, y), (end, y), INK, THICK, layer=TRACKS)


def draw_disc(sheet: Sheet, x: float, y: float, r: float, number: int, *, held: bool, soft: bool = False) -> None:
    """A station: filled when it has been held."""
    edge = EDGE if soft else INK
    box = Box(x - r, y - r, 2 * r, 2 * r)
    sheet.solids.append(box)
    sheet.draw(
        MARKS,
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" fill="{INK if held else PAPER}" stroke="{edge}"'
        f' stroke-width="{r * 0.16:.2f}"/>',
    )
    size = r * (1.25 if number < 10 else 1.0)
    ink = PAPER if held else edge
    sheet.text((x, y + size * 0.34), str(number), size, box, "bold", fill=ink, anchor="middle")


def _draw_station(sheet: Sheet, m: Map, col: Column, y: float) -> None:
    index = col.intervals[0]
    station, here = m.scene.stations[index], index == m.scene.here
    r = DISC_HERE if here else DISC if col.w > 40 else DISC * 0.85
    draw_disc(sheet, col.x, y, r, station.number, held=station.held, soft=not station.held and not here)
    lane = Box(col.x, y - 24, col.w, m.top - y + 24)
    if here:
        _draw_flag(sheet, col.x + r + 2, y, lane)
    if col.w < NARROW and not here:
        _draw_date_below(sheet, m, col.x, y + r + 7, station)
    else:
        size = 9.0 if here else 6.2
        date = said.day(station)
        fitting = size if width(date, size, "bold") < col.w - r - 4 else SMALLEST
        sheet.text((col.x + r + 3, y + THICK / 2 + 2 + size * ASCENT), date, fitting, lane, "bold")
    if col.w >= FULL:
        _draw_title(sheet, col, y, station, lane, here=here)


def _draw_date_below(sheet: Sheet, m: Map, x: float, y: float, station: Station) -> None:
    """Under its disc, beside the spine where that goes down from it; left out where it would run into the last one."""
    date = said.day(station)
    w = width(date, SMALLEST, "bold")
    left = x + 4 if m.lanes and x == m.station_x(m.scene.branch) else x - w / 2
    here = m.station_x(m.scene.here)
    clear = x > here or left + w < here - DISC_HERE - 1
    if date and clear and left >= m.dated_to:
        sheet.text((left, y), date, SMALLEST, Box(left, y - 10, w, 20), "bold", fill=SOFT)
        m.dated_to = left + w + 1.5


def _draw_title(sheet: Sheet, col: Column, y: float, station: Station, lane: Box, *, here: bool) -> None:
    size = TITLE_HERE if here and col.w > WIDE else SMALLEST
    for n, runs in enumerate(set_lines(words(station.title), col.w - 8, size)):
        at = (col.x + 5, y + TITLE_AT + n * size * TITLE_LEADING)
        sheet.runs(at, runs, size, lane, fill=INK if here else SOFT)


def _draw_flag(sheet: Sheet, x: float, y: float, lane: Box) -> None:
    box = Box(x, y - 21, width(FLAG_WORDS, FLAG, "bold") + 8, 14)
    sheet.rect(box, INK, MARKS, 1.5)
    sheet.draw(MARKS, f'<path d="M{x - 4:.2f} {y - 8:.2f}L{x + 6:.2f} {y - 14:.2f}v7z" fill="{INK}"/>')
    sheet.text((x + 4, y - 10.6), FLAG_WORDS, FLAG, lane, "bold", fill=PAPER)


def _draw_joined(sheet: Sheet, m: Map, col: Column, y: float) -> None:
    """Several stations over one column: each has a small disc, or the first and the last with dots between them."""
    held, ink = col.kind != "rest", EDGE if col.kind == "rest" else PAPER
    all_shown = col.w / len(col.intervals) >= 17
    shown = col.intervals if all_shown else (col.intervals[0], col.intervals[-1])
    step = (col.w - 4) / len(shown)
    for n, index in enumerate(shown):
        x, station = col.x + n * step, m.scene.stations[index]
        draw_disc(sheet, x, y, DISC_SMALL, station.number, held=held, soft=not held)
        _draw_date_below(sheet, m, x, y + DISC_SMALL + 8.5, station)
    if not all_shown:
        between = col.x + step / 2
        sheet.draw(MARKS, f'<rect x="{between - 5:.2f}" y="{y - 2.5:.2f}" width="10" height="5" fill="{INK}"/>' * held)
        for dot in (-2.6, 0, 2.6):
            sheet.draw(MARKS, f'<circle cx="{between + dot:.2f}" cy="{y:.2f}" r="0.9" fill="{ink}"/>')
