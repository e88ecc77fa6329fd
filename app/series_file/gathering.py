"""From rows back to a document: what import took in, and what has been said since."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from app.history.models import SERIES, Event
from app.record.reading import Record
from app.series.models import Series
from app.series_file.mapping import PARTS, Doc, Part
from app.series_file.storing import own_id, table_of

FORMAT = "beston-series/1"
INSTALLATION_ONLY = {"series_id", "n", "email_folded", "due_next", "due_meeting", "due_on"}
DEBRIEFS = "debriefs"


def document(record: Record, *, bodies: dict[str, str] | None = None) -> Doc:
    """The series as a document; story bodies and debriefs only where `bodies` is given (by story)."""
    doc: Doc = {"format": FORMAT}
    if record.series.about_given:
        doc["about"] = _about(record)
    doc["series"] = _series(record)
    for part in PARTS:
        if part.key == DEBRIEFS and bodies is None:
            continue
        items = [_item(record, part, row) for row in _rows(record, part)]
        if items:
            doc[part.key] = items[0] if part.single else items
    for story in doc.get("stories", []):
        if bodies and story["id"] in bodies:
            story["body"] = bodies[story["id"]]
    return doc


def _about(record: Record) -> Doc:
    series = record.series
    about = {key: getattr(series, f"about_{key}") for key in ("title", "drawn_from", "warning")}
    found = _present(about)
    if series.about_source_values_given:
        names = ("paper", "theme", "invented")
        found["source_values"] = _present({k: getattr(series, f"about_source_values_{k}") for k in names})
    return found


def _series(record: Record) -> Doc:
    series = record.series
    ours = {"id", "slug", "version", "file_id"}
    names = [c.name for c in table_of(Series).columns if c.name not in ours and not c.name.startswith("about_")]
    found = {"id": series.file_id} | _present({name: getattr(series, name) for name in names})
    return found | _history(record, SERIES)


def _rows(record: Record, part: Part, parent: tuple[Any, ...] = ()) -> list[Any]:
    """The rows of one part that stand in one item, in their order."""
    held = _HELD[cast(str, part.table.__tablename__)](record)
    if not part.parent:
        return list(held)
    if isinstance(held, dict):
        return list(held.get(parent if len(parent) > 1 else parent[0], []))
    return [row for row in held if tuple(getattr(row, c) for c in part.parent) == parent]


def _item(record: Record, part: Part, row: Any) -> Doc:
    columns = table_of(part.table).columns
    hidden = INSTALLATION_ONLY | set(part.parent)
    values = {c.name: getattr(row, c.name) for c in columns if c.name not in hidden}
    item: Doc = {}
    for name, value in _present(values).items():
        nest = next((key for key in part.nested if name.startswith(f"{key}_")), None)
        if nest:
            item.setdefault(nest, {})[name.removeprefix(f"{nest}_")] = value
        else:
            item[part.key_of(name)] = value
    if part.due:
        item |= _due(row)
    return item | _belongings(record, part, row, item)


def _belongings(record: Record, part: Part, row: Any, item: Doc) -> Doc:
    n = getattr(row, "n", 1)
    id_ = item.get("id") or own_id(part, {p: getattr(row, p) for p in part.parent}, n)
    found: Doc = {}
    for relation in part.links:
        found[relation] = list(record.linked(id_, relation))
    for name in part.phrases:
        found[name] = list(record.phrases.get((id_, name), []))
    for child in part.parts:
        key = (*(getattr(row, c) for c in child.parent[:-1]), item.get("id", n)) if child.parent else ()
        found[child.key] = [_item(record, child, r) for r in _rows(record, child, key)]
    found |= _history(record, id_) if part.history else {}
    return {key: value for key, value in found.items() if value}


def _history(record: Record, id_: str) -> Doc:
    events = [_event(e) for e in record.happened(id_)]
    return {"history": events} if events else {}


EVENT_KEYS = (
    "event",
    "by",
    "via",
    "note",
    "visibility",
    "start",
    "end",
    "text",
    "what_would_help",
    "who_could_help",
    "kept_by",
    "look_again_on",
    "source",
    "source_note",
)


def _event(event: Event) -> Doc:
    found = {"on": event.on.isoformat()} | _present({key: getattr(event, key) for key in EVENT_KEYS})
    to = event.to_person or event.to_thing or event.to_words or event.to_day
    return found | _present({"to": to, "as": event.ended_as}) | _due(event)


def _due(row: Any) -> Doc:
    if row.due_next:
        return {"due": "next_meeting"}
    return _present({"due": row.due_meeting or row.due_on})


def _present(values: Doc) -> Doc:
    """What is known; days as text."""
    known = {key: value for key, value in values.items() if value is not None}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in known.items()}


# Lists by parent where an item holds them, else every row.
_HELD: dict[str, Callable[[Record], Any]] = {
    "purpose": lambda r: r.purposes,
    "working_agreement": lambda r: [r.agreement] if r.agreement else [],
    "agreed_way": lambda r: r.agreed_ways,
    "acceptance": lambda r: r.acceptances,
    "possible_conflict": lambda r: r.conflicts,
    "organisation": lambda r: r.organisations.values(),
    "home_check": lambda r: r.home_checks.values(),
    "person": lambda r: r.people.values(),
    "membership": lambda r: r.memberships,
    "fact": lambda r: r.facts,
    "vision": lambda r: r.visions,
    "aspiration": lambda r: r.aspirations.values(),
    "story": lambda r: r.stories.values(),
    "learning": lambda r: r.learning,
    "finding": lambda r: r.findings.values(),
    "priority": lambda r: r.priorities.values(),
    "meeting": lambda r: r.meetings.values(),
    "focus": lambda r: r.focus,
    "run_sheet_item": lambda r: r.run_sheets,
    "invitation": lambda r: r.invitations,
    "attendance": lambda r: r.attendance,
    "decision": lambda r: r.decisions.values(),
    "quote": lambda r: r.quotes,
    "document": lambda r: r.documents,
    "action": lambda r: r.actions.values(),
    "small_test": lambda r: r.tests.values(),
    "cycle": lambda r: r.cycles,
    "measure": lambda r: r.measures,
    "barrier_map": lambda r: [r.barrier_map] if r.barrier_map else [],
    "big_assumption": lambda r: r.big_assumptions.values(),
    "follow_up": lambda r: r.follow_ups.values(),
    "evidence": lambda r: r.evidence.values(),
    "debrief": lambda r: r.debriefs,
    "initiative": lambda r: r.initiatives.values(),
    "check_back": lambda r: r.check_backs,
    "remark": lambda r: r.remarks,
    "movement": lambda r: r.movements,
    "last_word": lambda r: r.last_words,
}
