"""From a checked document to rows: all of them, or none."""

from collections import defaultdict
from datetime import date
from typing import Any, cast

from sqlalchemy import Date, Table, insert
from sqlmodel import Session, SQLModel

from app.clock import now
from app.history.models import SERIES, Event
from app.series.models import Link, Phrase, Series, Thing
from app.series_file.mapping import PARTS, Doc, Part
from app.stories.models import StoryBody
from app.stories.vault import Vault

Values = dict[str, Any]


def store(db: Session, doc: Doc, slug: str, vault: Vault) -> int:
    """Write a legal document as a series called `slug`; gives the series' key in the database."""
    series_id = _store_series(db, doc, slug)
    writer = Writer(series_id, takers(doc))
    writer.register(SERIES, "series")
    writer.history(SERIES, "series", doc["series"].get("history", []))
    for part in PARTS:
        writer.part(part, doc.get(part.key), {})
    for story in doc.get("stories", []):
        if "body" in story:
            key, sealed = vault.seal(story["body"])
            writer.add(StoryBody, {"story": story["id"], "key": key, "sealed": sealed})
    writer.write(db)
    return series_id


def _store_series(db: Session, doc: Doc, slug: str) -> int:
    given, about = doc["series"], doc.get("about")
    values = {k: v for k, v in given.items() if k not in ("id", "history")}
    values |= {"slug": slug, "file_id": given["id"], "version": 1}
    values |= {"about_given": about is not None, "about_source_values_given": "source_values" in (about or {})}
    for key, value in (about or {}).items():
        if key == "source_values":
            values |= {f"about_source_values_{k}": v for k, v in value.items()}
        else:
            values[f"about_{key}"] = value
    row = Series(**values)
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def takers(doc: Doc) -> set[str]:
    """The ids something may be handed on to."""
    return {item["id"] for key in ("initiatives", "tests") for item in doc.get(key, [])}


class Writer:
    """Gathers the rows of every table, then writes each table at once."""

    def __init__(self, series_id: int, takers: set[str]) -> None:
        self.series_id, self.takers, self.at = series_id, takers, now()
        self.rows: dict[str, list[Values]] = defaultdict(list)

    def add(self, table: type[SQLModel], values: Values) -> None:
        self.rows[cast(str, table.__tablename__)].append({"series_id": self.series_id} | values)

    def register(self, id_: str, kind: str) -> None:
        self.add(Thing, {"id": id_, "folded": id_.lower(), "kind": kind, "version": 1, "changed_at": self.at})

    def part(self, part: Part, items: Any, parent: Values) -> None:
        if items is None:
            return
        for n, item in enumerate([items] if part.single else items, 1):
            self.item(part, item, n, parent)

    def item(self, part: Part, item: Doc, n: int, parent: Values) -> None:
        columns = table_of(part.table).columns
        values: Values = dict(parent)
        if "n" in columns:
            values["n"] = n
        own = set(part.links) | set(part.phrases) | {p.key for p in part.parts} | {"history", "body"}
        for key, value in item.items():
            if key in part.nested:
                values |= {f"{key}_{k}": v for k, v in value.items()}
            elif key == "due" and part.due:
                values |= due_columns(value)
            elif key not in own:
                values[part.column(key)] = value
        if "email_folded" in columns and "email" in item:
            values["email_folded"] = item["email"].casefold()
        self.add(part.table, values)
        self._belongings(part, item, n, values)

    def _belongings(self, part: Part, item: Doc, n: int, values: Values) -> None:
        id_ = item.get("id") or own_id(part, values, n)
        if part.kind or any(key in item for key in (*part.links, *part.phrases)):
            self.register(id_, part.kind or part.key)
        for relation in part.links:
            for i, target in enumerate(item.get(relation, []), 1):
                self.add(Link, {"thing_id": id_, "relation": relation, "n": i, "target": target})
        for name in part.phrases:
            for i, text in enumerate(item.get(name, []), 1):
                self.add(Phrase, {"thing_id": id_, "list": name, "n": i, "text": text})
        if part.history and part.kind:
            self.history(id_, part.kind, item.get("history", []))
        for child in part.parts:
            keys = [values.get(c) for c in child.parent[:-1]] + [item.get("id", n)]
            self.part(child, item.get(child.key), dict(zip(child.parent, keys, strict=True)) if child.parent else {})

    def history(self, id_: str, kind: str, events: list[Doc]) -> None:
        for n, event in enumerate(events, 1):
            values = {k: v for k, v in event.items() if k not in ("to", "due", "as")}
            values |= self._to(kind, event) | (due_columns(event["due"]) if "due" in event else {})
            if "as" in event:
                values["ended_as"] = event["as"]
            self.add(Event, values | {"thing_id": id_, "n": n, "kind": kind, "recorded_at": self.at})

    def _to(self, kind: str, event: Doc) -> Values:
        if "to" not in event:
            return {}
        if kind == "meeting":
            return {"to_day": event["to"]}
        if event["event"] in ("asked", "reassigned"):
            return {"to_person": event["to"]}
        if kind == "priority" or (event["event"] == "handed_on" and event["to"] in self.takers):
            return {"to_thing": event["to"]}
        return {"to_words": event["to"]}

    def write(self, db: Session) -> None:
        connection = db.connection()
        for name, rows in self.rows.items():
            table = Thing.metadata.tables[name]
            days = [c.name for c in table.columns if isinstance(c.type, Date)]
            empty = dict.fromkeys(c.name for c in table.columns if c.nullable)
            connection.execute(insert(table), [empty | dated(row, days) for row in rows])


def table_of(model: type[SQLModel]) -> Table:
    return model.metadata.tables[cast(str, model.__tablename__)]


def own_id(part: Part, values: Values, n: int) -> str:
    """An id of ours for a thing that the file does not name: ~debrief-2, ~check-back-1-3."""
    if part.single:
        return part.own_id or ""
    return "-".join([part.own_id or "", *(str(values[p]) for p in part.parent), str(n)])


def due_columns(due: str) -> Values:
    if due == "next_meeting":
        return {"due_next": True}
    return {"due_on": due} if due[:1].isdigit() else {"due_meeting": due}


def dated(row: Values, days: list[str]) -> Values:
    """The row with its days, given as text, as days."""
    for name in days:
        if isinstance(row.get(name), str):
            row[name] = date.fromisoformat(row[name])
    return row
