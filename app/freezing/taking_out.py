"""Taking words out of everything that was prepared or frozen, when whoever they rest on takes back their leave (T9).

Each line that has them, or had them beneath what was said instead, makes room for a mark, in every version, in what
the sponsors have of it, in the plan, and in the words that stand in the record. What was prepared forgets them. The
letters that have them lose them too, and so does what was said there instead.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, select, update
from sqlmodel import Session

from app.db import forget_what_was_there
from app.freezing import plainly
from app.freezing.leave import Gone, Words, holds, taken_back
from app.freezing.out_of_letters import out_of_letters
from app.freezing.out_of_texts import MARK, marked, out_of_text
from app.freezing.preparing import QUESTION, Edits
from app.freezing.stored import RECAP, Written
from app.meetings.models import FrozenPage, PagePrepared
from app.recap import Block, Line, Recap, as_text

Doc = dict[str, Any]
IN_THE_PLAN = "Taken out"
LONGEST, LONGEST_SAID = 8000, 200


def take_out(db: Session, series_id: int, before: Doc, after: Doc) -> None:
    """Between the two documents somebody took back their leave, or nobody did. `after` loses the words too."""
    gone = taken_back(before, after)
    if not gone:
        return
    forget_what_was_there(db)
    pages, said_instead = _frozen(db, series_id, gone)
    _prepared(db, series_id, gone)
    out_of_letters(
        db, series_id, after, Gone(gone.everywhere + said_instead.everywhere, gone.public + said_instead.public)
    )
    for meeting in after.get("meetings", []):
        for document in meeting.get("documents", []):
            if document["kind"] == RECAP and (meeting["id"], document["version"]) in pages:
                document["text"] = pages[meeting["id"], document["version"]]
            document["text"] = out_of_text(document["text"], gone.everywhere)[:LONGEST]
    for contact in after.get("follow_ups", []):
        said = contact.get("said", "") if contact.get("channel") == "email" else ""  # how a letter began
        if holds(said, gone.everywhere):
            contact["said"] = marked(said, gone.everywhere)[:LONGEST_SAID]


# -- the rows ---------------------------------------------------------
def _frozen(db: Session, series_id: int, gone: Gone) -> tuple[dict[tuple[str, int], str], Gone]:
    """The plain text of each version that was changed, by meeting and version; and the lines that it lost."""
    table, texts = FrozenPage.metadata.tables["frozen_page"], {}
    lost, sponsors_lost = list[Words](), list[Words]()
    for row in db.execute(select(table).where(table.c.series_id == series_id)).all():
        page, sponsors = plainly.read(Written, row.recap), plainly.read(Written, row.recap_for_sponsors)
        left, sponsors_left = out_of_page(page, gone.everywhere), out_of_page(sponsors, gone.everywhere + gone.public)
        lost += _lost(page.recap, left.recap)
        sponsors_lost += _lost(sponsors.recap, sponsors_left.recap)
        now = {
            "recap": plainly.written(left),
            "recap_for_sponsors": plainly.written(sponsors_left),
            "plan": _out_of_json(row.plan, gone.everywhere),
            "plan_for_sponsors": _out_of_json(row.plan_for_sponsors, gone.everywhere + gone.public),
        }
        if left != page:
            texts[row.meeting, row.version] = as_text(left.recap)
        _rewrite(db, table, row, now)
    return texts, Gone(tuple(lost), tuple(sponsors_lost))


def _lost(before: Recap, after: Recap) -> Iterator[Words]:
    for was, now in zip(before.blocks, after.blocks, strict=True):
        said = [*(line.said for line in was.lines), was.question]
        left = [*(line.said for line in now.lines), now.question]
        yield from (Words(("line",), a, 0, "") for a, b in zip(said, left, strict=True) if a != b and b == MARK)


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
