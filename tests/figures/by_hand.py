"""The figures of a meeting, worked out from the document alone by the words of docs/series-file.md ("Figures").

Nothing here comes from app/. It is written to be read beside the words, not to be quick.
"""

from collections import Counter
from datetime import date, timedelta
from statistics import mean, median
from typing import Any

from tests.history import moves_by_hand as moves
from tests.history.replay_by_hand import OPEN, action, by, came_up, day_of, due, item, meeting

Doc = dict[str, Any]
SEATED = {"participant", "integration_manager", "sponsor", "lived_experience"}
IN_THE_ROOM = {"present", "present_part", "present_as_substitute"}


def figures(doc: Doc, id_: str) -> Doc:
    """Of a meeting that has been closed, as one finds them ever after."""
    day = meeting(doc, id_, date.max)["day"]
    opening = day - timedelta(days=1)
    last = held_before(doc, id_, day)[-1:]
    out = {
        "meeting": id_,
        "date": day.isoformat(),
        "at_opening": counted(doc, opening),
        "at_closing": counted(doc, day),
        "open_at_closing": open_ones(doc, day),
        "came_up": [row["id"] for row in doc.get("actions", []) if row.get("meeting") == id_],
        "present": sorted(here(doc, id_)),
        "present_count": len(here(doc, id_)),
        "present_without_facilitators": sum("facilitator" not in roles(doc, p, day) for p in here(doc, id_)),
    }
    represented = {hat for row in attendance(doc, id_) if (hat := hat_worn(doc, row, day))}
    out["organisations_represented"] = sorted(represented)
    out["organisations_not_represented"] = sorted(sending(doc, day) - represented)
    out["S1_seats"] = seats_filled(doc, id_, day)
    if last:
        out["S2_same_people"] = same_people(doc, last[0], id_, day)
        out["S4_follow_through"] = follow_through(doc, last[0], day, at=day)
        out["S4_the_evening_before"] = follow_through(doc, last[0], day, at=opening)
        out["S5_old_actions"] = old_actions(doc, day)
    return out


# -- where things stand -----------------------------------------------
def actions(doc: Doc, day: date) -> dict[str, Doc]:
    known = {row["id"]: action(doc, row["id"], day) for row in doc.get("actions", [])}
    return {id_: stood for id_, stood in known.items() if stood is not None}


def counted(doc: Doc, day: date) -> Doc:
    trials = [trial(doc, row, day) for row in doc.get("tests", [])]
    return {
        "actions": dict(sorted(Counter(stood["state"] for stood in actions(doc, day).values()).items())),
        "tests": dict(sorted(Counter(state for state in trials if state).items())),
    }


def open_ones(doc: Doc, day: date) -> Doc:
    return {
        id_: {
            "state": stood["state"],
            "lead": stood["lead"],
            "due": stood["due"].isoformat() if stood["due"] else None,
            "carries": stood["carries"],
        }
        for id_, stood in actions(doc, day).items()
        if stood["state"] in OPEN | {"proposed", "asked"}
    }


def trial(doc: Doc, row: Doc, day: date) -> str | None:
    """The state of a test of change; None before it has come up."""
    begun = came_up(doc, row, day)
    if begun > day:
        return None
    by_cycles, counts_from = "idea", begun
    again = [day_of(event["on"]) for event in row.get("history", []) if event["event"] == "reopened"]
    for cycle in row.get("cycles", []):
        if "meeting" in cycle or "on" in cycle:
            counts_from = came_up(doc, cycle, day)
        if counts_from > day:
            break
        by_cycles = cycle_on(cycle, day)
        decided = day_of(cycle["decided_on"]) if "decided_on" in cycle else counts_from
        later = [opened for opened in again if opened >= decided]
        counts_from = later[0] if later and cycle.get("decision") != "adapt" else decided
    for event in by(row, day):
        state = moves.MOVES["test"][event["event"]].after
        by_event = None if state == moves.AS_CYCLES_SAY else state
    return (by_event if by(row, day) else None) or by_cycles


def cycle_on(cycle: Doc, day: date) -> str:
    if "decided_on" in cycle and day_of(cycle["decided_on"]) <= day:
        return {"adopt": "adopted", "adapt": "adapting", "abandon": "abandoned"}[cycle["decision"]]
    if "ended" in cycle and day_of(cycle["ended"]) <= day:
        return "studying"
    return "running" if "started" in cycle and day_of(cycle["started"]) <= day else "planned"


# -- who was there ----------------------------------------------------
def attendance(doc: Doc, id_: str) -> list[Doc]:
    return item(doc, "meetings", id_).get("attendance", [])


def here(doc: Doc, id_: str) -> list[str]:
    return [row["person"] for row in attendance(doc, id_) if row["state"] in IN_THE_ROOM]


def hats(doc: Doc, person: str, day: date) -> list[Doc]:
    worn = item(doc, "people", person)["memberships"]
    return [h for h in worn if day_of(h["from"]) <= day <= day_of(h.get("to", "2099-12-31"))]


def roles(doc: Doc, person: str, day: date) -> set[str]:
    return {hat["role"] for hat in hats(doc, person, day)}


def hat_worn(doc: Doc, row: Doc, day: date) -> str | None:
    """The organisation that somebody in the room spoke for; facilitators' organisations and visitors are left out."""
    if row["state"] not in IN_THE_ROOM:
        return None
    worn = hats(doc, row["person"], day)
    if row["state"] == "present_as_substitute":
        worn = [hat for hat in worn if hat["role"] == "substitute"] or worn
    if not worn or worn[0]["role"] == "visitor":
        return None
    body = row.get("for", worn[0].get("organisation"))
    return body if body and item(doc, "organisations", body)["sector"] != "facilitator" else None


def with_seats(doc: Doc, day: date) -> list[str]:
    people = [person["id"] for person in doc["people"]]
    return [p for p in people if roles(doc, p, day) & SEATED and "facilitator" not in roles(doc, p, day)]


def sending(doc: Doc, day: date) -> set[str]:
    """Organisations that somebody with a seat comes from."""
    bodies = {hat["organisation"] for p in with_seats(doc, day) for hat in hats(doc, p, day) if "organisation" in hat}
    return {body for body in bodies if item(doc, "organisations", body)["sector"] != "facilitator"}


def filled_of(doc: Doc, id_: str, day: date) -> tuple[int, int]:
    said = {row["person"]: row["state"] for row in attendance(doc, id_)}
    seated = [said.get(person) for person in with_seats(doc, day)]
    return sum(s in ("present", "present_part", "substitute_sent") for s in seated), sum(
        s != "not_expected" for s in seated
    )


def seats_filled(doc: Doc, id_: str, day: date) -> Doc:
    filled, expected = filled_of(doc, id_, day)
    out: Doc = {"filled": filled, "expected": expected, "share": share(filled, expected)}
    two_before = [filled_of(doc, m, meeting(doc, m, day)["day"]) for m in held_before(doc, id_, day)[:-3:-1]]
    if expected and len(two_before) == 2 and all(of for _, of in two_before):
        out["trend"] = round(filled / expected - mean(part / of for part, of in two_before), 4)
    return out


def held_before(doc: Doc, id_: str, day: date) -> list[str]:
    """Meetings that had been opened, in their order, before this one."""
    number = item(doc, "meetings", id_)["number"]
    rows = sorted((row for row in doc["meetings"] if row["number"] < number), key=lambda row: row["number"])
    return [row["id"] for row in rows if meeting(doc, row["id"], day)["opened"]]


def same_people(doc: Doc, last: str, id_: str, day: date) -> Doc:
    def members(which: str, on: date) -> set[str]:
        return {p for p in here(doc, which) if not roles(doc, p, on) & {"facilitator", "visitor"}}

    now, then = members(id_, day), members(last, meeting(doc, last, day)["day"])
    return {"both": len(now & then), "present": len(now), "share": share(len(now & then), len(now))}


# -- what became of what was agreed -----------------------------------
def follow_through(doc: Doc, last: str, day: date, at: date) -> Doc:
    since, counted_ones = meeting(doc, last, at)["day"], {}
    for id_, stood in actions(doc, at).items():
        row = item(doc, "actions", id_)
        begun = came_up(doc, row, at)
        first_due = due(doc, row.get("due", "next_meeting"), begun, at)
        left_out = stood["state"] in ("let_go", "parked", "proposed", "asked")
        if first_due and since < first_due <= day and begun < day and not left_out:
            counted_ones[id_] = stood["state"] == "done"
    done, of = sum(counted_ones.values()), len(counted_ones)
    not_done = [id_ for id_, is_done in counted_ones.items() if not is_done]
    return {"done": done, "of": of, "share": share(done, of) if of >= 4 else None, "not_done": not_done}


def old_actions(doc: Doc, day: date) -> Doc:
    begun = {id_: came_up(doc, item(doc, "actions", id_), day) for id_ in actions(doc, day)}
    old = {id_: a for id_, a in actions(doc, day).items() if a["state"] in OPEN and begun[id_] < day}
    ages = [(day - begun[id_]).days for id_ in old]
    return {
        "open": len(old),
        "median_age_days": float(median(ages)) if ages else None,
        "most_carries": max((stood["carries"] for stood in old.values()), default=0),
        "carried_twice_or_more": [id_ for id_, stood in old.items() if stood["carries"] >= 2],
    }


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
