"""The small plan, for the home of a series: stations and lines in one strip, a mark for each action. Pixels."""

from dataclasses import dataclass, replace

from app.plan import said
from app.plan.fonts import Line as Words
from app.plan.fonts import largest, width, words
from app.plan.marks import draw_end, glyph, shape, track
from app.plan.scene import Line, Scene
from app.plan.sheet import EDGE, INK, MARKS, PAPER, SOFT, TRACKS, Box, Sheet
from app.plan.stations import draw_disc

WIDTH, LEFT, RIGHT = 860.0, 30.0, 24.0
STATIONS_AT, LANES_AT, ROW = 34.0, 74.0, 31.0
NAME_GAP, NAME_W, NAME_SIZES, NAME_LEADING = 9.0, 330.0, (15.0, 14.0, 13.0, 12.0), 1.08
DATE = 15.0
MARKED = ("stuck", "started", "agreed", "asked", "proposed", "done")
MARK_GAP, TIGHTEST, FIRST_MARK = 13.0, 9.6, 26.0
NUMBER, NUMBERED = 13.0, 32.0  # the size of a number, and what a mark with one takes


def draw(scene: Scene) -> Sheet:
    """It says how many things there are and of what kind, not which: the wall and the plan in words do."""
    strip = _Strip(scene)
    high = strip.foot + (10 if strip.rows else 4)
    sheet = Sheet(WIDTH, high, f"{scene.title}, in small", said.stands(scene), "px")
    with sheet.group("The meetings"):
        _draw_trunk(sheet, strip)
        _draw_stations(sheet, strip)
    if _states(scene, None):
        with sheet.group(said.trunk_label(scene)):
            _draw_marks(sheet, strip, None, STATIONS_AT)
    for row in strip.rows:
        with sheet.group(said.label(scene, row.line)):
            _draw_line(sheet, strip, row)
    return sheet


@dataclass(frozen=True)
class _Row:
    """One line, its name as it is set, and the height of its track."""

    line: Line
    y: float
    size: float
    name: list[Words]

    @property
    def high(self) -> float:
        return max(ROW, len(self.name) * self.size * NAME_LEADING + 5)


class _Strip:
    """Where the stations stand."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.right = WIDTH - (NAME_W if scene.lines else RIGHT)
        self.step = (self.right - LEFT) / len(scene.stations)
        self.xs = [LEFT + i * self.step for i in range(len(scene.stations))]
        self.foot = LANES_AT
        self.rows = [self._row(line) for line in scene.lines]

    def _row(self, line: Line) -> _Row:
        size, name = largest(words(line.name), NAME_W - NAME_GAP - 6, ROW, NAME_SIZES, NAME_LEADING)
        row = _Row(line, self.foot, size, name)
        self.foot += row.high
        return replace(row, y=row.y + row.high / 2)


def _draw_trunk(sheet: Sheet, strip: _Strip) -> None:
    scene, xs, y = strip.scene, strip.xs, STATIONS_AT
    sheet.line((xs[0], y), (strip.right, y), EDGE, 2, dash="6 5", layer=TRACKS)
    sheet.line((xs[0], y), (xs[scene.here], y), INK, 3, layer=TRACKS)
    sheet.line((xs[0], y), (xs[min(scene.branch, scene.here)], y), INK, 7, layer=TRACKS)
    if scene.lines:
        x = xs[scene.branch]
        sheet.line((x, y), (x, strip.rows[-1].y), INK, 4, layer=TRACKS)


def _draw_stations(sheet: Sheet, strip: _Strip) -> None:
    scene = strip.scene
    free = LEFT - 26.0
    for i, (x, station) in enumerate(zip(strip.xs, scene.stations, strict=True)):
        here = i == scene.here
        r = min(19 if here else 13, strip.step * 0.4)
        draw_disc(sheet, x, STATIONS_AT, r, station.number, held=station.held, soft=not station.held and not here)
        date, style = said.day(station), "bold" if here else "regular"
        w = width(date, DATE, style)
        left = max(x - w / 2, 2.0)
        if date and left >= free and not (scene.lines and i == scene.branch):
            sheet.text((left, STATIONS_AT + 33), date, DATE, sheet.box, style, fill=INK if here else SOFT)
            free = left + w + 6


def _draw_line(sheet: Sheet, strip: _Strip, row: _Row) -> None:
    scene, xs, line, y = strip.scene, strip.xs, row.line, row.y
    last = scene.present if line.last is None else line.last
    start, now = xs[line.start], xs[last]
    end = min(now + strip.step, strip.right)
    weight = 4 if line.resting or last < scene.present else 8
    track(sheet, start, now, y, 4, line.colour, "technical")
    if line.end:
        draw_end(sheet, now, end - 4, y, weight, line.colour, line.challenge, line.end)
    else:
        track(sheet, now, end, y, weight, line.colour, line.challenge)
        sheet.line((end, y), (strip.right - 6, y), line.colour, 1.6, dash="4 4", layer=TRACKS)
    shape(sheet, start, y, 7, line.shape, line.colour)
    _draw_marks(sheet, strip, line.key, y)
    for n, runs in enumerate(row.name):
        down = (n - (len(row.name) - 1) / 2) * row.size * NAME_LEADING
        sheet.runs((strip.right + NAME_GAP, y + row.size * 0.34 + down), runs, row.size, sheet.box)


def _states(scene: Scene, line: str | None) -> dict[int, list[str]]:
    """The marks of one line by interval, what needs help first."""
    found: dict[int, list[str]] = {}
    for state in MARKED:
        for action in scene.actions:
            if action.line == line and action.state == state:
                found.setdefault(action.interval, []).append(state)
    return found


def _draw_marks(sheet: Sheet, strip: _Strip, line: str | None, y: float) -> None:
    for interval, states in _states(strip.scene, line).items():
        first = min(FIRST_MARK, strip.step * 0.5)
        x, room = strip.xs[interval] + first, strip.step - first - (20 if line is None else 4)
        if len(states) * TIGHTEST <= room + TIGHTEST / 2:
            _draw_each(sheet, x, y, states, min(MARK_GAP, room / len(states)))
        elif len(set(states)) * NUMBERED <= room + NUMBERED / 2:
            _draw_numbers(sheet, x, y, states)
        else:
            _draw_each(sheet, x, y, states[:1], MARK_GAP)


def _draw_each(sheet: Sheet, x: float, y: float, states: list[str], gap: float) -> None:
    for n, state in enumerate(states):
        at, r = x + n * gap, min(6.6, gap / 2 + 0.4)
        sheet.draw(MARKS, f'<circle cx="{at:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{PAPER}"/>')
        glyph(sheet, at, y, 5.4 if state == "stuck" else 4.4, state)


def _draw_numbers(sheet: Sheet, x: float, y: float, states: list[str]) -> None:
    """Where there are more than find room: one mark of a kind, and how many."""
    for state in dict.fromkeys(states):
        many = str(states.count(state))
        box = Box(x - 7, y - 8, 16 + width(many, NUMBER, "bold"), 16)
        sheet.rect(box, PAPER, MARKS, 4)
        glyph(sheet, x, y, 4.8, state)
        sheet.text((x + 7, y + NUMBER * 0.35), many, NUMBER, box, "bold", aside=True)
        x += box.w + 1
