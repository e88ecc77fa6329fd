"""Delia notes something at the desk, sees that it was the wrong card, and takes it back with one press."""

import pytest

from tests.pages.at_the_desk import DESK, action, last_contact, slips, words
from tests.part.conftest import template  # noqa: F401 nothing is told of what came later

NOTED = {
    "a call": ("rang", {"result": "moving", "heard": "Seven are in"}, "Noted. Thank you for ringing."),
    "a text that went": ("texted", {"said": "Ring me?", "about": "A14"}, "Noted."),
    "an offer of help": ("offer", {"said": "An hour", "about": "A14", "channel": "phone"}, "Help is offered."),
}


@pytest.fixture
def note(delia):
    """Note something on a form of its own, and see the desk after it: its address, and the page."""

    def noted(form, **said):
        answer = delia.fill_in(f"/series/beston/write/desk-{form}/ota", f"/series/beston/write/desk-{form}/ota", **said)
        return answer.headers["location"], delia.follow(answer).text

    return noted


def way_back(delia, address):
    """The form beside the line that says it was kept."""
    return next((f for f in delia.forms(address) if "/desk-take-back/" in f.action), None)


def line(page):
    return words(page.partition('<div class="said">')[2].partition("</div>")[0])


@pytest.mark.parametrize("case", NOTED)
def test_what_was_noted_is_taken_back_with_all_it_did_by_the_button_beside_the_line(delia, beston, note, case):
    form, said, kept = NOTED[case]
    contacts, before = set(beston.record.follow_ups), action(beston, "A14").events
    address, page = note(form, **said)
    assert line(page) == f"{kept} Take it back"
    assert "Euan Grant" not in slips(page)
    back = way_back(delia, address)
    page = delia.follow(delia.post(back.action, data=back.fields)).text
    assert line(page) == "Taken back. It is in no plan, recap or figure."
    assert "Euan Grant" in slips(page)
    assert set(beston.record.follow_ups) == contacts
    assert action(beston, "A14").events == before


def test_pressed_twice_it_is_taken_back_once(delia, beston, note):
    address, _ = note("rang", result="moving")
    back = way_back(delia, address)
    first, second = (delia.post(back.action, data=back.fields) for _ in range(2))
    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])


def test_a_rest_whose_day_had_come_is_there_again(delia, beston, at, visit):
    """The call ended it; taken back it is as if nobody had rung."""
    rest = "/series/beston/write/desk-rest/ota"
    delia.fill_in(rest, rest, until="2018-04-12")
    rested = last_contact(beston)
    at("2018-04-12T09:00:00+01:00")
    later = visit(beston.delia)
    call = "/series/beston/write/desk-rang/ota"
    address = later.fill_in(call, call, result="moving").headers["location"]
    assert beston.record.follow_ups[rested.id].not_needed_on is not None
    back = way_back(later, address)
    assert later.post(back.action, data=back.fields).status_code == 303
    assert beston.record.follow_ups[rested.id].not_needed_on is None


def test_a_letter_is_taken_back_where_it_waits_and_not_here(delia, note):
    address, page = note("offer", **NOTED["an offer of help"][1] | {"channel": "email"})
    assert line(page) == "Help is offered."
    assert way_back(delia, address) is None


def test_it_is_not_offered_for_what_is_gone_already_was_never_there_or_stood_before(delia, beston, note):
    address, _ = note("rang", result="moving")
    back = way_back(delia, address)
    delia.post(back.action, data=back.fields)
    assert way_back(delia, address) is None
    stood = next(f.id for f in beston.record.follow_ups.values() if f.on)
    for added in ("U99", stood, "x" * 300, ""):
        page = delia.get(f"{DESK}?said=desk-rang&added={added}").text
        assert line(page) == "Noted. Thank you for ringing."
