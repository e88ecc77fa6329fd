"""Taking words out of everything that was prepared or frozen, when whoever they rest on takes back their leave (T9).

Each line that has them, or had them beneath what was said instead, makes room for a mark, in every version, in what
the sponsors have of it, in the plan, and in the words that stand in the record. What was prepared forgets them.
"""

import json
import re
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, select, update
from sqlmodel import Session

from app.db import forget_what_was_there
from app.freezing import plainly
from app.freezing.leave import Gone, Words, holds, taken_back
from app.freezing.preparing import QUESTION, Edits
from app.freezing.stored import RECAP, Written
from app.meetings.models import FrozenPage, PagePrepared
from app.recap import Block, Line, Recap, as_text
from app.recap.page import WIDTH, wrapped

Doc = dict[str, Any]
MARK = "Something that stood here has been taken out."
IN_THE_PLAN = "Taken out"
LONGEST = 8000
SENTENCE = re.compile(r"(?<=[.!?…”])\s+")


def take_out(db: Session, series_id: int, before: Doc, after: Doc) -> None:
    """Between the two documents somebody took back their leave, or nobody did. `after` loses the words too."""
    gone = taken_back(before, after)
    if not gone:
        return
    forget_what_was_there(db)
    pages = _frozen(db, series_id, gone)
    _prepared(db, series_id, gone)
    for meeting in after.get("meetings", []):
        for document in meeting.get("documents", []):
            if document["kind"] == RECAP and (meeting["id"], document["version"]) in pages:
                document["text"] = pages[meeting["id"], document["version"]]
            document["text"] = out_of_text(document["text"], gone.everywhere)[:LONGEST]


# -- the rows ---------------------------------------------------------
def _frozen(db: Session, series_id: int, gone: Gone) -> dict[tuple[str, int], str]:
    """The plain text of each version that was changed, by meeting and version."""
    table, texts = FrozenPage.metadata.tables["frozen_page"], {}
    for row in db.execute(select(table).where(table.c.series_id == series_id)).all():
        page, sponsors = plainly.read(Written, row.recap), plainly.read(Written, row.recap_for_sponsors)
        left = out_of_page(page, gone.everywhere)
        now = {
            "recap": plainly.written(left),
            "recap_for_sponsors": plainly.written(out_of_page(sponsors, gone.everywhere + gone.public)),
            "plan": _out_of_json(row.plan, gone.everywhere),
            "plan_for_sponsors": _out_of_json(row.plan_for_sponsors, gone.everywhere + gone.public),
        }
        if left != page:
            texts[row.meeting, row.version] = as_text(left.recap)
        _rewrite(db, table, row, now)
    return texts


def _prepared(db: Session, series_id: int, gone: Gone) -> None:
    table = PagePrepared.metadata.tables["page_prepared"]
    for row in db.execute(select(table).where(table.c.series_id == series_id)).all():
        edits = plainly.read(Edits, row.lines)
        kept = {
            block: tuple(e for e in entries if not holds(f"{e.computed} | {e.words}", gone.everywhere, e.sources))
            for block, entries in edits.blocks.items()
        }
        _rewrite(db, table, row, {"lines": plainly.written(replace(edits, blocks=kept))})


def _rewrite(db: Session, table: Table, row: Any, now: dict[str, str]) -> None:
    changed = {name: text for name, text in now.items() if text != getattr(row, name)}
    if changed:
        mine = [column == getattr(row, column.name) for column in table.primary_key.columns]
        db.execute(update(table).where(*mine).values(**changed))


# -- a page -----------------------------------------------------------
def out_of_page(page: Written, words: tuple[Words, ...]) -> Written:
    """The page with a mark for each line that had them."""
    below = {(block, n): text for block, n, text in page.beneath}
    kept = tuple(one for one in page.beneath if not holds(one[2], words))
    return Written(_without(page.recap, below, words), kept)


def _without(page: Recap, below: dict[tuple[str, int], str], words: tuple[Words, ...]) -> Recap:
    def line(block: Block, n: int, one: Line) -> Line:
        had = holds(f"{one.said} | {below.get((block.key, n), '')}", words, one.sources)
        return Line(MARK, item=one.item, more=one.more, state="said" if one.item else "") if had else one

    def leaf(block: Block) -> Block:
        asked = holds(f"{block.question} | {below.get((QUESTION, 0), '')}", words) and block.question
        lines = tuple(line(block, n, one) for n, one in enumerate(block.lines))
        return replace(block, lines=lines, question=MARK if asked else block.question)

    return replace(page, blocks=tuple(leaf(block) for block in page.blocks))


def _out_of_json(text: str, words: tuple[Words, ...]) -> str:
    """Any one text in it that has the words."""

    def out(thing: Any) -> Any:
        if isinstance(thing, dict):
            return {key: out(value) for key, value in thing.items()}
        if isinstance(thing, list):
            return [out(value) for value in thing]
        return IN_THE_PLAN if isinstance(thing, str) and holds(thing, words) else thing

    found = out(json.loads(text))
    return plainly.written(found) if found != json.loads(text) else text


# -- a plain text, of which there is no page ---------------------------
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
    return "\n".join(wrapped(" ".join(_marked(SENTENCE.split(said.removeprefix("- ")), words)), bullet))


def _marked(sentences: list[str], words: tuple[Words, ...]) -> list[str]:
    """A mark for each run of sentences that has them, the shortest first."""
    for size in range(1, len(sentences) + 1):
        for n in range(len(sentences) - size + 1):
            if holds(" ".join(sentences[n : n + size]), words):
                return _marked([*sentences[:n], MARK, *sentences[n + size :]], words)
    return sentences
