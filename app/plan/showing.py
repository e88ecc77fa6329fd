"""What a projector can show of a series: every moment whole, its lines one by one, opening and closing side by side.

All of it goes into one page, so that nothing has to be fetched once it is open. Each slide knows where its keys lead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.plan import beside, focus, said, screen
from app.plan.scene import Line, Scene

MOST_LINES = 90  # lines in focus, those of the nearest moments; a page has to be read over a hall's network
BACK, ON = "ArrowLeft PageUp", "ArrowRight PageDown Space"


@dataclass(frozen=True)
class Link:
    """`keys` as browsers name them; `letter` is what the page shows of them."""

    words: str
    to: str  # the id of a slide
    keys: str
    letter: str = ""
    current: bool = False


@dataclass(frozen=True)
class Slide:
    id: str
    title: str
    svg: str
    steps: tuple[Link, ...]
    lines: tuple[Link, ...]
    views: tuple[Link, ...]
    number: int
    focusable: bool  # whether lines of this moment are in the page


def slides(moments: Sequence[Scene], first: Scene) -> tuple[Slide, ...]:
    """`moments` in order of time; that which is shown first is one of them."""
    return tuple(_Show(moments, first).slides())


class _Show:
    def __init__(self, moments: Sequence[Scene], first: Scene) -> None:
        self.moments = moments
        self.first = moments.index(first)
        self.focused = self._near()
        pairs = ((one, other) for one, other in pairwise(moments) if _number(one) == _number(other))
        self.pairs = {_number(one): (one, other) for one, other in pairs}

    def _near(self) -> set[int]:
        """The moments whose lines are in the page."""
        found, room = set[int](), MOST_LINES
        for at in sorted(range(len(self.moments)), key=lambda at: abs(at - self.first)):
            room -= len(screen.entries(self.moments[at]))
            if room < 0 and found:
                break
            found.add(at)
        return found

    def slides(self) -> Iterable[Slide]:
        for at, scene in enumerate(self.moments):
            yield self._slide(at, _id(scene), screen.draw(scene).svg(), None, whole=True)
            for line in screen.entries(scene) if at in self.focused else ():
                yield self._slide(at, _id(scene, line), focus.draw(scene, line).svg(), line)
        for one, other in self.pairs.values():
            at = self.moments.index(other)
            yield self._slide(at, _beside(other), beside.draw(one, other).svg(), None, both=True)

    def _slide(
        self, at: int, id_: str, svg: str, line: Line | None, *, whole: bool = False, both: bool = False
    ) -> Slide:
        scene = self.moments[at]
        title = f"{said.which(scene)}, {'as it opened' if scene.opening else 'as it closed'}"
        if both:
            title = f"{said.which(scene)}, opening and closing"
        elif not whole:
            title = f"{screen.name_of(scene, line)}: {title}"
        steps = tuple(self._steps(at, line, single=not whole and not both))
        shown = id_ if both or whole else ""
        return Slide(
            id_,
            title,
            svg,
            steps,
            tuple(self._lines(at, id_)),
            tuple(self._views(at, shown)),
            _number(scene),
            at in self.focused,
        )

    def _steps(self, at: int, line: Line | None, *, single: bool) -> Iterable[Link]:
        last = len(self.moments) - 1
        for words, to, keys in (
            ("First", 0, "Home"),
            ("Back", at - 1, BACK),
            ("Next", at + 1, ON),
            ("Last", last, "End"),
        ):
            if 0 <= to <= last and to != at:
                yield Link(words, self._same(to, line) if single else _id(self.moments[to]), keys)

    def _same(self, at: int, line: Line | None) -> str:
        """The same line at another moment, else the whole of it."""
        scene, key = self.moments[at], line.key if line else None
        for other in screen.entries(scene) if at in self.focused else ():
            if (other.key if other else None) == key:
                return _id(scene, other)
        return _id(scene)

    def _lines(self, at: int, shown: str) -> Iterable[Link]:
        scene = self.moments[at]
        for line in screen.entries(scene) if at in self.focused else ():
            key, to = screen.key_of(scene, line), _id(scene, line)
            yield Link(screen.name_of(scene, line), to, key.lower(), key, current=to == shown)

    def _views(self, at: int, shown: str) -> Iterable[Link]:
        scene = self.moments[at]
        yield Link("Whole", _id(scene), "w Escape", "W", current=shown == _id(scene))
        if _number(scene) in self.pairs:
            yield Link("Side by side", _beside(scene), "s", "S", current=shown == _beside(scene))


def id_of(scene: Scene) -> str:
    """The slide with the whole of a moment."""
    return _id(scene)


def _id(scene: Scene, *line: Line | None) -> str:
    at = f"meeting-{_number(scene)}-{'opening' if scene.opening else 'closing'}"
    return f"{at}-{screen.key_of(scene, line[0]).lower()}" if line else at


def _beside(scene: Scene) -> str:
    return f"meeting-{_number(scene)}-both"


def _number(scene: Scene) -> int:
    return scene.stations[scene.here].number
