"""What the page of search shows: what was found, by kind, with the place of each hit."""

import re
from dataclasses import dataclass

from app import words
from app.record.seats import Seat
from app.searching.entry import KINDS, Place
from app.searching.index import BEGIN, END, MOST, Found, Hit, find

LINES, LONGEST, BEFORE = 3, 240, 60  # of the words of one hit, in characters
PIECE = re.compile(f"{BEGIN}([^{END}]*){END}")

Piece = tuple[str, bool]  # a text, and whether it is a hit


@dataclass(frozen=True)
class HitShown:
    place: Place
    title: list[Piece]
    lines: list[list[Piece]]
    day: str


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    hits: list[HitShown]


@dataclass(frozen=True)
class SearchPage:
    """`asked` is whether there was a word to look for."""

    title: str
    opening: str
    asked: bool
    groups: list[Group]


def search_page(seat: Seat, typed: str) -> SearchPage:
    found = find(seat, typed) if typed else None
    if found is None:
        opening = "There is no word in that. Type one, or the beginning of one." if typed else ""
        return SearchPage("Find something", opening, False, [])
    return SearchPage(_title(found), _opening(found), True, _groups(seat, found))


def _title(found: Found) -> str:
    n = len(found.hits)
    if not n:
        return "Nothing found"
    return f"More than {MOST} things found" if found.more else f"{words.sentence(words.count(n, 'thing'))} found"


def _opening(found: Found) -> str:
    if not found.hits:
        return "Try fewer words, or another one. All the words must be there; the last may be the beginning of one."
    return "There are more: say more words." if found.more else ""


def _groups(seat: Seat, found: Found) -> list[Group]:
    """By kind; the kind of the best hit first."""
    kinds = dict.fromkeys(hit.entry.kind for hit in found.hits)
    return [Group(kind, KINDS[kind], [_shown(seat, h) for h in found.hits if h.entry.kind == kind]) for kind in kinds]


def _shown(seat: Seat, hit: Hit) -> HitShown:
    day = hit.entry.day
    return HitShown(
        hit.entry.place,
        _pieces(hit.title),
        [_cut(_pieces(line)) for line in _lines(hit.words)],
        words.dated(day, seat.today) if day else "",
    )


def _lines(text: str) -> list[str]:
    """Those with a hit; where it is in the title alone, the first."""
    every = [line for line in text.split("\n") if line.strip()]
    return [line for line in every if BEGIN in line][:LINES] or every[:1]


def _pieces(line: str) -> list[Piece]:
    """Every other piece is a hit."""
    return [(text, n % 2 == 1) for n, text in enumerate(PIECE.split(line)) if text]


def _cut(line: list[Piece]) -> list[Piece]:
    """A long line from shortly before its first hit, broken between words."""
    if sum(len(text) for text, _ in line) <= LONGEST:
        return line
    (text, is_hit), *rest = line
    if not is_hit and len(text) > BEFORE and rest:
        text = "… " + text[-BEFORE:].partition(" ")[2]
    return _at_most(LONGEST, [(text, is_hit), *rest])


def _at_most(room: int, line: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for text, is_hit in line:
        if len(text) > room:
            return [*kept, (f"{text[:room].rpartition(' ')[0]} …", False)]
        kept.append((text, is_hit))
        room -= len(text)
    return kept
