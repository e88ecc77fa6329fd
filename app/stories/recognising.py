"""What might tell who somebody is and is not always wrong: an address, the name of somebody here.

Numbers, dates and the like are refused outright (app.series_file.identifiers). What is found here only stops and asks,
because a street may be a shop's and a name somebody else's (S3, docs/domain.md). Never what was found is given, only
what kind of thing it is.
"""

import re
from collections.abc import Iterable

AN_ADDRESS = "an address"
A_NAME = "the name of somebody in this series"

_ROADS = "Street|Road|Avenue|Lane|Terrace|Crescent|Drive|Gardens|Grove|Wynd|Vennel|Mews"
_MORE_ROADS = f"{_ROADS}|St|Rd|Ave|Cres|Gdns|Close|Place|Court|Way|Square|Row|Park|Brae|Loan|View|Hill"
_NUMBER = r"(?<![0-9])[0-9]{1,4}[a-zA-Z]?(?:/[0-9]{1,3})?,?[ \t]+"
_ADDRESS = re.compile(
    rf"{_NUMBER}(?:[A-Z][\w’'-]*\.?[ \t]+){{1,3}}(?:{_MORE_ROADS})\b"  # 14 Old Mill Road
    rf"|{_NUMBER}[a-z][\w’'-]+[ \t]+(?:street|road|avenue|lane|terrace|crescent|drive)\b"  # 14 mill road
    rf"|\b[A-Z][\w’'-]+[ \t]+(?:{_ROADS})\b"  # in Mill Road
    r"|\b[Ff]lat[ \t]+[0-9]"  # flat 3/2
)
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "miss", "prof", "sister", "rev"))
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def recognisable(text: str, names: Iterable[str]) -> list[str]:
    """The kinds of sign found, in words. `names` are those of people: whole, and as they are called."""
    found = [AN_ADDRESS] if _ADDRESS.search(text) else []
    words = {word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text)}
    folded = " ".join(text.split()).casefold()
    if any(_is_named(name, words, folded) for name in names):
        found.append(A_NAME)
    return found


def _is_named(name: str, words: set[str], folded: str) -> bool:
    """The whole name in any writing, or one word of it with its capital: "will" is not Will."""
    parts = [part.strip(".") for part in name.split()]
    own = [part for part in parts if part.casefold() not in _TITLES and len(part) > 1 and part[:1].isupper()]
    whole = len(own) > 1 and re.search(rf"\b{re.escape(' '.join(parts).casefold())}\b", folded)
    return bool(whole) or any(part in words for part in own)
