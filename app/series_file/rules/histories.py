"""Histories: days that never run backwards, and events that may follow the state before them."""

from collections.abc import Iterator

from app.history.machines import MACHINES, SAME, UNSTUCK, Machine
from app.series_file.faults import Fault, quoted
from app.series_file.rules.known import Node, rows, text


def in_order(item: Node, place: str, begins: str | None = None) -> Iterator[Fault]:
    """Faults where an event is before the one above it, or before the thing itself (`begins`)."""
    last = ""
    for n, event in rows(item, "history"):
        on = text(event, "on")
        if on is None:
            continue
        if on < last:
            reason = f"{on} is before the event above it, on {last}"
            yield Fault("out_of_order", f"{place}.history[{n}]", reason)
        elif begins and on < begins:
            reason = f"{on} is before the thing itself came up, on {begins}"
            yield Fault("out_of_order", f"{place}.history[{n}]", reason)
        last = on


def transitions(item: Node, place: str, kind: str, state: str | None) -> Iterator[Fault]:
    """Faults where an event may not follow the state. `state` None: the thing is only just coming up."""
    machine = MACHINES[kind]
    for n, event in rows(item, "history"):
        name = text(event, "event")
        if name is None or name not in machine.moves:
            return
        after = machine.after(state, name)
        if after is None:
            yield illegal(f"{place}.history[{n}]", name, state)
            after = _as_if(machine, name, state)
        state = after


def illegal(place: str, event: str, state: str | None) -> Fault:
    said = f"in the state {quoted(state)}" if state else "just coming up"
    return Fault("illegal_transition", place, f"an event {quoted(event)} may not follow here; the thing is {said}")


def last_state(item: Node, kind: str, state: str | None) -> str | None:
    """The state after the whole history; None where it cannot be told."""
    machine = MACHINES[kind]
    for _, event in rows(item, "history"):
        name = text(event, "event")
        after = machine.after(state, name) if name is not None else None
        if after is None:
            return None
        state = after
    return state


def _as_if(machine: Machine, event: str, state: str | None) -> str:
    """The state to go on from after an event that may not be there, so that the next fault is a new one."""
    then = machine.moves[event].state
    return (state or machine.begin) if then in {SAME, UNSTUCK} else then
