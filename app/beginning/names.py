"""The name a series has in its address, made from its title."""

import re
import unicodedata
from collections.abc import Callable

from app.series_file.importing import LONGEST_SLUG, RESERVED

LEAST = 2
NOTHING_TO_READ = "series"
# Letters that do not come apart into a plain one and a mark.
APART = "łl øo ßss æae œoe đd ðd þth ıi ħh ŧt ŋng ĸk əe ƒf ’ ' ʼ ‘"
LETTERS = str.maketrans({pair[0]: pair[1:] for pair in APART.split()} | {"&": " and "})


def plain(text: str) -> str:
    """Small letters a to z, digits and hyphens: `Ceòl is Craic` is `ceol-is-craic`."""
    small = text.casefold().translate(LETTERS)
    apart = unicodedata.normalize("NFKD", small).translate(LETTERS)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def slug(title: str, taken: Callable[[str], bool]) -> str:
    """A name nobody has: from the title, with a number where it is taken, and `series-2` where it cannot be read."""
    base = _begins_with_a_letter(plain(title))
    if base not in (*RESERVED, NOTHING_TO_READ) and not taken(base):
        return base
    n = 2
    while taken(numbered := _cut(base, LONGEST_SLUG - len(str(n)) - 1) + f"-{n}"):
        n += 1
    return numbered


def _begins_with_a_letter(found: str) -> str:
    if not found:
        return NOTHING_TO_READ
    if not found[0].isalpha() or len(found) < LEAST:
        found = f"{NOTHING_TO_READ}-{found}"
    return _cut(found, LONGEST_SLUG)


def _cut(found: str, most: int) -> str:
    """At a hyphen if there is one that is not too far back."""
    if len(found) <= most:
        return found
    whole = found[: most + 1].rpartition("-")[0]
    return (whole if len(whole) > most // 2 else found[:most]).strip("-")
