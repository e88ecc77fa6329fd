"""The wall: one A1 sheet, landscape, of a series at one of its meetings.

Where we are now at the left, meetings as stations on a line of time, a line for each priority, the future we want at
the right. What is drawn large is what can be read from the door; see docs/plan.md.
"""

from bisect import bisect_left

from app.plan import key, said
from app.plan.columns import COUNTS, FULL_WIDTHS, columns
from app.plan.head import draw_head
from app.plan.items import Shelf
from app.plan.lanes import Map, lanes_of
from app.plan.lines import draw_lane, draw_trunk_lists, name_size
from app.plan.panels import draw_panel
from app.plan.paper import BAND, DISC_HERE, GUTTER, MARGIN, PANEL, H, W
from app.plan.scene import Scene
from app.plan.settings import MOST_COUNTED, PRESENT_SIZES, SETTINGS, Setting
from app.plan.sheet import FUTURE, NOW, Box, Sheet
from app.plan.stations import band_bottom, draw_stations

LEFT, RIGHT = MARGIN + PANEL + GUTTER + DISC_HERE, W - MARGIN - PANEL - GUTTER


def sheets(scene: Scene) -> tuple[Sheet, ...]:
    """The wall, and what goes beside it."""
    return (draw(scene),)


def draw(scene: Scene) -> Sheet:
    which = said.which(scene)
    sheet = Sheet(W, H, f"{scene.title}: the plan at {which[0].lower()}{which[1:]}", said.stands(scene))
    page = Box(MARGIN, MARGIN, W - 2 * MARGIN, H - 2 * MARGIN)
    with sheet.group("Purpose, and how it stands"):
        top = draw_head(sheet, scene, Box(page.x, page.y, page.w, 80))
    marks = key.rows(scene, page.w)
    foot = page.bottom + 3 - key.height(marks)
    body = Box(page.x, top, page.w, foot - 3 - top)
    with sheet.group(said.NOW):
        left = Box(body.x, body.y, PANEL, body.h)
        draw_panel(sheet, left, said.NOW, scene.now, NOW, "What works already? What did the stories tell us?")
    _draw_map(sheet, scene, body)
    with sheet.group(said.FUTURE):
        right = Box(body.right - PANEL, body.y, PANEL, body.h)
        draw_panel(sheet, right, said.FUTURE, scene.future, FUTURE, "What would a good week look like?")
    with sheet.group("What the marks mean"):
        key.draw_key(sheet, marks, Box(page.x, foot, page.w, H - foot))
    return sheet


def _draw_map(sheet: Sheet, scene: Scene, body: Box) -> None:
    y = body.y + BAND
    m, setting = best_map(scene, y, body.bottom)
    lists = [m.cell(None, c, setting, m.room).height for c in m.trunk_columns]
    m.trunk_foot = m.top + max(lists, default=0) + 4
    if m.lanes:
        m.place(setting)
        m.name_size = name_size(m, setting)
    with sheet.group("The meetings"):
        draw_stations(sheet, m, y, setting)
    if m.trunk_columns:
        with sheet.group(said.trunk_label(scene)):
            draw_trunk_lists(sheet, m, setting)
    for lane in m.lanes:
        with sheet.group(said.label(scene, lane.line)):
            draw_lane(sheet, m, lane, setting)


def best_map(scene: Scene, y: float, bottom: float) -> tuple[Map, Setting]:
    """Try the past at several widths; take the one that lets the present be set largest."""
    shelf, lanes, rank = Shelf(scene), lanes_of(scene), len(SETTINGS)
    found: list[Map] = []
    for full in (*FULL_WIDTHS, COUNTS):
        cols = columns(scene, LEFT, RIGHT, full)
        if cols is not None:
            m = Map(scene, shelf, cols, band_bottom(scene, cols, y), bottom, lanes)
            rank_here = _rank(m, rank, numbers_only=full == COUNTS)
            if rank_here < rank or rank_here == len(SETTINGS) - 1:
                found, rank = [m], rank_here
    best = found[0]
    best.long_tags = best.can_say_more(SETTINGS[rank])
    return best, SETTINGS[rank]


def _rank(m: Map, beat: int, *, numbers_only: bool) -> int:
    """The first setting that fits, as its place in SETTINGS; not sought further than the one to beat."""
    able = [n for n, s in enumerate(SETTINGS[:beat]) if s.counted >= MOST_COUNTED or not numbers_only]
    plain = [n for n in able if n < len(PRESENT_SIZES)]
    if plain and m.fits(SETTINGS[plain[-1]]):
        # What fits at one size fits at the smaller ones, but for a word that breaks luckily.
        return plain[bisect_left(plain, x=True, key=lambda n: m.fits(SETTINGS[n]))]
    return next((n for n in able[len(plain) :] if m.fits(SETTINGS[n])), min(beat, len(SETTINGS) - 1))
