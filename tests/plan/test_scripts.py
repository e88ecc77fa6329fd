"""Names are written as people write them: in Gaelic, Welsh, Polish, Greek, Ukrainian, Arabic, Hebrew and more."""

import re
import unicodedata
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from uharfbuzz import Blob, Face

from app import assets
from app.plan import faces, in_words, wall
from app.plan.fonts import ASCENT, Word, em_width, runs_right_to_left, set_lines, width, words
from app.plan.scene import Action, Line, Scene, Station
from app.plan.shaping import FALL, RISE, clusters, placed, plain, uncovered
from app.plan.sheet import Box, Sheet
from tests.plan.dots import png
from tests.plan.languages import NAMES
from tests.plan.looking import all_words, faults

SHEET = (assets.STATIC / "css" / "fallbacks.css").read_text("utf-8")
STYLES = tuple(faces.STYLES)
SIZE = 20.0
ELSEWHERE = ("李小龍", "🙂", "👩‍💻", "🇬🇧", "한국", "𓀀", "\ue000")
# What a word may be made of: letters of every script here and of none, marks, joiners, and turns of direction.
ANYTHING = st.text(st.sampled_from(sorted({c for n in (*NAMES.values(), *ELSEWHERE) for c in n} - {" "})), min_size=1)


def line_of(text, style="regular", size=SIZE):
    """A sheet with one line of words, and a mile of room."""
    sheet = Sheet(width(text, size, style) + 80, 60, "One line")
    with sheet.group("words"):
        sheet.text((40, 34), text, size, sheet.box, style)
    return sheet


def inks(sheet, dots=4):
    """What is drawn for each text of the sheet, as a box in its unit: what is found as high as its line may reach."""
    picture = Image.open(BytesIO(png(sheet, round(sheet.w * dots)))).convert("L").point(lambda c: 255 * (c < 200))
    for text in sheet.texts:
        base = text.box.y + ASCENT * text.size
        top, bottom = base - (RISE + 0.3) * text.size, base + (FALL + 0.3) * text.size
        found = picture.crop((0, round(top * dots), picture.width, round(bottom * dots))).getbbox()
        assert found, f"nothing is drawn of {text.text}"
        left, up, right, down = (side / dots for side in found)
        yield text, base, Box(left, up + top, right - left, down - up)


@pytest.mark.parametrize("name", NAMES)
def test_every_script_here_has_its_face(name):
    assert uncovered(NAMES[name]) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_dots_has_the_words_where_we_measured_them(name, style):
    lines = [NAMES[name], *NAMES[name].split()]
    sheet = Sheet(width(NAMES[name], SIZE, style) + 80, 40 * len(lines) + 40, "Words")
    with sheet.group("words"):
        for row, line in enumerate(lines):
            sheet.text((40, 40 + 40 * row), line, SIZE, sheet.box, style)
    side = SIZE * (0.2 if style == "italic" else 0.12)  # letters lean a little out of their width
    for text, base, seen in inks(sheet):
        assert text.box.w - 2 * side < seen.w, text.text
        assert text.box.x - side < seen.x, text.text
        assert seen.right < text.box.right + side, text.text
        assert base - seen.y < (RISE + 0.05) * SIZE, text.text
        assert seen.bottom - base < (FALL + 0.05) * SIZE, text.text


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_and_its_mark_are_as_wide_written_as_one_or_as_two(name):
    one, two = (unicodedata.normalize(form, NAMES[name]) for form in ("NFC", "NFD"))
    for style in STYLES:
        assert em_width(one, style) == em_width(two, style)
    assert png(line_of(one), 400) == png(line_of(two), 400)


def test_every_style_has_the_same_letters():
    for family in (faces.FAMILY, *faces.FAMILIES):
        has = {style: letters_of(family, style) for style in STYLES}
        assert has["regular"] == has["bold"] == has["italic"]


def letters_of(family, style):
    return set(Face(Blob.from_file_path(str(faces.face(style, family)))).unicodes)


def test_a_page_has_every_face_that_its_drawings_name():
    rules = set(re.findall(r'font-family: "([^"]+)"; font-weight: (\d+)[^"]*"fonts/([^"]+)\.woff2"', SHEET))
    assert rules == {(f.family, str(weight), f.file(weight)) for f in faces.FALLBACKS for weight in f.weights}
    assert all(assets.asset(f"fonts/{file}.woff2") for _, _, file in rules)


def test_a_letter_stays_with_its_marks_in_one_face():
    for text in ("q̣uick", "ẹ̀kọ́", "x̂y"):
        for piece in placed(text, "regular", rtl=False):
            assert unicodedata.combining(piece.text[0]) == 0


@pytest.mark.parametrize(
    "written, seen",
    [
        ("שאל (Alan) עד 12.5", "12.5 דע (Alan) לאש"),
        ("דוד, שלום.", ".םולש ,דוד"),
        ("Ask דוד כהן (שלום) now", "Ask (םולש) ןהכ דוד now"),
        ("Ask דוד, 3 now", "Ask 3 ,דוד now"),
        ("עלות 50% או £3", "£3 וא 50% תולע"),
    ],
)
def test_hebrew_runs_to_the_left_and_what_is_in_it_the_right_way(written, seen):
    pieces = sorted(placed(written, "regular", rtl=runs_right_to_left([written])), key=lambda piece: piece.x)
    as_seen = "".join(
        piece.text[::-1] if piece.level % 2 and piece.family == "Noto Sans Hebrew" else piece.text for piece in pieces
    )
    assert as_seen == seen


def test_lines_of_hebrew_begin_at_one_edge_and_the_name_stands_at_their_end():
    text = words("לשאול את האחיות על שעות הביקור במרפאה ולספר לכולם") + words("דוד כהן, since", "italic")
    lines = set_lines(text, 120, 10)
    ends = [max(run.x + width(run.text, 10, run.style, rtl=run.rtl) for run in line) for line in lines]
    assert len(lines) > 2
    assert max(ends) - min(ends) < 0.01
    assert all(run.x > -0.01 for line in lines for run in line)
    last = lines[-1]
    assert [run.style for run in last][-1] == "italic"
    assert last[-1].x < 1 or len(last) == 1 or last[-1].x < last[0].x


def test_what_no_face_has_is_a_box_and_is_named():
    scene = scene_with("Write to 李小龍 about the 🙂 cards", "Jo 👩‍💻")
    sheet = wall.draw(scene)
    told = all_words(sheet)
    assert faults(sheet) == []
    assert "U+674E (Han character)" in told
    assert "U+1F642 (slightly smiling face)" in told
    assert "李" in in_words.text(scene)
    assert "李" not in sheet.svg()
    assert sheet.svg().count("□") >= 5


def test_where_very_much_cannot_be_drawn_its_number_is_named():
    scene = scene_with("".join(chr(0x4E00 + n) for n in range(80)), "Jo")
    told = all_words(wall.draw(scene))
    assert "U+4E00 (Han character)" in told
    assert " more." in told


def test_nothing_is_said_of_boxes_where_all_is_drawn():
    for name in NAMES.values():
        assert "Drawn as a box" not in all_words(wall.draw(scene_with(name[:80], name[:30])))


def test_a_family_with_emoji_is_one_box_and_is_not_broken():
    assert clusters("👩‍💻🇬🇧🇮🇪é") == ["👩‍💻", "🇬🇧", "🇮🇪", "é"]
    assert [piece.text for piece in placed("👩‍💻", "regular", rtl=False)] == ["□"]


@pytest.mark.parametrize("name", NAMES)
def test_a_wall_of_each_script_covers_nothing(name):
    text = NAMES[name]
    unbroken = text.replace(" ", "")
    scene = scene_with(text, text, line=f"{text} {unbroken}"[:60], more=(unbroken * 4)[:80])
    assert faults(wall.draw(scene)) == []


def scene_with(text, lead, line="Medicines", more="Another"):
    stations = tuple(Station(n + 1, date(2024, n + 1, 10), text[:60], n < 3) for n in range(4))
    actions = (
        Action(text, "agreed", lead, 1, 2, "a"),
        Action(more, "stuck", lead, None, 2, "a", help=text),
        Action(text, "done", lead, None, 1, None),
    )
    lines = (Line("a", line, "adaptive", "#2b6cb0", "circle", 1),)
    return Scene("Beston", text, stations, 2, opening=False, lines=lines, actions=actions)


@given(st.lists(st.tuples(ANYTHING, st.sampled_from(STYLES)), min_size=1, max_size=6), st.floats(2, 30))
def test_lines_lose_nothing_and_none_is_too_wide_but_for_a_single_letter(said, em):
    text = tuple(Word(word, style) for word, style in said)
    lines = set_lines(text, em * SIZE, SIZE)
    assert "".join(run.text.replace(" ", "") for line in lines for run in line) == "".join(word for word, _ in said)
    for line in lines:
        reach = max(run.x + width(run.text, SIZE, run.style, rtl=run.rtl) for run in line)
        assert reach <= em * SIZE + 0.02 * SIZE * len(line) or len(clusters("".join(run.text for run in line))) == 1


@given(ANYTHING, st.sampled_from(STYLES), st.booleans())
def test_pieces_stand_side_by_side_and_are_as_wide_as_we_say(text, style, rtl):
    pieces = sorted(placed(text, style, rtl=rtl), key=lambda piece: piece.x)
    at = 0.0
    for piece in pieces:
        assert piece.x == pytest.approx(at)
        at += piece.em
    if rtl or not plain(text):
        assert at == pytest.approx(width(text, 1, style, rtl=rtl))
    assert sum(piece.text.count("□") for piece in pieces) >= bool(uncovered(text))


def test_a_word_of_eighty_letters_breaks_between_letters():
    for word in ("w" * 80, "é" * 80, "שלום" * 20, "ကြောင်း" * 10, "क्षि" * 20, "ẹ̀" * 40):
        parts = [run.text for line in set_lines(words(word), 60, 10) for run in line]
        assert "".join(parts) == word
        assert [cluster for part in parts for cluster in clusters(part)] == clusters(word)


def test_the_same_picture_every_time_and_as_large_as_asked():
    sheet = line_of("Ḃríd דוד أحمد")
    assert png(sheet, 640) == png(sheet, 640)
    assert Image.open(BytesIO(png(sheet, 640))).size == (640, round(640 * sheet.h / sheet.w))
