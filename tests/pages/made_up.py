"""Series for the reading pages: Beston with something private in every corner, one that is full, one with nothing."""

from copy import deepcopy
from datetime import date
from typing import Any

from tests.world.records import example

Doc = dict[str, Any]
LONG = "Mòr-Ealasaid NicGilleBhràth-Sutharlanach a' Chaolais Dhuibh"

# What is said to some and not to others, by whom it is for. Each stands somewhere in `with_secrets()`.
FOR_NOBODY_HERE = (
    "KEPT-BODY",
    "KEPT-DEBRIEF",
    "Stepped back",
    "stepped_back",
    "Changed job",
    "changed_job",
    "KEPT-ROOM",
)
FOR_ORGANISERS = (
    "KEPT-FOLLOW-UP",
    "KEPT-CONFLICT",
    "KEPT-NOTE",
    "KEPT-WHY-CANCELLED",
    "KEPT-NEEDS",
    "07700 900999",
    "tom@kept.example.org",
)
FOR_THE_GROUP = (
    "GROUP-QUOTE",
    "GROUP-CONFLICT",
    "GROUP-WORDS",
    "GROUP-OTHERWISE",
    "GROUP-ACTION",
    "Dr Alan Reid",
    "GROUP-REMARK",
)


def beston() -> Doc:
    return example("beston")


def with_secrets() -> Doc:
    """Beston, with words in it that say by themselves who may read them."""
    doc = beston()
    people, meetings = by_id(doc["people"]), by_id(doc["meetings"])
    people["sw"] |= {"email": "tom@kept.example.org", "mobile": "07700 900999", "access_needs": "KEPT-NEEDS"}
    people["dis"]["memberships"][0]["to"] = date(2018, 4, 9)
    doc["stories"][0]["body"] = "KEPT-BODY"
    doc["debriefs"][0]["observe"] = "KEPT-DEBRIEF"
    doc["follow_ups"][0] |= {"with": "sw", "said": "KEPT-FOLLOW-UP"}
    doc["possible_conflicts"][0]["text"] = "GROUP-CONFLICT"
    doc["possible_conflicts"][1]["text"] = "KEPT-CONFLICT"
    meetings["M3"]["quotes"][0] |= {"text": "KEPT-ROOM", "leave_to_share": "room"}
    meetings["M3"]["quotes"][1] |= {"text": "GROUP-QUOTE", "leave_to_share": "record"}
    doc["evidence"][1] |= {"on": date(2018, 4, 9), "text": "GROUP-WORDS", "leave_to_share": "record"}
    doc["check_backs"][0]["meeting"] = "M3"
    doc["check_backs"][0]["by_aspiration"][0]["who_disagrees"] = "GROUP-OTHERWISE"
    doc["check_backs"][0]["what_members_said"][0]["text"] = "GROUP-REMARK"
    a_stuck_action(doc, "sw", what_would_help="KEPT-NOTE", visibility="organisers")
    by_id(doc["actions"])["A19"]["text"] = "GROUP-ACTION"
    return doc


def a_stuck_action(doc: Doc, lead: str, **event: Any) -> None:
    """Let what Tom leads from meeting 3 be stuck since the first of April."""
    action = by_id(doc["actions"])["A19"]
    action["lead"] = lead
    action["history"] = [{"on": date(2018, 4, 1), "event": "stuck", "by": lead, "via": "phone"} | event]


def cancelled(doc: Doc, meeting: str, **event: Any) -> None:
    """Let a meeting be called off on 10 April, and nothing have come of it."""
    row = by_id(doc["meetings"])[meeting]
    row["history"] = [{"on": date(2018, 4, 10), "event": "cancelled", "by": "jo"} | event]
    for came_of_it in ("attendance", "decisions", "quotes"):
        row.pop(came_of_it, None)


def one_action() -> Doc:
    doc = beston()
    kept = deepcopy(by_id(doc["actions"])["A04"])
    kept.pop("waits_for", None)
    kept["history"] = []
    for thing in ("tests", "initiatives", "follow_ups", "evidence", "check_backs", "now", "barrier_map"):
        doc.pop(thing, None)
    for priority in doc["priorities"]:
        priority["history"] = []
    return doc | {"actions": [kept]}


def overfull() -> Doc:
    """Sixty actions led by one person with a long name, and a meeting that they all came up at."""
    doc = one_action()
    first = doc["actions"][0]
    by_id(doc["people"])["gp1"] |= {"name": LONG, "known_as": LONG[:24]}
    for n in range(1, 60):
        text = f"{n}: write to every one of the households that we heard of and ask them what"
        doc["actions"].append(deepcopy(first) | {"id": f"B{n}", "text": text[:80], "meeting": "M3"})
    return doc


def bare() -> Doc:
    """A series that has a name and somebody who holds it, and nothing else at all."""
    doc = beston()
    series = {k: v for k, v in doc["series"].items() if k != "history"}
    return {"format": doc["format"], "series": series, "people": [doc["people"][0] | {"memberships": HOLDS}]}


HOLDS = [{"role": "facilitator", "from": date(2018, 1, 8)}]


def by_id(rows: list[Doc]) -> dict[str, Doc]:
    return {row["id"]: row for row in rows}
