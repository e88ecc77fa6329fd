"""A large sheet on small paper: which part of it each A4 sheet shows, and how they go together. Millimetres.

Neighbours show the same OVERLAP, so that one is laid under the other and stuck down. A printer cannot print to the edge
of its paper, so each sheet keeps a margin; the outermost TRIM of the large one is blank and is left out.
"""

from dataclasses import dataclass
from math import ceil

SHORT, LONG = 210.0, 297.0
OVERLAP, TRIM, LEAST_MARGIN = 10.0, 10.0, 6.0


@dataclass(frozen=True)
class Tile:
    """`x` and `y` are where on the large sheet it begins; rows and columns count from one."""

    row: int
    column: int
    x: float
    y: float


@dataclass(frozen=True)
class Tiling:
    """`w` × `h` is the paper, `shown_w` × `shown_h` the part of it that is printed on."""

    w: float
    h: float
    columns: int
    rows: int
    shown_w: float
    shown_h: float

    @property
    def sheets(self) -> int:
        return self.columns * self.rows

    @property
    def margins(self) -> tuple[float, float]:
        """At each side, and above and below."""
        return (self.w - self.shown_w) / 2, (self.h - self.shown_h) / 2

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """From left to right, row by row."""
        across, down = self.shown_w - OVERLAP, self.shown_h - OVERLAP
        return tuple(
            Tile(row + 1, column + 1, TRIM + column * across, TRIM + row * down)
            for row in range(self.rows)
            for column in range(self.columns)
        )


def tiling(w: float, h: float) -> Tiling:
    """The way that takes the fewest sheets: upright or on their side."""
    return min((_tiling(w, h, SHORT, LONG), _tiling(w, h, LONG, SHORT)), key=lambda found: found.sheets)


def _tiling(w: float, h: float, paper_w: float, paper_h: float) -> Tiling:
    columns, shown_w = _along(w - 2 * TRIM, paper_w)
    rows, shown_h = _along(h - 2 * TRIM, paper_h)
    return Tiling(paper_w, paper_h, columns, rows, shown_w, shown_h)


def _along(length: float, paper: float) -> tuple[int, float]:
    """How many sheets side by side cover a length, and how much each then shows."""
    most = paper - 2 * LEAST_MARGIN
    count = max(1, ceil((length - OVERLAP) / (most - OVERLAP)))
    return count, (length + (count - 1) * OVERLAP) / count
