"""The plan as it comes out of a printer: on its paper, with its letters in it, and all of it in words, too."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from app.paper.plan import plan_pdf
from app.paper.tiles import OVERLAP, TRIM, tiling
from app.plan import building, in_words, wall
from tests.paper.conftest import LONG_AFTER
from tests.paper.opening import (
    described,
    fonts,
    info,
    keeps_to_the_standard,
    papers,
    picture,
    roles,
    smallest,
    smallest_to_a_hair,
    words,
)
from tests.plan.dots import png
from tests.plan.inventing import MadeUp

DPI = 75
MM = DPI / 25.4


@pytest.fixture(scope="session")
def closing(both_examples):
    return lambda name, number: building.scene(both_examples[name], number, LONG_AFTER)


@pytest.mark.parametrize("name, number", [("beston", 1), ("beston", 4), ("beston", 6), ("small", 3)])
def test_a_print_shop_gets_one_a1_page_for_each_sheet(plan_of, closing, name, number):
    paper, scene = plan_of(name, number, "a1"), closing(name, number)
    assert papers(paper) == [(841, 594)] * len(wall.sheets(scene))


def test_nothing_on_a1_is_smaller_than_fourteen_points(plan_of):
    assert smallest_to_a_hair(plan_of("beston", 6, "a1"), 1) >= 13.99


@pytest.mark.parametrize("size", ["a1", "a3", "a4-tiled"])
def test_a_file_says_what_it_is_and_has_its_letters_with_it(plan_of, closing, size):
    paper = plan_of("beston", 4, size)
    said = info(paper)
    assert said["Title"] == wall.draw(closing("beston", 4)).title
    assert said["Tagged"] == "yes"
    assert fonts(paper)
    assert all(embedded for _, embedded in fonts(paper))
    assert PdfReader(paper).trailer["/Root"]["/Lang"] == "en-GB"
    assert keeps_to_the_standard(paper)


@pytest.mark.parametrize("name, number", [("beston", 1), ("beston", 4), ("beston", 6), ("small", 3)])
def test_the_a1_says_to_whoever_hears_it_everything_that_the_plan_says_in_words(plan_of, closing, name, number):
    scene = closing(name, number)
    told = described(plan_of(name, number, "a1"))[0].splitlines()
    assert [words for words in _every_word(in_words.outline(scene)) if words not in told] == []


def _every_word(part: in_words.Part) -> Iterator[str]:
    yield f"{part.head}:"
    yield from filter(None, [part.said])
    yield from ("; ".join([item.text, *item.notes]) for item in part.items)
    for below in part.parts:
        yield from _every_word(below)


@pytest.mark.parametrize("name, number", [("beston", 4), ("beston", 6), ("small", 3)])
def test_text_stays_text_every_word_of_the_drawing_is_found(plan_of, closing, name, number):
    there = set(words(plan_of(name, number, "a1")).split())
    drawn = {word for sheet in wall.sheets(closing(name, number)) for text in sheet.texts for word in text.text.split()}
    assert drawn - there == set()


def test_on_a3_it_is_the_same_at_half_the_size_and_its_words_stand_behind_it(plan_of, closing):
    paper, scene = plan_of("beston", 6, "a3"), closing("beston", 6)
    sheets = papers(paper)
    assert set(sheets) == {(420, 297)}
    assert smallest(paper, 1) >= 7
    behind = " ".join(words(paper, page) for page in range(2, len(sheets) + 1))
    assert [a.text for a in scene.actions if a.text not in behind] == []
    assert [line.name for line in scene.lines if line.name not in behind] == []
    assert {"/H1", "/H2", "/L", "/LI", "/Figure"} <= roles(paper)


def test_nothing_of_the_drawing_is_in_the_edge_that_small_sheets_leave_out(both_examples):
    for record in both_examples.values():
        for meeting in record.meetings_in_order[-2:]:
            for sheet in wall.sheets(building.scene(record, meeting.number, LONG_AFTER)):
                inside = sheet.box.inset(TRIM, TRIM)
                assert [t.text for t in sheet.texts if not inside.holds(t.box)] == []


# -- A4 sheets to tape together ----------------------------------------
def test_nine_sheets_of_a4_make_the_a1():
    laid = tiling(841, 594)
    assert (laid.sheets, laid.columns, laid.rows) == (9, 3, 3)
    last = laid.tiles[-1]
    assert (last.x + laid.shown_w, last.y + laid.shown_h) == pytest.approx((841 - TRIM, 594 - TRIM))
    assert min(laid.margins) >= 6


def test_the_first_page_shows_how_they_go_together_and_each_says_where_it_belongs(plan_of):
    paper = plan_of("beston", 4, "a4-tiled")
    assert papers(paper)[0] == (210, 297)
    assert papers(paper)[1:10] == [(297, 210)] * 9
    first = words(paper, 1)
    assert "on nine sheets of A4" in first
    assert "at 100 %" in first
    assert [name for row in "ABC" for name in (f"{row}1", f"{row}2", f"{row}3") if name not in first.split()] == []
    fifth = words(paper, 6)
    assert "B2 · Row 2 of 3, sheet 2 of 3. This edge goes under B1, the top edge under A2." in fifth
    assert "The plan in words" in words(paper, 11)


def test_neighbouring_sheets_show_the_same_ten_millimetres(plan_of):
    paper, laid = plan_of("beston", 4, "a4-tiled"), tiling(841, 594)
    seen = {(t.row, t.column): picture(paper, 2 + n, DPI) for n, t in enumerate(laid.tiles)}
    side, above = laid.margins
    for (row, column), tile in seen.items():
        if beside := seen.get((row, column + 1)):
            mine = _cut(tile, side + laid.shown_w - OVERLAP, above, OVERLAP, laid.shown_h)
            assert _unlike(mine, _cut(beside, side, above, OVERLAP, laid.shown_h)) < 6
        if below := seen.get((row + 1, column)):
            mine = _cut(tile, side, above + laid.shown_h - OVERLAP, laid.shown_w, OVERLAP)
            assert _unlike(mine, _cut(below, side, above, laid.shown_w, OVERLAP)) < 6
    other = _cut(seen[1, 2], side, above, OVERLAP, laid.shown_h)
    assert (
        _unlike(_cut(seen[1, 1], side, above, OVERLAP, laid.shown_h), other) > 6
    )  # what is not the same is told apart


def _cut(page: Image.Image, x: float, y: float, w: float, h: float) -> Image.Image:
    left, top = round((x + 0.5) * MM), round((y + 0.5) * MM)
    return page.crop((left, top, left + round((w - 1) * MM), top + round((h - 1) * MM)))


def _unlike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures differ on average, of 255."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


# -- the drawing -------------------------------------------------------
def test_the_page_looks_as_another_program_draws_the_same_sheet(plan_of, closing):
    page = picture(plan_of("beston", 4, "a1"), 1, 36)

    def unlike(number: int) -> float:
        with Image.open(BytesIO(png(wall.draw(closing("beston", number)), page.width))) as drawn:
            return _unlike(_from_afar(page), _from_afar(drawn.convert("L")))

    assert unlike(4) < 2
    assert unlike(5) > 4


def _from_afar(drawn: Image.Image) -> Image.Image:
    """Where letters are grey, and how each program smooths their edges does not matter."""
    return drawn.resize((150, 106), Image.Resampling.BOX)


def test_a_plan_with_more_than_a_wall_can_hold_is_printed_whole(print_it):
    scene = MadeUp(seed=4, meetings=8, ahead=4, opening=False, lines=10, actions=110, tests=12).scene
    paper = print_it("plan-overfull-a3", lambda: plan_pdf(scene, "en", "a3"))
    sheets = len(wall.sheets(scene))
    assert [p for p in range(1, sheets + 1) if smallest(paper, p) < 7] == []
    assert keeps_to_the_standard(paper)
    pages = range(sheets + 1, len(papers(paper)) + 1)
    behind = {word.strip(";") for page in pages for word in words(paper, page).split()}
    told = {
        word for a in scene.actions for word in a.text.split() if word.isascii() and word.isalpha() and len(word) < 28
    }
    assert told - behind == set()


NAMES = ("أحمد السيد", "שָׁלוֹם", "हिन्दी", "ไทยที่", "Ùna Nì Dhòmhnaill", "Łukasz Źdźbło", "Σωκράτης", "Đặng")


@pytest.mark.parametrize("size", ["a1", "a3"])
def test_names_in_other_letters_stay_text_too(print_it, closing, size):
    """A letter of several shapes keeps which letters it stands for (app/paper/lifting.py)."""
    scene = closing("beston", 4)
    renamed = tuple(replace(a, text=f"Ask {NAMES[n % len(NAMES)]}") for n, a in enumerate(scene.actions))
    paper = print_it(f"plan-names-{size}", lambda: plan_pdf(replace(scene, actions=renamed), "en", size))
    assert keeps_to_the_standard(paper)
    there = words(paper, 1)
    assert [name for name in NAMES[2:] if name not in there] == []
    assert "السي" in there
