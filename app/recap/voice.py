"""How the page keeps from repeating itself: every pattern of a sentence is used once on a page.

There is no chance in it. Patterns stand in the order in which they sound best; the first that has not been used and
that suits the words goes. So the same record gives the same page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Voice:
    """One page's worth of speaking."""

    used: list[str] = field(default_factory=list)

    def say(self, patterns: Sequence[str], **words: str) -> str:
        """The words in the first pattern that is unused and suits them; the last one when all are used up."""
        left = [pattern for pattern in patterns if pattern not in self.used]
        pattern = next((p for p in left if _suits(p, words)), (left or patterns[-1:])[0])
        self.used.append(pattern)
        return pattern.format(**words)


def _suits(pattern: str, words: dict[str, str]) -> bool:
    """Two colons in one sentence are one too many to say; so are two semicolons, or "who drew who visits"."""
    said = [word for name, word in words.items() if "{" + name + "}" in pattern]
    twice = any(sign in pattern and any(sign in word for word in said) for sign in (":", ";", "–"))
    return not twice and not ("who {did}" in pattern and " who " in words.get("did", ""))
