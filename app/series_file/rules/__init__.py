"""The rules of a series file that need more than one place in it (docs/series-file.md)."""

from collections.abc import Callable, Iterator

from app.series_file.faults import Fault
from app.series_file.rules import actions, ids, meetings, people, purposes, stories, tests, time
from app.series_file.rules.known import Known

RULES: tuple[Callable[[Known], Iterator[Fault]], ...] = (
    *ids.RULES,
    *people.RULES,
    *meetings.RULES,
    *purposes.RULES,
    *stories.RULES,
    *actions.RULES,
    *tests.RULES,
    *time.RULES,
)


def broken_rules(known: Known) -> list[Fault]:
    """Every fault that only shows when the file is looked at as a whole."""
    return [fault for rule in RULES for fault in rule(known)]
