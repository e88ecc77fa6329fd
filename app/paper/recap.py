"""The recap on paper: one side of A4 at twelve points, the same on A3, or large print on as many sides as it takes."""

from datetime import date
from typing import Literal

from app.paper import press
from app.recap.page import Block, Line, Recap
from app.words import full_day, sentence

Size = Literal["a4", "a3", "large"]
SIZES: tuple[Size, ...] = ("a4", "a3", "large")
LARGE, USUAL = 18, 12  # points
WITH_GLYPHS = ("since", "moving", "tried")


def recap_pdf(page: Recap, today: date, size: Size = "a4") -> bytes:
    """The page as it is read aloud; one that was changed after it had been frozen says so."""
    title = f"{page.series}, {page.which}: {page.heading.lower()}"
    said: press.Said = {"title": title, "language": page.language, "foot": title}
    return press.pdf("recap", said | {"recap": recap_said(page, today, size)})


def recap_said(page: Recap, today: date, size: Size) -> press.Said:
    stands = "stands" if page.as_of >= today and not page.version else "stood"
    return {
        "scale": 2**0.5 if size == "a3" else 1,
        "points": LARGE if size == "large" else USUAL,
        "large": size == "large",
        "heading": page.heading,
        "which": f"{sentence(page.which)}, {page.when_where}",
        "mark": page.mark,
        "blocks": [_block(block) for block in page.blocks],
        "colophon": f"{page.series}. From the record as it {stands} on {full_day(min(page.as_of, today))}. "
        "No one’s story is told here.",
    }


def _block(block: Block) -> press.Said:
    groups = [{"kind": kind, "lines": [_line(line, block.key) for line in lines]} for kind, lines in block.groups]
    return {"name": block.name, "groups": groups, "question": block.question}


def _line(line: Line, key: str) -> press.Said:
    before, strong, after = line.parts
    shape, colour = line.mark or ("", "")
    state = line.state if line.state in ("done", "stuck") else ""
    mark = state or shape or ("dash" if line.state or key not in WITH_GLYPHS else "")
    return {
        "before": before,
        "strong": strong,
        "after": after,
        "tag": line.tag,
        "quick": line.quick_win,
        "mark": mark if line.item else "",
        "colour": colour,
    }
