"""Taking words out of letters as well: those that wait, and those that went and lie readable until they are forgotten.

A letter that waits and has lost something does not go (app.letters.still_so): it was not approved like this.
"""

import re
from html import escape, unescape
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from app.freezing.leave import Gone, Words, holds
from app.freezing.out_of_texts import marked, out_of_text
from app.post.models import OutboxLetter

Doc = dict[str, Any]
LEAF = re.compile(r"<(p|li|h1|h2)\b([^>]*)>(.*?)</\1>", re.DOTALL)
MARKUP = re.compile(r"<[^>]+>")


def out_of_letters(db: Session, series_id: int, after: Doc, gone: Gone) -> None:
    """What only the group may still read goes from the letters of those who are sponsors and nothing else."""
    sponsors = {p["id"] for p in after.get("people", []) if _is_sponsor_only(p)}
    table = OutboxLetter.metadata.tables["outbox_letter"]
    written = (table.c.in_series == series_id) & table.c.text.is_not(None)
    for row in db.execute(select(table).where(written)).all():
        words = gone.everywhere + (gone.public if row.person in sponsors else ())
        now = {"text": out_of_text(row.text, words), "html": out_of_markup(row.html or "", words) or None}
        now |= {"words": out_of_text(row.words, words)} if row.words else {}
        changed = {name: text for name, text in now.items() if text != getattr(row, name)}
        if changed:
            db.execute(update(table).where(table.c.id == row.id).values(**changed))


def out_of_markup(html: str, words: tuple[Words, ...]) -> str:
    """The same in markup: each paragraph or item that has the words is said anew, without them and without its bold."""

    def leaf(found: re.Match[str]) -> str:
        said = " ".join(unescape(MARKUP.sub("", found[3])).split())
        if not holds(said, words):
            return found[0]
        return f"<{found[1]}{found[2]}>{escape(marked(said, words))}</{found[1]}>"

    return LEAF.sub(leaf, html)


def _is_sponsor_only(person: Doc) -> bool:
    return {m["role"] for m in person.get("memberships", [])} == {"sponsor"}
