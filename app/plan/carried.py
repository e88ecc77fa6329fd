"""The part of a face that a drawing carries with it, so that it looks the same where nobody has the face."""

import base64
import unicodedata
from functools import lru_cache

import uharfbuzz as harfbuzz

from app.plan.faces import FAMILIES, FAMILY, STYLES, face

IN_TWO = {"\u0e33": "\u0e4d\u0e32", "\u0eb3": "\u0ecd\u0eb2"}  # Thai and Lao AM


@lru_cache(maxsize=256)
def embedded(family: str, style: str, letters: frozenset[str]) -> str:
    """An @font-face rule with those letters of one style and what joins and stacks them: the same bytes each time."""
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters | _taken_apart(letters)))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING
    whole = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(face(style, family))))
    data = base64.b64encode(harfbuzz.subset(whole, wanted).blob.data).decode("ascii")
    slope, weight = STYLES[style] if family == FAMILY else ("normal", FAMILIES[family].stands_for(style))
    return (
        f"@font-face{{font-family:'{family}';font-style:{slope};font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
    )


def _taken_apart(letters: frozenset[str]) -> set[str]:
    """What a shaper makes of some vowels that stand on both sides of their letter."""
    parts = unicodedata.normalize("NFD", "".join(letters))
    return {*parts, *(part for vowel, both in IN_TWO.items() if vowel in letters for part in both)}
