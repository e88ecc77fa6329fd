"""Chromium sets the words as wide as we measured them, so what we say does not overlap does not."""

import pytest

from app.plan import small, wall
from app.plan.sheet import Box
from tests.plan.looking import overlapping
from tests.plan.test_the_wall_of_both_examples import NAMES

pytestmark = pytest.mark.browser

MEASURE = """() => Array.from(document.querySelectorAll('text'), t => {
    const box = t.getBBox();
    return [t.textContent, box.x, box.width, t.getComputedTextLength()];
})"""


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page(viewport={"width": 1682, "height": 1188})
    yield page
    page.close()


def drawn_by(page, sheet):
    """Every word on the sheet with its ink and its length as the browser set it, in the face that the file carries."""
    page.set_content(f"<!doctype html><style>svg {{ width: 100%; height: auto }}</style>{sheet.svg(embed_font=True)}")
    page.evaluate("() => document.fonts.ready")
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


def test_no_word_of_the_small_plan_covers_another(drawings, page):
    seen = drawn_by(page, small.draw(drawings["beston 5 closing"]))
    assert list(overlapping([(t.text, ink) for t, ink, _ in seen])) == []
