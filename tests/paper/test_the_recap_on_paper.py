"""The recap on paper: the page as it is read aloud, on one side; or in large print."""

from dataclasses import replace

import pytest

from app.paper.recap import recap_pdf
from app.recap import Block, Line, recap
from app.words import full_day
from tests.paper.conftest import LONG_AFTER
from tests.paper.opening import fonts, info, papers, picture, roles, smallest, words

HELD = [("beston", n) for n in range(1, 7)] + [("small", n) for n in range(1, 4)]


@pytest.mark.parametrize("name, number", HELD)
def test_it_is_one_side_of_a4_and_says_what_the_page_says_in_its_order(recap_of, both_examples, name, number):
    paper, page = recap_of(name, number), recap(both_examples[name], number, LONG_AFTER)
    assert papers(paper) == [(210, 297)]
    there, at = words(paper, None, "-raw"), 0
    for block in page.blocks:
        for said in [*(line.text for line in block.lines), block.question]:
            assert said in there[at:], said
            at = there.index(said, at)
    assert page.blocks[0].name in there
    assert f"as it stood on {full_day(page.as_of)}" in there


def test_its_words_are_set_in_twelve_points_and_its_foot_in_nine(recap_of):
    assert smallest(recap_of("beston", 4), 1) == 9
    assert smallest(recap_of("beston", 4, "large"), 1) == 14


def test_it_says_what_it_is_to_whoever_hears_it(recap_of):
    paper = recap_of("beston", 4)
    assert info(paper)["Title"] == "The Beston inquiry, meeting 4 of 6: where we have got to"
    assert info(paper)["Tagged"] == "yes"
    assert all(embedded for _, embedded in fonts(paper))
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= roles(paper)


def test_in_large_print_it_says_the_same_on_more_sides(recap_of):
    usual, large = recap_of("beston", 4), recap_of("beston", 4, "large")
    assert len(papers(large)) > 1
    assert set(papers(large)) == {(210, 297)}
    assert set(words(usual).split()) - set(words(large).split()) == set()


def test_on_a3_it_is_the_same_page_larger(recap_of):
    assert papers(recap_of("beston", 4, "a3")) == [(297, 420)]
    assert words(recap_of("beston", 4, "a3")) == words(recap_of("beston", 4))


def test_a_page_changed_after_it_was_frozen_says_so(print_it, both_examples, recap_of):
    page = replace(recap(both_examples["beston"], 4, LONG_AFTER), version=2)
    paper = print_it("recap-second", lambda: recap_pdf(page, LONG_AFTER))
    assert "Version 2, changed after it was printed" in words(paper)
    assert papers(paper) == [(210, 297)]
    assert "Version" not in words(recap_of("beston", 4))


def test_what_was_frozen_longer_than_a_side_goes_on_overleaf_and_nothing_of_it_is_cut(print_it, both_examples):
    page = recap(both_examples["beston"], 4, LONG_AFTER)
    long = tuple(Line(f"Line {n} of what was handed out then, word for word", item=True) for n in range(90))
    page = replace(page, blocks=(Block("handed-out", "As it was handed out", long),))
    paper = print_it("recap-long", lambda: recap_pdf(page, LONG_AFTER))
    assert set(papers(paper)) == {(210, 297)}
    assert [line.text for line in long if line.text not in words(paper)] == []


def test_in_grey_the_words_stay_black_and_the_panel_nearly_white(recap_of):
    levels = picture(recap_of("beston", 4), 1, 100).histogram()
    shares = [count / sum(levels) for count in levels]
    assert sum(shares[:80]) > 0.02  # letters and rules
    assert sum(shares[80:200]) < 0.06  # their soft edges, and marks of lines
    assert sum(shares[230:]) > 0.9  # paper, and the panel


def test_the_same_page_gives_the_same_bytes(both_examples):
    page = recap(both_examples["small"], 2, LONG_AFTER)
    assert recap_pdf(page, LONG_AFTER) == recap_pdf(page, LONG_AFTER)
