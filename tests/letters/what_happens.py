"""What may happen in the Beston inquiry before a letter is written: each changes the document of its file."""

from typing import Any

from tests.world.records import thing


def lively(doc: Any) -> Any:
    """Everybody can be written to, and most are of the group all the time."""
    for n, person in enumerate(doc["people"]):
        person |= {"email": f"p{n}@example.org", "prefers": "email"}
        person.pop("quiet_until", None)
        if n % 4:
            person["memberships"] = [{"role": "participant", "from": "2000-01-01"}]
    return doc


def tell(doc: Any, part: str, id_: str, **event: Any) -> None:
    """Something that happened, in its place among what the file tells; what came later is left out."""
    history = thing(doc, part, id_).setdefault("history", [])
    history[:] = [e for e in history if e["on"] <= event["on"]]
    history.append(event)


def ask(doc: Any, person: str, id_: str = "A90", on: str = "2018-03-14", **more: Any) -> None:
    """A new action that somebody is asked to take on."""
    asked = {"on": on, "event": "asked", "to": person, "by": "delia"} | more
    doc["actions"].append(
        {"id": id_, "text": "Find a quiet room for the meeting", "lead": person, "due": "M4", "on": on}
        | {"history": [asked]}
    )


def hand_over(doc: Any, id_: str, person: str, on: str = "2018-04-10") -> None:
    tell(doc, "actions", id_, on=on, event="asked", to=person, by="delia")


def move(doc: Any, to: str, on: str = "2018-04-10", meeting: str = "M4", **more: Any) -> None:
    tell(doc, "meetings", meeting, on=on, event="moved", by="jo", to=to, note="The hall is flooded", **more)
    later(doc, meeting)


def cancel(doc: Any, on: str = "2018-04-10", meeting: str = "M4") -> None:
    tell(doc, "meetings", meeting, on=on, event="cancelled", by="jo", note="The hall is flooded")
    later(doc, meeting)


def later(doc: Any, meeting: str) -> None:
    """What the file tells of a meeting that did not happen as it does."""
    row = thing(doc, "meetings", meeting)
    for key in ("attendance", "quotes", "decisions"):
        row.pop(key, None)


def record(doc: Any, text: str, meeting: str = "M3", on: str = "2018-03-15") -> None:
    documents = thing(doc, "meetings", meeting).setdefault("documents", [])
    documents.append({"kind": "record", "version": 1, "frozen_on": on, "text": text})
