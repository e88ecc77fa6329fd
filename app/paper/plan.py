"""The plan on paper: A1 for the wall, A3 for tables and hands, or A4 sheets that are taped together to the A1."""

import base64
from dataclasses import asdict, dataclass
from typing import Any, Literal

from app.paper import press
from app.paper.lifting import lifted
from app.paper.taping import ELSEWHERE, tiles_said
from app.plan import in_words, wall
from app.plan import said as plan_words
from app.plan.scene import Scene
from app.plan.sheet import Sheet

Size = Literal["a1", "a3", "a4-tiled"]
SIZES: tuple[Size, ...] = ("a1", "a3", "a4-tiled")
PAPER = {"a1": (841, 594), "a3": (420, 297), "a4-tiled": (210, 297)}
PICTURE = 2400  # pixels across, of the plan as a picture
OVERVIEW = 1100  # pixels across, of the small picture on the page that shows how sheets go together


@dataclass(frozen=True)
class Drawn:
    """A sheet as a template takes it: the drawing, and the pieces of words that were lifted from it."""

    name: str
    sheet: Sheet
    svg: str
    pieces: list[dict[str, Any]]

    @property
    def said(self) -> press.Said:
        return {"name": self.name, "w": self.sheet.w, "h": self.sheet.h, "pieces": self.pieces}


def plan_pdf(scene: Scene, language: str, size: Size) -> bytes:
    """Every sheet of the plan, and what it shows in words.

    On A1 the words are the text that stands for the picture, so that a print shop gets one page for each sheet; else
    they have pages of their own behind it.
    """
    sheets = drawn(scene)
    title = sheets[0].sheet.title
    said: press.Said = {
        "title": title,
        "language": language,
        "foot": title,
        "size": size,
        "paper": PAPER[size],
        "scale": 1 if size == "a1" else 0.5,
        "sheets": sheets_said(sheets, scene, size),
        "outline": None if size == "a1" else asdict(in_words.outline(scene)),
    }
    return press.pdf("plan", said, pictures(sheets, size))


def plan_png(scene: Scene, width: int = PICTURE) -> bytes:
    """The first sheet as a picture of dots, for slides and messages."""
    return _as_dots(drawn(scene)[0], width)


def drawn(scene: Scene) -> tuple[Drawn, ...]:
    return tuple(Drawn(f"sheet{n}", sheet, *lifted(sheet.svg())) for n, sheet in enumerate(wall.sheets(scene)))


def _as_dots(one: Drawn, width: int) -> bytes:
    title = one.sheet.title
    said = {"title": title, "language": "en", "sheet": one.said | {"alt": title}}
    return press.png("picture", said, {one.name: one.svg}, width / one.sheet.w)


def sheets_said(sheets: tuple[Drawn, ...], scene: Scene, size: Size) -> list[press.Said]:
    """What a template has to know of each sheet. Only the first says everything: the others show parts of the same."""
    found = []
    for n, one in enumerate(sheets):
        whole = ELSEWHERE if size != "a1" else aloud(in_words.outline(scene)) if n == 0 else one.sheet.desc
        tiles = {"tiles": tiles_said(one.sheet, _titled(scene, n))} if size == "a4-tiled" else {}
        found.append(one.said | {"alt": f"{one.sheet.title}.\n{whole}"} | tiles)
    return found


def aloud(part: in_words.Part) -> str:
    """The outline as it is heard: a sentence a line, without the marks that plain text needs for the eye."""
    items = ["; ".join([item.text, *item.notes]) for item in part.items]
    return "\n".join([f"{part.head}:", *filter(None, [part.said]), *items, *map(aloud, part.parts)])


def pictures(sheets: tuple[Drawn, ...], size: Size) -> dict[str, str]:
    """The drawings that the template asks for, by name."""
    small = {f"{one.name}-small": _small(one) for one in sheets} if size == "a4-tiled" else {}
    return {one.name: one.svg for one in sheets} | small


def _small(one: Drawn) -> str:
    """As dots, so that no words too small to read are set and found."""
    data = base64.b64encode(_as_dots(one, OVERVIEW)).decode("ascii")
    size = f'width="{one.sheet.w:g}" height="{one.sheet.h:g}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {one.sheet.w:g} {one.sheet.h:g}"><image {size} xlink:href="data:image/png;base64,{data}"/></svg>'
    )


def _titled(scene: Scene, n: int) -> str:
    """Short, for a heading."""
    which = plan_words.which(scene)
    return f"{'The plan' if n == 0 else f'Sheet {n + 1} of the plan'} at {which[:1].lower()}{which[1:]}"
