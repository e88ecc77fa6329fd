"""What a document says of a day, worked out by hand's rules alone (docs/series-file.md): nothing here comes from app/.

Days are dates. Every function takes the document, what is asked about, and the day at whose end it is asked.
"""

from datetime import date
from typing import Any

from tests.history import moves_by_hand as by_hand

Doc = dict[str, Any]
OPEN = {"agreed", "started", "stuck"}


def day_of(said: str) -> date:
    return date.fromisoformat(said)


def item(doc: Doc, part: str, id_: str) -> Doc:
    return next(thing for thing in doc[part] if thing["id"] == id_)


def by(thing: Doc, day: date) -> list[Doc]:
    """The events that had happened."""
    return [event for event in thing.get("history", []) if day_of(event["on"]) <= day]


def state(kind: str, thing: Doc, day: date) -> str:
    return by_hand.replayed(kind, [event["event"] for event in by(thing, day)])


def meeting(doc: Doc, id_: str, day: date) -> dict[str, Any]:
    row = item(doc, "meetings", id_)
    then = {"day": row["date"], "start": row["start"], "end": row["end"]}
    for event in by(row, day):
        if event["event"] == "moved":
            then |= {"day": event["to"]} | {key: event[key] for key in ("start", "end") if key in event}
    opened = "opened" in [event["event"] for event in by(row, day)]
    return then | {"day": day_of(then["day"]), "state": state("meeting", row, day), "opened": opened}


def came_up(doc: Doc, thing: Doc, day: date) -> date:
    return meeting(doc, thing["meeting"], day)["day"] if "meeting" in thing else day_of(thing["on"])


def due(doc: Doc, words: str, said: date, day: date) -> date | None:
    """The day that a due means, by what is known on the day asked about."""
    if words[0].isdigit():
        return day_of(words)
    if words != "next_meeting":
        return meeting(doc, words, day)["day"]
    known = [meeting(doc, row["id"], day) for row in doc["meetings"]]
    return min((m["day"] for m in known if m["state"] != "cancelled" and m["day"] > said), default=None)


def action(doc: Doc, id_: str, day: date) -> dict[str, Any] | None:
    """None before it has come up."""
    row = item(doc, "actions", id_)
    begun = came_up(doc, row, day)
    if begun > day:
        return None
    events = by(row, day)
    first = events[0] if events else None
    new = first is not None and first["event"] in ("proposed", "asked") and day_of(first["on"]) == begun
    then = {
        "state": by_hand.replayed("action", [e["event"] for e in events], by_hand.NEW if new else None),
        "lead": row.get("lead"),
        "text": row["text"],
        "due": (row.get("due", "next_meeting"), begun),
        "carries": sum(event["event"] == "carried" for event in events),
        "last_word": begun,
    }
    for event in events:
        if event["event"] in ("asked", "reassigned") and "to" in event:
            then["lead"] = event["to"]
        if event["event"] == "reworded":
            then["text"] = event["text"]
        if "due" in event:
            then["due"] = (event["due"], day_of(event["on"]))
        if event["event"] in ("started", "moving", "accepted") or event.get("by", "nobody") == then["lead"]:
            then["last_word"] = day_of(event["on"])
    then["due"] = due(doc, *then["due"], day)
    then["waiting"] = any(keeps_waiting(doc, other, day) for other in row.get("waits_for", []))
    gone = then["due"] is not None and then["due"] < day
    then["overdue"] = then["state"] in ("agreed", "started") and gone and not then["waiting"]
    return then


def keeps_waiting(doc: Doc, id_: str, day: date) -> bool:
    """Whether something had come up and was unfinished."""
    checks = [check for body in doc["organisations"] for check in body.get("home_checks", []) if check["id"] == id_]
    if checks:
        heard = [checks[0].get(key) for key in ("answered_on", "lapsed_on")]
        asked = day_of(checks[0]["asked_on"]) <= day
        return asked and not any(said is not None and day_of(said) <= day for said in heard)
    other = action(doc, id_, day)
    return other is not None and other["state"] not in ("done", "let_go", "handed_on")
