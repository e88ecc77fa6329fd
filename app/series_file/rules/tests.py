"""Tests of change: cycles one after another, a prediction before its start, a decision with what it needs."""

from collections.abc import Iterator

from app.history.machines import MACHINES
from app.series_file.faults import Fault
from app.series_file.rules import histories
from app.series_file.rules.cycles import Cycle, cycles_of, ended_between, reopened_from, state_on
from app.series_file.rules.known import Known, Node, Thing, rows, text, whole

SCALES = ("one_person", "a_few_people", "one_team", "several", "whole_locality")
# Each pair: the earlier day, the later day, and what to say of the later where it comes first.
ORDERS = (
    ("agreed", "started", "it started on {later}, before it was agreed, on {earlier}"),
    ("started", "ended", "it ended on {later}, before it started, on {earlier}"),
    ("agreed", "decided_on", "it was decided on {later}, before it was agreed, on {earlier}"),
    ("started", "decided_on", "it was decided on {later}, before it started, on {earlier}"),
    ("ended", "decided_on", "it was decided on {later}, before it ended, on {earlier}"),
    ("planned_start", "planned_end", "the planned end, {later}, is before the planned start, {earlier}"),
)


def histories_hold(known: Known) -> Iterator[Fault]:
    for test in known.of_kind("test"):
        yield from histories.in_order(test.item, test.place, known.day_of(test.item))
        yield from _transitions(known, test)


def _transitions(known: Known, test: Thing) -> Iterator[Fault]:
    cycles = cycles_of(known, test)
    if not all(cycle.readable for cycle in cycles):
        return
    machine = MACHINES["test"]
    ended: str | None = None
    for n, event in rows(test.item, "history"):
        name, on = text(event, "event"), text(event, "on")
        if name not in machine.moves or on is None:
            return
        states = [ended] if ended else [state_on(cycles, on), state_on(cycles, on, agreed_before=True)]
        if all(machine.after(state, name) is None for state in states):
            yield histories.illegal(f"{test.place}.history[{n}]", name, states[0])
        ended = None if name == "reopened" else name


def cycles_follow_one_another(known: Known) -> Iterator[Fault]:
    for test in known.of_kind("test"):
        cycles = cycles_of(known, test)
        for before, cycle in zip([None, *cycles], cycles, strict=False):
            if before is None:
                yield from _not_before_the_test(known, test, cycle)
            else:
                yield from _after_another(test, before, cycle)
            yield from _not_after_the_end(test, cycle)


def _not_before_the_test(known: Known, test: Thing, cycle: Cycle) -> Iterator[Fault]:
    day = known.day_of(test.item)
    if day and cycle.own_day and cycle.own_day < day:
        reason = f"the cycle is of {cycle.own_day}, before the test itself came up, on {day}"
        yield Fault("wrong_order", cycle.place, reason)


def _after_another(test: Thing, before: Cycle, cycle: Cycle) -> Iterator[Fault]:
    """Only a decision to adapt leads to another cycle, or a test that was opened again."""
    if not whole(before.item):
        return
    decision, decided_on = text(before.item, "decision"), text(before.item, "decided_on")
    if decision is None or decided_on is None:
        yield Fault("cycle_open", cycle.place, "the cycle before it has no decision yet; decide that one first")
    elif cycle.own_day and cycle.own_day < decided_on:
        reason = (
            f"it was agreed on {cycle.own_day}, while the cycle before it was open; that was decided on {decided_on}"
        )
        yield Fault("cycle_open", cycle.place, reason)
    elif decision != "adapt" and not reopened_from(test, decided_on, cycle.own_day):
        reason = f"the cycle before it ended with '{decision}'; only 'adapt' leads to another"
        yield Fault("cycle_after_end", cycle.place, reason)


def _not_after_the_end(test: Thing, cycle: Cycle) -> Iterator[Fault]:
    ended = ended_between(test, cycle.own_day)
    if ended:
        reason = f"the test was {ended[0].replace('_', ' ')} on {ended[1]}, and was not opened again before this cycle"
        yield Fault("cycle_after_end", cycle.place, reason)


def days_of_a_cycle(known: Known) -> Iterator[Fault]:
    for test in known.of_kind("test"):
        for cycle in cycles_of(known, test):
            for first, second, words in ORDERS:
                earlier, later = cycle.day(first), cycle.day(second)
                if earlier and later and later < earlier:
                    yield Fault("wrong_order", f"{cycle.place}.{second}", words.format(earlier=earlier, later=later))
            yield from _before_the_start(cycle)


def _before_the_start(cycle: Cycle) -> Iterator[Fault]:
    predicted, started = cycle.day("predicted_on"), cycle.day("started")
    if predicted and started and predicted > started:
        reason = f"the prediction ({predicted}) was written after the start ({started})"
        yield Fault("prediction_late", f"{cycle.place}.predicted_on", reason)
    safety = cycle.item.get("safety")
    agreed = text(safety, "on") if isinstance(safety, dict) else None
    if agreed and started and agreed > started:
        reason = f"safety was agreed on {agreed}, after the start, on {started}"
        yield Fault("wrong_order", f"{cycle.place}.safety.on", reason)


def decisions_have_what_they_need(known: Known) -> Iterator[Fault]:
    for test in known.of_kind("test"):
        cycles = cycles_of(known, test)
        handed_on = any(event.get("event") == "handed_on" for _, event in rows(test.item, "history"))
        for cycle in cycles:
            decision = text(cycle.item, "decision")
            needed = {"adopt": ("ended", "kept_by"), "adapt": ("ended",)}.get(decision or "", ())
            for key in [key for key in needed if key not in cycle.item]:
                yield Fault("missing_key", cycle.place, f"'{key}' is missing (a decision '{decision}' needs it)")
            if decision == "adapt" and cycle is cycles[-1] and not handed_on and "next" not in cycle.item:
                reason = "'next' is missing (a decision 'adapt' needs another cycle, a hand-over, or 'next')"
                yield Fault("missing_key", cycle.place, reason)


def scale_grows_by_steps(known: Known) -> Iterator[Fault]:
    for test in known.of_kind("test"):
        last: int | None = None
        for cycle in cycles_of(known, test):
            scale = text(cycle.item, "scale")
            if scale is None:
                continue
            step = SCALES.index(scale)
            if last is not None and step > last + 1 and "why_so_fast" not in cycle.item:
                reason = f"'why_so_fast' is missing (the scale grows from '{SCALES[last]}' to '{scale}' in one step)"
                yield Fault("missing_key", cycle.place, reason)
            last = step


def somebody_else_is_asked(known: Known) -> Iterator[Fault]:
    """Whoever is asked to lead a test is not its lead already; of one that has ended nobody is asked anything."""
    for test in known.of_kind("test"):
        asked = text(test.item, "asked_of")
        if asked is not None and asked == text(test.item, "lead"):
            yield Fault("bad_value", f"{test.place}.asked_of", f"'{asked}' leads it already; somebody else is asked")
        if asked is not None and has_ended(test.item):
            yield Fault("bad_value", f"{test.place}.asked_of", "the test has ended, and nobody is asked to lead it")


def has_ended(test: Node) -> bool:
    """By what was said of it last, or by its last cycle."""
    events, cycles = rows(test, "history"), rows(test, "cycles")
    by_a_word = bool(events) and text(events[-1][1], "event") in ("business_as_usual", "handed_on")
    return by_a_word or (bool(cycles) and text(cycles[-1][1], "decision") == "abandon")


RULES = (
    histories_hold,
    cycles_follow_one_another,
    days_of_a_cycle,
    decisions_have_what_they_need,
    scale_grows_by_steps,
    somebody_else_is_asked,
)
