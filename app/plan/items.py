"""What stands in the lists of the wall: actions, tests, heads, pills that found no room on their line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.plan import said
from app.plan.fonts import Word, lines_of, width, words
from app.plan.marks import END_MARKS, GLYPHS, pill_width
from app.plan.scene import CLOSED, OPEN, Action, Line, Scene, Test

INDENT, PAD, SPARK = 1.55, 0.42, 1.05  # of the type size
PILL_MOST = 6.6
GLYPHED = frozenset(GLYPHS) | frozenset(END_MARKS)
ORDER = ("pills", "stuck", "asked", "proposed", "started", "agreed", "test", "done", "handed_on", "parked", "let_go")


@dataclass(slots=True)
class Pill:
    tag: str
    signs: tuple[str, ...]  # one for each round it stands for
    colour: str

    def width(self, size: float) -> float:
        return pill_width(self.tag, size, len(self.signs))


@dataclass(eq=False)
class Item:
    """Known by itself, so that how often its words break is reckoned once for each width."""

    state: str  # of an action; how a line ends; or pills, test, head, more
    words: tuple[Word, ...]
    quick: bool = False
    help: tuple[Word, ...] = ()
    pills: tuple[Pill, ...] = ()
    stands_for: int = 0  # how many actions
    of: Action | Test | Line | None = None  # what it says in full
    colour: str = ""
    counts: dict[float, int] = field(default_factory=dict, repr=False)

    @property
    def stuck(self) -> bool:
        return self.state == "stuck"

    @property
    def test(self) -> bool:
        return self.state == "test"

    @property
    def end(self) -> bool:
        return self.state in END_MARKS

    @property
    def aside(self) -> bool:
        """Whether these are the drawing's own words and not the record's."""
        return self.state in ("more", "head")

    @cached_property
    def pad(self) -> float:
        """Of the type size: between a frame and the words in it."""
        return PAD if self.stuck else 0.0

    @property
    def above(self) -> float:
        """Of the type size: white over a head."""
        return 0.4 if self.state == "head" else 0.0

    @cached_property
    def indent(self) -> float:
        """Of the type size: a hanging indent for the mark and the spark."""
        return (INDENT + (SPARK if self.quick else 0)) if self.state in GLYPHED else 0.0

    @cached_property
    def _ems(self) -> tuple[list[tuple[float, float]], ...]:
        """Each word's width and its space's, at size 1; the words first, then what would help."""
        space = {style: width(" ", 1, style) for style in {w.style for w in (*self.words, *self.help)}}
        return tuple([(width(w.text, 1, w.style), space[w.style]) for w in text] for text in (self.words, self.help))

    @cached_property
    def longest(self) -> float:
        """The widest word, at size 1."""
        return max((em for ems in self._ems for em, _ in ems), default=0.0)

    def count(self, em: float) -> int:
        """How many lines it takes where a line is `em` sizes wide."""
        found = self.counts.get(em)
        if found is None:
            found = lines_of(self._ems[0], self.words, em)
            if self.help:
                found += lines_of(self._ems[1], self.help, em)
            self.counts[em] = found
        return found


def action_item(action: Action, *, past: bool, with_help: bool) -> Item:
    text = words(action.text, "bold" if action.state == "stuck" else "regular")
    if action.state in OPEN:
        text += who(action)
    help_ = words("Would help:", "bold") + words(action.help) if action.help and with_help else ()
    return Item(action.state, text, action.quick and not past, help_, stands_for=1, of=action)


def who(action: Action) -> tuple[Word, ...]:
    """The lead, and since when; a number never stands alone at the start of a line."""
    asked = (Word("being asked", "italic"),) if action.state == "asked" and action.lead else ()
    lead = words(said.who(action).removesuffix("being asked") if asked else said.who(action), "italic") + asked
    if action.since is None:
        return lead
    comma = (Word(lead[-1].text + ",", "italic"),) if lead else ()
    return lead[:-1] + comma + (Word("since", "italic"), Word(f"meeting {action.since}", "italic"))


def test_item(test: Test) -> Item:
    return Item(
        "test",
        (
            Word(said.test_name(test), "bold"),
            *words(test.title),
            *words("an idea" if test.sign == "idea" else "", "italic"),
        ),
        of=test,
    )


def end_item(line: Line, *, short: bool = False) -> Item:
    """How a line ends, and what it becomes."""
    said_of = said.ENDS[line.end] if short else line.end_words
    return Item(line.end, words(said_of, "bold"), of=None if short else line, colour=line.colour)


def folded(items: Sequence[Item]) -> list[Item]:
    """Closed things said as numbers."""
    closed = [(state, sum(i.stands_for for i in items if i.state == state)) for state in CLOSED]
    kept = [i for i in items if i.state not in CLOSED or not i.stands_for]
    return kept + [Item(state, words(f"{n} {said.STATES[state]}"), stands_for=n) for state, n in closed if n]


def pill_rows(pills: Sequence[Pill], w: float, size: float) -> tuple[float, list[list[Pill]]]:
    """The size pills have beside words of `size`, and how they stand in rows no wider than `w`."""
    size = min(size, PILL_MOST)
    rows: list[list[Pill]] = [[]]
    used = 0.0
    for one in pills:
        need = one.width(size)
        if rows[-1] and used + need > w:
            rows.append([])
            used = 0.0
        rows[-1].append(one)
        used += need + size * 0.5
    return size, rows


def pills_height(pills: Sequence[Pill], w: float, size: float) -> float:
    size, rows = pill_rows(pills, w, size)
    return size * (1.9 * len(rows) - 0.1)


class Shelf:
    """The items of one scene, each made once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.stuck = Counter(a.line for a in scene.actions if a.state == "stuck")
        self._made: dict[tuple[str | None, int, bool, bool], list[Item]] = {}
        self._actions: dict[tuple[str | None, int], list[Action]] = {}
        self._tests: dict[tuple[str | None, int], list[Test]] = {}
        for action in scene.actions:
            self._actions.setdefault((action.line, action.interval), []).append(action)
        for test in scene.tests:
            self._tests.setdefault((test.line, test.interval), []).append(test)

    def items(self, line: str | None, interval: int, *, past: bool, with_help: bool) -> list[Item]:
        """What the list of one line says of one interval, what needs help first."""
        key = (line, interval, past, with_help)
        if key not in self._made:
            self._made[key] = self._make(line, interval, past=past, with_help=with_help)
        return self._made[key]

    def _make(self, line: str | None, interval: int, *, past: bool, with_help: bool) -> list[Item]:
        scene = self.scene
        if scene.in_sum:
            here = [s for s in scene.sums if s.line == line] if interval == scene.present else []
            return [Item(s.state, words(s.said, "bold" if s.state == "stuck" else "regular")) for s in here]
        actions, tests = self._actions.get((line, interval), ()), self._tests.get((line, interval), ())
        out = [action_item(a, past=past, with_help=with_help) for a in actions]
        out += [test_item(t) for t in tests if t.latest]
        return sorted(out, key=lambda item: ORDER.index(item.state))

    def tests(self, line: str | None, intervals: tuple[int, ...]) -> list[Test]:
        """The rounds that have pills."""
        return [t for i in intervals for t in self._tests.get((line, i), ()) if t.sign != "idea"]
