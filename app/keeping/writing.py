"""What a changed document writes besides its rows: events told, taken back and forgotten; links that are ended."""

from datetime import date

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from app.accounts.addresses import fold
from app.history.models import Event, StruckEvent
from app.keeping import told
from app.keeping.spots import KINDS, Spot, Values, thing_at
from app.links.domain import EVERYTHING, take_back
from app.record.acting import Said
from app.record.amending import table_of, tell
from app.record.changes import changed
from app.series_file.mapping import Doc
from app.series_file.storing import Writer, takers

DAYS = ("on", "to_day", "due_on", "look_again_on")


def tell_event(db: Session, doc: Doc, series_id: int, spot: Spot, event: Doc, by: Said) -> None:
    kind = "series" if spot == ("series",) else KINDS[str(spot[0])]
    writer = Writer(series_id, takers(doc))
    writer.history(thing_at(spot), kind, [event])
    (row,) = writer.rows["event"]
    told_by = {"recorded_at": by.at, "recorded_by": by.account}
    values = {k: v for k, v in row.items() if k not in ("series_id", "thing_id", "n", "kind", "recorded_at")}
    tell(db, series_id, kind, thing_at(spot), **_dated(values), **told_by)


def _dated(values: Values) -> Values:
    return {k: date.fromisoformat(v) if k in DAYS and isinstance(v, str) else v for k, v in values.items()}


def strike(db: Session, series_id: int, thing: str, event: Doc, by: Said) -> None:
    """Move the last event of a thing out of its history, to where only its giver and the organisers see it."""
    events, struck = table_of(Event), table_of(StruckEvent)
    mine = (events.c.series_id == series_id) & (events.c.thing_id == thing)
    last = db.execute(select(events).where(mine).order_by(events.c.n.desc()).limit(1)).one()
    n = len(db.execute(select(struck.c.n).where(struck.c.series_id == series_id, struck.c.thing_id == thing)).all())
    db.execute(delete(events).where(mine, events.c.n == last.n))
    kept = {"on": last.on, "event": last.event, "by": last.by, "said": told.as_text(event)}
    row = {"series_id": series_id, "thing_id": thing, "n": n + 1, "struck_at": by.at, "struck_by": by.account}
    db.execute(insert(struck).values(**row, **kept))
    changed(db, series_id, thing, by.account, at=by.at)


def forget_events(db: Session, series_id: int, gone: set[str]) -> None:
    for table in (table_of(Event), table_of(StruckEvent)):
        if gone:
            mine = table.c.series_id == series_id
            ids = [
                id_ for (id_,) in db.execute(select(table.c.thing_id).where(mine).distinct()) if id_.casefold() in gone
            ]
            if ids:
                db.execute(delete(table).where(mine, table.c.thing_id.in_(ids)))


def end_links_of_other_addresses(db: Session, series_id: int, before: Doc, after: Doc, by: Said) -> None:
    """Whoever reads the letters of an old address has its links and its calendars no more (T11, docs/trust.md).

    Here, where every change of a person passes, so that no form can forget to. Whoever was taken away loses theirs too:
    somebody else may be given the same id.
    """
    addresses = {person["id"]: fold(person.get("email", "")) for person in after.get("people", [])}
    for person in before.get("people", []):
        old = fold(person.get("email", ""))
        if person["id"] in addresses and (not old or addresses[person["id"]] == old):
            continue
        for serves in EVERYTHING:
            take_back(db, series_id, person["id"], now=by.at, serves=serves)
