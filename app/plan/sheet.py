"""Paper with words and marks on it. Real text; every word keeps its box, so that a test can look at it.

What is drawn belongs to a group with a label, in reading order, so that a screen reader meets the sheet as an eye does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

from app.plan.bidi import runs_right_to_left
from app.plan.carried import embedded
from app.plan.faces import FAMILY
from app.plan.fonts import ASCENT, DESCENT, Line, width
from app.plan.shaping import Piece, placed, plain

INK, SOFT, RULE, EDGE, PAPER = "#1b1f24", "#47515b", "#c9d0d6", "#66717c", "#ffffff"
NOW, FUTURE = "#eef2f5", "#fff7df"
FAMILIES = f"'{FAMILY}', '{FAMILY} Variable', 'Atkinson Hyperlegible', Verdana, sans-serif"
BACK, RULES, TRACKS, MARKS, WORDS = range(5)
Point = tuple[float, float]
LOOK = {"regular": "", "bold": ' font-weight="700"', "italic": ' font-style="italic"'}
NOT_XML = {0xFFFE: "�", 0xFFFF: "�"} | dict.fromkeys(range(0xD800, 0xE000), "�")


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, dx: float, dy: float) -> "Box":
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def overlaps(self, other: "Box", slack: float = 0.05) -> bool:
        return (
            self.x + slack < other.right
            and other.x + slack < self.right
            and self.y + slack < other.bottom
            and other.y + slack < self.bottom
        )

    def holds(self, other: "Box", slack: float = 0.05) -> bool:
        return (
            other.x >= self.x - slack
            and other.right <= self.right + slack
            and other.y >= self.y - slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    box: Box
    size: float
    lane: Box  # where it has to stay
    style: str
    aside: bool  # the drawing's own: a prompt, a "who", "and 2 more on the list"
    rtl: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """How it is drawn, a face at a time."""
        if plain(self.text) and not self.rtl:
            return (Piece(self.text, FAMILY, self.box.w / self.size),)
        return placed(self.text, self.style, rtl=self.rtl)


@dataclass
class Group:
    label: str
    layers: dict[int, list[str]] = field(default_factory=lambda: {TRACKS: [], MARKS: [], WORDS: []})


@dataclass
class Sheet:
    """Drawn on in any order; the ground and the rules lie under everything, then group after group."""

    w: float
    h: float
    title: str = ""
    desc: str = ""
    unit: str = "mm"
    texts: list[Text] = field(default_factory=list)
    solids: list[Box] = field(default_factory=list)  # things no words may touch
    ground: dict[int, list[str]] = field(default_factory=lambda: {BACK: [], RULES: []})
    groups: list[Group] = field(default_factory=list)
    pills: int = 0

    @property
    def box(self) -> Box:
        return Box(0, 0, self.w, self.h)

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        """What is drawn meanwhile belongs together and is announced by `label`."""
        self.groups.append(Group(label))
        yield

    def draw(self, layer: int, svg: str) -> None:
        if layer in self.ground:
            self.ground[layer].append(svg)
        else:
            self.groups[-1].layers[layer].append(svg)

    def rect(
        self,
        box: Box,
        fill: str,
        layer: int = BACK,
        radius: float = 0,
        stroke: str = "",
        weight: float = 0,
        dash: str = "",
    ) -> None:
        edge = f' stroke="{stroke}" stroke-width="{weight:.2f}"' if stroke else ""
        corners = f' rx="{radius:.2f}"' if radius else ""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.draw(
            layer,
            f'<rect x="{box.x:.2f}" y="{box.y:.2f}" width="{box.w:.2f}" height="{box.h:.2f}"{corners} fill="{fill}"'
            f"{edge}{dashes}/>",
        )

    def line(
        self,
        start: Point,
        end: Point,
        colour: str,
        weight: float,
        *,
        dash: str = "",
        layer: int = RULES,
        cap: str = "",
    ) -> None:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        caps = f' stroke-linecap="{cap}"' if cap else ""
        self.draw(
            layer,
            f'<path d="M{start[0]:.2f} {start[1]:.2f}L{end[0]:.2f} {end[1]:.2f}" stroke="{colour}"'
            f' stroke-width="{weight:.2f}"{caps}{dashes}/>',
        )

    def text(  # noqa: PLR0913
        self,
        at: Point,
        words: str,
        size: float,
        lane: Box,
        style: str = "regular",
        *,
        fill: str = INK,
        anchor: str = "start",
        aside: bool = False,
        rtl: bool | None = None,
    ) -> float:
        """Words that stand on the point `at`; returns their width. `rtl`: how the whole runs that they are part of."""
        if not words:
            return 0.0
        simple = not rtl and plain(words)
        rtl = not simple and (runs_right_to_left((words,)) if rtl is None else rtl)
        (x, y), w = at, width(words, size, style, rtl=rtl)
        left = x if anchor == "start" else x - w if anchor == "end" else x - w / 2
        text = Text(words, Box(left, y - ASCENT * size, w, (ASCENT + DESCENT) * size), size, lane, style, aside, rtl)
        self.texts.append(text)
        ink = "" if fill == INK else f' fill="{fill}"'
        if not simple:
            self.draw(WORDS, _in_pieces(text, y, f"{ink}{LOOK[style]}"))
            return w
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.draw(
            WORDS,
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}"{ink}{LOOK[style]}{place}>{_written(words)}</text>',
        )
        return w

    def runs(self, at: Point, runs: Line, size: float, lane: Box, *, fill: str = INK, aside: bool = False) -> None:
        """One line of words in its styles; what is in italics is said more quietly."""
        for run in runs:
            quiet = SOFT if run.style == "italic" else fill
            where = (at[0] + run.x, at[1])
            self.text(where, run.text, size, lane, run.style, fill=quiet, aside=aside, rtl=run.rtl)

    def svg(self, *, embed_font: bool = False) -> str:
        """For a page, which brings the typeface; or a file of its own, which carries the letters it uses."""
        parts = [self._opening(standalone=embed_font), *self.ground[BACK], *self.ground[RULES]]
        for group in self.groups:
            parts.append(f'<g role="group" aria-label="{_written(group.label)}">')
            parts += [mark for layer in group.layers.values() for mark in layer]
            parts.append("</g>")
        return "\n".join([*parts, "</svg>\n"])

    def _opening(self, *, standalone: bool) -> str:
        size, name = "", f' aria-label="{_written(self.title)}"'
        said = f"<desc>{_written(self.desc)}</desc>"
        if standalone:
            size, name = f' width="{self.w:g}{self.unit}" height="{self.h:g}{self.unit}"', ""
            said = f"<title>{_written(self.title)}</title>\n{said}\n<style>{self._faces()}</style>"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg"{size} viewBox="0 0 {self.w:g} {self.h:g}" role="group"{name}'
            f' font-family="{FAMILIES}" fill="{INK}" text-rendering="geometricPrecision">\n{said}\n'
            f'<rect width="{self.w:g}" height="{self.h:g}" fill="{PAPER}"/>'
        )

    def _faces(self) -> str:
        used: dict[tuple[str, str], set[str]] = {}
        for text in self.texts:
            for piece in text.pieces:
                style = text.style if piece.family == FAMILY or text.style == "bold" else "regular"
                used.setdefault((piece.family, style), {" "}).update(piece.text)
        return "".join(embedded(*face, frozenset(letters)) for face, letters in sorted(used.items()))


def _in_pieces(text: Text, y: float, look: str) -> str:
    """A line that one face cannot draw, or that does not run to the right: every piece has its place and its family."""
    parts: list[str] = []
    for piece in text.pieces:
        if parts and piece.text == " ":  # nothing to see, but words that are copied stay apart
            parts[-1] += " "
            continue
        family = "" if piece.family == FAMILY else f' font-family="{piece.family}" font-style="normal"'
        size = "" if piece.size == 1.0 else f' font-size="{text.size * piece.size:.2f}"'
        parts.append(f'<tspan x="{text.box.x + piece.x * text.size:.2f}"{family}{size}>{_written(piece.text)}')
    spans = "".join(f"{part}</tspan>" for part in parts)
    return f'<text y="{y:.2f}" font-size="{text.size:.2f}"{look}>{spans}</text>'


def _written(words: str) -> str:
    return escape(words.translate(NOT_XML))
