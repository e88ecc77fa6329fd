"""The measures of the A1 sheet, in millimetres. Type sizes are given in points where that is how they are known."""

POINT = 0.352778
W, H, MARGIN = 841.0, 594.0, 15.0
SMALLEST = 14 * POINT
PANEL, PANEL_WIDE, GUTTER = 106.0, 140.0, 8.0
BAND = 26.0  # from the head down to the line of stations
KEY_ROW = 10.0
THICK, THIN, DASH = 8.0, 3.4, 1.4  # a line where we are, where it has been, where it may go
DISC, DISC_HERE = 9.0, 16.0


def points(*sizes: float) -> tuple[float, ...]:
    return tuple(size * POINT for size in sizes)
