"""The press: a template of this folder and what is to be said in it become a PDF.

Words go in as data, so nothing that anybody wrote is ever read as markup. Nothing is fetched and no file of the machine
is read but the templates and the typefaces. Every PDF is tagged and keeps to PDF/UA-1, with all its letters in it; that
standard refuses a letter which no typeface has, so such letters are named in words first.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import structlog
import typst
import uharfbuzz as harfbuzz

from app.errors import AssetsMissing
from app.plan import faces

HERE = Path(__file__).parent
LONG = re.compile(r"\S{28,}")  # words that may be wider than their column; they are broken rather than cut
AS_IT_IS = ("alt", "pieces")  # what stands for a picture is not drawn; what is lifted from one was measured as it is
BREAK_HERE = "\u200b"
IGNORED = ("Mn", "Me", "Cf")  # letters that change others and need no drawing of their own
INCH = 25.4  # millimetres
Said = dict[str, Any]


def pdf(template: str, said: Said, pictures: dict[str, str] | None = None) -> bytes:
    """Set `template` (a name without .typ) with what is said in it, and drawings (SVG) by name.

    `said` holds at least `title`, and `language` as the series has it.
    """
    inputs = _inputs(said, pictures or {})
    compiler = _compiler(template)
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
    except typst.TypstError as why:
        if not str(why).startswith("PDF/UA"):
            raise
        # Better a page that one can hold in one's hand than none. It is tagged all the same.
        structlog.get_logger().warning("paper_without_its_standard", template=template, reason=str(why)[:200])
        made = compiler.compile(format="pdf", sys_inputs=inputs)
    return cast(bytes, made)


def png(template: str, said: Said, pictures: dict[str, str], dots: float) -> bytes:
    """The same as a picture, with so many dots for a millimetre."""
    made = _compiler(template).compile(format="png", ppi=dots * INCH, sys_inputs=_inputs(said, pictures))
    return cast(bytes, made)


def _inputs(said: Said, pictures: dict[str, str]) -> dict[str, str]:
    language, _, region = str(said["language"]).partition("-")
    whole = said | {"lang": language.lower(), "region": region.upper(), "families": _families()}
    drawn = {name: _drawable(svg) for name, svg in pictures.items()}
    return drawn | {"said": json.dumps(_readable(whole), ensure_ascii=False)}


def _compiler(template: str) -> typst.Compiler:
    path = str(HERE / f"{template}.typ")
    return typst.Compiler(path, root=str(HERE), font_paths=_fonts(), ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    if not faces.available():
        raise AssetsMissing("Run `make assets` first: the typeface of the plan has not been fetched.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(faces.FOLDER)])


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """Ours first, then whatever else there is for letters that it lacks."""
    return tuple(dict.fromkeys([faces.FAMILY, *sorted(_fonts().families())]))


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Every letter that some typeface here can draw."""
    found: set[int] = set()
    for path in sorted(faces.FOLDER.glob("*.?tf")):
        found.update(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path))).unicodes)
    return frozenset(found)


def _readable(said: Any) -> Any:
    """The same with every text made such that it can be set."""
    if isinstance(said, str):
        return LONG.sub(_breakable, named(said))
    if isinstance(said, dict):
        return {key: value if key in AS_IT_IS else _readable(value) for key, value in said.items()}
    if isinstance(said, (list, tuple)):
        return [_readable(value) for value in said]
    return said


def named(text: str) -> str:
    """With letters that cannot be drawn named: `[grinning face]`, `[U+674E]`."""
    return "".join(letter if _can_be_set(letter) else _name(letter) for letter in text)


def _can_be_set(letter: str) -> bool:
    return letter == "\n" or ord(letter) in _letters() or unicodedata.category(letter) in IGNORED


def _name(letter: str) -> str:
    if unicodedata.category(letter) in ("Cc", "Cs"):
        return " "
    code = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "").lower()
    return f"[{code if code[2:].lower() in name else name or code}]"


def _breakable(word: re.Match[str]) -> str:
    """It may break after any letter, but for what combines with one, and scripts whose letters join."""
    return "".join(
        f"{BREAK_HERE}{letter}" if n and not _holds_on(letter) else letter for n, letter in enumerate(word[0])
    )


def _holds_on(letter: str) -> bool:
    return unicodedata.category(letter) in IGNORED or unicodedata.bidirectional(letter) in ("R", "AL")


def _drawable(svg: str) -> str:
    """A drawing has named what it could not draw; should one be left, it does not spoil the whole sheet."""
    missing = {letter for letter in set(svg) if not _can_be_set(letter)}
    return svg.translate(dict.fromkeys(map(ord, missing), "?")) if missing else svg
