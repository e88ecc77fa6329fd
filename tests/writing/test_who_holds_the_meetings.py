"""Only a facilitator gives or takes that hat, or changes a facilitator's address: it opens the words of stories."""

import pytest

from tests.world.visitor import forms_in

ANN = {"name": "Ann Shaw", "organisation": "", "role": "participant", "from": "2018-04-11"}
HAT = {"role": "facilitator", "from": "2018-04-11"}
LATER = "2018-05-02"
ASK_JO = "Only whoever holds the meetings says who holds them, and how they are reached. Ask Jo."
TRIES = {
    "herself": (("hat", "delia"), HAT),
    "somebody else": (("hat", "gp2"), HAT),
    "by another role": (("hat-role", "delia", 1), HAT),
    "by putting it right": (("hat-change", "delia", 1), {"role": "facilitator"}),
    "somebody new": (("person",), ANN | {"role": "facilitator"}),
    "Jo’s address": (("person-change", "jo"), {"email": "delia2@example.org"}),
    "Jo without an address": (("person-change", "jo"), {"email": ""}),
}


@pytest.fixture
def second(send):
    """Jo has named Colin as another one, so that nobody is the last."""
    assert send("jo", "hat", "car2", **HAT | {"from": "2018-04-11"}).status_code == 303


@pytest.mark.parametrize("case", TRIES)
def test_an_integration_manager_is_told_whom_to_ask_and_nothing_changes(send, exported, case):
    steps, fields = TRIES[case]
    before = exported()["people"]
    answer = send("delia", *steps, **fields)
    assert answer.status_code == 422
    assert ASK_JO in answer.text
    assert exported()["people"] == before


@pytest.mark.parametrize(
    "form, fields",
    [
        ("hat-end", {"to": LATER}),
        ("hat-replace", {"to": LATER, "name": "Ann Shaw", "since": LATER}),
        ("hat-role", {"role": "participant", "from": LATER}),
    ],
)
def test_nor_does_she_end_it(send, exported, second, form, fields):
    before = exported()["people"]
    answer = send("delia", form, "jo", 1, **fields)
    assert answer.status_code == 422
    assert "Ask Jo or Colin." in answer.text
    assert exported()["people"] == before


@pytest.mark.parametrize("case", TRIES)
def test_a_facilitator_does(send, case):
    steps, fields = TRIES[case]
    assert send("jo", *steps, **fields).status_code == 303


def test_whatever_else_is_known_of_a_facilitator_she_puts_right_as_before(send, exported):
    assert send("delia", "person-change", "jo", mobile="07700 900123", job="Host").status_code == 303
    assert next(p for p in exported()["people"] if p["id"] == "jo")["job"] == "Host"


def test_nobody_becomes_one_from_a_pasted_list_but_by_a_facilitator(visit, beston, exported):
    page = beston.address("people", "paste")
    text = "Name\tE-mail\tRole\nAnn Shaw\tann@example.org\tfacilitator\n"

    def pasted(who):
        visitor = visit(beston.people[who])
        looked = visitor.fill_in(page, page, text=text, step="look")
        form = next(one for one in forms_in(looked.text) if one.action == page)
        return visitor.post(page, data=form.fields | {"step": "add"})

    refused = pasted("delia")
    assert (refused.status_code, ASK_JO in refused.text) == (422, True)
    assert "Ann Shaw" not in {p["name"] for p in exported()["people"]}
    assert pasted("jo").status_code == 303
    assert "Ann Shaw" in {p["name"] for p in exported()["people"]}


def test_where_no_facilitator_has_an_address_the_series_is_not_locked(send):
    assert send("jo", "person-change", "jo", email="").status_code == 303
    assert send("delia", "person-change", "jo", email="jo@elsewhere.example").status_code == 303
    assert send("delia", "hat", "delia", **HAT).status_code == 422
