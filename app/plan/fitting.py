"""Finding the map whose words are largest: how wide the past is, how large the type, how much is said as numbers."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from app.plan.columns import COUNTS, FULL_WIDTHS, NAMES, columns
from app.plan.items import Shelf
from app.plan.lanes import NAME_SIDE, Map, lanes_of
from app.plan.paper import POINT, SMALLEST
from app.plan.scene import Scene
from app.plan.settings import IN_FULL, LAST, PAST_COUNTED, PAST_SIZES, SOME_COUNTED, Setting
from app.plan.sheet import Box
from app.plan.stations import band_bottom

NAME_WANTED = 26 * POINT
FAIR = 18 * POINT  # the present does not go below this for the sake of names
Found = tuple[Map, Setting, float]  # and how wide the past is


def best_map(scene: Scene, box: Box, y: float) -> tuple[Map, Setting]:
    """The map in `box`, whose stations stand at height `y`, and the setting it is drawn in.

    All is told in full if the present can be of a fair size; else the past gives way; at last, all that can.
    """
    search = _Search(scene, box, y)
    found = search.best(FULL_WIDTHS, IN_FULL) or search.with_some_counted()
    found = found or search.best((COUNTS,), PAST_COUNTED) or search.at_last()
    m, setting = search.with_wider_names(found)
    setting = _with_larger_past(m, setting)
    m.long_tags = m.can_say_more(setting)
    return m, setting


class _Search:
    def __init__(self, scene: Scene, box: Box, y: float) -> None:
        self.scene, self.box, self.y = scene, box, y
        self.shelf, self.lanes = Shelf(scene), lanes_of(scene)

    def map(self, full: float, names: float = NAMES[0]) -> Map | None:
        cols = columns(self.scene, self.box.x, self.box.right, full, names)
        if cols is None:
            return None
        top = band_bottom(self.scene, cols, self.y)
        return Map(self.scene, self.shelf, cols, top, self.box.bottom, self.lanes)

    def with_some_counted(self) -> Found | None:
        """The oldest as numbers. Where all would be, they do better in narrow columns."""
        m = self.map(FULL_WIDTHS[0])
        some = SOME_COUNTED[: max(0, len(m.oldest) - 1)] if m else ()
        return self.best(FULL_WIDTHS, some) if some else None

    def at_last(self) -> Found:
        """Everything as numbers that can be; with room for names, where they need more than their lanes have."""
        maps = [m for wide in NAMES if (m := self.map(COUNTS, wide))]
        m = next((m for m in maps if m.keeps(LAST[-1])), maps[-1])
        return m, next((s for s in LAST if m.fits(s)), LAST[-1]), COUNTS

    def best(self, widths: Sequence[float], settings: Sequence[Setting]) -> Found | None:
        """Of the maps that fit the one with the best setting, and of those the one that leaves the past most room."""
        best: Found | None = None
        at = len(settings)
        for full in widths:
            m = self.map(full)
            if m is None:
                continue
            if at and m.fits(settings[at - 1]):
                at = _first(m, settings[:at])
                best = m, _with_larger_past(m, settings[at]), full
            elif best and (larger := _with_larger_past(m, best[1])) is not best[1]:
                best = m, larger, full
        return best

    def with_wider_names(self, found: Found) -> tuple[Map, Setting]:
        """Where names take many lines they are given room, rather than the past or one step of the present."""
        m, setting, full = found
        settings = _a_step_down(replace(setting, past=SMALLEST))
        for wide in NAMES[1:]:
            if not self.scene.lines or not _crowded(m):
                break
            wider = self.map(full, wide)
            able = next((s for s in settings if wider and wider.fits(s)), None)
            if wider is None or able is None:
                break
            m, setting = wider, able
        return m, setting


def _first(m: Map, settings: Sequence[Setting]) -> int:
    """The first that fits, knowing that the last does.

    What fits at one fits at those after it, but for a word that breaks luckily.
    """
    return bisect_left(range(len(settings) - 1), x=True, key=lambda n: m.fits(settings[n]))


def _a_step_down(setting: Setting) -> tuple[Setting, ...]:
    after = IN_FULL[IN_FULL.index(setting) + 1 :] if setting in IN_FULL else ()
    return (setting, *(s for s in after[:1] if s.size >= FAIR))


def _with_larger_past(m: Map, setting: Setting) -> Setting:
    """The same with the past as large as it can be."""
    for size in PAST_SIZES if any(col.past for col in m.cols) else ():
        larger = setting.with_past(size) if size > setting.past else None
        if larger and not m.fits(larger):
            break
        setting = larger or setting
    return setting


def _crowded(m: Map) -> bool:
    em = round((m.names_w - NAME_SIDE) / NAME_WANTED, 4)
    return any(lane.name.count(em) > 2 for lane in m.lanes)
