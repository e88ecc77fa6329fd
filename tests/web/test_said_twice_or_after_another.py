"""A move that is sent twice, or after somebody else was quicker: one effect, and no words are lost."""

import re

import pytest

from tests.web.moves import WAYS, now_of, say


@pytest.mark.both_databases
@WAYS
def test_the_same_form_sent_twice_has_one_effect_and_leads_to_the_same_place(visit, beston, a14, headers):
    euan, page = visit(beston.ota), f"{a14}/moves/moving"
    (form,) = [form for form in euan.forms(page) if form.action == page]
    sent = form.fields | {"note": ["Seven of nine are in"]}
    before = len(now_of(beston).events)
    answers = [euan.post(page, data=sent, headers=headers) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(now_of(beston).events) == before + 1


def test_after_back_other_words_are_another_thing_to_say(visit, beston, a14):
    euan, page = visit(beston.ota), f"{a14}/moves/moving"
    (form,) = [form for form in euan.forms(page) if form.action == page]
    assert euan.post(page, data=form.fields | {"note": ["Seven of nine"]}).status_code == 303
    again = euan.post(page, data=form.fields | {"note": ["Eight of nine"]})
    assert again.status_code == 409
    assert "Seven of nine" in again.text
    assert "Eight of nine" in again.text


@pytest.mark.both_databases
@WAYS
def test_where_somebody_was_quicker_both_texts_are_shown_and_both_can_be_kept(visit, beston, a14, headers):
    delia, euan, page = visit(beston.delia), visit(beston.ota), f"{a14}/moves/moving"
    (form,) = [form for form in euan.forms(page) if form.action == page]
    say(delia, a14, "moving", note="No two the same")
    mine = form.fields | {"note": ["Pharmacy and libraries to come"]}
    conflict = euan.post(page, data=mine, headers=headers)
    assert conflict.status_code == 409
    assert "No two the same" in conflict.text
    assert 'value="Pharmacy and libraries to come"' in conflict.text
    assert ("<html" in conflict.text) is (headers == {})
    version = re.search(r'name="version" value="(\d+)"', conflict.text)[1]
    kept = euan.post(page, data=mine | {"version": [version]}, headers=headers)
    assert kept.status_code == 303
    assert [event.note for event in now_of(beston).events[-2:]] == ["No two the same", "Pharmacy and libraries to come"]


def test_where_what_was_written_cannot_follow_any_more_it_is_shown_all_the_same(visit, beston, a14):
    delia, euan, page = visit(beston.delia), visit(beston.ota), f"{a14}/moves/moving"
    (form,) = [form for form in euan.forms(page) if form.action == page]
    say(delia, a14, "done")
    conflict = euan.post(page, data=form.fields | {"note": ["Pharmacy to come"]})
    assert conflict.status_code == 409
    assert "Pharmacy to come" in conflict.text
    assert "it cannot follow what was said meanwhile" in conflict.text
