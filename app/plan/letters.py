"""Cutting the faces from the files that npm brings: once, when assets are made.

Apart from app.plan.faces because the library it needs is large, and pages and drawings do without it.
"""

import logging
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from app.plan import faces
from app.plan.faces import BOLD, FAMILY, FOLDER, ROOT, STYLES, Fallback, face

MODULES = ROOT / "node_modules"
TYPEFACE, FALLBACKS = Path("@fontsource-variable") / "atkinson-hyperlegible-next", Path("@fontsource")
SELECTION = {"regular": 0x40, "bold": 0x20, "italic": 0x01}
MAC_STYLE = {"regular": 0, "bold": 1, "italic": 2}
LIGATURES, CONTEXT, BY_COVERAGE = 4, 5, 3  # kinds of lookup in GSUB


def make(modules: Path = MODULES, target: Path = FOLDER) -> None:
    """Cut a static TTF for each style of each family from npm's packages in `modules` into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    source = modules / TYPEFACE / "files"
    for style in STYLES:
        font = _merged(_instance(source, style, "latin"), _instance(source, style, "latin-ext"))
        _name(font, FAMILY, style)
        font.save(target / f"{style}.ttf")
    for fallback in faces.FALLBACKS:
        for weight in fallback.weights:
            _fallback(modules, fallback, weight).save(target / f"{fallback.file(weight)}.ttf")
    face.cache_clear()


def _instance(source: Path, style: str, subset: str) -> TTFont:
    slope, weight = STYLES[style]
    font = TTFont(source / f"atkinson-hyperlegible-next-{subset}-wght-{slope}.woff2")
    font = instantiateVariableFont(font, {"wght": weight}, updateFontNames=False)
    font.flavor = None
    return font


def _merged(latin: TTFont, more: TTFont) -> TTFont:
    """Both in one file. Letters that both have come from the first, so that its kerning holds."""
    subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    subsetter.populate(unicodes=set(more.getBestCmap()) - set(latin.getBestCmap()))
    subsetter.subset(more)
    return Merger().merge([_in_memory(latin), _in_memory(more)])


def _fallback(modules: Path, fallback: Fallback, weight: int) -> TTFont:
    """One file of a fallback; npm's is whole, but for those of which we want a part."""
    file = modules / FALLBACKS / fallback.package / "files" / f"{fallback.file(weight)}.woff2"
    font = TTFont(file, recalcTimestamp=False)
    font.flavor = None
    if fallback.ranges:
        subsetter = Subsetter(Options(layout_features=["*"], hinting=False, drop_tables=["MATH"]))
        subsetter.populate(unicodes=[c for first, last in fallback.ranges for c in range(first, last + 1)])
        subsetter.subset(font)
    _straighten(font)
    _name(font, fallback.family, "bold" if weight == BOLD else "regular")
    return font


def _straighten(font: TTFont) -> None:
    """Let the below-base forms (Bengali's) ask for their ligatures directly, where a context says no more than they do.

    The shaper of resvg and typst does not look into a context when it asks which consonants have such a form.
    """
    table = font["GSUB"].table if "GSUB" in font else None
    if table is None or not table.LookupList:
        return
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "blwf":
            used = record.Feature.LookupListIndex
            record.Feature.LookupListIndex = [_meant(table.LookupList.Lookup, at) for at in used]


def _meant(lookups: list[Any], at: int) -> int:
    """The ligatures that a lookup by context stands for, if that is all it does; else the lookup itself."""
    rules = lookups[at].SubTable
    if lookups[at].LookupType != CONTEXT or any(rule.Format != BY_COVERAGE or rule.SubstCount != 1 for rule in rules):
        return at
    targets = {(rule.SubstLookupRecord[0].SequenceIndex, rule.SubstLookupRecord[0].LookupListIndex) for rule in rules}
    first, target = targets.pop()
    if targets or first or lookups[target].LookupType != LIGATURES:
        return at
    told = {whole for rule in rules for whole in product(*(part.glyphs for part in rule.Coverage))}
    made = {
        (begin, *ligature.Component)
        for table in lookups[target].SubTable
        for begin, ligatures in table.ligatures.items()
        for ligature in ligatures
    }
    return target if made <= told else at


def _in_memory(font: TTFont) -> BytesIO:
    out = BytesIO()
    font.save(out)
    out.seek(0)
    return out


def _name(font: TTFont, family: str, style: str) -> None:
    """As a machine that has the files installed would know them."""
    said = style.capitalize()
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
        if record.nameID in (2, 17):
            record.string = said
        if record.nameID == 4:
            record.string = f"{family} {said}"
        if record.nameID == 6:
            record.string = f"{family.replace(' ', '')}-{said}"
    font["OS/2"].usWeightClass = STYLES[style][1]
    font["OS/2"].fsSelection = SELECTION[style]
    font["head"].macStyle = MAC_STYLE[style]
