"""How large the words of the map are, and how much has been folded into numbers: tried from the best to the last."""

from dataclasses import dataclass

from app.plan.paper import POINT, SMALLEST, points

PRESENT_SIZES = points(40, 36, 33, 30, 28, 26, 24, 22, 20, 19, 18, 17, 16, 15, 14)
NAME_SIZES = points(34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14)
PAST_MOST, LESS = 17 * POINT, 4 * POINT  # the past is set this much smaller than the present
MOST_COUNTED = 4  # past columns beside the lines that may be said as numbers: all of them


@dataclass(frozen=True, slots=True)
class Setting:
    size: float
    with_help: bool = True
    counted: int = 0  # how many past columns, oldest first, are said as numbers
    fold_present: bool = False

    @property
    def past(self) -> float:
        return max(SMALLEST, min(self.size - LESS, PAST_MOST))

    @property
    def track_at(self) -> float:
        """From the top of a lane to its line."""
        return 4 + self.size * 0.55

    @property
    def text_at(self) -> float:
        return self.track_at + max(7.5, 2.5 + self.size * 0.9)

    @property
    def foot(self) -> float:
        return 1.5 + self.size * 0.55


SETTINGS = (
    *(Setting(size) for size in PRESENT_SIZES),
    *(Setting(SMALLEST, counted=n) for n in range(1, MOST_COUNTED)),
    *(Setting(size, counted=MOST_COUNTED) for size in PRESENT_SIZES[-4:]),
    Setting(SMALLEST, with_help=False, counted=MOST_COUNTED),
    Setting(SMALLEST, with_help=False, counted=MOST_COUNTED, fold_present=True),
)
