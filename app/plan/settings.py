"""How large the words of the map are, and how much has been folded into numbers: tried from the best to the last."""

from dataclasses import dataclass, replace

from app.plan.paper import POINT, SMALLEST, points

PRESENT_SIZES = points(40, 36, 33, 30, 28, 26, 24, 22, 20, 19, 18, 17, 16, 15, 14)
NAME_SIZES = points(34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14)
PAST_SIZES = points(14, 15, 16, 17)
LESS = 4 * POINT  # the past is at least this much smaller than the present
ALL = 99  # more past columns than there can be
FULL_LEAST = 16 * POINT  # rather than set the present smaller, the past is said as numbers


@dataclass(frozen=True, slots=True)
class Setting:
    size: float
    past: float = SMALLEST
    with_help: bool = True
    counted: int = 0  # how many past columns beside the lines, oldest first, are said as numbers
    fold_present: bool = False

    @property
    def track_at(self) -> float:
        """From the top of a lane to its line."""
        return 4 + self.size * 0.55

    @property
    def text_at(self) -> float:
        return self.track_at + max(7.0, 1.5 + self.size * 0.85)

    @property
    def foot(self) -> float:
        return 1 + self.size * 0.45

    def with_past(self, size: float) -> "Setting | None":
        """The same with a larger past, where the present stays larger still."""
        return replace(self, past=size) if size <= self.size - LESS + 1e-9 else None


IN_FULL = tuple(Setting(size) for size in PRESENT_SIZES if size >= FULL_LEAST)
SOME_COUNTED = tuple(Setting(FULL_LEAST, counted=n) for n in (1, 2, 3))
PAST_COUNTED = tuple(Setting(size, counted=ALL) for size in PRESENT_SIZES if size <= 24 * POINT)
LAST = (
    Setting(SMALLEST, with_help=False, counted=ALL),
    Setting(SMALLEST, with_help=False, counted=ALL, fold_present=True),
)
SETTINGS = (*IN_FULL, *SOME_COUNTED, *PAST_COUNTED, *LAST)
