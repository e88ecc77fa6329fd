"""The marks of the plan: before an action, in a test's pill, at the start of a line, and the line itself.

Nothing is told by colour alone: every state, sign and line differs in shape.
"""

import math
from collections.abc import Callable, Sequence

from app.plan.fonts import width
from app.plan.sheet import INK, MARKS, PAPER, TRACKS, Box, Point, Sheet


def glyph(sheet: Sheet, x: float, y: float, r: float, state: str, colour: str = INK) -> None:
    """The mark before an action; its centre is x, y."""
    sheet.draw(MARKS, GLYPHS[state](x, y, r, colour))


def _ring(x: float, y: float, r: float, colour: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" fill="#fff" stroke="{colour}"'
        f' stroke-width="{r * 0.34:.2f}"{dashes}/>'
    )


def _agreed(x: float, y: float, r: float, colour: str) -> str:
    return _ring(x, y, r, colour)


def _started(x: float, y: float, r: float, colour: str) -> str:
    half = f"M{x:.2f} {y - r:.2f}a{r:.2f} {r:.2f} 0 0 1 0 {2 * r:.2f}z"
    return _ring(x, y, r, colour) + f'<path d="{half}" fill="{colour}"/>'


def _done(x: float, y: float, r: float, colour: str) -> str:
    disc = f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r * 1.1:.2f}" fill="{colour}"/>'
    return disc + tick(x, y, r * 0.95, "#fff", r * 0.374)


def _arrow(x: float, y: float, r: float, colour: str) -> str:
    return (
        f'<path d="M{x - r * 0.5:.2f} {y:.2f}h{r:.2f}m{-r * 0.4:.2f} {-r * 0.42:.2f}l{r * 0.42:.2f} {r * 0.42:.2f}'
        f'l{-r * 0.42:.2f} {r * 0.42:.2f}" fill="none" stroke="{colour}" stroke-width="{r * 0.34:.2f}"/>'
    )


def _handed_on(x: float, y: float, r: float, colour: str) -> str:
    return _ring(x, y, r, colour) + _arrow(x, y, r, colour)


def _parked(x: float, y: float, r: float, colour: str) -> str:
    return _ring(x, y, r, colour, f"{r * 0.306:.2f} {r * 0.374:.2f}")


def _let_go(x: float, y: float, r: float, colour: str) -> str:
    bar = f'<path d="M{x - r * 0.5:.2f} {y:.2f}h{r:.2f}" stroke="{colour}" stroke-width="{r * 0.374:.2f}"/>'
    return _ring(x, y, r, colour) + bar


def _asked(x: float, y: float, r: float, colour: str) -> str:
    return _ring(x, y, r, colour) + question(x, y, r, colour)


def _proposed(x: float, y: float, r: float, colour: str) -> str:
    return _ring(x, y, r, colour, f"{r * 0.748:.2f} {r * 0.476:.2f}") + question(x, y, r, colour)


def _stuck(x: float, y: float, r: float, colour: str) -> str:
    square = f'<rect x="{x - r:.2f}" y="{y - r:.2f}" width="{2 * r:.2f}" height="{2 * r:.2f}" fill="{colour}"/>'
    return square + _pause(x, y, r, "#fff")


GLYPHS: dict[str, Callable[[float, float, float, str], str]] = {
    "agreed": _agreed,
    "started": _started,
    "done": _done,
    "handed_on": _handed_on,
    "parked": _parked,
    "let_go": _let_go,
    "asked": _asked,
    "proposed": _proposed,
    "stuck": _stuck,
}


def tick(x: float, y: float, r: float, colour: str, weight: float) -> str:
    return (
        f'<path d="M{x - r * 0.5:.2f} {y:.2f}l{r * 0.36:.2f} {r * 0.4:.2f}l{r * 0.66:.2f} {-r * 0.8:.2f}" fill="none"'
        f' stroke="{colour}" stroke-width="{weight:.2f}"/>'
    )


def question(x: float, y: float, r: float, colour: str) -> str:
    hook = (
        f"M{x - r * 0.3:.2f} {y - r * 0.25:.2f}c0 {-r * 0.5:.2f} {r * 0.65:.2f} {-r * 0.45:.2f} {r * 0.6:.2f} 0"
        f"c0 {r * 0.3:.2f} {-r * 0.3:.2f} {r * 0.25:.2f} {-r * 0.3:.2f} {r * 0.5:.2f}"
    )
    return (
        f'<path d="{hook}" fill="none" stroke="{colour}" stroke-width="{r * 0.26:.2f}"/>'
        f'<circle cx="{x:.2f}" cy="{y + r * 0.58:.2f}" r="{r * 0.17:.2f}" fill="{colour}"/>'
    )


def _pause(x: float, y: float, r: float, colour: str) -> str:
    return "".join(
        f'<rect x="{x + at * r:.2f}" y="{y - r * 0.5:.2f}" width="{r * 0.28:.2f}" height="{r:.2f}" fill="{colour}"/>'
        for at in (-0.42, 0.14)
    )


def spark(sheet: Sheet, x: float, y: float, r: float, colour: str = INK) -> None:
    """A quick win: a star of four points."""
    near = r * 0.26
    compass = ((0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1))
    reach = (r, near) * 4
    points = " ".join(f"{x + a * q:.2f},{y + b * q:.2f}" for (a, b), q in zip(compass, reach, strict=True))
    sheet.draw(MARKS, f'<polygon points="{points}" fill="{colour}"/>')


# ---------------------------------------------------------------- tests
def sign(x: float, y: float, r: float, name: str) -> str:
    """The mark in a test's pill."""
    return SIGN_MARKS[name](x, y, r)


def _running(x: float, y: float, r: float) -> str:
    return "".join(
        f'<circle cx="{x + d * r * 0.6:.2f}" cy="{y:.2f}" r="{r * 0.19:.2f}" fill="{INK}"/>' for d in (-1, 0, 1)
    )


def _adapt(x: float, y: float, r: float) -> str:
    return (
        f'<path d="M{x + r * 0.62:.2f} {y:.2f}a{r * 0.62:.2f} {r * 0.62:.2f} 0 1 1 {-r * 0.25:.2f} {-r * 0.5:.2f}"'
        f' fill="none" stroke="{INK}" stroke-width="{r * 0.32:.2f}"/>'
        f'<path d="M{x + r * 0.05:.2f} {y - r * 0.72:.2f}h{r * 0.62:.2f}v{r * 0.6:.2f}z" fill="{INK}"/>'
    )


def _abandon(x: float, y: float, r: float) -> str:
    return (
        f'<path d="M{x - r * 0.5:.2f} {y - r * 0.5:.2f}l{r:.2f} {r:.2f}m0 {-r:.2f}l{-r:.2f} {r:.2f}" stroke="{INK}"'
        f' stroke-width="{r * 0.352:.2f}"/>'
    )


SIGN_MARKS: dict[str, Callable[[float, float, float], str]] = {
    "planned": lambda x, y, r: question(x, y, r, INK),
    "running": _running,
    "adopt": lambda x, y, r: tick(x, y, r * 1.15, INK, r * 0.384),
    "adapt": _adapt,
    "abandon": _abandon,
    "handed_on": lambda x, y, r: _arrow(x, y, r * 1.2, INK),
}


NEXT_SIGN = 1.15  # from one sign to the next in one pill, of the type size


def pill_width(tag: str, size: float, signs: int = 1) -> float:
    tagged = width(tag, size, "bold") + size * 0.5 if tag else size * 0.35
    return tagged + size * (1.65 + NEXT_SIGN * (signs - 1))


def pill(sheet: Sheet, at: Point, size: float, tag: str, signs: Sequence[str], colour: str = INK) -> float:
    """Rounds of a test on its line; `at` is the middle of its left edge. Returns its width. The key's has no tag."""
    x, y = at
    w, h = pill_width(tag, size, len(signs)), size * 1.5
    dash = f"{size * 0.3:.2f} {size * 0.22:.2f}" if signs[-1] == "planned" else ""
    box = Box(x, y - h / 2, w, h)
    sheet.rect(box.inset(-size * 0.14, -size * 0.14), PAPER, MARKS, h * 0.58)
    sheet.solids.append(box)
    sheet.rect(box, PAPER, MARKS, h / 2, colour, size * 0.17, dash)
    if tag:
        sheet.text((x + size * 0.5, y + size * 0.35), tag, size, box, "bold")
        sheet.pills += len(signs)
    for n, name in enumerate(reversed(signs)):
        sheet.draw(MARKS, sign(x + w - size * ((0.93 if tag else 1.0) + NEXT_SIGN * n), y, size * 0.5, name))
    return w


# ---------------------------------------------------------------- lines
SIDES = {
    "square": (4, 45.0, 1.2),
    "triangle": (3, -90.0, 1.2),
    "diamond": (4, 0.0, 1.15),
    "pentagon": (5, -90.0, 1.05),
    "hexagon": (6, 0.0, 1.05),
}


def shape(sheet: Sheet, x: float, y: float, r: float, name: str, colour: str) -> None:
    """The shape a line begins with, a little paper round it."""
    sheet.solids.append(Box(x - r, y - r, 2 * r, 2 * r))
    sheet.draw(MARKS, _shape(x, y, r * 1.28, name, PAPER) + _shape(x, y, r, name, colour))


def _shape(x: float, y: float, r: float, name: str, fill: str) -> str:
    if name == "circle":
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r * 0.95:.2f}" fill="{fill}"/>'
    if name == "bar":
        return (
            f'<rect x="{x - r * 0.45:.2f}" y="{y - r:.2f}" width="{r * 0.9:.2f}" height="{2 * r:.2f}" fill="{fill}"/>'
        )
    if name == "cross":
        a, b = r * 0.36, r * 0.64
        return (
            f'<path d="M{x - a:.2f} {y - r:.2f}h{2 * a:.2f}v{b:.2f}h{b:.2f}v{2 * a:.2f}h{-b:.2f}v{b:.2f}h{-2 * a:.2f}'
            f'v{-b:.2f}h{-b:.2f}v{-2 * a:.2f}h{b:.2f}z" fill="{fill}"/>'
        )
    corners = _star(r * 1.25) if name == "star" else _regular(r, *SIDES[name])
    points = " ".join(f"{x + dx:.2f},{y + dy:.2f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{fill}"/>'


def _regular(r: float, sides: int, turn: float, grow: float) -> list[tuple[float, float]]:
    return [_polar(r * grow, turn + 360 * i / sides) for i in range(sides)]


def _star(r: float) -> list[tuple[float, float]]:
    return [_polar(r * (0.45 if i % 2 else 1), 36 * i - 90) for i in range(10)]


def _polar(r: float, degrees: float) -> tuple[float, float]:
    return r * math.cos(math.radians(degrees)), r * math.sin(math.radians(degrees))


def track(sheet: Sheet, x1: float, x2: float, y: float, w: float, colour: str, challenge: str) -> None:
    """One stretch of a line: solid, two rails, broken middle, or dotted middle."""
    if x2 <= x1:
        return
    start, end = (x1, y), (x2, y)
    sheet.line(start, end, colour, w, layer=TRACKS)
    if challenge == "adaptive":
        sheet.line(start, end, PAPER, w * 0.4, layer=TRACKS)
    elif challenge == "mixed":
        sheet.line(start, end, PAPER, w * 0.36, dash=f"{w * 1.1:.2f} {w * 0.8:.2f}", layer=TRACKS)
    elif challenge == "not_yet_known":
        sheet.line(start, end, PAPER, w * 0.4, dash=f"0 {w * 0.95:.2f}", layer=TRACKS, cap="round")


# ---------------------------------------------------------------- how a line ends
END_MARKS = ("carries_on", "business_as_usual", "set_aside", "merged")


def end_width(weight: float) -> float:
    """What an end takes of a line of that weight, at most."""
    return 6 + weight * 2.6


def draw_end(sheet: Sheet, x1: float, x2: float, y: float, w: float, colour: str, challenge: str, end: str) -> None:
    """A stretch of a line that ends at `x2`: in an arrow, in a bar for business as usual, or in blocks that fade."""
    if end == "carries_on":
        long, half = w * 1.5, w * 0.9
        track(sheet, x1, x2 - long + 0.1, y, w, colour, challenge)
        head = f"M{x2 - long:.2f} {y - half:.2f}L{x2:.2f} {y:.2f}L{x2 - long:.2f} {y + half:.2f}z"
        sheet.draw(TRACKS, f'<path d="{head}" fill="{colour}"/>')
    elif end == "business_as_usual":
        track(sheet, x1, x2 - w * 0.5, y, w, colour, challenge)
        sheet.line((x2 - w * 0.25, y - w * 0.9), (x2 - w * 0.25, y + w * 0.9), colour, w * 0.5, layer=TRACKS)
    else:
        x = x2 - w * 2.6
        track(sheet, x1, x, y, w, colour, challenge)
        for wide, high in ((0.5, 0.85), (0.36, 0.65), (0.22, 0.45)):
            x += w * 0.38
            sheet.line((x, y), (x + w * wide, y), colour, w * high, layer=TRACKS)
            x += w * wide


def end_mark(sheet: Sheet, x: float, y: float, size: float, end: str, colour: str) -> None:
    """The same in small, before the words that say what a line becomes."""
    if end == "carries_on":
        d = f"M{x:.2f} {y - size * 0.5:.2f}l{size:.2f} {size * 0.5:.2f}l{-size:.2f} {size * 0.5:.2f}z"
        sheet.draw(MARKS, f'<path d="{d}" fill="{colour}"/>')
    elif end == "business_as_usual":
        sheet.line((x, y), (x + size * 0.7, y), colour, size * 0.4, layer=MARKS)
        sheet.line((x + size * 0.8, y - size * 0.5), (x + size * 0.8, y + size * 0.5), colour, size * 0.3, layer=MARKS)
    else:
        for n, w in enumerate((0.36, 0.26, 0.16)):
            at = x + n * size * 0.42
            sheet.line((at, y), (at + size * w, y), colour, size * (0.8 - n * 0.2), layer=MARKS)
