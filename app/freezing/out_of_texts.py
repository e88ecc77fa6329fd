"""Taking words out of a plain text, of which there is no page: a mark in place of the sentences that have them."""

import re

from app.freezing.leave import Words, holds
from app.recap.page import WIDTH, wrapped

MARK = "Something that stood here has been taken out."
SENTENCE = re.compile(r"(?<=[.!?…”])\s+")


def out_of_text(text: str, words: tuple[Words, ...]) -> str:
    """The text with a mark in place of the sentences that have them; the rest stays as it is, to the letter."""
    return "\n".join(_paragraph(lines, words) for lines in _paragraphs(text))


def _paragraphs(text: str) -> list[list[str]]:
    """Its lines by heading, paragraph, item and blank line."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        begins = not line.strip() or line.startswith("- ") or not found or _has_ended(found, line)
        if begins:
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _has_ended(found: list[list[str]], line: str) -> bool:
    """Whether this line belongs to none before it: after a blank one, after a heading, or back at the margin."""
    last, first_in_its_part = found[-1], len(found) == 1 or found[-2] == [""]
    heading = first_in_its_part and len(last) == 1 and len(last[0]) < WIDTH / 2 and last[0][-1:] not in ".!?…,;:”"
    return not last[-1].strip() or heading or (last[0].startswith("- ") and not line.startswith("  "))


def _paragraph(lines: list[str], words: tuple[Words, ...]) -> str:
    said = " ".join(" ".join(lines).split())
    if not holds(said, words):
        return "\n".join(lines)
    bullet = "- " if said.startswith("- ") else ""
    return "\n".join(wrapped(marked(said.removeprefix("- "), words), bullet))


def marked(said: str, words: tuple[Words, ...]) -> str:
    """One paragraph, with a mark for each run of sentences that has them."""
    return " ".join(_marked(SENTENCE.split(said), words))


def _marked(sentences: list[str], words: tuple[Words, ...]) -> list[str]:
    """A mark for each run of sentences that has them, the shortest first."""
    for size in range(1, len(sentences) + 1):
        for n in range(len(sentences) - size + 1):
            if holds(" ".join(sentences[n : n + size]), words):
                return _marked([*sentences[:n], MARK, *sentences[n + size :]], words)
    return sentences
