"""The plan on paper: A1 for the wall, A3 for tables and hands, or A4 sheets that are taped together to the A1."""

import base64
from dataclasses import asdict
from typing import Literal

from app.paper import press
from app.paper.lifting import lifted
from app.paper.tiles import OVERLAP, Tile, Tiling, tiling
from app.plan import in_words, wall
from app.plan import said as plan_words
from app.plan.scene import Scene
from app.plan.sheet import Sheet
from app.words import count, listed, number

Size = Literal["a1", "a3", "a4-tiled"]
SIZES: tuple[Size, ...] = ("a1", "a3", "a4-tiled")
PAPER = {"a1": (841, 594), "a3": (420, 297), "a4-tiled": (210, 297)}
PICTURE = 2400  # pixels across, of the plan as a picture
OVERVIEW = 1100  # pixels across, of the small picture on the page that shows how sheets go together
ELSEWHERE = "What it shows stands in words on the pages behind it."


def plan_pdf(scene: Scene, language: str, size: Size) -> bytes:
    """Every sheet of the plan, and what it shows in words.

    On A1 the words are the text that stands for the picture, so that a print shop gets one page for each sheet; else
    they have pages of their own behind it.
    """
    sheets = wall.sheets(scene)
    said: press.Said = {
        "title": sheets[0].title,
        "language": language,
        "foot": sheets[0].title,
        "size": size,
        "paper": PAPER[size],
        "scale": 1 if size == "a1" else 0.5,
        "sheets": sheets_said(sheets, scene, size),
        "outline": None if size == "a1" else asdict(in_words.outline(scene)),
    }
    return press.pdf("plan", said, pictures(sheets, size))


def plan_png(scene: Scene, width: int = PICTURE) -> bytes:
    """The first sheet as a picture of dots, for slides and messages."""
    return _as_dots(wall.draw(scene), width)


def _as_dots(sheet: Sheet, width: int) -> bytes:
    drawn, pieces = lifted(sheet.svg())
    whole = {"name": name_of(0), "w": sheet.w, "h": sheet.h, "alt": sheet.title, "pieces": pieces}
    said = {"title": sheet.title, "language": "en", "sheet": whole}
    return press.png("picture", said, {name_of(0): drawn}, width / sheet.w)


def sheets_said(sheets: tuple[Sheet, ...], scene: Scene, size: Size) -> list[press.Said]:
    """What a template has to know of each sheet. Only the first says everything: the others show parts of the same."""
    found = []
    for n, sheet in enumerate(sheets):
        whole = aloud(in_words.outline(scene)) if size == "a1" and n == 0 else ELSEWHERE if n == 0 else sheet.desc
        _, pieces = lifted(sheet.svg())
        said = {"name": name_of(n), "w": sheet.w, "h": sheet.h, "alt": f"{sheet.title}.\n{whole}", "pieces": pieces}
        found.append(said | ({"tiles": _tiles_said(sheet, _titled(scene, n))} if size == "a4-tiled" else {}))
    return found


def aloud(part: in_words.Part) -> str:
    """The outline as it is heard: a sentence a line, without the marks that plain text needs for the eye."""
    items = ["; ".join([item.text, *item.notes]) for item in part.items]
    return "\n".join([f"{part.head}:", *filter(None, [part.said]), *items, *map(aloud, part.parts)])


def pictures(sheets: tuple[Sheet, ...], size: Size) -> dict[str, str]:
    """The drawings that the template asks for, by name."""
    drawn = {name_of(n): lifted(sheet.svg())[0] for n, sheet in enumerate(sheets)}
    if size == "a4-tiled":
        drawn |= {f"{name_of(n)}-small": _small(sheet) for n, sheet in enumerate(sheets)}
    return drawn


def name_of(n: int) -> str:
    return f"sheet{n}"


def _small(sheet: Sheet) -> str:
    """As dots, so that no words too small to read are set and found."""
    data = base64.b64encode(_as_dots(sheet, OVERVIEW)).decode("ascii")
    size = f'width="{sheet.w:g}" height="{sheet.h:g}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {sheet.w:g} {sheet.h:g}"><image {size} xlink:href="data:image/png;base64,{data}"/></svg>'
    )


def _titled(scene: Scene, n: int) -> str:
    """Short, for a heading."""
    which = plan_words.which(scene)
    return f"{'The plan' if n == 0 else f'Sheet {n + 1} of the plan'} at {which[:1].lower()}{which[1:]}"


# -- A4 sheets to tape together ----------------------------------------
def _tiles_said(sheet: Sheet, title: str) -> press.Said:
    laid = tiling(sheet.w, sheet.h)
    side, above = laid.margins
    return {
        "title": f"{title}, on {count(laid.sheets, 'sheet')} of A4",
        "alt": "The whole sheet, and on it which part each A4 sheet shows.",
        "steps": _steps(laid),
        "w": laid.w,
        "h": laid.h,
        "columns": laid.columns,
        "side": side,
        "above": above,
        "rows": laid.rows,
        "shown_w": laid.shown_w,
        "shown_h": laid.shown_h,
        "overlap": OVERLAP,
        "tiles": [_tile_said(laid, tile) for tile in laid.tiles],
    }


def _tile_said(laid: Tiling, tile: Tile) -> press.Said:
    place = f"Row {tile.row} of {laid.rows}, sheet {tile.column} of {laid.columns}"
    return {
        "row": tile.row,
        "column": tile.column,
        "x": tile.x,
        "y": tile.y,
        "name": _called(tile.row, tile.column),
        "said": f"{_called(tile.row, tile.column)} · {place}{_under(tile)}",
        "alt": f"{place}: a part of the plan. {ELSEWHERE}",
    }


def _called(row: int, column: int) -> str:
    """`A2`: the row by its letter, as on a map."""
    return f"{chr(64 + row)}{column}"


def _under(tile: Tile) -> str:
    edges = []
    if tile.column > 1:
        edges.append(f"this edge goes under {_called(tile.row, tile.column - 1)}")
    if tile.row > 1:
        edges.append(f"the top edge under {_called(tile.row - 1, tile.column)}")
    said = ", ".join(edges)
    return f". {said[:1].upper()}{said[1:]}." if said else "."


def _steps(laid: Tiling) -> list[str]:
    rows = [chr(65 + row) for row in range(laid.rows)]
    below = f" On every sheet of the rows {listed(rows[:-1])} cut off the margin below along the line, too."
    under = f"{number(int(OVERLAP))} millimetres lie under it. Tape it on the back. So on along the row."
    one_by_one = (
        f"Print {count(laid.sheets, 'page')} from the next one on, on A4, on one side, at 100 %, not “fit to page”."
    )
    return [
        f"{one_by_one} Each sheet says in its left margin where it belongs.",
        f"On every sheet but the last of a row, cut off the right margin along the line.{below if rows[1:] else ''}",
        f"Lay A2 under A1, so that the cut edge meets the dotted marks and the drawing goes on: {under}",
        *(["Make the other rows likewise, then lay each under the one above."] if rows[1:] else []),
        "Hang it where someone two metres away can read it.",
    ]
