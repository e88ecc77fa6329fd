"""The key: only the marks that are on this sheet, in one or two rows at its foot."""

from dataclasses import dataclass

from app.plan import said
from app.plan import undrawn as not_drawn
from app.plan.fonts import width
from app.plan.marks import glyph, pill, pill_width, spark
from app.plan.paper import KEY_ROW, SMALLEST
from app.plan.scene import Scene
from app.plan.sheet import Box, Sheet

GAP = 7.0


@dataclass(frozen=True)
class Mark:
    kind: str  # state, quick, sign, note, undrawn
    name: str
    said: str
    indent: float

    @property
    def w(self) -> float:
        style = "bold" if self.kind == "note" else "regular"
        return self.indent + width(self.said, SMALLEST, style) + GAP


def rows(scene: Scene, wide: float) -> list[list[Mark]]:
    out: list[list[Mark]] = [[]]
    for mark in (*_marks(scene), Mark("note", "", said.NUMBERED, 0.0)):
        if out[-1] and sum(m.w for m in out[-1]) + mark.w > wide:
            out.append([])
        out[-1].append(mark)
    if undrawn := not_drawn.said(scene, wide / SMALLEST):
        out.append([Mark("undrawn", "", undrawn, 0.0)])
    return out


def _marks(scene: Scene) -> list[Mark]:
    if scene.in_sum:
        return []
    states = [s for s in said.STATES if scene.count(s)] or ["agreed", "done", "stuck"]
    out = [Mark("state", s, said.STATES[s], SMALLEST * 1.5) for s in states]
    if any(a.quick for a in scene.actions):
        out.append(Mark("quick", "", "quick win", SMALLEST * 1.5))
    used = {test.sign for test in scene.tests}
    wide = pill_width("", SMALLEST) + SMALLEST * 0.6
    return out + [Mark("sign", s, said.SIGNS[s], wide) for s in said.SIGNS if s in used]


def height(marks: list[list[Mark]]) -> float:
    return len(marks) * KEY_ROW


def draw_key(sheet: Sheet, marks: list[list[Mark]], box: Box, *, note: bool = False) -> None:
    """`note`: whether to say where that is told in full which stands here as a number. There is always room for it."""
    for n, row in enumerate(marks):
        x, y = box.x, box.y + n * KEY_ROW + 7
        for mark in row:
            if mark.kind == "note":
                if note:
                    sheet.text((x, y), mark.said, SMALLEST, box, "bold", aside=True)
                continue
            if mark.kind != "undrawn":
                _draw_mark(sheet, mark, x, y - SMALLEST * 0.34)
            sheet.text((x + mark.indent, y), mark.said, SMALLEST, box, aside=True)
            x += mark.w


def _draw_mark(sheet: Sheet, mark: Mark, x: float, y: float) -> None:
    if mark.kind == "state":
        glyph(sheet, x + SMALLEST * 0.55, y, SMALLEST * 0.5, mark.name)
    elif mark.kind == "quick":
        spark(sheet, x + SMALLEST * 0.55, y, SMALLEST * 0.55)
    else:
        pill(sheet, (x, y), SMALLEST, "", [mark.name])
