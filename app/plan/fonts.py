"""Widths of words, and lines of words, in the typeface of the drawings. Sizes and widths are in the sheet's unit."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as harfbuzz

from app.plan.faces import face

ASCENT, DESCENT = 0.76, 0.23  # of the size: what a line of words really covers
SAFETY = 1.004  # renderers round a little differently
UNKNOWN_EM = 0.66  # a letter the typeface lacks; wide scripts and emoji take more than a whole em
WIDE_EM = 1.3
FEATURES = {"kern": True, "liga": True}


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    style: str = "regular"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style that stand together on one line, `x` from the line's left."""

    text: str
    style: str
    x: float


Line = tuple[Run, ...]


@lru_cache(maxsize=3)
def _font(style: str) -> harfbuzz.Font:
    return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(face(style)))))


@lru_cache(maxsize=100_000)
def em_width(text: str, style: str) -> float:
    """How wide the words are at size 1, kerned as a browser kerns them."""
    if not text:
        return 0.0
    font = _font(style)
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer, FEATURES)
    units = float(font.face.upem)
    known: float = sum(
        position.x_advance / units
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        if info.codepoint
    )
    unknown = sum(_reckoned(text[info.cluster]) for info in buffer.glyph_infos if not info.codepoint)
    return (known + unknown) * SAFETY


def _reckoned(letter: str) -> float:
    """How wide another typeface might draw it."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    return WIDE_EM if unicodedata.east_asian_width(letter) in "WF" else UNKNOWN_EM


def width(text: str, size: float, style: str = "regular") -> float:
    return em_width(text, style) * size


def words(text: str, style: str = "regular") -> tuple[Word, ...]:
    return tuple(Word(part, style) for part in text.split())


def lines_of(ems: Sequence[tuple[float, float]], text: tuple[Word, ...], em: float) -> int:
    """How many lines the words take where a line is `em` sizes wide; `ems` are their widths and their spaces'."""
    lines, used = 0, em + 1.0
    for need, space in ems:
        if need > em:
            return len(_broken(text, em))
        if used + need > em:
            lines, used = lines + 1, 0.0
        used += need + space
    return lines


def wrap(text: tuple[Word, ...], em: float, size: float) -> list[Line]:
    """The words in lines no wider than `em` sizes."""
    return [_join(line, size) for line in _broken(text, em)]


def set_lines(text: tuple[Word, ...], limit: float, size: float) -> list[Line]:
    """The words in lines no wider than `limit`."""
    return wrap(text, round(limit / size, 4), size)


def lines_in(text: tuple[Word, ...], limit: float, size: float) -> int:
    ems = [(em_width(word.text, word.style), em_width(" ", word.style)) for word in text]
    return lines_of(ems, text, round(limit / size, 4))


def _broken(text: Sequence[Word], em: float) -> list[list[Word]]:
    lines: list[list[Word]] = [[]]
    used = 0.0
    for word in _short_enough(text, em):
        need = em_width(word.text, word.style)
        if lines[-1] and used + need > em:
            lines.append([])
            used = 0.0
        lines[-1].append(word)
        used += need + em_width(" ", word.style)
    return [line for line in lines if line]


def _short_enough(text: Iterable[Word], em: float) -> Iterable[Word]:
    """A word too long for the line is broken, never cut short."""
    for word in text:
        if em_width(word.text, word.style) <= em:
            yield word
            continue
        piece = ""
        for letter in word.text:
            # A letter and what combines with it stay together.
            if piece and not unicodedata.combining(letter) and em_width(piece + letter, word.style) > em:
                yield Word(piece, word.style)
                piece = ""
            piece += letter
        yield Word(piece, word.style)


def _join(line: list[Word], size: float) -> Line:
    runs: list[Run] = []
    at, texts = 0.0, [line[0].text]
    for before, word in pairwise(line):
        if word.style == before.style:
            texts.append(word.text)
            continue
        runs.append(Run(" ".join(texts), before.style, at))
        at += width(runs[-1].text + " ", size, before.style)
        texts = [word.text]
    return (*runs, Run(" ".join(texts), line[-1].style, at))


def unbroken(text: tuple[Word, ...], limit: float, size: float) -> bool:
    """Whether no word is wider than the line."""
    return all(width(word.text, size, word.style) <= limit for word in text)


def largest(
    text: tuple[Word, ...], limit: float, height: float, sizes: Sequence[float], leading: float
) -> tuple[float, list[Line]]:
    """The largest of `sizes` at which the words stand inside limit × height, else the smallest; and their lines."""
    for size in sizes:
        if lines_in(text, limit, size) * size * leading <= height and unbroken(text, limit, size):
            return size, set_lines(text, limit, size)
    return sizes[-1], set_lines(text, limit, sizes[-1])
