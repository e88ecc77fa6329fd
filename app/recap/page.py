"""What a recap is made of: lines in blocks, the same for the wall, the screen, the letter and the paper."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

WIDTH = 80  # of the plain text, in letters


@dataclass(frozen=True)
class Line:
    """A sentence or two, or one item of a list.

    `strong` is the part of the words that is set bold, `tag` asks for something at their end, `mark` is the shape and
    colour of a line of the plan. `sources` are ids of the record, for organisers only: they are never printed.
    """

    text: str
    strong: str = ""
    tag: str = ""
    item: bool = False
    more: bool = False
    state: str = ""
    quick_win: bool = False
    mark: tuple[str, str] | None = None
    sources: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Everything in it, as it is read aloud."""
        return f"{self.text} {self.tag}." if self.tag else self.text

    @property
    def parts(self) -> tuple[str, str, str]:
        """Before, in and after the strong words."""
        if not self.strong or self.strong not in self.text:
            return self.text, "", ""
        before, _, after = self.text.partition(self.strong)
        return before, self.strong, after


@dataclass(frozen=True)
class Block:
    """One of the parts of the page, under its own heading."""

    key: str
    name: str
    lines: tuple[Line, ...]
    question: str = ""

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """Its lines as they stand on the page: `text` is one paragraph, `list` is items, `more` goes with a list."""
        kinds = ((_kind(line), line) for line in self.lines)
        return [(kind, [line for _, line in lines]) for kind, lines in groupby(kinds, key=lambda pair: pair[0])]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids it rests on, each once, in order."""
        return tuple(dict.fromkeys(i for line in self.lines for i in line.sources))


def _kind(line: Line) -> str:
    return "list" if line.item else "more" if line.more else "text"


@dataclass(frozen=True)
class Recap:
    """One page: `kind` is `recap`, or `welcome` for the first meeting. `as_of` is the evening it was true.

    `version` is 0 until it is frozen (app.freezing).
    """

    kind: str
    number: int
    heading: str
    series: str
    language: str
    which: str
    when_where: str
    as_of: date
    blocks: tuple[Block, ...]
    version: int = 0

    @property
    def mark(self) -> str:
        """What a page that has been changed since it was frozen first says of itself, wherever it is shown."""
        return f"Version {self.version}, changed after it was printed" if self.version > 1 else ""

    @property
    def question(self) -> str:
        return next((block.question for block in self.blocks if block.question), "")

    @property
    def words(self) -> int:
        """How long it takes to say, heads left out."""
        said = (f"{' '.join(line.said for line in block.lines)} {block.question}" for block in self.blocks)
        return len(" ".join(said).split())

    def without_sources(self) -> "Recap":
        """The same page with nothing that points into the record."""
        bare = (replace(b, lines=tuple(replace(x, sources=()) for x in b.lines)) for b in self.blocks)
        return replace(self, blocks=tuple(bare))


def as_text(recap: Recap) -> str:
    """The whole page as plain text, ending in a line break: what `beston recap` prints and a letter carries."""
    head = [recap.heading, f"{recap.series}, {recap.which}", recap.when_where, *([recap.mark] if recap.mark else [])]
    return "\n\n".join(["\n".join(head), *(_block(block) for block in recap.blocks)]) + "\n"


def _block(block: Block) -> str:
    return "\n".join([block.name, *_paragraphs(block), *(wrapped(block.question) if block.question else [])])


def _paragraphs(block: Block) -> Iterator[str]:
    for kind, lines in block.groups:
        if kind == "list":
            yield from (one for line in lines for one in wrapped(line.said, "- "))
        else:
            yield from wrapped(" ".join(line.said for line in lines))


def wrapped(text: str, bullet: str = "") -> list[str]:
    """Lines of at most WIDTH letters; a longer word stays whole, since an address or a name is not cut."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
