"""Whose leave the words of a series rest on, and which words have lost it between two documents of the series (T9).

Words that somebody may share or not: quotes, what was noticed, what a story taught, last words; and what was found in
stories, once every one of them is taken back. Words that were only put right are not taken back.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Doc = dict[str, Any]
Key = tuple[str, ...]
REACH = {"room": 0, "record": 1, "public": 2}
TAUGHT = {"group": 1, "public": 2}
PARTS = ("meetings", "evidence", "last_words", "stories", "findings")
NOBODY, GROUP, EVERYBODY = 0, 1, 2
QUOTED = re.compile(r'[“"]([^”"]+)[”"]')
SHORT = 12  # letters: fewer stand in other sentences too


@dataclass(frozen=True)
class Words:
    """Some words, how far they may go, and the id that a line made of them rests on."""

    key: Key
    text: str
    reach: int
    source: str


@dataclass(frozen=True)
class Gone:
    """What may not be shown any more: to nobody, or (`public`) only to the group."""

    everywhere: tuple[Words, ...] = ()
    public: tuple[Words, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.everywhere or self.public)


def taken_back(before: Doc, after: Doc) -> Gone:
    """The words that could be shown before and cannot be now."""
    if all(before.get(part) == after.get(part) for part in PARTS):
        return Gone()
    now = list(_words(after))
    farthest: dict[str, int] = {}
    for words in now:
        farthest[folded(words.text)] = max(farthest.get(folded(words.text), NOBODY), words.reach)
    by_key, lengths = {words.key: words for words in now}, (_lengths(before), _lengths(after))
    everywhere: list[Words] = []
    public: list[Words] = []
    for words in _words(before):
        reach = farthest.get(folded(words.text), NOBODY)
        if reach >= words.reach or (folded(words.text) not in farthest and _put_right(words, by_key, *lengths)):
            continue
        (everywhere if reach < GROUP else public).append(words)
    return Gone(tuple(everywhere), tuple(public))


def _put_right(words: Words, now: dict[Key, Words], before: dict[Key, int], after: dict[Key, int]) -> bool:
    """Whether other words stand in just this place, and may go as far."""
    there, holder = now.get(words.key), words.key[:2]
    return there is not None and there.reach >= words.reach and before.get(holder) == after.get(holder)


def _lengths(doc: Doc) -> dict[Key, int]:
    """How many words stand in each list whose items have no id."""
    found: dict[Key, int] = {}
    for words in _words(doc):
        found[words.key[:2]] = found.get(words.key[:2], 0) + 1
    return found


def _words(doc: Doc) -> Iterator[Words]:
    for meeting in doc.get("meetings", []):
        for n, quote in enumerate(meeting.get("quotes", [])):
            reach = REACH[quote["leave_to_share"]]
            yield Words(("quote", meeting["id"], str(n)), quote["text"], reach, meeting["id"])
    for seen in doc.get("evidence", []):
        served = seen["kind"] == "said_by_someone_served"
        reach = REACH.get(seen.get("leave_to_share", ""), NOBODY if served else EVERYBODY)
        yield Words(("evidence", seen["id"]), seen["text"], reach, seen["id"])
    for n, last in enumerate(doc.get("last_words", [])):
        yield Words(("last word", "", str(n)), last["text"], REACH[last["leave_to_share"]], "")
    yield from _of_stories(doc)


def _of_stories(doc: Doc) -> Iterator[Words]:
    back = {s["id"] for s in doc.get("stories", []) if any(e["event"] == "withdrawn" for e in s.get("history", []))}
    for story in doc.get("stories", []):
        for n, taught in enumerate(story.get("learning", [])):
            reach = TAUGHT.get(taught.get("visibility", "group"), GROUP) if "approved_by" in taught else NOBODY
            key = ("learning", story["id"], str(n), "after" if story["id"] in back else "")
            yield Words(key, taught["text"], reach, story["id"])
    for found in doc.get("findings", []):
        stories = found.get("stories", [])
        held = not stories or any(story not in back for story in stories)
        yield Words(("finding", found["id"]), found["text"], EVERYBODY if held else NOBODY, found["id"])


# -- finding them again -----------------------------------------------
def folded(text: str) -> str:
    """Words alone, in small letters: a sentence on a page ends, begins and quotes otherwise than what was typed."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


def holds(text: str, words: tuple[Words, ...], sources: tuple[str, ...] = ()) -> bool:
    """Whether any of these words stand in a text.

    Very short ones stand in other sentences too: they count in quotation marks, and in a line that rests on their
    source.
    """
    said = f" {folded(text)} "
    quoted = {folded(one) for one in QUOTED.findall(text)}
    return any(_stands(folded(one.text), one.source, said, quoted, sources) for one in words)


def _stands(words: str, source: str, said: str, quoted: set[str], sources: tuple[str, ...]) -> bool:
    known = len(words) > SHORT or source in sources or words in quoted
    return bool(words) and known and f" {words} " in said
