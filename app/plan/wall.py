"""The wall: one A1 sheet, landscape, of a series at one of its meetings.

Where we are now at the left, meetings as stations on a line of time, a line for each priority, the future we want at
the right. What is drawn large is what can be read from the door; see docs/plan.md.
"""

from app.plan import key, listing, said
from app.plan.fitting import best_map
from app.plan.head import draw_head
from app.plan.lanes import Map
from app.plan.lines import draw_lane, draw_trunk_lists, name_size
from app.plan.panels import draw_panel
from app.plan.paper import BAND, DISC_HERE, GUTTER, MARGIN, PANEL, PANEL_WIDE, H, W
from app.plan.scene import Scene, Section
from app.plan.sheet import FUTURE, NOW, Box, Sheet
from app.plan.stations import draw_stations

Panels = list[tuple[str, tuple[Section, ...]]]
FEW = 12  # while there are no lines and no more actions than this, the panels have more room for pens


def sheets(scene: Scene) -> tuple[Sheet, ...]:
    """The wall; and where something stands on it only as a number, further sheets that have everything in words."""
    wall, cut, in_full = _drawn(scene)
    return (wall,) if in_full and not cut else (wall, *listing.sheets(scene, cut))


def draw(scene: Scene) -> Sheet:
    return _drawn(scene)[0]


def _drawn(scene: Scene) -> tuple[Sheet, Panels, bool]:
    """The sheet, the panels that it could not show whole, and whether its map tells all."""
    which = said.which(scene)
    sheet = Sheet(W, H, f"{scene.title}: the plan at {which[0].lower()}{which[1:]}", said.stands(scene))
    page = Box(MARGIN, MARGIN, W - 2 * MARGIN, H - 2 * MARGIN)
    with sheet.group("Purpose, and how it stands"):
        top = draw_head(sheet, scene, Box(page.x, page.y, page.w, 80))
    marks = key.rows(scene, page.w)
    foot = page.bottom + 3 - key.height(marks)
    body = Box(page.x, top, page.w, foot - 3 - top)
    wide = PANEL_WIDE if not scene.lines and len(scene.actions) <= FEW else PANEL
    left, between = Box(body.x, body.y, wide, body.h), body.inset(wide + GUTTER, 0)
    cut: Panels = []
    with sheet.group(said.NOW):
        if not draw_panel(sheet, left, said.NOW, scene.now, NOW, said.ASKED_NOW):
            cut.append((said.NOW, scene.now))
    m = _draw_map(sheet, scene, Box(between.x + DISC_HERE, between.y, between.w - DISC_HERE, between.h))
    with sheet.group(said.FUTURE):
        right = Box(body.right - wide, body.y, wide, body.h)
        if not draw_panel(sheet, right, said.FUTURE, scene.future, FUTURE, said.ASKED_FUTURE):
            cut.append((said.FUTURE, scene.future))
    with sheet.group("What the marks mean"):
        key.draw_key(sheet, marks, Box(page.x, foot, page.w, H - foot), note=not m.in_full)
    return sheet, cut, m.in_full


def _draw_map(sheet: Sheet, scene: Scene, box: Box) -> Map:
    y = box.y + BAND
    m, setting = best_map(scene, box, y)
    m.place(setting)
    if m.lanes:
        m.name_size = name_size(m, setting)
    with sheet.group("The meetings"):
        draw_stations(sheet, m, y, setting)
    if m.trunk_columns:
        with sheet.group(said.trunk_label(scene)):
            draw_trunk_lists(sheet, m, setting)
    for lane in m.lanes:
        with sheet.group(said.label(scene, lane.line)):
            draw_lane(sheet, m, lane, setting)
    return m
