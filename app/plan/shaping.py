"""Letters as they are drawn: which face has them, how wide they are, and where they stand on their line.

A piece is what one face draws in one go. Pieces are placed one by one, so that every program that draws the sheet shows
the same: none of them has to choose a face, or to find out which way a line runs.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import uharfbuzz as harfbuzz

from app.plan import bidi
from app.plan.faces import FALLBACKS, FAMILY, face

SAFETY = 1.004  # renderers round a little differently
SCALE = 0.92  # of a fallback: its small letters are then as tall as the main face's
RISE, FALL = 0.95, 0.41  # of the size: letters that stack up further are drawn smaller
FEATURES = {"kern": True, "liga": True}
BOX, BOX_FAMILY = "□", "Noto Sans Math"  # stands for what no face has
FIRST_MARK, VIRAMA = "\u0300", 9  # no mark comes before the one in Unicode; the other is its class of marks
JOINERS, TURNS = "\u200c\u200d", "\u200e\u200f"
SHOWN_AS_ONE = frozenset("\u0e33\u0eb3")  # Thai and Lao AM, which stand half over the letter before
# By direction: letters to the left, numbers, and whole stretches to the right; the rest one by one. L and N: to the
# right, and numbers; A: Arabic numbers; M: what goes with the letter before; b: a bracket; w, o: spaces, and others.
STRETCH = re.compile(r"R[RM]*|A[AM]*|LM*(?:[LNMow]*[LN]M*)?|(?:NM*)+|.M*", re.DOTALL)
KINDS = {"L": "L", "R": "R", "AL": "R", "AN": "A", "EN": "N", "NSM": "M", "BN": "M", "WS": "w"}


@dataclass(frozen=True, slots=True)
class Piece:
    """`x` from its line's left, `em` how wide, `size` its type: all where the line's type is 1; `level`: see bidi."""

    text: str
    family: str
    em: float
    size: float = 1.0
    level: int = 0
    x: float = 0.0


def plain(text: str) -> bool:
    """Whether the main face draws it all in one go: nearly always."""
    return _plain_letters().issuperset(text)


@lru_cache(maxsize=100_000)
def em_width(text: str, style: str) -> float:
    """How wide the words are at size 1, kerned as a browser kerns them."""
    if plain(text):
        return _shaped(text, style, FAMILY)[0] * SAFETY if text else 0.0
    return sum(piece.em for piece in _pieces(text, style, rtl=False))


@lru_cache(maxsize=4096)
def placed(text: str, style: str, *, rtl: bool) -> tuple[Piece, ...]:
    """The pieces of a line, in the order of reading, each where it stands."""
    found = _pieces(text, style, rtl=rtl)
    x = 0.0
    for place in bidi.seen([piece.level for piece in found]):
        found[place] = replace(found[place], x=x)
        x += found[place].em
    return tuple(found)


def uncovered(text: str) -> list[str]:
    """The characters that no face has, each once, in the order of reading."""
    if plain(text):
        return []
    return list(dict.fromkeys(letter for word in text.split() if not plain(word) for letter in _missing(word)))


def clusters(text: str) -> list[str]:
    """What a reader takes for one letter: it is in one face, and no line breaks inside it."""
    if not any(map(_may_belong, text)):
        return list(text)
    found: list[str] = []
    for letter in text:
        if found and _may_belong(letter) and (_goes_with(letter) or _bound(found[-1], letter)):
            found[-1] += letter
        else:
            found.append(letter)
    return found


@lru_cache(maxsize=4096)
def _may_belong(letter: str) -> bool:
    """Whether it can be part of the letter before it at all."""
    return letter >= FIRST_MARK and (
        _goes_with(letter) or _half_a_flag(letter) or _conjoins(letter) or unicodedata.category(letter) == "So"
    )


def _conjoins(letter: str) -> bool:
    """Whether a virama may bind it: the scripts of India and their kin lie together."""
    return unicodedata.category(letter) == "Lo" and "\u0900" <= letter <= "\u1cff"


def _goes_with(letter: str) -> bool:
    """Whether it belongs to whatever letter stands before it: a mark, a joiner, the colour of an emoji."""
    modifies = "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f"
    return modifies or unicodedata.category(letter)[0] == "M" or letter in JOINERS or letter in SHOWN_AS_ONE


def _bound(before: str, letter: str) -> bool:
    """Whether what stands before binds the letter: a virama two consonants, a joiner two emoji, a half its flag."""
    last = before.rstrip(JOINERS)[-1:]
    if unicodedata.combining(last or " ") == VIRAMA:
        return _conjoins(letter)
    if before[-1] == JOINERS[1]:
        return unicodedata.category(letter) == "So"
    return len(before) == 1 and _half_a_flag(before) and _half_a_flag(letter)


def _half_a_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _settled(text: str) -> str:
    """Composed, and without what is not seen: codes for control, embeddings, variants of emoji."""
    text = unicodedata.normalize("NFC", text)
    return "".join(filter(_seen, text)) if not all(map(_seen, text)) else text


@lru_cache(maxsize=4096)
def _seen(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable()
    kept = letter in JOINERS or letter in TURNS
    return kept or not ("\ufe00" <= letter <= "\ufe0f" or unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp"))


def _pieces(text: str, style: str, *, rtl: bool) -> list[Piece]:
    """In the order of reading, not yet placed."""
    text = _settled(text)
    stretches = list(_stretches(text, rtl=rtl))
    found = []
    for stretch, level, strong in stretches:
        for part, family in _in_families(stretch):
            said = part.translate(bidi.MIRRORED) if level % 2 and not strong else part
            found.append(_piece(said, style, family, level))
    return found


def _stretches(text: str, *, rtl: bool) -> Iterator[tuple[str, int, bool]]:
    """Text of one direction, its level, and whether its letters have that direction by themselves."""
    if not rtl and not any(map(_runs_left, text)):
        yield text, 0, True
        return
    kinds = "".join(_kind(cluster[0]).ljust(len(cluster), "M") for cluster in clusters(text))
    levels = bidi.levels(text, rtl=rtl)
    for match in STRETCH.finditer(kinds):
        stretch = text[match.start() : match.end()].translate(dict.fromkeys(map(ord, TURNS)))
        yield stretch, levels[match.start()], match[0][0] in "RLAN"


@lru_cache(maxsize=4096)
def _runs_left(letter: str) -> bool:
    return bidi.kind(letter) in ("R", "AL", "AN")


def _kind(letter: str) -> str:
    return "b" if letter in bidi.BRACKETS else KINDS.get(bidi.kind(letter), "o")


def _in_families(text: str) -> list[tuple[str, str]]:
    """The text in parts of one face each."""
    if plain(text):
        return [(text, FAMILY)] if text else []
    parts: list[tuple[str, str]] = []
    for cluster in clusters(text):
        before = parts[-1][1] if parts else FAMILY
        for said, family in _drawn(cluster, before):
            if not said:  # nothing but a joiner, with nothing to join
                continue
            if parts and parts[-1][1] == family:
                parts[-1] = (parts[-1][0] + said, family)
            else:
                parts.append((said, family))
    return parts


@lru_cache(maxsize=16_384)
def _drawn(cluster: str, before: str) -> tuple[tuple[str, str], ...]:
    if family := _family(cluster, before):
        return ((cluster.strip(JOINERS) if family == FAMILY else cluster, family),)
    if home := _family(cluster[0], before):
        covered = "".join(letter for letter in cluster if letter not in JOINERS and ord(letter) in _covered(home))
        return (covered, home), (BOX, BOX_FAMILY)
    return ((BOX, BOX_FAMILY),)


@lru_cache(maxsize=16_384)
def _missing(word: str) -> tuple[str, ...]:
    """The characters of a word that stand for no letter in the face of the letter that they belong to."""
    found: list[str] = []
    for cluster in clusters(_settled(word)):
        if not _family(cluster):
            home = _family(cluster[0])
            has = _covered(home) if home else frozenset()
            found += [letter for letter in cluster if letter not in JOINERS and ord(letter) not in has]
    return tuple(found)


def _family(cluster: str, before: str = FAMILY) -> str:
    """The first that has all of it; the one before where it is needed anyway; "" if there is none."""
    needed = {ord(letter) for letter in cluster if letter not in JOINERS}
    for family in (FAMILY, before, *(fallback.family for fallback in FALLBACKS)):
        if needed <= _covered(family):
            return family
    return ""


def _piece(text: str, style: str, family: str, level: int) -> Piece:
    advance, top, bottom = _shaped(text, style, family)
    size = 1.0 if family == FAMILY else SCALE
    size *= min(1.0, RISE / max(top * size, RISE), FALL / max(-bottom * size, FALL))
    return Piece(text, family, advance * size * SAFETY, size, level)


@lru_cache(maxsize=50_000)
def _shaped(text: str, style: str, family: str) -> tuple[float, float, float]:
    """How far it goes on, and how far up and down its ink reaches (for the main face only where letters stack)."""
    font = _font(style, family)
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer, FEATURES)
    units, places = font.face.upem, buffer.glyph_positions
    advance = sum(place.x_advance for place in places) / units
    if family == FAMILY and plain(text):
        return advance, 0.0, 0.0
    top = bottom = 0
    for info, place in zip(buffer.glyph_infos, places, strict=True):
        if ink := font.get_glyph_extents(info.codepoint):
            top = max(top, place.y_offset + ink.y_bearing)
            bottom = min(bottom, place.y_offset + ink.y_bearing + ink.height)
    return advance, top / units, bottom / units


@lru_cache(maxsize=64)
def _font(style: str, family: str = FAMILY) -> harfbuzz.Font:
    return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(face(style, family)))))


@lru_cache(maxsize=64)
def _covered(family: str) -> frozenset[int]:
    return frozenset(_font("regular", family).face.unicodes)


@lru_cache(maxsize=1)
def _plain_letters() -> frozenset[str]:
    letters = map(chr, _covered(FAMILY))
    return frozenset(c for c in letters if c.isprintable() and unicodedata.category(c) not in ("Mn", "Me", "Mc", "Cf"))
