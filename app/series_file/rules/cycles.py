"""The cycles of a test: from which day each counts, and the state they give the test."""

from dataclasses import dataclass

from app.series_file.rules.known import Known, Node, Thing, placed, rows, text, whole

DECIDED = {"adopt": "adopted", "adapt": "adapting", "abandon": "abandoned"}


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round. `own_day` is that of its own meeting or `on`; `agreed` the day from which it counts."""

    place: str
    item: Node
    own_day: str | None
    agreed: str | None

    @property
    def readable(self) -> bool:
        return whole(self.item) and self.agreed is not None

    def day(self, key: str) -> str | None:
        return self.agreed if key == "agreed" else text(self.item, key)


def cycles_of(known: Known, test: Thing) -> list[Cycle]:
    cycles: list[Cycle] = []
    for place, item in placed(test.item, "cycles", test.place):
        own = known.day_of(item)
        has_own = "on" in item or "meeting" in item
        agreed = own if has_own else _from_what_came_before(known, test, cycles)
        cycles.append(Cycle(place, item, own, agreed))
    return cycles


def _from_what_came_before(known: Known, test: Thing, cycles: list[Cycle]) -> str | None:
    """The first counts from the test's day, a later one from the decision before it, or from a reopening after that."""
    if not cycles:
        return known.day_of(test.item)
    decided = text(cycles[-1].item, "decided_on")
    if decided is None or cycles[-1].item.get("decision") == "adapt":
        return decided
    return reopened_from(test, decided, None) or decided


def reopened_from(test: Thing, day: str, until: str | None) -> str | None:
    """The first day from `day` on (and not after `until`) on which the test was opened again."""
    for _, event in rows(test.item, "history"):
        on = text(event, "on")
        if event.get("event") == "reopened" and on and on >= day and (until is None or on <= until):
            return on
    return None


def ended_between(test: Thing, day: str | None) -> tuple[str, str] | None:
    """The event, before `day`, by which the test had ended and after which it was not opened again by that day."""
    if day is None:
        return None
    ended: tuple[str, str] | None = None
    for _, event in rows(test.item, "history"):
        name, on = text(event, "event"), text(event, "on")
        if name is None or on is None or on > day:
            break
        if name == "reopened":
            ended = None
        elif on < day:
            ended = (name, on)
    return ended


def state_on(cycles: list[Cycle], day: str, *, agreed_before: bool = False) -> str:
    """What the cycles say of the test at the end of a day, or before a new cycle was agreed that day."""
    counting = [c for c in cycles if (c.agreed or day) < day or (not agreed_before and (c.agreed or day) == day)]
    if not counting:
        return "idea"
    item = counting[-1].item

    def happened(key: str) -> bool:
        on = text(item, key)
        return on is not None and on <= day

    if happened("decided_on"):
        return DECIDED.get(text(item, "decision") or "", "studying")
    return "studying" if happened("ended") else "running" if happened("started") else "planned"
