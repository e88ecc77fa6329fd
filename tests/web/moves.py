"""Moves of Euan's action A14, agreed in February, by the forms for them."""

import pytest

from app.record.actions import actions_then
from tests.world.visitor import HTMX

WAYS = pytest.mark.parametrize("headers", [{}, HTMX | {"HX-Target": "section#action"}], ids=["whole pages", "htmx"])
# A form filled in as each move wants it.
FILLED = {
    "accepted": {},
    "declined": {"note": "I was not there"},
    "agreed": {"due": "next"},
    "asked": {"to_person": "dn1"},
    "started": {},
    "moving": {"note": "Seven of nine are in"},
    "stuck": {"what_would_help": "A word from the pharmacies", "who_could_help": "pha"},
    "carried": {"due": "M5", "note": "Two are still to come"},
    "redated": {"due": "on", "due_on": "2018-05-02", "note": "The library meets then"},
    "reworded": {"text": "Bring what each service means by housebound"},
    "reassigned": {"to_person": "dn1"},
    "handed_on": {"to_words": "The practice managers' group"},
    "parked": {"look_again_on": "2018-06-01"},
    "let_go": {"note": "The new register will tell us"},
    "done": {"note": "No two services mean the same"},
    "reopened": {"note": "Two services have changed their minds", "due": "next"},
}


def say(visitor, address, event, *, headers=None, **fields):
    """Send the form of a move, filled in as the move wants it or with these fields."""
    page = f"{address}/moves/{event}"
    return visitor.fill_in(page, page, headers=headers, **(fields or FILLED[event]))


def now_of(beston, action="A14"):
    return next(a for a in actions_then(beston.then("2018-04-11")) if a.id == action)
