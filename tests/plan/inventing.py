"""Scenes made up by chance within the limits of the series file, to try the drawing on."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from hypothesis import strategies as st

from app.plan import said
from app.plan.building import COLOURS
from app.plan.said import CHALLENGE, ENDS, SIGNS
from app.plan.scene import CLOSED, OPEN, Action, Entry, Line, Scene, Section, Station, Test
from app.series.models import SHAPES
from tests.plan import languages

BITS = (
    *(
        "ask",
        "find",
        "out",
        "list",
        "the",
        "a",
        "of",
        "and",
        "nurses",
        "carers",
        "drivers",
        "pharmacy",
        "club",
        "dates",
    ),
    *(
        "dates",
        "hours",
        "plain",
        "words",
        "share",
        "try",
        "count",
        "practice",
        "visit",
        "library",
        "transport",
        "housing",
    ),
    *("afternoon", "record", "together", "who", "when", "without", "waiting", "organisation"),
)
NAMES = (
    "Alan",
    "Priya",
    "Mòr",
    "Ùna Ní Dhomhnaill",
    "Wolfeschlegelsteinhausen",
    "李小龍",
    "أحمد العلي",
    "יעל לוי",
    "Łucja Żak",
    "Llŷr ap Gwyn",
    "Jo 🙂",
    "J" * 60,
)
ELSEWHERE = "Мы не знаем, 我們不知道 🙂 — “quoted” & <b>bold</b>"
FIRST_DAY = date(2024, 1, 10)
# What a series file allows (docs/series-file.md), as far as it is drawn.
MEETINGS, LINES, ACTIONS, TESTS, ROUNDS = 48, 10, 400, 60, 12
WORKS_MOST, LEARNT_MOST, HOPES_MOST = 24, 24, 12


@dataclass(frozen=True)
class MadeUp:
    """A scene by its seed and sizes, which is all that a failing test has to print."""

    seed: int
    meetings: int
    ahead: int
    opening: bool
    lines: int
    actions: int
    tests: int

    @cached_property
    def scene(self) -> Scene:
        return _Chance(Random(self.seed)).scene(self)

    @property
    def classes(self) -> set[str]:
        """The kinds of drawing that this one belongs to: what a run over many has to have reached."""
        found = {"opening" if self.opening else "closing", f"{self.lines} lines"}
        found |= {"first meeting"} if self.meetings == 1 else set()
        found |= {"last meeting"} if not self.ahead else set()
        found |= {"every meeting there may be"} if self.meetings + self.ahead == MEETINGS else set()
        found |= {"every action there may be"} if self.actions == ACTIONS else set()
        found |= {"every test there may be"} if self.tests == TESTS else set()
        found |= {"nothing yet"} if not self.lines + self.actions + self.tests else set()
        found |= {"all at its most"} if (self.lines, self.actions, self.tests) == (LINES, ACTIONS, TESTS) else set()
        found |= (
            {"a line that ended long ago"} if any(_long_ago(line, self.scene) for line in self.scene.lines) else set()
        )
        found |= {"an unbroken word"} if any(len(set(a.text[5:])) == 1 for a in self.scene.actions) else set()
        return found | {f"state {a.state}" for a in self.scene.actions} | {f"end {x.end}" for x in self.scene.lines}


def _long_ago(line: Line, scene: Scene) -> bool:
    return line.last is not None and line.last < scene.present - 2


def by_chance(seed: int) -> MadeUp:
    """Often of the size that series have, sometimes as large as a series file may be."""
    random = Random(seed)

    def up_to(most: int, few: int = 0, usual: int = 6) -> int:
        return random.choice((random.randint(few, min(most, usual)), random.randint(few, most), most, few))

    meetings = up_to(MEETINGS, few=1)
    large = random.random() < 0.4  # many actions take the longest to draw
    return MadeUp(
        seed,
        meetings,
        min(up_to(12), MEETINGS - meetings),
        random.random() < 0.5,
        up_to(LINES),
        up_to(ACTIONS if large else 90, usual=40),
        up_to(TESTS if large else 12),
    )


def made_up(*, lines: int = LINES, actions: int = 120, tests: int = 20):
    """The same for Hypothesis, which makes what fails smaller."""
    return st.builds(
        MadeUp,
        seed=st.integers(0, 2**32),
        meetings=_up_to(24, few=1),
        ahead=_up_to(12),
        opening=st.booleans(),
        lines=_up_to(lines),
        actions=_up_to(actions),
        tests=_up_to(tests),
    )


def _up_to(most: int, few: int = 0):
    return st.one_of(st.integers(few, min(most, 6)), st.integers(few, most), st.just(most))


class _Chance:
    def __init__(self, random: Random) -> None:
        self.random = random

    def scene(self, made: MadeUp) -> Scene:
        here = made.meetings - 1
        self.present = max(0, here - 1) if made.opening else here
        days = [FIRST_DAY + timedelta(days=28 * n) for n in range(made.meetings + made.ahead)]
        stations = [Station(n + 1, day, self.phrase(60), n < here or not made.opening) for n, day in enumerate(days)]
        stations[made.meetings :] = [
            Station(s.number, self.random.choice((s.date, None))) for s in stations[made.meetings :]
        ]
        self.lines = tuple(self.line(n) for n in range(made.lines))
        return Scene(
            self.phrase(80),
            self.phrase(200),
            tuple(stations),
            here,
            made.opening,
            lines=self.lines,
            actions=tuple(self.action(n) for n in range(made.actions)),
            tests=tuple(rounds for n in range(made.tests) for rounds in self.test(n + 1)),
            now=self.sections((said.WORKS, WORKS_MOST, 120), (said.STORIES, LEARNT_MOST, 160)),
            future=self.sections((said.HOPES_MOVED, HOPES_MOST, 80), (said.GOOD_WEEK, WORKS_MOST, 120)),
        )

    def phrase(self, most: int) -> str:
        """Some words up to `most` characters; now and then one unbroken word as long as that, or other scripts."""
        kind = self.random.randint(0, 11)
        if kind == 0:
            return self.random.choice("mwWaéÅ日ж") * most
        if kind == 1:
            return ELSEWHERE[:most].strip()
        if kind == 2:
            return " ".join(self.random.choices(list(languages.NAMES.values()), k=9))[:most].strip()
        length = most if kind < 6 else self.random.randint(max(3, most // 4), most)
        return " ".join(self.random.choices(BITS, k=length // 2 + 1)).capitalize()[:length].strip()

    def line(self, n: int) -> Line:
        start = self.random.choice((min(2, self.present), self.random.randint(0, self.present)))
        colour, shape = list(COLOURS.values())[n % 8], SHAPES[n * 3 % 8]
        challenge = self.random.choice(sorted(CHALLENGE))
        name = self.phrase(60)
        if self.random.random() < 0.7:
            return Line(f"key{n}", name, challenge, colour, shape, start, resting=self.random.random() < 0.2)
        end, at = self.random.choice(sorted(ENDS)), self.random.randint(start, self.present)
        words = f"{ENDS[end]}: {self.phrase(160)}"
        return Line(f"key{n}", name, challenge, colour, shape, start, end=end, end_at=at, end_words=words)

    def action(self, number: int) -> Action:
        """Each begins with a number of its own, so that it can be found on a sheet."""
        state = self.random.choice((*OPEN, *CLOSED, "done", "done", "agreed"))
        where = self.present if state in OPEN else self.random.randint(0, self.present)
        return Action(
            f"#{number:03} {self.phrase(75)}",
            state,
            "" if state == "proposed" else self.random.choice(NAMES),
            self.random.choice((None, self.random.randint(0, 24))),
            where,
            self.line_at(where),
            self.random.random() < 0.2,
            self.phrase(160) if state == "stuck" else "",
        )

    def test(self, number: int) -> list[Test]:
        """Some rounds, the last of which may go on; now and then only an idea."""
        title = self.phrase(48)
        if self.random.random() < 0.1:
            return [Test(number, title, "idea", self.present, self.line_at(self.present))]
        at = sorted(self.random.choices(range(self.present + 1), k=self.random.choice((1, 2, 3, 5, ROUNDS))))
        last = self.random.choice(sorted(SIGNS))
        at[-1] = self.present if last in ("planned", "running") else at[-1]
        line = self.line_at(self.present)
        signs = [*["adapt"] * (len(at) - 1), last]
        return [
            Test(number, title, sign, where, self._started(line, where), latest=n == len(at))
            for n, (sign, where) in enumerate(zip(signs, at, strict=True), start=1)
        ]

    def line_at(self, where: int) -> str | None:
        return self.random.choice([None, *(line.key for line in self.lines if line.start <= where)])

    def _started(self, key: str | None, where: int) -> str | None:
        return next((line.key for line in self.lines if line.key == key and line.start <= where), None)

    def sections(self, *kinds: tuple[str, int, int]) -> tuple[Section, ...]:
        """Of some of the kinds, each given by its head, the most entries and the longest."""
        some = [kind for kind in kinds if self.random.random() < 0.7]
        return tuple(Section(head, self.entries(head, most, long)) for head, most, long in some)

    def entries(self, head: str, most: int, long: int) -> tuple[Entry, ...]:
        texts = [self.phrase(long) for _ in range(self.random.choice((1, 3, 6, most)))]
        moved = head == said.HOPES_MOVED
        return tuple(Entry(text, 2 if moved else None, "some" if moved else "") for text in texts)
