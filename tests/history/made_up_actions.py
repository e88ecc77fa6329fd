"""Actions nobody has taken on, which may wait for one another and for an organisation's answer."""

from random import Random

from hypothesis import strategies as st

from tests.history import moves_by_hand as by_hand
from tests.history.made_up import (
    Doc,
    a_document,
    a_due,
    beginning,
    carrying,
    few,
    four_meetings,
    long,
    on,
    seeds,
    somebody,
)

HOME_CHECKS = [
    {"id": "H1", "question": "May we?", "asked_on": on(0), "answered_on": on(20), "answer": "agrees"},
    {"id": "H2", "question": "Will you?", "asked_on": on(0), "lapsed_on": on(30)},
    {"id": "H3", "question": "Could they?", "asked_on": on(25)},
]
NEEDS_A_LEAD = {"agreed", "handed_on", "reopened"}


def some_actions(rng: Random, how_many: int, most: int) -> Doc:
    """A document with actions that may wait for one another and for an organisation's answer."""
    held = four_meetings(rng, 4)
    hall = {"id": "hall", "name": "Hall committee", "sector": "community_group", "home_checks": HOME_CHECKS}
    actions: list[Doc] = []
    for n in range(how_many):
        before = [action["id"] for action in actions] + [check["id"] for check in HOME_CHECKS]
        actions.append(one_action(rng, f"A{n + 1}", held, before, most))
    return a_document(organisations=[hall], meetings=held, actions=actions)


def with_actions() -> st.SearchStrategy[Doc]:
    return st.builds(some_actions, seeds, few, long)


def one_action(rng: Random, id_: str, held: list[Doc], before: list[str], most: int) -> Doc:
    where, day = beginning(rng, held)
    row: Doc = {"id": id_, "text": "Ask about it"} | where
    lead = somebody(rng) if rng.random() < 0.8 else None
    if lead:
        row["lead"] = lead
    if rng.random() < 0.5:
        row["due"] = a_due(rng)
    if rng.random() < 0.4:
        row["waits_for"] = rng.sample(before, rng.randint(1, 2))
    told: list[Doc] = []
    state = rng.choice([by_hand.BEGIN["action"], by_hand.NEW]) if lead else by_hand.NEW
    for _ in range(rng.randint(0 if lead else 1, most)):
        open_to = [event for event in by_hand.legal("action", state) if lead or event not in NEEDS_A_LEAD]
        if not open_to:
            break
        day += 0 if state == by_hand.NEW else rng.randint(0, 3)
        event = rng.choice(open_to)
        carried = carrying(rng, "action", event)
        if event == "asked" and not lead:
            carried["to"] = somebody(rng)
        lead = carried.get("to", lead) if event in ("asked", "reassigned") else lead
        said_by = {"by": somebody(rng)} if rng.random() < 0.6 else {}
        told.append({"on": on(day), "event": event} | carried | said_by)
        state = by_hand.after("action", state, event)
    return row | ({"history": told} if told else {})
