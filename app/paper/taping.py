"""What is said about a large sheet in A4 sheets: how they go together, and on each where it belongs."""

from app.paper.press import Said
from app.paper.tiles import OVERLAP, Tile, Tiling, tiling
from app.plan.sheet import Sheet
from app.words import count, listed, number

ELSEWHERE = "What it shows stands in words on the pages behind it."


def tiles_said(sheet: Sheet, title: str) -> Said:
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


def _tile_said(laid: Tiling, tile: Tile) -> Said:
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
