"""Priorities as they stood on a day, each with a colour and a shape of its own."""

from dataclasses import dataclass
from datetime import date

from app.history.models import Event
from app.record.reading import Record
from app.record.then import Then
from app.series.models import COLOURS, SHAPES, Priority


@dataclass(frozen=True)
class PriorityThen:
    """A line of the plan: proposed, active, resting or finished. `chosen` is the day it became active."""

    row: Priority
    state: str
    colour: str
    shape: str
    chosen: date | None
    end: Event | None

    @property
    def id(self) -> str:
        return self.row.id


def priorities_then(then: Then) -> list[PriorityThen]:
    """Every priority of the record, in its order; those not chosen by then are `proposed`."""
    looks = looks_of(then.record)
    return [_priority(then, row, looks[row.id]) for row in then.record.priorities.values()]


def chosen_then(then: Then) -> list[PriorityThen]:
    """Those the group had chosen by then."""
    return [p for p in priorities_then(then) if p.chosen is not None]


def _priority(then: Then, row: Priority, look: tuple[str, str]) -> PriorityThen:
    chosen = then.meeting(row.from_meeting).day if row.from_meeting else None
    if chosen is None or chosen > then.said:
        return PriorityThen(row, "proposed", *look, None, None)
    state = then.state_of("priority", row.id)
    ends = [e for e in then.events(row.id) if e.event == "finished"]
    return PriorityThen(row, state, *look, chosen, ends[-1] if state == "finished" and ends else None)


def looks_of(record: Record) -> dict[str, tuple[str, str]]:
    """Colour and shape by priority: as given, else the first free in order; a ninth and tenth share a colour."""
    rows = list(record.priorities.values())
    colours = _filled([row.colour for row in rows], COLOURS)
    shapes = _filled([row.shape for row in rows], SHAPES)
    pairs: set[tuple[str, str]] = set()
    looks: dict[str, tuple[str, str]] = {}
    for row, colour, shape in zip(rows, colours, shapes, strict=True):
        look = (colour, shape) if (colour, shape) not in pairs else _free_pair(pairs)
        pairs.add(look)
        looks[row.id] = look
    return looks


def _filled(given: list[str | None], all_: tuple[str, ...]) -> list[str]:
    taken = {name for name in given if name}
    free = [name for name in all_ if name not in taken]
    over = iter(all_)
    return [name or (free.pop(0) if free else next(over)) for name in given]


def _free_pair(pairs: set[tuple[str, str]]) -> tuple[str, str]:
    return next((c, s) for c in COLOURS for s in SHAPES if (c, s) not in pairs)
