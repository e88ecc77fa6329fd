"""One organisation under two spellings: recognised, so that people can say whether it is one or two."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from app.beginning.headings import folded

ALIKE = 0.86
LEAST = 5  # shorter names differ by a letter and are different
SHORT_NAME = 18  # so much room there is on the plan; the series file says so too
AS_ONE = {
    "street": "st",
    "saint": "st",
    "road": "rd",
    "doctor": "dr",
    "centre": "ctr",
    "center": "ctr",
    "surgery": "practice",
    "association": "assoc",
    "department": "dept",
    "community": "comm",
}
NOTHING_SAID = {"the", "and", "of", "for", "ltd", "limited", "plc", "cic", "llp"}
LONG_WORDS = (("health and social care partnership", "hscp"), ("national health service", "nhs"))
# In this order: a police and community trust is the police's.
SECTOR_WORDS = (
    ("hscp", "hscp|health and social care|integration joint"),
    ("police_justice", "police|prison|probation|court|justice|fire and rescue"),
    ("general_practice", "medical practice|medical centre|surgery|general practice|gp|gps|health centre|practice"),
    ("nhs", "nhs|hospital|health board|ward|ambulance|infirmary|community nursing"),
    ("council", "council|social work|local authority|libraries|library"),
    ("housing", "housing|homes|tenants|landlord"),
    ("education", "school|college|university|nursery|academy"),
    (
        "third_sector",
        "charity|trust|voluntary|volunteers?|age|alzheimers?|carers|red cross|foundation",
    ),
    ("independent_sector", "care home|nursing home|ltd|limited|pharmacy|plc|home care"),
    ("community_group", "community|hall|association|church|group|club|committee|lunch club"),
)


@lru_cache(maxsize=512)
def key(name: str) -> str:
    """A name without what people leave out or shorten: `The NHS (Castle Street)` and `NHS Castle St.` are one."""
    plain = folded(name)
    for long, short in LONG_WORDS:
        plain = plain.replace(long, short)
    return " ".join(AS_ONE.get(word, word) for word in plain.split() if word not in NOTHING_SAID)


def alike(one: str, other: str) -> bool:
    """Whether two names may be the same body. Never where numbers differ: wards 4 and 5 are two."""
    a, b = key(one), key(other)
    if not a or not b or _numbers(a) != _numbers(b):
        return False
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return True
    if min(len(a), len(b)) < LEAST:
        return False
    if 2 * min(len(a), len(b)) < ALIKE * (len(a) + len(b)):  # what the matcher would find, but sooner
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


@lru_cache(maxsize=512)
def _numbers(plain: str) -> list[str]:
    return re.findall("[0-9]+", plain)


def exactly(name: str, names: dict[str, tuple[str, ...]]) -> str | None:
    """The id of the organisation that is called just this, or by this short name, upper and lower case alike."""
    wanted = " ".join(name.casefold().split())
    return next((id_ for id_, known in names.items() if wanted in {k.casefold() for k in known}), None)


def nearest(name: str, names: dict[str, tuple[str, ...]]) -> str | None:
    """The id of the first organisation with a name like this one."""
    return next((id_ for id_, known in names.items() if any(alike(name, k) for k in known)), None)


def pairs_alike(names: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(names, 2):
        if any(alike(a, b) for a in names[one] for b in names[other]):
            yield one, other


def sector_of(name: str) -> str:
    """A guess, to be put right by whoever knows."""
    plain = folded(name)
    found = (sector for sector, words in SECTOR_WORDS if re.search(rf"\b(?:{words})\b", plain))
    return next(found, "other")


def short_name(name: str, taken: Iterable[str] = ()) -> str | None:
    """A name for the plan, where the whole one is too long: as many of its words as there is room for."""
    if len(name) <= SHORT_NAME:
        return None
    words = [word for word in re.split(r"[\s,()]+", name) if word and word.casefold() not in NOTHING_SAID]
    found = ""
    for word in words:
        longer = f"{found} {word}".strip()
        if len(longer) > SHORT_NAME:
            break
        found = longer
    found = found or name[: SHORT_NAME - 1].strip() + "…"
    return _another(found, set(taken)) if found in taken else found


def _another(found: str, taken: set[str]) -> str:
    return next(other for n in range(2, 1000) if (other := f"{found[: SHORT_NAME - 4].strip()} {n}") not in taken)
