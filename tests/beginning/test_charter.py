"""Questions worth asking: answered or left, and never in the way."""

import pytest

from app.beginning.charter import CHARTER, KEYS, LONGEST
from app.beginning.charter import answers as read_answers
from app.db import reading
from app.series.queries import series_called
from tests.world.visitor import HTMX

PAGE = "/series/beston/charter"


@pytest.fixture
def answers(beston):
    def read() -> dict[str, str]:
        with reading(beston.engine) as db:
            return read_answers(db, series_called(db, "beston"))

    return read


@pytest.mark.both_databases
@pytest.mark.parametrize("headers", [None, HTMX | {"HX-Target": "section#charter"}], ids=["plain", "htmx"])
def test_what_is_answered_is_kept_and_the_rest_is_left(beston, visit, answers, headers):
    jo = visit(beston.jo)
    answer = jo.fill_in(PAGE, PAGE, headers=headers, why_now="The bus stops in May.\nNobody asked why.", who="")
    assert "The bus stops in May.\nNobody asked why." in jo.follow(answer).text
    assert answers() == {"why_now": "The bus stops in May.\nNobody asked why."}


def test_an_answer_may_be_changed_and_taken_away(beston, visit, answers):
    visit(beston.jo).fill_in(PAGE, PAGE, why_now="The bus", together="Ask once")
    visit(beston.delia).fill_in(PAGE, PAGE, why_now="The last bus")
    assert answers() == {"why_now": "The last bus", "together": "Ask once"}
    visit(beston.delia).fill_in(PAGE, PAGE, why_now="")
    assert answers() == {"together": "Ask once"}


def test_two_who_write_at_once_see_both_and_lose_nothing(beston, visit, answers):
    jo, delia = visit(beston.jo), visit(beston.delia)
    (form,) = [form for form in delia.forms(PAGE) if form.action == PAGE]
    jo.fill_in(PAGE, PAGE, why_now="Jo’s words", time="Three hours a month")
    refused = delia.post(PAGE, data=form.fields | {"why_now": "Delia’s words", "together": "Ask once"})
    assert refused.status_code == 409
    assert "Jo’s words" in refused.text
    assert "Delia’s words" in refused.text
    assert answers() == {"why_now": "Jo’s words", "time": "Three hours a month"}
    from tests.world.visitor import forms_in

    again = next(form for form in forms_in(refused.text) if form.action == PAGE)
    assert delia.post(PAGE, data=again.fields | {"why_now": "Words of both"}).status_code == 303
    assert answers() == {"why_now": "Words of both", "time": "Three hours a month", "together": "Ask once"}


def test_what_one_did_not_touch_is_not_put_back_to_what_it_was(beston, visit, answers):
    delia = visit(beston.delia)
    (form,) = [form for form in delia.forms(PAGE) if form.action == PAGE]
    visit(beston.jo).fill_in(PAGE, PAGE, why_now="Jo’s words")
    assert delia.post(PAGE, data=form.fields | {"together": "Ask once"}).status_code == 303
    assert answers() == {"why_now": "Jo’s words", "together": "Ask once"}


def test_an_answer_that_is_too_long_is_kept_as_typed(beston, visit, answers):
    refused = visit(beston.jo).fill_in(PAGE, PAGE, why_now="x" * (LONGEST + 1), who="Two of us")
    assert refused.status_code == 422
    assert "there is room for 1000" in refused.text
    assert "Two of us" in refused.text
    assert answers() == {}


def test_every_answer_at_its_longest_still_goes_through(beston, visit, answers):
    given = dict.fromkeys(KEYS, "長" * LONGEST)
    assert visit(beston.jo).fill_in(PAGE, PAGE, **given).status_code == 303
    assert answers() == given


def test_only_organisers_read_them_and_no_file_holds_them(beston, visit):
    from app.installation import vault
    from app.series_file.exporting import export

    visit(beston.jo).fill_in(PAGE, PAGE, why_now="Words for organisers")
    assert visit(beston.dn1).get(PAGE).status_code == 404
    assert visit(beston.george).get(PAGE).status_code == 404
    with reading(beston.engine) as db:
        text = export(db, series_called(db, "beston"), vault(), with_stories=True)
    assert "Words for organisers" not in text


def test_the_way_there_is_for_organisers_and_before_meeting_1_stands_on_the_home_page(ann, beston, visit):
    slug = ann.begin()
    assert "Questions worth asking before meeting 1" in ann.visitor.get(f"/series/{slug}").text
    assert PAGE not in visit(beston.jo).get("/series/beston").text  # they have met
    assert PAGE in visit(beston.jo).get("/series/beston/purpose").text
    assert PAGE not in visit(beston.dn1).get("/series/beston/purpose").text


def test_each_question_says_why_it_is_asked_and_none_must_be_answered(beston, visit):
    questions = [question for group in CHARTER for question in group.questions]
    assert len(set(KEYS)) == len(questions)
    page = visit(beston.jo).get(PAGE).text
    for question in questions:
        assert question.text.replace("'", "&#39;") in page
        assert question.why in page
    assert "required" not in page
