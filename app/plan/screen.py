"""The plan on a projector: the whole of one moment, and what its other drawings share. No word under 24 px.

One line in focus is drawn by app.plan.focus, opening and closing by app.plan.beside. It is 1920 pixels wide,
and there is room under it for the page's own row of links.
"""

from collections.abc import Sequence

from app.plan import said
from app.plan.fonts import ASCENT, DESCENT, largest, set_lines, width, words
from app.plan.fonts import Line as Words
from app.plan.marks import draw_end, glyph, shape, track
from app.plan.scene import UNDER_WAY, Line, Scene
from app.plan.sheet import EDGE, INK, MARKS, PAPER, RULE, RULES, SOFT, TRACKS, Box, Sheet
from app.plan.stations import draw_disc

W, H, MARGIN, LEAST = 1920.0, 1016.0, 64.0, 24.0
PAGE = Box(MARGIN, 40, W - 2 * MARGIN, H - 52)
SIDE = 640.0  # what says which meeting it is
TITLES, PURPOSES = (60.0, 54.0, 48.0, 42.0, 36.0, 30.0, 27.0, LEAST), (34.0, 31.0, 28.0, 26.0, LEAST)
NAMES, COUNTS = (42.0, 38.0, 35.0, 32.0, 29.0, 27.0, 25.5, LEAST), (28.0, 26.0, LEAST)
TIGHT = 1.1
HERE_R, STATION_R, DOT_R = 40.0, 26.0, 9.0
ROW_MOST, ROW_PAD, MANY_ROWS = 104.0, 2.0, 9
STUB, NAME_AT, NAME_LEAST = (56.0, 176.0), 206.0, 780.0
KIND_HIGH = LEAST * 1.15
WOULD_HELP, MOVING, DONE = ("stuck", "would like help"), ("agreed", "under way"), ("done", "done")
KINDS = (WOULD_HELP, MOVING, DONE)
TOGETHER_KEY = "T"


def entries(scene: Scene) -> tuple[Line | None, ...]:
    """What can be taken one by one: every line, then (None) what goes on beside them or before there are any."""
    of = [*(a.line for a in scene.actions), *(t.line for t in scene.tests), *(s.line for s in scene.sums)]
    loose = None in of
    return (*scene.lines, *((None,) if loose else ()))


def key_of(scene: Scene, line: Line | None) -> str:
    """What is pressed for it: 1 to 9, 0 for the tenth, T for what we do together."""
    return TOGETHER_KEY if line is None else str((scene.lines.index(line) + 1) % 10)


def name_of(scene: Scene, line: Line | None) -> str:
    return line.name if line else said.TOGETHER if scene.lines else said.trunk_head(scene)


def counts(scene: Scene, line: Line | None) -> dict[str, str]:
    """How the actions of one line stand, in words, by the mark that goes with each."""
    key = line.key if line else None
    if scene.in_sum:
        return {s.state: s.said for s in scene.sums if s.line == key}
    states = {"stuck": ("stuck",), "agreed": UNDER_WAY, "done": ("done",)}
    found = {kind: scene.count(*states[kind], line=key, everywhere=False) for kind, _ in KINDS}
    return {kind: f"{found[kind]} {told}" for kind, told in KINDS if found[kind]}


def label(scene: Scene, line: Line | None) -> str:
    """What a screen reader says of it."""
    if line:
        return said.label(scene, line)
    return f"{name_of(scene, None)}: {', '.join(counts(scene, None).values()) or 'nothing yet'}"


# ---------------------------------------------------------------- the whole
def draw(scene: Scene) -> Sheet:
    """Why, the meetings, and a row for each line: its shape, its pattern, its name, and how it stands in words."""
    sheet = Sheet(W, H, f"{scene.title}: {said.which(scene)}", said.stands(scene), "px")
    with sheet.group("Purpose, and how it stands"):
        y = draw_head(sheet, scene, said.as_it_stood(scene)) + 6
        y = _purpose(sheet, scene, y, 34 if len(entries(scene)) > MANY_ROWS else 78)
    with sheet.group("The meetings"):
        y = _stations(sheet, scene, y + 16)
    rows = entries(scene)
    if not rows:
        with sheet.group("Lines"):
            ask = "What shall we do first?" if not scene.in_sum else ""
            sheet.text((MARGIN, y + 110), "Nothing has been agreed yet.", 54, PAGE, "bold")
            sheet.text((MARGIN, y + 180), ask, 44, PAGE, "italic", fill=SOFT, aside=True)
        return sheet
    _Rows(sheet, scene, rows, y + 10).draw()
    return sheet


def draw_head(sheet: Sheet, scene: Scene, stood: str, *, titled: bool = True) -> float:
    """The series at the left, the meeting at the right, and a rule; returns where it ends."""
    room = PAGE.w - SIDE - 40
    size, lines = largest(words(scene.title, "bold"), room, 84, TITLES, TIGHT)
    left = put(sheet, lines, PAGE.x, PAGE.y, size, PAGE)
    y = PAGE.y
    title = scene.stations[scene.here].title if titled else ""
    for text, style, size, ink in (
        (said.which(scene), "bold", 44.0, INK),
        (title, "regular", 26.0, INK),
        (stood, "regular", LEAST, SOFT),
    ):
        y = _at_the_right(sheet, set_lines(words(text, style), SIDE, size), y, size, ink) + (5 if text else 0)
    foot = max(left, y) + 12
    sheet.line((PAGE.x, foot), (PAGE.right, foot), INK, 4, layer=RULES)
    return foot


def put(sheet: Sheet, lines: Sequence[Words], x: float, y: float, size: float, lane: Box, ink: str = INK) -> float:
    """Lines of words from `y` down; returns where they end."""
    for n, runs in enumerate(lines):
        sheet.runs((x, y + (ASCENT + n * TIGHT) * size), runs, size, lane, fill=ink)
    return y + height(lines, size)


def height(lines: Sequence[Words], size: float) -> float:
    return ((len(lines) - 1) * TIGHT + ASCENT + DESCENT) * size if lines else 0.0


def reach(runs: Words, size: float) -> float:
    return max(run.x + width(run.text, size, run.style, rtl=run.rtl) for run in runs)


def _at_the_right(sheet: Sheet, lines: Sequence[Words], y: float, size: float, ink: str) -> float:
    widest = max((reach(runs, size) for runs in lines), default=0.0)
    for n, runs in enumerate(lines):
        x = PAGE.right - (widest if any(run.rtl for run in runs) else reach(runs, size))
        sheet.runs((x, y + (ASCENT + n * TIGHT) * size), runs, size, PAGE, fill=ink)
    return y + height(lines, size)


def _purpose(sheet: Sheet, scene: Scene, y: float, room: float) -> float:
    """Left out where the lines need its room and it is long: they are what a room looks at."""
    size, lines = largest(words(scene.purpose), PAGE.w, room, PURPOSES, TIGHT)
    if height(lines, size) > room < 78:
        return y
    return put(sheet, lines, PAGE.x, y + 10, size, PAGE) + 10


# ---------------------------------------------------------------- the meetings
def _stations(sheet: Sheet, scene: Scene, y: float) -> float:
    """The line of stations as on the wall; numbers and dates as far as there is room for them."""
    step = (PAGE.w - 2 * HERE_R) / max(1, len(scene.stations) - 1)
    xs = [PAGE.x + HERE_R + i * step for i in range(len(scene.stations))]
    y += HERE_R
    here, branch = xs[scene.here], min(scene.branch, scene.present)
    sheet.line((xs[0], y), (xs[-1], y), EDGE, 3, dash="10 8", layer=TRACKS)
    sheet.line((xs[0], y), (here, y), INK, 4, layer=TRACKS)
    sheet.line((xs[0], y), (xs[branch], y), INK, 12, layer=TRACKS)
    for i, station in enumerate(scene.stations):
        if i != scene.here and abs(xs[i] - here) > HERE_R + DOT_R:
            _station(sheet, xs[i], y, station.number, held=station.held, numbered=step > 2.3 * STATION_R)
    sheet.draw(MARKS, f'<circle cx="{here:.1f}" cy="{y:.1f}" r="{HERE_R + 6:.1f}" fill="{PAPER}"/>')
    at = scene.stations[scene.here]
    draw_disc(sheet, here, y, HERE_R, at.number, held=at.held)
    _dates(sheet, scene, xs, y + HERE_R + 6)
    return y + HERE_R + 44


def _station(sheet: Sheet, x: float, y: float, number: int, *, held: bool, numbered: bool) -> None:
    if numbered:
        draw_disc(sheet, x, y, STATION_R, number, held=held, soft=not held)
        return
    edge = INK if held else EDGE
    fill = INK if held else PAPER
    sheet.draw(MARKS, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT_R}" fill="{fill}" stroke="{edge}" stroke-width="3"/>')


def _dates(sheet: Sheet, scene: Scene, xs: list[float], y: float) -> None:
    """First the day of the meeting we are at; of the others those that do not come too close."""
    taken: list[Box] = []
    order = [scene.here, *(i for i in range(len(xs)) if i != scene.here)]
    for i in order:
        here = i == scene.here
        date, style = said.day(scene.stations[i]), "bold" if here else "regular"
        told = f"We are here, {date}" if here and date else "We are here" if here else date
        w = width(told, LEAST, style)
        left = min(max(xs[i] - w / 2, PAGE.x), PAGE.right - w)
        box = Box(left - 14, y, w + 28, LEAST)
        if told and not any(box.overlaps(other) for other in taken):
            sheet.text((left, y + ASCENT * LEAST), told, LEAST, PAGE, style, fill=INK if here else SOFT)
            taken.append(box)


# ---------------------------------------------------------------- a row for each line
class _Rows:
    """Rows of one height; the counts stand in columns."""

    def __init__(self, sheet: Sheet, scene: Scene, rows: tuple[Line | None, ...], y: float) -> None:
        self.sheet, self.scene, self.rows, self.y = sheet, scene, rows, y
        self.high = min(ROW_MOST, (PAGE.bottom - y) / (len(rows) + 1))
        told = [*(counts(scene, line) for line in rows), dict(said.whole(scene))]
        self.size, self.columns = next(
            (size, found)
            for size in COUNTS
            if (found := _columns(told, size))[0] > NAME_AT + NAME_LEAST or size == LEAST
        )

        self.name_size = next((size for size in NAMES if self._fits(size)), LEAST)
        self.kinds = self._fits(self.name_size)

    def draw(self) -> None:
        for n, line in enumerate(self.rows):
            with self.sheet.group(label(self.scene, line)):
                self._row(line, Box(PAGE.x, self.y + n * self.high, PAGE.w, self.high))
        foot = Box(PAGE.x, self.y + len(self.rows) * self.high, PAGE.w, self.high)
        with self.sheet.group("In all"):
            self.sheet.line((foot.x, foot.y), (foot.right, foot.y), INK, 3)
            self._counts(dict(said.whole(self.scene)), foot)
            self.sheet.text((PAGE.x + NAME_AT, self._base(foot)), "In all", self.size, foot, "bold", aside=True)

    def _base(self, box: Box) -> float:
        return box.y + box.h / 2 + self.size * 0.34

    def _row(self, line: Line | None, box: Box) -> None:
        sheet, y = self.sheet, box.y + box.h / 2
        if box.y > self.y + 1:
            sheet.line((box.x, box.y), (box.right, box.y), RULE, 1.5)
        sheet.text((box.x, y + 28 * 0.34), key_of(self.scene, line), 28, box, fill=SOFT, aside=True)
        draw_stub(sheet, line, box.x + STUB[0], box.x + STUB[1], y, min(22.0, box.h * 0.26))
        self._name(line, box)
        self._counts(counts(self.scene, line), box)

    def _set(self, line: Line | None, size: float) -> list[Words]:
        return set_lines(words(name_of(self.scene, line), "bold"), self.columns[0] - 30 - NAME_AT, size)

    def _fits(self, size: float) -> bool:
        """Whether every name has room over the words for its kind."""
        room = self.high - ROW_PAD - 6 - KIND_HIGH
        return all(height(self._set(line, size), size) <= room for line in self.rows)

    def _name(self, line: Line | None, box: Box) -> None:
        """The name, and under it more quietly what kind of line it is or how it ended."""
        lines = self._set(line, self.name_size)
        high, kind = height(lines, self.name_size), _kind(line) if self.kinds else ""
        y = box.y + (box.h - high - (KIND_HIGH if kind else 0)) / 2
        y = put(self.sheet, lines, box.x + NAME_AT, y, self.name_size, box)
        at = (box.x + NAME_AT, y + LEAST * 0.92)
        self.sheet.text(at, kind, LEAST, box, "italic", fill=SOFT)

    def _counts(self, told: dict[str, str], box: Box) -> None:
        for (kind, _), x in zip(KINDS, self.columns, strict=True):
            if kind in told:
                glyph(self.sheet, PAGE.x + x + 14, box.y + box.h / 2, 13 if kind == "stuck" else 12, kind)
                at = (PAGE.x + x + 40, self._base(box))
                self.sheet.text(at, told[kind], self.size, box, "bold" if kind == "stuck" else "regular")


def _columns(told: Sequence[dict[str, str]], size: float) -> tuple[float, ...]:
    """Where each kind of count begins, from the left of the page."""
    at, found = PAGE.w, list[float]()
    for kind, _ in reversed(KINDS):
        widest = max((width(row[kind], size, "bold") for row in told if kind in row), default=0.0)
        at -= widest + (80 if widest and found else 40 if widest else 0)
        found.append(at)
    return tuple(reversed(found))


def draw_stub(sheet: Sheet, line: Line | None, x1: float, x2: float, y: float, w: float) -> None:
    """A short stretch of the line with its shape, its pattern and its end."""
    if line is None:
        sheet.line((x1, y), (x2, y), INK, w * 0.6, layer=TRACKS)
        return
    if line.end:
        draw_end(sheet, x1, x2, y, w, line.colour, line.challenge, line.end)
    else:
        track(sheet, x1, x2 - 32, y, w * 0.5 if line.resting else w, line.colour, line.challenge)
        sheet.line((x2 - 32, y), (x2, y), line.colour, 4, dash="10 7", layer=TRACKS)
    shape(sheet, x1, y, w, line.shape, line.colour)


def _kind(line: Line | None) -> str:
    if line is None:
        return ""
    return said.ENDS[line.end].lower() if line.end else said.challenge(line)
