"""A page again from its plain text: of a version that came with a series file there is nothing else.

What app.recap.page.as_text wrote becomes the same blocks. Any other text becomes one block, a paragraph an item.
"""

import re
from dataclasses import replace

from app.meetings.models import Document
from app.recap.making import NAMES
from app.recap.page import Block, Line, Recap

KEYS = {name: key for key, name in NAMES.items()}
LAST_SENTENCE = re.compile(r"(?:^|(?<=[.!?”]) )([^.!?]+\?)$")


def from_text(frozen: Document, like: Recap) -> Recap:
    """The page that these words are; what they do not say is as in `like`, the page worked out for the meeting."""
    like = replace(like, version=frozen.version, as_of=min(like.as_of, frozen.frozen_on))
    parts = [part for part in frozen.text.split("\n\n") if part.strip()]
    heads = [part.partition("\n")[0] for part in parts[1:]]
    if heads and all(head in KEYS for head in heads):
        blocks = tuple(_block(part) for part in parts[1:])
        kind = "welcome" if blocks[-1].key == "day" else "recap"
        return replace(like, kind=kind, heading=parts[0].partition("\n")[0], blocks=blocks)
    paragraphs = tuple(Line(" ".join(part.split()), item=True, state="said") for part in parts)
    return replace(like, blocks=(Block("handed-out", "As it was handed out", paragraphs),))


def _block(part: str) -> Block:
    name, _, body = part.partition("\n")
    lines = [_line(one) for one in _unwrapped(body)]
    key, question = KEYS[name], ""
    if key in ("today", "day") and lines and (found := LAST_SENTENCE.search(lines[-1].text)):
        question, said = found[1], lines[-1].text[: found.start()].strip()
        lines = [*lines[:-1], *([replace(lines[-1], text=said)] if said else [])]
    return Block(key, name, tuple(lines), question)


def _unwrapped(body: str) -> list[str]:
    """Items with their "- ", and paragraphs, each on one line."""
    found: list[str] = []
    for line in body.splitlines():
        starts = line.startswith("- ") or not found or (found[-1].startswith("- ") and not line.startswith("  "))
        if starts:
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line.strip()}"
    return found


def _line(one: str) -> Line:
    return Line(one.removeprefix("- "), item=True, state="said") if one.startswith("- ") else Line(one)
