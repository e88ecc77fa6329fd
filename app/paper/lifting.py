"""Lines of a drawing that one face cannot draw are set by the typesetter, each piece where the drawing has it.

In a drawing a letter that is put together from several shapes (an alef with its hamza, a vowel mark in Hebrew, a Hindi
syllable) would lose which letters it stands for, and PDF/UA-1 refuses that. Set as text it keeps them.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import fromstring

IN_PIECES = re.compile(r"<text [^>]*><tspan .*?</text>")


def lifted(svg: str) -> tuple[str, list[dict[str, Any]]]:
    """The drawing without those lines, and their pieces: where they begin, on which line, and how they are set."""
    pieces = [piece for line in IN_PIECES.findall(svg) for piece in _pieces(line)]
    return IN_PIECES.sub("", svg), pieces


def _pieces(line: str) -> Iterator[dict[str, Any]]:
    text = fromstring(line)  # noqa: S314 - drawn by us, every word escaped
    for span in text:
        whole = dict(text.attrib) | dict(span.attrib)
        yield {
            "x": float(whole["x"]),
            "y": float(whole["y"]),
            "size": float(whole["font-size"]),
            "family": whole.get("font-family", ""),
            "fill": whole.get("fill", ""),
            "bold": whole.get("font-weight") == "700",
            "italic": whole.get("font-style") == "italic",
            "text": span.text or "",
        }
