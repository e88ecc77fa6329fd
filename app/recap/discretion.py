"""What people typed and the page may not carry on: a pseudonym, an address (R11, docs/recap.md)."""

import re
from dataclasses import dataclass
from functools import cached_property

from app.record.reading import Record

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True)
class Discretion:
    """Which of people's own words may stand on the page. The rest is left out whole, and counted."""

    record: Record
    for_sponsor: bool = False

    def permits(self, text: str | None) -> bool:
        if not text or ADDRESS.search(text):
            return False
        if any(_is_in(pseudonym, text, any_case=len(pseudonym) > 3) for pseudonym in self._pseudonyms):
            return False
        return not (self.for_sponsor and any(_is_in(name, text) for name in self._names))

    @cached_property
    def _pseudonyms(self) -> tuple[str, ...]:
        return tuple(story.pseudonym for story in self.record.stories.values())

    @cached_property
    def _names(self) -> tuple[str, ...]:
        people = self.record.people.values()
        said = (word for p in people for word in (*p.name.split(), *(p.known_as or "").split()))
        return tuple(dict.fromkeys(word for word in said if len(word) > 1 and word[0].isupper()))


def _is_in(name: str, text: str, *, any_case: bool = False) -> bool:
    """As a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE if any_case else 0) is not None
