"""Beston with something of everything in it, open to whoever it may be open to: what tests of finding look at."""

from pathlib import Path
from typing import Any

from sqlmodel import Session

from app.series_file.storing import store
from app.stories.vault import Vault
from tests.world.records import example

Doc = dict[str, Any]


def everything() -> Doc:
    """Words for the room and for everybody, what was said to organisers alone, drafts, and hopes that were let go."""
    doc = example("beston")
    by_id = {thing["id"]: thing for part in doc.values() if isinstance(part, list) for thing in part if "id" in thing}
    _for_organisers(by_id)
    _stories(by_id)
    _evidence(doc)
    by_id["O5"]["ended"] = {"on": "2018-06-13", "as": "dropped", "reason": "x"}
    by_id["M1"]["documents"] = [
        {"kind": kind, "version": 1, "frozen_on": "2018-01-18", "text": "x"} for kind in ("recap", "record")
    ]
    by_id["M1"].setdefault("quotes", []).append({"text": "x", "said_by": "x", "leave_to_share": "room"})
    doc["debriefs"][0]["next_focus"] = ["x"]
    doc["last_words"] = [
        {"text": "x", "said_by": "x", "leave_to_share": leave} for leave in ("room", "record", "public")
    ]
    return doc


def _for_organisers(by_id: dict[str, Doc]) -> None:
    """Of an action that they lead by dn1, ota and george; by sw of her own, by delia of an action that george leads."""
    for action in ("A01", "A14", "A03", "A05", "A10"):
        next(e for e in by_id[action]["history"] if e.get("note"))["visibility"] = "organisers"
    to = {"to": "x", "note": "x"}
    by_id["T2"]["history"][-1] |= to
    by_id["T6"] |= {"asked_of": "lib", "asked_note": "x"}
    for key in ("decision", "decided_on"):
        del by_id["T6"]["cycles"][-1][key]
    by_id["T4"]["history"][-1] |= to | {"visibility": "organisers"}
    ended = [p["history"][-1] for p in by_id.values() if p.get("challenge") and "history" in p]
    ended[-1] |= {"note": "x", "visibility": "organisers"}
    ended[-1].pop("to", None)
    for meeting, more in (("M4", {}), ("M5", {"visibility": "organisers"})):
        day = by_id[meeting]["date"]
        by_id[meeting]["history"].insert(1, {"on": "2018-04-10", "event": "moved", "to": day, "note": "x"} | more)


def _stories(by_id: dict[str, Doc]) -> None:
    """One told, a draft that ota brought, one of dn1's that was taken back, one whose learning nobody has checked."""
    by_id["S2"] |= {"history": by_id["S2"]["history"][:2], "brought_by": "ota"}
    by_id["S3"]["history"].append({"on": "2018-06-01", "event": "withdrawn"})
    by_id["S4"]["learning"] = [{"text": "x"}]


def _evidence(doc: Doc) -> None:
    first = doc["evidence"][0]
    kinds = (("counted", "public"), ("counted", "record"), ("counted", "room"), ("counted", ""))
    kinds += (("said_by_someone_served", ""), ("said_by_someone_served", "public"))
    more = {"aspiration": "O1", "what_else_could_explain": "x"}
    doc["evidence"] = [
        first | more | {"id": f"E{n}", "kind": kind} | ({"leave_to_share": leave} if leave else {})
        for n, (kind, leave) in enumerate(kinds, 1)
    ]


def bring_everything(db: Session, keys: Path, doc: Doc | None = None) -> None:
    assert store(db, doc or everything(), "beston", Vault(keys)) == 1
