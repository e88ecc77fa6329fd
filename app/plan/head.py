"""The head of the sheet: title and purpose at the left, which meeting and how it stands at the right."""

from app.plan import said
from app.plan.balance import balanced
from app.plan.fonts import ASCENT, largest, words
from app.plan.marks import glyph
from app.plan.paper import POINT, points
from app.plan.scene import Scene
from app.plan.sheet import INK, SOFT, Box, Sheet

TITLE_SIZES = points(80, 72, 64, 56, 48, 42, 36, 30)
PURPOSE_SIZES = points(36, 32, 28, 24, 21, 18)
WHICH, WHEN, TALLY = 22.0, 6.8, 26 * POINT


def draw_head(sheet: Sheet, scene: Scene, box: Box, *, under: str = "") -> float:
    """Returns where the map may begin. Under the title stands the purpose, unless something else has to."""
    right = _draw_which(sheet, scene, box)
    wide = box.w - right - 20
    size, lines = largest(words(scene.title, "bold"), wide, 34, TITLE_SIZES, 1.08)
    y = box.y + ASCENT * size
    for runs in lines:
        sheet.runs((box.x, y), runs, size, box)
        y += size * 1.08
    y -= size * 0.78
    told = words(under or scene.purpose)
    size, _ = largest(told, wide, 27, PURPOSE_SIZES, 1.16)
    for runs in balanced(told, wide, size):
        y += size * 1.16
        sheet.runs((box.x, y - size * 0.22), runs, size, box, aside=bool(under))
    bottom = max(y, box.y + 50) + 5
    sheet.line((box.x, bottom), (box.right, bottom), INK, 1.6)
    return bottom + 7


def _draw_which(sheet: Sheet, scene: Scene, box: Box) -> float:
    wide = sheet.text((box.right, box.y + 17), said.which(scene), WHICH, box, "bold", anchor="end")
    when = said.as_it_stood(scene)
    wide = max(wide, sheet.text((box.right, box.y + 28), when, WHEN, box, fill=SOFT, anchor="end"))
    return max(wide, _draw_tally(sheet, scene, box.right, box.y + 45, box))


def _draw_tally(sheet: Sheet, scene: Scene, right: float, y: float, box: Box) -> float:
    """How it stands, in words with the marks, right to left; returns how wide it is."""
    x = right
    for state, told in reversed(said.whole(scene)):
        x -= sheet.text((x, y), told, TALLY, box, "bold", anchor="end") + TALLY * 0.85
        glyph(sheet, x, y - TALLY * 0.34, TALLY * 0.46, state)
        x -= TALLY * 1.5
    return right - x
