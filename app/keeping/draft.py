"""A series as it would be after a change: tried on its document, judged by the rules of the series file, then written.

What an import refuses a form refuses, and whatever forms made can be exported, because both go through the same check
(docs/architecture.md, "Changing the record").
"""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

from sqlalchemy import update
from sqlmodel import Session

from app.audit.domain import By, note
from app.errors import NotUnderstood
from app.freezing.taking_out import take_out
from app.keeping import told
from app.keeping.rows import rewrite
from app.keeping.spots import Spot, Values, filled, ids_in, place_of, step_to, thing_at, things_changed, without_empty
from app.keeping.words import Refusals, refusals
from app.keeping.writing import end_links_of_other_addresses, forget_events, strike, tell_event
from app.record.acting import Said
from app.record.amending import table_of
from app.record.changes import changed
from app.record.reading import Record
from app.record.remembering import remembered
from app.series.models import Series, Thing
from app.series_file.checking import check
from app.series_file.gathering import document
from app.series_file.mapping import Doc


class Draft:
    """`draft.add`, `draft.change`, `draft.tell` and `draft.take_away`, then `draft.write`; nothing is kept before."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.before: Doc = stands(record)
        self.doc: Doc = deepcopy(self.before)
        self.events: list[tuple[Spot, Doc]] = []
        self.struck: list[tuple[str, Doc]] = []
        self.besides: list[Callable[[Session, Said], None]] = []

    # -- finding ------------------------------------------------------
    def list_at(self, spot: Spot) -> list[Any]:
        """The list at a spot such as ("priorities",) or ("tests", "T1", "cycles"); made if there is none yet."""
        holder = self.doc if len(spot) == 1 else self.item(spot[:-1])
        found: list[Any] = holder.setdefault(str(spot[-1]), [])
        return found

    def item(self, spot: Spot) -> Doc:
        """The mapping at a spot. Raises NotFound."""
        here: Any = self.doc
        for step in spot:
            here = step_to(here, step)
        found: Doc = here
        return found

    # -- changing -----------------------------------------------------
    def add(self, spot: Spot, values: Values) -> Spot:
        """Put an item at the end of a list; gives its spot."""
        items = self.list_at(spot)
        item = filled({}, values)
        items.append(item)
        return (*spot, item.get("id", len(items)))

    def change(self, spot: Spot, values: Values) -> None:
        """Give keys of an item other values; None, "" or an empty list leaves a key out."""
        item = self.item(spot)
        changed = filled(item, values)
        item.clear()
        item.update(changed)

    def take_away(self, spot: Spot) -> None:
        items = self.list_at(spot[:-1])
        items.remove(self.item(spot))
        without_empty(self.doc, spot[:-1])

    def tell(self, spot: Spot, event: Doc) -> None:
        """Add an event to the history of the thing at a spot."""
        said = filled({}, event)
        self.list_at((*spot, "history")).append(said)
        self.events.append((spot, said))

    def strike(self, spot: Spot) -> Doc:
        """Take the last event of a thing back; gives it."""
        history = self.list_at((*spot, "history"))
        event: Doc = history.pop()
        without_empty(self.doc, (*spot, "history"))
        self.struck.append((thing_at(spot), event))
        return event

    def also(self, what: Callable[[Session, Said], None]) -> None:
        """Do something in the same transaction of which a document has no word: keep what a story says."""
        self.besides.append(what)

    def fresh_id(self, stem: str, *, width: int = 0) -> str:
        """An id that nothing in the series has: A07 after A06; ann-shaw, ann-shaw-2."""
        taken = {thing.casefold() for thing in self.record.things} | ids_in(self.doc)
        if len(stem) == 1:
            numbers = [int(id_[1:]) for id_ in taken if re.fullmatch(rf"{stem.casefold()}[0-9]{{1,4}}", id_)]
            return f"{stem}{max(numbers, default=0) + 1:0{width}d}"
        return next(id_ for n in range(1, 1000) if (id_ := f"{stem}-{n}" if n > 1 else stem).casefold() not in taken)

    # -- judging and writing -------------------------------------------
    def refused(self, spot: Spot, name: Callable[[str], str] = lambda key: key) -> Refusals:
        """Everything that is wrong with the series as it would be: by key of the item at `spot`, "" for the rest."""
        return refusals(check(self.doc), place_of(self.doc, spot), self.record, name)

    def write(self, db: Session, by: Said, *, verb: str = "") -> None:
        """Keep it. The caller has asked `refused`; a draft with faults is not written all the same.

        Whoever takes back their leave by it is taken at their word on every page that was frozen (app.freezing).
        """
        take_out(db, self.record.series.id or 0, self.before, self.doc)
        if faults := check(self.doc):
            raise NotUnderstood(f"This cannot be kept: {faults[0].reason}.")
        series_id = self.record.series.id or 0
        for thing, event in self.struck:
            strike(db, series_id, thing, event, by)
        forget_events(db, series_id, ids_in(self.before) - ids_in(self.doc))
        self._write_series(db, series_id)
        rewrite(db, series_id, _plain(self.before), _plain(self.doc))
        self._say_who_added(db, series_id, by)
        end_links_of_other_addresses(db, series_id, self.before, self.doc, by)
        for spot, event in self.events:
            tell_event(db, self.doc, series_id, spot, event, by)
        for thing in things_changed(self.before, self.doc) & self.record.things.keys():
            changed(db, series_id, thing, by.account, at=by.at)
        for what in self.besides:
            what(db, by)
        for entry in told.changes(self.before, self.doc):
            self._note(db, series_id, by, replace(entry, verb=verb) if verb and entry.verb == "changed" else entry)
        for entry in told.events(self.events, self.struck):
            self._note(db, series_id, by, entry)

    def _note(self, db: Session, series_id: int, by: Said, entry: told.Entry) -> None:
        about = (entry.kind, entry.id) if entry.id else None
        note(db, series_id, entry.verb, at=by.at, by=By(by.account, by.person), about=about, said=entry.said)

    def _say_who_added(self, db: Session, series_id: int, by: Said) -> None:
        """What came with a file was added by nobody here."""
        fresh = ids_in(self.doc) - ids_in(self.before)
        if fresh and by.account is not None:
            register = table_of(Thing)
            mine = (register.c.series_id == series_id) & register.c.folded.in_(fresh)
            db.execute(update(register).where(mine).values(changed_at=by.at, changed_by=by.account))

    def _write_series(self, db: Session, series_id: int) -> None:
        old, new = self.before["series"], self.doc["series"]
        names = {
            key for key in old.keys() | new.keys() if key not in ("id", "history") and old.get(key) != new.get(key)
        }
        if names:
            table = table_of(Series)
            db.execute(update(table).where(table.c.id == series_id).values({name: new.get(name) for name in names}))


@remembered
def stands(record: Record) -> Doc:
    """The document of a series as it is, debriefs and all. Nobody changes it: a draft has a copy."""
    return document(record, bodies={})


def _plain(doc: Doc) -> Doc:
    """A document without its histories, which are written by `tell`."""
    return {
        key: [{k: v for k, v in item.items() if k != "history"} for item in value] if isinstance(value, list) else value
        for key, value in doc.items()
    }
