"""Cutting the typeface: once from the variable files that npm brings, and in part for a drawing that stands alone.

Apart from app.plan.faces because the library it needs is large, and pages do without it.
"""

import base64
import logging
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from app.plan.faces import FAMILY, FOLDER, ROOT, STYLES, face

SOURCE = ROOT / "node_modules" / "@fontsource-variable" / "atkinson-hyperlegible-next" / "files"
SELECTION = {"regular": 0x40, "bold": 0x20, "italic": 0x01}
MAC_STYLE = {"regular": 0, "bold": 1, "italic": 2}


def make(source: Path = SOURCE, target: Path = FOLDER) -> None:
    """Cut a static TTF for each style from `source` (a folder of woff2 files) into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for style in STYLES:
        _merged(_instance(source, style, "latin"), _instance(source, style, "latin-ext"), style).save(
            target / f"{style}.ttf"
        )
    face.cache_clear()
    embedded.cache_clear()


@lru_cache(maxsize=256)
def embedded(style: str, letters: frozenset[str]) -> str:
    """An @font-face rule that carries those letters of one style, the same bytes each time."""
    font = TTFont(face(style), recalcTimestamp=False)
    options = Options(flavor="woff2", layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    slope, weight = STYLES[style]
    data = base64.b64encode(out.getvalue()).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:{slope};font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _instance(source: Path, style: str, subset: str) -> TTFont:
    slope, weight = STYLES[style]
    font = TTFont(source / f"atkinson-hyperlegible-next-{subset}-wght-{slope}.woff2")
    font = instantiateVariableFont(font, {"wght": weight}, updateFontNames=False)
    font.flavor = None
    return font


def _merged(latin: TTFont, more: TTFont, style: str) -> TTFont:
    """Both in one file. Letters that both have come from the first, so that its kerning holds."""
    subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    subsetter.populate(unicodes=set(more.getBestCmap()) - set(latin.getBestCmap()))
    subsetter.subset(more)
    font = Merger().merge([_in_memory(latin), _in_memory(more)])
    _name(font, style)
    return font


def _in_memory(font: TTFont) -> BytesIO:
    out = BytesIO()
    font.save(out)
    out.seek(0)
    return out


def _name(font: TTFont, style: str) -> None:
    """As a machine that has the files installed would know them."""
    said = style.capitalize()
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FAMILY
        if record.nameID in (2, 17):
            record.string = said
        if record.nameID == 4:
            record.string = f"{FAMILY} {said}"
    font["OS/2"].usWeightClass = STYLES[style][1]
    font["OS/2"].fsSelection = SELECTION[style]
    font["head"].macStyle = MAC_STYLE[style]
