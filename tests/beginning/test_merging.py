"""Two organisations that turn out to be one."""

import pytest

from app import series_file
from app.beginning.merging import merged
from tests.beginning.conftest import Beginning
from tests.world.records import example


@pytest.fixture
def jo(beston, visit) -> Beginning:
    return Beginning(beston.engine, visit(beston.jo))


def page(one: str, other: str) -> str:
    return f"/series/beston/organisations/merge?one={one}&other={other}"


@pytest.mark.parametrize("one, other", [(0, 1), (3, 2), (5, 9)])
def test_everything_of_either_belongs_to_the_one_that_stays(one, other):
    doc = example("beston")
    stays, goes = (doc["organisations"][n]["id"] for n in (one, other))
    found = merged(doc, stays, goes)
    assert series_file.check(found) == []
    assert hats(found, stays) == hats(doc, stays) | hats(doc, goes)
    assert goes not in {o["id"] for o in found["organisations"]}
    assert checks(found, stays) == checks(doc, stays) | checks(doc, goes)
    assert doc == example("beston")


def hats(doc, organisation) -> set[str]:
    return {p["id"] for p in doc["people"] if any(m.get("organisation") == organisation for m in p["memberships"])}


def checks(doc, organisation) -> set[str]:
    (found,) = [o for o in doc["organisations"] if o["id"] == organisation]
    return {check["id"] for check in found.get("home_checks", [])}


def test_what_both_accepted_or_both_were_in_stands_once():
    doc = example("beston")
    one, other, third = (o["id"] for o in doc["organisations"][:3])
    doc["working_agreement"]["accepted"] = [
        {"organisation": other, "on": "2018-02-01"},
        {"organisation": one, "on": "2018-01-20"},
        {"organisation": third, "on": "2018-01-20"},
    ]
    doc["possible_conflicts"] = [
        {"id": "K1", "text": "Who pays", "between": [one, other]},
        {"id": "K2", "text": "Who asks", "between": [other, third, one]},
    ]
    found = merged(doc, one, other)
    assert [(row["organisation"], row["on"]) for row in found["working_agreement"]["accepted"]] == [
        (one, "2018-01-20"),
        (third, "2018-01-20"),
    ]
    assert [conflict.get("between") for conflict in found["possible_conflicts"]] == [None, [one, third]]
    assert series_file.check(found) == []


@pytest.mark.both_databases
def test_they_are_looked_at_side_by_side_and_made_one(jo, beston):
    one, other = list(beston.record.organisations)[:2]
    name = beston.record.organisations[other].name
    before = jo.file("beston")
    answer = jo.visitor.fill_in(page(one, other), "/series/beston/organisations/merge", stays=other)
    assert "They are one organisation now." in jo.visitor.follow(answer).text
    assert one not in beston.record.organisations
    assert beston.record.organisations[other].name == name
    after = jo.file("beston")
    assert series_file.check(after) == []
    assert after == series_file.ordered(merged(before, other, one))
    assert ("took away", one) in jo.audit("beston")


@pytest.mark.parametrize("fields", [{"stays": "hscp-x"}, {"stays": None}, {"one": "nobody"}, {"other": ""}])
def test_what_cannot_be_made_one_stays_two(jo, beston, fields):
    one, other = list(beston.record.organisations)[:2]
    answer = jo.visitor.fill_in(page(one, other), "/series/beston/organisations/merge", **{"stays": one} | fields)
    assert answer.status_code == 422
    assert {one, other} <= beston.record.organisations.keys()


def test_what_somebody_changed_meanwhile_is_looked_at_again(jo, beston):
    one, other, third = list(beston.record.organisations)[:3]
    (form,) = [f for f in jo.visitor.forms(page(one, other)) if f.action.endswith("merge")]
    jo.visitor.fill_in(page(one, third), "/series/beston/organisations/merge", stays=one)
    answer = jo.visitor.post("/series/beston/organisations/merge", data=form.fields)
    assert answer.status_code == 409
    assert other in beston.record.organisations


def test_organisations_that_look_like_one_are_shown_to_organisers(ann):
    slug = ann.begin()
    paste = f"/series/{slug}/people/paste"
    text = "Name,Organisation\nAda,NHS Castle Street\nBen,NHS Castle St\nCat,Red Kite"
    looked = ann.visitor.fill_in(paste, paste, text=text)
    from tests.world.visitor import forms_in

    form = next(form for form in forms_in(looked.text) if form.action == paste)
    ann.visitor.post(paste, data=form.fields | {"step": "add", "org_2": "new"})
    people = ann.visitor.get(f"/series/{slug}/people").text
    assert "These two look like one" in people
    assert "one=nhs-castle-street&amp;other=nhs-castle-st" in people
