"""The line of stations at the top of the map. It is the common trunk until the lines leave it as one spine."""

from app.plan import said
from app.plan.balance import balanced
from app.plan.columns import FULL, Column
from app.plan.fonts import DESCENT, lines_in, width, words
from app.plan.lanes import Map
from app.plan.paper import DISC, DISC_HERE, SMALLEST, THICK
from app.plan.scene import Scene
from app.plan.settings import Setting
from app.plan.sheet import EDGE, INK, MARKS, PAPER, RULE, SOFT, TRACKS, Box, Sheet

JOINED = ("joined", "counts", "rest")
TITLED = ("past", "present", "write")
TITLE_AT, TITLE_LEADING = 15.5, 1.16
TITLE_HERE, DATE_HERE = 6.4, 8.0
BESIDE_HERE = 5.0  # from the disc where we are to the words beside it
FLAG, FLAG_H, FLAG_WORDS = 9.5, 14.0, "We are here"
ROUND = 0.71  # what of a disc's half a square in it has
EACH = 21.0  # what a station of its own takes in a column of several


def band_bottom(scene: Scene, cols: list[Column], y: float) -> float:
    """Under the longest title of a meeting."""
    lowest = y + 17
    for col in cols:
        if col.kind in TITLED and col.w >= FULL:
            _, size, wide = _title_room(scene, col)
            lines = lines_in(words(scene.stations[col.intervals[0]].title), wide, size)
            lowest = max(lowest, y + TITLE_AT + (lines - 1) * size * TITLE_LEADING + size * DESCENT)
    return lowest + (4 if scene.lines else 9)


def _title_room(scene: Scene, col: Column) -> tuple[float, float, float]:
    """How far from its station a meeting's title begins, its size and how wide it may be."""
    at = col.intervals[0]
    left, size = (DISC_HERE + BESIDE_HERE, TITLE_HERE) if at == scene.here else (5.0, SMALLEST)
    right = DISC_HERE * ROUND + 1 if at + 1 == scene.here else 4.0
    return left, size, col.w - left - right


def draw_stations(sheet: Sheet, m: Map, y: float, setting: Setting) -> None:
    _draw_rules(sheet, m, y)
    _draw_spine(sheet, m, y, setting)
    _draw_trunk(sheet, m, y)
    for col in m.cols:
        if col.kind in JOINED:
            _draw_joined(sheet, m, col, y)
        elif col.intervals:
            _draw_one(sheet, m, col, y)


def _draw_rules(sheet: Sheet, m: Map, y: float) -> None:
    """A rule down from each station; a heavy one where we are."""
    for col in m.cols:
        if not col.intervals:
            continue
        first = col.intervals[0]
        here = first == m.scene.here
        if here:
            sheet.solids.append(Box(col.x - 1.6, y + DISC_HERE, 3.2, m.bottom - y - DISC_HERE))
        end = (col.x, m.trunk_foot if m.lanes and first < m.scene.branch else m.bottom)
        dash = "2.5 2.5" if first > m.scene.here else ""
        sheet.line((col.x, y), end, INK if here else RULE, 3.2 if here else 0.7, dash=dash)


def _draw_spine(sheet: Sheet, m: Map, y: float, setting: Setting) -> None:
    if m.lanes:
        x, foot = m.station_x(m.scene.branch), m.lanes[-1].y + setting.track_at
        sheet.solids.append(Box(x - THICK * 0.22, y + DISC_HERE, THICK * 0.44, foot - y - DISC_HERE))
        sheet.line((x, y), (x, foot), INK, THICK * 0.45, layer=TRACKS, cap="round")


def _draw_trunk(sheet: Sheet, m: Map, y: float) -> None:
    """Thick black until the lines leave it, thin to where we are, dashed to the last meeting."""
    first, here = m.cols[m.cols[0].kind == "names"].x, m.station_x(m.scene.here)
    last = m.cols[-1].right
    sheet.line((first, y), (last, y), EDGE, 1.2, dash="4 3", layer=TRACKS)
    sheet.line((first, y), (here, y), INK, 1.6, layer=TRACKS)
    end = m.station_x(min(m.scene.branch, m.scene.present)) if m.scene.lines else here
    if not m.scene.lines and not m.scene.opening:
        sheet.line((here, y), (m.column("present").right - 6, y), INK, THICK, layer=TRACKS, cap="round")
    sheet.line((first, y), (end, y), INK, THICK, layer=TRACKS)


def draw_disc(sheet: Sheet, x: float, y: float, r: float, number: int, *, held: bool, soft: bool = False) -> None:
    """A station: filled when it has been held."""
    _draw_station(sheet, Box(x - r, y - r, 2 * r, 2 * r), str(number), held=held, soft=soft)


def _draw_station(sheet: Sheet, box: Box, said_in: str, *, held: bool, soft: bool) -> None:
    """A disc for one station, or a capsule for several."""
    edge, r = EDGE if soft else INK, box.h / 2
    cut = r * (1 - ROUND)
    sheet.solids += [box.inset(0, cut), box.inset(cut, 0)]
    sheet.draw(
        MARKS,
        f'<rect x="{box.x:.2f}" y="{box.y:.2f}" width="{box.w:.2f}" height="{box.h:.2f}" rx="{r:.2f}"'
        f' fill="{INK if held else PAPER}" stroke="{edge}" stroke-width="{r * 0.16:.2f}"/>',
    )
    size = r * (1.25 if len(said_in) < 2 else 1.0)
    at = (box.x + box.w / 2, box.y + r + size * 0.34)
    several = not said_in.isdigit()
    sheet.text(at, said_in, size, box, "bold", fill=PAPER if held else edge, anchor="middle", aside=several)


def _draw_one(sheet: Sheet, m: Map, col: Column, y: float) -> None:
    index = col.intervals[0]
    station, here = m.scene.stations[index], index == m.scene.here
    r = DISC_HERE if here else DISC
    if here:
        _draw_flag(sheet, col.x, y)
    draw_disc(sheet, col.x, y, r, station.number, held=station.held, soft=not station.held and not here)
    if here:
        # The disc stands out from its flag.
        sheet.draw(MARKS, f'<circle cx="{col.x:.2f}" cy="{y:.2f}" r="{r + 1.6:.2f}" fill="none" stroke="{PAPER}"/>')
    _draw_date(sheet, m, col.x, y - r, said.day(station), here=here)
    if col.w >= FULL:
        left, size, wide = _title_room(m.scene, col)
        lines = balanced(words(station.title), wide, size)
        lane = Box(col.x, y - 24, col.w, m.top - y + 24)
        for n, runs in enumerate(lines):
            at = (col.x + left, y + TITLE_AT + n * size * TITLE_LEADING)
            sheet.runs(at, runs, size, lane, fill=INK if here else SOFT)


def _draw_date(sheet: Sheet, m: Map, x: float, y: float, date: str, *, here: bool = False) -> None:
    """Over its station; left out where it would run into the one before, or into that of the meeting we are at."""
    size = DATE_HERE if here else SMALLEST
    w = width(date, size, "bold")
    left, us = x - w / 2, m.station_x(m.scene.here)
    clear = here or x > us or left + w < us - DISC_HERE - 1
    if date and clear and left >= m.dated_to:
        sheet.text((left, y - size * 0.42), date, size, Box(left, y - 12, w, 14), "bold", fill=INK if here else SOFT)
        m.dated_to = left + w + 1.5


def _draw_flag(sheet: Sheet, x: float, y: float) -> None:
    """On the line of stations, one shape with the disc."""
    left, w = x + DISC_HERE + BESIDE_HERE, width(FLAG_WORDS, FLAG, "bold")
    box = Box(x + DISC_HERE, y - FLAG_H / 2, BESIDE_HERE + w + 5, FLAG_H)
    sheet.solids.append(box)
    sheet.rect(Box(x, box.y, box.right - x, box.h), INK, MARKS, FLAG_H / 2)
    sheet.text((left, y + FLAG * 0.35), FLAG_WORDS, FLAG, box, "bold", fill=PAPER)


def _draw_joined(sheet: Sheet, m: Map, col: Column, y: float) -> None:
    """Several stations over one column: one after the other where there is room, else all in a capsule."""
    stations = [m.scene.stations[i] for i in col.intervals]
    soft = col.kind == "rest"
    if len(stations) == 1 or col.w / len(stations) >= EACH:
        for n, station in enumerate(stations):
            x = col.x + n * col.w / len(stations)
            draw_disc(sheet, x, y, DISC, station.number, held=not soft, soft=soft)
            _draw_date(sheet, m, x, y - DISC, said.day(station))
        return
    told = f"{stations[0].number}–{stations[-1].number}"
    wide = width(told, DISC, "bold") + DISC * 1.3
    _draw_station(sheet, Box(col.x - DISC, y - DISC, wide, 2 * DISC), told, held=not soft, soft=soft)
