"""The page of what was found, as people open it."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.actions.models import Action
from app.db import writing
from app.record.amending import amend
from app.searching.index import MOST
from app.searching.query import MOST as LONGEST
from tests.searching.conftest import reads
from tests.searching.everything import everything
from tests.world.visitor import HTMX


def find(visitor, beston, typed: str, **more):
    return visitor.get(f"{beston.address('search')}?q={quote(typed)}", **more)


def test_what_is_found_stands_with_its_kind_its_day_and_the_place_of_the_hit(visit, beston):
    page = find(visit(beston.ota), beston, "sheet kept").text
    hit = re.search(r'<h2 id="kind-action">Actions</h2>.*?<li>(.*?)</li>', page, re.DOTALL)
    assert hit is not None
    assert re.search(r'<a href="/series/beston/actions/A\d\d">.*<mark>', hit[1])
    assert "Tuesday 10 April" in hit[1]


def test_the_box_stands_on_every_page_of_a_series_and_needs_no_script(visit, beston):
    for who in (beston.jo, beston.dn1, beston.george):
        for address in ("", "actions", "plan"):
            page = visit(who).get(beston.address(address) if address else beston.address(), follow_redirects=True).text
            assert page.count('role="search"') == 2, "in the masthead, and at the foot for narrow screens"
            assert f'action="{beston.address("search")}"' in page


def test_typed_words_are_shown_as_typed_and_never_read_as_markup(visit, engine, beston):
    with writing(engine) as db:
        key = {"series_id": beston.series_id, "id": "A14"}
        amend(db, Action, key, {"first_step": "Say <script>alert(1)</script> & <mark>this</mark>"})
    page = find(visit(beston.ota), beston, "script").text
    assert "&lt;<mark>script</mark>&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "&lt;mark&gt;this&lt;/mark&gt;" in page
    typed = find(visit(beston.ota), beston, '"><script>alert(1)</script>').text
    assert "<script>alert" not in typed


@pytest.mark.parametrize("typed", ["", "  ", "…", '"', "* (", "-"])
def test_nothing_typed_is_a_kind_page(visit, beston, typed):
    answer = find(visit(beston.ota), beston, typed)
    assert answer.status_code == 200
    assert "Find something" in reads(answer.text)
    assert "is not looked through" in reads(answer.text)


def test_nothing_found_says_what_may_help(visit, beston):
    answer = find(visit(beston.ota), beston, "zeppelin")
    assert answer.status_code == 200
    assert "Nothing foundTry fewer words" in reads(answer.text)
    assert 'value="zeppelin"' in answer.text


def test_too_long_a_question_is_said_so_and_kept(visit, beston):
    answer = find(visit(beston.ota), beston, "a" * (LONGEST + 1))
    assert answer.status_code == 200
    assert f"there is room for {LONGEST}" in answer.text
    assert "a" * (LONGEST + 1) in answer.text


def test_with_htmx_only_what_was_found_comes_back(visit, beston):
    answer = find(visit(beston.ota), beston, "library", headers=HTMX | {"HX-Target": "div#found"})
    assert answer.text.lstrip().startswith('<div id="found">')
    assert "<mark>" in answer.text
    assert "<h1" not in answer.text


def test_fifty_are_shown_and_more_are_promised(visit, bring_in_many):
    beston = bring_in_many
    page = find(visit(beston.jo), beston, "teacup").text
    assert page.count("<li><a") - page.count('<li><a href="/series/">') >= MOST
    assert "There are more: say more words." in page
    few = find(visit(beston.jo), beston, "teacup 7").text
    assert "There are more" not in few


@pytest.fixture
def bring_in_many(bring):
    doc = everything()
    first = next(a for a in doc["actions"] if a["id"] == "A01")
    plain = {key: first[key] for key in ("lead", "meeting")}
    doc["actions"] += [plain | {"id": f"Z{n}", "text": f"Wash teacup {n}"} for n in range(MOST + 10)]
    return bring(doc, "2018-07-01")


def test_after_a_change_the_next_search_knows_it(visit, engine, beston):
    ota = visit(beston.ota)
    assert "Nothing found" in find(ota, beston, "teacups").text
    with writing(engine) as db:
        amend(db, Action, {"series_id": beston.series_id, "id": "A14"}, {"text": "Count the teacups"})
    assert "Count the <mark>teacups</mark>" in find(ota, beston, "teacups").text


@pytest.mark.both_databases
def test_it_finds_the_same_on_both_databases(visit, beston):
    page = find(visit(beston.dn1), beston, "carer").text
    found = re.findall(r"<h2 id=\"kind-(\w+)\"", page), page.count("<mark>")
    assert found == FOUND_BY_DN1


FOUND_BY_DN1 = (["vision", "organisation", "priority", "action", "person", "meeting"], 12)


def test_to_search_takes_as_many_questions_to_the_database_however_much_there_is(visit, bring_in_many, engine):
    beston = bring_in_many
    jo, asked = visit(beston.jo), []
    find(jo, beston, "teacup")
    event.listen(engine, "before_cursor_execute", lambda *words: asked.append(words[2]))
    counts = []
    for typed in ("zeppelin", "teacup 7", "teacup"):
        asked.clear()
        find(jo, beston, typed)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 4


@settings(max_examples=30)
@given(typed=st.text(max_size=LONGEST + 20))
def test_no_question_makes_the_page_fail(visit, beston, typed):
    assert find(visit(beston.ota), beston, typed).status_code == 200
