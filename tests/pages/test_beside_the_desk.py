"""What stands beside the cards: contacts that are planned, what is asked, and where each can be done."""

import re

import pytest

from tests.pages import made_up
from tests.pages.at_the_desk import DESK, last_contact, words
from tests.part.conftest import template  # noqa: F401 nothing is told of what came later

PLAN = "/series/beston/write/follow-up-plan"


@pytest.fixture
def beside(delia):
    """The lists by heading, as text: `beside()["Planned"]`."""

    def lists(page: str = "") -> dict[str, str]:
        aside = (page or delia.get(DESK).text).partition("<aside")[2].partition("</aside>")[0]
        found = re.findall(r'<h2 id="[\w-]+">(.*?)</h2>(.*?)</section>', aside, re.DOTALL)
        return {heading: words(items) for heading, items in found}

    return lists


# -- planned -----------------------------------------------------------
def test_a_call_that_is_planned_is_on_the_desk_from_its_day_until_it_is_noted(delia, beston, beside, at, visit):
    delia.fill_in(PLAN, PLAN, **{"with": "car1", "kind": "nudge", "planned_for": "2018-04-12"})
    assert "Planned" not in beside()  # it is for tomorrow
    at("2018-04-12T09:00:00+01:00")
    delia = visit(beston.delia)
    who = beston.record.people["car1"].name
    assert (
        f"{who} A word about how it goes, on 12 April. Note it : {who} Not needed"
        in beside(delia.get(DESK).text)["Planned"]
    )
    done = f"/series/beston/write/follow-up-done/{last_contact(beston).id}"
    assert f'href="{done}"' in delia.get(DESK).text
    delia.fill_in(done, done, channel="phone", said="How it goes")
    assert "Planned" not in beside(delia.get(DESK).text)


def test_what_the_other_organiser_plans_says_so(delia, beside):
    delia.fill_in(PLAN, PLAN, **{"with": "car1", "kind": "offer", "planned_for": "2018-04-11", "by": "jo"})
    assert "An offer of help, on 11 April, by Jo." in beside()["Planned"]


def test_a_first_coffee_is_planned_with_a_successor_and_stands_there(bring, visit, beside):
    doc = made_up.beston()
    coffee = {"id": "U90", "planned_for": "2018-04-10", "by": "delia", "with": "hc", "kind": "handover"}
    doc["follow_ups"].append(coffee)
    world = bring(doc, slug="other")
    page = visit(world.delia).get(world.address("nudges")).text
    assert "Sandra Milne A first coffee, and what is handed over, on 10 April. Note it" in beside(page)["Planned"]


def test_neither_a_rest_nor_a_letter_that_waits_is_something_to_do(delia, beston, beside, sends, at, visit):
    rest = "/series/beston/write/desk-rest/ota"
    delia.fill_in(rest, rest, until="2018-04-12")
    sends("george", button="Hold it", day="2018-04-12")
    at("2018-04-12T09:00:00+01:00")
    found = beside(visit(beston.delia).get(DESK).text)
    assert "George A letter waits to go" in found["Resting"]
    assert "Planned" not in found


@pytest.mark.parametrize("day, where", [("2018-03-20", "Catch-ups"), ("2018-04-11", "Planned")])
def test_a_catch_up_that_was_planned_stays_when_its_letter_has_had_its_time(bring, visit, beside, day, where):
    doc = made_up.beston()
    doc["follow_ups"] = [f for f in doc["follow_ups"] if f["with"] != "hc"]
    planned = {"id": "U90", "planned_for": "2018-03-16", "by": "delia", "with": "hc", "kind": "catch_up"}
    doc["follow_ups"].append(planned)
    world = bring(doc, day, slug="other")
    found = beside(visit(world.delia).get(world.address("nudges")).text)
    assert [heading for heading, said in found.items() if "Sandra" in said] == [where]  # in one place alone
    assert "Note it : Sandra" in found[where]


def test_whoever_has_been_told_since_is_not_there_any_more(bring, visit, beside):
    doc = made_up.beston()
    planned = {"id": "U90", "planned_for": "2018-03-16", "by": "delia", "with": "hc", "kind": "catch_up"}
    told = {"id": "U91", "on": "2018-03-19", "by": "delia", "with": "hc", "kind": "catch_up", "channel": "phone"}
    doc["follow_ups"] += [planned, told | {"said": "What was agreed"}]
    world = bring(doc, slug="other")
    assert "Planned" not in beside(visit(world.delia).get(world.address("nudges")).text)


# -- asked -------------------------------------------------------------
def test_what_is_asked_leads_to_its_letter_and_to_where_an_answer_is_noted(delia, beside):
    new = "/series/beston/write/action"
    delia.fill_in(new, new, text="Ring the transport office", lead="pha", due="M5")
    page = delia.get(DESK).text
    assert "Look at the letter : Ring the transport office I rang" in beside(page)["Asked, and no answer yet"]
    letter = re.search(r'href="(/series/beston/letters/due/ask/pha/[^"]+)"', page)[1]
    assert "Ring the transport office" in delia.get(letter).text
    assert 'href="/series/beston/write/desk-rang/pha"' in page


def test_once_its_letter_has_gone_an_answer_can_still_be_noted(delia, beside):
    new = "/series/beston/write/action"
    delia.fill_in(new, new, text="Ring the transport office", lead="pha", due="M5")
    letter = re.search(r'href="(/series/beston/letters/due/ask/pha/[^"]+)"', delia.get(DESK).text)[1]
    delia.fill_in(letter, letter, button="Send this letter")
    assert "Ring the transport office Gillian was asked today. I rang" in beside()["Asked, and no answer yet"]
