"""Signs in a text that it tells who somebody is: numbers, dates, addresses (S3, docs/domain.md).

Better to stop once too often than to let one through: the text is a story somebody told in confidence.
"""

import re
import unicodedata

# Between the digits of a number people put spaces, dots, dashes, slashes or brackets.
_GAP = r"[ \t.\-/()]{0,3}"
_NOT_IN_A_NUMBER = r"(?<![0-9])"
_NUMBER_ENDS = r"(?![0-9])"

_TEN_DIGITS = re.compile(_NOT_IN_A_NUMBER + rf"[0-9](?:{_GAP}[0-9]){{9}}" + _NUMBER_ENDS)
_SIX_AND_FOUR = re.compile(_NOT_IN_A_NUMBER + r"[0-9]{6}[^0-9A-Za-z]{0,3}[0-9]{4}" + _NUMBER_ENDS)
_TELEPHONE = re.compile(
    rf"(?:\+{_GAP}[0-9](?:{_GAP}[0-9]){{7,14}}"
    rf"|{_NOT_IN_A_NUMBER}\(?0(?:{_GAP}[0-9]){{8,10}}{_NUMBER_ENDS}"
    rf"|{_NOT_IN_A_NUMBER}[0-9](?:{_GAP}[0-9]){{10,13}}{_NUMBER_ENDS})"
)
_DATE = re.compile(
    _NOT_IN_A_NUMBER
    + r"(?:[0-9]{1,2} ?[./\-–—] ?[0-9]{1,2} ?[./\-–—] ?(?:[0-9]{4}|[0-9]{2})"
    + r"|[0-9]{1,2} [0-9]{1,2} (?:19|20)[0-9]{2}"
    + r"|(?:19|20)[0-9]{2} ?[./\-–—] ?[0-9]{1,2} ?[./\-–—] ?[0-9]{1,2})"
    + _NUMBER_ENDS
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]?|GIR)[ \t]{0,2}"
    r"([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")  # "the M8 1st exit" is no postcode
_EMAIL = re.compile(r"[^\s@<>()\[\],;:]+ ?(?:@|\(at\)|\[at\]) ?[^\s@<>()\[\],;:]+\.[^\W\d_]{2,}", re.IGNORECASE)
# Numbers that are for ringing and for nothing else: with the sign of a country, or eleven digits that begin with 0.
_TO_RING = re.compile(
    rf"\+{_GAP}[0-9](?:{_GAP}[0-9]){{7,14}}|{_NOT_IN_A_NUMBER}\(?0(?:{_GAP}[0-9]){{10}}{_NUMBER_ENDS}"
)
_APART = " … "  # what stands on either side of something taken out does not become one number


def identifiers_in(text: str) -> list[str]:
    """The kinds of sign found, in words; never what was found."""
    plain = _plain(text)
    found = {
        "an e-mail address": _EMAIL.search(plain),
        "a full date in numbers": _DATE.search(plain),
        "a number of six digits and four": _SIX_AND_FOUR.search(plain),
        "a ten-digit number": _TEN_DIGITS.search(plain),
        "a telephone number": _TELEPHONE.search(plain),
        "a postcode": any(not _ORDINAL.fullmatch(match[1]) for match in _POSTCODE.finditer(plain)),
    }
    return [kind for kind, sign in found.items() if sign]


def identifiers_in_a_letter(text: str) -> list[str]:
    """The same but for how to reach somebody, which belongs in a letter: whom to ring, and where to write to."""
    rest = _TO_RING.sub(_APART, _EMAIL.sub(_APART, _plain(text)))
    return [kind for kind in identifiers_in(rest) if kind != "a telephone number"]


def without_ways_to_reach(text: str) -> str:
    """A text in which nobody's number or address stands any more; one that holds none is left as it is."""
    if not identifiers_in(text):
        return text
    return _TELEPHONE.sub("(a telephone number)", _EMAIL.sub("(an e-mail address)", _plain(text)))


def _plain(text: str) -> str:
    """Digits as 0 to 9, ordinary spaces, nothing invisible: written otherwise, a number is still a number."""
    folded = unicodedata.normalize("NFKC", text)
    kept = (c for c in folded if unicodedata.category(c) != "Cf")
    return "".join(_plain_character(c) for c in kept)


def _plain_character(c: str) -> str:
    if c.isascii():
        return c
    if c.isdecimal():
        return str(unicodedata.decimal(c))
    return " " if c.isspace() else "-" if c in "‐‑‒–−" else c
