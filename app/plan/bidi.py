"""Which way the letters of a line run, by the Unicode Bidirectional Algorithm (UAX 9), and the order they are seen in.

The parts of it that a line of ours can need: there are no embeddings or overrides, because app.plan.shaping leaves
those characters out. Rules are named as there.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

LEFT, RIGHT = "L", "R"
STRONG = {"L": LEFT, "R": RIGHT, "AL": RIGHT, "EN": RIGHT, "AN": RIGHT}  # as N1 sees it
NEUTRAL = frozenset(("B", "S", "WS", "ON", "BN"))
OPENS = dict(zip("([{⁅⟦⟨⟪", ")]}⁆⟧⟩⟫", strict=True))
MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥⁅⁆⟦⟧⟨⟩⟪⟫", ")(][}{><»«›‹≥≤⁆⁅⟧⟦⟩⟨⟫⟪")
BRACKETS = frozenset((*OPENS, *OPENS.values()))

kind = lru_cache(maxsize=4096)(unicodedata.bidirectional)


def runs_right_to_left(texts: Iterable[str]) -> bool:
    """By the first letter that has a direction (P2, P3)."""
    for text in texts:
        for letter in text:
            found = kind(letter)
            if found in ("L", "R", "AL"):
                return found != "L"
    return False


def levels(text: str, *, rtl: bool) -> list[int]:
    """The level of each character: even ones run to the right, odd ones to the left."""
    sos = RIGHT if rtl else LEFT
    kinds = _numbers([kind(letter) for letter in text], sos)
    _brackets(text, kinds, sos)
    _neutrals(kinds, sos)
    found = [_level(each, rtl=rtl) for each in kinds]
    for at in range(len(text) - 1, -1, -1):  # L1
        if kind(text[at]) not in ("WS", "S", "B", "BN"):
            break
        found[at] = int(rtl)
    return found


def seen(levels_of: Sequence[int]) -> list[int]:
    """Places in the order in which an eye meets them from the left (L2)."""
    order = list(range(len(levels_of)))
    for level in range(max(levels_of, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels_of[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def _numbers(kinds: list[str], sos: str) -> list[str]:
    """W1 to W7: marks go with their letter, numbers with what is around them."""
    strong, before = sos, sos
    for i, each in enumerate(kinds):
        now = before if each == "NSM" else each  # W1
        if now in ("L", "R", "AL"):
            strong = now
        elif now == "EN" and strong == "AL":  # W2
            now = "AN"
        kinds[i] = before = now
    kinds = ["R" if each == "AL" else each for each in kinds]  # W3
    for i in range(1, len(kinds) - 1):  # W4
        one, each, other = kinds[i - 1 : i + 2]
        if one == other and ((each in ("ES", "CS") and one == "EN") or (each == "CS" and one == "AN")):
            kinds[i] = one
    _beside_numbers(kinds)
    strong = sos
    for i, each in enumerate(kinds):
        if each in ("L", "R"):
            strong = each
        kinds[i] = "L" if each == "EN" and strong == "L" else "ON" if each in ("ES", "ET", "CS") else each  # W7, W6
    return kinds


def _beside_numbers(kinds: list[str]) -> None:
    """W5: a per cent sign or a currency goes with its number."""
    for run in _spans(kinds, frozenset(("ET",))):
        if "EN" in (kinds[run.start - 1] if run.start else "", kinds[run.stop] if run.stop < len(kinds) else ""):
            kinds[run.start : run.stop] = ["EN"] * len(run)


def _brackets(text: str, kinds: list[str], sos: str) -> None:
    """N0: a pair of brackets runs as what it holds."""
    for first, last in _pairs(text, kinds):
        held = {STRONG[each] for each in kinds[first + 1 : last] if each in STRONG}
        if not held:
            continue
        context = next((STRONG[each] for each in reversed(kinds[:first]) if each in STRONG), sos)
        kinds[first] = kinds[last] = sos if sos in held else context


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for i, letter in enumerate(text):
        if kinds[i] == "ON" and letter in OPENS:
            waiting.append((OPENS[letter], i))
        elif kinds[i] == "ON" and any(letter == closes for closes, _ in waiting):
            while waiting:
                closes, at = waiting.pop()
                if closes == letter:
                    found.append((at, i))
                    break
    return sorted(found)


def _neutrals(kinds: list[str], sos: str) -> None:
    """N1, N2: between two of one direction, that; else the line's."""
    for run in _spans(kinds, NEUTRAL):
        one = STRONG[kinds[run.start - 1]] if run.start else sos
        other = STRONG[kinds[run.stop]] if run.stop < len(kinds) else sos
        kinds[run.start : run.stop] = [one if one == other else sos] * len(run)


def _spans(kinds: Sequence[str], among: frozenset[str]) -> list[range]:
    found: list[range] = []
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in among:
            end += 1
        if end > start:
            found.append(range(start, end))
        start = end + 1
    return found


def _level(each: str, *, rtl: bool) -> int:
    """I1, I2."""
    if rtl:
        return 1 if each == RIGHT else 2
    return {LEFT: 0, RIGHT: 1}.get(each, 2)
