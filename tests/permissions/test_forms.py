"""Every form of the record, everybody with a seat: whether it is there for them, theirs to send, or neither.

Their answers stand in forms.tsv, a file to be read beside "Who may do what" in docs/trust.md. Whoever has no seat is
answered 404 on every route of a series (tests/test_router.py).
"""

from functools import lru_cache
from pathlib import Path

import pytest

from app.errors import NotFound
from app.pages.writing.all import SHEETS
from app.pages.writing.sheets import Place, things_of
from tests.permissions.test_policies import seats  # noqa: F401 a fixture, here as there

FILE = Path(__file__).with_name("forms.tsv")
SEATED = ("facilitator", "integration manager", "lead", "participant", "lived experience", "substitute", "sponsor")
# What each form is tried on, where it is not the first thing of its kind: something of the lead's own.
OWN = {"people": "ota", "tests": "T1", "actions": "A14", "home_checks": "HC3"}


@lru_cache(maxsize=1)
def expected() -> dict[str, list[str]]:
    """By form: what each seat is answered, in the order of SEATED."""
    rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows[0][1:] == list(SEATED)
    return {row[0]: row[1:] for row in rows[1:]}


def answered(seat, sheet) -> str:
    """404 where it is not there, 403 where it may not be sent, else yes."""
    things = things_of(seat.record, sheet.of) if sheet.of else {}
    thing = OWN.get(sheet.of) or next(iter(things), "")
    place = Place(seat, thing, int(sheet.numbered))
    try:
        return "404" if not sheet.see(seat, place) else "yes" if sheet.may(seat, place) else "403"
    except NotFound:
        return "404"


@pytest.mark.parametrize("name", SHEETS)
def test_a_form_is_for_whom_it_is_meant(seats, name):  # noqa: F811
    found = [answered(seats[kind], SHEETS[name]) for kind in SEATED]
    assert found == expected().get(name), "\t".join([name, *found])


def test_the_table_has_every_form_and_no_other():
    assert set(expected()) == set(SHEETS)
