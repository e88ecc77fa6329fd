"""The small plan, for the home of a series: stations and lines in one strip, a mark for each action. Pixels."""

from app.plan import said
from app.plan.fonts import Line as Words
from app.plan.fonts import largest, width, words
from app.plan.marks import glyph, shape, track
from app.plan.scene import Line, Scene
from app.plan.sheet import EDGE, INK, MARKS, PAPER, SOFT, TRACKS, Sheet
from app.plan.stations import draw_disc

WIDTH, LEFT, RIGHT = 860.0, 30.0, 24.0
STATIONS_AT, LANES_AT, ROW = 34.0, 74.0, 31.0
NAME_W, NAME_SIZES, NAME_LEADING = 330.0, (15.0, 14.0, 13.0, 12.0), 1.08
DATE = 15.0
MARKED = ("stuck", "started", "agreed", "asked", "proposed", "done")
MARK_GAP, FIRST_MARK = 13.0, 26.0


def draw(scene: Scene) -> Sheet:
    """It says how many things there are and of what kind, not which: the wall and the plan in words do."""
    rows = len(scene.lines)
    sheet = Sheet(
        WIDTH, LANES_AT + 4 + ROW * rows + (6 if rows else 0), f"{scene.title}, in small", said.stands(scene), "px"
    )
    strip = _Strip(scene)
    with sheet.group("The meetings"):
        _draw_trunk(sheet, strip)
        _draw_stations(sheet, strip)
    if _states(scene, None):
        with sheet.group(said.trunk_label(scene)):
            _draw_marks(sheet, strip, None, STATIONS_AT)
    for n, line in enumerate(scene.lines):
        with sheet.group(said.label(scene, line)):
            _draw_line(sheet, strip, line, LANES_AT + ROW * (n + 0.5))
    return sheet


class _Strip:
    """Where the stations stand."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.right = WIDTH - (NAME_W if scene.lines else RIGHT)
        self.step = (self.right - LEFT) / len(scene.stations)
        self.xs = [LEFT + i * self.step for i in range(len(scene.stations))]


def _draw_trunk(sheet: Sheet, strip: _Strip) -> None:
    scene, xs, y = strip.scene, strip.xs, STATIONS_AT
    sheet.line((xs[0], y), (strip.right, y), EDGE, 2, dash="6 5", layer=TRACKS)
    sheet.line((xs[0], y), (xs[scene.here], y), INK, 3, layer=TRACKS)
    sheet.line((xs[0], y), (xs[min(scene.branch, scene.here)], y), INK, 7, layer=TRACKS)
    if scene.lines:
        x, foot = xs[scene.branch], LANES_AT + ROW * (len(scene.lines) - 0.5)
        sheet.line((x, y), (x, foot), INK, 4, layer=TRACKS)


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


def _draw_line(sheet: Sheet, strip: _Strip, line: Line, y: float) -> None:
    scene, xs = strip.scene, strip.xs
    start, now = xs[line.start], xs[scene.present]
    end = min(now + strip.step, strip.right)
    track(sheet, start, now, y, 4, line.colour, "technical")
    track(sheet, now, end, y, 4 if line.resting else 8, line.colour, line.challenge)
    if not line.end:
        sheet.line((end, y), (strip.right - 6, y), line.colour, 1.6, dash="4 4", layer=TRACKS)
    shape(sheet, start, y, 7, line.shape, line.colour)
    _draw_marks(sheet, strip, line.key, y)
    _draw_name(sheet, strip.right + 4, y, line)


def _draw_name(sheet: Sheet, x: float, y: float, line: Line) -> None:
    size, lines = largest(words(line.name), NAME_W - 10, ROW, NAME_SIZES, NAME_LEADING)
    for n, runs in enumerate(lines):
        _say(sheet, x, y + size * 0.34 + (n - (len(lines) - 1) / 2) * size * NAME_LEADING, runs, size)


def _say(sheet: Sheet, x: float, y: float, runs: Words, size: float) -> None:
    sheet.runs((x, y), runs, size, sheet.box)


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
        gap = min(MARK_GAP, (strip.step - 34) / max(1, len(states)))
        for n, state in enumerate(states):
            x = strip.xs[interval] + FIRST_MARK + n * gap
            sheet.draw(MARKS, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6.6" fill="{PAPER}"/>')
            glyph(sheet, x, y, 5.4 if state == "stuck" else 4.4, state)
