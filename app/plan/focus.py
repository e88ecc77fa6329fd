"""One line of the plan in focus, for a projector: what would help first, then what is open, tests and what is done.

The other lines stand under it as thin keys with their counts. 1920 pixels wide, no word under 24.
"""

from bisect import bisect_left
from collections.abc import Sequence

from app.plan import said
from app.plan.cells import Cell, draw_cell, set_cell
from app.plan.fonts import ASCENT, largest, set_lines, width, words
from app.plan.items import Item, action_item, folded
from app.plan.marks import draw_end, glyph, pill, shape, track
from app.plan.scene import CLOSED, OPEN, Line, Scene, Test
from app.plan.screen import LEAST, PAGE, TIGHT, H, W, counts, entries, height, key_of, label, name_of, put
from app.plan.sheet import INK, MARKS, PAPER, RULE, SOFT, TRACKS, Box, Sheet
from app.plan.stations import draw_disc

NAME_SIZES = (76.0, 68.0, 60.0, 54.0, 48.0, 42.0, 36.0, 31.0, 27.0, LEAST)
SIZES = (48.0, 44.0, 40.0, 36.0, 33.0, 30.0, 28.0, 26.0, LEAST)
THICK, THIN, HERE_R, PAST_R = 26.0, 10.0, 40.0, 25.0
DONE_W, DONE_HEAD = 460.0, "Before this"
KEY_AT, KEY_GAP, KEY_PAD = 108.0, 48.0, 12.0
NUMBERS = {"stuck": " would like help", "agreed": " under way", "done": " done"}
ORDER = (*OPEN, "test", *CLOSED)


def draw(scene: Scene, line: Line | None) -> Sheet:
    """`line` is None for what goes on beside the lines, or before there are any."""
    sheet = Sheet(W, H, f"{name_of(scene, line)}: {said.which(scene)}", label(scene, line), "px")
    keys = _Keys(scene, [other for other in entries(scene) if other != line])
    with sheet.group(label(scene, line)):
        y = _head(sheet, scene, line)
        _words(sheet, scene, line, Box(PAGE.x, y, PAGE.w, PAGE.bottom - keys.high - 24 - y))
    if keys.rows:
        keys.draw(sheet)
    return sheet


def _head(sheet: Sheet, scene: Scene, line: Line | None) -> float:
    """Which series and meeting, and the name of the line."""
    which = said.which(scene)
    stood = "as it opened" if scene.opening else "as it closed"
    right = f"{which}, {stood}" if scene.known_on is None else f"{which}, {said.as_it_stood(scene).split(', ', 1)[-1]}"
    room = PAGE.w - width(right, 28, "bold") - 40
    size, lines = largest(words(scene.title, "bold"), room, 58, (30.0, 27.0, LEAST), TIGHT)
    y = put(sheet, lines, PAGE.x, PAGE.y, size, PAGE)
    sheet.text((PAGE.right, PAGE.y + 28 * ASCENT), right, 28, PAGE, "bold", anchor="end")
    size, lines = largest(words(name_of(scene, line), "bold"), PAGE.w - 86, 130, NAME_SIZES, TIGHT)
    y += 20
    if line:
        shape(sheet, PAGE.x + 30, y + size * 0.42, min(28.0, size * 0.42), line.shape, line.colour)
    y = put(sheet, lines, PAGE.x + (80 if line else 0), y, size, PAGE)
    if line is None:
        return y + 14
    kind = words(line.end_words or said.challenge(line), "italic")
    lines = set_lines(kind, PAGE.w - 80, 28)[:4]
    return put(sheet, lines, PAGE.x + 80, y + 10, 28, PAGE, SOFT) + 14


# ---------------------------------------------------------------- the line and its words
def _words(sheet: Sheet, scene: Scene, line: Line | None, box: Box) -> None:
    key = line.key if line else None
    mine = [a for a in scene.actions if a.line == key]
    past = [action_item(a, past=True, with_help=False) for a in mine if a.interval < scene.present]
    now = [action_item(a, past=False, with_help=True) for a in mine if a.interval >= scene.present]
    now += [
        Item(s.state, words(s.said, "bold" if s.state == "stuck" else "regular")) for s in scene.sums if s.line == key
    ]
    now += [_test(of, rounds) for of, rounds in _tests(scene, key)]
    past, now = (sorted(some, key=lambda item: ORDER.index(item.state)) for some in (past, now))
    split = box.x + (DONE_W + 60 if past else 130)
    y = box.y + HERE_R
    _track(sheet, scene, line, (box.x, split, box.right), y)
    top = y + HERE_R + 16
    if past:
        left = Box(box.x, top, DONE_W, box.bottom - top)
        sheet.text((left.x, top + ASCENT * LEAST), DONE_HEAD, LEAST, left, "bold", fill=SOFT, aside=True)
        inner = Box(left.x, top + 38, left.w, left.h - 38)
        draw_cell(sheet, _cut(past, inner, (LEAST,), 1), inner.x, inner.y, inner, past=True)
    right = Box(split, top, box.right - split, box.bottom - top)
    if now:
        draw_cell(sheet, _cut(now, right, SIZES, 2), right.x, right.y, right, past=False)
    elif line is None or not line.end:
        sheet.text((right.x, top + 40), "Nothing open here now.", 36, right, "italic", fill=SOFT, aside=True)


def _tests(scene: Scene, key: str | None) -> list[tuple[Test, list[Test]]]:
    """Each test that was last on this line, with all its rounds here."""
    by_number: dict[int, list[Test]] = {}
    for test in scene.tests:
        if test.line == key:
            by_number.setdefault(test.number, []).append(test)
    return [(rounds[-1], rounds) for rounds in by_number.values()]


def _test(test: Test, rounds: Sequence[Test]) -> Item:
    """Its title, and what each of its rounds came to."""
    signs = ", then ".join(said.SIGNS[t.sign] for t in rounds if t.sign != "idea")
    told = "; ".join(part for part in (signs, said.aside(test)) if part)
    return Item("test", words(said.test_name(test), "bold") + words(test.title) + words(told, "italic"), of=test)


def _cut(items: Sequence[Item], box: Box, sizes: Sequence[float], most: int) -> Cell:
    """At the largest size that holds all of it; else closed things as numbers, and then what fits and how many more."""
    for size in sizes:
        if (cell := set_cell(items, box.w, size, most)).height <= box.h:
            return cell
    size, some = sizes[-1], folded(items)
    if (cell := set_cell(some, box.w, size, most)).height <= box.h:
        return cell

    def with_some(keep: int) -> Cell:
        return set_cell([*some[:keep], *_more(some[keep:], keep)], box.w, size, most)

    keep = bisect_left(range(len(some) + 1), x=True, key=lambda n: with_some(n).height > box.h) - 1
    return with_some(max(keep, 0))


def _more(left: Sequence[Item], keep: int) -> list[Item]:
    actions, tests = sum(i.stands_for for i in left), sum(i.test for i in left)
    many = [f"{actions} more" if keep else f"{actions} here"] if actions else []
    many += [f"{tests} {'test' if tests == 1 else 'tests'}{' more' if keep else ''}"] if tests else []
    if not many:
        return []
    calls = sum(i.stuck for i in left)
    told = words(f"{'and ' if keep else ''}{' and '.join(many)}, in words", "italic")
    return [Item("more", told + (words(f"{calls} would like help", "bold") if calls else ()))]


def _track(sheet: Sheet, scene: Scene, line: Line | None, at: tuple[float, float, float], y: float) -> None:
    """Thin where it has been, thick where we are, dashed where it may go; the rounds of now as pills on it."""
    left, here, right = at
    drawn = line or Line("", "", "technical", INK, "bar", 0)
    ended = drawn.last is not None and drawn.last < scene.present
    track(sheet, left, here, y, THIN, drawn.colour, drawn.challenge)
    wide = THIN if drawn.resting or ended else THICK
    if drawn.end:
        draw_end(sheet, here, right, y, wide, drawn.colour, drawn.challenge, drawn.end)
    else:
        track(sheet, here, right - 120, y, wide, drawn.colour, drawn.challenge)
        sheet.line((right - 120, y), (right, y), drawn.colour, 5, dash="16 11", layer=TRACKS)
    _stations(sheet, scene, drawn, left, here, y)
    _pills(sheet, scene, line, here + HERE_R + 30, right - 150, y)


def _stations(sheet: Sheet, scene: Scene, line: Line, left: float, here: float, y: float) -> None:
    """The present one, and of those it has passed as many as there is room for."""
    room = int((here - left - HERE_R - PAST_R) // (2.4 * PAST_R))
    passed = range(line.start, scene.present)[-room:] if room > 0 else ()
    step = (here - left - PAST_R) / max(1, len(passed))
    for n, i in enumerate(passed):
        station = scene.stations[i]
        draw_disc(sheet, left + PAST_R + n * step, y, PAST_R, station.number, held=station.held, soft=not station.held)
    present = scene.stations[scene.present]
    sheet.draw(MARKS, f'<circle cx="{here:.1f}" cy="{y:.1f}" r="{HERE_R + 6:.1f}" fill="{PAPER}"/>')
    draw_disc(sheet, here, y, HERE_R, present.number, held=present.held)


def _pills(sheet: Sheet, scene: Scene, line: Line | None, x: float, right: float, y: float) -> None:
    """All of them or none: what each round came to stands in the list as well."""
    key = line.key if line else None
    rounds = [t for t in scene.pills if t.line == key and t.interval == scene.present]
    if rounds and x + sum(width(said.test_name(t), 26, "bold") + 26 * 2.15 + 16 for t in rounds) < right:
        for test in rounds:
            x += pill(sheet, (x, y), 26, said.test_name(test), (test.sign,), line.colour if line else INK) + 16


# ---------------------------------------------------------------- the others
class _Keys:
    """The other lines in two columns: what to press, shape, name, counts."""

    def __init__(self, scene: Scene, others: Sequence[Line | None]) -> None:
        self.scene, self.others = scene, others
        self.w = (PAGE.w - KEY_GAP) / 2
        self.numbers = [self._numbers(line) for line in others]
        self.room = self.w - KEY_AT - max((self._wide(n) for n in self.numbers), default=0) - 16
        self.names = [set_lines(words(name_of(scene, line)), self.room, LEAST) for line in others]
        highs = [max(40.0, height(name, LEAST) + KEY_PAD) for name in self.names]
        self.rows = [max(highs[n : n + 2]) for n in range(0, len(highs), 2)]
        self.high = sum(self.rows) + 12 if self.rows else 0.0

    def _numbers(self, line: Line | None) -> list[tuple[str, str]]:
        return [(kind, said_.removesuffix(NUMBERS[kind])) for kind, said_ in counts(self.scene, line).items()]

    def _wide(self, numbers: Sequence[tuple[str, str]]) -> float:
        return sum(width(number, LEAST, "bold") + 52 for _, number in numbers)

    def draw(self, sheet: Sheet) -> None:
        y = PAGE.bottom - self.high
        sheet.line((PAGE.x, y), (PAGE.right, y), RULE, 2)
        y += 12
        for n, line in enumerate(self.others):
            row, x = self.rows[n // 2], PAGE.x + (n % 2) * (self.w + KEY_GAP)
            with sheet.group(label(self.scene, line)):
                self._key(sheet, n, line, Box(x, y, self.w, row))
            y += row if n % 2 else 0

    def _key(self, sheet: Sheet, n: int, line: Line | None, box: Box) -> None:
        y = box.y + box.h / 2
        sheet.text((box.x, y + LEAST * 0.34), key_of(self.scene, line), LEAST, box, fill=SOFT, aside=True)
        sheet.line((box.x + 34, y), (box.x + 86, y), line.colour if line else INK, 6, layer=TRACKS)
        if line:
            shape(sheet, box.x + 60, y, 12, line.shape, line.colour)
        put(sheet, self.names[n], box.x + KEY_AT, y - height(self.names[n], LEAST) / 2, LEAST, box)
        x = box.right
        for kind, number in reversed(self.numbers[n]):
            x -= sheet.text((x, y + LEAST * 0.34), number, LEAST, box, "bold", anchor="end", aside=True) + 20
            glyph(sheet, x, y, 11, kind)
            x -= 32
