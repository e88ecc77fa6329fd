"""The plan in words: the same as the picture and in the same order, for those who hear it or have no picture.

Purpose, now, the meetings, each line (stuck first, then open, done, the rest, tests, how it ends), the future, counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import fill

from app.plan import said
from app.plan.scene import Action, Entry, Line, Scene, Section, Station, Test
from app.words import sentence

GROUPS = (
    ("Would like help", ("stuck",)),
    ("Under way", ("started", "agreed", "asked", "proposed")),
    ("Done", ("done",)),
    ("Handed on, set aside or let go", ("handed_on", "parked", "let_go")),
)
WIDTH = 88


@dataclass(frozen=True)
class Item:
    """One entry of a list: the words, and what is added to them more quietly."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading with what belongs under it: a paragraph, a list, or parts of its own."""

    head: str
    said: str = ""
    items: tuple[Item, ...] = ()
    parts: tuple["Part", ...] = ()
    shape: str = ""  # of a line, as it is drawn
    colour: str = ""
    line: bool = False  # a line of the plan, or what goes on without one

    @property
    def counts(self) -> tuple[str, ...]:
        """Of a line: how many there are of what stands under it."""
        told = [f"{len(part.items)} {part.head.lower()}" for part in self.parts if part.items]
        return tuple(item.text for item in self.items) or tuple(told)


def outline(scene: Scene) -> Part:
    """The whole plan as one tree of headings and lists. The top part's head is the title of the series."""
    return Part(
        scene.title,
        f"{said.which(scene)}. {sentence(said.as_it_stood(scene))}.",
        parts=(
            Part("Why we are here", scene.purpose),
            _panel(said.NOW, scene.now),
            Part("The meetings", items=tuple(_station(scene, i, s) for i, s in enumerate(scene.stations))),
            *_lines(scene),
            _panel(said.FUTURE, scene.future),
            Part("How it stands", items=tuple(Item(words) for _, words in said.whole(scene)) or NOTHING_YET),
        ),
    )


NOTHING_YET = (Item("Nothing has been agreed yet"),)
NOTHING = "Nothing yet."


def _panel(head: str, sections: tuple[Section, ...]) -> Part:
    parts = tuple(Part(s.head, items=tuple(_entry(e) for e in s.entries)) for s in sections)
    return Part(head, "" if parts else NOTHING, parts=parts)


def _entry(entry: Entry) -> Item:
    return Item(entry.text, (entry.how_far,) if entry.how_far else ())


def _station(scene: Scene, index: int, station: Station) -> Item:
    notes = [said.day(station), station.title if station.date else "", "we are here" if index == scene.here else ""]
    return Item(said.meeting(station.number), tuple(note for note in notes if note))


# ---------------------------------------------------------------- lines
def _lines(scene: Scene) -> Iterator[Part]:
    """The trunk, what goes on together beside the lines, then line after line."""
    actions = [a for a in scene.actions if a.line is None]
    tests = [t for t in scene.tests if t.line is None]
    before = [a for a in actions if a.interval < scene.branch], [t for t in tests if t.interval < scene.branch]
    beside = [a for a in actions if a.interval >= scene.branch], [t for t in tests if t.interval >= scene.branch]
    if any(before):
        yield Part(said.trunk_head(scene), parts=tuple(_held(*before)), line=True)
    if any(beside) or any(s.line is None for s in scene.sums):
        yield Part(said.TOGETHER, items=_sums(scene, None), parts=tuple(_held(*beside)), line=True)
    for line in scene.lines:
        yield _line(scene, line)


def _line(scene: Scene, line: Line) -> Part:
    actions = [a for a in scene.actions if a.line == line.key]
    tests = [t for t in scene.tests if t.line == line.key]
    parts = list(_held(actions, tests))
    if line.end:
        parts.append(Part("How it ends", line.end_words))
    begins = f"from meeting {scene.stations[line.start].number}"
    resting = " Resting for now." if line.resting else ""
    kind = f"{sentence(said.CHALLENGE[line.challenge])} ({said.KIND[line.challenge]}), {begins}.{resting}"
    return Part(line.name, kind, _sums(scene, line.key), tuple(parts), line.shape, line.colour, line=True)


def _sums(scene: Scene, line: str | None) -> tuple[Item, ...]:
    return tuple(Item(s.said) for s in scene.sums if s.line == line)


def _held(actions: list[Action], tests: list[Test]) -> Iterator[Part]:
    for head, states in GROUPS:
        mine = [a for state in states for a in actions if a.state == state]
        if mine:
            yield Part(head, items=tuple(_action(a, tell=len(states) > 1) for a in mine))
    if tests:
        told = tuple(_tests(tests))
        yield Part("Small test" if len(told) == 1 else "Small tests", items=told)


def _action(action: Action, *, tell: bool) -> Item:
    """Who leads it and since when, while it is open; what would help; a state that the heading does not tell."""
    notes = []
    if action.state in ("stuck", "started", "agreed", "asked", "proposed"):
        notes += [said.who(action), said.since(action)]
    if tell and action.state not in ("agreed", "asked", "proposed"):
        notes.append(said.STATES[action.state])
    if action.state == "proposed":
        notes.append(said.STATES["proposed"])
    notes += ["quick win" if action.quick else "", f"would help: {action.help}" if action.help else ""]
    return Item(action.text, tuple(note for note in notes if note))


def _tests(tests: Iterable[Test]) -> Iterator[Item]:
    """Each test once, with what its rounds came to in order."""
    by_number: dict[int, list[Test]] = {}
    for test in tests:
        by_number.setdefault(test.number, []).append(test)
    for rounds in by_number.values():
        last = rounds[-1]
        signs = ", then ".join(said.SIGNS[t.sign] for t in rounds if t.sign != "idea")
        notes = tuple(note for note in (signs, said.aside(last)) if note)
        yield Item(f"{said.test_name(last)} {last.title}", notes)


# ---------------------------------------------------------------- plain text
def text(scene: Scene) -> str:
    """For `beston plan --format text`."""
    top = outline(scene)
    lines = [top.head, "=" * len(top.head), top.said, ""]
    for part in top.parts:
        lines += [*_part(part, 0), ""]
    return "\n".join(lines).rstrip() + "\n"


def _part(part: Part, depth: int) -> Iterator[str]:
    pad = "  " * max(0, depth - 1)
    if depth == 0:
        yield part.head
        yield "-" * len(part.head)
    else:
        yield f"{pad}{part.head}:"
    inner = pad if depth == 0 else pad + "  "
    if part.said:
        yield _filled(part.said, inner, inner)
    for item in part.items:
        yield _filled("; ".join([item.text, *item.notes]), f"{inner}- ", f"{inner}  ")
    for below in part.parts:
        yield from _part(below, depth + 1)


def _filled(words: str, first: str, rest: str) -> str:
    return fill(
        words, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    )
