"""Lines of words, as wide as the faces of the drawings set them. Sizes and widths are in the sheet's unit."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

from app.plan import shaping
from app.plan.bidi import runs_right_to_left
from app.plan.shaping import clusters, placed, plain

ASCENT, DESCENT = 0.76, 0.23  # of the size: what a line of words really covers
em_width = shaping.em_width


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    style: str = "regular"
    rtl: bool = False  # whether what it is part of is read from right to left; wrap finds out


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style that stand together on one line, `x` from the line's left."""

    text: str
    style: str
    x: float
    rtl: bool = False


Line = tuple[Run, ...]


def width(text: str, size: float, style: str = "regular", *, rtl: bool = False) -> float:
    if rtl:
        return sum(piece.em for piece in placed(text, style, rtl=True)) * size
    return em_width(text, style) * size


@lru_cache(maxsize=20_000)
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
    """The words in lines no wider than `em` sizes. Lines read from the right begin at one edge, that of the widest."""
    if plain("".join([word.text for word in text])):
        return [_join(line, size) for line in _broken(text, em)]
    rtl = runs_right_to_left(word.text for word in text)
    joined = [_join(line, size) for line in _broken(_with_direction(text, rtl=rtl), em)]
    if not rtl:
        return joined
    edge = min(em * size, max((_reach(line, size) for line in joined), default=0.0))
    return [tuple(replace(run, x=max(0.0, edge - run.x - _width(run, size))) for run in line) for line in joined]


def _with_direction(text: tuple[Word, ...], *, rtl: bool) -> tuple[Word, ...]:
    """Words of one style run as the first letter of them says; what is said in italics, as all of the text does."""
    out: list[Word] = []
    for style, group in groupby(text, key=lambda word: word.style):
        same = list(group)
        own = rtl if style == "italic" else runs_right_to_left(word.text for word in same)
        out += [replace(word, rtl=own) for word in same]
    return tuple(out)


def _reach(line: Line, size: float) -> float:
    return line[-1].x + _width(line[-1], size)


def _width(run: Run, size: float) -> float:
    return width(run.text, size, run.style, rtl=run.rtl)


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
    """A word too long for the line is broken between two letters, never cut short."""
    for word in text:
        if em_width(word.text, word.style) <= em:
            yield word
        else:
            yield from (Word(part, word.style, word.rtl) for part in _parts(word.text, word.style, em))


@lru_cache(maxsize=4096)
def _parts(text: str, style: str, em: float) -> tuple[str, ...]:
    """As much of a word as a line holds, line by line, and one letter where it does not even hold that."""
    letters, reach, apart = _letters_of(text, style)
    parts: list[str] = []
    start = 0
    while start < len(letters):
        before = reach[start - 1] if start else 0.0
        end = max(start + 1, bisect_right(reach, before + em))
        while not apart and end < len(letters) and em_width("".join(letters[start : end + 1]), style) <= em:
            end += 1
        while not apart and end > start + 1 and em_width("".join(letters[start:end]), style) > em:
            end -= 1
        parts.append("".join(letters[start:end]))
        start = end
    return tuple(parts)


@lru_cache(maxsize=4096)
def _letters_of(text: str, style: str) -> tuple[list[str], list[float], bool]:
    """The letters of a word, and how far they reach one by one; whether that is so too where they kern or join."""
    letters = clusters(text)
    reach = list(accumulate(em_width(letter, style) for letter in letters))
    return letters, reach, abs(reach[-1] - em_width(text, style)) < 1e-9


def _join(line: list[Word], size: float) -> Line:
    """One run for each change of style, each as far on as those before it reach."""
    runs: list[Run] = []
    at, texts = 0.0, [line[0].text]
    for before, word in pairwise(line):
        if word.style == before.style:
            texts.append(word.text)
            continue
        runs.append(Run(" ".join(texts), before.style, at, before.rtl))
        at += width(runs[-1].text + " ", size, before.style, rtl=before.rtl)
        texts = [word.text]
    return (*runs, Run(" ".join(texts), line[-1].style, at, line[-1].rtl))


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
