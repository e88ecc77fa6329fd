"""The measures of the A1 sheet, in millimetres. Type sizes are given in points where that is how they are known."""

POINT = 0.352778
W, H, MARGIN = 841.0, 594.0, 15.0
SMALLEST = 14 * POINT
PANEL, GUTTER = 106.0, 8.0
BAND = 24.0  # from the head down to the line of stations
KEY_ROW = 10.0
THICK, THIN, DASH = 8.0, 3.4, 1.4  # a line where we are, where it has been, where it may go
DISC, DISC_HERE, DISC_SMALL = 10.0, 16.0, 7.5


def points(*sizes: float) -> tuple[float, ...]:
    return tuple(size * POINT for size in sizes)
