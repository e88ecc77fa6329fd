"""The map's columns, from left to right: how much paper each stretch of time is given."""

from dataclasses import dataclass

from app.plan.scene import Scene

FULL, FULL_WIDTHS = 60.0, (60.0, 65.0, 70.0, 76.0, 90.0)
TRUNK_JOINED, COUNTS = 86.0, 42.0
NAMES, WRITE, WRITE_WIDE = (76.0, 90.0, 106.0, 122.0), 92.0, 200.0
FUTURE_FIRST, FUTURE_NEXT, FUTURE_MOST, REST = 36.0, 27.0, 4, 44.0
FUTURE_MOST_ON_TRUNK = 5  # there is room while there are no lines
PRESENT_LEAST = 126.0
PAST = ("past", "joined", "counts")


@dataclass(slots=True, eq=False)
class Column:
    """A stretch of the map: one interval, several joined, or the column of names."""

    kind: str  # past, joined, counts, names, present, write, future, rest
    intervals: tuple[int, ...]
    w: float
    x: float = 0.0

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def past(self) -> bool:
        return self.kind in PAST


def columns(
    scene: Scene, left: float, right: float, full: float = FULL, names: float = NAMES[0]
) -> list[Column] | None:
    """Past intervals are `full` wide beside the lines, and all of them where only numbers have to stand in them.

    None if that leaves the present too narrow.
    """
    after = _future(scene)
    named = [Column("names", (), names)] if scene.lines else []
    room = right - left - sum(c.w for c in after + named)
    past = _past(scene, room - PRESENT_LEAST)
    at = next((i for i, c in enumerate(past) if c.intervals[0] >= scene.branch), len(past))
    for n, col in enumerate(past):
        if full == COUNTS or (n >= at and col.kind == "past"):
            col.w = full
    over = room - sum(c.w for c in past)
    if over < PRESENT_LEAST and (full > FULL or names > NAMES[0]):
        return None
    return _placed([*past[:at], *named, *past[at:], Column("present", (scene.present,), over), *after], left)


def _placed(cols: list[Column], left: float) -> list[Column]:
    for col in cols:
        col.x = left
        left += col.w
    return cols


def _past(scene: Scene, room: float) -> list[Column]:
    """The fullest telling of the past that leaves the present its room."""
    past = range(scene.present)
    trunk, later = [i for i in past if i < scene.branch], [i for i in past if i >= scene.branch]
    tellings = [[Column("past", (i,), FULL) for i in past]] if len(past) <= 4 else []
    joined = [Column("joined", tuple(trunk), TRUNK_JOINED)] if trunk else []
    tellings.append(joined + [Column("past", (i,), FULL) for i in later])
    for old in range(1, len(later) + 1):
        counts = Column("counts", tuple(later[:old]), COUNTS)
        tellings.append([*joined, counts, *(Column("past", (i,), FULL) for i in later[old:])])
    return next((t for t in tellings if sum(c.w for c in t) <= room), tellings[-1])


def _future(scene: Scene) -> list[Column]:
    first = scene.present + 1
    ahead = list(range(first, len(scene.stations)))
    out = []
    if scene.opening and scene.here == first:
        out.append(Column("write", (ahead.pop(0),), WRITE if scene.lines else WRITE_WIDE))
    most = FUTURE_MOST if scene.lines else FUTURE_MOST_ON_TRUNK
    keep = ahead if len(ahead) <= most else ahead[:2]
    out += [Column("future", (i,), FUTURE_FIRST if n == 0 else FUTURE_NEXT) for n, i in enumerate(keep)]
    if len(keep) < len(ahead):
        out.append(Column("rest", tuple(ahead[2:]), REST))
    return out
