"""Chromium sets the words as wide as we measured them, so what we say does not overlap does not."""

import pytest

from app.plan import small, wall
from app.plan.fonts import set_lines, words
from app.plan.sheet import Box, Sheet
from tests.plan import languages, test_scripts
from tests.plan.inventing import by_chance
from tests.plan.looking import overlapping
from tests.plan.test_the_wall_of_both_examples import NAMES

pytestmark = pytest.mark.browser

MEASURE = """() => Array.from(document.querySelectorAll('text'), t => {
    const box = t.getBBox();
    return [t.textContent, box.x, box.width, t.getComputedTextLength()];
})"""

STARTS = """() => Array.from(document.querySelectorAll('text'), t => {
    return [t.textContent, t.getStartPositionOfChar(0).x, t.getComputedTextLength()];
})"""

# Each piece of a line that takes more than one: its words, where it begins and how far its letters go on.
PIECES = """() => Array.from(document.querySelectorAll('text'), t => Array.from(t.querySelectorAll('tspan'), p => {
    const words = p.textContent, kept = words.trimEnd().length || words.length;
    return [words.slice(0, kept), p.getAttribute('x') * 1, p.getSubStringLength(0, kept), p.getExtentOfChar(0).x];
}))"""


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page(viewport={"width": 1682, "height": 1188})
    yield page
    page.close()


def show(page, sheet):
    page.set_content(f"<!doctype html><style>svg {{ width: 100%; height: auto }}</style>{sheet.svg(embed_font=True)}")
    page.evaluate("() => document.fonts.ready")


def drawn_by(page, sheet):
    """Every word on the sheet with its ink and its length as the browser set it, in the face that the file carries."""
    show(page, sheet)
    assert set(page.evaluate("() => [...document.fonts].map(f => f.status)")) == {"loaded"}
    found = page.evaluate(MEASURE)
    assert [text for text, *_ in found] == [t.text for t in sheet.texts]
    return [
        (t, Box(x, t.box.y, ink, t.box.h), length) for t, (_, x, ink, length) in zip(sheet.texts, found, strict=True)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_the_wall_are_where_we_measured_them(name, drawings, page):
    seen = drawn_by(page, wall.draw(drawings[name]))
    wide_or_narrow = [
        (t.text, t.box.w, length) for t, _, length in seen if not -0.03 <= t.box.w - length <= 0.2 + t.box.w / 100
    ]
    assert wide_or_narrow == []
    assert list(overlapping([(t.text, ink) for t, ink, _ in seen])) == []


@pytest.mark.parametrize("seed", range(6))
def test_so_are_those_of_made_up_series(seed, page):
    for sheet in wall.sheets(by_chance(seed).scene)[:2]:
        show(page, sheet)
        seen = list(zip(sheet.texts, page.evaluate(STARTS), strict=True))
        # A word that runs to the left begins at its right end; those and words of several faces are looked at below.
        simple = [(t, x, n) for t, (text, x, n) in seen if text == t.text and [p.level for p in t.pieces] == [0]]
        assert len(simple) > len(seen) / 2
        assert [(t.text, n) for t, _, n in simple if not -0.03 <= t.box.w - n <= 0.2 + t.box.w / 100] == []
        assert list(overlapping([(t.text, Box(x, t.box.y, n, t.box.h)) for t, x, n in simple])) == []


def test_no_word_of_the_small_plan_covers_another(drawings, page):
    seen = drawn_by(page, small.draw(drawings["beston 5 closing"]))
    assert list(overlapping([(t.text, ink) for t, ink, _ in seen])) == []


def test_other_scripts_are_set_as_wide_as_we_measured_them_and_where(page):
    sheet = of_every_script()
    show(page, sheet)
    for text, found in zip(sheet.texts, page.evaluate(PIECES), strict=True):
        seen = [piece for piece in text.pieces if piece.text != " "]
        assert [said for said, *_ in found] == [piece.text.rstrip() or piece.text for piece in seen] or not found
        for piece, (said, x, length, first) in zip(seen, found, strict=False):
            assert x == pytest.approx(text.box.x + piece.x * text.size, abs=0.01)
            if said == piece.text:
                assert -0.1 <= piece.em * text.size - length <= 0.15 + piece.em * text.size / 100, said
            if piece.level % 2 == 0 and len(said) > 1:
                assert first == pytest.approx(x, abs=0.6), said


def of_every_script():
    """A line of each script in each style, and a paragraph from right to left."""
    sheet = Sheet(500, 30 * len(languages.NAMES) + 100)
    with sheet.group("words"):
        for row, name in enumerate(languages.NAMES.values()):
            for column, style in enumerate(test_scripts.STYLES):
                sheet.text((5 + 165 * column, 20 + 30 * row), name, 8, sheet.box, style)
        for row, line in enumerate(
            set_lines(words("שאל את (Alan Smith) עד 12.5, 50%.") + words("דוד", "italic"), 90, 8)
        ):
            sheet.runs((5, sheet.h - 80 + 10 * row), line, 8, sheet.box)
    return sheet
