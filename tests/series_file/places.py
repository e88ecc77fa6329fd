"""Places of the small legal document of small_world.py that are spoilt by themselves, and what may stand there."""

from typing import Any

from tests.series_file.small_world import cycle

A1, T1, S1, M1, M3 = "actions.0", "tests.0", "stories.0", "meetings.0", "meetings.2"
CYCLE = f"{T1}.cycles.0"
SECOND = f"{T1}.cycles.1"
ADAPTED = {**cycle(), "on": "2026-02-12", "started": "2026-02-12", "ended": "2026-02-13", "decided_on": "2026-02-14"}
Edits = list[tuple[str, Any]]


def event(on: str, name: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "event": name, **more}


def history(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return list(events)
