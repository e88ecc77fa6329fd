"""Characters that no face of ours has: a box stands for each on the sheet, and its foot says which they are."""

import unicodedata
from collections.abc import Iterator, Sequence

from app.plan.scene import Scene, Section
from app.plan.shaping import em_width, uncovered

MOST = 12  # by name; more never go on a line


def said(scene: Scene, em: float) -> str:
    """As many of them by name as go on a line of `em` sizes; "" where everything is drawn."""
    letters = uncovered(" ".join(_texts(scene)))
    for named in range(min(len(letters), MOST), -1, -1):
        told = _told(letters, named)
        if em_width(told, "regular") <= em:
            break
    return told if letters else ""


def _told(letters: Sequence[str], named: int) -> str:
    first = ", ".join(map(_name, letters[:named]))
    more = f"{first} and {len(letters) - named} more" if named else f"{len(letters)} characters"
    return f"Drawn as a box here, and as written in the plan in words: {first if named == len(letters) else more}."


def _name(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    if name.startswith("cjk unified ideograph"):
        name = "Han character"
    return f"U+{ord(letter):04X} ({name})" if name else f"U+{ord(letter):04X}"


def _texts(scene: Scene) -> Iterator[str]:
    """Everything that people wrote and the sheet has."""
    yield from (scene.title, scene.purpose)
    yield from (station.title for station in scene.stations)
    for line in scene.lines:
        yield from (line.name, line.end_words)
    for action in scene.actions:
        yield from (action.text, action.lead, action.help)
    yield from (test.title for test in scene.tests)
    yield from _of_a_panel(scene.now)
    yield from _of_a_panel(scene.future)


def _of_a_panel(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.head
        yield from (entry.text for entry in section.entries)
