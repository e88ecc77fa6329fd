"""The list of actions: what is asked for, in words that scold nobody, at the same cost however long it is."""

import re

import pytest
from sqlalchemy import insert

from app.actions.models import Action
from app.db import writing
from app.record.actions import actions_then
from app.series.models import Thing


def listed(page):
    return set(re.findall(r"/actions/(\w+\d+)\"", page))


def test_the_list_shows_what_is_asked_for(visit, beston):
    jo, address = visit(beston.jo), beston.address("actions")
    every = {action.id for action in actions_then(beston.then("2018-04-11"))}
    assert listed(jo.get(address).text) == every
    euans = {a.id for a in actions_then(beston.then("2018-04-11")) if a.lead == "ota"}
    assert listed(jo.get(f"{address}?lead=ota").text) == euans != every
    moving = {a.id for a in actions_then(beston.then("2018-04-11")) if a.state == "started"}
    assert listed(jo.get(f"{address}?state=moving").text) == moving != set()
    assert listed(jo.get(f"{address}?state=moving&lead=ghost").text) == set()
    assert "None of them is like that" in jo.get(f"{address}?lead=ghost").text
    assert jo.get(f"{address}?state=nonsense&state=stuck&x=%00").status_code == 200


def test_no_page_for_the_group_scolds(visit, beston):
    page = visit(beston.dn1).get(beston.address("actions")).text.lower()
    assert not re.search(r"\b(overdue|late|failed|outstanding)\b", page)


@pytest.mark.parametrize("how_many", [1, 60])
def test_the_list_asks_the_database_the_same_number_of_times_whatever_its_length(
    visit, beston, engine, count_queries, how_many
):
    with writing(engine) as db:
        for n in range(how_many):
            key = {"series_id": beston.series_id, "id": f"New{n}"}
            db.execute(insert(Thing.__table__).values(**key, folded=f"new{n}", kind="action"))
            db.execute(insert(Action.__table__).values(**key, n=900 + n, text="Ask", lead="jo", meeting="M3"))
    jo = visit(beston.jo)
    count_queries.clear()
    assert len(listed(jo.get(beston.address("actions")).text)) > how_many - 1
    first = len(count_queries)
    count_queries.clear()
    jo.get(beston.address("actions"))
    assert len(count_queries) <= 4  # begin, who asks, their seat: the record is on the shelf
    assert first <= 60
