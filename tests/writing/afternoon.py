"""Beston in the afternoon of its fourth meeting: it is open, and of what came before nothing has been decided yet."""

from datetime import date
from typing import Any

from app.series_file.cutting import until
from tests.world.records import example

Doc = dict[str, Any]
DAY = "2018-04-18"
AT = f"{DAY}T16:20:00+01:00"


def afternoon() -> Doc:
    """As an import takes it."""
    doc = until(example("beston"), date.fromisoformat(DAY))
    meeting = next(m for m in doc["meetings"] if m["id"] == "M4")
    meeting["history"] = [event for event in meeting["history"] if event["event"] != "closed"]
    for action in doc["actions"]:
        if action.get("meeting") != "M4" and "history" in action:
            action["history"] = [event for event in action["history"] if event["on"] != DAY]
            if not action["history"]:
                del action["history"]
    return doc
